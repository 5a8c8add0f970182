//===- Names.h - What ops are called, and where they stand ------*- C++ -*-===//
//-*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Names and places for people to read. A name comes from the location of an op
// (`loc("stem/conv")`) or from the text of the input (`%conv = ...`). MLIR's
// parser forgets the second; a tool that reads text keeps it for its passes
// with `keepInputText`. Without that there are no such names.
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_DIALECT_NAMES_H
#define IDEALLOC_DIALECT_NAMES_H

#include "mlir/IR/Location.h"
#include "mlir/IR/Operation.h"
#include "llvm/Support/MemoryBufferRef.h"

namespace mlir {
class DialectRegistry;
} // namespace mlir

namespace idealloc {

/// Lets the functions below look into the text that is parsed next in contexts
/// of this registry. The text must live as long as they. Cost: nothing, until a
/// name is asked for.
void keepInputText(mlir::DialectRegistry &registry, llvm::MemoryBufferRef text);

/// The name that the location of an op carries; empty if none does.
llvm::StringRef locationName(mlir::Operation *op);

/// "%conv", the name that the text of the input gives the only result of what
/// stands at the op's location; empty if that is not known. Ops that a pass has
/// made there have it, too. Cost: O(log lines), once O(text).
llvm::StringRef resultName(mlir::Operation *op);

/// Its `locationName`, else its `resultName`, else "".
llvm::StringRef nameOf(mlir::Operation *op);

/// " 'stem/conv'", to be put behind the word for an op; "" if it has no name.
std::string nameInQuotes(mlir::Operation *op);

/// The first place in a file that the op's location names; if there is none,
/// the one line of the input that has the op's name as a location; else null.
mlir::FileLineColLoc fileLocation(mlir::Operation *op);

/// Where a diagnostic about an op is to point: its location, if that has a
/// place in a file, else its `fileLocation`, else the place of the nearest op
/// around it.
mlir::Location placeToShow(mlir::Operation *op);

} // namespace idealloc

#endif // IDEALLOC_DIALECT_NAMES_H
