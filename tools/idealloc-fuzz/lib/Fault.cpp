//===- Fault.cpp - A wrong plan on purpose --------------------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Fault.h"

#include "idealloc/Dialect/Functions.h"
#include "idealloc/Dialect/Idealloc.h"
#include "idealloc/Lifetimes/LiveSet.h"

#include "mlir/Dialect/MemRef/IR/MemRef.h"

using namespace mlir;
using idealloc::IdeallocDialect;
using idealloc::LifetimeAttr;

namespace {
struct Planned {
  Operation *op;
  LifetimeAttr lifetime;
  int64_t offset;
  Attribute space;
};
} // namespace

static SmallVector<Planned> plannedIn(FunctionOpInterface function) {
  SmallVector<Planned> buffers;
  function.walk([&](Operation *op) {
    auto offset = op->getAttrOfType<IntegerAttr>(IdeallocDialect::kOffset);
    auto lifetime = op->getAttrOfType<LifetimeAttr>(IdeallocDialect::kLifetime);
    if (offset && lifetime)
      buffers.push_back(
          {op, lifetime, offset.getInt(),
           cast<MemRefType>(op->getResult(0).getType()).getMemorySpace()});
  });
  return buffers;
}

static int64_t commonTicks(LifetimeAttr a, LifetimeAttr b) {
  int64_t ticks = 0;
  idealloc::LiveSet common =
      idealloc::LiveSet::fromBounds(a.getBounds())
          .intersect(idealloc::LiveSet::fromBounds(b.getBounds()));
  for (const idealloc::TickInterval &interval : common.getIntervals())
    ticks += interval.end - interval.begin;
  return ticks;
}

/// Lifetimes of one tick each, all different.
static void claimDisjoint(ArrayRef<Planned> buffers) {
  for (auto [i, buffer] : llvm::enumerate(buffers)) {
    int64_t tick = 2 * static_cast<int64_t>(i);
    buffer.op->setAttr(
        IdeallocDialect::kLifetime,
        LifetimeAttr::get(buffer.op->getContext(), {tick, tick + 1}));
  }
}

void idealloc::fuzz::injectFault(ModuleOp module) {
  const Planned *moved = nullptr, *onto = nullptr;
  int64_t most = 0;
  std::vector<SmallVector<Planned>> all;
  for (FunctionOpInterface function : functionsIn(module))
    all.push_back(plannedIn(function));
  for (SmallVector<Planned> &buffers : all)
    for (const Planned &a : buffers)
      for (const Planned &b : buffers) {
        int64_t shared = commonTicks(a.lifetime, b.lifetime);
        // Moved down, it stays inside the arena; one that shares a slot would
        // have to be moved with the others.
        if (a.offset > b.offset && a.space == b.space && shared > most &&
            !a.op->hasAttr(IdeallocDialect::kSlot)) {
          most = shared;
          moved = &a;
          onto = &b;
        }
      }
  if (!moved)
    return;
  moved->op->setAttr(IdeallocDialect::kOffset,
                     onto->op->getAttr(IdeallocDialect::kOffset));
  for (SmallVector<Planned> &buffers : all)
    claimDisjoint(buffers);
}
