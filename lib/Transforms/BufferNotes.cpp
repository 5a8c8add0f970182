//===- BufferNotes.cpp - What the IR tells of buffers ---------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "BufferNotes.h"

#include "MemorySpaces.h"
#include "idealloc/Dialect/Allocations.h"
#include "idealloc/Dialect/Idealloc.h"
#include "idealloc/Dialect/Names.h"

#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/IR/SymbolTable.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"
#include "mlir/Interfaces/ViewLikeInterface.h"
#include "mlir/Transforms/RegionUtils.h"
#include "llvm/ADT/SetVector.h"
#include "llvm/Support/Path.h"

using namespace mlir;

namespace idealloc {

std::string placeOf(Operation *op) {
  FileLineColLoc found = fileLocation(op);
  if (!found)
    return "";
  return (llvm::sys::path::filename(found.getFilename().getValue()) + ":" +
          Twine(found.getLine()))
      .str();
}

/// "linalg.matmul, line 12".
static std::string describe(Operation *op) {
  std::string text = op->getName().getStringRef().str();
  if (FileLineColLoc at = fileLocation(op))
    text += ", line " + std::to_string(at.getLine());
  return text;
}

namespace {
/// The accesses to an allocation that its views show.
struct Accesses {
  llvm::SetVector<Operation *> writers;
  Operation *firstWriter = nullptr;
  Operation *lastReader = nullptr;
  /// Something may write that is not known as a writer.
  bool isHidden = false;
};

class NotesMaker {
public:
  explicit NotesMaker(const ArenaProblem &arena) : arena(arena) {
    for (auto [index, allocs] : llvm::enumerate(arena.allocs)) {
      accesses.emplace_back();
      for (Operation *alloc : allocs) {
        bufferOf[alloc] = index;
        if (Value memory = getAllocatedMemory(alloc))
          follow(memory, accesses.back());
      }
    }
    findConstants();
  }

  BufferNotes noteOf(size_t index) const {
    ArrayRef<Operation *> allocs = arena.allocs[index];
    const Accesses &found = accesses[index];
    BufferNotes notes{.location = placeOf(allocs.front()),
                      .space = toText(arena.space),
                      .kind = kindOf(index)};
    llvm::raw_string_ostream(notes.type) << plannedType(allocs.front());
    if (found.firstWriter)
      notes.firstWriter = describe(found.firstWriter);
    if (found.lastReader)
      notes.lastReader = describe(found.lastReader);
    if (allocs.size() > 1)
      for (Operation *alloc : allocs) {
        StringRef name = nameOf(alloc);
        notes.members += (notes.members.empty() ? "" : ", ") +
                         (name.empty() ? describe(alloc) : name.str());
      }
    return notes;
  }

private:
  /// Collects the accesses to a value and to views of it.
  void follow(Value memory, Accesses &found) {
    llvm::SetVector<Value> values;
    values.insert(memory);
    for (size_t i = 0; i < values.size(); ++i)
      for (Operation *user : values[i].getUsers())
        if (isa<ViewLikeOpInterface>(user) && user->getNumResults() == 1)
          values.insert(user->getResult(0));
        else
          access(user, values[i], found);
  }

  void access(Operation *user, Value value, Accesses &found) {
    auto effects = dyn_cast<MemoryEffectOpInterface>(user);
    if (!effects) {
      found.isHidden |= !isPure(user);
      return;
    }
    if (!effects.getEffectOnValue<MemoryEffects::Write>(value) &&
        !effects.getEffectOnValue<MemoryEffects::Read>(value) &&
        !effects.getEffectOnValue<MemoryEffects::Free>(value))
      found.isHidden |= !isPure(user);
    if (effects.getEffectOnValue<MemoryEffects::Write>(value)) {
      found.writers.insert(user);
      if (!found.firstWriter || isBefore(user, found.firstWriter))
        found.firstWriter = user;
    }
    if (effects.getEffectOnValue<MemoryEffects::Read>(value) &&
        (!found.lastReader || isBefore(found.lastReader, user)))
      found.lastReader = user;
  }

  bool isBefore(Operation *a, Operation *b) {
    if (a->getBlock() == b->getBlock())
      return a->isBeforeInBlock(b);
    // Only now: there may be an arena for each of many memory spaces.
    if (position.empty())
      for (FunctionOpInterface function : arena.functions)
        function.walk<WalkOrder::PreOrder>(
            [&](Operation *op) { position.try_emplace(op, position.size()); });
    return position.lookup(a) < position.lookup(b);
  }

  /// Marks what is computed from constants alone, until nothing is added.
  void findConstants() {
    isConstant.assign(arena.allocs.size(), false);
    for (bool changed = true; changed;) {
      changed = false;
      for (size_t i = 0; i < isConstant.size(); ++i)
        if (!isConstant[i] && readsConstantsOnly(i))
          isConstant[i] = changed = true;
    }
  }

  bool readsConstantsOnly(size_t index) const {
    const Accesses &found = accesses[index];
    return !found.isHidden && !found.writers.empty() &&
           llvm::all_of(found.writers, [&](Operation *writer) {
             llvm::SetVector<Value> above;
             getUsedValuesDefinedAbove(writer->getRegions(), above);
             above.insert(writer->operand_begin(), writer->operand_end());
             return llvm::all_of(above, [&](Value value) {
               return isConstantValue(value, index);
             });
           });
  }

  /// True for constants, and for memory that holds nothing else; `own` is the
  /// buffer that is being written.
  bool isConstantValue(Value value, size_t own) const {
    while (Operation *op = value.getDefiningOp()) {
      if (op->hasTrait<OpTrait::ConstantLike>())
        return true;
      if (auto global = dyn_cast<memref::GetGlobalOp>(op)) {
        auto symbol = SymbolTable::lookupNearestSymbolFrom<memref::GlobalOp>(
            op, global.getNameAttr());
        return symbol && symbol.getConstant();
      }
      if (auto buffer = bufferOf.find(op); buffer != bufferOf.end())
        return buffer->second == own || isConstant[buffer->second];
      auto view = dyn_cast<ViewLikeOpInterface>(op);
      if (!view || op->getNumOperands() != 1)
        return false;
      value = view.getViewSource();
    }
    return false;
  }

  /// A fill and something after it is no fill.
  std::string kindOf(size_t index) const {
    if (isa<memref::GlobalOp>(arena.allocs[index].front()))
      return "state";
    if (isa<InputOp>(arena.allocs[index].front()))
      return "input";
    const Accesses &found = accesses[index];
    bool isFilled = !found.isHidden && found.writers.size() == 1 &&
                    isa<linalg::FillOp>(found.writers.front());
    return isFilled ? "fill" : isConstant[index] ? "constant" : "";
  }

  const ArenaProblem &arena;
  DenseMap<Operation *, size_t> position;
  DenseMap<Operation *, size_t> bufferOf;
  std::vector<Accesses> accesses; ///< Of each buffer.
  std::vector<bool> isConstant;   ///< Of each buffer.
};
} // namespace

std::vector<BufferNotes> notesOf(const ArenaProblem &arena) {
  NotesMaker maker(arena);
  std::vector<BufferNotes> notes;
  for (size_t i = 0; i < arena.allocs.size(); ++i)
    notes.push_back(maker.noteOf(i));
  return notes;
}

} // namespace idealloc
