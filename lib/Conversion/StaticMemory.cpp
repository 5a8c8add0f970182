//===- StaticMemory.cpp - Arenas at one address ---------------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ArenaLowering.h"

#include "idealloc/Dialect/MemRefBytes.h"

#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/IR/SymbolTable.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/MathExtras.h"

using namespace mlir;

namespace idealloc {

bool isStatic(ArenaStorage storage) {
  return storage == ArenaStorage::Global || storage == ArenaStorage::Symbol ||
         storage == ArenaStorage::Address;
}

namespace {
class StaticMemory {
public:
  StaticMemory(Operation *top, ArenaStorage storage, CallFrames &calls)
      : top(top), storage(storage), calls(calls) {}

  LogicalResult run();

private:
  /// Of a module and memory space.
  using Place = std::pair<Operation *, Attribute>;

  static Place placeOf(const CallNode &node, const OwnArena &arena) {
    FunctionOpInterface function = node.function;
    return {function->getParentWithTrait<OpTrait::SymbolTable>(),
            arena.key.space};
  }
  LogicalResult placeArenas();
  LogicalResult findBases();
  void makeGlobals();
  Value makeMemory(const Place &place, OpBuilder &builder, Location loc);
  Value atAddress(Attribute space, int64_t bytes, OpBuilder &builder,
                  Location loc);

