//===- GeneratorInPlace.cpp - Results over operands, or nearly ------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Generator.h"

using namespace idealloc::fuzz;

/// With these buffers only to read.
void Generator::among(std::vector<Buffer> buffers,
                      llvm::function_ref<void()> writing) {
  std::swap(scope.buffers, buffers);
  writing();
  std::swap(scope.buffers, buffers);
}

/// The last read of one buffer by the first write of another, shifted.
void Generator::shiftedStatement() {
  Type type{random.pick(elements),
            {{random.between(4, 12)}},
            "",
            random.pick(spaces)};
  int64_t whole = type.dims[0].size, size = random.between(1, whole - 1);
  Buffer a = allocate(type);
  write(a);
  Buffer b = allocate(type);
  if (random.chance(70))
    writeFill(b), define(b);
  Type window = type;
  window.dims = {{size}};
  auto part = [&](const Buffer &buffer, int64_t at) {
    Type shifted = window;
    shifted.layout = "strided<[1], offset: " + std::to_string(at) + ">";
    Buffer view =
        derived(buffer,
                "memref.subview " + buffer.name + "[" + std::to_string(at) +
                    "] [" + std::to_string(size) + "] [1]",
                shifted);
    scope.buffers.back().isWhole = view.isWhole = false;
    return view;
  };
  Buffer from = part(a, random.between(0, whole - size));
  Buffer to = part(b, random.between(0, whole - size));
  among({from, to}, [&] { write(to); });
  hide(a);
  if (context.sinks)
    sink(isDefined(b) ? b : to);
}

/// A result of other elements than its operand, which is not read again: it may
/// be written over it if they are narrower, and the op goes from front to back.
void Generator::narrowingStatement() {
  Type type = carriedType();
  if (!type.isStatic())
    return computeStatement();
  Buffer from = allocate(type);
  write(from);
  type.element = random.pick(elements);
  Buffer to = allocate(type);
  among({from}, [&] {
    if (!writeElementwise(to))
      write(to);
  });
  define(to);
  hide(from);
  if (context.sinks)
    sink(to);
}

/// A row or column that is broadcast; what reads the broadcast may write over
/// it, and what was broadcast may change before that.
void Generator::broadcastStatement() {
  Type type = carriedType();
  for (int tries = 0; type.rank() != 2 && tries < 4; ++tries)
    type = randomType();
  if (type.rank() != 2 || !type.isStatic())
    return computeStatement();
  Type part = type;
  part.dims = {type.dims[random.below(2)]};
  Buffer narrow = allocate(part), wide = allocate(type);
  write(narrow);
  for (int64_t count = random.between(1, 2); count > 0; --count) {
    among({narrow, wide}, [&] {
      while (!writeBroadcast(wide))
        ;
    });
    define(wide);
    for (int64_t reads = random.between(1, 3); reads > 0; --reads) {
      if (random.chance(15))
        write(random.chance(70) ? narrow : subview(narrow));
      Buffer out = random.chance(40) ? wide : allocate(type);
      Buffer other = definedBuffer(type);
      among({wide, other}, [&] {
        if (!writeElementwise(out))
          write(out);
      });
      define(out);
      if (context.sinks && random.chance(50))
        sink(random.chance(50) ? out : wide);
    }
  }
  if (random.chance(70))
    hide(wide);
}

/// Two buffers that hold one value in turns, again and again or in a loop; at
/// times both are needed, or one is changed in part.
void Generator::meetingsStatement() {
  Type type = carriedType();
  if (!type.isStatic())
    return computeStatement();
  Buffer a = allocate(type), b = allocate(type);
  write(a);
  auto pass = [&](const Buffer &from, const Buffer &to) {
    Buffer other = from;
    if (random.chance(15))
      other = definedBuffer(type);
    among({from, other}, [&] {
      if (!writeElementwise(to))
        write(to);
    });
    define(to);
    if (random.chance(10))
      write(random.chance(50) ? to : subview(to));
    if (context.sinks && random.chance(20))
      sink(random.chance(50) ? from : to);
  };
  auto turn = [&] {
    pass(a, b);
    if (random.chance(20))
      computeStatement();
    pass(b, a);
  };
  if (context.depth < 4 && random.chance(50)) {
    std::string i = fresh("%i"), bound = tripCount();
    open("scf.for " + i + " = %c0 to " + bound + " step %c1 {");
    region([&] {
      scope.indices.push_back({i, 6});
      turn();
      endBlock({});
    });
    close();
  } else {
    for (int64_t turns = random.between(1, 2); turns > 0; --turns)
      turn();
  }
  if (random.chance(30))
    pass(a, b);
  if (context.sinks)
    sink(isDefined(b) && random.chance(30) ? b : a);
  hide(a);
  hide(b);
}
