//===- Functions.cpp - The functions a pass visits ------------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "idealloc/Dialect/Functions.h"

#include "mlir/IR/SymbolTable.h"
#include "mlir/IR/Threading.h"

using namespace mlir;

namespace idealloc {

SmallVector<FunctionOpInterface> functionsIn(Operation *op) {
  SmallVector<FunctionOpInterface> functions;
  op->walk<WalkOrder::PreOrder>([&](FunctionOpInterface function) {
    if (!function.isExternal())
      functions.push_back(function);
    return WalkResult::skip();
  });
  return functions;
}

LogicalResult
forEachFunction(Operation *op,
                llvm::function_ref<LogicalResult(FunctionOpInterface)> work) {
  return failableParallelForEach(op->getContext(), functionsIn(op), work);
}

bool isSymbolTable(RegisteredOperationName name) {
  return name.hasTrait<OpTrait::SymbolTable>();
}

bool isFunctionOrSymbolTable(RegisteredOperationName name) {
  return name.hasInterface<FunctionOpInterface>() || isSymbolTable(name);
}

} // namespace idealloc
