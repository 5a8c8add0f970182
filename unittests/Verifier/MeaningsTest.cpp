//===- MeaningsTest.cpp - What values mean that are only passed on --------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Meanings against a search from each buffer, in random programs in which many
// values are only passed on.
//
//===----------------------------------------------------------------------===//

#include "Meanings.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Parser/Parser.h"

#include "llvm/ADT/DenseSet.h"
#include <gtest/gtest.h>

#include <random>

using namespace mlir;
using namespace idealloc;

namespace {
std::string programOf(unsigned seed) {
  std::mt19937 random(seed);
  std::string text = "func.func @f(%n: index, %c: i1, %v: f32) {\n"
                     "%x0 = memref.alloc() : memref<4xf32>\n";
  unsigned count = 1;
  // One of the last few, or any.
  auto any = [&] {
    unsigned back = random() % 3 ? 1 + random() % 3 : 1 + random() % count;
    return "%x" + std::to_string(count - std::min(back, count));
  };
  for (unsigned left = 5 + random() % 30; left > 0; --left) {
    std::string name = "%x" + std::to_string(count);
    switch (random() % 6) {
    case 0:
      text += name + " = memref.alloc() : memref<4xf32>\n";
      break;
    case 1:
      text += "memref.store %v, " + any() + "[%n] : memref<4xf32>\n";
      continue;
    case 2:
      text += name +
              " = scf.for %i = %n to %n step %n iter_args(%y = " + any() +
              ") -> memref<4xf32> {\nscf.yield " +
              (random() % 2 ? "%y" : any()) + " : memref<4xf32>\n}\n";
      break;
    case 3:
      text += name + " = scf.if %c -> memref<4xf32> {\nscf.yield " + any() +
              " : memref<4xf32>\n} else {\nscf.yield " + any() +
              " : memref<4xf32>\n}\n";
      break;
    default:
      text += name + " = arith.select %c, " + any() + ", " + any() +
              " : memref<4xf32>\n";
    }
    ++count;
  }
  return text + "return\n}\n";
}

/// The values that may mean the buffer.
llvm::DenseSet<Value> search(Value buffer) {
  OperandUses uses(/*callees=*/nullptr);
  llvm::DenseSet<Value> found = {buffer};
  SmallVector<Value> left = {buffer};
  while (!left.empty())
    for (OpOperand &use : left.pop_back_val().getUses())
      for (Value alias : uses.read(use).aliases)
        if (found.insert(alias).second)
          left.push_back(alias);
  return found;
}

TEST(Meanings, AreWhatASearchFinds) {
  DialectRegistry registry;
  registry.insert<arith::ArithDialect, func::FuncDialect, memref::MemRefDialect,
                  scf::SCFDialect>();
  MLIRContext context(registry);
  for (unsigned seed = 0; seed != 200; ++seed) {
    std::string text = programOf(seed);
    auto module = parseSourceString<ModuleOp>(text, ParserConfig(&context));
    ASSERT_TRUE(module) << text;
    SmallVector<Value> roots;
    module->walk([&](memref::AllocOp alloc) { roots.push_back(alloc); });
    OperandUses uses(/*callees=*/nullptr);
    Meanings meanings(roots, uses);
    std::vector<llvm::DenseSet<Value>> wanted;
    for (Value root : roots)
      wanted.push_back(search(root));
    // Before all is found that is passed over, and then.
    for (const MeaningfulValue &value : meanings.getValues())
      for (size_t buffer = 0; buffer != roots.size(); ++buffer)
        EXPECT_EQ(meanings.mayMean(value, buffer),
                  wanted[buffer].contains(value.value));
    for (const MeaningfulValue &value : meanings.getValues()) {
      llvm::DenseSet<unsigned> means;
      forEachBuffer(meanings.meaningsOf(value),
                    [&](unsigned buffer) { means.insert(buffer); });
      for (size_t buffer = 0; buffer != roots.size(); ++buffer) {
        EXPECT_EQ(means.contains(buffer), wanted[buffer].contains(value.value));
        EXPECT_EQ(meanings.mayMean(value, buffer), means.contains(buffer));
      }
    }
    ASSERT_FALSE(HasFailure()) << text;
  }
}
} // namespace
