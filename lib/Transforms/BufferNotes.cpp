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
#include "llvm/ADT/MapVector.h"
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
  NotesMaker(const ArenaProblem &arena, SymbolTableCollection &symbols)
      : arena(arena), symbols(symbols) {
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
    Effects effects = effectsOn(user, value);
    if (!effects.reads && !effects.writes && !effects.frees)
      found.isHidden |= !isPure(user);
    if (effects.writes) {
      found.writers.insert(user);
      if (!found.firstWriter || isBefore(user, found.firstWriter))
        found.firstWriter = user;
    }
    if (effects.reads &&
        (!found.lastReader || isBefore(found.lastReader, user)))
      found.lastReader = user;
  }

  /// What an op declares of one value; of an op of many, it is asked once.
  struct Effects {
    bool reads = false, writes = false, frees = false;
  };
  Effects effectsOn(Operation *op, Value value) {
    auto [it, isNew] = effects.try_emplace(op);
    if (auto interface = dyn_cast<MemoryEffectOpInterface>(op);
        isNew && interface) {
      SmallVector<MemoryEffects::EffectInstance> instances;
      interface.getEffects(instances);
      for (const MemoryEffects::EffectInstance &instance : instances) {
        Effects &known = it->second[instance.getValue()];
        known.reads |= isa<MemoryEffects::Read>(instance.getEffect());
        known.writes |= isa<MemoryEffects::Write>(instance.getEffect());
        known.frees |= isa<MemoryEffects::Free>(instance.getEffect());
      }
    }
    return it->second.lookup(value);
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

  /// An op that writes buffers: those it writes, those it has its values from,
  /// each once, and how many of these are not known to be constant.
  struct Writer {
    SmallVector<size_t, 1> writes;
    llvm::SmallSetVector<size_t, 2> sources;
    size_t unknown = 0;
    /// What it has from elsewhere is constant.
    bool isConstant = true;
  };

  /// Marks what is computed from constants alone; a buffer may be a source of
  /// its own. Cost: linear in the writers and what they use.
  void findConstants() {
    isConstant.assign(accesses.size(), false);
    llvm::MapVector<Operation *, Writer> writers;
    /// By buffer: writers that are not done with it.
    std::vector<size_t> left(accesses.size());
    for (auto [index, found] : llvm::enumerate(accesses)) {
      left[index] = found.writers.size();
      for (Operation *op : found.writers)
        writers[op].writes.push_back(index);
    }
    std::vector<SmallVector<Writer *, 1>> usersOf(accesses.size());
    for (auto &[op, writer] : writers) {
      addSources(op, writer);
      writer.unknown = writer.sources.size();
      for (size_t source : writer.sources)
        usersOf[source].push_back(&writer);
    }
    SmallVector<size_t> worklist;
    auto finish = [&](size_t index) {
      if (isConstant[index] || --left[index] || accesses[index].isHidden)
        return;
      isConstant[index] = true;
      worklist.push_back(index);
    };
    auto check = [&](const Writer &writer) {
      if (!writer.isConstant || writer.unknown > 1)
        return;
      if (writer.unknown == 0) {
        llvm::for_each(writer.writes, finish);
        return;
      }
      // None if the last one waits in the worklist.
      auto last = llvm::find_if(
          writer.sources, [&](size_t source) { return !isConstant[source]; });
      if (last != writer.sources.end() &&
          llvm::is_contained(writer.writes, *last))
        finish(*last);
    };
    for (auto &[op, writer] : writers)
      check(writer);
    while (!worklist.empty())
      for (Writer *writer : usersOf[worklist.pop_back_val()]) {
        --writer->unknown;
        check(*writer);
      }
  }

  void addSources(Operation *op, Writer &writer) {
    llvm::SetVector<Value> used;
    getUsedValuesDefinedAbove(op->getRegions(), used);
    used.insert(op->operand_begin(), op->operand_end());
    for (Value value : used)
      addSource(value, writer);
  }

  void addSource(Value value, Writer &writer) {
    while (Operation *op = value.getDefiningOp()) {
      if (op->hasTrait<OpTrait::ConstantLike>())
        return;
      if (auto global = dyn_cast<memref::GetGlobalOp>(op)) {
        auto symbol = symbols.lookupNearestSymbolFrom<memref::GlobalOp>(
            op, global.getNameAttr());
        writer.isConstant &= symbol && symbol.getConstant();
        return;
      }
      if (auto buffer = bufferOf.find(op); buffer != bufferOf.end()) {
        writer.sources.insert(buffer->second);
        return;
      }
      auto view = dyn_cast<ViewLikeOpInterface>(op);
      if (!view || op->getNumOperands() != 1)
        break;
      value = view.getViewSource();
    }
    writer.isConstant = false;
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
  DenseMap<Operation *, DenseMap<Value, Effects>> effects;
  SymbolTableCollection &symbols;
  std::vector<Accesses> accesses; ///< Of each buffer.
  std::vector<bool> isConstant;   ///< Of each buffer.
};
} // namespace

std::vector<BufferNotes> notesOf(const ArenaProblem &arena,
                                 SymbolTableCollection &symbols) {
  NotesMaker maker(arena, symbols);
  std::vector<BufferNotes> notes;
  for (size_t i = 0; i < arena.allocs.size(); ++i)
    notes.push_back(maker.noteOf(i));
  return notes;
}

} // namespace idealloc
