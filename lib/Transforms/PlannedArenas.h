//===- PlannedArenas.h - Plans as attributes -------------------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIB_TRANSFORMS_PLANNEDARENAS_H
#define IDEALLOC_LIB_TRANSFORMS_PLANNEDARENAS_H

#include "MemoryAccounts.h"

namespace idealloc {

/// What the attributes say of an arena.
struct ArenaFigures {
  Bytes bytes = 0, load = 0, lowerBound = 0;
  int64_t alignment = 1;
  Status status = Status::Optimal;
};

/// The bytes of its arena that a problem must leave to those before it: of the
/// states, and of other parties, if it is one itself. Ascending.
std::vector<Range> bytesOfOthers(llvm::ArrayRef<ArenaProblem> arenas,
                                 llvm::ArrayRef<Plan> plans, size_t index);

/// The figures of the arena of each problem. Parties lie behind one another, so
/// their loads and bounds add up: bytes that some take are no use to others,
/// and what is not taken between them could be closed up.
std::vector<ArenaFigures> figuresOf(llvm::ArrayRef<ArenaProblem> arenas,
                                    llvm::ArrayRef<Plan> plans);

/// Replaces `idealloc.offset` and `idealloc.arenas` of earlier plans, but for
/// arenas that are materialised.
void writePlans(mlir::Operation *top, llvm::ArrayRef<ArenaProblem> arenas,
                llvm::ArrayRef<Plan> plans,
                llvm::ArrayRef<ArenaFigures> figures);

/// `idealloc.memories` of plans whose arenas take `taken` bytes of each space;
/// null if there is no memory.
mlir::ArrayAttr describeMemories(
    mlir::MLIRContext *context, llvm::ArrayRef<ArenaProblem> arenas,
    llvm::ArrayRef<Plan> plans, llvm::ArrayRef<ArenaFigures> figures,
    llvm::MapVector<mlir::Attribute, MemoryAccount> &accounts,
    llvm::MapVector<mlir::Attribute, int64_t> &taken,
    const MemoryDescriptions &memories);

/// Writes a header for C and C++ with what `memories` (as above) says of each
/// memory, and where inputs, results and states lie; the file is written whole
/// or not at all. Emits an error and fails if it cannot be.
mlir::LogicalResult writeHeader(mlir::Operation *top, mlir::ArrayAttr memories,
                                llvm::ArrayRef<ArenaProblem> arenas,
                                llvm::ArrayRef<Plan> plans,
                                llvm::ArrayRef<ArenaFigures> figures,
                                llvm::StringRef file);

} // namespace idealloc

#endif // IDEALLOC_LIB_TRANSFORMS_PLANNEDARENAS_H
