//===- SharedMemory.cpp - Memory of more than one call --------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "idealloc/Verifier/SharedMemory.h"

#include "Accesses.h"
#include "FunctionCalls.h"

#include "idealloc/Dialect/Idealloc.h"

#include "mlir/Interfaces/ControlFlowInterfaces.h"

using namespace mlir;

namespace idealloc {

namespace {
class SharedMemoryChecker {
public:
  SharedMemoryChecker(Operation *top, const CalleeSummaries &callees)
      : top(top), callees(callees), calls(top) {}

  std::vector<SharedMemoryProblem> run() {
    checkStates(top, calls, problems);
    checkConcurrent();
    for (const FunctionCalls::Function &function : calls.functions)
      checkWrittenInputs(function.op);
    checkInputsAreOfEntries();
    return std::move(problems);
  }

private:
  void add(Operation *op, const Twine &reason, Operation *other = nullptr) {
    problems.push_back({op, reason.str(), other});
  }

  using BytesOfEntry = std::pair<PlacedOp, unsigned>;

  void checkConcurrent();
  llvm::MapVector<Attribute, std::vector<BytesOfEntry>>
  bytesOfEntries(ArrayRef<unsigned> entries);
  void checkApart(std::vector<BytesOfEntry> &bytes);
  void checkWrittenInputs(FunctionOpInterface function);
  void checkInputsAreOfEntries();

  Operation *top;
  const CalleeSummaries &callees;
  FunctionCalls calls;
  SymbolTableCollection symbols;
  DenseSet<Operation *> withInputs;
  std::vector<SharedMemoryProblem> problems;
};
} // namespace

//===----------------------------------------------------------------------===//
// What runs at the same time
//===----------------------------------------------------------------------===//

void SharedMemoryChecker::checkConcurrent() {
  std::vector<unsigned> entries;
  for (auto [number, function] : llvm::enumerate(calls.functions))
    if (FunctionOpInterface(function.op)->hasAttr(IdeallocDialect::kConcurrent))
      entries.push_back(number);
  if (entries.size() < 2)
    return;
  for (auto &[space, ofSpace] : bytesOfEntries(entries))
    checkApart(ofSpace);
}

/// By space: bytes that functions which an entry point calls have buffers on,
/// and the number of that.
llvm::MapVector<Attribute, std::vector<SharedMemoryChecker::BytesOfEntry>>
SharedMemoryChecker::bytesOfEntries(ArrayRef<unsigned> entries) {
  std::vector<std::optional<unsigned>> owner(calls.functions.size());
  llvm::MapVector<Attribute, std::vector<BytesOfEntry>> bytes;
  for (unsigned entry : entries)
    for (auto [number, isReached] :
         llvm::enumerate(calls.reachOf(entry, /*handedOnly=*/false))) {
      if (!isReached)
        continue;
      SmallVector<Operation *> placed;
      FunctionOpInterface(calls.functions[number].op).walk([&](Operation *op) {
        if (isa<ArenaOp>(op))
          add(op, "is the arena of an earlier plan, in a function that may run "
                  "at the same time as others");
        if (findPlaced(op))
          placed.push_back(op);
      });
      if (placed.empty())
        continue;
      if (owner[number]) {
        add(calls.functions[number].op,
            "has buffers, and two functions call it that may run at the same "
            "time",
            calls.functions[entry].op);
        continue;
      }
      for (Operation *op : placed)
        bytes[memoryTypeOf(op).getMemorySpace()].push_back(
            {*findPlaced(op), entry});
      owner[number] = entry;
    }
  return bytes;
}

void SharedMemoryChecker::checkApart(std::vector<BytesOfEntry> &bytes) {
  llvm::sort(bytes, [](const auto &a, const auto &b) {
    return a.first.isBefore(b.first);
  });
  // The furthest end so far, and that of another entry point.
  BytesOfEntry first = {{0, 0, nullptr}, ~0u}, second = first;
  for (const BytesOfEntry &item : bytes) {
    const BytesOfEntry &other = first.second != item.second ? first : second;
    if (other.first.end > item.first.begin)
      add(item.first.op,
          "is at " + bytesText(item.first) +
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
