//===- FunctionSummary.cpp - What one function does to its arguments ------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "FunctionSummary.h"

#include "OpFacts.h"

#include "idealloc/Dialect/Allocations.h"
#include "idealloc/Dialect/BufferUseInterface.h"
#include "idealloc/Dialect/PlainData.h"
#include "idealloc/Lifetimes/LogicalTime.h"
#include "idealloc/Lifetimes/UseScreen.h"

#include "mlir/Dialect/Bufferization/IR/Bufferization.h"
#include "mlir/Dialect/Bufferization/Transforms/BufferViewFlowAnalysis.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Interfaces/ControlFlowInterfaces.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"
#include "llvm/ADT/SmallBitVector.h"

#include <queue>

using namespace mlir;

namespace idealloc {

using Argument = CalleeUse::Argument;

static bool isMemRef(Type type) { return isa<BaseMemRefType>(type); }

/// Numbers, and vectors of them; a value of another type may hold a pointer.
static bool isNumber(Type type) {
  if (auto vector = dyn_cast<VectorType>(type))
    type = vector.getElementType();
  return type.isIntOrIndexOrFloat() || isa<ComplexType>(type);
}

/// The summary of a call whose operand this is, and its number there; nullopt
/// for other uses and where there is no summary.
static std::optional<std::pair<const OpFacts::Callee *, int64_t>>
calleeUseOf(OpOperand &use, OpFacts &facts) {
  Operation *call = use.getOwner();
  if (!isCallLike(call) || getPassedOperands(call).empty())
    return std::nullopt;
  OperandRange passed = getPassedOperands(call);
  int64_t number =
      int64_t(use.getOperandNumber()) - passed.getBeginOperandIndex();
  const OpFacts::Callee *callee = facts.calleeOf(call);
  if (!callee || number < 0 || number >= int64_t(passed.size()))
    return std::nullopt;
  return std::pair(callee, number);
}

/// What an access is, by the summary of a callee, the op's own word, or its
/// effects; both if none of them tells.
static OperandUse classifyAccess(OpOperand &use, OpFacts &facts) {
  constexpr OperandUse unknown{.reads = true, .writes = true};
  Operation *op = use.getOwner();
  OperandUse result;
  if (auto callee = calleeUseOf(use, facts)) {
    Argument argument = callee->first->use.arguments[callee->second];
    result.reads = argument != Argument::Write && argument != Argument::None;
    result.writes = argument != Argument::Read && argument != Argument::None;
  } else if (auto stated = dyn_cast<BufferUseOpInterface>(op)) {
    result = stated.getOperandUse(use);
  } else if (auto effects = facts.effectsOn(op, use.get())) {
    result.reads = effects->reads;
    result.writes = effects->writes;
  }
  return result.reads || result.writes ? result : unknown;
}

/// True if what the operand refers to may be gone after the op, or its callee.
static bool mayFree(OpOperand &use, OpFacts &facts) {
  Operation *op = use.getOwner();
  if (auto callee = calleeUseOf(use, facts))
    return callee->first->use.arguments[callee->second] == Argument::Free;
  return getFreedMemory(op) == use.get() ||
         isa<memref::ReallocOp, bufferization::DeallocOp>(op);
}

namespace {
/// One propagation of sets of argument numbers along aliases, then one look at
/// every use of every alias.
class Summariser {
public:
  explicit Summariser(FunctionOpInterface function)
      : function(function), time(function), flow(function), reads(count()),
        writes(count()), keeps(count()), frees(count()),
        returns(function.getNumResults(), llvm::SmallBitVector(count())) {}

  FunctionSummary run() {
    findOpaqueRegions();
    propagate();
    for (auto &[alias, arguments] : origins)
      if (isMemRef(alias.getType()))
        for (OpOperand &use : alias.getUses())
          examine(use, arguments);
      else
        keeps |= arguments;
    return {result(/*isPromised=*/false), result(/*isPromised=*/true)};
  }

private:
  unsigned count() { return function.getNumArguments(); }

  /// Regions that run at a time that is not known, and those inside.
  void findOpaqueRegions() {
    function->walk<WalkOrder::PreOrder>([&](Operation *op) {
      if (op == function)
        return;
      for (Region &region : op->getRegions())
        if (opaque.contains(op->getParentRegion()) ||
            classifyRegion(region, facts) == RegionKind::Opaque)
          opaque.insert(&region);
    });
  }

  void add(Value alias, const llvm::SmallBitVector &arguments) {
    llvm::SmallBitVector &known = origins[alias];
    if (known.empty())
      known.resize(count());
    if (!arguments.test(known))
      return; // No bit that is new.
    known |= arguments;
    if (pending.insert(alias).second)
      worklist.push({tickOf(alias), alias});
  }

