//===- UndefinedReads.cpp - Reads before the first write ------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Screen.h"

#include "idealloc/Dialect/CalleeUse.h"

#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"

using namespace mlir;

namespace idealloc {

/// Of the roots, those that may be written when the op reads them. Ops whose
/// effects are exact read before they write only if they do not write, or are
/// linalg ops, which read an element before they write it.
Bits Lifetimes::Screen::mayBeWritten(Operation *reader, Bits roots) {
  Bits written = 0;
  // What leaves the region of its allocation may come back to it.
  auto mayFollow = [&](Operation *write, Value memory) {
    Region *home = memory.getParentRegion();
    return !home->isAncestor(write->getParentRegion()) ||
           !home->isAncestor(reader->getParentRegion()) ||
           lifetimes.flow->mayFollow(write, reader, memory);
  };
  for (const BufferAccess &access : accesses)
    forEachBit(access.writes & roots & ~written, [&](unsigned bit) {
      Value memory = lifetimes.roots[first + bit].getMemory();
      // Even of an op that reads first the next run comes later.
      bool mayCome = (access.op == reader && !isa<linalg::LinalgOp>(reader)) ||
                     mayFollow(access.op, memory);
      if (mayCome)
        written |= Bits(1) << bit;
    });
  return written;
}

/// True if no value can mean an older generation of the root: none leaves the
/// region of its allocation, or comes back to it as an argument of its blocks.
bool Lifetimes::Screen::staysInRegion(unsigned bit) const {
  Region *home = lifetimes.roots[first + bit].op->getParentRegion();
  auto isInside = [&](unsigned value) {
    Value alias = sets.getValues()[value];
    Region *region = alias.getParentRegion();
    return home->isAncestor(region) &&
           !(region == home && isa<BlockArgument>(alias));
  };
  return llvm::all_of(sets.groupsOf(first / RootSets::batchSize),
                      [&](const RootSets::GroupWord &word) {
                        return !(word.bits >> bit & 1) ||
                               llvm::all_of(sets.valuesOf(word.group),
                                            isInside);
                      });
}

/// True if the op has the memory for its shape alone, as poolings have their
/// windows.
static bool usesShapeAlone(Operation *op, Value memory) {
  auto linalgOp = dyn_cast<linalg::LinalgOp>(op);
  bool isOperand = false;
  if (linalgOp)
    for (OpOperand &operand : op->getOpOperands())
      if (operand.get() == memory) {
        isOperand = true;
        if (linalgOp.payloadUsesValueFromOperand(&operand))
          return false;
      }
  return isOperand;
}

/// Finds the first op that reads a root before anything can have written it.
void Lifetimes::Screen::findUndefinedReads(Bits live) {
  std::vector<std::pair<int64_t, const BufferAccess *>> byTick;
  for (const BufferAccess &access : accesses)
    byTick.push_back({lifetimes.time.spanOf(access.op).enter, &access});
  llvm::sort(byTick);
  Bits seen = 0;
  for (size_t i = 0; i != byTick.size();) {
    Operation *op = byTick[i].second->op;
    Bits all = 0, read = 0;
    for (; i != byTick.size() && byTick[i].second->op == op; ++i) {
      all |= (byTick[i].second->reads | byTick[i].second->writes) & live;
      read |= byTick[i].second->reads & live;
    }
    Bits begun = read & ~seen;
    seen |= all;
    if (!begun || !isa<MemoryEffectOpInterface>(op) || isCallLike(op))
      continue;
    forEachBit(begun & ~mayBeWritten(op, begun), [&](unsigned bit) {
      Root &root = lifetimes.roots[first + bit];
      if (staysInRegion(bit) && !usesShapeAlone(op, root.getMemory()))
        root.undefinedRead = op;
    });
  }
}

} // namespace idealloc