  Operation *top;
  ArenaStorage storage;
  CallFrames &calls;
  llvm::MapVector<Place, Frame> frames;
  DenseMap<Place, memref::GlobalOp> globals;
  DenseMap<Attribute, int64_t> bases;
};
} // namespace

LogicalResult lowerToStaticMemory(Operation *top, ArenaStorage storage,
                                  bool callbacks) {
  CallFrames calls(top, callbacks);
  if (failed(calls.checkNoneReachesAnother()))
    return failure();
  return StaticMemory(top, storage, calls).run();
}

LogicalResult StaticMemory::run() {
  if (failed(placeArenas()) ||
      (storage == ArenaStorage::Address && failed(findBases())))
    return failure();
  eraseSelfCopies(top);
  if (storage != ArenaStorage::Address)
    makeGlobals();
  for (auto &node : calls.getNodes())
    for (const OwnArena &arena : node->arenas) {
      ArenaOp op = arena.op;
      OpBuilder builder(op);
      useMemory(arena, makeMemory(placeOf(*node, arena), builder, op.getLoc()));
    }
  return success();
}

/// Gives arenas of one function and space places behind one another, that of
/// the program first.
LogicalResult StaticMemory::placeArenas() {
  for (auto &node : calls.getNodes()) {
    DenseMap<Attribute, int64_t> ends;
    for (bool isProgram : {true, false})
      for (OwnArena &arena : node->arenas) {
        if (arena.key.isProgram != isProgram)
          continue;
        int64_t alignment = arena.op.getAlignment();
        int64_t bytes = cast<MemRefType>(arena.op.getType()).getNumElements();
        int64_t &end = ends[arena.key.space];
        std::optional<int64_t> begin = tryAlign(end, alignment);
        if (!begin || llvm::AddOverflow(*begin, bytes, end))
          return arena.op.emitError()
                 << "needs arenas of more than 2^63-1 bytes";
        arena.offset = *begin;
        Frame &frame = frames[placeOf(*node, arena)];
        frame.bytes = std::max(frame.bytes, end);
        frame.alignment = std::max(frame.alignment, alignment);
      }
  }
  return success();
}

/// The bases of all spaces, from the account of the plan.
LogicalResult StaticMemory::findBases() {
  if (auto memories = top->getAttrOfType<ArrayAttr>(IdeallocDialect::kMemories))
    for (auto memory : memories.getAsRange<DictionaryAttr>())
      if (auto base = memory.getAs<IntegerAttr>("base")) {
        Attribute space = memory.get("space");
        if (auto number = dyn_cast<IntegerAttr>(space);
            number && number.getValue().isZero())
          space = Attribute();
        bases[space] = base.getInt();
      }
  for (auto &[place, frame] : frames) {
    Attribute space = place.second;
    auto base = bases.find(space);
    Attribute name =
        space ? space : StringAttr::get(top->getContext(), "default");
    if (space && !isa<IntegerAttr>(space))
      return top->emitError() << "memory space " << name
                              << " is no number, which storage=address needs "
                                 "as it makes pointers";
    if (base == bases.end())
      return top->emitError()
             << "memory space " << name
             << " has no base, which storage=address needs; describe it with "
                "#idealloc.memory or memories=FILE";
    if (base->second % frame.alignment)
      return top->emitError()
             << "the base " << base->second << " of memory space " << name
             << " is not aligned to " << frame.alignment
             << " bytes, as its arena must be";
  }
  return success();
}

void StaticMemory::makeGlobals() {
  SymbolTableCollection symbols;
  for (auto &[place, frame] : frames) {
    auto [table, space] = place;
    OpBuilder builder(table->getContext());
    std::string name = "__idealloc_arena";
    if (space) {
      llvm::raw_string_ostream stream(name += "_");
      if (auto number = dyn_cast<IntegerAttr>(space))
        stream << number.getValue();
      else if (auto text = dyn_cast<StringAttr>(space))
        stream << text.getValue();
      else
        stream << space;
      for (char &letter : name)
        if (!llvm::isAlnum(letter))
          letter = '_';
    }
    // Without a value it is one that another part of the program defines.
    bool isExternal = storage == ArenaStorage::Symbol;
    auto global = memref::GlobalOp::create(
        builder, table->getLoc(), name,
        isExternal ? StringAttr() : builder.getStringAttr("private"),
        bytesType(frame.bytes, space, table->getContext()),
        isExternal ? Attribute() : builder.getUnitAttr(), /*constant=*/false,
        builder.getI64IntegerAttr(frame.alignment));
    symbols.getSymbolTable(table).insert(global,
                                         table->getRegion(0).front().begin());
    globals[place] = global;
  }
}

Value StaticMemory::makeMemory(const Place &place, OpBuilder &builder,
                               Location loc) {
  if (storage == ArenaStorage::Address)
    return atAddress(place.second, frames[place].bytes, builder, loc);
  memref::GlobalOp global = globals[place];
  return memref::GetGlobalOp::create(builder, loc, global.getType(),
                                     global.getSymName());
}

/// The descriptor that memrefs are lowered to, with a constant pointer:
/// upstream has no op that makes a memref of an address.
Value StaticMemory::atAddress(Attribute space, int64_t bytes,
                              OpBuilder &builder, Location loc) {
  auto number = dyn_cast_if_present<IntegerAttr>(space);
  auto pointerType = LLVM::LLVMPointerType::get(builder.getContext(),
                                                number ? number.getInt() : 0);
  Type index = builder.getI64Type();
  auto list = LLVM::LLVMArrayType::get(index, 1);
  auto type = LLVM::LLVMStructType::getLiteral(
      builder.getContext(), {pointerType, pointerType, index, list, list});
  auto constant = [&](int64_t value) -> Value {
    return LLVM::ConstantOp::create(builder, loc, index,
                                    builder.getI64IntegerAttr(value));
  };
  Value pointer = LLVM::IntToPtrOp::create(builder, loc, pointerType,
                                           constant(bases[space]));
  Value descriptor = LLVM::PoisonOp::create(builder, loc, type);
  auto insert = [&](Value value, ArrayRef<int64_t> position) {
    descriptor =
        LLVM::InsertValueOp::create(builder, loc, descriptor, value, position);
  };
  insert(pointer, 0);
  insert(pointer, 1);
  insert(constant(0), 2);
  insert(constant(bytes), {3, 0});
  insert(constant(1), {4, 0});
  return UnrealizedConversionCastOp::create(
             builder, loc, bytesType(bytes, space, builder.getContext()),
             descriptor)
      .getResult(0);
}

} // namespace idealloc