  /// When the value is there, for a worklist in program order.
  int64_t tickOf(Value value) {
    if (Operation *op = value.getDefiningOp())
      return time.spanOf(op).exit;
    Block *block = value.getParentBlock();
    return block->empty() ? 0 : time.spanOf(&block->front()).enter;
  }

  void propagate() {
    // Behind them may be memory that a gpu.func brings along.
    for (BlockArgument argument : function.getArguments().take_front(count()))
      if (isMemRef(argument.getType())) {
        llvm::SmallBitVector self(count());
        self.set(argument.getArgNumber());
        add(argument, self);
      }
    while (!worklist.empty()) {
      Value alias = worklist.top().second;
      worklist.pop();
      pending.erase(alias);
      llvm::SmallBitVector arguments = origins[alias];
      // The analysis lets every result of a call alias every operand.
      if (auto found = flow.find(alias); found != flow.end())
        for (Value next : found->second)
          if (!next.getDefiningOp<CallOpInterface>())
            add(next, arguments);
      for (OpOperand &use : alias.getUses())
        if (auto callee = calleeUseOf(use, facts))
          for (unsigned result : callee->first->resultsOf[callee->second])
            add(use.getOwner()->getResult(result), arguments);
    }
  }

  void examine(OpOperand &use, const llvm::SmallBitVector &arguments) {
    Operation *op = use.getOwner();
    if (op->hasTrait<OpTrait::ReturnLike>() && op->getParentOp() == function &&
        op->getNumOperands() == returns.size()) {
      returns[use.getOperandNumber()] |= arguments;
      return;
    }
    if (mayFree(use, facts))
      frees |= arguments;
    UseKind kind = classifyUse(use, facts).kind;
    bool isUnderstood = kind == UseKind::None || kind == UseKind::Forward ||
                        kind == UseKind::Access;
    // The analysis of upstream follows memrefs alone.
    if (kind == UseKind::Forward)
      isUnderstood = llvm::none_of(op->getResultTypes(), [](Type type) {
        return isMemoryName(type) && !isMemRef(type);
      });
    if (!isUnderstood || opaque.contains(op->getParentRegion())) {
      keeps |= arguments;
      return;
    }
    if (kind != UseKind::Access)
      return;
    OperandUse access = classifyAccess(use, facts);
    if (access.reads)
      reads |= arguments;
    if (access.writes)
      writes |= arguments;
  }

  CalleeUse result(bool isPromised) {
    ArrayRef<Type> results = function.getResultTypes();
    // A promise says nothing of pointers in results.
    isPromised &= llvm::all_of(
        results, [](Type type) { return isMemRef(type) || isNumber(type); });
    CalleeUse use(count(), returns.size());
    llvm::SmallBitVector covered(count());
    for (auto [number, type] : llvm::enumerate(function.getArgumentTypes())) {
      Argument &argument = use.arguments[number];
      bool isCovered = isPromised && keeps[number] && !frees[number];
      covered[number] = isCovered && isMemRef(type);
      if (!isMemRef(type))
        argument = isNumber(type) ? Argument::None : Argument::Keep;
      else if (isCovered)
        argument = Argument::ReadWrite;
      else if (keeps[number])
        argument = frees[number] ? Argument::Free : Argument::Keep;
      else if (reads[number])
        argument = writes[number] ? Argument::ReadWrite : Argument::Read;
      else
        argument = writes[number] ? Argument::Write : Argument::None;
    }
    for (auto [position, aliases] : llvm::enumerate(use.results)) {
      llvm::SmallBitVector numbers = returns[position];
      if (isMemRef(results[position]))
        numbers |= covered;
      llvm::append_range(aliases, numbers.set_bits());
    }
    return use;
  }

  FunctionOpInterface function;
  LogicalTime time;
  OpFacts facts;
  BufferViewFlowAnalysis flow;
  /// The arguments each value may alias.
  DenseMap<Value, llvm::SmallBitVector> origins;
  /// The values whose set has grown, the first in the program on top.
  using Entry = std::pair<int64_t, Value>;
  struct Later {
    bool operator()(const Entry &a, const Entry &b) const {
      return a.first > b.first;
    }
  };
  std::priority_queue<Entry, std::vector<Entry>, Later> worklist;
  DenseSet<Value> pending;
  DenseSet<Region *> opaque;
  llvm::SmallBitVector reads, writes, keeps, frees;
  SmallVector<llvm::SmallBitVector> returns;
};
} // namespace

FunctionSummary summarise(FunctionOpInterface function) {
  return Summariser(function).run();
}

} // namespace idealloc
