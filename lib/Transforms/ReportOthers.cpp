//===- ReportOthers.cpp - Memory outside of arenas ----------------------===//
//-------------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ReportOthers.h"

#include "BufferNotes.h"
#include "MemoryAccounts.h"
#include "MemorySpaces.h"
#include "Unplanned.h"
#include "idealloc/Dialect/Allocations.h"
#include "idealloc/Dialect/Functions.h"
#include "idealloc/Dialect/Idealloc.h"
#include "idealloc/Dialect/MemRefBytes.h"
#include "idealloc/Dialect/Names.h"
#include "idealloc/Dialect/Threads.h"

#include "mlir/Dialect/MemRef/IR/MemRef.h"

using namespace mlir;

namespace idealloc {

/// The bytes of the constants among globals.
static int64_t constantBytes(const MemoryAccount &account) {
  int64_t sum = 0;
  for (auto [op, bytes] : account.globals)
    if (cast<memref::GlobalOp>(op).getConstant())
      sum = addBytes(sum, bytes);
  return sum;
}

/// The account of a memory space as `idealloc.memories` states it.
static MemoryTotals readTotals(DictionaryAttr memory) {
  auto number = [&](StringRef key) -> int64_t {
    auto value = memory.getAs<IntegerAttr>(key);
    return value ? value.getInt() : 0;
  };
  MemoryTotals totals{.arenas = number("arenas"),
                      .globals = number("globals"),
                      .leftAlone = number("unplanned"),
                      .unknown = size_t(number("unknown")),
                      .all = number("bytes"),
                      .lowerBound = number("lower_bound")};
  if (memory.contains("capacity"))
    totals.capacity = number("capacity");
  return totals;
}

std::vector<MemoryTotals> totalsOf(Operation *top) {
  std::vector<MemoryTotals> list;
  llvm::MapVector<Attribute, MemoryAccount> accounts = accountFor(top, {});
  llvm::SmallDenseSet<Attribute> listed;
  auto add = [&](Attribute space, MemoryTotals totals) {
    totals.space = toText(space);
    // A memory that does not hold the globals of its space states 0 for them.
    totals.constants = std::min(totals.globals, constantBytes(accounts[space]));
    totals.globals -= totals.constants;
    listed.insert(space);
    list.push_back(std::move(totals));
  };
  if (auto memories = top->getAttrOfType<ArrayAttr>(IdeallocDialect::kMemories))
    for (auto memory : memories.getAsRange<DictionaryAttr>())
      add(canonicalSpace(memory.get("space")), readTotals(memory));
  for (auto &[space, account] : accounts)
    if (!listed.contains(space))
      add(space, {.globals = account.globalBytes,
                  .leftAlone = account.unplannedBytes,
                  .unknown = size_t(account.numUnknown),
                  .all = account.otherBytes()});
  return list;
}

static OtherMemory describe(const Root &root, FunctionOpInterface function) {
  StringRef name = nameOf(root.op);
  OtherMemory other{
      .name = (function.getName() + ": " +
               (name.empty() ? root.op->getName().getStringRef() : name))
                  .str(),
      .location = placeOf(root.op),
      .space = toText(root.getType().getMemorySpace()),
      .kind = "allocation",
      .reason = "it could be planned, but was not selected or could not be "
                "verified",
      .remedy = "see memory-spaces and min-size, and the remarks of "
                "idealloc-annotate-lifetimes"};
  if (root.refusal) {
    other.reason = root.refusal->reason;
    other.remedy = remedyOf(root.refusal->kind).str();
  }
  if (root.bytes > 0)
    other.bytes = root.bytes;
  return other;
}

std::vector<OtherMemory> othersIn(Operation *top) {
  std::vector<OtherMemory> others;
  ThreadedFunctions threads(top);
  for (FunctionOpInterface function : functionsIn(top)) {
    Lifetimes lifetimes(function);
    lifetimes.settleThreads(threads.signOf(function), threads.callBy(function));
    lifetimes.refuseSharedDeallocs();
    for (const Root &root : lifetimes.getRoots())
      // What stays an argument is memory of the caller.
      if (!root.op->hasAttr(IdeallocDialect::kLifetime) &&
          !isa<InputOp>(root.op))
        others.push_back(describe(root, function));
  }
  DataLayout layout = DataLayout::closest(top);
  top->walk([&](memref::GlobalOp global) {
    if (global->hasAttr(IdeallocDialect::kOffset))
      return; // A state, which is a buffer of the plan.
    others.push_back({.name = global.getSymName().str(),
                      .location = placeOf(global),
                      .space = toText(global.getType().getMemorySpace()),
                      .kind = global.getConstant() ? "constant" : "global",
                      .bytes = getByteSize(global.getType(), layout)});
  });
  return others;
}

} // namespace idealloc
