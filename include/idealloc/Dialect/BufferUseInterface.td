//===- BufferUseInterface.td - What an op does to buffers --*- tablegen -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_DIALECT_BUFFERUSEINTERFACE_TD
#define IDEALLOC_DIALECT_BUFFERUSEINTERFACE_TD

include "mlir/IR/Interfaces.td"

def Idealloc_BufferUseOpInterface : OpInterface<"BufferUseOpInterface"> {
  let cppNamespace = "::idealloc";
  let description = [{
    Tells the planner what an op does to the buffers it takes, where upstream
    interfaces do not: ops without declared effects, ops whose source and target
    may be the same bytes, ops that need scratch memory.
    Dialects implement it for their ops, or attach it as an external model.

    An op that implements it promises: it is done with every buffer it takes
    when it returns, and keeps no pointer. What it passes on by its results it
    says by ViewLikeOpInterface or bufferization::BufferViewFlowOpInterface as
    well; otherwise no result aliases an operand.
  }];
  let methods = [
    InterfaceMethod<[{
      What the op does to the memory of a memref operand through this operand:
      an upper bound for `reads` and `writes`, a lower bound for `overwrites`,
      which says that it always writes every element without reading any first.
    }], "::idealloc::OperandUse", "getOperandUse",
    (ins "::mlir::OpOperand &":$operand)>,
    InterfaceMethod<[{
      True if the op still computes the same when the memrefs of these two
      operands, one read and one written, are one and the same buffer: same
      bytes, same type up to the element type. It must hold for every order in
      which a lowering may visit the elements.
    }], "bool", "canBeInPlace",
    (ins "::mlir::OpOperand &":$read, "::mlir::OpOperand &":$written), [{}], [{
      return false;
    }]>,
    InterfaceMethod<[{
      True if the op still computes the same when the memref that it writes
      begins at the first byte of the one that it reads and ends in it: both
      of one static shape, rows behind one another without gaps, the elements
      written narrower. Most ops that go from front to back are such.
    }], "bool", "canNarrowInPlace",
    (ins "::mlir::OpOperand &":$read, "::mlir::OpOperand &":$written), [{}], [{
      return false;
    }]>,
    InterfaceMethod<[{
      The type of the scratch memory that the op needs while it runs and has
      not been given yet, with a static shape; null if it needs none.
    }], "::mlir::MemRefType", "getMissingScratch", (ins), [{}], [{
      return {};
    }]>,
    InterfaceMethod<[{
      Gives the op scratch memory of the type it asked for; from then on it is
      an operand like others, and `getMissingScratch` is null.
    }], "void", "setScratch", (ins "::mlir::Value":$memory), [{}], [{
      llvm_unreachable("an op that asks for scratch memory takes it");
    }]>,
  ];
}

#endif // IDEALLOC_DIALECT_BUFFERUSEINTERFACE_TD
