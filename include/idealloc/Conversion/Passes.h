//===- Passes.h - Lowering passes of idealloc ----------------- -*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_CONVERSION_PASSES_H
#define IDEALLOC_CONVERSION_PASSES_H

#include "mlir/Pass/Pass.h"

namespace idealloc {

/// Where arenas live: option `storage`.
enum class ArenaStorage { Alloc, Alloca, Global, Argument };

/// The values of option `storage`, for --help and the parser.
inline llvm::cl::ValuesClass arenaStorageValues() {
  return llvm::cl::values(
      clEnumValN(ArenaStorage::Alloc, "alloc",
                 "memref.alloc at the start of the function"),
      clEnumValN(ArenaStorage::Alloca, "alloca",
                 "memref.alloca at the start of the function"),
      clEnumValN(ArenaStorage::Global, "global",
                 "an uninitialised memref.global"),
      clEnumValN(ArenaStorage::Argument, "argument",
                 "the caller's memory, a last argument"));
}

#define GEN_PASS_DECL
#include "idealloc/Conversion/Passes.h.inc"

#define GEN_PASS_REGISTRATION
#include "idealloc/Conversion/Passes.h.inc"

} // namespace idealloc

#endif // IDEALLOC_CONVERSION_PASSES_H
