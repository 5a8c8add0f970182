//===- TileRemainder.cpp - The size of a tile with a remainder ------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "TileRemainder.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/IR/Matchers.h"

using namespace mlir;

namespace idealloc {

/// The constant C of `low + C`, if the value is that and C >= 0.
static std::optional<int64_t> stepAfter(Value low, Value value) {
  auto sum = value.getDefiningOp<arith::AddIOp>();
  if (!sum)
    return std::nullopt;
  Value added = sum.getLhs() == low ? sum.getRhs() : sum.getLhs();
  APInt step;
  if ((sum.getLhs() != low && sum.getRhs() != low) ||
      !matchPattern(added, m_ConstantInt(&step)) || step.isNegative() ||
      step.getBitWidth() != 64)
    return std::nullopt;
  return step.getSExtValue();
}

/// The scf.for that counts `low` up to `end`.
static scf::ForOp loopBelow(Value low, Value end) {
  auto argument = dyn_cast<BlockArgument>(low);
  auto loop = argument
                  ? dyn_cast<scf::ForOp>(argument.getOwner()->getParentOp())
                  : scf::ForOp();
  bool counts =
      loop && loop.getInductionVar() == low && loop.getUpperBound() == end;
  return counts ? loop : scf::ForOp();
}

std::optional<int64_t>
boundOfTileRemainder(Value size,
                     llvm::function_ref<bool(Value)> isNonNegative) {
  auto difference = size.getDefiningOp<arith::SubIOp>();
  if (!difference || !size.getType().isIndex())
    return std::nullopt;
  Value low = difference.getRhs();
  Operation *minimum = difference.getLhs().getDefiningOp();
  if (!isa_and_nonnull<arith::MinSIOp, arith::MinUIOp>(minimum))
    return std::nullopt;
  bool isSigned = isa<arith::MinSIOp>(minimum);
  for (unsigned side : {0, 1}) {
    std::optional<int64_t> step = stepAfter(low, minimum->getOperand(side));
    Value end = minimum->getOperand(1 - side);
    if (!step)
      continue;
    bool hasNsw = bitEnumContainsAll(difference.getOverflowFlags(),
                                     arith::IntegerOverflowFlags::nsw);
    if (isSigned && (hasNsw || isNonNegative(end)))
      return step;
    scf::ForOp loop = loopBelow(low, end);
    if (!loop)
      continue;
    bool isKnown = isSigned ? !loop.getUnsignedCmp()
                            : loop.getUnsignedCmp() || isNonNegative(low);
    if (isKnown)
      return step;
  }
  return std::nullopt;
}

} // namespace idealloc
