//===- ProgramTime.cpp - One time for functions that call one another -----===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "idealloc/Lifetimes/ProgramTime.h"

#include "idealloc/Dialect/CalleeUse.h"
#include "idealloc/Dialect/Idealloc.h"
#include "idealloc/Lifetimes/ReturnedRoots.h"

#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "llvm/ADT/IntEqClasses.h"
#include "llvm/ADT/MapVector.h"

using namespace mlir;

namespace idealloc {

/// Copies of ops beyond the first of each may be so many for each op, and so
/// many in all for programs that are small.
static constexpr size_t copiesPerOp = 4, freeCopies = 10000;

ProgramTime::ProgramTime(Operation *top,
                         ArrayRef<std::unique_ptr<Lifetimes>> functions,
                         const ProgramBonds &bonds)
    : calls(top), lifetimes(functions) {
  size_t count = calls.getFunctions().size();
  isOwn.resize(count);
  isOutlined.resize(count);
  isBelowOwn.resize(count);
  parties.resize(count);
  isGiven.resize(count);
  programs.resize(count);
  SmallVector<ProgramCalls::Call> backEdges;
  SmallVector<unsigned> order = calls.postOrder(backEdges);
  findOwn(backEdges);
  for (unsigned number : llvm::reverse(order))
    for (const ProgramCalls::Call &call : calls.getFunctions()[number].calls)
      if (isHanded(call) && (isOwn[number] || isBelowOwn[number]))
        isBelowOwn[*call.callee] = true;
  findPrograms(bonds);
  if (!bonds.concurrent.empty())
    findParties(bonds);
  findOutlined(order);
  refuseReturned();
  for (auto &ofFunction : lifetimes)
    for (Root &root : ofFunction->getRoots())
      if (!root.refusal)
        rootOf[root.op] = &root;
  // Callees first, so that what is outlined lies near those who call it.
  llvm::MapVector<unsigned, SmallVector<unsigned>> roots;
  for (unsigned number : order)
    if (programs[number] &&
        (isOwn[number] || isOutlined[number] || !isGiven[number]))
      roots[*programs[number]].push_back(number);
  for (auto &[program, ofProgram] : roots)
    place(ofProgram);
}

std::optional<ProgramTime::Member>
ProgramTime::memberOf(FunctionOpInterface function) const {
  std::optional<unsigned> number = calls.numberOf(function);
  if (!number || !programs[*number])
    return std::nullopt;
  return Member{*programs[*number], isOwn[*number], isOutlined[*number],
                parties[*number]};
}

bool ProgramTime::sharesMemory(FunctionOpInterface function) const {
  std::optional<unsigned> number = calls.numberOf(function);
  return number && !isOwn[*number] && !isBelowOwn[*number];
}

const LiveSet *ProgramTime::liveSetOf(Operation *alloc) const {
  auto found = live.find(alloc);
  return found == live.end() ? nullptr : &found->second;
}

/// True if the caller's memory is the callee's, too.
bool ProgramTime::isHanded(const ProgramCalls::Call &call) const {
  return call.callee && !isOwn[*call.callee];
}

void ProgramTime::findOwn(ArrayRef<ProgramCalls::Call> backEdges) {
  for (const ProgramCalls::Call &call : backEdges)
    isOwn[*call.callee] = true;
  for (auto [number, function] : llvm::enumerate(calls.getFunctions())) {
    if (function.addressTaken)
      isOwn[number] = true;
    for (const ProgramCalls::Call &call : function.calls)
      if (call.callee && !call.whyConcurrent.empty())
        isOwn[*call.callee] = true;
  }
}

/// Functions that are connected by calls which hand memory on, or by a bond, if
/// two of them have buffers, or one a state.
void ProgramTime::findPrograms(const ProgramBonds &bonds) {
  size_t count = calls.getFunctions().size();
  llvm::IntEqClasses classes(count);
  for (auto [caller, function] : llvm::enumerate(calls.getFunctions()))
    for (const ProgramCalls::Call &call : function.calls)
      if (isHanded(call)) {
        isGiven[*call.callee] = true;
        classes.join(caller, *call.callee);
      }
  bool isStateful = !bonds.statefulFunctions.empty();
  // Memory of a workgroup is that of no other function.
  auto isApart = [&](unsigned number) {
    return isa<gpu::GPUFuncOp>(calls.getFunctions()[number].op) &&
           !llvm::is_contained(bonds.statefulFunctions,
                               calls.getFunctions()[number].op);
  };
  std::optional<unsigned> first;
  for (unsigned number = 0; number != count; ++number)
    if ((isStateful || !bonds.concurrent.empty()) && !isApart(number)) {
      first = first.value_or(number);
      classes.join(*first, number);
    }
  classes.compress();
  std::vector<unsigned> holders(classes.getNumClasses());
  for (unsigned number = 0; number != count; ++number) {
    holders[classes[number]] += hasBuffers(number);
    // What a caller needs is no matter of one function.
    holders[classes[number]] += !returnedRoots(*lifetimes[number]).empty();
  }
  for (unsigned number = 0; number != count; ++number)
    if ((isStateful && !isApart(number)) || holders[classes[number]] > 1)
      programs[number] = classes[number];
}

/// Whether something in a function is to be planned.
bool ProgramTime::hasBuffers(unsigned number) const {
  return llvm::any_of(lifetimes[number]->getRoots(),
                      [](const Root &root) { return !root.refusal; });
}

/// The functions that a concurrent one is connected with by calls which lead to
/// buffers.
void ProgramTime::findParties(const ProgramBonds &bonds) {
  size_t count = calls.getFunctions().size();
  SmallVector<ProgramCalls::Call> backEdges;
  SmallVector<unsigned> order = calls.postOrder(backEdges);
  std::vector<bool> leadsToBuffers(count);
  for (bool changed = true; changed;) { // Again only where there are cycles.
    changed = false;
    for (unsigned number : order) {
      bool leads = hasBuffers(number);
      for (const auto &call : calls.getFunctions()[number].calls)
        leads |= call.callee && leadsToBuffers[*call.callee];
      changed |= leads && !leadsToBuffers[number] && !backEdges.empty();
      leadsToBuffers[number] = leads;
    }
  }
  llvm::IntEqClasses classes(count);
  for (unsigned caller = 0; caller != count; ++caller)
    for (const auto &call : calls.getFunctions()[caller].calls)
      if (call.callee && leadsToBuffers[*call.callee])
        classes.join(caller, *call.callee);
  classes.compress();
  std::vector<unsigned> partyOf(classes.getNumClasses());
  for (auto [index, function] : llvm::enumerate(bonds.concurrent)) {
    unsigned number = *calls.numberOf(function);
    unsigned &party = partyOf[classes[number]];
    if (party && !tie)
      tie = Tie{bonds.concurrent[party - 1], function,
                findCommon(classes, classes[number])};
    party = index + 1;
  }
  for (unsigned number = 0; number != count; ++number)
    parties[number] = partyOf[classes[number]];
}

/// The first function of a class that is called and has buffers.
FunctionOpInterface ProgramTime::findCommon(const llvm::IntEqClasses &classes,
                                            unsigned ofClass) const {
  DenseSet<unsigned> called;
  for (const ProgramCalls::Function &function : calls.getFunctions())
    for (const ProgramCalls::Call &call : function.calls)
      if (call.callee)
        called.insert(*call.callee);
  for (auto [number, function] : llvm::enumerate(calls.getFunctions()))
    if (classes[number] == ofClass && called.contains(number) &&
        hasBuffers(number))
      return function.op;
  llvm_unreachable("calls that lead to buffers tie functions");
}

/// What a call promises, and what its callee frees, is known of calls only.
bool ProgramTime::isInlinable(const ProgramCalls::Call &call) const {
  FunctionOpInterface callee = calls.getFunctions()[*call.callee].op;
  CallOpInterface op = call.op;
  std::optional<CalleeUse> use = CalleeUse::get(op);
  return callee.getFunctionBody().hasOneBlock() &&
         !op->hasAttr(IdeallocDialect::kNoRetain) && use &&
         !llvm::is_contained(use->arguments, CalleeUse::Argument::Free) &&
         llvm::equal(op.getArgOperands().getTypes(),
                     callee.getArgumentTypes()) &&
         llvm::equal(op->getResultTypes(), callee.getResultTypes());
}

/// Callers first, as long as the budget lasts.
void ProgramTime::findOutlined(ArrayRef<unsigned> order) {
  std::vector<size_t> instances(order.size());
  size_t budget = freeCopies;
  std::vector<int64_t> ticks(order.size());
  for (unsigned number : order)
    if (programs[number]) {
      ticks[number] = lifetimes[number]->getTime().size();
      budget += copiesPerOp * ticks[number];
    }
  for (auto [caller, function] : llvm::enumerate(calls.getFunctions()))
    for (const ProgramCalls::Call &call : function.calls)
      if (programs[caller] && isHanded(call) && !isInlinable(call))
        isOutlined[*call.callee] = true;
  for (unsigned number : llvm::reverse(order)) {
    if (!programs[number])
      continue;
    size_t &own = instances[number];
    bool isRoot = isOwn[number] || isOutlined[number] || own == 0;
    if (size_t more = isRoot ? 0 : own - 1;
        more && more > budget / std::max<int64_t>(ticks[number], 1)) {
      isOutlined[number] = isRoot = true;
      joined.push_back(
          {calls.getFunctions()[number].op, own, own * size_t(ticks[number])});
    } else {
      budget -= more * ticks[number];
    }
    own = isRoot ? 1 : own;
    for (const ProgramCalls::Call &call : calls.getFunctions()[number].calls)
      if (isHanded(call))
        instances[*call.callee] += own;
  }
}

/// What a function returns is planned where all its calls are inlined.
void ProgramTime::refuseReturned() {
  for (unsigned number = 0; number != isOwn.size(); ++number)
    for (size_t index : returnedRoots(*lifetimes[number])) {
      Root &root = lifetimes[number]->getRoots()[index];
      if (programs[number] && isGiven[number] && !isOwn[number] &&
          !isOutlined[number])
        returned.insert(root.op);
      else
        root.refusal = Refusal{RefusalKind::Escapes,
                               "its function returns it, and is not inlined in "
                               "the time of the program"};
    }
}

} // namespace idealloc
