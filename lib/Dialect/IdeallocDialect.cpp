//===- IdeallocDialect.cpp - The idealloc dialect -------------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "idealloc/Dialect/Allocations.h"
#include "idealloc/Dialect/Bodies.h"
#include "idealloc/Dialect/CalleeUse.h"
#include "idealloc/Dialect/Idealloc.h"
#include "idealloc/Dialect/Threads.h"

#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/IR/Builders.h"
#include "mlir/Interfaces/CallInterfaces.h"
#include "mlir/Interfaces/FunctionInterfaces.h"
#include "mlir/Transforms/InliningUtils.h"

using namespace mlir;
using namespace idealloc;

#include "idealloc/Dialect/IdeallocDialect.cpp.inc"

namespace {
/// A function that holds an arena stays a function: inlined, its slices would
/// sit in the frame of another plan. Slices alone may move.
struct IdeallocInlinerInterface : DialectInlinerInterface {
  using DialectInlinerInterface::DialectInlinerInterface;
  bool isLegalToInline(Operation *op, Region *, bool, IRMapping &) const final {
    return !isa<ArenaOp>(op);
  }
};
} // namespace

void IdeallocDialect::initialize() {
  registerAttributes();
  addOperations<
#define GET_OP_LIST
#include "idealloc/Dialect/IdeallocOps.cpp.inc"
      >();
  addInterfaces<IdeallocInlinerInterface>();
}

/// True if no other part of the program, and no value at its start, has
/// anything to do with the bytes of a global.
static bool mayBeState(memref::GlobalOp global) {
  return global && global.isPrivate() && global.isUninitialized() &&
         !global.getConstant();
}

/// The rules of attributes on allocations, and on globals that are states.
static LogicalResult verifyAllocAttribute(Operation *op, NamedAttribute attr) {
  StringRef name = attr.getName();
  bool isOfState = op->hasAttr(IdeallocDialect::kState) &&
                   mayBeState(dyn_cast<memref::GlobalOp>(op)) &&
                   name != IdeallocDialect::kLifetime &&
                   name != IdeallocDialect::kSlot;
  if (!getAllocatedMemory(op) && !isOfState)
    return op->emitOpError()
           << "carries '" << name
           << "', which belongs on an op that allocates one memref";
  if (name == IdeallocDialect::kKeep) {
    if (!isa<UnitAttr>(attr.getValue()))
      return op->emitOpError() << "expects '" << name << "' to be a unit "
                               << "attribute";
    return success();
  }
  if (name == IdeallocDialect::kLifetime ||
      name == IdeallocDialect::kProgramLifetime) {
    if (!isa<LifetimeAttr>(attr.getValue()))
      return op->emitOpError() << "expects '" << name
                               << "' to be an #idealloc.lifetime<begin to end>";
    return success();
  }
  auto number = dyn_cast<IntegerAttr>(attr.getValue());
  if (!number || !number.getType().isSignlessInteger(64) || number.getInt() < 0)
    return op->emitOpError()
           << "expects '" << name << "' to be an i64 number"
           << (name == IdeallocDialect::kSlot ? "" : " of bytes")
           << ", 0 or more";
  return success();
}

/// The value of an i64 attribute of at least `least`, if it is one.
static std::optional<int64_t> getNumber(DictionaryAttr dictionary,
                                        StringRef key, int64_t least) {
  auto number = dictionary.getAs<IntegerAttr>(key);
  if (!number || !number.getType().isSignlessInteger(64) ||
      number.getInt() < least)
    return std::nullopt;
  return number.getInt();
}

static bool isAlignment(DictionaryAttr dictionary) {
  std::optional<int64_t> alignment = getNumber(dictionary, "alignment", 1);
  return alignment && llvm::isPowerOf2_64(*alignment);
}

/// An entry of `idealloc.arenas`: the promised keys, the others if well-formed.
static bool isArenaEntry(Attribute attr) {
  auto arena = dyn_cast<DictionaryAttr>(attr);
  return arena && arena.get("space") && arena.getAs<StringAttr>("status") &&
         getNumber(arena, "bytes", 0) && getNumber(arena, "load", 0) &&
         getNumber(arena, "lower_bound", 0) &&
         (!arena.contains("alignment") || isAlignment(arena)) &&
         (!arena.contains("ticks") || getNumber(arena, "ticks", 0));
}

