//===- MemoryAccounts.cpp - What takes the bytes of memories --------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "MemoryAccounts.h"

#include "FunctionsAround.h"
#include "MemorySpaces.h"
#include "idealloc/Dialect/Allocations.h"
#include "idealloc/Dialect/Bodies.h"
#include "idealloc/Dialect/Functions.h"
#include "idealloc/Dialect/Idealloc.h"
#include "idealloc/Dialect/MemRefBytes.h"
#include "idealloc/Lifetimes/ProgramCalls.h"

#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "llvm/Support/MathExtras.h"

using namespace mlir;

namespace idealloc {

int64_t addBytes(int64_t a, int64_t b) {
  int64_t sum;
  return llvm::AddOverflow(a, b, sum) ? INT64_MAX : sum;
}

int64_t MemoryAccount::otherBytes() const {
  return addBytes(globalBytes, unplannedBytes);
}

llvm::MapVector<Attribute, MemoryAccount>
accountFor(Operation *top, const MemoryDescriptions &memories) {
  llvm::MapVector<Attribute, MemoryAccount> accounts;
  auto holdsGlobals = [&](Attribute space) {
    auto memory = memories.find(space);
    return memory == memories.end() || memory->second.holdsGlobals;
  };
  FunctionsAround functions;
  DenseSet<std::pair<Operation *, Attribute>> bodies;
  top->walk([&](Operation *op) {
    MemRefType type;
    bool isGlobal = false;
    if (auto global = dyn_cast<memref::GlobalOp>(op)) {
      type = global.getType();
      isGlobal = true;
    } else if (isa<memref::AllocaOp, ArenaOp>(op) || getAllocatedMemory(op)) {
      type = dyn_cast<MemRefType>(op->getResult(0).getType());
    }
    // What stays an argument belongs to the caller, a state to its arena.
    if (!type || isa<InputOp>(op) ||
        (isGlobal && op->hasAttr(IdeallocDialect::kProgramLifetime)))
      return;
    Attribute space = canonicalSpace(type.getMemorySpace());
    if (op->hasAttr(IdeallocDialect::kLifetime)) {
      FunctionOpInterface function = functions.of(op);
      if (function && function->hasAttr(bodyAttribute) &&
          bodies.insert({function, space}).second)
        ++accounts[space].numUnknown;
      return;
    }
    if (isGlobal && !holdsGlobals(space))
      return;
    MemoryAccount &account = accounts[space];
    std::optional<int64_t> bytes = getByteSize(type, functions.layoutAt(op));
    if (!bytes) {
      ++account.numUnknown;
      return;
    }
    (isGlobal ? account.globals : account.unplanned).push_back({op, *bytes});
    int64_t &sum = isGlobal ? account.globalBytes : account.unplannedBytes;
    sum = addBytes(sum, *bytes);
  });
  return accounts;
}

namespace {
/// What functions need in one memory space.
struct Needs {
  /// By function: its program's arena, arenas of its own, and what functions
  /// below it that have memory of their own need.
  std::vector<int64_t> program, own, below;
};
} // namespace

/// An entry of `idealloc.program`; null if the function has none.
static Attribute programEntry(FunctionOpInterface function, StringRef name) {
  auto member =
      function->getAttrOfType<DictionaryAttr>(IdeallocDialect::kProgram);
  return member ? member.get(name) : Attribute();
}

/// Fills in what functions below `caller` need, and its program's arena as far
/// as these are given it.
static void addCallees(const ProgramCalls &calls, unsigned caller,
                       Needs &needs) {
  for (const ProgramCalls::Call &call : calls.getFunctions()[caller].calls) {
    if (!call.callee)
      continue;
    unsigned callee = *call.callee;
    bool isOwn = bool(programEntry(calls.getFunctions()[callee].op, "own"));
    int64_t &program = needs.program[caller], &below = needs.below[caller];
    if (!isOwn)
      program = std::max(program, needs.program[callee]);
    below = std::max(below,
                     addBytes(addBytes(needs.own[callee], needs.below[callee]),
                              isOwn ? needs.program[callee] : 0));
  }
}

/// The most that any function needs; of those that may run at the same time,
/// each has arenas of its own beside that of the program.
static int64_t mostBytes(const ProgramCalls &calls, const Needs &needs) {
  int64_t most = 0, shared = 0;
  llvm::MapVector<Attribute, int64_t> ownOfParty;
  for (auto [number, function] : llvm::enumerate(calls.getFunctions())) {
    int64_t own = addBytes(needs.own[number], needs.below[number]);
    most = std::max(most, addBytes(needs.program[number], own));
    if (Attribute party = programEntry(function.op, "party")) {
      shared = std::max(shared, needs.program[number]);
      ownOfParty[party] = std::max(ownOfParty[party], own);
    }
  }
  for (auto [party, own] : ownOfParty)
    shared = addBytes(shared, own);
  return std::max(most, shared);
}

llvm::MapVector<Attribute, int64_t> arenaBytes(Operation *top,
                                               ArrayRef<ArenaProblem> arenas,
                                               ArrayRef<Bytes> bytes) {
  ProgramCalls calls(top);
  size_t count = calls.getFunctions().size();
  llvm::MapVector<Attribute, Needs> spaces;
  for (auto [arena, size] : llvm::zip_equal(arenas, bytes)) {
    Needs &needs = spaces[canonicalSpace(arena.space)];
    for (auto *list : {&needs.program, &needs.own, &needs.below})
      list->resize(count);
    for (FunctionOpInterface function : arena.functions) {
      int64_t &need =
          (arena.isProgram() ? needs.program
                             : needs.own)[*calls.numberOf(function)];
      need = addBytes(need, size);
    }
  }
  SmallVector<ProgramCalls::Call> backEdges;
  SmallVector<unsigned> order = calls.postOrder(backEdges);
  llvm::MapVector<Attribute, int64_t> result;
  for (auto &[space, needs] : spaces) {
    for (unsigned number : order)
      addCallees(calls, number, needs);
    result[space] = mostBytes(calls, needs);
  }
  return result;
}

} // namespace idealloc
