//===- BitFlow.cpp - Dataflow of one bit over a buffer --------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "BitFlow.h"

#include "mlir/IR/Block.h"

using namespace mlir;

namespace idealloc {

SmallVector<Context, 2> solveRegions(const RegionGraph &graph,
                                     ArrayRef<Transfer> transfers,
                                     Context around, Context &result) {
  SmallVector<Context, 2> contexts(transfers.size());
  auto enter = [&](unsigned number, BitFlow written) {
    return number == RegionGraph::parent
               ? result.written.join(written)
               : contexts[number].written.join(written);
  };
  auto neededAt = [&](unsigned number) {
    return number == RegionGraph::parent
               ? around.needed
               : transfers[number].needed.after(contexts[number].needed);
  };
  for (unsigned number : graph.entries)
    enter(number, around.written);
  bool changes = true;
  while (changes) {
    changes = false;
    for (auto [context, transfer, successors] :
         llvm::zip_equal(contexts, transfers, graph.successors))
      for (unsigned number : successors) {
        changes |= enter(number, transfer.written.after(context.written));
        changes |= context.needed.join(neededAt(number));
      }
  }
  for (unsigned number : graph.entries)
    result.needed.join(neededAt(number));
  return contexts;
}

BlockFlow::Item &BlockFlow::itemOf(Block *block) {
  auto [it, isNew] = numbers.try_emplace(block, items.size());
  if (isNew)
    items.push_back({block});
  return items[it->second];
}

void BlockFlow::add(Block *block, Transfer transfer, int64_t tag) {
  Item &item = itemOf(block);
  item.transfer = transfer;
  item.tag = tag;
}

void BlockFlow::followNeeded(Region *region, BitFlow atEnd,
                             llvm::function_ref<bool(Block *)> mayBeNamed) {
  SmallVector<Block *> worklist;
  if (atEnd.mayHold())
    for (Block &block : *region)
      if (block.hasNoSuccessors())
        itemOf(&block).context.needed.join(atEnd);
  for (const Item &item : items)
    worklist.push_back(item.block);
  while (!worklist.empty()) {
    Item &item = itemOf(worklist.pop_back_val());
    BitFlow needed = item.transfer.needed.after(item.context.needed);
    if (!needed.mayHold())
      continue;
    for (Block *before : item.block->getPredecessors())
      if (mayBeNamed(before) && itemOf(before).context.needed.join(needed))
        worklist.push_back(before);
  }
}

void BlockFlow::followWritten(Region *region, BitFlow atStart,
                              bool onlyNeeded) {
  SmallVector<Block *> worklist;
  if (atStart.mayHold())
    itemOf(&region->front()).context.written.join(atStart);
  for (const Item &item : items)
    worklist.push_back(item.block);
  while (!worklist.empty()) {
    Item &item = itemOf(worklist.pop_back_val());
    BitFlow written = item.transfer.written.after(item.context.written);
    if (!written.mayHold())
      continue;
    for (Block *next : item.block->getSuccessors()) {
      if (onlyNeeded && !numbers.contains(next))
        continue;
      Item &entered = itemOf(next);
      if (onlyNeeded &&
          !entered.transfer.needed.after(entered.context.needed).mayHold())
        continue;
      if (entered.context.written.join(written))
        worklist.push_back(next);
    }
  }
}

Context BlockFlow::solve(Region *region, Context around, bool onlyNeeded,
                         llvm::function_ref<bool(Block *)> mayBeNamed) {
  followNeeded(region, around.needed, mayBeNamed);
  followWritten(region, around.written, onlyNeeded);
  Context result;
  for (const Item &item : items) {
    if (item.block->isEntryBlock())
      result.needed.join(item.transfer.needed.after(item.context.needed));
    if (item.block->hasNoSuccessors())
      result.written.join(item.transfer.written.after(item.context.written));
  }
  return result;
}

} // namespace idealloc
