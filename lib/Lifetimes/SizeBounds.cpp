//===- SizeBounds.cpp - Constant bounds of dynamic sizes ------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "idealloc/Lifetimes/SizeBounds.h"

#include "TileRemainder.h"
#include "idealloc/Dialect/MemRefBytes.h"

#include "mlir/Analysis/DataFlow/ConstantPropagationAnalysis.h"
#include "mlir/Analysis/DataFlow/DeadCodeAnalysis.h"
#include "mlir/Analysis/DataFlow/IntegerRangeAnalysis.h"
#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/Affine/IR/ValueBoundsOpInterfaceImpl.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Arith/IR/ValueBoundsOpInterfaceImpl.h"
#include "mlir/Dialect/MemRef/IR/ValueBoundsOpInterfaceImpl.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/SCF/IR/ValueBoundsOpInterfaceImpl.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"
#include "mlir/Interfaces/ShapedOpInterfaces.h"
#include "mlir/Interfaces/ValueBoundsOpInterface.h"

using namespace mlir;

/// MLIR 22 compares the bounds of every scf.for as signed numbers.
static bool isUnsignedLoop(Operation *op) {
  auto loop = dyn_cast_if_present<scf::ForOp>(op);
  return loop && loop.getUnsignedCmp();
}

/// MLIR 22 takes 3 for the largest number that `d0 mod 5` has in [13, 17].
static bool hasModulo(Operation *op) {
  AffineMap map;
  if (auto apply = dyn_cast<affine::AffineApplyOp>(op))
    map = apply.getAffineMap();
  else if (auto least = dyn_cast<affine::AffineMinOp>(op))
    map = least.getAffineMap();
  else if (auto largest = dyn_cast<affine::AffineMaxOp>(op))
    map = largest.getAffineMap();
  bool found = false;
  if (map)
    map.walkExprs([&](AffineExpr expression) {
      found |= expression.getKind() == AffineExprKind::Mod;
    });
  return found;
}

namespace {
/// MLIR 22 takes the bounds of an affine.for for constants, and crashes where
/// they are not: its induction variable has no range then. Nor has that of an
/// unsigned loop, or a modulo in an affine map.
class Ranges : public dataflow::IntegerRangeAnalysis {
public:
  /// Without `believesWidths` a number that is known by nothing but the width
  /// of its type has no range when it is widened.
  Ranges(DataFlowSolver &solver, bool believesWidths)
      : IntegerRangeAnalysis(solver), believesWidths(believesWidths) {}

  LogicalResult visitOperation(
      Operation *op,
      ArrayRef<const dataflow::IntegerValueRangeLattice *> operands,
      ArrayRef<dataflow::IntegerValueRangeLattice *> results) override {
    if (!hasModulo(op) && (believesWidths || !widensUnknown(op, operands)))
      return IntegerRangeAnalysis::visitOperation(op, operands, results);
    setAllToEntryStates(results);
    return success();
  }

  void visitNonControlFlowArguments(
      Operation *op, const RegionSuccessor &successor,
      ArrayRef<dataflow::IntegerValueRangeLattice *> lattices,
      unsigned firstIndex) override {
    auto loop = dyn_cast<affine::AffineForOp>(op);
    if (!isUnsignedLoop(op) && (!loop || loop.hasConstantBounds()))
      return IntegerRangeAnalysis::visitNonControlFlowArguments(
          op, successor, lattices, firstIndex);
    size_t forwarded = successor.getSuccessorInputs().size();
    setAllToEntryStates(lattices.take_front(firstIndex));
    setAllToEntryStates(lattices.drop_front(firstIndex + forwarded));
  }

private:
  static bool
  widensUnknown(Operation *op,
                ArrayRef<const dataflow::IntegerValueRangeLattice *> operands) {
    if (!isa<arith::ExtUIOp, arith::ExtSIOp, arith::IndexCastOp,
             arith::IndexCastUIOp>(op) ||
        operands[0]->getValue().isUninitialized())
      return false;
    const ConstantIntRanges &range = operands[0]->getValue().getValue();
    return range == ConstantIntRanges::maxRange(range.umax().getBitWidth());
  }

  bool believesWidths;
};
} // namespace

