//===- SymbolNames.cpp - Where ops name symbols ---------------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "idealloc/Dialect/SymbolNames.h"

#include "idealloc/Dialect/Idealloc.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"

using namespace mlir;

namespace idealloc {

DictionaryAttr attributesWithSymbols(Operation *op) {
  bool areDiscardable =
      isa_and_nonnull<arith::ArithDialect, linalg::LinalgDialect,
                      math::MathDialect, memref::MemRefDialect, scf::SCFDialect,
                      IdeallocDialect>(op->getDialect()) &&
      !isa<memref::GetGlobalOp>(op);
  return areDiscardable ? op->getDiscardableAttrDictionary()
                        : op->getAttrDictionary();
}

} // namespace idealloc
