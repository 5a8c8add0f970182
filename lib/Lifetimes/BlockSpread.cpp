//===- BlockSpread.cpp - What holds between the blocks of an op -----------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "BlockSpread.h"

#include <queue>

using namespace mlir;

namespace idealloc {

/// Visits nodes in the given order, again if they are pushed again.
template <typename Order> class Worklist {
public:
  void push(unsigned node) { pending.push(node); }
  bool empty() const { return pending.empty(); }
  unsigned pop() {
    unsigned node = pending.top();
    while (!pending.empty() && pending.top() == node)
      pending.pop();
    return node;
  }

private:
  std::priority_queue<unsigned, std::vector<unsigned>, Order> pending;
};

void BlockSpread::spreadReads(Bits readAfter,
                              llvm::function_ref<Bits(unsigned)> limit) {
  Worklist<std::less<>> worklist;
  for (auto &[number, block] : facts)
    worklist.push(number);
  auto readAtEndOf = [&](unsigned number, Bits bits) {
    if (limit)
      bits &= limit(number);
    if (!bits)
      return;
    BlockFacts &block = facts[number];
    if ((bits & ~block.readAtEnd) == 0)
      return;
    block.readAtEnd |= bits;
    worklist.push(number);
  };
  if (graph.isChoice()) {
    for (auto &[number, block] : facts)
      block.readAtEnd = readAfter;
    if (facts.size() != graph.size())
      isReadBefore = readAfter;
  } else {
    for (unsigned exit : graph.getExitNodes())
      readAtEndOf(exit, readAfter);
  }
  if (graph.mayBypass())
    isReadBefore |= readAfter;
  while (!worklist.empty()) {
    unsigned number = worklist.pop();
    BlockFacts &block = facts[number];
    Bits read = block.effect ? block.effect->readBefore(block.readAtEnd)
                             : block.readAtEnd;
    if ((read & ~block.readAtBegin) == 0)
      continue;
    block.readAtBegin |= read;
    if (graph.getNode(number).isEntry)
      isReadBefore |= read;
    for (unsigned before : graph.predecessors(number))
      readAtEndOf(before, read);
  }
}

void BlockSpread::spreadWrites(Bits writtenBefore) {
  Worklist<std::greater<>> worklist;
  for (auto &[number, block] : facts)
    if (block.effect)
      worklist.push(number);
  auto writtenAtBeginOf = [&](unsigned number, Bits bits) {
    auto found = facts.find(number);
    if (found == facts.end())
      return;
    BlockFacts &block = found->second;
    bits &= block.readAtBegin & ~block.writtenAtBegin;
    if (!bits)
      return;
    block.writtenAtBegin |= bits;
    worklist.push(number);
  };
  if (graph.isChoice()) {
    for (auto &[number, block] : facts)
      block.writtenAtBegin = writtenBefore & block.readAtBegin;
    if (facts.size() != graph.size())
      isWrittenAfter = writtenBefore;
  } else {
    for (unsigned entry : graph.getEntryNodes())
      writtenAtBeginOf(entry, writtenBefore);
  }
  if (graph.mayBypass())
    isWrittenAfter |= writtenBefore;
  while (!worklist.empty()) {
    unsigned number = worklist.pop();
    BlockFacts &block = facts[number];
    Bits written = block.effect
                       ? block.effect->writtenAfter(block.writtenAtBegin)
                       : block.writtenAtBegin;
    if ((written & ~block.writtenAtEnd) == 0)
      continue;
    block.writtenAtEnd |= written;
    if (graph.getNode(number).isExit)
      isWrittenAfter |= written;
    for (unsigned next : graph.successors(number))
      writtenAtBeginOf(next, written);
  }
}

std::vector<unsigned> BlockSpread::getBlocks() const {
  std::vector<unsigned> blocks;
  for (auto &[number, block] : facts)
    blocks.push_back(number);
  llvm::sort(blocks);
  return blocks;
}

} // namespace idealloc
