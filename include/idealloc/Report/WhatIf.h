//===- WhatIf.h - A problem, were it otherwise ------------------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_REPORT_WHATIF_H
#define IDEALLOC_REPORT_WHATIF_H

#include "idealloc/Planner/Strategies.h"

namespace idealloc {

/// One change of a problem.
struct WhatIf {
  enum class Kind { Nothing, Capacity, Drop, Size };
  Kind kind = Kind::Nothing;
  std::string name = {}; ///< Drop, Size: the id of the buffer.
  Bytes bytes = 0;       ///< Capacity, Size.
};

/// The changes that a text asks for, each of them alone:
/// "capacity=65536,131072" is two, "drop=NAME" and "size:NAME=BYTES" one each.
/// A name is all up to the end, or up to the last "=".
Result<std::vector<WhatIf>> parseWhatIf(std::string_view text);

/// "as given", "capacity 65536", "without 'a'", "'a' of 64 bytes".
std::string toString(const WhatIf &change);

/// The problem after a change; the error names a buffer that there is not.
Result<Problem> changed(const Problem &problem, const WhatIf &change);

/// What became of a changed problem.
struct WhatIfRow {
  WhatIf change = {};
  Plan plan = {};
  double seconds = 0;
};

/// Plans the problem as given, then after each change, each on its own. The
/// error is the first one.
Result<std::vector<WhatIfRow>> planWhatIfs(std::string_view strategy,
                                           const Problem &problem,
                                           const std::vector<WhatIf> &changes,
                                           const StrategyOptions &options = {});

/// A table, seconds only `withTime`: they differ from run to run.
std::string whatIfText(const std::vector<WhatIfRow> &rows, bool withTime);

/// An array of objects: change fits status makespan lower_bound, and seconds
/// `withTime`.
std::string whatIfJson(const std::vector<WhatIfRow> &rows, bool withTime);

} // namespace idealloc

#endif // IDEALLOC_REPORT_WHATIF_H
