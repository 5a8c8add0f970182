//===- States.cpp - Memory that survives calls ----------------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "States.h"

#include "MakeStatic.h"
#include "MemorySpaces.h"
#include "idealloc/Dialect/Allocations.h"
#include "idealloc/Dialect/Functions.h"
#include "idealloc/Dialect/Idealloc.h"
#include "idealloc/Dialect/MemRefBytes.h"
#include "idealloc/Dialect/Names.h"
#include "idealloc/Lifetimes/AliasFlow.h"
#include "idealloc/Lifetimes/RegionKinds.h"

#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/IR/Builders.h"
#include "mlir/IR/SymbolTable.h"

using namespace mlir;

namespace idealloc {

static std::string quotedName(Operation *op) {
  return ("'" + op->getName().getStringRef() + "'").str();
}

//===----------------------------------------------------------------------===//
// Who uses states
//===----------------------------------------------------------------------===//

void State::refuse(const Twine &reason, Operation *blamed) {
  if (!refusal.empty())
    return;
  refusal = reason.str();
  culprit = blamed;
}

/// The function whose code an op is; null if it is that of something else
/// inside of it.
static FunctionOpInterface functionOf(Operation *op) {
  for (op = op->getParentOp(); op; op = op->getParentOp()) {
    if (auto function = dyn_cast<FunctionOpInterface>(op))
      return function;
    if (op->hasTrait<OpTrait::IsIsolatedFromAbove>())
      break;
  }
  return {};
}

static void addUser(State &state, Operation *user) {
  std::string name = quotedName(user);
  if (!isa<memref::GetGlobalOp>(user))
    return state.refuse(name + " refers to it", user);
  FunctionOpInterface function = functionOf(user);
  if (!function)
    return state.refuse(name + " is not in the code of a function itself",
                        user);
  if (!llvm::is_contained(state.users, function))
    state.users.push_back(function);
}

std::vector<State> findStates(Operation *top) {
  std::vector<State> states;
  DenseMap<Operation *, size_t> numberOf;
  top->walk<WalkOrder::PreOrder>([&](memref::GlobalOp global) {
    if (!global->hasAttr(IdeallocDialect::kState))
      return;
    numberOf[global] = states.size();
    states.push_back({.global = global, .users = {}, .refusal = {}});
    std::optional<int64_t> bytes =
        getByteSize(global.getType(), DataLayout::closest(global));
    if (!bytes || *bytes == 0)
      states.back().refuse(bytes ? "it has no bytes"
                                 : "it has no known size in bytes");
  });
  if (states.empty())
    return states;
  SymbolTableCollection symbols;
  top->walk<WalkOrder::PreOrder>([&](Operation *op) {
    op->getAttrDictionary().walk<WalkOrder::PreOrder>(
        [&](SymbolRefAttr symbol) {
          auto number =
              numberOf.find(symbols.lookupNearestSymbolFrom(op, symbol));
          if (number != numberOf.end())
            addUser(states[number->second], op);
          return WalkResult::skip();
        });
  });
  for (State &state : states)
    if (state.users.empty())
      state.refuse("nothing uses it");
  return states;
}

void selectStates(std::vector<State> &states,
                  ArrayRef<std::unique_ptr<Lifetimes>> lifetimes,
                  const Selection &selection, StringRef why) {
  std::optional<Attribute> planned;
  DenseSet<Attribute> ofDevice;
  for (auto &ofFunction : lifetimes)
    for (const Root &root : ofFunction->getRoots()) {
      if (root.refusal)
        continue;
      Attribute space = root.getType().getMemorySpace();
      if (!planned)
        planned = space;
      if (isa<gpu::AllocOp>(root.op))
        ofDevice.insert(space);
    }
  for (State &state : states) {
    if (!why.empty())
      state.refuse(why);
    MemRefType type = state.global.getType();
    Attribute space = state.getSpace();
    std::optional<int64_t> bytes =
        getByteSize(type, DataLayout::closest(state.global));
    if (!selection.contains(type, bytes.value_or(0)))
      state.refuse("memory-spaces and min-size do not select it");
    if (selection.isOpen() && planned && *planned != space)
      state.refuse("memory space '" + toText(*planned) +
                   "' is planned; say memory-spaces=all");
    if (ofDevice.contains(space))
      state.refuse("memory of a device is planned in its memory space");
    if (state.refusal.empty() && !planned)
      planned = space;
  }
}

FailureOr<ProgramBonds> collectBonds(Operation *top,
                                     ArrayRef<std::string> concurrent) {
  SmallVector<FunctionOpInterface> functions = functionsIn(top);
  for (StringRef name : concurrent) {
    name.consume_front("@");
    auto named = llvm::make_filter_range(
        functions, [&](auto function) { return function.getName() == name; });
    if (!llvm::hasSingleElement(named))
      return emitError(top->getLoc())
             << "concurrent names '" << name << "', and "
             << (named.empty() ? "no function" : "more than one function")
             << " with a body is called that";
    (*named.begin())
        ->setAttr(IdeallocDialect::kConcurrent,
                  UnitAttr::get(top->getContext()));
  }
  ProgramBonds bonds;
  llvm::copy_if(functions, std::back_inserter(bonds.concurrent),
                [](FunctionOpInterface function) {
                  return function->hasAttr(IdeallocDialect::kConcurrent);
                });
  if (bonds.concurrent.size() == 1)
    return bonds.concurrent.front().emitError()
           << "is the only function that may run at the same time as others; "
              "name them all with concurrent=@A,@B";
  return bonds;
}

//===----------------------------------------------------------------------===//
// Allocations
//===----------------------------------------------------------------------===//

/// Emits an error and fails if a state has to do with a deallocation that is
/// not plainly its own; collects those.
static LogicalResult collectDeallocs(Operation *alloc,
                                     SmallVectorImpl<Operation *> &deallocs) {
  Value memory = getAllocatedMemory(alloc);
  DenseSet<Operation *> seen;
  for (Value alias : allAliasesOf({memory}))
    for (Operation *user : alias.getUsers()) {
      if (!seen.insert(user).second)
        continue;
      if (getFreedMemory(user) == memory) {
        deallocs.push_back(user);
        continue;
      }
      bool isReturn = user->hasTrait<OpTrait::ReturnLike>() &&
                      isa<FunctionOpInterface>(user->getParentOp());
      auto effects = dyn_cast<MemoryEffectOpInterface>(user);
      bool isFree =
          effects && effects.getEffectOnValue<MemoryEffects::Free>(alias);
      if (!isReturn && !isFree)
        continue;
      auto diag = alloc->emitError()
                  << "is 'idealloc.state', but "
                  << (isReturn ? "is returned, and who gets it may free it"
                               : "may be freed under another name");
      diag.attachNote(user->getLoc()) << "because of this";
      return diag;
    }
  return success();
}

static LogicalResult check(Operation *alloc, RegionKinds &kinds,
                           SmallVectorImpl<Operation *> &deallocs) {
  MemRefType type = getAllocatedMemory(alloc).getType();
  // Made only if needed: an error at an op prints the op.
  auto refuse = [&] {
    return alloc->emitError() << "is 'idealloc.state', but ";
  };
  FunctionOpInterface function = functionOf(alloc);
  std::optional<int64_t> bytes = getByteSize(type, DataLayout::closest(alloc));
  if (isa<gpu::AllocOp>(alloc))
    return refuse() << "is memory of a device, which is no global";
  if (!type.hasStaticShape() || !bytes || *bytes == 0)
    return refuse() << "has no constant size";
  if (!function)
    return refuse() << "is not in the code of a function itself";
  for (Region *region = alloc->getParentRegion();
       region->getParentOp() != function;
       region = region->getParentOp()->getParentRegion()) {
    RegionKind kind = kinds.of(*region);
    if (kind == RegionKind::Parallel || kind == RegionKind::Opaque)
      return refuse() << "instances of the body of "
                      << quotedName(region->getParentOp())
                      << " may run at once, and would have one; mark a "
                         "memref.global if they are to share it";
  }
  return collectDeallocs(alloc, deallocs);
}

static void rewrite(Operation *alloc, SymbolTableCollection &symbols) {
  FunctionOpInterface function = functionOf(alloc);
  Operation *table = function->getParentWithTrait<OpTrait::SymbolTable>();
  MemRefType type = getAllocatedMemory(alloc).getType();
  StringRef name = nameOf(alloc);
  name.consume_front("%"); // Of the text.
  OpBuilder builder(alloc);
  int64_t alignment = getStatedAlignment(alloc);
  auto global = memref::GlobalOp::create(
      builder, alloc->getLoc(), name.empty() ? "state" : toFileName(name),
      builder.getStringAttr("private"), type, builder.getUnitAttr(),
      /*constant=*/false,
      alignment == 1 ? IntegerAttr() : builder.getI64IntegerAttr(alignment));
  for (StringRef kept : {IdeallocDialect::kState, IdeallocDialect::kPin})
    if (Attribute attribute = alloc->getAttr(kept))
      global->setAttr(kept, attribute);
  global->remove();
  symbols.getSymbolTable(table).insert(global, Block::iterator(function));
  auto address = memref::GetGlobalOp::create(builder, alloc->getLoc(), type,
                                             global.getSymName());
  getAllocatedMemory(alloc).replaceAllUsesWith(address);
  remarkMadeStatic(alloc->getLoc(), "state",
                   *getByteSize(type, DataLayout::closest(alloc)),
                   function.getName());
  alloc->erase();
}

FailureOr<bool> makeStateGlobals(Operation *top) {
  SmallVector<Operation *> allocs, deallocs;
  RegionKinds kinds;
  LogicalResult result = success();
  for (FunctionOpInterface function : functionsIn(top))
    function.walk([&](Operation *op) {
      if (!op->hasAttr(IdeallocDialect::kState) || !getAllocatedMemory(op))
        return;
      allocs.push_back(op);
      if (failed(check(op, kinds, deallocs)))
        result = failure();
    });
  if (failed(result))
    return failure();
  SymbolTableCollection symbols;
  for (Operation *dealloc : deallocs)
    dealloc->erase();
  for (Operation *alloc : allocs)
    rewrite(alloc, symbols);
  return !allocs.empty();
}

} // namespace idealloc
