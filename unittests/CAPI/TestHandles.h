//===- TestHandles.h - Handles that release themselves ----------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_UNITTESTS_CAPI_TESTHANDLES_H
#define IDEALLOC_UNITTESTS_CAPI_TESTHANDLES_H

#include "idealloc-c/Planner.h"
#include "idealloc-c/Text.h"

#include <memory>
#include <string>
#include <vector>

namespace idealloc::test {

template <auto destroy> struct Destroy {
  void operator()(auto *handle) const { destroy(handle); }
};

using ProblemHandle =
    std::unique_ptr<IdeallocProblem, Destroy<ideallocProblemDestroy>>;
using OptionsHandle =
    std::unique_ptr<IdeallocOptions, Destroy<ideallocOptionsDestroy>>;
using StopHandle = std::unique_ptr<IdeallocStop, Destroy<ideallocStopDestroy>>;
using PlanHandle = std::unique_ptr<IdeallocPlan, Destroy<ideallocPlanDestroy>>;
using TextHandle = std::unique_ptr<char, Destroy<ideallocStringDestroy>>;

inline ProblemHandle makeProblem() {
  return ProblemHandle(ideallocProblemCreate());
}

inline OptionsHandle makeOptions(const char *strategy = "auto") {
  OptionsHandle options(ideallocOptionsCreate());
  return ideallocOptionsSetStrategy(options.get(), strategy)
             ? std::move(options)
             : nullptr;
}

inline PlanHandle makePlan(const ProblemHandle &problem,
                           const OptionsHandle &options = nullptr) {
  return PlanHandle(ideallocPlanCreate(problem.get(), options.get()));
}

inline std::vector<int64_t> offsetsOf(const PlanHandle &plan) {
  const int64_t *offsets = ideallocPlanGetOffsets(plan.get());
  return {offsets, offsets + ideallocPlanGetOffsetCount(plan.get())};
}

/// The problem of this text.
inline ProblemHandle readProblem(const std::string &text,
                                 const char *file = "<test>") {
  ProblemHandle problem = makeProblem();
  return ideallocProblemRead(problem.get(), IdeallocFormatAuto, text.data(),
                             text.size(), file, 1, false)
             ? std::move(problem)
             : nullptr;
}

/// a and b, then b and c live together: 96 bytes.
inline ProblemHandle threeBuffers() {
  return readProblem("id,lower,upper,size\na,0,4,64\nb,2,6,32\nc,4,8,64\n");
}

} // namespace idealloc::test

#endif // IDEALLOC_UNITTESTS_CAPI_TESTHANDLES_H
