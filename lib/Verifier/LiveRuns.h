//===- LiveRuns.h - Where a buffer is live --------------------- -*- C++
//-*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Step 4 of Interference.h.
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIB_VERIFIER_LIVERUNS_H
#define IDEALLOC_LIB_VERIFIER_LIVERUNS_H

#include "BufferTrace.h"

namespace idealloc {

/// The positions between the accesses of a buffer at which it is live, in
/// order, disjoint; those in flight included. Finds `isLiveAfter` of accesses.
/// `trace` must have no culprit.
///
/// Cost: O(accesses * nesting * log(accesses)); for regions of several blocks,
/// also those where it is needed, and all of those inside the scope that access
/// it.
std::vector<OpOrder::Span> findLiveRuns(BufferTrace &trace, OpOrder &order);

/// Sorts, joins what overlaps or touches, and drops what is empty.
void joinSpans(std::vector<OpOrder::Span> &spans);

} // namespace idealloc

#endif // IDEALLOC_LIB_VERIFIER_LIVERUNS_H
