//===- GeneratorViews.cpp - Statements that make aliases ------------------===//
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

/// A view of `source`, in scope.
Buffer Generator::derived(const Buffer &source, const std::string &expression,
                          const Type &type) {
  Buffer view = source;
  view.name = value(
      expression + " : " + source.type.str() +
      (llvm::StringRef(expression).contains("_shape") ? " into " : " to ") +
      type.str());
  view.type = type;
  scope.buffers.push_back(view);
  return view;
}

static std::string stridedLayout(const Strings &strides,
                                 const std::string &offset) {
  return "strided<[" + llvm::join(strides, ", ") + "], offset: " + offset + ">";
}

static std::vector<int64_t> rowMajor(const std::vector<Dim> &dims) {
  std::vector<int64_t> strides(dims.size(), 1);
  for (size_t i = dims.size(); i-- > 1;)
    strides[i - 1] = strides[i] * dims[i].size;
  return strides;
}

/// A part of a buffer of static sizes and plain layout, at a static or dynamic
/// place, perhaps every other element, perhaps without dimensions of size 1.
Buffer Generator::subview(const Buffer &source) {
  Strings offsets, sizes, steps, strides;
  std::vector<Dim> dims;
  int64_t start = 0;
  bool isDynamic = false;
  std::vector<int64_t> sourceStrides = rowMajor(source.type.dims);
  // All dimensions of size 1 or none: expand-strided-metadata of MLIR 22
  // crashes where it has to find out which were dropped.
  bool dropsUnits = random.chance(50);
  for (size_t i = 0; i < source.type.rank(); ++i) {
    int64_t whole = source.type.dims[i].size;
    int64_t size = random.chance(30) ? 1 : random.between(1, whole);
    if (random.chance(30))
      size = whole;
    int64_t step = size * 2 <= whole && random.chance(20) ? 2 : 1;
    int64_t last = whole - (size - 1) * step - 1;
    if (last > 0 && !scope.indices.empty() && random.chance(50)) {
      offsets.push_back(indexBelow({last + 1}));
      isDynamic = true;
    } else {
      int64_t offset = random.between(0, last);
      start += offset * sourceStrides[i];
      offsets.push_back(std::to_string(offset));
    }
    sizes.push_back(std::to_string(size));
    steps.push_back(std::to_string(step));
    if (size == 1 && dropsUnits)
      continue;
    dims.push_back({size});
    strides.push_back(std::to_string(step * sourceStrides[i]));
  }
  Type type = source.type;
  type.dims = dims;
  type.layout = stridedLayout(strides, isDynamic ? "?" : std::to_string(start));
  Buffer view =
      derived(source,
              "memref.subview " + source.name + "[" +
                  llvm::join(offsets, ", ") + "] [" + llvm::join(sizes, ", ") +
                  "] [" + llvm::join(steps, ", ") + "]",
              type);
  scope.buffers.back().isWhole = view.isWhole = false;
  return view;
}

void Generator::viewStatement() {
  auto source = pick([&](const Buffer &buffer) {
    return buffer.type.isIdentity() && buffer.type.isStatic() &&
           buffer.type.rank() > 0 && (isDefined(buffer) || random.chance(20));
  });
  if (!source)
    return;
  Type type = source->type;
  const std::string &name = source->name;
  bool isMatrix = type.rank() == 2;
  switch (random.below(8)) {
  case 0:
    if (isMatrix) {
      type.dims = {{type.elements()}};
      derived(*source, "memref.collapse_shape " + name + " [[0, 1]]", type);
      return;
    }
    [[fallthrough]];
  case 1:
    if (type.rank() == 1)
      for (const std::vector<Dim> &shape : shapes)
        if (shape.size() == 2 &&
            shape[0].size * shape[1].size == type.dims[0].size) {
          type.dims = shape;
          derived(*source,
                  "memref.expand_shape " + name + " [[0, 1]] output_shape [" +
                      std::to_string(shape[0].size) + ", " +
                      std::to_string(shape[1].size) + "]",
                  type);
          return;
        }
    break;
  case 2:
    if (isMatrix) {
      type.layout =
          stridedLayout({"1", std::to_string(type.dims[1].size)}, "0");
      std::swap(type.dims[0], type.dims[1]);
      derived(*source, "memref.transpose " + name + " (d0, d1) -> (d1, d0)",
              type);
      return;
    }
    break;
  case 3: {
    // Cast to a layout that says nothing.
    Buffer part = random.chance(50) ? subview(*source) : *source;
    Type vague = part.type;
    vague.layout = stridedLayout(Strings(vague.rank(), "?"), "?");
    derived(part, "memref.cast " + part.name, vague);
    return;
  }
  case 4: {
    int64_t count = type.elements(), size = random.between(1, count);
    int64_t stride = size * 2 <= count && random.chance(30) ? 2 : 1;
    int64_t offset = random.between(0, count - (size - 1) * stride - 1);
    type.dims = {{size}};
    type.layout =
        stridedLayout({std::to_string(stride)}, std::to_string(offset));
    derived(*source,
            "memref.reinterpret_cast " + name + " to offset: [" +
                std::to_string(offset) + "], sizes: [" + std::to_string(size) +
                "], strides: [" + std::to_string(stride) + "]",
            type);
    scope.buffers.back().isWhole = false;
    return;
  }
  default:
    break;
  }
  Buffer part = subview(*source);
  if (part.writable && isDefined(part) && random.chance(40))
    write(part);
}

