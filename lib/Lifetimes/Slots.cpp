//===- Slots.cpp - Roots that share one slot ------------------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Two ways for roots to share bytes although they need them at common ticks.
//
// 1. One never is in use when the other is allocated, in both directions: then
//    at any time the bytes belong to what was allocated last, and a value that
//    may be either refers to that one. So it is with what the branches of an
//    op yield, unless an older result is still in use in the next iteration of
//    a loop (test/Transforms/traps/t13-*).
// 2. The only op at which both need their bytes reads all it needs of one
//    element of the first before it writes that element of the second, and both
//    begin at one offset: an in-place pair. That they begin at one offset is
//    what the slot is for: a partial overlap would compute other numbers.
//
//===----------------------------------------------------------------------===//

#include "idealloc/Lifetimes/Lifetimes.h"

#include "RootSets.h"
#include "WholeAccess.h"

#include "idealloc/Dialect/Idealloc.h"
#include "idealloc/Lifetimes/ReturnedRoots.h"

#include "mlir/Dialect/Async/IR/Async.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/MapVector.h"

using namespace mlir;

namespace idealloc {

/// Most roots that branches bring into one slot, so that comparing all pairs of
/// them stays cheap.
static constexpr size_t maxExclusive = 16;

using Bits = RootSets::Bits;

namespace {
struct Slot {
  SmallVector<size_t, 2> members;
  /// Of the largest.
  int64_t bytes;
  LiveSet live;
  /// Where two members, or more, are live.
  LiveSet shared;
};

class SlotSharing {
public:
  /// With `mixesSizes`, branches may bring buffers of several sizes into one
  /// slot, which has the largest of these for the lifetimes of all.
  SlotSharing(Lifetimes &lifetimes, bool mixesSizes);

  void shareBranches();
  void shareInPlace();
  /// True if there is a slot of several sizes, or could have been.
  bool hasSizes() const { return isMixed; }
  /// The most bytes that slots need at one tick; of each memory space, added.
  int64_t load() const;
  void number();

private:
  /// A body that runs beside others has no order with them.
  static bool isInAsyncBody(const Root &root) {
    return root.op->getParentOfType<async::ExecuteOp>() != nullptr;
  }
  bool mayShare(size_t a, size_t b) const {
    const Root &first = roots[a], &second = roots[b];
    if (isInAsyncBody(first) || isInAsyncBody(second) || isReturned[a] ||
        isReturned[b])
      return false;
    return !first.refusal && !second.refusal && slotOf[a] != slotOf[b] &&
           first.getType().getMemorySpace() ==
               second.getType().getMemorySpace() &&
           !first.op->hasAttr(IdeallocDialect::kPin) &&
           !second.op->hasAttr(IdeallocDialect::kPin);
  }
  void shareBranches(unsigned group);
  void shareBranches(size_t a, size_t b);
  bool isUsedAcross(size_t user, size_t birth);
  void merge(size_t a, size_t b);
  /// Visits the planned roots that a value may refer to.
  void forEachHolder(Value value, llvm::function_ref<void(size_t)> visit) const;
  void shareInPlace(Operation *op);
  /// By root: the operands of an op that may refer to it.
  using OperandsOfRoots = DenseMap<size_t, SmallVector<OpOperand *, 1>>;
  OperandsOfRoots operandsOfRoots(Operation *op) const;
  bool isPair(OpOperand &read, size_t a, OpOperand &written, size_t b,
              const OperandsOfRoots &operands);
  /// True if the slot of a root needs its bytes here and not next.
  bool isLastNeeded(size_t root, TickInterval here) const {
    const LiveSet &live = slots[slotOf[root]].live;
    return live.contains(here.begin) && !live.contains(here.end);
  }
  /// The root that a memref is all of, if it is certain.
  std::optional<size_t> rootOf(Value memref);

  Lifetimes &lifetimes;
  bool mixesSizes, isMixed = false;
  MutableArrayRef<Root> roots;
  WholeSources sources;
  std::vector<size_t> slotOf;
  std::vector<Slot> slots;
  const RootSets &sets;
  /// By batch: the planned roots.
  std::vector<Bits> planned;
  /// By root: a caller needs it, at times that are not known here.
  std::vector<bool> isReturned;
  DenseMap<Value, size_t> rootAt;

