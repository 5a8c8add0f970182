//===- SymbolNames.h - Where ops name symbols -------------------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_DIALECT_SYMBOLNAMES_H
#define IDEALLOC_DIALECT_SYMBOLNAMES_H

#include "mlir/IR/Operation.h"

namespace idealloc {

/// The attributes of an op, without those that can name no symbol where that is
/// known of its dialect: what most ops have costs much to gather.
mlir::DictionaryAttr attributesWithSymbols(mlir::Operation *op);

} // namespace idealloc

#endif // IDEALLOC_DIALECT_SYMBOLNAMES_H
