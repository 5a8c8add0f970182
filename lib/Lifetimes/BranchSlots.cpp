//===- BranchSlots.cpp - Roots of branches in one slot --------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Slots.h"

using namespace mlir;

namespace idealloc {

/// Most roots that branches bring into one slot, so that comparing all pairs of
/// them stays cheap.
static constexpr size_t maxExclusive = 16;

/// The first kind, for roots that one value may refer to: values in the order
/// in which the roots and their aliases come.
void SlotSharing::shareBranches() {
  std::vector<bool> isSeen(sets.getValues().size()), isDone(sets.numGroups());
  std::vector<unsigned> queue;
  auto add = [&](unsigned value) {
    if (!isSeen[value])
      queue.push_back(value);
    isSeen[value] = true;
  };
  size_t next = 0;
  for (const Root &root : roots) {
    if (!root.refusal)
      add(*sets.numberOf(root.getMemory()));
    for (; next < queue.size(); ++next)
      llvm::for_each(sets.aliasesOf(queue[next]), add);
  }
  for (unsigned value : queue) {
    unsigned group = sets.groupOf(value);
    if (!isDone[group])
      shareBranches(group);
    isDone[group] = true;
  }
}

void SlotSharing::shareBranches(unsigned group) {
  std::optional<size_t> last;
  for (RootSets::Word word : sets.rootsOf(group)) {
    Bits bits = word.bits & planned[word.batch];
    if (!bits)
      continue;
    size_t first = word.batch * batchSize;
    auto before = std::exchange(last, first + llvm::Log2_64(bits));
    if (std::pair latest(before, bits);
        std::exchange(latestWords[word.batch], latest) == latest)
      continue;
    if (before)
      shareBranches(*before, first + llvm::countr_zero(bits));
    if (!comparedWords[word.batch].insert(bits).second)
      continue;
    before = std::nullopt;
    forEachBit(bits, [&](unsigned bit) {
      if (before)
        shareBranches(*before, first + bit);
      before = first + bit;
    });
  }
}

void SlotSharing::shareBranches(size_t a, size_t b) {
  if (!mayShare(a, b) || !compared.insert({a, b}).second ||
      slots[slotOf[a]].members.size() + slots[slotOf[b]].members.size() >
          maxExclusive)
    return;
  bool areExclusive =
      llvm::none_of(slots[slotOf[a]].members, [&](size_t first) {
        return llvm::any_of(slots[slotOf[b]].members, [&](size_t second) {
          return isUsedAcross(first, second) || isUsedAcross(second, first);
        });
      });
  if (!areExclusive)
    return;
  bool areEqual = slots[slotOf[a]].bytes == slots[slotOf[b]].bytes;
  isMixed |= !areEqual;
  if (areEqual || mixesSizes)
    merge(a, b);
}

/// Births that are asked for lie near one another: orders some more, not all.
const SlotSharing::Aliases &SlotSharing::orderAliases(unsigned batch,
                                                      size_t birth) {
  Aliases &known = aliases[batch];
  const LogicalTime &time = lifetimes.getTime();
  if (time.spanOf(roots[birth].op).enter < known.end)
    return known;
  size_t last = std::min(birth + batchSize, roots.size() - 1);
  known = {time.spanOf(roots[last].op).enter + 1, {}, {}};
  for (RootSets::GroupWord word : sets.groupsOf(batch))
    for (unsigned value : sets.valuesOf(word.group)) {
      std::optional<int64_t> tick = definitions[value];
      if (!tick)
        known.others.push_back({0, value, word.bits});
      else if (*tick < known.end)
        known.ordered.push_back({*tick, value, word.bits});
    }
  llvm::sort(known.ordered, [](const Alias &a, const Alias &b) {
    return std::pair(a.tick, a.value) < std::pair(b.tick, b.value);
  });
  return known;
}

/// Only what is defined before the birth can be used across it.
bool SlotSharing::isUsedAcross(size_t user, size_t birth) {
  if (lifetimes.isInFlightAt(user, roots[birth]))
    return true;
  const Aliases &aliases = orderAliases(user / batchSize, birth);
  int64_t tick = lifetimes.getTime().spanOf(roots[birth].op).enter;
  auto isUsed = [&](const Alias &alias) {
    return (alias.roots >> user % batchSize & 1) &&
           lifetimes.findUseAcross(sets.getValues()[alias.value], roots[birth]);
  };
  ArrayRef<Alias> ordered(aliases.ordered);
  ordered =
      ordered.take_while([&](const Alias &alias) { return alias.tick < tick; });
  return llvm::any_of(llvm::reverse(ordered), isUsed) ||
         llvm::any_of(aliases.others, isUsed);
}

} // namespace idealloc
