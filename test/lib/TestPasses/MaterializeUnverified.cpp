//===- MaterializeUnverified.cpp - Test only: slices of any plan ----------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "MaterializeArena.h"
#include "TestPasses/Passes.h"
#include "idealloc/Dialect/Functions.h"
#include "idealloc/Dialect/Idealloc.h"
#include "idealloc/Lifetimes/ExternalModels.h"

namespace idealloc {
#define GEN_PASS_DEF_MATERIALIZEUNVERIFIED
#include "TestPasses/Passes.h.inc"
} // namespace idealloc

using namespace mlir;
using namespace idealloc;

namespace {
struct MaterializeUnverifiedPass
    : idealloc::impl::MaterializeUnverifiedBase<MaterializeUnverifiedPass> {
  void getDependentDialects(DialectRegistry &registry) const final {
    MaterializeUnverifiedBase::getDependentDialects(registry);
    registerExternalModels(registry);
  }

  bool canScheduleOn(RegisteredOperationName name) const final {
    return isFunctionOrSymbolTable(name);
  }

  void runOnOperation() final {
    if (failed(materializeArenas(getOperation(), [] { return true; })))
      signalPassFailure();
  }
};
} // namespace
