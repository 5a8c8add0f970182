//===- SharedMemory.cpp - Memory of more than one call --------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "idealloc/Verifier/SharedMemory.h"

#include "Accesses.h"

#include "idealloc/Dialect/Allocations.h"
#include "idealloc/Dialect/Functions.h"
#include "idealloc/Dialect/Idealloc.h"
#include "idealloc/Dialect/MemRefBytes.h"

#include "mlir/Dialect/MemRef/IR/MemRef.h"

using namespace mlir;

namespace idealloc {

namespace {
/// Bytes [begin, end) of a space, and who has an offset there.
struct Placed {
  int64_t begin, end;
  Operation *op;
};
} // namespace

static bool isBefore(const Placed &a, const Placed &b) {
  return std::pair(a.begin, a.end) < std::pair(b.begin, b.end);
}

static MemRefType typeOf(Operation *op) {
  if (auto global = dyn_cast<memref::GlobalOp>(op))
    return global.getType();
  if (auto memory = getAllocatedMemory(op))
    return memory.getType();
  return {};
}

/// Where an op with an offset lies; nullopt if it has none, or no size.
static std::optional<Placed> placeOf(Operation *op) {
  auto offset = op->getAttrOfType<IntegerAttr>(IdeallocDialect::kOffset);
  MemRefType type = offset ? typeOf(op) : MemRefType();
  std::optional<int64_t> bytes =
      type ? getByteSize(type, DataLayout::closest(op)) : std::nullopt;
  if (!bytes || offset.getInt() > INT64_MAX - *bytes)
    return std::nullopt;
  return Placed{offset.getInt(), offset.getInt() + *bytes, op};
}

static std::string textOf(const Placed &placed) {
  return "bytes [" + std::to_string(placed.begin) + ", " +
         std::to_string(placed.end) + ")";
}

namespace {
class SharedMemoryChecker {
public:
  SharedMemoryChecker(Operation *top, const CalleeSummaries &callees)
      : top(top), callees(callees) {
    for (FunctionOpInterface function : functionsIn(top)) {
      numbers[function] = functions.size();
      functions.push_back({.op = function, .callees = {}, .isOwn = false});
      auto program =
          function->getAttrOfType<DictionaryAttr>(IdeallocDialect::kProgram);
      functions.back().isOwn = program && program.contains("own");
    }
    for (Function &function : functions)
      function.op.walk([&](CallOpInterface call) {
        auto callee = numbers.find(call.resolveCallableInTable(&symbols));
        if (callee != numbers.end())
          function.callees.push_back(callee->second);
      });
  }

  std::vector<SharedMemoryProblem> run() {
    checkStates();
    checkConcurrent();
    for (Function &function : functions)
      checkWrittenInputs(function.op);
    checkInputsAreOfEntries();
    return std::move(problems);
  }

private:
  struct Function {
    FunctionOpInterface op;
    std::vector<unsigned> callees;
    bool isOwn;
  };

  void add(Operation *op, const Twine &reason, Operation *other = nullptr) {
    problems.push_back({op, reason.str(), other});
  }

  void checkStates();
  void checkApart(Attribute space, std::vector<Placed> &states);
  void checkReferences(const DenseMap<Operation *, Placed> &states);
  void checkStateUser(Operation *op, const Placed &state);
  std::vector<bool> reachOf(ArrayRef<unsigned> from, bool handedOnly) const;
  void checkConcurrent();
  void checkWrittenInputs(FunctionOpInterface function);
  void checkInputsAreOfEntries();

