//===- ClashSweep.h - The sweep that finds clashes ------------ -*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The geometric half of Interference.h: knows positions and bytes, not ops.
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIB_VERIFIER_CLASHSWEEP_H
#define IDEALLOC_LIB_VERIFIER_CLASHSWEEP_H

#include "idealloc/Verifier/Interference.h"

namespace idealloc {

/// The op at this position accesses a buffer.
struct Touch {
  mlir::Operation *op;
  size_t position;
  size_t buffer;
  bool reads;
  bool writes;
  /// The buffer is live behind the op.
  bool isLiveAfter;
};

/// A buffer is live, or being written, at the positions [begin, end).
struct LiveRun {
  size_t buffer;
  size_t begin;
  size_t end;
};

/// What the sweep goes over.
struct SweepInput {
  std::vector<Touch> touches;
  /// Those of one buffer are disjoint.
  std::vector<LiveRun> live;
  std::vector<LiveRun> beingWritten;
};

/// A touch that damages another buffer, or is damaged by its writer.
struct FoundClash {
  const Touch &touch;
  size_t other;
  Clash::Kind kind;
};

/// Pairs of buffers that share bytes and yet do not clash.
struct SharingRules {
  /// The buffers are never accessed but one after the other.
  llvm::function_ref<bool(size_t, size_t)> neverMeet;
  /// The op, which touches both, computes the same.
  llvm::function_ref<bool(const Touch &, const Touch &)> bearInPlace;
};

/// Calls `report` for every touch that writes while a buffer that shares bytes
/// is live, that accesses while such a buffer is being written, and for buffers
/// that share bytes and are touched, one of them written, at one position.
/// Where a touch meets several buffers it reports at least one. In order of
/// position.
///
/// Cost: O(n log n), n the number of buffers, touches and runs, and O(log n)
/// for every touch and buffer that share bytes by the rules.
void findClashes(llvm::ArrayRef<PlacedBuffer> buffers, SweepInput &input,
                 const SharingRules &rules,
                 llvm::function_ref<void(const FoundClash &)> report);

} // namespace idealloc

#endif // IDEALLOC_LIB_VERIFIER_CLASHSWEEP_H
