//===- InterferenceTest.cpp - Ops that speak for themselves ---------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What computeInterference makes of BufferUseOpInterface, which no upstream op
// implements: here `linalg.softmax` does, as each test wants it. The rest of it
// is tested by test/Transforms/verify-offsets*.mlir.
//
//===----------------------------------------------------------------------===//

#include "idealloc/Verifier/Interference.h"

#include "idealloc/Dialect/BufferUseInterface.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Parser/Parser.h"

#include <gtest/gtest.h>

using namespace mlir;
using namespace idealloc;

namespace {
/// What the op says of itself in the running test.
bool readsOutput, overwritesOutput, bearsInPlace;

struct SoftmaxModel
    : BufferUseOpInterface::ExternalModel<SoftmaxModel, linalg::SoftmaxOp> {
  OperandUse getOperandUse(Operation *, OpOperand &operand) const {
    if (operand.getOperandNumber() == 0)
      return {.reads = true};
    return {
        .reads = readsOutput, .writes = true, .overwrites = overwritesOutput};
  }
  bool canBeInPlace(Operation *, OpOperand &read, OpOperand &written) const {
    return bearsInPlace && read.getOperandNumber() == 0 &&
           written.getOperandNumber() == 1;
  }
};

class InterferenceTest : public ::testing::Test {
protected:
  InterferenceTest() {
    registry.insert<func::FuncDialect, linalg::LinalgDialect,
                    memref::MemRefDialect, scf::SCFDialect>();
    registry.addExtension(+[](MLIRContext *context, linalg::LinalgDialect *) {
      linalg::SoftmaxOp::attachInterface<SoftmaxModel>(*context);
    });
    context.appendDialectRegistry(registry);
    readsOutput = overwritesOutput = bearsInPlace = false;
  }

  /// The number of clashes if all buffers of the body are in one slot at byte
  /// 0; they take 64 bytes.
  size_t countClashes(StringRef body) {
    std::string text = "func.func @f(%n: index, %out: memref<4x4xf32>) {\n" +
                       body.str() + "return\n}\n";
    OwningOpRef<ModuleOp> module =
        parseSourceString<ModuleOp>(text, ParserConfig(&context));
    if (!module) {
      ADD_FAILURE() << "does not parse:\n" << text;
      return 0;
    }
    std::vector<PlacedBuffer> buffers;
    module->walk([&](memref::AllocOp alloc) {
      buffers.push_back({alloc, Attribute(), 0, 64, /*slot=*/0});
    });
    auto function = *module->getOps<func::FuncOp>().begin();
    Interference found = computeInterference(function, buffers, 5);
    EXPECT_TRUE(found.unverifiable.empty());
    return found.numClashes;
  }

  DialectRegistry registry;
  MLIRContext context;
};

/// %a, hoisted out of the loop, between the uses of %b.
constexpr StringRef hoisted = R"(
  %a = memref.alloc() : memref<4x4xf32>
  %b = memref.alloc() : memref<4x4xf32>
  scf.for %i = %n to %n step %n {
    linalg.softmax dimension(1) ins(%out : memref<4x4xf32>) outs(%a : memref<4x4xf32>)
    memref.copy %a, %out : memref<4x4xf32> to memref<4x4xf32>
    memref.copy %out, %b : memref<4x4xf32> to memref<4x4xf32>
    memref.copy %b, %out : memref<4x4xf32> to memref<4x4xf32>
  }
)";

constexpr StringRef pair = R"(
  %a = memref.alloc() : memref<4x4xf32>
  %b = memref.alloc() : memref<4x4xf32>
  memref.copy %out, %a : memref<4x4xf32> to memref<4x4xf32>
  linalg.softmax dimension(1) ins(%a : memref<4x4xf32>) outs(%b : memref<4x4xf32>)
  memref.copy %b, %out : memref<4x4xf32> to memref<4x4xf32>
)";

TEST_F(InterferenceTest, OverwriteEndsLiveness) {
  overwritesOutput = true;
  EXPECT_EQ(countClashes(hoisted), 0u);
}

TEST_F(InterferenceTest, WriteDoesNot) { EXPECT_EQ(countClashes(hoisted), 1u); }

TEST_F(InterferenceTest, OverwriteAfterReadDoesNot) {
  overwritesOutput = readsOutput = true;
  EXPECT_EQ(countClashes(hoisted), 1u);
}

TEST_F(InterferenceTest, InPlaceIfTheOpSaysSo) {
  bearsInPlace = true;
  EXPECT_EQ(countClashes(pair), 0u);
}

TEST_F(InterferenceTest, NotInPlaceIfNot) { EXPECT_EQ(countClashes(pair), 1u); }

TEST_F(InterferenceTest, NotInPlaceIfReadLater) {
  bearsInPlace = true;
  std::string body = pair.str() + R"(
    memref.copy %a, %out : memref<4x4xf32> to memref<4x4xf32>
  )";
  EXPECT_EQ(countClashes(body), 1u);
}
} // namespace
