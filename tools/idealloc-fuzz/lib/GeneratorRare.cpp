//===- GeneratorRare.cpp - What few programs have -------------------------===//
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

/// A loop over i8, compared without sign, often across 127. Buffers in it are
/// as large as its counter says.
void Generator::unsignedForStatement() {
  int64_t first = random.between(120, 135), most = first + 4;
  std::string i = fresh("%i"), low = constant(first, "i8");
  std::string few = value("arith.index_cast " + tripCount() + " : index to i8");
  std::string high = value("arith.addi " + low + ", " + few + " : i8");
  open("scf.for unsigned " + i + " = " + low + " to " + high + " step " +
       constant(1, "i8") + " : i8 {");
  region([&] {
    std::string wide = value("arith.index_castui " + i + " : i8 to index");
    int64_t base = random.chance(30) ? 0 : first - random.between(0, 3);
    std::string size =
        base ? value("arith.subi " + wide + ", " + index(base) + " : index")
             : wide;
    scope.indices.push_back(
        {value("arith.subi " + wide + ", " + index(first) + " : index"), 5});
    Type type{
        random.pick(elements), {{most - base, size}}, "", random.pick(spaces)};
    Buffer buffer = allocate(type);
    write(buffer);
    // Before the block, which may free it.
    if (context.sinks)
      sink(buffer);
    if (random.chance(40))
      block(1);
    endBlock({});
  });
  close();
}

/// Reads and writes the first elements of a buffer, as many as a mask has.
void Generator::maskedStatement() {
  auto isRow = [&](const Buffer &buffer) {
    const Type &type = buffer.type;
    return isDefined(buffer) && type.rank() == 1 && type.isStatic() &&
           !type.isVector() && type.element != "index";
  };
  auto out = pick(
      [&](const Buffer &buffer) { return isRow(buffer) && buffer.writable; });
  if (context.coroutine || !out)
    return computeStatement();
  auto in = pick([&](const Buffer &buffer) {
    return isRow(buffer) && buffer.type.element == out->type.element &&
           buffer.type.dims == out->type.dims;
  });
  std::string size = std::to_string(out->type.dims[0].size);
  std::string vector = "vector<" + size + "x" + out->type.element + ">";
  std::string bits = "vector<" + size + "xi1>";
  std::string mask = value("vector.create_mask " + tripCount() + " : " + bits);
  std::string padding = constant(3, out->type.element);
  std::string x =
      value("vector.mask " + mask + " { vector.transfer_read " + in->name +
            "[%c0], " + padding + " {in_bounds = [true]} : " + in->type.str() +
            ", " + vector + " } : " + bits + " -> " + vector);
  line("vector.mask " + mask + " { vector.transfer_write " + x + ", " +
       out->name + "[%c0] {in_bounds = [true]} : " + vector + ", " +
       out->type.str() + " } : " + bits);
}

/// `scf.parallel` with a value, reduced by `combine` from the operands named x
/// and y.
void Generator::reduction(
    const std::string &result, const std::string &start,
    const std::string &type, const std::string &bound,
    llvm::function_ref<std::string()> operand,
    llvm::function_ref<std::string(std::string x, std::string y)> combine) {
  std::string i = fresh("%i");
  open(result + " = scf.parallel (" + i + ") = (%c0) to (" + bound +
       ") step (%c1) init (" + start + ") -> " + type + " {");
  region([&] {
    context.parallel = true;
    context.sinks = false;
    for (Buffer &buffer : scope.buffers)
      buffer.writable = false;
    scope.indices.push_back({i, 6});
    if (random.chance(40))
      block(1);
    std::string own = operand(), x = fresh("%x"), y = fresh("%y");
    endBlock({});
    open("scf.reduce(" + own + " : " + type + ") {");
    label("^bb0(" + x + ": " + type + ", " + y + ": " + type + ")");
    line("scf.reduce.return " + combine(x, y) + " : " + type);
    close();
  });
  close();
}

