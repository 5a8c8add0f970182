//===- MutatorTypes.cpp - Random edits of types and attributes ------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Mutator.h"

#include "idealloc/Dialect/Idealloc.h"

#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/IR/Builders.h"
#include "llvm/ADT/TypeSwitch.h"

#include <limits>

using namespace mlir;
using namespace idealloc;
using namespace idealloc::fuzz;

/// A number near the old one, or one at which computations go wrong.
static int64_t mutatedNumber(int64_t old, Random &random) {
  static const std::vector<int64_t> odd = {0,
                                           1,
                                           2,
                                           3,
                                           7,
                                           8,
                                           16,
                                           63,
                                           64,
                                           65,
                                           1000,
                                           4096,
                                           -1,
                                           -8,
                                           std::numeric_limits<int32_t>::max(),
                                           int64_t{1} << 32,
                                           int64_t{1} << 48,
                                           std::numeric_limits<int64_t>::max(),
                                           std::numeric_limits<int64_t>::max() -
                                               64,
                                           std::numeric_limits<int64_t>::min()};
  auto wrapped = [&](uint64_t by) {
    return static_cast<int64_t>(static_cast<uint64_t>(old) + by);
  };
  switch (random.below(5)) {
  case 0:
    return wrapped(1);
  case 1:
    return wrapped(-1);
  case 2:
    return wrapped(random.chance(50) ? 64 : -64);
  case 3:
    return static_cast<int64_t>(static_cast<uint64_t>(old) * 2);
  default:
    return random.pick(odd);
  }
}

static std::vector<int64_t> mutatedNumbers(ArrayRef<int64_t> old,
                                           Random &random) {
  std::vector<int64_t> numbers = old.vec();
  int64_t at = random.below(numbers.size() + 1);
  if (at == static_cast<int64_t>(numbers.size()) || random.chance(15))
    numbers.insert(numbers.begin() + at, mutatedNumber(at, random));
  else if (random.chance(20))
    numbers.erase(numbers.begin() + at);
  else
    numbers[at] = mutatedNumber(numbers[at], random);
  return numbers;
}

//===----------------------------------------------------------------------===//
// Types
//===----------------------------------------------------------------------===//

static Type randomElement(MLIRContext *context, Random &random) {
  Builder b(context);
  Type i32 = b.getI32Type();
  const std::vector<Type> types = {
      b.getI1Type(),
      b.getI8Type(),
      b.getI64Type(),
      b.getF16Type(),
      b.getF32Type(),
      b.getF64Type(),
      b.getIndexType(),
      b.getIntegerType(0),
      b.getIntegerType(4),
      b.getIntegerType(1 << 20),
      VectorType::get({4}, i32),
      VectorType::get({}, i32),
      VectorType::get({3}, b.getI1Type()),
      VectorType::get({4}, i32, {true}),
      ComplexType::get(b.getF32Type()),
      MemRefType::get({2}, i32),
      b.getNoneType(),
  };
  return random.pick(types);
}

static Attribute randomSpace(MLIRContext *context, Random &random) {
  Builder b(context);
  const std::vector<Attribute> spaces = {
      Attribute(),
      b.getI64IntegerAttr(1),
      b.getI64IntegerAttr(2),
      b.getI32IntegerAttr(1),
      b.getI64IntegerAttr(0),
      b.getI64IntegerAttr(-1),
      b.getStringAttr("L1"),
      b.getStringAttr("a:b, c"),
      gpu::AddressSpaceAttr::get(context, gpu::AddressSpace::Workgroup)};
  return random.pick(spaces);
}

static MemRefLayoutAttrInterface randomLayout(MemRefType type, Random &random) {
  MLIRContext *context = type.getContext();
  unsigned rank = type.getRank();
  if (random.chance(30))
    return {};
  if (random.chance(30) && rank > 1) {
    SmallVector<unsigned> order;
    for (unsigned i = rank; i-- > 0;)
      order.push_back(i);
    return AffineMapAttr::get(AffineMap::getPermutationMap(order, context));
  }
  static const std::vector<int64_t> strides = {
      0, 1, 2, 4, 16, 64, -1, ShapedType::kDynamic, int64_t{1} << 61};
  SmallVector<int64_t> chosen;
  for (unsigned i = 0; i < rank; ++i)
    chosen.push_back(random.pick(strides));
  return StridedLayoutAttr::get(
      context, random.chance(60) ? 0 : random.pick(strides), chosen);
}

