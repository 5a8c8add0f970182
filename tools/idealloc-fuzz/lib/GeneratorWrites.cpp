//===- GeneratorWrites.cpp - Ways to write a whole buffer -----------------===//
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

/// Defined buffers of the same sizes that do not overlap the output.
std::vector<Buffer> Generator::inputsFor(const Buffer &out, bool sameElement) {
  std::vector<Buffer> inputs;
  for (const Buffer &in : scope.buffers) {
    if (!isDefined(in) || in.type.dims != out.type.dims)
      continue;
    bool isSame = in.type.element == out.type.element;
    if ((sameElement || in.type.isVector() || out.type.isVector()) && !isSame)
      continue;
    if (!overlap(in, out))
      inputs.push_back(in);
  }
  return inputs;
}

bool Generator::writeFill(const Buffer &out) {
  std::string number = constant(random.between(-5, 90), out.type.element);
  line("linalg.fill ins(" + number + " : " + out.type.element + ") outs(" +
       out.name + " : " + out.type.str() + ")");
  return true;
}

bool Generator::writeCopy(const Buffer &out) {
  std::vector<Buffer> inputs = inputsFor(out, true);
  if (inputs.empty())
    return false;
  const Buffer &in = random.pick(inputs);
  if (random.chance(60))
    line("memref.copy " + in.name + ", " + out.name + " : " + in.type.str() +
         " to " + out.type.str());
  else
    line("linalg.copy ins(" + in.name + " : " + in.type.str() + ") outs(" +
         out.name + " : " + out.type.str() + ")");
  return true;
}

bool Generator::writeElementwise(const Buffer &out) {
  std::vector<Buffer> inputs = inputsFor(out, false);
  // In place: the same value is both.
  if (isDefined(out) && random.chance(20))
    inputs.push_back(out);
  if (inputs.empty())
    return false;
  std::vector<Buffer> ins = {random.pick(inputs)};
  if (random.chance(50))
    ins.push_back(random.pick(inputs));
  const std::string &element = out.type.element;
  std::string names, types, maps, arguments;
  for (const Buffer &in : ins) {
    names += (names.empty() ? "" : ", ") + in.name;
    types += (types.empty() ? "" : ", ") + in.type.str();
  }
  bool isUniform = llvm::all_of(
      ins, [&](const Buffer &in) { return in.type.element == element; });
  if (ins.size() == 2 && isUniform && !out.type.isFloat() &&
      !out.type.isVector() && element != "index" && random.chance(40)) {
    const char *op = random.chance(50) ? "linalg.add" : "linalg.sub";
    line(op + Twine(" ins(") + names + " : " + types + ") outs(" + out.name +
         " : " + out.type.str() + ")");
    return true;
  }
  size_t rank = out.type.rank();
  Strings items;
  for (const Buffer &in : ins) {
    maps += identityMap(rank) + ", ";
    items.push_back(fresh("%e"));
    arguments += items.back() + ": " + in.type.element + ", ";
  }
  open("linalg.generic {indexing_maps = [" + maps + identityMap(rank) +
       "], iterator_types = [" + iteratorTypes(rank) + "]} ins(" + names +
       " : " + types + ") outs(" + out.name + " : " + out.type.str() + ")" +
       (random.chance(50) ? " attrs = {idealloc.in_order}" : "") + " {");
  label("^bb0(" + arguments + fresh("%e") + ": " + element + ")");
  std::string x = convert(items[0], ins[0].type.element, element);
  std::string y = ins.size() == 2
                      ? convert(items[1], ins[1].type.element, element)
                      : constant(random.between(1, 9), element);
  line("linalg.yield " + combine(x, y, element) + " : " + element);
  close();
  return true;
}

bool Generator::writeTransposed(const Buffer &out) {
  if (out.type.rank() != 2)
    return false;
  Buffer turned = out;
  std::swap(turned.type.dims[0], turned.type.dims[1]);
  std::vector<Buffer> inputs = inputsFor(turned, true);
  if (inputs.empty())
    return false;
  const Buffer &in = random.pick(inputs);
  line("linalg.transpose ins(" + in.name + " : " + in.type.str() + ") outs(" +
       out.name + " : " + out.type.str() + ") permutation = [1, 0]");
  return true;
}

bool Generator::writeBroadcast(const Buffer &out) {
  if (out.type.rank() != 2)
    return false;
  int64_t kept = random.below(2);
  Buffer row = out;
  row.type.dims = {out.type.dims[kept]};
  std::vector<Buffer> inputs = inputsFor(row, true);
  if (inputs.empty())
    return false;
  const Buffer &in = random.pick(inputs);
  line("linalg.broadcast ins(" + in.name + " : " + in.type.str() + ") outs(" +
       out.name + " : " + out.type.str() + ") dimensions = [" +
       Twine(1 - kept) + "]");
  return true;
}