/// A block of bytes and typed views of it, beside each other or overlapping.
void Generator::bytesStatement() {
  Strings integers;
  for (const std::string &element : elements)
    if (element[0] == 'i')
      integers.push_back(element);
  Type type{random.pick(integers), random.pick(shapes), "",
            random.pick(spaces)};
  int64_t bytes = (type.elements() * 8 + 15) / 16 * 16;
  Type raw{"i8", {{bytes * 2}}, "", type.space};
  Buffer memory = allocate(raw);
  if (random.chance(70))
    write(memory);
  bool isMemoryDefined = isDefined(memory);
  int64_t shifts[] = {0, bytes, bytes / 16 * 8};
  int64_t count = random.between(1, isMemoryDefined ? 3 : 2);
  for (int64_t i = 0; i < count; ++i) {
    Buffer view = memory;
    view.type = type;
    // As memory of its own, unless all is one.
    if (!isMemoryDefined)
      view.storages = {newStorage(false)};
    view.isWhole = !isMemoryDefined;
    view.name = value("memref.view " + memory.name + "[" + index(shifts[i]) +
                      "][] : " + raw.str() + " to " + type.str());
    scope.buffers.push_back(view);
    write(view);
  }
  if (!isMemoryDefined) {
    // It must not be freed or read as a whole.
    disown(memory);
    hide(memory);
  }
}

void Generator::selectStatement() {
  auto a = pick([&](const Buffer &buffer) {
    return buffer.type.isStatic() && isDefined(buffer);
  });
  if (!a)
    return;
  auto b = pick([&](const Buffer &buffer) {
    return buffer.type == a->type && buffer.name != a->name &&
           isDefined(buffer) && buffer.writable == a->writable;
  });
  if (!b) {
    if (!a->type.isIdentity() || !a->writable)
      return;
    b = allocate(a->type);
    write(*b);
  }
  std::vector<int> storages = a->storages;
  storages.insert(storages.end(), b->storages.begin(), b->storages.end());
  llvm::sort(storages);
  storages.erase(std::unique(storages.begin(), storages.end()), storages.end());
  Buffer result = *a;
  result.storages = storages;
  result.name = value("arith.select " + condition() + ", " + a->name + ", " +
                      b->name + " : " + a->type.str());
  result.isWhole = a->isWhole && b->isWhole;
  scope.buffers.push_back(result);
  if (random.chance(50) && result.writable)
    write(result);
}

/// Buffers of a size that is bounded by a constant, in one of the ways in which
/// programs bound sizes, or not at all.
void Generator::dynamicStatement() {
  if (scope.indices.empty())
    return;
  const Index n = random.pick(scope.indices);
  int64_t bound = random.between(2, 8);
  std::string size;
  switch (random.below(6)) {
  case 0:
    size = value("affine.min affine_map<()[s0] -> (s0, " + Twine(bound) +
                 ")>()[%n0]");
    break;
  case 1:
    size = value("arith.minsi " + n.name + ", " + index(bound) + " : index");
    break;
  case 2:
    size = value("arith.minui " + n.name + ", " + index(bound) + " : index");
    break;
  case 3:
    size = value("arith.remui " + n.name + ", " + index(bound) + " : index");
    break;
  case 4:
    size = value("arith.andi " + n.name + ", " + index(3) + " : index");
    bound = 3;
    break;
  default:
    size = n.name;
    bound = n.bound - 1;
  }
  bool isMatrix = random.chance(30);
  Type type{random.pick(elements), {{bound, size}}, "", random.pick(spaces)};
  if (isMatrix)
    type.dims.push_back({3});
  Buffer a = allocate(type);
  write(a);
  if (random.chance(60)) {
    Type other = type;
    if (!other.isVector())
      other.element = "i32";
    Buffer b = allocate(other);
    write(b);
    if (context.sinks)
      sink(b);
  }
  // Into a part of a buffer of static size.
  if (!isMatrix && random.chance(40)) {
    Type whole = type;
    whole.dims = {{bound}};
    Buffer big = allocate(whole);
    write(big);
    Type window = type;
    window.layout = "strided<[1]>";
    std::string part = value("memref.subview " + big.name + "[0] [" + size +
                             "] [1] : " + whole.str() + " to " + window.str());
    line("memref.copy " + a.name + ", " + part + " : " + type.str() + " to " +
         window.str());
  }
  if (context.sinks)
    sink(a);
  if (random.chance(50))
    hide(a);
}

/// Frees an allocation of this block; it and its aliases leave the scope.
void Generator::deallocStatement() {
  std::vector<Buffer> candidates;
  for (const Buffer &buffer : scope.owned)
    if (llvm::any_of(scope.buffers, [&](const Buffer &other) {
          return other.name == buffer.name && other.writable;
        }))
      candidates.push_back(buffer);
  if (candidates.empty())
    return;
  const Buffer buffer = random.pick(candidates);
  if (isDefined(buffer) && context.sinks)
    sink(buffer);
  line("memref.dealloc " + buffer.name + " : " + buffer.type.str());
  hide(buffer);
}