/// A sum, or one of two memrefs, out of a parallel loop.
void Generator::reductionStatement() {
  std::string result = fresh("%r");
  if (random.chance(50)) {
    Type type = carriedType();
    Buffer a = definedBuffer(type), b = definedBuffer(type);
    std::string test = condition();
    reduction(
        result, a.name, type.str(), tripCount(), [&] { return b.name; },
        [&](std::string x, std::string y) {
          return value("arith.select " + test + ", " + x + ", " + y + " : " +
                       type.str());
        });
    return addResult(result, type, {a, b});
  }
  auto in = pick([&](const Buffer &buffer) {
    return isDefined(buffer) && buffer.type.element[0] == 'i' &&
           buffer.type.rank() > 0 && buffer.type.isStatic();
  });
  auto out = pick([&](const Buffer &buffer) {
    return isDefined(buffer) && buffer.writable && buffer.type.isStatic();
  });
  if (!in || !out)
    return computeStatement();
  const std::string &element = in->type.element;
  reduction(
      result, constant(0, element), element, tripCount(),
      [&] {
        Strings at;
        for (const Dim &dim : in->type.dims)
          at.push_back(indexBelow(dim));
        return value("memref.load " + in->name + "[" + llvm::join(at, ", ") +
                     "] : " + in->type.str());
      },
      [&](std::string x, std::string y) {
        return value("arith.addi " + x + ", " + y + " : " + element);
      });
  Strings at;
  for (const Dim &dim : out->type.dims)
    at.push_back(indexBelow(dim));
  std::string lane = out->type.element;
  if (out->type.isVector())
    return;
  line("memref.store " + convert(result, element, lane) + ", " + out->name +
       "[" + llvm::join(at, ", ") + "] : " + out->type.str());
}

/// A matrix in a row of elements, with gaps between its rows or with rows that
/// overlap, which is written and read.
void Generator::gapsStatement() {
  auto source = pick([&](const Buffer &buffer) {
    return isDefined(buffer) && buffer.writable && buffer.type.isStatic() &&
           buffer.type.isIdentity() && buffer.type.rank() == 1 &&
           buffer.type.dims[0].size >= 4;
  });
  if (!source)
    return computeStatement();
  int64_t count = source->type.dims[0].size;
  bool overlaps = random.chance(50);
  int64_t columns = random.between(1, count / 2 - (overlaps ? 0 : 1));
  int64_t stride = overlaps ? 1 : random.between(columns + 1, count - columns);
  int64_t rows = random.between(2, (count - columns) / stride + 1);
  Type type = source->type;
  type.dims = {{rows}, {columns}};
  std::string strides = std::to_string(stride) + ", 1";
  type.layout = "strided<[" + strides + "]>";
  Buffer view =
      derived(*source,
              "memref.reinterpret_cast " + source->name +
                  " to offset: [0], sizes: [" + std::to_string(rows) + ", " +
                  std::to_string(columns) + "], strides: [" + strides + "]",
              type);
  scope.buffers.back().isWhole = view.isWhole = false;
  if (random.chance(60))
    writeByLoops(view);
  if (context.sinks && random.chance(60))
    sink(view);
}

/// An allocation with gaps between its rows, and perhaps a view of the first
/// gap, which has contents of its own: whoever writes all rows leaves it as it
/// is.
void Generator::spacedStatement() {
  int64_t columns = random.between(1, 5), gap = random.between(1, 3);
  Type type{random.pick(elements),
            {{random.between(2, 4)}, {columns}},
            "strided<[" + std::to_string(columns + gap) + ", 1]>",
            random.pick(spaces)};
  Buffer rows = allocate(type);
  // The gap is used after them; who frees one frees both.
  disown(rows);
  if (random.chance(60)) {
    Type between = type;
    between.dims = {{gap}};
    between.layout = "strided<[1], offset: " + std::to_string(columns) + ">";
    Buffer view =
        derived(rows,
                "memref.reinterpret_cast " + rows.name + " to offset: [" +
                    std::to_string(columns) + "], sizes: [" +
                    std::to_string(gap) + "], strides: [1]",
                between);
    view.storages = scope.buffers.back().storages = {newStorage(false)};
    write(view);
  }
  write(rows);
}
