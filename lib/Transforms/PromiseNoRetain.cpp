//===- PromiseNoRetain.cpp - Promises of declared functions ---------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "idealloc/Dialect/Functions.h"
#include "idealloc/Dialect/Idealloc.h"
#include "idealloc/Transforms/Passes.h"

#include "mlir/IR/Builders.h"
#include "mlir/Interfaces/FunctionInterfaces.h"

namespace idealloc {
#define GEN_PASS_DEF_PROMISENORETAIN
#include "idealloc/Transforms/Passes.h.inc"
} // namespace idealloc

using namespace mlir;
using namespace idealloc;

namespace {
struct PromiseNoRetainPass
    : idealloc::impl::PromiseNoRetainBase<PromiseNoRetainPass> {
  using PromiseNoRetainBase::PromiseNoRetainBase;

  bool canScheduleOn(RegisteredOperationName name) const final {
    return isSymbolTable(name);
  }

  void runOnOperation() final {
    getOperation()->walk([&](FunctionOpInterface function) {
      if (function.isExternal())
        function->setAttr(IdeallocDialect::kNoRetain,
                          UnitAttr::get(&getContext()));
    });
  }
};
} // namespace
