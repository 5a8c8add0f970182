//===- ProgramTrees.cpp - The places of functions in one time -------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "InlinedCopy.h"
#include "RootSets.h"

#include "idealloc/Dialect/Allocations.h"
#include "idealloc/Lifetimes/ProgramTime.h"

#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/SetVector.h"

using namespace mlir;

namespace idealloc {

/// More stretches than this for the calls of one buffer are joined.
static constexpr size_t maxStretches = 16;

/// A root of the program with what is inlined into it, and its place in time.
struct ProgramTime::Tree {
  unsigned root;
  int64_t begin, end;
  /// Calls that stay, by tick.
  std::vector<std::pair<int64_t, unsigned>> outlinedCalls;
  /// Buffers and when they live, in ticks of the tree.
  std::vector<std::pair<Operation *, LiveSet>> buffers;
};

/// Deallocations of what a function returned to its caller would stay, as those
/// of the caller alone show nothing that is planned.
void ProgramTime::refuseFreed(const Lifetimes &measured,
                              const InlinedCopy &copy) {
  if (returned.empty())
    return;
  const RootSets &sets = measured.getRootSets();
  FunctionOpInterface function = measured.getFunction();
  function.walk([&](Operation *op) {
    Value freed = getFreedMemory(op);
    std::optional<unsigned> number =
        freed ? sets.numberOf(freed) : std::nullopt;
    if (!number)
      return;
    for (RootSets::Word word : sets.rootsOf(sets.groupOf(*number)))
      for (RootSets::Bits bits = word.bits; bits; bits &= bits - 1) {
        size_t index =
            word.batch * RootSets::batchSize + llvm::countr_zero(bits);
        Operation *alloc = copy.originalOf(measured.getRoots()[index].op);
        Root *root = returned.contains(alloc) ? rootOf.lookup(alloc) : nullptr;
        if (root && !root->refusal)
          root->refusal = Refusal{RefusalKind::SharedDealloc,
                                  "its function returns it, and it is freed"};
      }
  });
}

/// Copies a root and measures its buffers.
void ProgramTime::addTree(unsigned root, std::vector<Tree> &trees) {
  InlinedCopy copy(calls, root, [&](unsigned caller, const auto &call) {
    return isHanded(call) && !isOutlined[*call.callee];
  });
  Lifetimes measured(copy.getFunction());
  measured.settleThreads(calls.getFunctions()[root].sign, /*call=*/nullptr);
  Tree &tree = trees.emplace_back();
  tree.root = root;
  tree.begin = trees.size() == 1 ? 0 : trees[trees.size() - 2].end;
  tree.end = tree.begin + measured.getTime().size();
  for (const InlinedCopy::RemainingCall &call : copy.getRemainingCalls())
    if (isHanded(*call.call))
      tree.outlinedCalls.push_back(
          {measured.getTime().spanOf(call.copy).enter, *call.call->callee});
  llvm::sort(tree.outlinedCalls);
  refuseFreed(measured, copy);
  DenseMap<Operation *, LiveSet> copies;
  for (Root &found : measured.getRoots()) {
    auto original = rootOf.find(copy.originalOf(found.op));
    if (original == rootOf.end() || original->second->refusal)
      continue;
    if (found.refusal) {
      // The op to blame is one of the copy.
      Refusal &refusal = original->second->refusal.emplace(*found.refusal);
      refusal.reason += ", in a program in which all calls are inlined";
      refusal.culprit = nullptr;
      continue;
    }
    // All copies have one offset; those of one call are dead by the next, but
    // for what the call returns.
    if (returned.contains(original->first)) {
      LiveSet &others = copies[original->first];
      if (!others.intersect(found.live).empty()) {
        original->second->refusal =
            Refusal{RefusalKind::Carried,
                    "what one call of its function returns is still in use "
                    "when the next returns it again"};
        continue;
      }
      others.add(found.live);
    }
    tree.buffers.push_back({original->first, found.live});
  }
}

/// Lays the trees of a program one behind the other and fills in `live`.
void ProgramTime::place(ArrayRef<unsigned> roots) {
  std::vector<Tree> trees;
  DenseMap<unsigned, size_t> treeOf;
  for (unsigned root : roots) {
    addTree(root, trees);
    treeOf[root] = trees.size() - 1;
    ticks = std::max(ticks, trees.back().end);
  }
  // What a call of an outlined function reaches, callees first.
  std::vector<LiveSet> reach(trees.size());
  auto stretchOf = [&](unsigned callee) -> const LiveSet & {
    return reach[treeOf.lookup(callee)];
  };
  for (auto [tree, stretches] : llvm::zip_equal(trees, reach)) {
    SmallVector<TickInterval, 1> parts{{tree.begin, tree.end}};
    llvm::SmallSetVector<unsigned, 4> callees;
    for (auto [tick, callee] : tree.outlinedCalls)
      callees.insert(callee);
    for (unsigned callee : callees)
      llvm::append_range(parts, stretchOf(callee).getIntervals());
    stretches = LiveSet(std::move(parts));
    if (stretches.getIntervals().size() > maxStretches) {
      stretches = LiveSet(
          SmallVector<TickInterval, 1>{{stretches.begin(), stretches.end()}});
      joined.push_back({calls.getFunctions()[tree.root].op, 0, 0});
    }
  }
  // A buffer may have thousands of copies: its parts are put in order once.
  llvm::MapVector<Operation *, SmallVector<TickInterval, 1>> partsOf;
  for (const Tree &tree : trees)
    for (const auto &[alloc, local] : tree.buffers) {
      SmallVector<TickInterval, 1> &parts = partsOf[alloc];
      for (TickInterval interval : local.getIntervals())
        parts.push_back(
            {interval.begin + tree.begin, interval.end + tree.begin});
      llvm::SmallSetVector<unsigned, 4> callees;
      for (TickInterval interval : local.getIntervals())
        for (auto it = llvm::lower_bound(tree.outlinedCalls,
                                         std::pair(interval.begin, 0u));
             it != tree.outlinedCalls.end() && it->first < interval.end; ++it)
          callees.insert(it->second);
      for (unsigned callee : callees)
        llvm::append_range(parts, stretchOf(callee).getIntervals());
    }
  for (auto &[alloc, parts] : partsOf)
    live[alloc] = LiveSet(std::move(parts));
}

} // namespace idealloc
