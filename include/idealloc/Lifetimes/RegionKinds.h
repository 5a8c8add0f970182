//===- RegionKinds.h - How often regions run --------------------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIFETIMES_REGIONKINDS_H
#define IDEALLOC_LIFETIMES_REGIONKINDS_H

#include "mlir/IR/Region.h"

#include <memory>

namespace idealloc {
class OpFacts;

/// How often the regions of an op run, as far as lifetimes care.
enum class RegionKind {
  Once,     ///< Each region at most once, each op in it at most once.
  Repeats,  ///< A region, or an op in it, may run several times, in sequence.
  Parallel, ///< Instances may run concurrently; joined when the op ends.
  Async,    ///< Once, beside what follows, until a wait that is known.
  Opaque,   ///< Unknown: buffers that enter it escape.
};

/// Classifies regions by the ops around them. Valid until the IR changes. Cost:
/// each query O(1), and once for each asynchronous op that of its wait.
class RegionKinds {
public:
  RegionKinds();
  ~RegionKinds();

  RegionKind of(mlir::Region &region);

private:
  std::unique_ptr<OpFacts> facts;
};

} // namespace idealloc

#endif // IDEALLOC_LIFETIMES_REGIONKINDS_H
