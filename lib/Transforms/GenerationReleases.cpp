//===- GenerationReleases.cpp - Freeing generations -----------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "GenerationReleases.h"

#include "idealloc/Dialect/Allocations.h"

#include "mlir/IR/Builders.h"

using namespace mlir;

namespace idealloc {

/// True if nothing refers to the memory when `block` ends.
static bool endsWithBlock(Block *block,
                          const BufferViewFlowAnalysis::ValueSetT &aliases) {
  Region *region = block->getParent();
  if (!region->hasOneBlock())
    return false;
  return llvm::all_of(aliases, [&](Value alias) {
    return region->isAncestor(alias.getParentRegion()) &&
           !llvm::is_contained(block->getTerminator()->getOperands(), alias);
  });
}

LogicalResult GenerationReleases::add(memref::AllocOp alloc,
                                      LoopLikeOpInterface loop,
                                      const BufferViewFlowAnalysis &flow) {
  llvm::SetVector<Operation *> allocs;
  allocs.insert(alloc);
  GenerationReleases found;
  for (size_t next = 0; next < allocs.size(); ++next) {
    Operation *op = allocs[next];
    auto aliases = flow.resolve(op->getResult(0));
    for (Value alias : aliases)
      for (Operation *user : alias.getUsers())
        if (getFreedMemory(user) == alias)
          found.deallocs.insert(user);
        else if (op != alloc && isa<memref::ViewOp>(user))
          return failure(); // A bounded shape, which may be taken back.
    if (found.deallocs.empty())
      return success();
    Block *block = op == alloc ? loop->getBlock() : op->getBlock();
    if (!endsWithBlock(block, aliases))
      return failure();
    if (op != alloc)
      found.companions.insert(op);
    for (Operation *dealloc : found.deallocs)
      for (Value origin : flow.resolveReverse(getFreedMemory(dealloc))) {
        if (!flow.mayBeTerminalBuffer(origin))
          continue;
        if (!origin.getDefiningOp<memref::AllocOp>())
          return failure();
        allocs.insert(origin.getDefiningOp());
      }
  }
  deallocs.insert_range(found.deallocs);
  companions.insert_range(found.companions);
  return success();
}

void freeAtEnd(Block *block, Value memory) {
  OpBuilder builder(block->getTerminator());
  memref::DeallocOp::create(builder, memory.getLoc(), memory);
}

void GenerationReleases::moveToEnds(const LogicalTime &time) {
  for (Operation *dealloc : deallocs)
    dealloc->erase();
  SmallVector<Operation *> ordered(companions.getArrayRef());
  llvm::sort(ordered, [&](Operation *a, Operation *b) {
    return time.spanOf(a).enter < time.spanOf(b).enter;
  });
  for (Operation *companion : ordered)
    freeAtEnd(companion->getBlock(), companion->getResult(0));
}

} // namespace idealloc
