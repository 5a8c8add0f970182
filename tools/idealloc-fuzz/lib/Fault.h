//===- Fault.h - A wrong plan on purpose ------------------------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_TOOLS_FUZZ_FAULT_H
#define IDEALLOC_TOOLS_FUZZ_FAULT_H

#include "mlir/IR/BuiltinOps.h"

namespace idealloc::fuzz {

/// Moves the planned buffer that shares the most ticks with another one onto
/// it, and states lifetimes that make this look right, so that the verifier of
/// the arena has nothing to say. The module is between idealloc-assign-offsets
/// and idealloc-materialize-arena. Does nothing where no two buffers meet.
void injectFault(mlir::ModuleOp module);

} // namespace idealloc::fuzz

#endif // IDEALLOC_TOOLS_FUZZ_FAULT_H
