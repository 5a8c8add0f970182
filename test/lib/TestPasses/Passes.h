//===- Passes.h - Passes for tests alone ---------------------- -*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_TEST_LIB_TESTPASSES_PASSES_H
#define IDEALLOC_TEST_LIB_TESTPASSES_PASSES_H

#include "mlir/Pass/Pass.h"

namespace idealloc {

#define GEN_PASS_DECL
#include "TestPasses/Passes.h.inc"

#define GEN_PASS_REGISTRATION
#include "TestPasses/Passes.h.inc"

} // namespace idealloc

#endif // IDEALLOC_TEST_LIB_TESTPASSES_PASSES_H
