//===- Passes.h - Lowering passes of idealloc ----------------- -*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_CONVERSION_PASSES_H
#define IDEALLOC_CONVERSION_PASSES_H

#include "mlir/Pass/Pass.h"

namespace idealloc {

#define GEN_PASS_DECL
#include "idealloc/Conversion/Passes.h.inc"

#define GEN_PASS_REGISTRATION
#include "idealloc/Conversion/Passes.h.inc"

} // namespace idealloc

#endif // IDEALLOC_CONVERSION_PASSES_H
