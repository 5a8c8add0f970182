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
enum class ArenaStorage { Alloc, Alloca, Global, Argument, Symbol, Address };

/// As option `storage` spells it.
constexpr llvm::StringLiteral toString(ArenaStorage storage) {
  switch (storage) {
  case ArenaStorage::Alloc:
    return "alloc";
  case ArenaStorage::Alloca:
    return "alloca";
  case ArenaStorage::Global:
    return "global";
  case ArenaStorage::Argument:
    return "argument";
  case ArenaStorage::Symbol:
    return "symbol";
  case ArenaStorage::Address:
    return "address";
  }
  llvm_unreachable("an ArenaStorage has a name");
}

/// The values of option `storage`, for --help and the parser.
inline llvm::cl::ValuesClass arenaStorageValues() {
  auto row = [](ArenaStorage storage, llvm::StringRef what) {
    return llvm::cl::OptionEnumValue{toString(storage), int(storage), what};
  };
  return llvm::cl::values(
      row(ArenaStorage::Alloc, "memref.alloc at the start of the function"),
      row(ArenaStorage::Alloca, "memref.alloca at the start of the function"),
      row(ArenaStorage::Global, "an uninitialised memref.global"),
      row(ArenaStorage::Argument, "the caller's memory, a last argument"),
      row(ArenaStorage::Symbol, "a memref.global that the linker places"),
      row(ArenaStorage::Address, "the base of the memory, as a pointer"));
}

#define GEN_PASS_DECL
#include "idealloc/Conversion/Passes.h.inc"

#define GEN_PASS_REGISTRATION
#include "idealloc/Conversion/Passes.h.inc"

} // namespace idealloc

#endif // IDEALLOC_CONVERSION_PASSES_H
