//===- Shadow.cpp - Test only: who wrote a byte of the arena last ---------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Every slot gets memory of its own: an arena that holds nothing else. So the
// program computes what it computes without a plan, and an address tells
// through which slot an access goes, however the memref got there. The runtime
// (test/lib/ShadowRuntime.cpp) is told where in the planned arena the memory of
// each slot would be, and of each access; it keeps the books.
//
// A slice takes the place of an allocation: when it runs, its bytes are born
// and undefined. That is told of slots with one slice only. Where there are
// several, say an in-place pair, the birth of one must not make undefined what
// was written through the other.
//
//===----------------------------------------------------------------------===//

#include "ShadowAccesses.h"
#include "ShadowCalls.h"
#include "TestPasses/Passes.h"
#include "idealloc/Dialect/Functions.h"
#include "idealloc/Dialect/Idealloc.h"
#include "idealloc/Dialect/MemRefBytes.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"

namespace idealloc {
#define GEN_PASS_DEF_SHADOW
#include "TestPasses/Passes.h.inc"
} // namespace idealloc

using namespace mlir;
using namespace idealloc;

static SmallVector<ArenaOp> arenasIn(FunctionOpInterface function) {
  SmallVector<ArenaOp> arenas;
  function.walk([&](ArenaOp arena) { arenas.push_back(arena); });
  return arenas;
}

/// That the arena's memory is used by slices only, and while it exists.
static LogicalResult checkArena(ArenaOp arena, FunctionOpInterface function) {
  if (arena->getBlock() != &function.getFunctionBody().front())
    return arena.emitError(
        "cannot be shadowed: it is not in the entry block of its function");
  for (Operation *user : arena->getUsers())
    if (!isa<SliceOp>(user))
      return user->emitError("cannot be shadowed: it uses an arena past its "
                             "slices");
  return success();
}

/// Turns a copy into loops over loads and stores.
static void expandCopy(memref::CopyOp copy) {
  OpBuilder builder(copy);
  Location loc = copy.getLoc();
  Value source = copy.getSource(), target = copy.getTarget();
  Value zero = arith::ConstantIndexOp::create(builder, loc, 0);
  Value one = arith::ConstantIndexOp::create(builder, loc, 1);
  SmallVector<Value> indices;
  for (int64_t dim = 0; dim < cast<MemRefType>(source.getType()).getRank();
       ++dim) {
    Value size = memref::DimOp::create(builder, loc, source, dim);
    auto loop = scf::ForOp::create(builder, loc, zero, size, one);
    indices.push_back(loop.getInductionVar());
    builder.setInsertionPointToStart(loop.getBody());
  }
  Value item = memref::LoadOp::create(builder, loc, source, indices);
  memref::StoreOp::create(builder, loc, item, target, indices);
  copy.erase();
}

static void noteAccesses(FunctionOpInterface function, ShadowCalls &calls) {
  SmallVector<memref::CopyOp> copies;
  function.walk([&](memref::CopyOp copy) { copies.push_back(copy); });
  llvm::for_each(copies, expandCopy);
  SmallVector<std::pair<Operation *, Access>> accesses;
  function.walk([&](Operation *op) {
    if (std::optional<Access> access = getAccess(op))
      accesses.emplace_back(op, *access);
  });
  for (auto &[op, access] : accesses)
    calls.note(access, op);
}

/// Slices by slot, or each by itself, in program order.
static SmallVector<SmallVector<SliceOp>>
groupSlices(FunctionOpInterface function, ArenaOp arena, bool separate) {
  llvm::MapVector<int64_t, SmallVector<SliceOp>> groups;
  int64_t count = 0;
  function.walk([&](SliceOp slice) {
    if (slice.getArena() == arena.getMemory())
      groups[separate ? count++ : slice.getSlot()].push_back(slice);
  });
  return llvm::map_to_vector(groups, [](auto &group) { return group.second; });
}