namespace idealloc {

/// Values that one bound may depend on. Most depend on a handful; the time to
/// solve their constraints grows steeply.
static constexpr unsigned maxConstrainedValues = 32;

SizeBounds::SizeBounds(FunctionOpInterface function) : function(function) {}

SizeBounds::~SizeBounds() = default;

/// The range of a value; nullopt where the analysis says nothing or did not
/// come, as in unreachable code.
static std::optional<ConstantIntRanges> rangeOf(const DataFlowSolver &solver,
                                                Value value) {
  const auto *lattice =
      solver.lookupState<dataflow::IntegerValueRangeLattice>(value);
  if (!lattice || lattice->getValue().isUninitialized())
    return std::nullopt;
  return lattice->getValue().getValue();
}

/// True of what MLIR's constraints are wrong for: the induction variables and
/// results of unsigned loops; dimensions that a shape does not have, on which
/// MLIR 22 crashes.
static bool isMisread(Value value) {
  Operation *op = value.getDefiningOp();
  if (auto dim = dyn_cast_if_present<ShapedDimOpInterface>(op)) {
    auto type = dyn_cast<ShapedType>(dim.getShapedValue().getType());
    std::optional<int64_t> dimension = getConstantIntValue(dim.getDimension());
    return !type || !type.hasRank() || !dimension || *dimension < 0 ||
           *dimension >= type.getRank();
  }
  return isUnsignedLoop(op ? op : value.getParentBlock()->getParentOp());
}

/// True unless an op that wraps provably does not.
bool SizeBounds::mayWrap(Value value) {
  Operation *op = value.getDefiningOp();
  if (!isa_and_nonnull<arith::AddIOp, arith::SubIOp, arith::MulIOp>(op))
    return false;
  if (bitEnumContainsAll(cast<arith::ArithIntegerOverflowFlagsInterface>(op)
                             .getOverflowAttr()
                             .getValue(),
                         arith::IntegerOverflowFlags::nsw))
    return false;
  std::optional<ConstantIntRanges> a = rangeOf(*ranges, op->getOperand(0));
  std::optional<ConstantIntRanges> b = rangeOf(*ranges, op->getOperand(1));
  if (!a || !b || a->smin().getBitWidth() == 0)
    return true;
  // The extremes of all three operations lie at corners.
  for (const APInt &left : {a->smin(), a->smax()})
    for (const APInt &right : {b->smin(), b->smax()}) {
      bool wraps = false;
      if (isa<arith::AddIOp>(op))
        (void)left.sadd_ov(right, wraps);
      else if (isa<arith::SubIOp>(op))
        (void)left.ssub_ov(right, wraps);
      else
        (void)left.smul_ov(right, wraps);
      if (wraps)
        return true;
    }
  return false;
}

/// Callers are not visible, so arguments can be anything.
static std::unique_ptr<DataFlowSolver> findRanges(Operation *function,
                                                  bool believesWidths) {
  auto solver = std::make_unique<DataFlowSolver>(
      DataFlowConfig().setInterprocedural(false));
  solver->load<dataflow::DeadCodeAnalysis>();
  solver->load<dataflow::SparseConstantPropagation>();
  solver->load<Ranges>(believesWidths);
  if (failed(solver->initializeAndRun(function)))
    return std::make_unique<DataFlowSolver>();
  return solver;
}

std::optional<int64_t> SizeBounds::getUpperBound(Value index,
                                                 bool believesWidths) {
  if (!ranges)
    ranges = findRanges(function, /*believesWidths=*/true);
  if (!believesWidths && !rangesWithoutWidths)
    rangesWithoutWidths = findRanges(function, believesWidths);
  std::optional<int64_t> bound;
  if (std::optional<ConstantIntRanges> range =
          rangeOf(believesWidths ? *ranges : *rangesWithoutWidths, index))
    if (range->smax().getBitWidth() == 64 && !range->smax().isMaxSignedValue())
      bound = range->smax().getSExtValue();
  unsigned visited = 0;
  auto stop = [&](Value value, std::optional<int64_t>,
                  ValueBoundsConstraintSet &) {
    return ++visited > maxConstrainedValues || isMisread(value) ||
           mayWrap(value);
  };
  FailureOr<int64_t> linear = ValueBoundsConstraintSet::computeConstantBound(
      presburger::BoundType::UB, {index}, stop, /*closedUB=*/true);
  if (succeeded(linear) && (!bound || *linear < *bound))
    bound = *linear;
  std::optional<int64_t> tile = boundOfTileRemainder(index, [&](Value value) {
    std::optional<ConstantIntRanges> range = rangeOf(*ranges, value);
    return range && range->smin().isNonNegative();
  });
  if (tile && (!bound || *tile < *bound))
    bound = tile;
  return bound;
}

std::optional<OperandRange> SizeBounds::sizesOf(Operation *alloc) {
  if (auto op = dyn_cast<memref::AllocOp>(alloc))
    return op.getDynamicSizes();
  if (auto op = dyn_cast<memref::AllocaOp>(alloc))
    return op.getDynamicSizes();
  return std::nullopt;
}

std::optional<int64_t> SizeBounds::getByteBound(Operation *alloc,
                                                const DataLayout &layout) {
  auto type = cast<MemRefType>(alloc->getResult(0).getType());
  std::optional<int64_t> bytes =
      getElementStride(type.getElementType(), layout);
  if (!bytes || !type.getLayout().isIdentity())
    return std::nullopt;
  auto sizes = sizesOf(alloc)->begin();
  for (int64_t size : type.getShape()) {
    if (ShapedType::isDynamic(size)) {
      std::optional<int64_t> bound = getUpperBound(*sizes++);
      if (!bound)
        return std::nullopt;
      size = std::max<int64_t>(*bound, 0);
    }
    if (llvm::MulOverflow(*bytes, size, *bytes))
      return std::nullopt;
  }
  return bytes;
}

bool SizeBounds::isOnlyWidth(Operation *alloc) {
  return llvm::any_of(*sizesOf(alloc), [&](Value size) {
    return getUpperBound(size) && !getUpperBound(size, false);
  });
}

/// Whether a value comes from other numbers by arithmetic alone.
static bool isArithmetic(Operation *op) {
  return op && op->getNumRegions() == 0 &&
         isa<InferIntRangeInterface, ValueBoundsOpInterface>(op) &&
         llvm::all_of(op->getOperandTypes(),
                      llvm::IsaPred<IntegerType, IndexType>);
}

static std::string describe(Value value) {
  std::string text;
  llvm::raw_string_ostream stream(text);
  if (auto argument = dyn_cast<BlockArgument>(value))
    stream << "argument " << argument.getArgNumber() << " of '"
           << argument.getOwner()->getParentOp()->getName() << "'";
  else
    stream << "'" << value.getDefiningOp()->getName() << "' at "
           << value.getLoc();
  return text;
}

/// The dimension whose size is dynamic operand \p number.
static size_t dynamicDimension(Operation *alloc, size_t number) {
  auto type = cast<MemRefType>(alloc->getResult(0).getType());
  size_t dimension = 0;
  for (;; ++dimension)
    if (type.isDynamicDim(dimension) && number-- == 0)
      return dimension;
}

std::string SizeBounds::explain(Operation *alloc) {
  for (auto [number, value] : llvm::enumerate(*sizesOf(alloc))) {
    if (getUpperBound(value))
      continue;
    // Back to where the first missing bound comes in; phis end the way, so it
    // has an end.
    Value culprit = value;
    while (isArithmetic(culprit.getDefiningOp())) {
      auto operands = culprit.getDefiningOp()->getOperands();
      auto unbounded = llvm::find_if(
          operands, [&](Value operand) { return !getUpperBound(operand); });
      if (unbounded == operands.end())
        break;
      culprit = *unbounded;
    }
    return "dimension " + std::to_string(dynamicDimension(alloc, number)) +
           ": " + describe(culprit) + " has no upper bound";
  }
  return {};
}

void registerSizeBoundModels(DialectRegistry &registry) {
  affine::registerValueBoundsOpInterfaceExternalModels(registry);
  arith::registerValueBoundsOpInterfaceExternalModels(registry);
  memref::registerValueBoundsOpInterfaceExternalModels(registry);
  scf::registerValueBoundsOpInterfaceExternalModels(registry);
}

} // namespace idealloc
