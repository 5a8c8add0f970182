//===- Lowering.cpp - From the dialects of the input to LLVM's ------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Lowering.h"

#include "mlir/Conversion/ArithToLLVM/ArithToLLVM.h"
#include "mlir/Conversion/ControlFlowToLLVM/ControlFlowToLLVM.h"
#include "mlir/Conversion/FuncToLLVM/ConvertFuncToLLVM.h"
#include "mlir/Conversion/IndexToLLVM/IndexToLLVM.h"
#include "mlir/Conversion/LLVMCommon/ConversionTarget.h"
#include "mlir/Conversion/LLVMCommon/LoweringOptions.h"
#include "mlir/Conversion/LLVMCommon/TypeConverter.h"
#include "mlir/Conversion/MathToLLVM/MathToLLVM.h"
#include "mlir/Conversion/MemRefToLLVM/MemRefToLLVM.h"
#include "mlir/Conversion/UBToLLVM/UBToLLVM.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/IR/Verifier.h"
#include "mlir/Interfaces/DataLayoutInterfaces.h"
#include "mlir/Pass/PassManager.h"
#include "mlir/Pass/PassRegistry.h"
#include "mlir/Transforms/DialectConversion.h"
#include "llvm/ADT/StringSet.h"

using namespace mlir;
using namespace idealloc::fuzz;

/// Passes in their order, and the dialect without whose ops they do nothing;
/// "" for those that always run. No pass makes ops of such a dialect.
static constexpr std::pair<StringLiteral, StringLiteral> kPasses[] = {
    {"linalg", "convert-linalg-to-loops"},
    {"affine", "func.func(lower-affine)"},
    {"scf", "func.func(scf-forall-to-for)"},
    {"async", "async-func-to-async-runtime,async-to-async-runtime,"
              "async-runtime-ref-counting,async-runtime-ref-counting-opt,"
              "convert-async-to-llvm"},
    {"", "expand-strided-metadata,lower-affine"},
    {"vector", "func.func(lower-vector-mask),convert-vector-to-scf"},
    {"", "arith-expand,convert-scf-to-cf"},
    {"vector", "convert-vector-to-llvm"},
};

static std::string pipelineFor(ModuleOp module) {
  llvm::StringSet<> dialects;
  module.walk([&](Operation *op) {
    dialects.insert(op->getName().getDialectNamespace());
  });
  std::string text;
  for (auto [dialect, passes] : kPasses)
    if (dialect.empty() || dialects.contains(dialect))
      text += (text.empty() ? "" : ",") + passes.str();
  return text;
}

/// MLIR lowers no allocation with bytes between its elements: a row of
/// elements, seen through the layout.
static void flattenAllocations(ModuleOp module) {
  module.walk([](memref::AllocOp alloc) {
    MemRefType type = alloc.getType();
    SmallVector<int64_t> strides;
    int64_t offset;
    if (type.getLayout().isIdentity() || !type.hasStaticShape() ||
        failed(type.getStridesAndOffset(strides, offset)))
      return;
    int64_t last = offset;
    for (auto [size, stride] : llvm::zip(type.getShape(), strides))
      last += (size - 1) * stride;
    OpBuilder builder(alloc);
    auto row = memref::AllocOp::create(
        builder, alloc.getLoc(),
        MemRefType::get({last + 1}, type.getElementType(), AffineMap(),
                        type.getMemorySpace()),
        alloc.getAlignmentAttr());
    auto seen = memref::ReinterpretCastOp::create(
        builder, alloc.getLoc(), type, row, offset, type.getShape(), strides);
    alloc.replaceAllUsesWith(seen.getResult());
    alloc.erase();
  });
}

/// All that is left, at once.
static LogicalResult convertAll(ModuleOp module) {
  MLIRContext *context = module.getContext();
  LowerToLLVMOptions options(context, DataLayout(module));
  options.useGenericFunctions = true;
  LLVMTypeConverter converter(context, options);
  RewritePatternSet patterns(context);
  SymbolTableCollection symbols;
  arith::populateArithToLLVMConversionPatterns(converter, patterns);
  cf::populateControlFlowToLLVMConversionPatterns(converter, patterns);
  cf::populateAssertToLLVMConversionPattern(converter, patterns);
  index::populateIndexToLLVMConversionPatterns(converter, patterns);
  populateFinalizeMemRefToLLVMConversionPatterns(converter, patterns, &symbols);
  populateFuncToLLVMConversionPatterns(converter, patterns, &symbols);
  populateMathToLLVMConversionPatterns(converter, patterns);
  ub::populateUBToLLVMConversionPatterns(converter, patterns);
  LLVMConversionTarget target(*context);
  target.addLegalOp<ModuleOp>();
  return applyPartialConversion(module, target, std::move(patterns));
}

std::string idealloc::fuzz::lowerToLLVM(ModuleOp module) {
  flattenAllocations(module);
  PassManager manager(module.getContext());
  // Verified once, at the end.
  manager.enableVerifier(false);
  std::string error;
  llvm::raw_string_ostream stream(error);
  if (failed(parsePassPipeline(pipelineFor(module), manager, stream)))
    return error;
  PassManager last(module.getContext());
  if (failed(parsePassPipeline("reconcile-unrealized-casts", last, stream)))
    return error;
  bool isLowered = succeeded(manager.run(module)) &&
                   succeeded(convertAll(module)) && succeeded(last.run(module));
  return isLowered ? "" : "cannot be lowered to LLVM";
}
