//===- ExternalModels.cpp - Interfaces upstream ops lack ------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "idealloc/Lifetimes/ExternalModels.h"

#include "mlir/Dialect/Bufferization/IR/BufferViewFlowOpInterface.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/IR/DialectRegistry.h"

using namespace mlir;
using bufferization::BufferViewFlowOpInterface;

namespace {
struct TransposeModel
    : BufferViewFlowOpInterface::ExternalModel<TransposeModel,
                                               memref::TransposeOp> {
  void populateDependencies(
      Operation *op,
      bufferization::RegisterDependenciesFn registerDependencies) const {
    registerDependencies(op->getOperand(0), op->getResult(0));
  }
  bool mayBeTerminalBuffer(Operation *, Value) const { return false; }
};
} // namespace

void idealloc::registerExternalModels(DialectRegistry &registry) {
  registry.addExtension(+[](MLIRContext *context, memref::MemRefDialect *) {
    if (!memref::TransposeOp::hasTrait<BufferViewFlowOpInterface::Trait>())
      memref::TransposeOp::attachInterface<TransposeModel>(*context);
  });
}
