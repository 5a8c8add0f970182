//===- OccupancyTest.cpp - Tests of when a buffer needs its bytes ---------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Occupancy.h"
#include "RandomFlow.h"

#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/ControlFlow/IR/ControlFlowOps.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/IR/BuiltinOps.h"
#include "mlir/Parser/Parser.h"

#include <gtest/gtest.h>

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

private:
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
} // namespace
