//===- BodyAccesses.cpp - What ops do to memory in their bodies -----------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "MemoryAccesses.h"

#include "mlir/Dialect/Linalg/IR/Linalg.h"

using namespace mlir;

namespace idealloc {

/// True for memory to which nothing but one op of the body has accesses, a root
/// whose home is in that op or the body, if it has one.
bool MemoryAccesses::endsIn(const OriginAccess &access, Region &body) const {
  return access.origin < lifetimes.getRoots().size() &&
         places[access.origin] == Place::Apart &&
         lifetimes.getRoots()[access.origin].slot < 0 &&
         depths->areInsideOneOp(access.origin, body);
}

/// Adds what the bodies of an op do, one access for each origin.
void MemoryAccesses::addBody(Operation *op, OpAccesses &result) {
  DenseMap<int64_t, size_t> known;
  SmallVector<OriginAccess> merged;
  for (Region &region : op->getRegions()) {
    for (Operation &nested : region.getOps()) {
      const OpAccesses *inside = of(&nested);
      if (!inside)
        continue;
      result.isFence |= inside->isFence;
      for (const OriginAccess &access : inside->list) {
        if (endsIn(access, region))
          continue;
        auto [it, isNew] = known.try_emplace(access.origin, merged.size());
        if (isNew)
          merged.push_back({.origin = access.origin, .part = access.part});
        OriginAccess &all = merged[it->second];
        all.reads |= access.reads;
        all.writes |= access.writes;
        if (all.part && (!access.part || *all.part != *access.part))
          all.part = nullptr;
      }
    }
  }
  llvm::append_range(result.list, merged);
  // Bodies that compute and no more run with their op.
  if (merged.empty() &&
      isa_and_nonnull<linalg::LinalgDialect>(op->getDialect()))
    return;
  RegionKind kind = RegionKind::Once;
  for (Region &region : op->getRegions())
    kind = std::max(kind, classifyRegion(region, facts));
  if (kind != RegionKind::Async && kind != RegionKind::Opaque)
    return;
  // It may run on, or later.
  result.isFence = true;
  Operation *wait = kind == RegionKind::Async
                        ? facts.completionOf(op).wait
                        : static_cast<Operation *>(nullptr);
  for (const OriginAccess &access : merged) {
    if (access.origin != none)
      places[access.origin] = Place::Outside;
    if (wait)
      accessesOf(wait).list.push_back(access);
  }
}

} // namespace idealloc
