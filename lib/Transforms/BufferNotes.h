//===- BufferNotes.h - What the IR tells of buffers -------------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIB_TRANSFORMS_BUFFERNOTES_H
#define IDEALLOC_LIB_TRANSFORMS_BUFFERNOTES_H

#include "ProblemFiles.h"
#include "idealloc/Text/Notes.h"

namespace idealloc {

/// Where each buffer of an arena comes from, for people to read. Writers and
/// readers are those of the allocation and of views of it, in the order of the
/// text; what hides in branches, loops or callees is not followed, and nothing
/// is decided by it. Looks up `symbols` in the IR as it is. Cost: linear in the
/// function and its uses.
std::vector<BufferNotes> notesOf(const ArenaProblem &arena,
                                 mlir::SymbolTableCollection &symbols);

/// "file.mlir:12", where an op stands (`fileLocation`); "" if that is unknown.
std::string placeOf(mlir::Operation *op);

} // namespace idealloc

#endif // IDEALLOC_LIB_TRANSFORMS_BUFFERNOTES_H
