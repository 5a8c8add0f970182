//===- LoopParity.cpp - Which of two turns an iteration has ---------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "LoopParity.h"

#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/Arith/IR/Arith.h"

using namespace mlir;

namespace idealloc {

scf::WhileOp carryParity(scf::WhileOp loop) {
  OpBuilder builder(loop);
  Location loc = loop.getLoc();
  Type bit = builder.getI1Type();
  SmallVector<Value> inits(loop.getInits());
  inits.push_back(arith::ConstantIntOp::create(builder, loc, bit, 0));
  SmallVector<Type> results(loop.getResultTypes());
  results.push_back(bit);
  auto wider = scf::WhileOp::create(builder, loc, results, inits);
  wider->setDiscardableAttrs(loop->getDiscardableAttrDictionary());
  wider.getBefore().takeBody(loop.getBefore());
  wider.getAfter().takeBody(loop.getAfter());
  Value before = wider.getBefore().front().addArgument(bit, loc);
  wider.getConditionOp().getArgsMutable().append(before);
  Value after = wider.getAfter().front().addArgument(bit, loc);
  scf::YieldOp yield = wider.getYieldOp();
  builder.setInsertionPoint(yield);
  Value yes = arith::ConstantIntOp::create(builder, loc, bit, 1);
  Value next = arith::XOrIOp::create(builder, loc, after, yes);
  yield.getResultsMutable().append(next);
  loop.replaceAllUsesWith(wider.getResults().drop_back());
  loop.erase();
  return wider;
}

/// The lower bound of an affine.for as a value; the largest where there are
/// several.
static Value createLowerBound(OpBuilder &builder, affine::AffineForOp loop) {
  AffineMap map = loop.getLowerBoundMap();
  ValueRange operands = loop.getLowerBoundOperands();
  if (map.isSingleConstant())
    return arith::ConstantIndexOp::create(builder, loop.getLoc(),
                                          map.getSingleConstantResult());
  if (map.getNumResults() == 1)
    return affine::AffineApplyOp::create(builder, loop.getLoc(), map, operands);
  return affine::AffineMaxOp::create(builder, loop.getLoc(), map, operands);
}

Value createIsOdd(LoopLikeOpInterface loop, Region &region) {
  if (isa<scf::WhileOp>(loop.getOperation()))
    return region.front().getArguments().back();
  OpBuilder builder(loop);
  Location loc = loop.getLoc();
  Value lower, step;
  if (auto affineFor = dyn_cast<affine::AffineForOp>(loop.getOperation())) {
    lower = createLowerBound(builder, affineFor);
    step =
        arith::ConstantIndexOp::create(builder, loc, affineFor.getStepAsInt());
  } else {
    auto scfFor = cast<scf::ForOp>(loop.getOperation());
    lower = scfFor.getLowerBound();
    step = scfFor.getStep();
  }
  builder.setInsertionPointToStart(&region.front());
  Value iv = *loop.getSingleInductionVar();
  Value distance = arith::SubIOp::create(builder, loc, iv, lower);
  Value count = arith::DivUIOp::create(builder, loc, distance, step);
  Type bit = builder.getI1Type();
  if (count.getType() == bit)
    return count;
  if (count.getType().isIndex())
    return arith::IndexCastUIOp::create(builder, loc, bit, count);
  return arith::TruncIOp::create(builder, loc, bit, count);
}

} // namespace idealloc
