//===- BlockGraphBuilder.h - One block as a graph ---------------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIB_LIFETIMES_BLOCKGRAPHBUILDER_H
#define IDEALLOC_LIB_LIFETIMES_BLOCKGRAPHBUILDER_H

#include "MemoryAccesses.h"

#include "idealloc/Lifetimes/BlockGraphs.h"

namespace idealloc {

/// Builds the graph of one block, op by op in the given order.
class BlockGraphs::Builder {
public:
  Builder(BlockGraphs &graphs, mlir::Block *block)
      : graphs(graphs), roots(graphs.lifetimes.getRoots()),
        accesses(*graphs.accesses), block(block) {}

  BlockGraph run();

private:
  /// What nodes have done to one memory, as far as later ones must run behind.
  struct Access {
    size_t node;
    const Part *part;
  };
  struct Memory {
    llvm::SmallVector<Access, 2> writes, reads;
  };
  /// What a node does to the bytes of a value.
  struct Touch {
    unsigned leader;
    bool writes = false, overwrites = false;
  };

  void findDependences(mlir::Operation *op);
  void addNode(mlir::Operation *op);
  void addOrder(size_t node, const OriginAccess &access);
  void addTouches(size_t node);
  void addWriters(size_t node);
  void addPairs(size_t node, llvm::ArrayRef<Touch> touches);
  void finish();
  bool mayRepeat(size_t node, size_t value);

  std::optional<size_t> valueOf(unsigned leader) const {
    auto found = current.find(leader);
    return found == current.end() ? std::nullopt : std::optional(found->second);
  }

  BlockGraphs &graphs;
  llvm::ArrayRef<Root> roots;
  MemoryAccesses &accesses;
  mlir::Block *block;
  BlockGraph result;
  llvm::DenseMap<mlir::Operation *, size_t> nodes;
  /// True if one of them has a result.
  bool hasResults = false;
  /// Of the op that is added: nodes whose results it uses.
  llvm::SmallSetVector<size_t, 4> operands;
  /// Of that op: nodes that write what it reads, and to which origin.
  llvm::SmallVector<std::pair<size_t, unsigned>> written;
  llvm::DenseMap<unsigned, Memory> memories;
  std::optional<size_t> lastFence;
  /// All nodes from this one on may not pass the next op that keeps its order.
  size_t firstUnkept = 0;
  /// By leader: the value that its bytes hold.
  llvm::DenseMap<unsigned, size_t> current;
  /// By value: whether another op than the producer writes it.
  std::vector<bool> isChanged;
};

} // namespace idealloc

#endif // IDEALLOC_LIB_LIFETIMES_BLOCKGRAPHBUILDER_H
