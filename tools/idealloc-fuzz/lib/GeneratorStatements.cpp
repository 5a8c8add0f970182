//===- GeneratorStatements.cpp - Blocks of random statements --------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Generator.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

using namespace idealloc::fuzz;

/// Ends lifetimes: some buffers go to %out, others are freed; what is passed on
/// is left alone.
void Generator::endBlock(const std::vector<Buffer> &passedOn) {
  std::vector<Buffer> owned = scope.owned;
  for (const Buffer &buffer : owned) {
    bool isInScope = llvm::any_of(scope.buffers, [&](const Buffer &other) {
      return other.name == buffer.name;
    });
    if (!isInScope)
      continue;
    if (isDefined(buffer) && context.sinks && random.chance(55))
      sink(buffer);
    bool isPassedOn = llvm::any_of(passedOn, [&](const Buffer &passed) {
      return overlap(passed, buffer);
    });
    if (!isPassedOn && random.chance(15))
      line("memref.dealloc " + buffer.name + " : " + buffer.type.str());
  }
}

/// The last read of a buffer.
void Generator::retire() {
  auto old = pick([&](const Buffer &buffer) {
    return isDefined(buffer) && buffer.writable;
  });
  if (!old)
    return;
  if (context.sinks)
    sink(*old);
  hide(*old);
}

void Generator::block(int most) {
  for (int64_t count = random.between(1, most); count > 0 && budget > 0;
       --count) {
    statement();
    if (random.chance(20))
      retire();
  }
}

void Generator::statement() {
  struct Choice {
    int weight;
    void (Generator::*generate)();
    bool isAllowed = true;
  };
  bool shallow = context.depth < 4, blocks = context.blocks && shallow;
  const Choice choices[] = {
      {24, &Generator::computeStatement},
      {8, &Generator::chainStatement},
      {6, &Generator::pokeStatement},
      {6, &Generator::sinkStatement, context.sinks},
      {2, &Generator::touchStatement},
      {9, &Generator::viewStatement},
      {2, &Generator::bytesStatement},
      {5, &Generator::selectStatement},
      {4, &Generator::dynamicStatement},
      {3, &Generator::deallocStatement},
      {6, &Generator::ifStatement, shallow},
      {3, &Generator::switchStatement, shallow},
      {6, &Generator::forStatement, shallow},
      {7, &Generator::carryingForStatement, shallow},
      {3, &Generator::whileStatement, shallow},
      {2, &Generator::executeRegionStatement, shallow},
      {3, &Generator::affineForStatement, shallow},
      {2, &Generator::affineIfStatement, shallow},
      {4, &Generator::parallelStatement, shallow},
      {2, &Generator::asyncStatement,
       shallow && options.async && !context.parallel},
      {9, &Generator::branchStatement, blocks},
      {7, &Generator::blockLoopStatement, blocks},
      {4, &Generator::exitStatement, blocks && context.exit},
      {4, &Generator::callStatement, !functions.empty()},
      {4, &Generator::hoistedStatement, shallow},
      {3, &Generator::zeroTripStatement},
      {3, &Generator::partialStatement},
      {3, &Generator::deadStoreStatement},
      {3, &Generator::generationsStatement, shallow},
      {3, &Generator::backEdgeStatement, shallow && context.sinks},
      {3, &Generator::rowStatement},
      {3, &Generator::shiftedStatement},
      {4, &Generator::broadcastStatement},
      {3, &Generator::narrowingStatement},
      {4, &Generator::meetingsStatement},
      {3, &Generator::unsignedForStatement, shallow},
      {2, &Generator::maskedStatement},
      {3, &Generator::reductionStatement, shallow && !context.parallel},
      {3, &Generator::gapsStatement},
      {2, &Generator::spacedStatement},
  };
  --budget;
  int64_t total = 0;
  for (const Choice &choice : choices)
    total += choice.isAllowed ? choice.weight : 0;
  int64_t ticket = random.below(total);
  for (const Choice &choice : choices) {
    if (!choice.isAllowed)
      continue;
    if (ticket < choice.weight)
      return (this->*choice.generate)();
    ticket -= choice.weight;
  }
}
