//===- GeneratorPatterns.cpp - Where sharing is tempting and wrong --------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Or tempting and right: the neighbours of each other's traps.
//
//===----------------------------------------------------------------------===//

#include "Generator.h"

#include "llvm/ADT/STLExtras.h"

using namespace idealloc::fuzz;

/// A buffer outside a loop that each iteration overwrites, wholly, or partly or
/// on a condition: then it carries something around the back edge.
void Generator::hoistedStatement() {
  Type type = carriedType();
  Buffer hoisted = allocate(type);
  bool isPrivate = random.chance(50);
  if (!isPrivate)
    write(hoisted);
  std::string i = fresh("%i"), bound = tripCount();
  open("scf.for " + i + " = %c0 to " + bound + " step %c1 {");
  region([&] {
    scope.indices.push_back({i, 6});
    block(2);
    if (isPrivate) {
      write(hoisted);
    } else {
      open("scf.if " + condition() + " {");
      region([&] {
        if (random.chance(50) || type.rank() == 0)
          write(hoisted);
        else
          write(subview(hoisted));
      });
      close();
    }
    block(1);
    Buffer next = allocate(type);
    write(next);
    if (context.sinks) {
      sink(hoisted);
      sink(next);
    }
    endBlock({});
  });
  close();
  if (context.sinks && isDefined(hoisted))
    sink(hoisted);
  if (random.chance(60))
    hide(hoisted);
}

/// A loop that overwrites a buffer, unless it runs zero times; a read after it.
void Generator::zeroTripStatement() {
  Type type = carriedType();
  Buffer buffer = definedBuffer(type);
  std::string i = fresh("%i"), bound = tripCount();
  Buffer other = allocate(type);
  write(other);
  if (context.sinks)
    sink(other);
  hide(other);
  open("scf.for " + i + " = %c0 to " + bound + " step %c1 {");
  region([&] {
    scope.indices.push_back({i, 6});
    write(buffer);
  });
  close();
  if (context.sinks)
    sink(buffer);
}

/// A buffer that is written in two parts, others written in between.
void Generator::partialStatement() {
  Type type = carriedType();
  if (type.rank() == 0 || type.dims[0].size < 2)
    return computeStatement();
  Buffer buffer = allocate(type);
  disown(buffer);
  int64_t cut = random.between(1, type.dims[0].size - 1);
  int64_t row = type.elements() / type.dims[0].size;
  for (bool isLow : {true, false}) {
    Type part = type;
    part.dims[0].size = isLow ? cut : type.dims[0].size - cut;
    std::string offsets = isLow ? "0" : std::to_string(cut), sizes, steps = "1";
    std::string strides;
    int64_t stride = type.elements();
    for (size_t d = 0; d < type.rank(); ++d) {
      stride /= type.dims[d].size;
      std::string comma = d ? ", " : "";
      sizes += comma + std::to_string(part.dims[d].size);
      strides += comma + std::to_string(stride);
      if (d) {
        offsets += ", 0";
        steps += ", 1";
      }
    }
    part.layout = "strided<[" + strides +
                  "], offset: " + std::to_string(isLow ? 0 : cut * row) + ">";
    Buffer view = derived(buffer,
                          "memref.subview " + buffer.name + "[" + offsets +
                              "] [" + sizes + "] [" + steps + "]",
                          part);
    scope.buffers.back().isWhole = view.isWhole = false;
    write(view);
    // What was written may be read before the rest is.
    if (isLow && context.sinks && random.chance(50))
      sink(view);
    if (isLow)
      block(2);
  }
  define(buffer);
}

/// Writes that no one reads, after the last read.
void Generator::deadStoreStatement() {
  auto dead = pick([&](const Buffer &buffer) {
    return buffer.writable && isDefined(buffer) && buffer.storages.size() == 1;
  });
  if (!dead)
    return computeStatement();
  Buffer live = allocate(carriedType());
  write(live);
  if (context.sinks)
    sink(*dead);
  write(*dead);
  hide(*dead);
  if (context.sinks && isDefined(live))
    sink(live);
}

/// Each iteration computes a new buffer from the one before, both alive, and
/// perhaps frees the old one.
void Generator::generationsStatement() {
  Type type = carriedType();
  Buffer start = allocate(type);
  write(start);
  bool frees = random.chance(35);
  std::string i = fresh("%i"), old = fresh("%p"), result = fresh("%r");
  std::string bound = tripCount();
  open(result + " = scf.for " + i + " = %c0 to " + bound +
       " step %c1 iter_args(" + old + " = " + start.name + ") -> (" +
       type.str() + ") {");
  std::vector<Buffer> sources = {start};
  region([&] {
    scope.indices.push_back({i, 6});
    hide(start);
    Buffer previous{old, type, {newStorage(true)}};
    Buffer made = allocate(type);
    disown(made);
    if (random.chance(50))
      writeFill(made), define(made);
    scope.buffers.push_back(previous);
    block(1);
    write(made);
    if (context.sinks)
      sink(previous);
    endBlock({made});
    if (frees)
      line("memref.dealloc " + old + " : " + type.str());
    line("scf.yield " + made.name + " : " + type.str());
    sources.push_back(made);
  });
  close();
  if (frees) {
    // Only the result is left, and no one else frees it.
    disown(start);
    hide(start);
    scope.buffers.push_back({result, type, {newStorage(true)}});
    return;
  }
  addResult(result, type, sources);
}

/// Read in the next iteration what this one wrote, with a buffer in between
/// that is not needed any more.
void Generator::backEdgeStatement() {
  Type type = carriedType();
  Buffer kept = allocate(type);
  write(kept);
  std::string i = fresh("%i"), bound = tripCount();
  open("scf.for " + i + " = %c0 to " + bound + " step %c1 {");
  region([&] {
    scope.indices.push_back({i, 6});
    sink(kept);
    write(kept);
    hide(kept);
    Buffer local = allocate(type);
    write(local);
    sink(local);
    endBlock({});
  });
  close();
}

/// One of two buffers, accessed in a long row, with one of them under its own
/// name, or others, in between.
void Generator::rowStatement() {
  Type type = carriedType();
  if (!type.isStatic())
    return computeStatement();
  Buffer a = allocate(type), b = allocate(type);
  write(a);
  write(b);
  Buffer either = a;
  either.storages.insert(either.storages.end(), b.storages.begin(),
                         b.storages.end());
  llvm::sort(either.storages);
  either.name = value("arith.select " + condition() + ", " + a.name + ", " +
                      b.name + " : " + type.str());
  scope.buffers.push_back(either);
  for (int64_t left = random.between(4, 9); left > 0; --left) {
    if (random.chance(15))
      write(random.chance(50) ? either : subview(either));
    if (random.chance(10))
      write(random.chance(50) ? a : subview(b));
    if (random.chance(10))
      computeStatement();
    Buffer out = random.chance(40) ? definedBuffer(type) : allocate(type);
    among({either}, [&] {
      if (!writeElementwise(out))
        write(out);
    });
    define(out);
    if (context.sinks && random.chance(50))
      sink(random.chance(80) ? out : either);
  }
  if (context.sinks)
    sink(random.chance(50) ? either : a);
  hide(a);
  hide(b);
  hide(either);
}
