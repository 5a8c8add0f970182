//===- KernelDialect.cpp - A dialect that idealloc learns -----------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The example of docs/Extending.md, as a plugin: ops that implement
// BufferUseOpInterface, and a model of it for ops of a dialect that knows
// nothing of idealloc. Includes one header of idealloc and links none of it.
//
//===----------------------------------------------------------------------===//

#include "idealloc/Dialect/BufferUseInterface.h"

#include "mlir/Bytecode/BytecodeOpInterface.h"
#include "mlir/Dialect/MPI/IR/MPI.h"
#include "mlir/IR/Builders.h"
#include "mlir/IR/BuiltinTypes.h"
#include "mlir/IR/Dialect.h"
#include "mlir/IR/DialectImplementation.h"
#include "mlir/IR/OpImplementation.h"
#include "mlir/Tools/Plugins/DialectPlugin.h"

#include "KernelDialect.h.inc"

#define GET_OP_CLASSES
#include "KernelOps.h.inc"

using namespace mlir;
using namespace kernel;
using idealloc::BufferUseOpInterface;
using idealloc::OperandUse;

#include "KernelDialect.cpp.inc"

#define GET_OP_CLASSES
#include "KernelOps.cpp.inc"

OperandUse ScaleOp::getOperandUse(OpOperand &operand) {
  if (operand.getOperandNumber() == 1)
    return {.writes = true, .overwrites = true};
  return {.reads = true};
}

/// Every element is computed from the one in its place.
bool ScaleOp::canBeInPlace(OpOperand &read, OpOperand &written) {
  return getInput().getType() == getOutput().getType();
}

OperandUse RoundOp::getOperandUse(OpOperand &operand) {
  if (operand.getOperandNumber() == 1)
    return {.writes = true, .overwrites = true};
  return {.reads = true};
}

/// An element is read before the smaller one in its place is written.
bool RoundOp::canNarrowInPlace(OpOperand &read, OpOperand &written) {
  return true;
}

OperandUse ConvOp::getOperandUse(OpOperand &operand) {
  if (operand.get() == getScratch())
    return {.reads = true, .writes = true};
  if (operand.getOperandNumber() == 2)
    return {.writes = true, .overwrites = true};
  return {.reads = true};
}

/// A row for each element of the output.
MemRefType ConvOp::getMissingScratch() {
  if (getScratch())
    return {};
  return MemRefType::get({getOutput().getType().getNumElements(),
                          getFilter().getType().getNumElements()},
                         Float32Type::get(getContext()));
}

void ConvOp::setScratch(Value memory) { getScratchMutable().assign(memory); }

namespace {
/// Blocking calls: they are done with the buffer when they return.
struct SendModel : BufferUseOpInterface::ExternalModel<SendModel, mpi::SendOp> {
  OperandUse getOperandUse(Operation *, OpOperand &) const {
    return {.reads = true};
  }
};

/// A message may be shorter than the buffer, so it does not overwrite it.
struct RecvModel : BufferUseOpInterface::ExternalModel<RecvModel, mpi::RecvOp> {
  OperandUse getOperandUse(Operation *, OpOperand &) const {
    return {.writes = true};
  }
};
} // namespace

static void attachModels(DialectRegistry &registry) {
  registry.addExtension(+[](MLIRContext *context, mpi::MPIDialect *) {
    mpi::SendOp::attachInterface<SendModel>(*context);
    mpi::RecvOp::attachInterface<RecvModel>(*context);
  });
}

void KernelDialect::initialize() {
  addOperations<
#define GET_OP_LIST
#include "KernelOps.cpp.inc"
      >();
}

extern "C" LLVM_ATTRIBUTE_WEAK DialectPluginLibraryInfo
mlirGetDialectPluginInfo() {
  return {MLIR_PLUGIN_API_VERSION, "kernel", LLVM_VERSION_STRING,
          [](DialectRegistry *registry) {
            registry->insert<KernelDialect>();
            attachModels(*registry);
          }};
}
