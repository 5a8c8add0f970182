//===- KernelOps.td - A dialect that idealloc learns -------*- tablegen -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef KERNEL_OPS_TD
#define KERNEL_OPS_TD

include "idealloc/Dialect/BufferUseInterface.td"
include "mlir/IR/OpBase.td"

def Kernel_Dialect : Dialect {
  let name = "kernel";
  let cppNamespace = "::kernel";
}

class Kernel_Op<string mnemonic, list<string> methods>
    : Op<Kernel_Dialect, mnemonic,
         [DeclareOpInterfaceMethods<Idealloc_BufferUseOpInterface, methods>]>;

def Kernel_Vector : StaticShapeMemRefOf<[F32]>;

def Kernel_ScaleOp : Kernel_Op<"scale", ["canBeInPlace"]> {
  let summary = "Multiplies every element by a constant.";
  let arguments = (ins Kernel_Vector:$input, Kernel_Vector:$output,
                       F32Attr:$factor);
  let assemblyFormat = [{
    $input `,` $output `by` $factor attr-dict `:` type(operands)
  }];
}

def Kernel_RoundOp : Kernel_Op<"round", ["canNarrowInPlace"]> {
  let summary = "Rounds every element to half precision, from front to back.";
  let arguments = (ins Kernel_Vector:$input,
                       StaticShapeMemRefOf<[F16]>:$output);
  let assemblyFormat = "$input `,` $output attr-dict `:` type(operands)";
}

def Kernel_ConvOp
    : Kernel_Op<"conv", ["getMissingScratch", "setScratch"]> {
  let summary = "One-dimensional convolution by way of a matrix product.";
  let arguments = (ins Kernel_Vector:$input, Kernel_Vector:$filter,
                       Kernel_Vector:$output,
                       Optional<Kernel_Vector>:$scratch);
  let assemblyFormat = [{
    $input `,` $filter `,` $output (`scratch` $scratch^)? attr-dict
    `:` type(operands)
  }];
}

#endif // KERNEL_OPS_TD
