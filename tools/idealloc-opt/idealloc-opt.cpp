//===- idealloc-opt.cpp - mlir-opt with idealloc --------------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "idealloc/Dialect/Idealloc.h"
#include "idealloc/Dialect/Names.h"
#include "idealloc/Peers/Peers.h"
#include "idealloc/Transforms/Passes.h"

#include "mlir/InitAllDialects.h"
#include "mlir/InitAllExtensions.h"
#include "mlir/InitAllPasses.h"
#include "mlir/Support/FileUtilities.h"
#include "mlir/Tools/mlir-opt/MlirOptMain.h"
#include "llvm/Support/InitLLVM.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/ToolOutputFile.h"

using namespace mlir;

/// As MlirOptMain with file names, but that passes see the text, and with it
/// the names of its values.
static LogicalResult process(StringRef input, StringRef output,
                             DialectRegistry &registry) {
  std::string error;
  std::unique_ptr<llvm::MemoryBuffer> text = openInputFile(input, &error);
  std::unique_ptr<llvm::ToolOutputFile> file =
      text ? openOutputFile(output, &error) : nullptr;
  if (!file) {
    llvm::errs() << error << "\n";
    return failure();
  }
  idealloc::keepInputText(registry, text->getMemBufferRef());
  if (failed(MlirOptMain(
          file->os(), llvm::MemoryBuffer::getMemBuffer(text->getMemBufferRef()),
          registry, MlirOptMainConfig::createFromCLOptions())))
    return failure();
  file->keep();
  return success();
}

int main(int argc, char **argv) {
  llvm::InitLLVM onCrash(argc, argv);
  registerAllPasses();
  idealloc::registerPassesAndPipeline();
  idealloc::registerPeerStrategies();
  DialectRegistry registry;
  registerAllDialects(registry);
  registerAllExtensions(registry);
  registry.insert<idealloc::IdeallocDialect>();
  auto [input, output] = registerAndParseCLIOptions(
      argc, argv, "mlir-opt with the static memory planner idealloc\n",
      registry);
  auto config = MlirOptMainConfig::createFromCLOptions();
  bool readsNothing = config.shouldShowDialects() || config.shouldListPasses();
  return asMainReturnCode(readsNothing
                              ? MlirOptMain(argc, argv, input, output, registry)
                              : process(input, output, registry));
}
