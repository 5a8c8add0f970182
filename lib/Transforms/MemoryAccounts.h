//===- MemoryAccounts.h - What takes the bytes of memories ---- -*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A user owns memories: so many bytes at a base address, in which all must fit
// together, whoever placed it. docs/Programs.md has the rules.
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIB_TRANSFORMS_MEMORYACCOUNTS_H
#define IDEALLOC_LIB_TRANSFORMS_MEMORYACCOUNTS_H

#include "MemorySpaces.h"
#include "ProblemFiles.h"

#include "llvm/ADT/MapVector.h"

namespace idealloc {

/// A memory space as its user describes it.
struct MemoryDescription {
  std::optional<int64_t> base = {}, capacity = {};
  int64_t alignment = 1;
  std::vector<Range> reserved = {};
  /// Globals of the space take bytes of its capacity.
  bool holdsGlobals = true;

  bool operator==(const MemoryDescription &) const = default;
};

/// By `canonicalSpace`.
using MemoryDescriptions = llvm::MapVector<mlir::Attribute, MemoryDescription>;

/// The options that describe memories.
struct MemoryOptions {
  /// A JSON file, "" for none: {"memories": [{"space": "L1", "capacity":
  /// 65536}]}, with the keys of `#idealloc.memory`.
  std::string file = {};
  /// SPACE:BYTES.
  std::vector<std::string> capacities = {};
  /// SPACE:LO-HI.
  std::vector<std::string> reserved = {};
};

/// The one reader of memories: all `#idealloc.memory` in the attributes of an
/// op, of the ops around it and of those with a symbol table inside of it, then
/// those of the options. A capacity that is an option replaces another; what an
/// option reserves is added. Of one space, descriptions of ops must be the
/// same. Emits an error and fails if one is malformed, a space is described in
/// two ways, or `capacities` or `reserved` name one that is not of `spaces`.
mlir::FailureOr<MemoryDescriptions> readMemories(mlir::Operation *top,
                                                 const ProgramSpaces &spaces,
                                                 const MemoryOptions &options);

/// The capacities in that, by `canonicalSpace`.
mlir::FailureOr<llvm::DenseMap<mlir::Attribute, int64_t>>
readCapacities(mlir::Operation *top, const ProgramSpaces &spaces,
               const MemoryOptions &options);

/// What takes bytes of a memory space beside planned buffers.
struct MemoryAccount {
  /// Globals, and allocations that have no lifetime, with their bytes.
  llvm::SmallVector<std::pair<mlir::Operation *, int64_t>> globals, unplanned;
  int64_t globalBytes = 0, unplannedBytes = 0;
  /// Allocations whose size is not known, and parallel bodies with an arena, of
  /// which one instance is counted.
  int64_t numUnknown = 0;

  int64_t otherBytes() const;
};

/// The sum, or 2^63-1 beyond that: no memory is so large, and no error needs to
/// say by how much it is exceeded.
int64_t addBytes(int64_t a, int64_t b);

/// The accounts of all memory spaces, by `canonicalSpace`. An allocation counts
/// once, wherever it stands. Cost: O(ops).
llvm::MapVector<mlir::Attribute, MemoryAccount>
accountFor(mlir::Operation *top, const MemoryDescriptions &memories);

/// The bytes that arenas of a space take together, of the function that needs
/// most with all that it calls: the arena of its program, and behind it those
/// of functions that have a plan of their own. Functions that no function calls
/// do not run at the same time, unless they are of different parties
/// (`idealloc.program`): of each of these the most counts. `bytes[i]` is that
/// of `arenas[i]`. Each activation of a recursive function needs its bytes
/// anew; one is counted. Cost: O(ops).
llvm::MapVector<mlir::Attribute, int64_t>
arenaBytes(mlir::Operation *top, llvm::ArrayRef<ArenaProblem> arenas,
           llvm::ArrayRef<Bytes> bytes);

} // namespace idealloc

#endif // IDEALLOC_LIB_TRANSFORMS_MEMORYACCOUNTS_H
