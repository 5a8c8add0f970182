//===- ShortenConstants.cpp - Constants that are computed at run time -----===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   %w = memref.get_global @w           %t = memref.get_global @w_folded
//   transpose %w -> %t                  ... reads %t ...
//   ... reads %t ...
//
// The op is the first to use %t and the only one to write it. It copies,
// transposes or broadcasts a constant, or converts each element without loss:
// what it computes is known, bit for bit.
//
//===----------------------------------------------------------------------===//

#include "ElementCopies.h"
#include "Shorten.h"

#include "idealloc/Dialect/SymbolNames.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Utils/IndexingUtils.h"
#include "mlir/IR/Builders.h"
#include "mlir/IR/SymbolTable.h"

using namespace mlir;

namespace idealloc {

namespace {
/// An op that computes a buffer from a constant.
struct Folding {
  OpOperand *source;
  PlainBuffer *target;
  /// What it does to each element, null if nothing.
  Operation *conversion;
  memref::GlobalOp constant;
};
} // namespace

/// The one conversion in the body of an op, if it is exact.
static Operation *findConversion(linalg::LinalgOp op) {
  Block &body = op->getRegion(0).front();
  Value yielded = findYielded(op);
  Operation *conversion = yielded ? yielded.getDefiningOp() : nullptr;
  return conversion && conversion->getBlock() == &body &&
                 isa<arith::ExtFOp, arith::ExtSIOp, arith::ExtUIOp>(conversion)
             ? conversion
             : nullptr;
}

/// The operand whose elements the op converts, if it does that and no more.
static OpOperand *findConverted(linalg::LinalgOp op, Operation *conversion) {
  auto argument = dyn_cast<BlockArgument>(conversion->getOperand(0));
  if (!argument || argument.getOwner() != conversion->getBlock())
    return nullptr;
  OpOperand *source = op.getMatchingOpOperand(argument);
  return op.isDpsInput(source) &&
                 op.getMatchingIndexingMap(op.getDpsInitOperand(0))
                     .isPermutation()
             ? source
             : nullptr;
}

static std::optional<Folding> findFolding(Operation *op,
                                          const ShortenScope &scope) {
  ElementCopy copy = findElementCopy(op);
  OpOperand *source = copy.source;
  Operation *conversion = nullptr;
  if (auto linalgOp = dyn_cast<linalg::LinalgOp>(op); linalgOp && !copy) {
    conversion = findConversion(linalgOp);
    if (conversion)
      source = findConverted(linalgOp, conversion);
  }
  if (!source || !source->get().getDefiningOp<memref::GetGlobalOp>())
    return std::nullopt;
  Value written = op->getOperands().back();
  std::optional<size_t> number = scope.uses.bufferOf(written);
  memref::GlobalOp constant = scope.uses.constantOf(source->get());
  if (!number || !constant)
    return std::nullopt;
  PlainBuffer &target = scope.uses.getBuffers()[*number];
  const BufferUse &first = target.uses.front();
  MemRefType type = target.memory().getType();
  if (written != target.memory() || target.isReturned ||
      target.writes.size() != 1 || first.user() != op || !first.overwrites ||
      !first.isDirect() || !scope.contains(target) ||
      reliesOnAlignment(target) || !type.getLayout().isIdentity() ||
      !constant.getType().getLayout().isIdentity() ||
      type.getMemorySpace() != constant.getType().getMemorySpace())
    return std::nullopt;
  return Folding{source, &target, conversion, constant};
}

//===----------------------------------------------------------------------===//
// Elements
//===----------------------------------------------------------------------===//

/// By dimension of the target, how many elements of the source its index steps
/// over; nullopt if an index of the source is something else than a dimension.
static std::optional<SmallVector<int64_t>> findSteps(const Folding &folding) {
  auto type = cast<MemRefType>(folding.source->get().getType());
  SmallVector<int64_t> steps(folding.target->memory().getType().getRank());
  SmallVector<int64_t> strides = computeStrides(type.getShape());
  auto op = dyn_cast<linalg::LinalgOp>(folding.source->getOwner());
  if (!op)
    return strides;
  AffineMap from = op.getMatchingIndexingMap(folding.source);
  AffineMap to = op.getMatchingIndexingMap(op.getDpsInitOperand(0));
  for (auto [index, stride] : llvm::zip_equal(from.getResults(), strides)) {
    auto constant = dyn_cast<AffineConstantExpr>(index);
    if (constant && constant.getValue() == 0)
      continue;
    std::optional<unsigned> dimension = to.getResultPosition(index);
    if (!dimension)
      return std::nullopt;
    steps[*dimension] += stride;
  }
  return steps;
}

/// The elements of the target as the op picks them.
static DenseElementsAttr pick(DenseElementsAttr elements, MemRefType target,
                              ArrayRef<int64_t> steps) {
  auto type =
      RankedTensorType::get(target.getShape(), elements.getElementType());
  if (elements.isSplat())
    return elements.resizeSplat(type);
  Type element = elements.getElementType();
  unsigned bits = element.isIntOrFloat() ? element.getIntOrFloatBitWidth() : 0;
  if (bits == 0 || bits % 8 != 0)
    return {};
  size_t width = bits / 8;
  ArrayRef<char> from = elements.getRawData();
  std::vector<char> to(type.getNumElements() * width);
  SmallVector<int64_t> index(type.getRank());
  int64_t offset = 0;
  for (size_t place = 0; place < to.size(); place += width) {
    std::copy_n(from.data() + offset * width, width, to.data() + place);
    for (int64_t dimension = type.getRank(); dimension-- > 0;) {
      offset += steps[dimension];
      if (++index[dimension] < type.getDimSize(dimension))
        break;
      offset -= steps[dimension] * index[dimension];
      index[dimension] = 0;
    }
  }
  return DenseElementsAttr::getFromRawBuffer(type, to);
}

/// Each element converted; null for types that have no such conversion.
static DenseElementsAttr convert(DenseElementsAttr elements,
                                 Operation *conversion) {
  Type type = conversion->getResult(0).getType();
  if (auto floats = dyn_cast<DenseFPElementsAttr>(elements);
      floats && isa<arith::ExtFOp>(conversion))
    return cast<DenseElementsAttr>(
        floats.mapValues(type, [&](const APFloat &value) {
          APFloat result = value;
          bool losesInfo;
          result.convert(cast<FloatType>(type).getFloatSemantics(),
                         APFloat::rmNearestTiesToEven, &losesInfo);
          return result.bitcastToAPInt();
        }));
  auto integers = dyn_cast<DenseIntElementsAttr>(elements);
  if (!integers || !isa<IntegerType>(type))
    return {};
  return cast<DenseElementsAttr>(
      integers.mapValues(type, [&](const APInt &value) {
        unsigned width = type.getIntOrFloatBitWidth();
        return isa<arith::ExtSIOp>(conversion) ? value.sext(width)
                                               : value.zext(width);
      }));
}

/// What the target holds; null if that is not known.
static DenseElementsAttr evaluate(Folding &folding) {
  auto elements = dyn_cast_or_null<DenseElementsAttr>(
      folding.constant.getConstantInitValue());
  std::optional<SmallVector<int64_t>> steps = findSteps(folding);
  if (!elements || !steps)
    return {};
  DenseElementsAttr picked =
      pick(elements, folding.target->memory().getType(), *steps);
  return picked && folding.conversion ? convert(picked, folding.conversion)
                                      : picked;
}

//===----------------------------------------------------------------------===//
// The rewrite
//===----------------------------------------------------------------------===//

static memref::GlobalOp createGlobal(const Folding &folding,
                                     DenseElementsAttr elements,
                                     SymbolTableCollection &symbols) {
  memref::GlobalOp constant = folding.constant;
  OpBuilder builder(constant.getContext());
  auto global = memref::GlobalOp::create(
      builder, folding.source->getOwner()->getLoc(),
      (constant.getSymName() + "_folded").str(),
      builder.getStringAttr("private"), folding.target->memory().getType(),
      elements, /*constant=*/true, constant.getAlignmentAttr());
  symbols.getSymbolTable(constant->getParentOp())
      .insert(global, std::next(Block::iterator(constant)));
  return global;
}

bool foldConstants(const ShortenScope &scope) {
  BufferUses &uses = scope.uses;
  bool hasChanged = false;
  scope.forEachOp([&](Operation *op) {
    auto isConstant = [](Value value) {
      return value.getDefiningOp<memref::GetGlobalOp>() != nullptr;
    };
    // Most ops have none, and cost no more.
    if (llvm::none_of(op->getOperands(), isConstant) || !writesOneOperand(op))
      return;
    std::optional<Folding> folding = findFolding(op, scope);
    if (!folding || folding->target->bytes > scope.limits.foldBytes)
      return;
    DenseElementsAttr elements = evaluate(*folding);
    if (!elements)
      return;
    PlainBuffer &target = *folding->target;
    scope.limits.foldBytes -= target.bytes;
    memref::GlobalOp global =
        createGlobal(*folding, elements, scope.limits.symbols);
    OpBuilder builder(target.alloc);
    Value constant = memref::GetGlobalOp::create(
        builder, op->getLoc(), global.getType(), global.getSymName());
    uses.getTime().place(constant.getDefiningOp(), target.alloc);
    uses.rename(*uses.bufferOf(target.memory()), std::nullopt);
    scope.limits.folded.insert(folding->constant);
    Operation *get = folding->source->get().getDefiningOp();
    scope.remove(op);
    if (get->use_empty())
      scope.remove(get);
    for (Operation *free : target.frees)
      scope.remove(free);
    target.memory().replaceAllUsesWith(constant);
    scope.remove(target.alloc);
    hasChanged = true;
  });
  return hasChanged;
}

void eraseUnusedConstants(Operation *top, ShortenLimits &limits) {
  if (limits.folded.empty())
    return;
  // By their last names, as modules may be nested.
  DenseSet<StringAttr> used;
  top->walk([&](Operation *op) {
    DictionaryAttr named = attributesWithSymbols(op);
    if (!named.empty())
      named.walk([&](SymbolRefAttr symbol) {
        used.insert(symbol.getLeafReference());
      });
  });
  for (Operation *constant : limits.folded) {
    auto global = cast<memref::GlobalOp>(constant);
    if (global.isPrivate() && !used.contains(global.getSymNameAttr()))
      limits.symbols.getSymbolTable(global->getParentOp()).erase(global);
  }
}

} // namespace idealloc