static LogicalResult verifyStateAttribute(Operation *op, Attribute value) {
  auto global = dyn_cast<memref::GlobalOp>(op);
  if (isa<UnitAttr>(value) &&
      (global ? mayBeState(global) : bool(getAllocatedMemory(op))))
    return success();
  return op->emitOpError()
         << "expects 'idealloc.state' to be a unit attribute on an allocation, "
            "or on a memref.global that is private, uninitialized and not "
            "constant";
}

/// An entry of `idealloc.inputs`.
static bool isInputEntry(Attribute attr) {
  auto input = dyn_cast<DictionaryAttr>(attr);
  return input && input.get("space") && getNumber(input, "argument", 0) &&
         getNumber(input, "offset", 0) && getNumber(input, "bytes", 0) &&
         input.getAs<DenseI64ArrayAttr>("lifetime");
}

static LogicalResult verifyInputsAttribute(Operation *op, Attribute value) {
  auto inputs = dyn_cast<ArrayAttr>(value);
  if (isa<FunctionOpInterface>(op) && inputs &&
      llvm::all_of(inputs, isInputEntry))
    return success();
  return op->emitOpError() << "expects 'idealloc.inputs' to be an array of "
                              "{argument, space, offset, bytes, lifetime} on a "
                              "function";
}

static LogicalResult verifyProgramAttribute(Operation *op, Attribute value) {
  auto program = dyn_cast<DictionaryAttr>(value);
  if (isa<FunctionOpInterface>(op) && program &&
      getNumber(program, "number", 0))
    return success();
  return op->emitOpError()
         << "expects 'idealloc.program' to be {number} on a function";
}

static LogicalResult verifyArenasAttribute(Operation *op, Attribute value) {
  auto arenas = dyn_cast<ArrayAttr>(value);
  if (!isa<FunctionOpInterface>(op) || !arenas ||
      !llvm::all_of(arenas, isArenaEntry))
    return op->emitOpError() << "expects 'idealloc.arenas' to be an array of "
                                "{space, bytes, load, "
                                "lower_bound, status} on a function";
  // Two plans for one space cannot both be waiting for their arena.
  llvm::SmallDenseSet<Attribute> pending;
  for (auto arena : arenas.getAsRange<DictionaryAttr>())
    if (arena.contains("ticks") && !pending.insert(arena.get("space")).second)
      return op->emitOpError() << "has two 'idealloc.arenas' for memory space "
                               << arena.get("space");
  return success();
}

