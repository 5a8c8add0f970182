//===- Idealloc.h - The idealloc dialect ---------------------- -*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_DIALECT_IDEALLOC_H
#define IDEALLOC_DIALECT_IDEALLOC_H

#include "mlir/Bytecode/BytecodeOpInterface.h"
#include "mlir/IR/BuiltinTypes.h"
#include "mlir/IR/Dialect.h"
#include "mlir/IR/OpDefinition.h"
#include "mlir/IR/OpImplementation.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"
#include "mlir/Interfaces/ViewLikeInterface.h"

#include "idealloc/Dialect/IdeallocDialect.h.inc"

#define GET_ATTRDEF_CLASSES
#include "idealloc/Dialect/IdeallocAttributes.h.inc"

#define GET_OP_CLASSES
#include "idealloc/Dialect/IdeallocOps.h.inc"

#endif // IDEALLOC_DIALECT_IDEALLOC_H
