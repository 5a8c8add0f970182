//===- OrderPlans.h - What an order of ops needs ----------------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// An order of ops is better than another one if it needs less in a plan. Plans
// are those that idealloc-assign-offsets would make of each function alone.
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIB_TRANSFORMS_ORDERPLANS_H
#define IDEALLOC_LIB_TRANSFORMS_ORDERPLANS_H

#include "idealloc/Lifetimes/Lifetimes.h"
#include "idealloc/Planner/Problem.h"

#include "llvm/ADT/MapVector.h"

namespace idealloc {

/// The problems of one function in the order in which its ops stand, one for
/// each memory space of a root that is not refused.
class OrderPlans {
public:
  struct Options {
    /// Known to `findStrategy`.
    std::string strategy = {};
    int64_t alignment = 1;
    double effort = 1;
    uint64_t seed = 0;
  };

  OrderPlans(const Lifetimes &lifetimes, Options options);

  /// The sum over all spaces.
  Bytes load() const;
  /// Null if there are none or several.
  std::optional<mlir::Attribute> onlySpace() const;
  /// A tick at which as much is live as the load of the only space.
  Time instantOfLoad() const;

  /// Smaller in one memory space, and larger in none: plans of this one than
  /// load and plans of the other. Cost: up to two plans for each space.
  bool isSmallerThan(const OrderPlans &other) const;

private:
  std::optional<Bytes> bytesOfFirstFit(const Problem &problem,
                                       Bytes enough) const;
  std::optional<Bytes> bytesOfPlan(const Problem &problem,
                                   Bytes enough = 0) const;

  Options options;
  llvm::MapVector<mlir::Attribute, Problem> problems;
};

} // namespace idealloc

#endif // IDEALLOC_LIB_TRANSFORMS_ORDERPLANS_H
