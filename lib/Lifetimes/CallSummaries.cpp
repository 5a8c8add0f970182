//===- CallSummaries.cpp - What callees do to their arguments -------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "idealloc/Lifetimes/CallSummaries.h"

#include "FunctionSummary.h"
#include "idealloc/Dialect/CalleeUse.h"
#include "idealloc/Dialect/Functions.h"
#include "idealloc/Dialect/Idealloc.h"
#include "idealloc/Dialect/Threads.h"
#include "idealloc/Lifetimes/Ownership.h"

#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/IR/Builders.h"
#include "llvm/ADT/SCCIterator.h"

#include <deque>

using namespace mlir;
using namespace idealloc;

namespace {
/// A node of the call graph.
struct CalledFunction {
  /// Null for the root, which calls all others.
  FunctionOpInterface function;
  /// Calls and what they resolve to, which may be null.
  SmallVector<std::pair<Operation *, Operation *>> calls;
  SmallVector<CalledFunction *> callees;
  /// By strongly connected component, callees first.
  size_t component = 0;
  bool isCalled = false;
  bool runsElsewhere = false;
  /// The two summaries; null as long as not computed.
  DictionaryAttr shown, promised;
};
} // namespace

template <> struct llvm::GraphTraits<CalledFunction *> {
  using NodeRef = CalledFunction *;
  using ChildIteratorType = SmallVectorImpl<CalledFunction *>::iterator;
  static NodeRef getEntryNode(NodeRef root) { return root; }
  static ChildIteratorType child_begin(NodeRef node) {
    return node->callees.begin();
  }
  static ChildIteratorType child_end(NodeRef node) {
    return node->callees.end();
  }
};

static std::string symbolOf(Operation *call) {
  std::string text;
  if (SymbolRefAttr symbol = getCalledSymbol(call))
    llvm::raw_string_ostream(text) << symbol;
  return text;
}

/// Functions that may return before they are done, and those of a device.
static bool runsElsewhere(FunctionOpInterface function) {
  Operation *sign = findThreadSign(function);
  return sign &&
         (isSuspension(sign) ||
          (sign == function && !function->hasAttr(IdeallocDialect::kThreads)));
}

/// True if operands and results of the call are arguments and results of the
/// function, one by one.
static bool isPlainCall(Operation *call, FunctionOpInterface function) {
  return llvm::equal(getPassedOperands(call).getTypes(),
                     function.getArgumentTypes()) &&
         (isa<gpu::LaunchFuncOp>(call) || // It has a token, no results.
          llvm::equal(call->getResultTypes(), function.getResultTypes()));
}

namespace {
class CallGraph {
public:
  explicit CallGraph(Operation *top) {
    for (FunctionOpInterface function : functionsIn(top)) {
      nodes.emplace_back().function = function;
      nodeOf[function] = &nodes.back();
      root.callees.push_back(&nodes.back());
    }
    for (CalledFunction &node : nodes)
      node.function->walk([&](Operation *op) {
        if (isCallLike(op))
          addCall(node, op);
      });
    for (CalledFunction &node : nodes)
      node.runsElsewhere = node.isCalled && runsElsewhere(node.function);
  }

  /// Returns false if there are no calls.
  bool annotate() {
    if (llvm::all_of(nodes, [](const CalledFunction &node) {
          return node.calls.empty();
        }))
      return false;
    size_t component = 0;
    for (auto it = llvm::scc_begin(&root); !it.isAtEnd(); ++it) {
      ++component;
      for (CalledFunction *node : *it)
        node->component = component;
      for (CalledFunction *node : *it)
        for (auto [call, callee] : node->calls)
          annotate(*node, call, callee);
      for (CalledFunction *node : *it)
        if (node->isCalled)
          summarise(*node);
    }
    return true;
  }

private:
  Operation *resolve(Operation *op) {
    if (auto call = dyn_cast<CallOpInterface>(op))
      return call.resolveCallableInTable(&symbolTables);
    return symbolTables.lookupNearestSymbolFrom(op, getCalledSymbol(op));
  }

  void addCall(CalledFunction &node, Operation *call) {
    call->removeAttr(IdeallocDialect::kCallee);
    Operation *callee = resolve(call);
    node.calls.push_back({call, callee});
    if (CalledFunction *known = nodeOf.lookup(callee)) {
      known->isCalled = true;
      node.callees.push_back(known);
    }
  }

  void summarise(CalledFunction &node) {
    FunctionSummary summary = idealloc::summarise(node.function);
    node.shown = summary.shown.toAttribute(node.function->getContext());
    node.promised = summary.promised.toAttribute(node.function->getContext());
  }

  void annotate(CalledFunction &caller, Operation *call, Operation *callee) {
    bool isHelper = isDeallocHelperCall(call);
    if (isHelper || (callee && callee->hasAttr(IdeallocDialect::kNoRetain)))
      call->setAttr(IdeallocDialect::kNoRetain,
                    UnitAttr::get(call->getContext()));
    bool isPromised = call->hasAttr(IdeallocDialect::kNoRetain);
    CalledFunction *node = nodeOf.lookup(callee);
    std::string why = whyNone(caller, call, node);
    if (why.empty() && !isHelper)
      call->setAttr(IdeallocDialect::kCallee,
                    isPromised ? node->promised : node->shown);
    else if (!isPromised)
      call->setAttr(IdeallocDialect::kCallee,
                    StringAttr::get(call->getContext(), why));
  }

  /// Why the callee has no summary for this call; empty if it has one.
  std::string whyNone(CalledFunction &caller, Operation *call,
                      CalledFunction *node) {
    std::string name = symbolOf(call);
    if (name.empty())
      return "which function it calls is not known";
    if (node == &caller)
      return name + " calls itself";
    if (node && node->component == caller.component)
      return name + " is called by what it calls, through @" +
             caller.function.getName().str();
    // A launch waits for its kernel, or hands out a token.
    if (node && node->runsElsewhere && !isa<gpu::LaunchFuncOp>(call))
      return name + " may run on after the call returns";
    if (node && isPlainCall(call, node->function))
      return {};
    if (node)
      return name + " is called with other types than it has";
    return name + " has no body that is known here";
  }

  SymbolTableCollection symbolTables;
  /// In program order; addresses stay.
  std::deque<CalledFunction> nodes;
  DenseMap<Operation *, CalledFunction *> nodeOf;
  CalledFunction root;
};
} // namespace

bool idealloc::summariseCalls(Operation *top) {
  return CallGraph(top).annotate();
}

CalleeUse idealloc::summariseArguments(FunctionOpInterface function) {
  FunctionSummary summary = summarise(function);
  return function->hasAttr(IdeallocDialect::kNoRetain) ? summary.promised
                                                       : summary.shown;
}

void idealloc::dropCallSummaries(Operation *top) {
  top->walk([](Operation *op) {
    if (!op->getDiscardableAttrDictionary().empty() && isCallLike(op))
      op->removeAttr(IdeallocDialect::kCallee);
  });
}
