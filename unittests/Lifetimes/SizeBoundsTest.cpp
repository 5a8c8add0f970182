//===- SizeBoundsTest.cpp - Bounds, and what is said where none is --------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "idealloc/Lifetimes/SizeBounds.h"

#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/IR/BuiltinOps.h"
#include "mlir/Parser/Parser.h"

#include <gtest/gtest.h>

using namespace mlir;
using namespace idealloc;

namespace {
/// A function with one memref.alloc.
class SizeBoundsTest : public testing::Test {
protected:
  SizeBoundsTest() {
    DialectRegistry registry;
    registry
        .insert<affine::AffineDialect, arith::ArithDialect, func::FuncDialect,
                memref::MemRefDialect, scf::SCFDialect>();
    registerSizeBoundModels(registry);
    context.appendDialectRegistry(registry);
  }

  void parse(StringRef body) {
    module = parseSourceString<ModuleOp>(
        ("func.func @f(%n: index, %k: i16, %x: memref<6x?xf32>) {\n" + body +
         "\nreturn\n}")
            .str(),
        &context);
    ASSERT_TRUE(module);
    module->walk([&](memref::AllocOp op) { alloc = op; });
    ASSERT_TRUE(alloc);
    bounds.emplace(alloc->getParentOfType<func::FuncOp>());
  }

  std::optional<int64_t> bytes() {
    return bounds->getByteBound(alloc, DataLayout::closest(alloc));
  }

  MLIRContext context{MLIRContext::Threading::DISABLED};
  OwningOpRef<ModuleOp> module;
  memref::AllocOp alloc;
  std::optional<SizeBounds> bounds;
};
} // namespace

TEST_F(SizeBoundsTest, TakesTheSmallerBound) {
  // Ranges say 32767, value bounds 9.
  parse("%a = arith.index_cast %k : i16 to index\n"
        "%m = affine.min affine_map<(d0) -> (d0, 9)>(%a)\n"
        "%b = memref.alloc(%m) : memref<?xf32>");
  EXPECT_EQ(bounds->getUpperBound(alloc.getDynamicSizes()[0]), 9);
  EXPECT_EQ(bytes(), 36);
  EXPECT_EQ(bounds->explain(alloc), "");
}

TEST_F(SizeBoundsTest, NegativeBoundNeedsNoBytes) {
  parse("%c = arith.constant -3 : index\n"
        "%m = arith.minsi %n, %c : index\n"
        "%b = memref.alloc(%m) : memref<?xf32>");
  EXPECT_EQ(bounds->getUpperBound(alloc.getDynamicSizes()[0]), -3);
  EXPECT_EQ(bytes(), 0);
}

TEST_F(SizeBoundsTest, WrappingIsNoBound) {
  StringRef text = "%c1 = arith.constant 1 : index\n"
                   "%m = affine.min affine_map<(d0) -> (d0, 8)>(%n)\n"
                   "%l = arith.subi %m, %c1 FLAGS : index\n"
                   "%b = memref.alloc(%l) : memref<?xi8>";
  auto [head, tail] = text.split("FLAGS");
  parse((head + tail).str());
  EXPECT_EQ(bytes(), std::nullopt);
  parse((head + "overflow<nsw>" + tail).str());
  EXPECT_EQ(bytes(), 7);
}

TEST_F(SizeBoundsTest, ProductThatOverflowsIsNoBound) {
  parse("%c = arith.constant 4294967296 : index\n"
        "%m = arith.remui %n, %c : index\n"
        "%b = memref.alloc(%m, %m) : memref<?x?xi8>");
  EXPECT_TRUE(bounds->getUpperBound(alloc.getDynamicSizes()[0]));
  EXPECT_EQ(bytes(), std::nullopt);
  EXPECT_EQ(bounds->explain(alloc), "");
}

TEST_F(SizeBoundsTest, ExplainsAnArgument) {
  parse("%c1 = arith.constant 1 : index\n"
        "%m = arith.maxsi %n, %c1 : index\n"
        "%l = arith.addi %c1, %m : index\n"
        "%b = memref.alloc(%c1, %l) : memref<?x4x?xi8>");
  EXPECT_EQ(bounds->explain(alloc),
            "dimension 2: argument 0 of 'func.func' has no upper bound");
}

TEST_F(SizeBoundsTest, ExplainsAnOp) {
  parse("%c1 = arith.constant 1 : index\n"
        "%d = memref.dim %x, %c1 : memref<6x?xf32>\n"
        "%b = memref.alloc(%d) : memref<?xi8>");
  EXPECT_EQ(StringRef(bounds->explain(alloc)).split(" at ").first,
            "dimension 0: 'memref.dim'");
}

TEST_F(SizeBoundsTest, UnreachableCodeIsNoProof) {
  parse("%f = arith.constant false\n"
        "scf.if %f {\n"
        "  %b = memref.alloc(%n) : memref<?xi8>\n"
        "}");
  EXPECT_EQ(bytes(), std::nullopt);
}
