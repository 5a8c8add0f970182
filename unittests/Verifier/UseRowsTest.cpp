//===- UseRowsTest.cpp - Clashes without some accesses --------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Rows of accesses made short against all accesses, in random programs whose
// values mean one of several buffers, at random offsets.
//
//===----------------------------------------------------------------------===//

#include "ClashFinder.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Parser/Parser.h"

#include <gtest/gtest.h>

#include <numeric>
#include <random>

using namespace mlir;
using namespace idealloc;

namespace {
/// Random programs, as text.
class Program {
public:
  explicit Program(unsigned seed) : random(seed) {
    text = "func.func @f(%n: index, %c: i1, %v: f32, %in: memref<4xf32>) {\n";
    for (unsigned left = 2 + random() % 4; left > 0; --left)
      use(define("memref.alloc() : memref<4xf32>"), /*isWrite=*/true);
    addRows(/*depth=*/0);
    text += "return\n}\n";
  }

  std::string text;

private:
  std::string newName() { return "%x" + std::to_string(count++); }
  const std::string &any() { return visible[random() % visible.size()]; }
  std::string define(const std::string &op) {
    std::string name = newName();
    text += name + " = " + op + "\n";
    visible.push_back(name);
    return name;
  }

  void use(const std::string &name, bool isWrite) {
    if (isWrite && random() % 3 == 0)
      text +=
          "memref.copy %in, " + name + " : memref<4xf32> to memref<4xf32>\n";
    else
      text += isWrite ? "memref.store %v, " + name + "[%n] : memref<4xf32>\n"
                      : "memref.load " + name + "[%n] : memref<4xf32>\n";
  }

  void addRow() {
    std::string favourite = any();
    bool areReads = random() % 3 == 0;
    for (unsigned left = random() % 12; left > 0; --left)
      use(random() % 6 ? favourite : any(), !areReads && random() % 3 == 0);
  }

  void addRows(unsigned depth) {
    for (unsigned left = 1 + random() % 3; left > 0; --left) {
      if (random() % 2)
        define("arith.select %c, " + any() + ", " + any() + " : memref<4xf32>");
      addRow();
      if (depth != 2 && random() % 2)
        addLoop(depth);
    }
  }

  /// Two buffers or more that take turns.
  void addLoop(unsigned depth) {
    std::string result = newName(), a = newName(), b = newName();
    text += result + ":2 = scf.for " + newName() +
            " = %n to %n step %n iter_args(" + a + " = " + any() + ", " + b +
            " = " + any() + ") -> (memref<4xf32>, memref<4xf32>) {\n";
    size_t outside = visible.size();
    visible.insert(visible.end(), {a, b});
    addRows(depth + 1);
    text += "scf.yield " + b + ", " + any() +
            " : memref<4xf32>, memref<4xf32>\n}\n";
    visible.resize(outside);
    visible.insert(visible.end(), {result + "#0", result + "#1"});
  }

  std::mt19937 random;
  std::vector<std::string> visible;
  unsigned count = 0;
};

class UseRows : public ::testing::Test {
protected:
  UseRows() {
    DialectRegistry registry;
    registry.insert<arith::ArithDialect, func::FuncDialect,
                    memref::MemRefDialect, scf::SCFDialect>();
    context.appendDialectRegistry(registry);
  }

  /// Parses a program and places its buffers, of 16 bytes, at random.
  func::FuncOp make(unsigned seed, std::vector<PlacedBuffer> &buffers) {
    text = Program(seed).text;
    module = parseSourceString<ModuleOp>(text, ParserConfig(&context));
    if (!module)
      return {};
    std::mt19937 random(seed);
    module->walk([&](memref::AllocOp alloc) {
      int64_t begin = 8 * (random() % 12);
      buffers.push_back({alloc, Attribute(), begin, begin + 16});
    });
    return *module->getOps<func::FuncOp>().begin();
  }

