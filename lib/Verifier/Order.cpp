//===- Order.cpp - Proof that reordered ops read the same -----------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "idealloc/Verifier/Order.h"

#include "InPlace.h"
#include "OrderEffects.h"
#include "ProgramPoints.h"

#include "idealloc/Dialect/Allocations.h"
#include "idealloc/Dialect/Idealloc.h"

#include "mlir/IR/OperationSupport.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"
#include "llvm/ADT/MapVector.h"

#include <map>

using namespace mlir;

namespace idealloc {

namespace {
/// The proof for one block.
class BlockProof {
public:
  BlockProof(OrderEffects &effects, Block *block)
      : effects(effects), block(block) {}

  std::optional<OrderFault> run();

private:
  using Fault = std::optional<OrderFault>;
  /// An op, where it stood before and where it stands now.
  struct Item {
    Operation *op;
    int64_t before;
    size_t now;
    bool isClone;
  };
  struct Access {
    size_t item;
    bool reads, writes;
    OpOperand *operand;
  };

  Fault readPlaces();
  Fault checkOperands(const Item &item);
  Fault checkFences();
  Fault checkAccesses(unsigned memory, ArrayRef<Access> accesses);
  Fault checkClone(const Item &item);
  Fault checkCopy(unsigned memory, ArrayRef<Access> accesses);
  Value nameBefore(Value value) const;
  bool isSameOp(Operation *op, Operation *clone);
  bool clash(unsigned memory, const Access &a, const Access &b) const;

