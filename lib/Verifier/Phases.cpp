//===- Phases.cpp - What threads may do at the same time ------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Phases.h"

#include "idealloc/Dialect/Idealloc.h"
#include "idealloc/Dialect/Threads.h"

#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"

using namespace mlir;

namespace idealloc {

PointSet::PointSet(std::vector<std::pair<Point, Point>> ranges)
    : ranges(std::move(ranges)) {
  llvm::sort(this->ranges);
}

PointSet::Point PointSet::firstIn(Point begin, Point end) const {
  auto range = llvm::partition_point(
      ranges, [&](const auto &item) { return item.second <= begin; });
  return range == ranges.end() ? end
                               : std::min(end, std::max(begin, range->first));
}

/// The values that decide how often the bodies of the op run, and which;
/// nullopt if others may do so.
static std::optional<ValueRange> controlOf(Operation *op) {
  if (isa<affine::AffineIfOp, scf::IfOp, scf::IndexSwitchOp>(op))
    return op->getOperands();
  if (auto loop = dyn_cast<scf::ForOp>(op))
    return op->getOperands().drop_back(loop.getInitArgs().size());
  if (auto loop = dyn_cast<affine::AffineForOp>(op))
    return op->getOperands().drop_back(loop.getInits().size());
  return std::nullopt;
}

/// What a value is computed from, if threads that know the same compute the
/// same; nullopt if not.
static std::optional<ValueRange> sourcesOf(Value value, bool isGrid) {
  Operation *op = value.getDefiningOp();
  if (!op) {
    Operation *parent = value.getParentBlock()->getParentOp();
    auto kernel = dyn_cast<gpu::GPUFuncOp>(parent);
    if (kernel && kernel.isKernel() && value.getParentBlock()->isEntryBlock())
      return ValueRange();
    bool isIndex = isa<scf::ForOp, affine::AffineForOp>(parent) &&
                   cast<BlockArgument>(value).getArgNumber() == 0;
    return isIndex ? controlOf(parent) : std::nullopt;
  }
  if (isa<gpu::BlockDimOp, gpu::GridDimOp>(op) ||
      (isa<gpu::BlockIdOp>(op) && !isGrid))
    return ValueRange();
  StringRef dialect = op->getName().getDialectNamespace();
  bool isArithmetic = dialect == "arith" || dialect == "affine" ||
                      dialect == "index" || dialect == "math" ||
                      op->hasTrait<OpTrait::ConstantLike>();
  if (!isArithmetic || op->getNumRegions() || !isMemoryEffectFree(op))
    return std::nullopt;
  return op->getOperands();
}

/// Whether they have one value for all threads.
bool Phases::isUniform(ValueRange values) {
  std::vector<Value> worklist(values.begin(), values.end());
  DenseSet<Value> seen;
  while (!worklist.empty()) {
    Value value = worklist.back();
    worklist.pop_back();
    if (!seen.insert(value).second)
      continue;
    std::optional<ValueRange> sources = sourcesOf(value, isGrid);
    if (!sources)
      return false;
    worklist.insert(worklist.end(), sources->begin(), sources->end());
  }
  return true;
}

bool Phases::isPassedByAll(Operation *op) {
  for (;; op = op->getParentOp()) {
    if (!op->getBlock()->isEntryBlock())
      return false;
    Operation *around = op->getParentOp();
    if (around == function)
      return true;
    std::optional<ValueRange> control = controlOf(around);
    auto [entry, isNew] = passed.try_emplace(around, false);
    if (isNew && control)
      entry->second = isUniform(*control);
    if (!entry->second)
      return false;
  }
}

Phases::Phases(Operation *function, Operation *sign,
               const ProgramPoints &points)
    : function(function), points(points),
      isGrid(function->hasAttr(IdeallocDialect::kThreads) ||
             sign->hasAttr(IdeallocDialect::kThreads)) {
  function->walk([&](Operation *op) {
    if (op != function && isBarrierOfThreads(op) && isPassedByAll(op))
      barriers.push_back(points.pointOf(op));
  });
  llvm::sort(barriers);
  begins = {0};
  for (Point barrier : barriers)
    begins.push_back(barrier + 1);
  for (Point begin : begins)
    phases.push_back(reach(begin, {}));
}

PointSet Phases::pointsBefore(size_t phase, Point stop) const {
  return reach(begins[phase], stop);
}

PointSet Phases::reach(Point from, std::optional<Point> stop) const {
  std::vector<std::pair<Point, Point>> ranges;
  DenseSet<unsigned> seen;
  SmallVector<unsigned> worklist;
  // From a point to the end of its basic block, or to where this stops.
  auto visit = [&](Point begin, unsigned block) {
    Point end = points.endOf(block);
    bool isStopped = false;
    auto stopAt = [&](Point point) {
      if (begin <= point && point < end) {
        end = point;
        isStopped = true;
      }
    };
    if (auto next = llvm::lower_bound(barriers, begin); next != barriers.end())
      stopAt(*next);
    if (stop)
      stopAt(*stop);
    if (begin < end)
      ranges.push_back({begin, end});
    if (!isStopped)
      llvm::append_range(worklist, points.successors(block));
  };
  // Every point that has one behind it in its block shares its number there.
  visit(from, points.blockOf(from - (from != 0)));
  while (!worklist.empty()) {
    unsigned block = worklist.pop_back_val();
    if (seen.insert(block).second)
      visit(points.beginOf(block), block);
  }
  return PointSet(std::move(ranges));
}

} // namespace idealloc