  MLIRContext context;
  std::string text;
  OwningOpRef<ModuleOp> module;
};

TEST_F(UseRows, AreInUseWhereAllAre) {
  size_t numCovered = 0, numEqual = 0, numOpen = 0;
  for (unsigned seed = 0; seed != 3000; ++seed) {
    std::vector<PlacedBuffer> buffers;
    func::FuncOp function = make(seed, buffers);
    ASSERT_TRUE(function) << text;
    Accesses all(function, buffers, /*callees=*/nullptr);
    std::vector<unsigned> batch(buffers.size());
    std::iota(batch.begin(), batch.end(), 0);
    bool isShort = false;
    // What is in use at and behind each point, and whether that is all.
    auto inUseBy = [&](const std::vector<Access> &accesses) {
      BitFlow flow(all.getPoints());
      for (const Access &access : accesses) {
        PointFacts &facts = flow.add(access.point);
        facts = {access.point,   access.births,     access.reads,
                 access.writes,  access.overwrites, access.passed,
                 access.passedTo};
        isShort |= access.passed != 0;
      }
      flow.findNeeded();
      std::vector<Bits> inUse(2 * all.getPoints().size() + 2);
      bool isAll = flow.forEachChange(
          [&](unsigned time, Bits changed) { inUse[time] ^= changed; });
      for (size_t time = 1; time != inUse.size(); ++time)
        inUse[time] ^= inUse[time - 1];
      return std::pair(isAll, inUse);
    };
    auto [isAll, wanted] = inUseBy(all.accessesOf(batch));
    ASSERT_TRUE(isAll && !isShort);
    auto [isCovered, inUse] = inUseBy(all.shortAccessesOf(batch));
    numOpen += !isCovered;
    numCovered += isShort && isCovered;
    numEqual += isShort && isCovered && inUse == wanted;
    for (size_t time = 0; isCovered && time != inUse.size(); ++time)
      ASSERT_EQ(wanted[time] & ~inUse[time], 0u) << time << "\n" << text;
  }
  EXPECT_GT(numOpen, 200u);
  EXPECT_GT(numEqual, 200u);
  EXPECT_GT(numCovered, numEqual + 20u);
}

TEST_F(UseRows, TellOfTheSameClashes) {
  size_t numClean = 0, numShortened = 0;
  for (unsigned seed = 0; seed != 1500; ++seed) {
    std::vector<PlacedBuffer> buffers;
    func::FuncOp function = make(seed, buffers);
    ASSERT_TRUE(function) << text;
    auto find = [&](bool mayShorten) {
      ClashFinder finder(function, buffers, /*callees=*/nullptr, {});
      Interference found = finder.run(/*maxClashes=*/5, mayShorten);
      EXPECT_TRUE(found.unverifiable.empty());
      numShortened += finder.hasLeftOut();
      std::vector<std::tuple<Operation *, unsigned, unsigned, bool>> clashes;
      for (const Clash &clash : found.clashes)
        clashes.push_back(
            {clash.op, clash.written, clash.other, clash.isSameOp});
      return std::pair(found.numClashes, clashes);
    };
    auto all = find(/*mayShorten=*/false);
    EXPECT_EQ(find(/*mayShorten=*/true), all) << seed << "\n" << text;
    numClean += all.first == 0;
    ASSERT_FALSE(HasFailure());
  }
  // Both kinds are there, and many of the clean ones in short.
  EXPECT_GT(numClean, 200u);
  EXPECT_LT(numClean, 1300u);
  EXPECT_GT(numShortened, 150u);
}

/// Each of %a and %x is written on one path alone, so that only the store to
/// %s, amid the row, does harm.
TEST_F(UseRows, KeepTheFirstWrite) {
  text = R"(
    func.func @f(%n: index, %c: i1, %v: f32) {
      %a = memref.alloc() : memref<4xf32>
      %b = memref.alloc() : memref<4xf32>
      %x = memref.alloc() : memref<4xf32>
      memref.store %v, %b[%n] : memref<4xf32>
      scf.if %c {
        memref.store %v, %a[%n] : memref<4xf32>
      } else {
        memref.store %v, %x[%n] : memref<4xf32>
      }
      %s = arith.select %c, %a, %b : memref<4xf32>
      memref.load %s[%n] : memref<4xf32>
      memref.load %s[%n] : memref<4xf32>
      memref.store %v, %s[%n] : memref<4xf32>
      memref.load %s[%n] : memref<4xf32>
      memref.load %s[%n] : memref<4xf32>
      memref.load %s[%n] : memref<4xf32>
      memref.load %x[%n] : memref<4xf32>
      return
    }
  )";
  module = parseSourceString<ModuleOp>(text, ParserConfig(&context));
  ASSERT_TRUE(module);
  std::vector<PlacedBuffer> buffers;
  module->walk([&](memref::AllocOp alloc) {
    int64_t begin = buffers.size() == 1 ? 16 : 0;
    buffers.push_back({alloc, Attribute(), begin, begin + 16});
  });
  auto function = *module->getOps<func::FuncOp>().begin();
  ClashFinder finder(function, buffers, /*callees=*/nullptr, {});
  EXPECT_EQ(finder.run(/*maxClashes=*/5).numClashes, 1u);
}
} // namespace
