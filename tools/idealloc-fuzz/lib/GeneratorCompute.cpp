//===- GeneratorCompute.cpp - Statements that read and write --------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Generator.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

using namespace idealloc::fuzz;

std::string idealloc::fuzz::iteratorTypes(size_t rank, const char *kind) {
  std::string text;
  for (size_t i = 0; i < rank; ++i)
    text += std::string(i ? ", " : "") + "\"" + kind + "\"";
  return text;
}

std::string idealloc::fuzz::identityMap(size_t rank) {
  std::string dims;
  for (size_t i = 0; i < rank; ++i)
    dims += (i ? ", d" : "d") + std::to_string(i);
  return "affine_map<(" + dims + ") -> (" + dims + ")>";
}

std::string idealloc::fuzz::scalarMap(size_t rank) {
  std::string map = identityMap(rank);
  return map.substr(0, map.find("->")) + "-> ()>";
}

/// Writes a new buffer or one that is there, perhaps reading another.
void Generator::computeStatement() {
  std::optional<Buffer> out;
  if (random.chance(45))
    out = pick([&](const Buffer &buffer) { return buffer.writable; });
  if (!out)
    out = allocate(randomType());
  write(*out);
}

/// Each buffer is read by what writes the next, and then no more.
void Generator::chainStatement() {
  Type type = carriedType();
  Buffer last = allocate(type);
  write(last);
  for (int64_t count = random.between(1, 3); count > 0; --count) {
    // Mostly the same sizes, now and then another element or the transpose.
    Type next = last.type;
    if (random.chance(30) && !next.isVector())
      next.element = random.pick(elements);
    if (next.isVector() != last.type.isVector())
      next.element = last.type.element;
    if (random.chance(30) && next.rank() == 2)
      std::swap(next.dims[0], next.dims[1]);
    Buffer made = allocate(next);
    std::vector<Buffer> others = std::move(scope.buffers);
    scope.buffers = {last, made};
    write(made);
    scope.buffers = std::move(others);
    if (random.chance(80))
      hide(last);
    last = made;
  }
  if (context.sinks && random.chance(70)) {
    sink(last);
    hide(last);
  }
}

/// Writes one element.
void Generator::pokeStatement() {
  auto out = pick([&](const Buffer &buffer) {
    return buffer.writable && buffer.type.isStatic();
  });
  if (!out)
    return;
  const std::string &element = out->type.element;
  Strings indices;
  for (const Dim &dim : out->type.dims)
    indices.push_back(indexBelow(dim));
  line("memref.store " + constant(random.between(1, 99), element) + ", " +
       out->name + "[" + llvm::join(indices, ", ") + "] : " + out->type.str());
}

void Generator::sinkStatement() {
  if (auto buffer = pickInput())
    sink(*buffer);
}

/// Mixes all elements of a buffer into one element of %out.
void Generator::sink(const Buffer &buffer) {
  int64_t slot = slots++ % 16;
  const std::string &element = buffer.type.element;
  auto mixIn = [&](const std::string &item, const std::string &total) {
    std::string scaled =
        value("arith.muli " + total + ", " + constant(31, "i64") + " : i64");
    return value("arith.addi " + scaled + ", " + bits(item, element) +
                 " : i64");
  };
  if (random.chance(40)) {
    Strings indices = openNest(buffer.type.dims, false);
    std::string item =
        value("memref.load " + buffer.name + "[" + llvm::join(indices, ", ") +
              "] : " + buffer.type.str());
    std::string at = index(slot);
    std::string total = value("memref.load %out[" + at + "] : memref<16xi64>");
    line("memref.store " + mixIn(item, total) + ", %out[" + at +
         "] : memref<16xi64>");
    for (size_t i = 0; i < indices.size(); ++i)
      close();
    return;
  }
  std::string cell =
      "memref<i64, strided<[], offset: " + std::to_string(slot) + ">>";
  std::string view = value("memref.subview %out[" + Twine(slot) +
                           "] [1] [1] : memref<16xi64> to " + cell);
  size_t rank = buffer.type.rank();
  open("linalg.generic {indexing_maps = [" + identityMap(rank) + ", " +
       scalarMap(rank) + "], iterator_types = [" +
       iteratorTypes(rank, "reduction") + "]} ins(" + buffer.name + " : " +
       buffer.type.str() + ") outs(" + view + " : " + cell + ") {");
  std::string item = fresh("%e"), total = fresh("%e");
  label("^bb0(" + item + ": " + element + ", " + total + ": i64)");
  line("linalg.yield " + mixIn(item, total) + " : i64");
  close();
}

/// Calls a function outside the module, which changes every element.
void Generator::touchStatement() {
  auto buffer = pick([&](const Buffer &buffer) {
    return buffer.type.element == "i64" || buffer.type.element == "i32";
  });
  bool canTouch = buffer && buffer->writable && isDefined(*buffer) &&
                  buffer->type.rank() == 1 && buffer->type.space.empty();
  if (!canTouch)
    return computeStatement();
  std::string type =
      "memref<?x" + buffer->type.element + ", strided<[?], offset: ?>>";
  std::string cast = value("memref.cast " + buffer->name + " : " +
                           buffer->type.str() + " to " + type);
  line("func.call @fuzz_touch_" + buffer->type.element + "(" + cast + ") : (" +
       type + ") -> ()");
}
