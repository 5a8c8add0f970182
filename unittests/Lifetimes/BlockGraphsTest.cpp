//===- BlockGraphsTest.cpp - Values that may be any of many ---------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The rest is tested by test/Transforms/schedule*.mlir.
//
//===----------------------------------------------------------------------===//

#include "idealloc/Lifetimes/BlockGraphs.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Parser/Parser.h"

#include <gtest/gtest.h>

using namespace mlir;
using namespace idealloc;

namespace {
/// Buffers that a loop passes around in a circle, each read behind it, and then
/// two that have to do with none of them.
std::string rotate(size_t count) {
  std::string births, start, passedOn, types, reads;
  for (size_t k = 0; k != count; ++k) {
    std::string number = std::to_string(k), comma = k ? ", " : "";
    births += "%a" + number + " = memref.alloc() : memref<16xf32>\n" +
              "memref.store %v, %a" + number + "[%n] : memref<16xf32>\n";
    start += comma + "%x" + number + " = %a" + number;
    passedOn += comma + "%x" + std::to_string((k + 1) % count);
    types += comma + "memref<16xf32>";
    reads += "memref.copy %r#" + number +
             ", %out : memref<16xf32> to memref<16xf32>\n";
  }
  return "func.func @f(%n: index, %v: f32, %out: memref<16xf32>) {\n" + births +
         "%r:" + std::to_string(count) +
         " = scf.for %i = %n to %n step %n iter_args(" + start + ") -> (" +
         types + ") {\nscf.yield " + passedOn + " : " + types + "\n}\n" +
         reads +
         R"(
           %b = memref.alloc() : memref<16xf32>
           %c = memref.alloc() : memref<16xf32>
           memref.copy %out, %b : memref<16xf32> to memref<16xf32>
           memref.copy %out, %c : memref<16xf32> to memref<16xf32>
           memref.copy %b, %out : memref<16xf32> to memref<16xf32>
           memref.copy %c, %out : memref<16xf32> to memref<16xf32>
           return
         })";
}

class BlockGraphsTest : public ::testing::Test {
protected:
  BlockGraphsTest() {
    context.loadDialect<func::FuncDialect, memref::MemRefDialect,
                        scf::SCFDialect>();
  }

  /// The graph of the function's block; `bound` is that of all.
  OpGraph graphOf(const std::string &text, Bytes &bound) {
    module = parseSourceString<ModuleOp>(text, ParserConfig(&context));
    Lifetimes lifetimes(*module->getOps<func::FuncOp>().begin());
    lifetimes.shareSlots(/*inPlace=*/false);
    BlockGraphs graphs(lifetimes);
    EXPECT_EQ(graphs.getBlocks().size(), 1u);
    OpGraph graph = graphs.build(graphs.getBlocks().front()).graph;
    graphs.settle(graphs.getBlocks().front(), 1, 1);
    bound = graphs.getLowerBound();
    return graph;
  }

  MLIRContext context;
  OwningOpRef<ModuleOp> module;
};

TEST_F(BlockGraphsTest, FewAreTheirOwnValues) {
  Bytes bound = 0;
  OpGraph graph = graphOf(rotate(70), bound);
  EXPECT_EQ(graph.values.size(), 72u);
  EXPECT_EQ(bound, 1);
}

TEST_F(BlockGraphsTest, ManyKeepTheirOrderAndHaveNoValue) {
  constexpr size_t many = 1100;
  Bytes bound = 1;
  OpGraph graph = graphOf(rotate(many), bound);
  // Those two alone; so nothing is said of all orders.
  EXPECT_EQ(graph.values.size(), 2u);
  EXPECT_EQ(bound, 0);
  // Each store and each read behind the one before.
  ASSERT_EQ(graph.ops.size(), 2 * many + 4);
  for (size_t op = 1; op != 2 * many; ++op)
    EXPECT_EQ(graph.ops[op].after, std::vector<size_t>{op - 1});
  // The first two of the last may change places.
  EXPECT_EQ(graph.ops[2 * many].after, graph.ops[2 * many + 1].after);
}
} // namespace