/// Gives slices an arena of their own.
static void separateSlices(ArrayRef<SliceOp> slices, ArenaOp arena,
                           Value handle, const ShadowCalls &calls) {
  OpBuilder builder(arena);
  Location loc = SliceOp(slices.front()).getLoc();
  DataLayout layout = DataLayout::closest(arena);
  int64_t bytes = 1;
  for (SliceOp slice : slices)
    bytes = std::max(bytes,
                     *getByteSize(cast<MemRefType>(slice.getType()), layout));
  MemRefType type =
      MemRefType::Builder(cast<MemRefType>(arena.getType())).setShape(bytes);
  auto memory = ArenaOp::create(builder, loc, type, arena.getAlignmentAttr());
  Value address = memref::ExtractAlignedPointerAsIndexOp::create(
      builder, loc, memory.getMemory());
  auto constant = [&](int64_t value) -> Value {
    return arith::ConstantIndexOp::create(builder, loc, value);
  };
  SliceOp first = slices.front();
  calls.call(builder, loc, "register",
             {handle, address, constant(bytes), constant(first.getOffset()),
              constant(first.getSlot())});
  for (SliceOp slice : slices) {
    slice.getArenaMutable().assign(memory.getMemory());
    slice.setOffset(0);
    builder.setInsertionPointAfter(slice);
    if (slices.size() == 1)
      calls.call(builder, slice.getLoc(), "birth", address);
  }
}

static std::string nameOf(ArenaOp arena, FunctionOpInterface function) {
  std::string name = ("@" + function.getName()).str();
  Attribute space = cast<MemRefType>(arena.getType()).getMemorySpace();
  if (space) {
    llvm::raw_string_ostream out(name);
    out << ", memory space ";
    space.print(out, /*elideType=*/true);
  }
  return name;
}

static void separateSlots(FunctionOpInterface function, ArenaOp arena,
                          bool separateMembers, ShadowCalls &calls) {
  OpBuilder builder(arena);
  Location loc = arena.getLoc();
  int64_t bytes = cast<MemRefType>(arena.getType()).getDimSize(0);
  Value operands[] = {calls.call(builder, loc, "texts", {}),
                      calls.numberOf(builder, loc, nameOf(arena, function)),
                      arith::ConstantIndexOp::create(builder, loc, bytes)};
  Value handle = calls.call(builder, loc, "enter", operands);
  for (ArrayRef<SliceOp> slices : groupSlices(function, arena, separateMembers))
    separateSlices(slices, arena, handle, calls);
  for (Block &block : function.getFunctionBody())
    if (Operation *terminator = block.getTerminator();
        terminator->hasTrait<OpTrait::ReturnLike>()) {
      builder.setInsertionPoint(terminator);
      calls.call(builder, loc, "leave", handle);
    }
  arena.erase();
}

namespace {
struct ShadowPass : idealloc::impl::ShadowBase<ShadowPass> {
  using ShadowBase::ShadowBase;

  bool canScheduleOn(RegisteredOperationName name) const final {
    return isSymbolTable(name);
  }

  void runOnOperation() final {
    SmallVector<FunctionOpInterface> functions = functionsIn(getOperation());
    if (llvm::all_of(functions, [](FunctionOpInterface function) {
          return arenasIn(function).empty();
        }))
      return;
    ShadowCalls calls(getOperation());
    if (failed(check(functions, calls)))
      return signalPassFailure();
    for (FunctionOpInterface function : functions)
      noteAccesses(function, calls);
    for (FunctionOpInterface function : functions)
      for (ArenaOp arena : arenasIn(function))
        separateSlots(function, arena, separateMembers, calls);
    calls.declare();
  }

private:
  LogicalResult check(ArrayRef<FunctionOpInterface> functions,
                      const ShadowCalls &calls) {
    if (failed(calls.checkNames()))
      return failure();
    for (FunctionOpInterface function : functions) {
      if (function->getParentOp() != getOperation())
        return function.emitError(
            "cannot be shadowed: it is in a module of its own");
      for (ArenaOp arena : arenasIn(function))
        if (failed(checkArena(arena, function)))
          return failure();
      if (failed(checkAccesses(function)))
        return failure();
    }
    return success();
  }
};
} // namespace
