//===- Refusals.h - Allocations that one analysis must refuse ---*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What idealloc-annotate-lifetimes leaves alone beside what the lifetimes
// themselves refuse.
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIB_TRANSFORMS_REFUSALS_H
#define IDEALLOC_LIB_TRANSFORMS_REFUSALS_H

#include "idealloc/Lifetimes/Lifetimes.h"
#include "idealloc/Verifier/Interference.h"

namespace idealloc {

/// Adds the bound that is missing to the reasons of dynamic shapes.
void explainBounds(Lifetimes &lifetimes);

/// Refuses what the verifier could not follow, or its errors would cost the
/// module.
void refuseUnverifiable(Lifetimes &lifetimes, const CalleeSummaries &callees);

/// Refuses what a function returns to the program of an earlier plan: that has
/// an arena in which it would outlive the call, and this one has none.
void refuseReturned(Lifetimes &lifetimes);

/// Of a space that the function allocates both by gpu.alloc and otherwise, the
/// former stay: memory of the device and memory of the host make no one arena.
/// Inputs give way to both.
void refuseMixedDevices(Lifetimes &lifetimes);

} // namespace idealloc

#endif // IDEALLOC_LIB_TRANSFORMS_REFUSALS_H
