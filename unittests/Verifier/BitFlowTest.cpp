//===- BitFlowTest.cpp - Liveness in steps and point by point -------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// BitFlow against the equations of liveness, solved for every point of random
// programs: loops, branches, blocks, and code that never ends or never runs.
//
//===----------------------------------------------------------------------===//

#include "BitFlow.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/ControlFlow/IR/ControlFlowOps.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Parser/Parser.h"

#include <gtest/gtest.h>

#include <map>
#include <random>

using namespace mlir;
using namespace idealloc;

namespace {
using Random = std::mt19937;

/// Some statements, as text.
std::string bodyOf(Random &random, unsigned depth) {
  std::string text;
  for (unsigned left = random() % 5; left > 0; --left) {
    auto inside = [&] { return bodyOf(random, depth + 1); };
    switch (depth == 4 ? 0 : random() % 7) {
    case 0:
    case 1:
      text += "arith.constant 0 : index\n";
      break;
    case 2:
      text += "scf.if %c {\n" + inside() + "} else {\n" + inside() + "}\n";
      break;
    case 3:
      text += "scf.for %i" + std::to_string(depth) + " = %n to %n step %n {\n" +
              inside() + "}\n";
      break;
    case 4:
      text += "scf.while : () -> () {\n" + inside() +
              "scf.condition(%c)\n} do {\n" + inside() + "scf.yield\n}\n";
      break;
    case 5:
      text += "scf.execute_region {\ncf.cond_br %c, ^a, ^b\n^a:\n" + inside() +
              "cf.br ^b\n^b:\n" + inside() +
              "cf.cond_br %c, ^a, ^c\n^c:\nscf.yield\n}\n";
      break;
    case 6:
      if (random() % 4 == 0)
        text += "scf.execute_region {\ncf.br ^a\n^a:\n" + inside() +
                "cf.br ^a\n}\n";
    }
  }
  return text;
}

/// What is in use at and behind each point, for one bit each.
class EveryPoint {
public:
  EveryPoint(const ProgramPoints &points, const std::vector<PointFacts> &facts)
      : points(points), facts(points.size()), needed(points.size() + 1),
        written(points.size()) {
    for (const PointFacts &item : facts) {
      PointFacts &here = this->facts[item.point];
      here.births |= item.births;
      here.reads |= item.reads;
      here.writes |= item.writes;
      here.overwrites |= item.overwrites;
    }
    solve();
  }

  Bits inUseAt(unsigned point) const {
    const PointFacts &here = facts[point];
    return (written[point] & needed[point]) | here.reads | here.writes;
  }
  Bits inUseBehind(unsigned point) const {
    return behind(point) & neededBehind(point);
  }

private:
  SmallVector<unsigned> nextOf(unsigned point) const {
    unsigned block = points.blockOf(point);
    if (point + 1 != points.endOf(block))
      return {point + 1};
    SmallVector<unsigned> next;
    for (unsigned successor : points.successors(block))
      next.push_back(points.beginOf(successor));
    return next;
  }
  Bits neededBehind(unsigned point) const {
    Bits result = 0;
    for (unsigned next : nextOf(point))
      result |= needed[next];
    return result;
  }
  Bits behind(unsigned point) const {
    return (written[point] & ~facts[point].births) | facts[point].writes;
  }
  void solve() {
    for (bool isChanged = true; isChanged;) {
      isChanged = false;
      for (unsigned point = 0; point != points.size(); ++point) {
        const PointFacts &here = facts[point];
        Bits before = ((neededBehind(point) & ~here.overwrites) | here.reads) &
                      ~here.births;
        isChanged |= before != needed[point];
        needed[point] = before;
        for (unsigned next : nextOf(point)) {
          isChanged |= (behind(point) & ~written[next]) != 0;
          written[next] |= behind(point);
        }
      }
    }
  }

  const ProgramPoints &points;
  std::vector<PointFacts> facts;
  /// Before each point.
  std::vector<Bits> needed, written;
};

TEST(BitFlow, IsTheLivenessOfEveryPoint) {
  DialectRegistry registry;
  registry.insert<arith::ArithDialect, cf::ControlFlowDialect,
                  func::FuncDialect, scf::SCFDialect>();
  MLIRContext context(registry);
  for (unsigned seed = 0; seed != 300; ++seed) {
    Random random(seed);
    std::string text = "func.func @f(%n: index, %c: i1) {\n"
                       "arith.constant 0 : index\n" +
                       bodyOf(random, 0) + bodyOf(random, 0) + "return\n}\n";
    auto module = parseSourceString<ModuleOp>(text, ParserConfig(&context));
    ASSERT_TRUE(module) << text;
    ProgramPoints points(*module->getOps<func::FuncOp>().begin());
    // All are born at the begin, and some again.
    std::vector<PointFacts> facts = {{.point = 1, .births = 0xff}};
    for (unsigned left = random() % 12; left > 0; --left) {
      PointFacts &item =
          facts.emplace_back(PointFacts{unsigned(random() % points.size())});
      Bits bit = Bits(1) << random() % 8;
      unsigned kind = random() % 6;
      item.births = kind == 0 ? bit : 0;
      item.reads = kind == 1 || kind == 2 ? bit : 0;
      item.writes = kind >= 3 ? bit : 0;
      item.overwrites = kind == 3 ? bit : 0;
    }
    BitFlow flow(points);
    for (const PointFacts &item : facts) {
      PointFacts &added = flow.add(item.point);
      std::tie(added.births, added.reads, added.writes, added.overwrites) =
          std::tuple(item.births, item.reads, item.writes, item.overwrites);
    }
    flow.findNeeded();
    std::map<unsigned, Bits> changes;
    flow.forEachChange(
        [&](unsigned time, Bits bits) { changes[time] ^= bits; });
    std::erase_if(facts, [&](const PointFacts &item) {
      return !points.canRun(item.point);
    });
    EveryPoint wanted(points, facts);
    Bits inUse = 0;
    for (unsigned point = 0; point != points.size(); ++point) {
      inUse ^= changes.contains(2 * point) ? changes[2 * point] : 0;
      EXPECT_EQ(inUse, wanted.inUseAt(point)) << seed << " at " << point;
      inUse ^= changes.contains(2 * point + 1) ? changes[2 * point + 1] : 0;
      EXPECT_EQ(inUse, wanted.inUseBehind(point)) << seed << " at " << point;
    }
    ASSERT_FALSE(HasFailure()) << text;
  }
}
} // namespace