  Operation *top;
  const CalleeSummaries &callees;
  SymbolTableCollection symbols;
  std::vector<Function> functions;
  DenseMap<Operation *, unsigned> numbers;
  /// Functions of which some activation has memory of its own.
  std::vector<bool> haveOwnMemory;
  DenseSet<Operation *> withInputs;
  std::vector<SharedMemoryProblem> problems;
};
} // namespace

/// All functions that calls lead to; those that get memory from their caller,
/// if `handedOnly`.
std::vector<bool> SharedMemoryChecker::reachOf(ArrayRef<unsigned> from,
                                               bool handedOnly) const {
  std::vector<bool> reached(functions.size());
  std::vector<unsigned> stack(from.begin(), from.end());
  for (unsigned number : from)
    reached[number] = true;
  while (!stack.empty()) {
    unsigned number = stack.back();
    stack.pop_back();
    for (unsigned callee : functions[number].callees)
      if (!reached[callee] && !(handedOnly && functions[callee].isOwn)) {
        reached[callee] = true;
        stack.push_back(callee);
      }
  }
  return reached;
}

//===----------------------------------------------------------------------===//
// States
//===----------------------------------------------------------------------===//

void SharedMemoryChecker::checkStates() {
  DenseMap<Operation *, Placed> states;
  llvm::MapVector<Attribute, std::vector<Placed>> bySpace;
  top->walk([&](memref::GlobalOp global) {
    if (!global->hasAttr(IdeallocDialect::kOffset))
      return;
    std::optional<Placed> placed = placeOf(global);
    if (!placed)
      return add(global, "has an offset, but no known size in bytes");
    states.insert({global, *placed});
    bySpace[global.getType().getMemorySpace()].push_back(*placed);
  });
  std::vector<unsigned> own;
  for (auto [number, function] : llvm::enumerate(functions))
    if (function.isOwn)
      own.push_back(number);
  haveOwnMemory = reachOf(own, /*handedOnly=*/true);
  for (auto &[space, ofSpace] : bySpace)
    checkApart(space, ofSpace);
  checkReferences(states);
}

/// Nothing shares a byte with a state.
void SharedMemoryChecker::checkApart(Attribute space,
                                     std::vector<Placed> &states) {
  llvm::sort(states, isBefore);
  for (size_t i = 1; i < states.size(); ++i)
    if (states[i].begin < states[i - 1].end)
      return add(states[i].op,
                 "is a state at " + textOf(states[i]) +
                     ", of which another state has some",
                 states[i - 1].op);
  for (Function &function : functions) {
    function.op.walk([&](Operation *op) {
      if (auto arena = dyn_cast<ArenaOp>(op);
          arena && cast<MemRefType>(arena.getType()).getMemorySpace() == space)
        add(op,
            "is the arena of an earlier plan, which may be on the bytes of "
            "a state",
            states.front().op);
      std::optional<Placed> placed = placeOf(op);
      if (!placed || typeOf(op).getMemorySpace() != space)
        return;
      // The last state that begins before the buffer ends.
      auto state = llvm::partition_point(
          states, [&](const Placed &item) { return item.begin < placed->end; });
      if (state != states.begin() && std::prev(state)->end > placed->begin)
        add(op,
            "is at " + textOf(*placed) + ", of which a state has some, at " +
                textOf(*std::prev(state)),
            std::prev(state)->op);
    });
  }
}

/// Each use of a state's symbol is understood.
void SharedMemoryChecker::checkReferences(
    const DenseMap<Operation *, Placed> &states) {
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

void SharedMemoryChecker::checkStateUser(Operation *op, const Placed &state) {
  if (!isa<memref::GetGlobalOp>(op))
    return add(op,
               "refers to a state, of which nothing but memref.get_global "
               "can be followed",
               state.op);
  Operation *function = op->getParentOp();
  while (function && !isa<FunctionOpInterface>(function) &&
         !function->hasTrait<OpTrait::IsIsolatedFromAbove>())
    function = function->getParentOp();
  auto number = numbers.find(function);
  if (number == numbers.end())
    return add(op, "gets the address of a state where no function has an arena",
               state.op);
  if (haveOwnMemory[number->second])
    return add(op,
               "gets the address of a state in a function whose activations "
               "may have memory of their own",
               state.op);
  MemRefType type = typeOf(state.op);
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
                 "gets the address of a state at " + textOf(state) +
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

//===----------------------------------------------------------------------===//
// What runs at the same time
//===----------------------------------------------------------------------===//

void SharedMemoryChecker::checkConcurrent() {
  std::vector<unsigned> entries;
  for (auto [number, function] : llvm::enumerate(functions))
    if (FunctionOpInterface(function.op)->hasAttr(IdeallocDialect::kConcurrent))
      entries.push_back(number);
  if (entries.size() < 2)
    return;
  // By function and by byte, the entry point to which it belongs.
  std::vector<std::optional<unsigned>> owner(functions.size());
  llvm::MapVector<Attribute, std::vector<std::pair<Placed, unsigned>>> bytes;
  for (unsigned entry : entries)
    for (auto [number, isReached] :
         llvm::enumerate(reachOf(entry, /*handedOnly=*/false))) {
      if (!isReached)
        continue;
      SmallVector<Operation *> placed;
      functions[number].op.walk([&](Operation *op) {
        if (isa<ArenaOp>(op))
          add(op, "is the arena of an earlier plan, in a function that may run "
                  "at the same time as others");
        if (placeOf(op))
          placed.push_back(op);
      });
      if (placed.empty())
        continue;
      if (owner[number]) {
        add(functions[number].op,
            "has buffers, and two functions call it that may run at the same "
            "time",
            functions[entry].op);
        continue;
      }
      for (Operation *op : placed)
        bytes[typeOf(op).getMemorySpace()].push_back({*placeOf(op), entry});
      owner[number] = entry;
    }
  for (auto &[space, ofSpace] : bytes) {
    llvm::sort(ofSpace, [](const auto &a, const auto &b) {
      return isBefore(a.first, b.first);
    });
    // The furthest end so far, and that of another entry point.
    std::pair<Placed, unsigned> first = {{0, 0, nullptr}, ~0u}, second = first;
    for (auto &item : ofSpace) {
      const auto &other = first.second != item.second ? first : second;
      if (other.first.end > item.first.begin)
        add(item.first.op,
            "is at " + textOf(item.first) +
                ", of which a function that may run at the same time has some",
            other.first.op);
      if (item.second == first.second) {
        if (item.first.end > first.first.end)
          first = item;
      } else if (item.first.end > first.first.end) {
        second = std::exchange(first, item);
      } else if (item.first.end > second.first.end) {
        second = item;
      }
    }
  }
}

//===----------------------------------------------------------------------===//
// Inputs
//===----------------------------------------------------------------------===//

/// An input that is not delivered at all exits keeps what the caller wrote.
void SharedMemoryChecker::checkWrittenInputs(FunctionOpInterface function) {
  std::vector<PlacedBuffer> inputs;
  for (InputOp input : function.getFunctionBody().front().getOps<InputOp>())
    if (input->hasAttr(IdeallocDialect::kOffset))
      inputs.push_back({input, input.getType().getMemorySpace()});
  if (inputs.empty())
    return;
  std::vector<Operation *> exits;
  for (Block &block : function.getFunctionBody())
    if (block.getTerminator()->hasTrait<OpTrait::ReturnLike>())
      exits.push_back(block.getTerminator());
  auto isDelivered = [&](Value input) {
    return llvm::all_of(exits, [&](Operation *exit) {
      auto deliver = dyn_cast_or_null<DeliverOp>(exit->getPrevNode());
      return deliver && llvm::is_contained(deliver.getInputs(), input);
    });
  };
  Accesses all(function, inputs, &callees);
  for (unsigned number = 0; number != inputs.size(); ++number) {
    if (isDelivered(inputs[number].getMemory()))
      continue;
    for (const Access &access : all.accessesOf(number))
      if (access.writes && !isa<ReceiveOp>(access.op)) {
        add(access.op,
            "writes an input that is not delivered at all exits of the "
            "function",
            inputs[number].alloc);
        break;
      }
  }
  withInputs.insert(function);
}

/// Nothing here calls a function whose caller must have written inputs.
void SharedMemoryChecker::checkInputsAreOfEntries() {
  if (withInputs.empty())
    return;
  top->walk([&](Operation *op) {
    op->getAttrDictionary().walk<WalkOrder::PreOrder>(
        [&](SymbolRefAttr symbol) {
          Operation *target = symbols.lookupNearestSymbolFrom(op, symbol);
          if (withInputs.contains(target))
            add(op,
                "refers to a function whose inputs its caller must have "
                "written to the arena",
                target);
          return WalkResult::skip();
        });
  });
}

std::vector<SharedMemoryProblem>
checkSharedMemory(Operation *top, const CalleeSummaries &callees) {
  return SharedMemoryChecker(top, callees).run();
}

} // namespace idealloc
