//===- MeaningsTest.cpp - What values mean that are only passed on --------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Meanings against a search from each buffer, in random programs in which many
// values are only passed on, and loops exchange theirs.
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

#include <array>
#include <random>

using namespace mlir;
using namespace idealloc;
using namespace std::string_literals;

namespace {
/// A view of which it is not known that it has all elements.
std::string partOf(const std::string &name, const std::string &source) {
  return name + " = memref.reinterpret_cast " + source +
         " to offset: [0], sizes: [4], strides: [1] : memref<4xf32> to "
         "memref<4xf32>\n";
}

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
    switch (random() % 8) {
    case 0:
      text += name + " = memref.alloc() : memref<4xf32>\n";
      break;
    case 1:
      text += "memref.store %v, " + any() + "[%n] : memref<4xf32>\n";
      continue;
    case 2:
      text += name +
              " = scf.for %i = %n to %n step %n iter_args(%y = " + any() +
              ") -> memref<4xf32> {\n" + partOf("%w", "%y") + "scf.yield " +
              std::array{"%y"s, "%w"s, any()}[random() % 3] +
              " : memref<4xf32>\n}\n";
      break;
    case 3:
      text += name + " = scf.if %c -> memref<4xf32> {\nscf.yield " + any() +
              " : memref<4xf32>\n} else {\nscf.yield " + any() +
              " : memref<4xf32>\n}\n";
      break;
    case 4:
      text += partOf(name, any());
      break;
    case 5: {
      std::string second = any();
      text +=
          name + ":2 = scf.for %i = %n to %n step %n iter_args(%y = " + any() +
          ", %z = " + second +
          ") -> (memref<4xf32>, memref<4xf32>) {\nscf.yield %z, " +
          (random() % 3 ? "%y" : second) +
          " : memref<4xf32>, memref<4xf32>\n}\n%x" + std::to_string(count + 1) +
          " = memref.cast " + name + "#1 : memref<4xf32> to memref<4xf32>\n";
      ++count;
      break;
    }
    default:
      text += name + " = arith.select %c, " + any() + ", " + any() +
              " : memref<4xf32>\n";
    }
    ++count;
  }
  return text + "return\n}\n";
}

/// What is known of the values that may mean the buffer: what one way to them
/// loses is lost, and ways may go around in circles.
llvm::DenseMap<Value, Meaning> search(Value buffer) {
  OperandUses uses(/*callees=*/nullptr);
  llvm::DenseMap<Value, Meaning> found = {{buffer, {}}};
  SmallVector<Value> left = {buffer};
  while (!left.empty()) {
    Value value = left.pop_back_val();
    for (OpOperand &use : value.getUses()) {
      OperandUseFacts facts = uses.read(use);
      for (Value alias : facts.aliases) {
        Meaning from = found.lookup(value);
        auto [it, isNew] = found.try_emplace(alias);
        Meaning before = it->second;
        it->second.isWhole &= from.isWhole && facts.keepsExtent;
        it->second.isCertain &= from.isCertain && facts.isCertain;
        if (isNew || it->second.isWhole != before.isWhole ||
            it->second.isCertain != before.isCertain)
          left.push_back(alias);
      }
    }
  }
  return found;
}

TEST(Meanings, AreWhatASearchFinds) {
  DialectRegistry registry;
  registry.insert<arith::ArithDialect, func::FuncDialect, memref::MemRefDialect,
                  scf::SCFDialect>();
  MLIRContext context(registry);
  for (unsigned seed = 0; seed != 400; ++seed) {
    std::string text = programOf(seed);
    auto module = parseSourceString<ModuleOp>(text, ParserConfig(&context));
    ASSERT_TRUE(module) << text;
    SmallVector<Value> roots;
    module->walk([&](memref::AllocOp alloc) { roots.push_back(alloc); });
    OperandUses uses(/*callees=*/nullptr);
    Meanings meanings(roots, uses);
    std::vector<llvm::DenseMap<Value, Meaning>> wanted;
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
        std::optional<Meaning> known = meanings.find(value.value, buffer);
        ASSERT_EQ(known.has_value(), means.contains(buffer));
        if (!known)
          continue;
        Meaning meaning = wanted[buffer].lookup(value.value);
        EXPECT_EQ(known->isWhole, meaning.isWhole);
        EXPECT_EQ(known->isCertain, meaning.isCertain);
      }
    }
    ASSERT_FALSE(HasFailure()) << text;
  }
}
} // namespace
