//===- DiffJson.h - What has changed between two plans, as JSON -*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIB_REPORT_DIFFJSON_H
#define IDEALLOC_LIB_REPORT_DIFFJSON_H

#include "idealloc/Report/Diff.h"

#include <nlohmann/json.hpp>

namespace idealloc {

/// The object that `diffJson` writes.
nlohmann::ordered_json diffAsJson(const ProblemText &before,
                                  const ProblemText &after,
                                  const PlanDiff &diff);

} // namespace idealloc

#endif // IDEALLOC_LIB_REPORT_DIFFJSON_H
