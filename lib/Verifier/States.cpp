//===- States.cpp - Memory that keeps what it holds -----------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "FunctionCalls.h"

#include "idealloc/Dialect/Allocations.h"
#include "idealloc/Dialect/Idealloc.h"
#include "idealloc/Dialect/MemRefBytes.h"

#include "mlir/Dialect/MemRef/IR/MemRef.h"

using namespace mlir;

namespace idealloc {

namespace {
class StateChecker {
public:
  StateChecker(Operation *top, const FunctionCalls &calls,
               std::vector<SharedMemoryProblem> &problems)
      : top(top), calls(calls), problems(problems) {}

  void run();

private:
  void add(Operation *op, const Twine &reason, Operation *other = nullptr) {
    problems.push_back({op, reason.str(), other});
  }

  void checkApart(Attribute space, std::vector<PlacedOp> &states);
  void checkReferences(const DenseMap<Operation *, PlacedOp> &states);
  void checkStateUser(Operation *op, const PlacedOp &state);

  Operation *top;
  const FunctionCalls &calls;
  std::vector<SharedMemoryProblem> &problems;
  SymbolTableCollection symbols;
  /// Functions of which some activation has memory of its own.
  std::vector<bool> haveOwnMemory;
};
} // namespace

void StateChecker::run() {
  DenseMap<Operation *, PlacedOp> states;
  llvm::MapVector<Attribute, std::vector<PlacedOp>> bySpace;
  top->walk([&](memref::GlobalOp global) {
    if (!global->hasAttr(IdeallocDialect::kOffset))
      return;
    std::optional<PlacedOp> placed = findPlaced(global);
    if (!placed)
      return add(global, "has an offset, but no known size in bytes");
    states.insert({global, *placed});
    bySpace[global.getType().getMemorySpace()].push_back(*placed);
  });
  std::vector<unsigned> own;
  for (auto [number, function] : llvm::enumerate(calls.functions))
    if (function.isOwn)
      own.push_back(number);
  haveOwnMemory = calls.reachOf(own, /*handedOnly=*/true);
  for (auto &[space, ofSpace] : bySpace)
    checkApart(space, ofSpace);
  checkReferences(states);
}

/// Nothing shares a byte with a state.
void StateChecker::checkApart(Attribute space, std::vector<PlacedOp> &states) {
  llvm::sort(states, [](const PlacedOp &a, const PlacedOp &b) {
    return a.isBefore(b);
  });
  for (size_t i = 1; i < states.size(); ++i)
    if (states[i].begin < states[i - 1].end)
      return add(states[i].op,
                 "is a state at " + bytesText(states[i]) +
                     ", of which another state has some",
                 states[i - 1].op);
  for (const FunctionCalls::Function &function : calls.functions) {
    FunctionOpInterface(function.op).walk([&](Operation *op) {
      if (auto arena = dyn_cast<ArenaOp>(op);
          arena && cast<MemRefType>(arena.getType()).getMemorySpace() == space)
        add(op,
            "is the arena of an earlier plan, which may be on the bytes of "
            "a state",
            states.front().op);
      std::optional<PlacedOp> placed = findPlaced(op);
      if (!placed || memoryTypeOf(op).getMemorySpace() != space)
        return;
      // The last state that begins before the buffer ends.
      auto state = llvm::partition_point(states, [&](const PlacedOp &item) {
        return item.begin < placed->end;
      });
      if (state != states.begin() && std::prev(state)->end > placed->begin)
        add(op,
            "is at " + bytesText(*placed) + ", of which a state has some, at " +
                bytesText(*std::prev(state)),
            std::prev(state)->op);
    });
  }
}

/// Each use of a state's symbol is understood.
void StateChecker::checkReferences(
    const DenseMap<Operation *, PlacedOp> &states) {
  if (states.empty())
    return;
  top->walk([&](Operation *op) {
    op->getAttrDictionary().walk<WalkOrder::PreOrder>(
        [&](SymbolRefAttr symbol) {
          Operation *global = symbols.lookupNearestSymbolFrom(op, symbol);
          if (auto state = states.find(global); state != states.end())
            checkStateUser(op, state->second);
          return WalkResult::skip();
        });
  });
}

void StateChecker::checkStateUser(Operation *op, const PlacedOp &state) {
  if (!isa<memref::GetGlobalOp>(op))
    return add(op,
               "refers to a state, of which nothing but memref.get_global "
               "can be followed",
               state.op);
  Operation *function = op->getParentOp();
  while (function && !isa<FunctionOpInterface>(function) &&
         !function->hasTrait<OpTrait::IsIsolatedFromAbove>())
    function = function->getParentOp();
  auto number = calls.numbers.find(function);
  if (number == calls.numbers.end())
    return add(op, "gets the address of a state where no function has an arena",
               state.op);
  if (haveOwnMemory[number->second])
    return add(op,
               "gets the address of a state in a function whose activations "
               "may have memory of their own",
               state.op);
  MemRefType type = memoryTypeOf(state.op);
  DataLayout layout = DataLayout::closest(op);
  int64_t alignment =
      std::max(getElementAlignment(type.getElementType(), layout),
               getStatedAlignment(state.op));
  auto arenas = function->getAttrOfType<ArrayAttr>(IdeallocDialect::kArenas);
  for (Attribute item : arenas ? arenas.getValue() : ArrayRef<Attribute>()) {
    auto arena = cast<DictionaryAttr>(item);
    Attribute space = arena.get("space");
    if (auto zero = dyn_cast<IntegerAttr>(space);
        zero && zero.getValue().isZero())
      space = Attribute();
    if (space != type.getMemorySpace() || !arena.contains("ticks") ||
        !arena.contains("program") || !arena.contains("state"))
      continue;
    auto stated = arena.getAs<IntegerAttr>("alignment");
    if (state.end > arena.getAs<IntegerAttr>("bytes").getInt())
      return add(op,
                 "gets the address of a state at " + bytesText(state) +
                     ", which do not lie inside the arena",
                 state.op);
    if (state.begin % alignment || !stated || stated.getInt() % alignment)
      return add(op,
                 "gets the address of a state that is not aligned to " +
                     Twine(alignment) + " bytes",
                 state.op);
    return;
  }
  add(op, "gets the address of a state, but its function has no arena for it",
      state.op);
}

void checkStates(Operation *top, const FunctionCalls &calls,
                 std::vector<SharedMemoryProblem> &problems) {
  StateChecker(top, calls, problems).run();
}

} // namespace idealloc
