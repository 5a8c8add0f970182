//===- ShrinkerTest.cpp - Small programs with the same fault --------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Shrinker.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Transforms/Passes.h"

#include <gtest/gtest.h>

using namespace idealloc::fuzz;

namespace {

constexpr const char *program = R"(
func.func private @other(%x: i32) -> i32 {
  %y = arith.addi %x, %x : i32
  return %y : i32
}
func.func @main(%x: i32, %out: memref<i32>) {
  %a = call @other(%x) : (i32) -> i32
  %b = arith.addi %a, %x : i32
  %c = arith.muli %b, %x : i32
  memref.store %c, %out[] : memref<i32>
  %d = arith.subi %c, %x : i32
  memref.store %d, %out[] : memref<i32>
  return
}
)";

struct Shrinking : testing::Test {
  Shrinking() {
    mlir::registerTransformsPasses();
    context.loadDialect<mlir::arith::ArithDialect, mlir::func::FuncDialect,
                        mlir::memref::MemRefDialect>();
  }
  static bool multiplies(const std::string &text) {
    return text.find("arith.muli") != std::string::npos;
  }
  mlir::MLIRContext context;
};

TEST_F(Shrinking, KeepsWhatIsInterestingAndLittleElse) {
  std::string small = shrink(program, multiplies, 1000, context);
  EXPECT_TRUE(multiplies(small)) << small;
  EXPECT_EQ(small.find("arith.subi"), std::string::npos) << small;
  EXPECT_EQ(small.find("@other"), std::string::npos) << small;
  EXPECT_EQ(small.find("memref.store"), small.rfind("memref.store")) << small;
}

TEST_F(Shrinking, TriesNoMoreThanAsked) {
  int64_t tries = 0;
  auto count = [&](const std::string &text) {
    ++tries;
    return multiplies(text);
  };
  shrink(program, count, 3, context);
  EXPECT_LE(tries, 3);
}

TEST_F(Shrinking, LeavesWhatCannotBeSmaller) {
  auto never = [](const std::string &) { return false; };
  std::string same = shrink(program, never, 1000, context);
  EXPECT_NE(same.find("arith.subi"), std::string::npos);
  EXPECT_NE(same.find("@other"), std::string::npos);
}

} // namespace
