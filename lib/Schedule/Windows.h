//===- Windows.h - Search in a part of an order -----------------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIB_SCHEDULE_WINDOWS_H
#define IDEALLOC_LIB_SCHEDULE_WINDOWS_H

#include "Meter.h"
#include "Model.h"

namespace idealloc {

/// Orders anew the ops of windows around the peak of `order`, all others stay
/// in place, as long as that makes the peak smaller and the meter allows. Never
/// below `target` on purpose. Returns the new peak.
Bytes improveWindows(const OpGraph &graph, const Model &model,
                     std::vector<Index> &order, Bytes target, Meter &meter);

} // namespace idealloc

#endif // IDEALLOC_LIB_SCHEDULE_WINDOWS_H
