//===- LoadCurve.h - The bytes live over time ----------------- -*- C++ -*-===//
//-*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIB_REPORT_LOADCURVE_H
#define IDEALLOC_LIB_REPORT_LOADCURVE_H

#include "idealloc/Planner/LiveParts.h"
#include "idealloc/Report/Report.h"

namespace idealloc {

/// The bytes live over time, with the most of any stretch in O(1). Cost:
/// O(n log n) time and memory.
class LoadCurve {
public:
  explicit LoadCurve(const Problem &problem);

  /// From the first begin to the last end; the last step is 0 bytes.
  const std::vector<LoadStep> &steps() const { return curve; }

  /// The most bytes live in [begin, end), 0 if that is empty. Outside of all
  /// lifetimes 0 bytes are live.
  Bytes most(Time begin, Time end) const;
  /// The most at any time.
  Bytes most() const { return curve.empty() ? 0 : range(0, curve.size()); }

private:
  /// The most of steps [first, last), not empty.
  Bytes range(size_t first, size_t last) const;

  std::vector<LoadStep> curve;
  /// levels[k][i] is the most of the 2^k steps from i on.
  std::vector<std::vector<Bytes>> levels;
};

} // namespace idealloc

#endif // IDEALLOC_LIB_REPORT_LOADCURVE_H
