//===- idealloc-plugin.cpp - idealloc in a stock mlir-opt -----------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// mlir-opt --load-dialect-plugin=IdeallocPlugin.so
//          --pass-pipeline='builtin.module(idealloc)'
//
//===----------------------------------------------------------------------===//

#include "idealloc/Dialect/Idealloc.h"
#include "idealloc/Transforms/Passes.h"

#include "mlir/Tools/Plugins/DialectPlugin.h"
#include "mlir/Tools/Plugins/PassPlugin.h"

/// Registers the dialect and the passes: one flag is enough.
extern "C" LLVM_ATTRIBUTE_WEAK mlir::DialectPluginLibraryInfo
mlirGetDialectPluginInfo() {
  return {MLIR_PLUGIN_API_VERSION, "idealloc", LLVM_VERSION_STRING,
          [](mlir::DialectRegistry *registry) {
            registry->insert<idealloc::IdeallocDialect>();
            idealloc::registerPassesAndPipeline();
          }};
}

/// Registers the passes; they load the dialect they need.
extern "C" LLVM_ATTRIBUTE_WEAK mlir::PassPluginLibraryInfo
mlirGetPassPluginInfo() {
  return {MLIR_PLUGIN_API_VERSION, "idealloc", LLVM_VERSION_STRING,
          [] { idealloc::registerPassesAndPipeline(); }};
}
