//===- NeedAlone.h - What one op needs in every order -----------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIFETIMES_NEEDALONE_H
#define IDEALLOC_LIFETIMES_NEEDALONE_H

#include "idealloc/Lifetimes/Lifetimes.h"

namespace idealloc {

/// Bytes of planned buffers that are live while the op at this tick runs, in
/// whatever order ops run and if others run twice: those that its operands
/// certainly are, less what it could write in place in some order, if `inPlace`
/// is set. 0 for ops that are neither a linalg op nor a copy. A lower bound on
/// LOAD over all orders. Slots must have been shared. Cost: linear in the
/// roots, quadratic in the operands of the op.
int64_t needAlone(const Lifetimes &lifetimes, int64_t tick, bool inPlace);

} // namespace idealloc

#endif // IDEALLOC_LIFETIMES_NEEDALONE_H
