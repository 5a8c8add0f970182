//===- Interrupt.cpp - Signals that end a search --------------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Interrupt.h"

#include <csignal>

namespace {

// A handler may touch nothing else.
static_assert(std::atomic<bool>::is_always_lock_free);
std::atomic<bool> interrupted = false;

void handle(int signal) {
  interrupted = true;
  std::signal(signal, SIG_DFL);
}

} // namespace

const std::atomic<bool> *idealloc::catchInterrupts() {
  for (int signal : {SIGINT, SIGTERM})
    std::signal(signal, handle);
  return &interrupted;
}
