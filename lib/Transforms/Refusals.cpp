//===- Refusals.cpp - Allocations that one analysis must refuse -----------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Refusals.h"

#include "idealloc/Dialect/Idealloc.h"
#include "idealloc/Lifetimes/ReturnedRoots.h"
#include "idealloc/Lifetimes/SizeBounds.h"

#include "mlir/Dialect/GPU/IR/GPUDialect.h"

using namespace mlir;
using namespace idealloc;

void idealloc::explainBounds(Lifetimes &lifetimes) {
  std::optional<SizeBounds> bounds;
  for (Root &root : lifetimes.getRoots()) {
    if (!root.refusal || root.refusal->kind != RefusalKind::DynamicShape ||
        !SizeBounds::sizesOf(root.op))
      continue;
    if (!bounds)
      bounds.emplace(lifetimes.getFunction());
    if (std::string why = bounds->explain(root.op); !why.empty())
      root.refusal->reason += ": " + why;
  }
}

void idealloc::refuseUnverifiable(Lifetimes &lifetimes,
                                  const CalleeSummaries &callees) {
  std::vector<PlacedBuffer> buffers;
  std::vector<Root *> roots;
  // What is returned to the program is no matter of one function.
  SmallVector<size_t, 2> returned = returnedRoots(lifetimes);
  for (auto [index, root] : llvm::enumerate(lifetimes.getRoots()))
    if (!root.refusal && !llvm::is_contained(returned, index)) {
      buffers.push_back({root.op, root.getType().getMemorySpace()});
      roots.push_back(&root);
    }
  if (buffers.empty())
    return;
  for (const Unverifiable &item :
       findUnverifiable(lifetimes.getFunction(), buffers, &callees))
    roots[item.buffer]->refusal =
        Refusal{RefusalKind::Unverified,
                "it could not be verified: " + item.reason, item.culprit};
}

void idealloc::refuseReturned(Lifetimes &lifetimes) {
  for (size_t index : returnedRoots(lifetimes))
    lifetimes.getRoots()[index].refusal =
        Refusal{RefusalKind::Escapes, "its function returns it"};
}

void idealloc::refuseMixedDevices(Lifetimes &lifetimes) {
  DenseMap<Attribute, Operation *> onHost, onDevice;
  for (const Root &root : lifetimes.getRoots())
    if (!root.refusal && !isa<InputOp>(root.op))
      (isa<gpu::AllocOp>(root.op) ? onDevice : onHost)
          .try_emplace(root.getType().getMemorySpace(), root.op);
  for (Root &root : lifetimes.getRoots())
    if (Operation *other = onDevice.lookup(root.getType().getMemorySpace());
        other && !root.refusal && isa<InputOp>(root.op))
      root.refusal =
          Refusal{RefusalKind::OtherSpace,
                  "memory of a device is planned in its memory space", other};
  for (Root &root : lifetimes.getRoots())
    if (Operation *other = onHost.lookup(root.getType().getMemorySpace());
        other && !root.refusal && isa<gpu::AllocOp>(root.op))
      root.refusal = Refusal{RefusalKind::OtherSpace,
                             "it is memory of a device, with which '" +
                                 other->getName().getStringRef().str() +
                                 "' in the same memory space shares no arena",
                             other};
}
