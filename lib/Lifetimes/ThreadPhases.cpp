//===- ThreadPhases.cpp - Lifetimes between barriers ----------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ThreadPhases.h"

#include "idealloc/Dialect/Idealloc.h"
#include "idealloc/Dialect/Threads.h"

#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Interfaces/LoopLikeInterface.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"

using namespace mlir;

namespace idealloc {

ThreadPhases::ThreadPhases(FunctionOpInterface function, Operation *sign,
                           const LogicalTime &time, ArrayRef<Root> roots)
    : time(time), roots(roots),
      isOfWorkgroup(!function->hasAttr(IdeallocDialect::kThreads) &&
                    !sign->hasAttr(IdeallocDialect::kThreads)) {
  if (auto kernel = dyn_cast<gpu::GPUFuncOp>(*function);
      kernel && kernel.isKernel())
    uniform.insert_range(function.getArguments());
  // What follows the first block is of the phase that this ends in.
  walk(function.getFunctionBody().front(), addPhase());
}

bool ThreadPhases::areUniform(ValueRange values) const {
  return llvm::all_of(values,
                      [&](Value value) { return uniform.contains(value); });
}

/// Computations that have one result for all threads.
void ThreadPhases::noteUniform(Operation *op) {
  bool isComputation =
      op->getNumRegions() == 0 &&
      (op->hasTrait<OpTrait::ConstantLike>() ||
       llvm::is_contained({"affine", "arith", "index", "math"},
                          op->getName().getDialectNamespace())) &&
      isPure(op);
  if (isa<gpu::BlockDimOp, gpu::GridDimOp>(op) ||
      (isOfWorkgroup && isa<gpu::BlockIdOp>(op)) ||
      (isComputation && areUniform(op->getOperands())))
    uniform.insert_range(op->getResults());
}

/// True if the op has bodies that all threads enter equally often; then a loop
/// has its index counted among the uniform values.
bool ThreadPhases::isEnteredByAll(Operation *op) {
  if (isa<affine::AffineIfOp, scf::IfOp, scf::IndexSwitchOp>(op))
    return areUniform(op->getOperands());
  auto loop = dyn_cast<LoopLikeOpInterface>(op);
  if (!isa<affine::AffineForOp, scf::ForOp>(op))
    return false;
  size_t inits = loop.getInits().size();
  if (!areUniform(op->getOperands().drop_back(inits)))
    return false;
  uniform.insert_range(*loop.getLoopInductionVars());
  return true;
}

unsigned ThreadPhases::addPhase() {
  joined.grow(++numPhases);
  return numPhases - 1;
}

/// Visits a block that begins in a phase; returns the one it ends in.
unsigned ThreadPhases::walk(Block &block, unsigned phase) {
  passed.insert(&block);
  stretches.push_back({time.spanOf(&block.front()).enter, phase});
  for (Operation &op : block) {
    noteUniform(&op);
    if (isBarrierOfThreads(&op)) {
      phase = addPhase();
      stretches.push_back({time.spanOf(&op).enter, phase});
    } else if (isEnteredByAll(&op)) {
      phase = isa<LoopLikeOpInterface>(op) ? walkLoop(&op, phase)
                                           : walkChoice(&op, phase);
      stretches.push_back({time.spanOf(&op).exit, phase});
    }
  }
  return phase;
}

unsigned ThreadPhases::walkLoop(Operation *op, unsigned phase) {
  unsigned last = walk(op->getRegion(0).front(), phase);
  findOverlaps(op, phase, last);
  joined.join(phase, last);
  return phase;
}

unsigned ThreadPhases::walkChoice(Operation *op, unsigned phase) {
  SmallVector<unsigned> ends;
  for (Region &region : op->getRegions())
    ends.push_back(region.empty() ? phase : walk(region.front(), phase));
  for (unsigned end : ends)
    joined.join(ends.front(), end);
  return ends.front();
}

template <typename Visit> void ThreadPhases::forEachStretch(Visit visit) const {
  for (auto [index, stretch] : llvm::enumerate(stretches)) {
    int64_t end = index + 1 == stretches.size() ? time.size()
                                                : stretches[index + 1].begin;
    visit(TickInterval{stretch.begin, end}, joined.findLeader(stretch.phase));
  }
}

bool ThreadPhases::touches(const LiveSet &live, unsigned phase) const {
  bool isTouched = false;
  forEachStretch([&](TickInterval ticks, unsigned leader) {
    isTouched |=
        leader == phase &&
        !live.intersect(LiveSet::fromBounds({ticks.begin, ticks.end})).empty();
  });
  return isTouched;
}

/// Before the back edge is joined: a thread that is over it is in the phase of
/// the begin, with those that are not in that of the end.
void ThreadPhases::findOverlaps(Operation *loop, unsigned first,
                                unsigned last) {
  first = joined.findLeader(first);
  last = joined.findLeader(last);
  LogicalTime::Span span = time.spanOf(loop);
  auto begin = llvm::partition_point(roots, [&](const Root &root) {
    return time.spanOf(root.op).enter < span.enter;
  });
  for (; begin != roots.end() && time.spanOf(begin->op).enter < span.exit;
       ++begin)
    if (touches(begin->live, first) && touches(begin->live, last))
      overlaps.try_emplace(begin->op, loop);
}

LiveSet ThreadPhases::widen(const LiveSet &live) const {
  DenseSet<unsigned> phases;
  forEachStretch([&](TickInterval ticks, unsigned leader) {
    if (!live.intersect(LiveSet::fromBounds({ticks.begin, ticks.end})).empty())
      phases.insert(leader);
  });
  SmallVector<TickInterval, 1> parts;
  forEachStretch([&](TickInterval ticks, unsigned leader) {
    if (phases.contains(leader))
      parts.push_back(ticks);
  });
  return LiveSet(std::move(parts));
}

} // namespace idealloc