  /// The aliases of the roots of a batch: in regions of one block by the tick
  /// behind which they are defined, and others.
  struct Alias {
    int64_t tick;
    unsigned value;
    Bits roots;
  };
  struct Aliases {
    /// Those that are defined before this tick are known.
    int64_t end = -1;
    std::vector<Alias> ordered, others;
  };
  const Aliases &orderAliases(unsigned batch, size_t birth);
  std::vector<Aliases> aliases;
  /// By value: where its definition ends, in a region of one block.
  std::vector<std::optional<int64_t>> definitions;
  /// Pairs of roots, and roots of a batch that one value may refer to, that
  /// were compared: nothing is different a second time.
  DenseSet<std::pair<size_t, size_t>> compared;
  std::vector<DenseSet<Bits>> comparedWords;
};
} // namespace

static constexpr size_t batchSize = RootSets::batchSize;

static void forEachBit(Bits bits, llvm::function_ref<void(unsigned)> visit) {
  for (; bits; bits &= bits - 1)
    visit(llvm::countr_zero(bits));
}

/// The tick behind which the value is defined, in a region of one block.
static std::optional<int64_t> definitionOf(Value value,
                                           const LogicalTime &time) {
  Block *block = value.getParentBlock();
  if (!block->getParent()->hasOneBlock() || block->empty())
    return std::nullopt;
  if (Operation *op = value.getDefiningOp())
    return time.spanOf(op).exit;
  return time.spanOf(&block->front()).enter - 1;
}

SlotSharing::SlotSharing(Lifetimes &lifetimes, bool mixesSizes)
    : lifetimes(lifetimes), mixesSizes(mixesSizes), roots(lifetimes.getRoots()),
      sets(lifetimes.getRootSets()), planned(sets.numBatches()),
      isReturned(roots.size()), aliases(sets.numBatches()),
      comparedWords(sets.numBatches()) {
  for (Value value : sets.getValues())
    definitions.push_back(definitionOf(value, lifetimes.getTime()));
  for (auto [index, root] : llvm::enumerate(roots)) {
    slotOf.push_back(index);
    slots.push_back({{index}, root.bytes, root.live, {}});
    if (root.refusal)
      continue;
    planned[index / batchSize] |= Bits(1) << index % batchSize;
    rootAt[root.getMemory()] = index;
  }
  for (size_t index : returnedRoots(lifetimes))
    isReturned[index] = true;
}

void SlotSharing::forEachHolder(Value value,
                                llvm::function_ref<void(size_t)> visit) const {
  if (std::optional<unsigned> number = sets.numberOf(value))
    for (RootSets::Word word : sets.rootsOf(sets.groupOf(*number)))
      forEachBit(word.bits & planned[word.batch],
                 [&](unsigned bit) { visit(word.batch * batchSize + bit); });
}

void SlotSharing::merge(size_t a, size_t b) {
  if (slots[slotOf[a]].members.size() < slots[slotOf[b]].members.size())
    std::swap(a, b);
  Slot &into = slots[slotOf[a]], &from = slots[slotOf[b]];
  into.shared.add(from.shared);
  into.shared.add(into.live.intersect(from.live));
  into.live.add(from.live);
  into.bytes = std::max(into.bytes, from.bytes);
  size_t slot = slotOf[a];
  for (size_t member : from.members) {
    into.members.push_back(member);
    slotOf[member] = slot;
  }
  from = {};
}

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
    if (last)
      shareBranches(*last, first + llvm::countr_zero(bits));
    last = first + llvm::Log2_64(bits);
    if (!comparedWords[word.batch].insert(bits).second)
      continue;
    std::optional<size_t> before;
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

std::optional<size_t> SlotSharing::rootOf(Value memref) {
  Value source = sources.of(memref);
  auto found = rootAt.find(source);
  if (found == rootAt.end())
    return std::nullopt;
  // No other may be there.
  unsigned number = *sets.numberOf(source);
  for (RootSets::Word word : sets.rootsOf(sets.groupOf(number))) {
    Bits bits = word.bits & planned[word.batch];
    if (word.batch == found->second / batchSize)
      bits &= ~(Bits(1) << found->second % batchSize);
    if (bits)
      return std::nullopt;
  }
  return found->second;
}

/// The second kind, at every op in program order.
void SlotSharing::shareInPlace() {
  const LogicalTime &time = lifetimes.getTime();
  for (int64_t tick = 0; tick < time.size(); ++tick)
    if (Operation *op = time.opAt(tick); time.spanOf(op).enter == tick)
      shareInPlace(op);
}

void SlotSharing::shareInPlace(Operation *op) {
  if (!mayBearInPlace(op))
    return;
  LogicalTime::Span span = lifetimes.getTime().spanOf(op);
  TickInterval here{span.enter, span.exit + 1};
  // Only what needs its bytes here for the last time can be the first of a
  // pair, only what needs them next the second.
  SmallVector<std::pair<OpOperand *, size_t>> reads, writes;
  for (OpOperand &operand : op->getOpOperands())
    if (std::optional<size_t> root = rootOf(operand.get())) {
      if (roots[*root].live.contains(here.end))
        writes.push_back({&operand, *root});
      if (isLastNeeded(*root, here))
        reads.push_back({&operand, *root});
    }
  if (reads.empty() || writes.empty())
    return;
  OperandsOfRoots operands = operandsOfRoots(op);
  for (auto [written, target] : writes)
    for (auto [read, source] : reads)
      if (mayShare(source, target) &&
          isPair(*read, source, *written, target, operands)) {
        merge(source, target);
        llvm::erase_if(reads, [&](const auto &item) {
          return !isLastNeeded(item.second, here);
        });
        break;
      }
}

SlotSharing::OperandsOfRoots SlotSharing::operandsOfRoots(Operation *op) const {
  OperandsOfRoots operands;
  for (OpOperand &operand : op->getOpOperands())
    forEachHolder(operand.get(),
                  [&](size_t root) { operands[root].push_back(&operand); });
  return operands;
}

bool SlotSharing::isPair(OpOperand &read, size_t a, OpOperand &written,
                         size_t b, const OperandsOfRoots &operands) {
  if (!canBeInPlace(read, written))
    return false;
  // The same must hold for other operands that may be one of the two.
  if (operands.find(b)->second.size() != 1)
    return false;
  for (OpOperand *other : operands.find(a)->second)
    if (other != &read &&
        (other->get() != read.get() || !canBeInPlace(*other, written)))
      return false;
  LogicalTime::Span span = lifetimes.getTime().spanOf(read.getOwner());
  const Slot &first = slots[slotOf[a]], &second = slots[slotOf[b]];
  TickInterval here{span.enter, span.exit + 1};
  // Each is the only one of its slot that is live here.
  return first.live.intersect(second.live).getIntervals() ==
             ArrayRef<TickInterval>(here) &&
         !first.shared.contains(here.begin) &&
         !second.shared.contains(here.begin);
}

void SlotSharing::number() {
  llvm::DenseMap<size_t, int64_t> numbers;
  for (auto [index, root] : llvm::enumerate(roots)) {
    root.slot = -1;
    if (slots[slotOf[index]].members.size() > 1)
      root.slot =
          numbers.try_emplace(slotOf[index], numbers.size()).first->second;
  }
}

int64_t SlotSharing::load() const {
  /// By memory space: what begins and ends, ends first.
  llvm::MapVector<Attribute, std::vector<std::pair<int64_t, int64_t>>> changes;
  for (const Slot &slot : slots) {
    if (slot.members.empty() || roots[slot.members.front()].refusal)
      continue;
    auto &list =
        changes[roots[slot.members.front()].getType().getMemorySpace()];
    for (TickInterval part : slot.live.getIntervals()) {
      list.push_back({part.begin, slot.bytes});
      list.push_back({part.end, -slot.bytes});
    }
  }
  int64_t total = 0;
  for (auto &[space, list] : changes) {
    llvm::sort(list);
    int64_t now = 0, most = 0;
    for (auto [tick, bytes] : list)
      most = std::max(most, now += bytes);
    total += most;
  }
  return total;
}

void Lifetimes::shareSlots(bool inPlace) {
  // What is dead for one thread may be in use for another.
  if (isRunByThreads)
    return;
  auto share = [&](bool mixesSizes) {
    SlotSharing sharing(*this, mixesSizes);
    sharing.shareBranches();
    if (inPlace)
      sharing.shareInPlace();
    return sharing;
  };
  SlotSharing sharing = share(/*mixesSizes=*/true);
  if (sharing.hasSizes())
    if (SlotSharing apart = share(/*mixesSizes=*/false);
        apart.load() < sharing.load())
      return apart.number();
  sharing.number();
}

} // namespace idealloc