static Type mutatedMemRef(MemRefType type, Random &random) {
  SmallVector<int64_t> shape(type.getShape());
  Type element = type.getElementType();
  MemRefLayoutAttrInterface layout = type.getLayout();
  Attribute space = type.getMemorySpace();
  switch (random.below(5)) {
  case 0:
  case 1:
    if (shape.empty())
      return type;
    shape[random.below(shape.size())] = random.chance(20)
                                            ? ShapedType::kDynamic
                                            : mutatedNumber(shape[0], random);
    break;
  case 2:
    element = randomElement(type.getContext(), random);
    break;
  case 3:
    space = randomSpace(type.getContext(), random);
    break;
  default:
    layout = randomLayout(type, random);
  }
  return MemRefType::getChecked(
      [&] { return emitError(UnknownLoc::get(type.getContext())); }, shape,
      element, layout, space);
}

Type idealloc::fuzz::mutated(Type type, Random &random) {
  Type other =
      TypeSwitch<Type, Type>(type)
          .Case(
              [&](MemRefType memref) { return mutatedMemRef(memref, random); })
          .Case([&](UnrankedMemRefType memref) -> Type {
            return UnrankedMemRefType::get(
                memref.getElementType(),
                randomSpace(type.getContext(), random));
          })
          .Case<IntegerType, FloatType, IndexType, VectorType>(
              [&](auto) { return randomElement(type.getContext(), random); })
          .Default([](Type same) { return same; });
  return other ? other : type;
}

//===----------------------------------------------------------------------===//
// Attributes
//===----------------------------------------------------------------------===//

static Attribute mutatedEntry(DictionaryAttr old, Random &random) {
  if (old.empty())
    return old;
  NamedAttrList entries(old);
  NamedAttribute entry = old.getValue()[random.below(old.size())];
  if (random.chance(20))
    entries.erase(entry.getName());
  else
    entries.set(entry.getName(), mutated(entry.getValue(), random));
  return entries.getDictionary(old.getContext());
}

static Attribute mutatedElement(ArrayAttr old, Random &random) {
  SmallVector<Attribute> elements(old.getValue());
  if (elements.empty())
    return old;
  int64_t at = random.below(elements.size());
  if (random.chance(15))
    elements.erase(elements.begin() + at);
  else if (random.chance(15))
    elements.push_back(elements[at]);
  else
    elements[at] = mutated(elements[at], random);
  return ArrayAttr::get(old.getContext(), elements);
}

static Attribute mutatedLifetime(LifetimeAttr old, Random &random) {
  MLIRContext *context = old.getContext();
  std::vector<int64_t> bounds = mutatedNumbers(old.getBounds(), random);
  auto emit = [&] { return emitError(UnknownLoc::get(context)); };
  return succeeded(LifetimeAttr::verify(emit, bounds))
             ? LifetimeAttr::get(context, bounds)
             : old;
}

Attribute idealloc::fuzz::mutated(Attribute attribute, Random &random) {
  MLIRContext *context = attribute.getContext();
  Attribute other =
      TypeSwitch<Attribute, Attribute>(attribute)
          .Case([&](BoolAttr flag) -> Attribute {
            return BoolAttr::get(context, !flag.getValue());
          })
          .Case([&](IntegerAttr number) -> Attribute {
            Type type = number.getType();
            if (random.chance(10))
              type = randomElement(context, random);
            if (!type.isIntOrIndex() || number.getValue().getBitWidth() > 64)
              return number;
            unsigned width = type.isIndex() ? 64 : type.getIntOrFloatBitWidth();
            APInt old = number.getValue();
            return IntegerAttr::get(
                type, APInt(width, mutatedNumber(old.getSExtValue(), random),
                            /*isSigned=*/true, /*implicitTrunc=*/true));
          })
          .Case([&](DenseI64ArrayAttr numbers) -> Attribute {
            return DenseI64ArrayAttr::get(
                context, mutatedNumbers(numbers.asArrayRef(), random));
          })
          .Case([&](LifetimeAttr lifetime) {
            return mutatedLifetime(lifetime, random);
          })
          .Case([&](StringAttr text) -> Attribute {
            return StringAttr::get(context, text.getValue() + "\x1b\n\"");
          })
          .Case([&](TypeAttr type) -> Attribute {
            return TypeAttr::get(mutated(type.getValue(), random));
          })
          .Case([&](ArrayAttr old) { return mutatedElement(old, random); })
          .Case([&](DictionaryAttr old) { return mutatedEntry(old, random); })
          .Default([](Attribute same) { return same; });
  return other ? other : attribute;
}