  OrderEffects &effects;
  Block *block;
  std::vector<Item> items;
  DenseMap<Operation *, size_t> itemOf;
  /// By any number that the attribute may have.
  std::map<int64_t, size_t> itemBefore;
  std::vector<size_t> fences;
  llvm::MapVector<unsigned, std::vector<Access>> memories;
};
} // namespace

BlockProof::Fault BlockProof::readPlaces() {
  for (Operation &op : llvm::make_range(block->begin(), --block->end())) {
    auto place = op.getAttrOfType<IntegerAttr>(IdeallocDialect::kOrder);
    if (!place)
      return OrderFault{&op, "has no 'idealloc.order', as the other ops of its "
                             "block: it was added after they were reordered"};
    bool isClone = op.hasAttr(IdeallocDialect::kClone);
    size_t number = items.size();
    items.push_back({&op, place.getInt(), number, isClone});
    itemOf[&op] = number;
    if (isClone)
      continue;
    auto [it, isNew] = itemBefore.try_emplace(place.getInt(), number);
    if (!isNew)
      return OrderFault{&op, "has the place of another op before",
                        items[it->second].op, "this is the other op"};
  }
  if (block->back().hasAttr(IdeallocDialect::kOrder))
    return OrderFault{&block->back(), "ends its block, and has a place in it"};
  return std::nullopt;
}

/// Rule 3.
BlockProof::Fault BlockProof::checkOperands(const Item &item) {
  Fault fault;
  item.op->walk([&](Operation *nested) {
    for (Value operand : nested->getOperands()) {
      auto found = itemOf.find(operand.getDefiningOp());
      if (found != itemOf.end() && found->second >= item.now &&
          nested->getBlock() != nullptr && !fault &&
          items[found->second].op != item.op)
        fault = OrderFault{item.op, "uses a value before it is defined",
                           items[found->second].op, "this defines it"};
    }
  });
  return fault;
}

/// Rule 2.
BlockProof::Fault BlockProof::checkFences() {
  llvm::sort(fences, [&](size_t a, size_t b) {
    return items[a].before < items[b].before;
  });
  // The last one now of the fences up to each.
  std::vector<size_t> last;
  for (size_t fence : fences)
    last.push_back(last.empty() ? fence : std::max(last.back(), fence));
  for (const Item &item : items) {
    size_t count =
        llvm::partition_point(
            fences,
            [&](size_t fence) { return items[fence].before < item.before; }) -
        fences.begin();
    if (count != 0 && last[count - 1] > item.now)
      return OrderFault{item.op,
                        "has come before " +
                            quotedName(items[last[count - 1]].op) +
                            ", which may not return",
                        items[last[count - 1]].op,
                        "this stood before it, and may have other effects"};
  }
  return std::nullopt;
}

bool BlockProof::clash(unsigned memory, const Access &a,
                       const Access &b) const {
  if (!a.writes && !b.writes)
    return false;
  return memory == OrderEffects::outside || !a.operand || !b.operand ||
         !OrderEffects::areDisjoint(a.operand->get(), b.operand->get());
}

/// Rules 1 and 5, in the order of now.
BlockProof::Fault BlockProof::checkAccesses(unsigned memory,
                                            ArrayRef<Access> accesses) {
  int64_t lastWrite = -1, last = -1;
  for (auto [index, access] : llvm::enumerate(accesses)) {
    const Item &item = items[access.item];
    bool mayClash = (access.writes ? last : lastWrite) > item.before;
    for (const Access &other : accesses.take_front(mayClash ? index : 0)) {
      const Item &earlier = items[other.item];
      if (earlier.before <= item.before || !clash(memory, access, other))
        continue;
      StringRef does = !access.writes ? "reads"
                       : access.reads ? "reads and writes"
                                      : "writes";
      StringRef did = !other.writes ? "reads" : "writes";
      std::string what = memory == OrderEffects::outside
                             ? "memory outside, which may be the same"
                             : "the same buffer";
      return OrderFault{earlier.op,
                        (did + " " + what + " as " + quotedName(item.op) +
                         ", which " + does + " it, and has come before that")
                            .str(),
                        item.op, "this stood before it"};
    }
    last = std::max(last, item.before);
    if (access.writes)
      lastWrite = std::max(lastWrite, item.before);
  }
  return std::nullopt;
}

/// What a value was called before: what a clone gives has the name of what it
/// repeats gives. Null if that is nothing.
Value BlockProof::nameBefore(Value value) const {
  auto found = itemOf.find(value.getDefiningOp());
  if (found == itemOf.end() || !items[found->second].isClone)
    return value;
  auto repeated = itemBefore.find(items[found->second].before);
  unsigned number = cast<OpResult>(value).getResultNumber();
  if (repeated == itemBefore.end() ||
      number >= items[repeated->second].op->getNumResults())
    return nullptr;
  return items[repeated->second].op->getResult(number);
}

/// True if `clone` was `op` before.
bool BlockProof::isSameOp(Operation *op, Operation *clone) {
  DenseMap<Value, Value> inside;
  auto isSame = [&](Value first, Value second) {
    if (inside.lookup(first) == second)
      return success();
    Value name = nameBefore(first);
    return success(name && name == nameBefore(second));
  };
  return OperationEquivalence::isEquivalentTo(
      op, clone, isSame,
      [&](Value first, Value second) { inside[first] = second; },
      OperationEquivalence::IgnoreLocations |
          OperationEquivalence::IgnoreDiscardableAttrs);
}

/// Rule 4, of the clone.
BlockProof::Fault BlockProof::checkClone(const Item &item) {
  auto repeated = itemBefore.find(item.before);
  if (repeated == itemBefore.end())
    return OrderFault{item.op, "repeats no op of its block"};
  Operation *op = items[repeated->second].op;
  if (!isSameOp(op, item.op))
    return OrderFault{item.op, "is not the op that it repeats", op,
                      "this has its place"};
  if (getAllocatedMemory(item.op) || isMemoryEffectFree(item.op))
    return std::nullopt;
  OrderEffects::Effects all = effects.of(item.op);
  for (const OrderEffects::Effect &effect : all.list)
    if (effect.writes) {
      Operation *memory = effects.allocationOf(effect.memory);
      auto found = itemOf.find(memory);
      if (!memory || found == itemOf.end() || !items[found->second].isClone)
        return OrderFault{item.op, "writes memory that is not its own", op,
                          "this is what it repeats"};
    }
  if (all.isFence || item.op->getNumResults() != 0)
    return OrderFault{item.op, "repeats an op that may do more than write", op,
                      "this is what it repeats"};
  return std::nullopt;
}

/// Rules 4 and 6, of the memory that a clone writes.
BlockProof::Fault BlockProof::checkCopy(unsigned memory,
                                        ArrayRef<Access> accesses) {
  Operation *copy = effects.allocationOf(memory);
  auto item = itemOf.find(copy);
  if (!copy || item == itemOf.end() || !items[item->second].isClone)
    return std::nullopt;
  auto repeated = itemBefore.find(items[item->second].before);
  unsigned first = repeated == itemBefore.end()
                       ? OrderEffects::outside
                       : effects.memoryOf(items[repeated->second].op);
  auto written = memories.find(first);
  const Item *clone = nullptr;
  for (const Access &access : accesses) {
    const Item &user = items[access.item];
    if (!access.writes)
      continue;
    if (clone || !user.isClone || access.reads || !access.operand ||
        !overwritesAll(*access.operand))
      return OrderFault{user.op, "writes a copy, which one clone alone may do",
                        copy, "this is the copy"};
    clone = &user;
  }
  if (first == OrderEffects::outside || !clone ||
      items[accesses.front().item].op != clone->op)
    return OrderFault{copy, "is read before a clone has written it"};
  for (const Access &access : accesses)
    for (const Access &write : written->second) {
      const Item &reader = items[access.item], &writer = items[write.item];
      if (access.reads && write.writes && !writer.isClone &&
          writer.before > clone->before && writer.before <= reader.before)
        return OrderFault{reader.op,
                          "reads a copy of a buffer, which " +
                              quotedName(writer.op) + " had changed before",
                          writer.op, "this changes it"};
    }
  return std::nullopt;
}

BlockProof::Fault BlockProof::run() {
  if (Fault fault = readPlaces())
    return fault;
  for (const Item &item : items) {
    if (Fault fault = checkOperands(item))
      return fault;
    OrderEffects::Effects all = effects.of(item.op);
    if (all.isFence)
      fences.push_back(item.now);
    for (const OrderEffects::Effect &effect : all.list)
      memories[effect.memory].push_back(
          {item.now, effect.reads, effect.writes, effect.operand});
  }
  if (Fault fault = checkFences())
    return fault;
  for (auto &[memory, accesses] : memories) {
    if (Fault fault = checkAccesses(memory, accesses))
      return fault;
    if (Fault fault = checkCopy(memory, accesses))
      return fault;
  }
  for (const Item &item : items)
    if (item.isClone)
      if (Fault fault = checkClone(item))
        return fault;
  return std::nullopt;
}

SmallVector<Block *> findReorderedBlocks(FunctionOpInterface function) {
  SmallVector<Block *> blocks;
  function->walk([&](Block *block) {
    if (llvm::any_of(*block, [](Operation &op) {
          return op.hasAttr(IdeallocDialect::kOrder);
        }))
      blocks.push_back(block);
  });
  return blocks;
}

std::vector<OrderFault> findOrderFaults(FunctionOpInterface function,
                                        ArrayRef<Block *> blocks,
                                        const CalleeSummaries *callees) {
  std::vector<OrderFault> faults;
  if (blocks.empty())
    return faults;
  OrderEffects effects(function, callees);
  for (Block *block : blocks)
    if (std::optional<OrderFault> fault = BlockProof(effects, block).run())
      faults.push_back(std::move(*fault));
  return faults;
}

} // namespace idealloc
