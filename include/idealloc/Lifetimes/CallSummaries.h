//===- CallSummaries.h - What callees do to their arguments --- -*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Rule 7 of docs/Lifetimes.md: which arguments a function reads, writes, keeps
// and returns, found in its body and written on its calls. See
// Dialect/CalleeUse.h for the attribute.
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIFETIMES_CALLSUMMARIES_H
#define IDEALLOC_LIFETIMES_CALLSUMMARIES_H

#include "idealloc/Dialect/CalleeUse.h"

#include "mlir/Interfaces/FunctionInterfaces.h"

namespace idealloc {

/// Sets `idealloc.callee` on every call in the functions of `top` and removes
/// old ones:
///
/// - a summary, if the callee has a body that is not on a cycle of calls with
///   this one. Callees come first, so theirs are summaries of all they call;
/// - nothing, if the call is promised `idealloc.noretain` and the callee has no
///   such body. The promise of a function is copied to its calls, and the
///   helper of the deallocation pipeline counts as one that promises;
/// - otherwise a string that says what is missing: "@f calls itself", ...
///
/// An argument is kept if an alias of it may be stored, captured by a region
/// that runs at an unknown time, freed, passed to an op that is not understood
/// or to a callee that keeps it, or be in use after the return. A promise
/// overrides all of these but the freeing that the body itself shows, unless
/// a result could carry the pointer away; the arguments it covers are read,
/// written and returned by every memref result.
///
/// Deterministic, never fails, no recursion. Cost: near linear in the ops of
/// `top`, and for a function that is called and has n memref arguments, a visit
/// of n bits to each alias of one and to each of its uses: one, and one more
/// for each loop around it by which further arguments reach it, n at most.
/// Returns false if there are no calls: then there is nothing to drop, either.
bool summariseCalls(mlir::Operation *top);

/// What a function with a body does to its arguments, with its own promise, as
/// a summary on a call of it would say. The calls in it must have summaries.
CalleeUse summariseArguments(mlir::FunctionOpInterface function);

/// Removes `idealloc.callee` from all calls in `top`.
void dropCallSummaries(mlir::Operation *top);

} // namespace idealloc

#endif // IDEALLOC_LIFETIMES_CALLSUMMARIES_H
