//===- TransfersUnderWay.cpp - DMA across blocks --------------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "TransfersUnderWay.h"

#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"

using namespace mlir;

namespace idealloc {

bool startsDma(Operation *op) {
  return isa<memref::DmaStartOp, affine::AffineDmaStartOp>(op);
}

OpOperand *dmaTagOf(Operation *op) {
  if (auto start = dyn_cast<memref::DmaStartOp>(op))
    return &start.getTagMemRefMutable();
  if (isa<memref::DmaWaitOp>(op))
    return &op->getOpOperand(0);
  if (auto start = dyn_cast<affine::AffineDmaStartOp>(op))
    return &start.getTagMemRefMutable();
  if (auto wait = dyn_cast<affine::AffineDmaWaitOp>(op))
    return &wait.getTagMemRefMutable();
  return nullptr;
}

size_t TransfersUnderWay::firstEvent(Point point) const {
  return llvm::partition_point(
             events, [&](const auto &event) { return event.first < point; }) -
         events.begin();
}

/// Of the number of those under way.
static int64_t changeBy(Operation *event) {
  return startsDma(event) ? 1 : dmaTagOf(event) ? -1 : 0;
}

/// The number at the end of a block; none if it is below 0 somewhere, or not 0
/// at the allocation of the tag.
std::optional<int64_t> TransfersUnderWay::passBlock(unsigned block) const {
  int64_t number = *atBegin[block];
  for (size_t next = firstEvent(points.beginOf(block));
       next != events.size() && events[next].first < points.endOf(block);
       ++next) {
    int64_t change = changeBy(events[next].second);
    if (change == 0 && number != 0)
      return std::nullopt;
    if ((number += change) < 0)
      return std::nullopt;
  }
  return number;
}

/// Wherever some are under way, control may come to an end.
bool TransfersUnderWay::endAll() const {
  std::vector<bool> ends(points.numBlocks());
  SmallVector<unsigned> worklist;
  auto add = [&](unsigned block) {
    if (atBegin[block] && !ends[block]) {
      ends[block] = true;
      worklist.push_back(block);
    }
  };
  for (unsigned block = 0; block != points.numBlocks(); ++block)
    if (points.successors(block).empty())
      add(block);
  while (!worklist.empty())
    llvm::for_each(points.predecessors(worklist.pop_back_val()), add);
  for (unsigned block = 0; block != points.numBlocks(); ++block)
    if (atBegin[block].value_or(0) != 0 && !ends[block])
      return false;
  return true;
}

std::unique_ptr<TransfersUnderWay>
TransfersUnderWay::count(const ProgramPoints &points, Events events) {
  for (auto [point, op] : events)
    if (points.opAt(point) != op)
      return nullptr; // In a body without points.
  llvm::sort(events);
  std::unique_ptr<TransfersUnderWay> result(
      new TransfersUnderWay(points, std::move(events)));
  for (auto [point, op] : result->events)
    if (changeBy(op) < 0)
      result->waits.push_back(point);
  result->atBegin.resize(points.numBlocks());
  result->atBegin[0] = 0;
  for (SmallVector<unsigned> worklist = {0}; !worklist.empty();) {
    unsigned block = worklist.pop_back_val();
    std::optional<int64_t> end = result->passBlock(block);
    if (!end || (points.successors(block).empty() && *end != 0))
      return nullptr;
    for (unsigned next : points.successors(block)) {
      std::optional<int64_t> &begin = result->atBegin[next];
      if (begin.value_or(*end) != *end)
        return nullptr;
      if (!begin)
        worklist.push_back(next);
      begin = end;
    }
  }
  return result->endAll() ? std::move(result) : nullptr;
}

bool TransfersUnderWay::isAny(Point point) const {
  unsigned block = points.blockOf(point);
  if (!atBegin[block])
    return true;
  int64_t number = *atBegin[block];
  size_t last = firstEvent(point);
  for (size_t next = firstEvent(points.beginOf(block)); next != last; ++next)
    number += changeBy(events[next].second);
  return number != 0;
}

} // namespace idealloc
