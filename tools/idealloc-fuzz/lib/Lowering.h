//===- Lowering.h - From the dialects of the input to LLVM's ----*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_TOOLS_FUZZ_LOWERING_H
#define IDEALLOC_TOOLS_FUZZ_LOWERING_H

#include "mlir/IR/BuiltinOps.h"

#include <string>

namespace idealloc::fuzz {

/// Lowers a module to the LLVM dialect, allocations to calls of the generic
/// functions `_mlir_memref_to_llvm_alloc` and `..._free`. It runs only what the
/// dialects in the module need, and one conversion to LLVM for all of them:
/// this is most of the time that a program of the fuzzer takes. "" or what went
/// wrong; the result verifies.
std::string lowerToLLVM(mlir::ModuleOp module);

} // namespace idealloc::fuzz

#endif // IDEALLOC_TOOLS_FUZZ_LOWERING_H
