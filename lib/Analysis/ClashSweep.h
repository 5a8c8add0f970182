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

#ifndef IDEALLOC_LIB_ANALYSIS_CLASHSWEEP_H
#define IDEALLOC_LIB_ANALYSIS_CLASHSWEEP_H

#include "idealloc/Analysis/Interference.h"

namespace idealloc {

/// The op at this position accesses a buffer.
struct Touch {
  mlir::Operation *op;
  size_t position;
  size_t buffer;
  bool reads;
  bool writes;
};

/// A buffer is live at the positions [begin, end).
struct LiveRun {
  size_t buffer;
  size_t begin;
  size_t end;
};

/// A touch that writes a buffer and damages another.
struct FoundClash {
  const Touch &touch;
  size_t damaged;
  /// True if the op accesses both, false if `damaged` is live there.
  bool bySameOp;
};

/// Calls `report` for every touch that writes while a buffer that shares bytes
/// is live, and for buffers that share bytes and are touched, one of them
/// written, at one position. Where a write damages several buffers it reports
/// at least one. Runs of one buffer are disjoint. In order of position.
///
/// Cost: O((buffers + touches + runs) log (buffers + touches + runs)).
void findClashes(llvm::ArrayRef<PlacedBuffer> buffers,
                 std::vector<Touch> touches, std::vector<LiveRun> runs,
                 llvm::function_ref<void(const FoundClash &)> report);

} // namespace idealloc

#endif // IDEALLOC_LIB_ANALYSIS_CLASHSWEEP_H
