//===- NameDepths.cpp - How deep memory has names -------------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "NameDepths.h"

using namespace mlir;

namespace idealloc {

NameDepths::NameDepths(FunctionOpInterface function, ArrayRef<Value> origins,
                       const RootSets &sets, OpFacts &facts) {
  findRegions(function, facts);
  // By group, of its names and those that they are passed on to, which are in
  // groups of higher number.
  std::vector<unsigned> least(sets.numGroups(), notInSequence);
  for (unsigned group = sets.numGroups(); group-- > 0;)
    for (unsigned number : sets.valuesOf(group)) {
      Value value = sets.getValues()[number];
      Region *region = value.getParentRegion();
      least[group] = std::min(least[group], depthOf(*region));
      for (unsigned alias : sets.aliasesOf(number))
        least[group] = std::min(least[group], least[sets.groupOf(alias)]);
    }
  for (Value origin : origins)
    depths.push_back(least[sets.groupOf(*sets.numberOf(origin))]);
}

void NameDepths::findRegions(FunctionOpInterface function, OpFacts &facts) {
  function->walk<WalkOrder::PreOrder>([&](Operation *op) {
    for (Region &region : op->getRegions()) {
      unsigned depth = 0;
      if (op != function) {
        RegionKind kind = classifyRegion(region, facts);
        unsigned around = depthOf(*op->getParentRegion());
        bool isInSequence =
            around != notInSequence &&
            (kind == RegionKind::Once || kind == RegionKind::Repeats);
        depth = isInSequence ? around + 1 : notInSequence;
      }
      depthOfRegion[&region] = depth;
    }
  });
}

} // namespace idealloc
