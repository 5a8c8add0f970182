//===- Interrupt.h - Signals that end a search ------------------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_TOOLS_COMMON_INTERRUPT_H
#define IDEALLOC_TOOLS_COMMON_INTERRUPT_H

#include <atomic>

namespace idealloc {

/// From now on SIGINT and SIGTERM set the flag that this returns, for
/// Budget::stop. Each of them once: the second one ends the process as usual,
/// whatever it is at.
const std::atomic<bool> *catchInterrupts();

} // namespace idealloc

#endif // IDEALLOC_TOOLS_COMMON_INTERRUPT_H
