//===- Text.cpp - Problems and plans of the C API as text -----------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "idealloc-c/Text.h"
#include "Handles.h"
#include "idealloc/Text/Csv.h"
#include "idealloc/Text/Json.h"
#include "idealloc/Text/Summary.h"
#include "idealloc/Text/Svg.h"

using namespace idealloc;
using namespace idealloc::capi;

static Result<ProblemText> readAs(IdeallocFormat format, std::string_view text,
                                  const ReadOptions &options) {
  if (format == IdeallocFormatCsv)
    return readCsv(text, options);
  if (format == IdeallocFormatJson)
    return readJson(text, options);
  return readProblem(text, options);
}

bool ideallocProblemRead(IdeallocProblem *problem, IdeallocFormat format,
                         const char *text, size_t length, const char *file,
                         int64_t alignment, bool ignoreOffsets) {
  return guarded(false, &problem->message, [&] {
    if (!problem->problem.buffers.empty())
      return fail(problem, "the problem to read into is not empty");
    Result<ProblemText> given = readAs(format, {text, length},
                                       {.file = file,
                                        .ignoreOffsets = ignoreOffsets,
                                        .defaultAlignment = alignment,
                                        .capacity = problem->problem.capacity,
                                        .reserved = problem->problem.reserved});
    if (!given)
      return fail(problem, given.error());
    problem->problem = std::move(given->problem);
    return true;
  });
}

/// What `write` makes of a problem and a plan, NULL where they do not belong
/// together. `plan` may be NULL.
template <typename Write>
static char *written(const IdeallocProblem *problem, const IdeallocPlan *plan,
                     Write write) {
  if (plan && plan->plan.offsets.size() != problem->problem.buffers.size())
    return nullptr;
  return guarded(static_cast<char *>(nullptr), nullptr,
                 [&] { return copyOut(write()); });
}

char *ideallocToCsv(const IdeallocProblem *problem, const IdeallocPlan *plan) {
  return written(problem, plan, [&] {
    return toCsv(problem->problem, plan ? &plan->plan : nullptr);
  });
}

char *ideallocToJson(const IdeallocProblem *problem, const IdeallocPlan *plan) {
  return written(problem, plan, [&] {
    return toJson(problem->problem, plan ? &plan->plan : nullptr);
  });
}

char *ideallocToSvg(const IdeallocProblem *problem, const IdeallocPlan *plan,
                    const char *title) {
  return written(problem, plan, [&] {
    return toSvg(problem->problem, plan->plan, {.title = title});
  });
}

char *ideallocToSummary(const IdeallocProblem *problem,
                        const IdeallocPlan *plan, const char *strategy) {
  return written(problem, plan, [&] {
    return summaryText(problem->problem, plan->plan, {.strategy = strategy});
  });
}
