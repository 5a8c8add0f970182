//===- OccupancyTest.cpp - Tests of when a buffer needs its bytes ---------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "AccessRows.h"
#include "RandomFlow.h"

#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/ControlFlow/IR/ControlFlowOps.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/IR/BuiltinOps.h"
#include "mlir/Parser/Parser.h"

#include <gtest/gtest.h>

#include <map>
#include <random>

using namespace idealloc;

namespace {
class OccupancyTest : public testing::Test {
protected:
  OccupancyTest() {
    context.loadDialect<mlir::affine::AffineDialect, mlir::arith::ArithDialect,
                        mlir::cf::ControlFlowDialect, mlir::func::FuncDialect,
                        mlir::scf::SCFDialect>();
    context.allowUnregisteredDialects();
  }

  /// Checks many functions. Every tick that is needed must be there; no other,
  /// where every op may run and end: of the contrary the analysis takes no
  /// notice, and need not take any of what no birth may come before.
  void check(const test::FlowOptions &options, uint64_t count) {
    for (uint64_t seed = 0; seed < count && !HasFatalFailure(); ++seed) {
      SCOPED_TRACE("seed " + std::to_string(seed));
      checkOne(test::makeRandomFunction(seed, options));
    }
  }

  /// Checks that rows stand in for their accesses: random ones of each block,
  /// to the first and third of three buffers that are used alike.
  void checkRows(const test::FlowOptions &options, uint64_t count) {
    for (uint64_t seed = 0; seed < count && !HasFatalFailure(); ++seed) {
      SCOPED_TRACE("seed " + std::to_string(seed));
      checkRowsOf(test::makeRandomFunction(seed, options), seed);
    }
  }

  /// The same in one block of many ops.
  void checkLongRows(uint64_t count) {
    for (uint64_t seed = 0; seed < count && !HasFatalFailure(); ++seed) {
      SCOPED_TRACE("seed " + std::to_string(seed));
      std::mt19937_64 random(seed);
      test::RandomFunction function{"func.func @f() {\n", {{}}};
      for (int i = 0; i != 30; ++i) {
        function.text += "  \"t.use\"() : () -> ()\n";
        uint64_t kind = random() % 40;
        function.uses.push_back({.reads = kind % 5 == 0,
                                 .writes = kind % 7 == 0,
                                 .overwrites = kind == 7,
                                 .births = kind == 1});
      }
      function.text += "  return\n}\n";
      function.uses.resize(function.uses.size() + 2);
      checkRowsOf(function, seed);
    }
  }

private:
  void checkRowsOf(const test::RandomFunction &function, uint64_t seed) {
    mlir::OwningOpRef<mlir::ModuleOp> module =
        mlir::parseSourceString<mlir::ModuleOp>(function.text, &context);
    ASSERT_TRUE(module) << function.text;
    mlir::Operation *top = &module->getBody()->front();
    LogicalTime time(top);
    ControlFlow flow;
    std::mt19937_64 random(seed);
    std::vector<BufferAccess> all = accessesOf(function, time), others;
    std::map<mlir::Block *, std::vector<AccessRow::Item>> blocks;
    for (BufferAccess &access : all) {
      for (Bits *bits :
           {&access.reads, &access.writes, &access.overwrites, &access.births})
        *bits *= 7;
      others.push_back(access);
      if (access.overwrites || access.births || random() % 5 == 0)
        continue;
      blocks[access.op->getBlock()].push_back(
          {access.op, time.spanOf(access.op), access.reads != 0,
           access.writes != 0});
      others.back().reads &= 2;
      others.back().writes &= 2;
    }
    std::vector<AccessRow> list;
    for (auto &[block, items] : blocks) {
      std::shuffle(items.begin(), items.end(), random);
      list.emplace_back(items);
    }
    AccessRows rows;
    size_t most = others.size();
    for (const AccessRow &row : list) {
      rows.add(row, 5);
      most += row.getItems().size();
    }
    rows.addTo(others, time);
    numShortened += others.size() < most;
    std::vector<LiveSet> expected = computeOccupancy(all, top, time, flow);
    std::vector<LiveSet> live = computeOccupancy(others, top, time, flow);
    rows.complete(live);
    for (unsigned bit : {0, 1, 2})
      ASSERT_EQ(live[bit].toBounds(), expected[bit].toBounds())
          << function.text << "bit " << bit;
  }

  void checkOne(const test::RandomFunction &function) {
    mlir::OwningOpRef<mlir::ModuleOp> module =
        mlir::parseSourceString<mlir::ModuleOp>(function.text, &context);
    ASSERT_TRUE(module) << function.text;
    mlir::Operation *top = &module->getBody()->front();
    LogicalTime time(top);
    ASSERT_EQ(time.size(), static_cast<int64_t>(function.uses.size()))
        << function.text;
    ControlFlow flow;
    std::set<int64_t> computed;
    LiveSet live =
        computeOccupancy(accessesOf(function, time), top, time, flow).front();
    for (const TickInterval &interval : live.getIntervals())
      for (int64_t tick = interval.begin; tick < interval.end; ++tick)
        computed.insert(tick);
    std::set<int64_t> needed = test::occupiedTicks(function, true);
    ASSERT_TRUE(std::includes(computed.begin(), computed.end(), needed.begin(),
                              needed.end()))
        << describe(function, time, needed, computed);
    std::set<int64_t> allowed = test::occupiedTicks(function, false);
    if (!function.hasDeadEnd)
      ASSERT_TRUE(std::includes(allowed.begin(), allowed.end(),
                                computed.begin(), computed.end()))
          << describe(function, time, allowed, computed);
  }

  static std::vector<BufferAccess>
  accessesOf(const test::RandomFunction &function, const LogicalTime &time) {
    std::vector<BufferAccess> accesses;
    for (auto [tick, use] : llvm::enumerate(function.uses))
      if (use.accesses() || use.births)
        accesses.push_back({time.opAt(static_cast<int64_t>(tick)), use.reads,
                            use.writes, use.overwrites, use.births});
    return accesses;
  }

  static std::string describe(const test::RandomFunction &function,
                              const LogicalTime &time,
                              const std::set<int64_t> &needed,
                              const std::set<int64_t> &computed) {
    std::string text = function.text;
    llvm::raw_string_ostream stream(text);
    for (auto [tick, use] : llvm::enumerate(function.uses)) {
      auto at = static_cast<int64_t>(tick);
      stream << at << " " << time.opAt(at)->getName() << (use.reads ? " r" : "")
             << (use.writes ? " w" : "") << (use.overwrites ? " all" : "")
             << (use.births ? " birth" : "")
             << (needed.contains(at) ? " needed" : "")
             << (computed.contains(at) ? " computed" : "") << "\n";
    }
    return text;
  }

  mlir::MLIRContext context;

protected:
  unsigned numShortened = 0;
};

TEST_F(OccupancyTest, StructuredControlFlow) {
  check({.blocks = 1, .birthFirst = true}, 3000);
}

TEST_F(OccupancyTest, BirthsAnywhere) { check({.blocks = 1}, 3000); }

TEST_F(OccupancyTest, SeveralBlocks) {
  check({.blocks = 6, .birthFirst = true}, 2000);
}

TEST_F(OccupancyTest, SeveralBlocksAndBirthsAnywhere) {
  check({.blocks = 6}, 2000);
}

TEST_F(OccupancyTest, Rows) {
  checkRows({.blocks = 1, .birthFirst = true}, 2000);
  checkRows({.blocks = 6}, 2000);
  checkLongRows(2000);
  EXPECT_GT(numShortened, 1000u);
}
} // namespace