bool Generator::writeReduced(const Buffer &out) {
  if (out.type.rank() != 1 || out.type.isVector())
    return false;
  const Dim size = out.type.dims[0];
  int64_t kept = 0;
  auto in = pick([&](const Buffer &buffer) {
    if (buffer.type.rank() != 2 || buffer.type.element != out.type.element ||
        !isDefined(buffer) || !buffer.type.isStatic())
      return false;
    return (buffer.type.dims[0] == size || buffer.type.dims[1] == size) &&
           !overlap(buffer, out);
  });
  if (!in)
    return false;
  if (in->type.dims[0] != size)
    kept = 1;
  writeFill(out);
  open("linalg.reduce ins(" + in->name + " : " + in->type.str() + ") outs(" +
       out.name + " : " + out.type.str() + ") dimensions = [" +
       Twine(1 - kept) + "]");
  std::string a = fresh("%e"), b = fresh("%e"), element = out.type.element;
  open("(" + a + ": " + element + ", " + b + ": " + element + ") {");
  line("linalg.yield " + combine(a, b, element) + " : " + element);
  close();
  --indentation;
  return true;
}

bool Generator::writeProduct(const Buffer &out) {
  if (out.type.rank() != 2 || out.type.isVector() || !out.type.isStatic())
    return false;
  // Float products could grow without bound.
  if (out.type.isFloat() || out.type.element == "index")
    return false;
  auto disjoint = [&](const Buffer &in) {
    return isDefined(in) && in.type.rank() == 2 && in.type.isStatic() &&
           in.type.element == out.type.element && !overlap(in, out);
  };
  auto a = pick([&](const Buffer &in) {
    return disjoint(in) && in.type.dims[0] == out.type.dims[0];
  });
  if (!a)
    return false;
  auto b = pick([&](const Buffer &in) {
    return disjoint(in) && in.type.dims[0] == a->type.dims[1] &&
           in.type.dims[1] == out.type.dims[1];
  });
  if (!b)
    return false;
  writeFill(out);
  line("linalg.matmul ins(" + a->name + ", " + b->name + " : " + a->type.str() +
       ", " + b->type.str() + ") outs(" + out.name + " : " + out.type.str() +
       ")");
  return true;
}

/// Opens a loop for each dimension; the loops leave the scope as it is.
Strings Generator::openNest(const std::vector<Dim> &dims, bool affine) {
  Strings indices;
  for (const Dim &dim : dims) {
    indices.push_back(fresh("%i"));
    if (affine && dim.symbol.empty()) {
      open("affine.for " + indices.back() + " = 0 to " + Twine(dim.size) +
           " {");
      continue;
    }
    std::string bound = dim.symbol.empty() ? index(dim.size) : dim.symbol;
    open("scf.for " + indices.back() + " = %c0 to " + bound + " step %c1 {");
  }
  return indices;
}

bool Generator::writeByLoops(const Buffer &out) {
  bool affine = random.chance(40);
  std::vector<Buffer> inputs = inputsFor(out, false);
  std::optional<Buffer> in;
  if (!inputs.empty() && random.chance(70))
    in = random.pick(inputs);
  Strings indices = openNest(out.type.dims, affine);
  std::string subscripts = llvm::join(indices, ", ");
  std::string x;
  const std::string &element = out.type.element;
  if (in) {
    x = value("memref.load " + in->name + "[" + subscripts +
              "] : " + in->type.str());
    x = convert(x, in->type.element, element);
    x = combine(x, constant(random.between(1, 9), element), element);
  } else if (!indices.empty() && !out.type.isVector()) {
    x = convert(indices.back(), "index", element);
  } else {
    x = constant(random.between(1, 50), element);
  }
  line("memref.store " + x + ", " + out.name + "[" + subscripts +
       "] : " + out.type.str());
  for (size_t i = 0; i < indices.size(); ++i)
    close();
  return true;
}

bool Generator::writeByVectors(const Buffer &out) {
  size_t rank = out.type.rank();
  if (rank == 0 || rank > 2 || !out.type.isStatic() || out.type.isVector() ||
      out.type.element == "index" || context.coroutine)
    return false;
  std::vector<Buffer> inputs = inputsFor(out, true);
  if (inputs.empty())
    return false;
  const Buffer &in = random.pick(inputs);
  std::string type = "vector<", flags, zeros;
  for (const Dim &dim : out.type.dims) {
    type += std::to_string(dim.size) + "x";
    flags += flags.empty() ? "true" : ", true";
    zeros += zeros.empty() ? "%c0" : ", %c0";
  }
  const std::string &element = out.type.element;
  type += element + ">";
  std::string padding = constant(0, element);
  std::string x =
      value("vector.transfer_read " + in.name + "[" + zeros + "], " + padding +
            " {in_bounds = [" + flags + "]} : " + in.type.str() + ", " + type);
  line("vector.transfer_write " + x + ", " + out.name + "[" + zeros +
       "] {in_bounds = [" + flags + "]} : " + type + ", " + out.type.str());
  return true;
}

/// Writes every element in one of many ways.
void Generator::write(const Buffer &out) {
  using Way = bool (Generator::*)(const Buffer &);
  const Way ways[] = {
      &Generator::writeElementwise, &Generator::writeElementwise,
      &Generator::writeCopy,        &Generator::writeTransposed,
      &Generator::writeByLoops,     &Generator::writeByLoops,
      &Generator::writeReduced,     &Generator::writeProduct,
      &Generator::writeBroadcast,   &Generator::writeByVectors,
  };
  for (int tries = 0; tries < 4; ++tries)
    if ((this->*ways[random.below(std::size(ways))])(out))
      return define(out);
  writeFill(out);
  define(out);
}
