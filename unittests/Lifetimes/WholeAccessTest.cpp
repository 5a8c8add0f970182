//===- WholeAccessTest.cpp - Tests of accesses to all of a buffer ---------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "WholeAccess.h"

#include "idealloc/Dialect/BufferUseInterface.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Parser/Parser.h"

#include <gtest/gtest.h>

using namespace mlir;
using namespace idealloc;

namespace {
bool writesInput;

struct SoftmaxModel
    : BufferUseOpInterface::ExternalModel<SoftmaxModel, linalg::SoftmaxOp> {
  OperandUse getOperandUse(Operation *, OpOperand &operand) const {
    if (operand.getOperandNumber() == 0)
      return {.reads = true, .writes = writesInput};
    return {.writes = true, .overwrites = true};
  }
  bool canBeInPlace(Operation *, OpOperand &, OpOperand &) const {
    return true;
  }
};

class WholeAccessTest : public ::testing::Test {
protected:
  WholeAccessTest() {
    registry.insert<func::FuncDialect, linalg::LinalgDialect,
                    memref::MemRefDialect>();
    registry.addExtension(+[](MLIRContext *context, linalg::LinalgDialect *) {
      linalg::SoftmaxOp::attachInterface<SoftmaxModel>(*context);
    });
    context.appendDialectRegistry(registry);
    writesInput = false;
  }

  bool isInPlace() {
    OwningOpRef<ModuleOp> module = parseSourceString<ModuleOp>(
        R"(
          func.func @f(%a: memref<4x4xf32>, %b: memref<4x4xf32>) {
            linalg.softmax dimension(1) ins(%a : memref<4x4xf32>)
                                        outs(%b : memref<4x4xf32>)
            return
          })",
        ParserConfig(&context));
    bool result = false;
    module->walk([&](linalg::SoftmaxOp op) {
      result = canBeInPlace(op->getOpOperand(0), op->getOpOperand(1));
    });
    return result;
  }

  DialectRegistry registry;
  MLIRContext context;
};

TEST_F(WholeAccessTest, InPlaceIfTheOpSaysSo) { EXPECT_TRUE(isInPlace()); }

// Who may write over what is written as well?
TEST_F(WholeAccessTest, NotInPlaceIfItWritesWhatItReads) {
  writesInput = true;
  EXPECT_FALSE(isInPlace());
}
} // namespace