LogicalResult IdeallocDialect::verifyOperationAttribute(Operation *op,
                                                        NamedAttribute attr) {
  StringRef name = attr.getName();
  if (llvm::is_contained(
          {kLifetime, kProgramLifetime, kSlot, kPin, kOffset, kKeep}, name))
    return verifyAllocAttribute(op, attr);
  if (name == kResults) {
    auto text = dyn_cast<StringAttr>(attr.getValue());
    if (isa<FunctionOpInterface>(op) && text &&
        (text == "arena" || text == "program"))
      return success();
    return op->emitOpError() << "expects 'idealloc.results' to be \"arena\" or "
                                "\"program\" on a function";
  }
  if (name == kState)
    return verifyStateAttribute(op, attr.getValue());
  if (name == kInputs)
    return verifyInputsAttribute(op, attr.getValue());
  if (name == kMemories) {
    auto list = dyn_cast<ArrayAttr>(attr.getValue());
    if (list && op->hasTrait<OpTrait::SymbolTable>() &&
        llvm::all_of(list, [](Attribute entry) {
          auto memory = dyn_cast<DictionaryAttr>(entry);
          return memory && memory.get("space") && getNumber(memory, "bytes", 0);
        }))
      return success();
    return op->emitOpError() << "expects 'idealloc.memories' to be an array of "
                                "{space, bytes} on a module";
  }
  if (name == kProgram)
    return verifyProgramAttribute(op, attr.getValue());
  if (name == kArenas)
    return verifyArenasAttribute(op, attr.getValue());
  if (name == kNoRetain) {
    bool mayPromise =
        isa<FunctionOpInterface>(op) || isCallLike(op) || op->getNumOperands();
    if (!isa<UnitAttr>(attr.getValue()) || !mayPromise)
      return op->emitOpError()
             << "expects 'idealloc.noretain' to be a unit attribute on a "
                "function or an op that takes operands";
    return success();
  }
  if (name == kNoCallback) {
    if (!isa<UnitAttr>(attr.getValue()) ||
        !isa<CallOpInterface, FunctionOpInterface>(op))
      return op->emitOpError() << "expects 'idealloc.nocallback' to be a unit "
                                  "attribute on a call or a function";
    return success();
  }
  if (name == kOrder || name == kOrderBound) {
    auto number = dyn_cast<IntegerAttr>(attr.getValue());
    if (!number || !number.getType().isSignlessInteger(64) ||
        number.getInt() < 0 ||
        (name == kOrderBound && !isa<FunctionOpInterface>(op)))
      return op->emitOpError()
             << "expects '" << name << "' to be an i64 number, 0 or more"
             << (name == kOrder ? "" : ", on a function");
    return success();
  }
  if (name == kKeepOrder || name == kInOrder || name == kClone) {
    if (!isa<UnitAttr>(attr.getValue()) ||
        (name == kClone && !op->hasAttr(kOrder)))
      return op->emitOpError()
             << "expects '" << name << "' to be a unit attribute"
             << (name == kClone ? " beside 'idealloc.order'" : "");
    return success();
  }
  if (name == kThreads || name == kConcurrent || name == bodyAttribute) {
    if (!isa<UnitAttr>(attr.getValue()) || !isa<FunctionOpInterface>(op))
      return op->emitOpError()
             << "expects '" << name << "' to be a unit attribute on a function";
    return success();
  }
  if (name == barrierAttribute) {
    if (!isa<UnitAttr>(attr.getValue()) || op->getNumRegions() > 1 ||
        (op->getNumRegions() && !isa<FunctionOpInterface>(op)))
      return op->emitOpError() << "expects 'idealloc.barrier' to be a unit "
                                  "attribute on a function or an op without "
                                  "regions";
    return success();
  }
  if (name == kCallee) {
    if (!isCallLike(op) || (!isa<StringAttr>(attr.getValue()) &&
                            !CalleeUse::parse(attr.getValue())))
      return op->emitOpError()
             << "expects 'idealloc.callee' to be {args, results} or a string "
                "on a call";
    return success();
  }
  return op->emitOpError() << "carries '" << name
                           << "', which the idealloc dialect does not know";
}

/// Functions of these dialects take what memrefs have been lowered to.
static bool isLowered(Operation *function) {
  return llvm::is_contained({"emitc", "llvm", "spirv"},
                            function->getName().getDialectNamespace());
}

LogicalResult IdeallocDialect::verifyRegionArgAttribute(Operation *op, unsigned,
                                                        unsigned argument,
                                                        NamedAttribute attr) {
  if (attr.getName() != kArena)
    return op->emitOpError() << "argument #" << argument << " carries '"
                             << attr.getName().strref()
                             << "', which the idealloc dialect does not know";
  auto arena = dyn_cast<DictionaryAttr>(attr.getValue());
  auto function = dyn_cast<FunctionOpInterface>(op);
  if (!arena || !getNumber(arena, "bytes", 0) || !isAlignment(arena) ||
      !function ||
      !(isLowered(op) ||
        isa<MemRefType>(function.getArgumentTypes()[argument])))
    return op->emitOpError() << "argument #" << argument
                             << " expects 'idealloc.arena' to be {alignment, "
                                "bytes} on a memref";
  return success();
}

LogicalResult IdeallocDialect::verifyRegionResultAttribute(
    Operation *op, unsigned, unsigned result, NamedAttribute attr) {
  return op->emitOpError() << "result #" << result << " carries '"
                           << attr.getName().strref()
                           << "', which the idealloc dialect does not know";
}
