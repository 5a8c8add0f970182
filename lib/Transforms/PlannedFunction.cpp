//===- PlannedFunction.cpp - What attributes say of a plan ----------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "PlannedFunction.h"

#include "idealloc/Dialect/Allocations.h"
#include "idealloc/Dialect/Functions.h"
#include "idealloc/Dialect/MemRefBytes.h"
#include "idealloc/Lifetimes/AliasFlow.h"
#include "idealloc/Lifetimes/Lifetimes.h"

#include "mlir/Dialect/Bufferization/Transforms/BufferViewFlowAnalysis.h"
#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/IR/SymbolTable.h"

using namespace mlir;
using namespace idealloc;

static InFlightDiagnostic stale(Operation *op) {
  return emitError(op->getLoc())
         << "has a stale plan, run idealloc-annotate-lifetimes "
            "and idealloc-assign-offsets again: ";
}

LogicalResult PlannedFunction::readArenas() {
  auto list = function->getAttrOfType<ArrayAttr>(IdeallocDialect::kArenas);
  if (!list)
    return success();
  int64_t ticks = LogicalTime::count(function);
  for (auto entry : list.getAsRange<DictionaryAttr>()) {
    auto planned = entry.getAs<IntegerAttr>("ticks");
    auto alignment = entry.getAs<IntegerAttr>("alignment");
    if (!planned)
      continue; // Materialised before.
    if (planned.getInt() != ticks)
      return stale(function) << "it was planned with " << planned.getInt()
                             << " ticks and now has " << ticks;
    Attribute space = entry.get("space");
    if (auto number = dyn_cast<IntegerAttr>(space);
        number && number.getInt() == 0)
      space = Attribute();
    arenas[space] = {entry.getAs<IntegerAttr>("bytes").getInt(),
                     alignment ? alignment.getInt() : 1,
                     entry.contains("program"), entry.contains("state")};
  }
  return success();
}

LogicalResult
PlannedFunction::collectStates(const DenseSet<Operation *> &globals,
                               SymbolTableCollection &symbols) {
  if (globals.empty())
    return success();
  WalkResult result = function.walk([&](memref::GetGlobalOp op) {
    auto global =
        symbols.lookupNearestSymbolFrom<memref::GlobalOp>(op, op.getNameAttr());
    if (!globals.contains(global))
      return WalkResult::advance();
    auto entry = arenas.find(op.getType().getMemorySpace());
    if (entry == arenas.end() || !entry->second.hasStates) {
      stale(op) << "its function has no arena for states";
      return WalkResult::interrupt();
    }
    states.push_back({op, global});
    return WalkResult::advance();
  });
  return failure(result.wasInterrupted());
}

LogicalResult PlannedFunction::collectAllocs() {
  DataLayout layout = DataLayout::closest(function);
  WalkResult result = function.walk([&](Operation *alloc) {
    if (!alloc->hasAttr(IdeallocDialect::kOffset))
      return WalkResult::advance();
    if (std::string why = whyStale(alloc, layout); !why.empty()) {
      stale(alloc) << why;
      return WalkResult::interrupt();
    }
    allocs.push_back(alloc);
    planned.insert(getAllocatedMemory(alloc));
    return WalkResult::advance();
  });
  return failure(result.wasInterrupted());
}

std::string PlannedFunction::whyStale(Operation *alloc,
                                      const DataLayout &layout) {
  std::string why;
  llvm::raw_string_ostream stream(why);
  MemRefType type = getAllocatedMemory(alloc).getType();
  int64_t offset =
      alloc->getAttrOfType<IntegerAttr>(IdeallocDialect::kOffset).getInt();
  auto entry = arenas.find(type.getMemorySpace());
  std::optional<int64_t> bytes = getByteSize(type, layout);
  if (!alloc->hasAttrOfType<LifetimeAttr>(IdeallocDialect::kLifetime)) {
    stream << "it has an offset and no lifetime";
  } else if (entry != arenas.end() && entry->second.isProgram &&
             !alloc->hasAttrOfType<LifetimeAttr>(
                 IdeallocDialect::kProgramLifetime)) {
    stream << "it has an offset in the program's arena and no lifetime there";
  } else if (entry == arenas.end()) {
    stream << "the function has no arena in its memory space";
  } else if (!bytes) {
    stream << "it has no known size";
  } else {
    Arena &arena = entry->second;
    bool isDevice = isa<gpu::AllocOp>(alloc);
    if (arena.isDevice.value_or(isDevice) != isDevice)
      stream << "its arena would be memory both of a device and of its host";
    arena.isDevice = isDevice;
    int64_t alignment =
        std::max(getElementAlignment(type.getElementType(), layout),
                 getStatedAlignment(alloc));
    if (!why.empty())
      return why;
    if (*bytes > arena.bytes || offset > arena.bytes - *bytes)
      stream << "its " << *bytes << " bytes at offset " << offset
             << " do not lie inside the arena of " << arena.bytes << " bytes";
    else if (offset % alignment)
      stream << "its offset " << offset << " is not aligned to " << alignment
             << " bytes";
    else if (arena.alignment % alignment)
      stream << "its alignment " << alignment << " exceeds that of the arena, "
             << arena.alignment;
  }
  return why;
}

/// A deallocation of planned memory goes; one that may also free something
/// else makes the plan stale.
LogicalResult PlannedFunction::collectDeallocs() {
  DenseSet<Value> aliases;
  aliases.insert_range(allAliasesOf(llvm::to_vector(planned)));
  std::unique_ptr<BufferViewFlowAnalysis> flow;
  auto isPlanned = [&](Value value) { return planned.contains(value); };
  WalkResult result = function.walk([&](Operation *dealloc) {
    Value freed = getFreedMemory(dealloc);
    if (!freed || !aliases.contains(freed))
      return WalkResult::advance();
    if (!flow && !isPlanned(freed))
      flow = std::make_unique<BufferViewFlowAnalysis>(function);
    if (!isPlanned(freed) && !freesOnly(freed, *flow, isPlanned)) {
      stale(dealloc) << "it may free both planned and unplanned memory";
      return WalkResult::interrupt();
    }
    deallocs.push_back(dealloc);
    return WalkResult::advance();
  });
  return failure(result.wasInterrupted());
}

FailureOr<PlannedFunction>
PlannedFunction::read(FunctionOpInterface function,
                      const DenseSet<Operation *> &states,
                      SymbolTableCollection &symbols) {
  PlannedFunction plan(function);
  if (failed(plan.readArenas()) || failed(plan.collectAllocs()) ||
      failed(plan.collectStates(states, symbols)) ||
      failed(plan.collectDeallocs()))
    return failure();
  return plan;
}
