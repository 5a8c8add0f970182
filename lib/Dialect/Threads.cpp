//===- Threads.cpp - Functions that one thread does not run ---------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "idealloc/Dialect/Threads.h"

#include "idealloc/Dialect/Allocations.h"
#include "idealloc/Dialect/CalleeUse.h"
#include "idealloc/Dialect/Functions.h"
#include "idealloc/Dialect/Idealloc.h"
#include "idealloc/Dialect/PlainData.h"

#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/IR/SymbolTable.h"
#include "mlir/Interfaces/CallInterfaces.h"

using namespace mlir;

namespace idealloc {

/// Names that begin so; by name, as most of these dialects may not be loaded.
static constexpr StringLiteral signs[] = {
    "amdgpu.lds_barrier",
    "async.coro.",
    "gpu.all_reduce",
    "gpu.ballot",
    "gpu.barrier",
    "gpu.block_id",
    "gpu.cluster_block_id",
    "gpu.cluster_id",
    "gpu.global_id",
    "gpu.lane_id",
    "gpu.rotate",
    "gpu.shuffle",
    "gpu.subgroup_broadcast",
    "gpu.subgroup_id",
    "gpu.subgroup_reduce",
    "gpu.thread_id",
    "gpu.warp_execute_on_lane_0",
    "llvm.intr.coro.",
    "nvvm.bar",
    "nvvm.cluster.arrive",
    "nvvm.cluster.wait",
    "nvvm.read.ptx.sreg.",
    "nvvm.shfl.",
    "omp.barrier",
    "rocdl.barrier",
    "rocdl.s.barrier",
    "rocdl.workgroup.id.",
    "rocdl.workitem.id.",
    "spirv.ControlBarrier",
};

/// True if the op runs its body on several threads, as a kernel does.
static bool launchesThreads(Operation *op) {
  StringRef name = op->getName().getStringRef();
  return name == "gpu.launch" || name == "omp.parallel";
}

/// True if the op, or one around it in the function, launches threads.
static bool isLaunched(Operation *op, Operation *function) {
  while (op != function && !launchesThreads(op))
    op = op->getParentOp();
  return op != function;
}

Operation *findThreadSign(FunctionOpInterface function) {
  if (llvm::is_contained({"async", "gpu", "spirv"},
                         function->getName().getDialectNamespace()) ||
      function->hasAttr(IdeallocDialect::kThreads))
    return function;
  Operation *found = nullptr;
  // The names are few, the ops are many.
  DenseMap<OperationName, bool> isSign;
  function->walk<WalkOrder::PreOrder>([&](Operation *op) {
    auto [it, isNew] = isSign.try_emplace(op->getName());
    if (isNew)
      it->second = llvm::any_of(signs, [&](StringRef sign) {
        return op->getName().getStringRef().starts_with(sign);
      });
    if (!it->second)
      return launchesThreads(op) ? WalkResult::skip() : WalkResult::advance();
    if (isSuspension(op)) {
      found = op;
      return WalkResult::interrupt();
    }
    if (!found)
      found = op;
    return WalkResult::advance();
  });
  return found;
}

bool isSuspension(Operation *sign) {
  return sign->getName().getStringRef().contains(".coro.") ||
         sign->getName().getDialectNamespace() == "async";
}

std::string explainThreads(Operation *sign) {
  std::string name = ("'" + sign->getName().getStringRef() + "'").str();
  if (isa<FunctionOpInterface>(sign))
    return sign->hasAttr(IdeallocDialect::kThreads)
               ? "several threads run its function, as 'idealloc.threads' says"
               : "instances of " + name + " may run concurrently";
  if (isSuspension(sign))
    return "its function may return before it is done, as " + name + " shows";
  return "several threads may run its function, as " + name + " shows";
}

ThreadedFunctions::ThreadedFunctions(Operation *top, bool hasCalls) {
  SymbolTableCollection tables;
  DenseMap<Operation *, SmallVector<Operation *, 1>> callersOf;
  DenseMap<Operation *, SmallVector<std::pair<Operation *, Operation *>, 1>>
      callsOf;
  SmallVector<Operation *> spreading, called;
  auto addCall = [&](Operation *call, Operation *callee) {
    if (calls.try_emplace(callee, call).second)
      called.push_back(callee);
  };
  for (FunctionOpInterface function : functionsIn(top)) {
    if (Operation *sign = findThreadSign(function)) {
      signs[function] = sign;
      if (!isSuspension(sign))
        spreading.push_back(function);
    }
    if (!hasCalls)
      continue;
    function->walk<WalkOrder::PreOrder>([&](CallOpInterface call) {
      Operation *callee = call.resolveCallableInTable(&tables);
      if (!callee)
        return;
      callsOf[function].push_back({call, callee});
      if (isLaunched(call, function))
        addCall(call, callee);
      else
        callersOf[callee].push_back(function);
    });
  }
  for (size_t next = 0; next != spreading.size(); ++next)
    for (Operation *caller : callersOf.lookup(spreading[next]))
      if (signs.try_emplace(caller, signs.lookup(spreading[next])).second)
        spreading.push_back(caller);
  for (Operation *function : spreading)
    for (auto [call, callee] : callsOf.lookup(function))
      addCall(call, callee);
  for (size_t next = 0; next != called.size(); ++next)
    for (auto [call, callee] : callsOf.lookup(called[next]))
      addCall(call, callee);
}

bool isSharedByThreads(Attribute space) {
  auto device = dyn_cast_if_present<gpu::AddressSpaceAttr>(space);
  return space && !(device && device.getValue() == gpu::AddressSpace::Private);
}

/// The space that each workgroup has one memory in: what `gpu` calls so, and
/// its number in NVVM, ROCDL, SPIR-V and OpenCL.
static bool isOfWorkgroup(Attribute space) {
  if (auto number = dyn_cast_if_present<IntegerAttr>(space))
    return number.getValue() == 3;
  auto device = dyn_cast_if_present<gpu::AddressSpaceAttr>(space);
  return device && device.getValue() == gpu::AddressSpace::Workgroup;
}

std::string whyNotOneBuffer(Operation *alloc, Operation *sign,
                            FunctionOpInterface function) {
  bool isPromised = sign->hasAttr(IdeallocDialect::kThreads) ||
                    function->hasAttr(IdeallocDialect::kThreads);
  if (isSuspension(sign) || isa<InputOp>(alloc) ||
      !(isPromised ||
        llvm::is_contained({"amdgpu", "gpu", "nvvm", "rocdl"},
                           sign->getName().getDialectNamespace())))
    return explainThreads(sign);
  Attribute space = getAllocatedMemory(alloc).getType().getMemorySpace();
  if (isa<memref::AllocaOp>(alloc) || !isSharedByThreads(space))
    return explainThreads(sign) + ", each with a buffer of its own";
  if (!isPromised && !isOfWorkgroup(space))
    return explainThreads(sign) +
           ", and its memory space may be that of other workgroups, too";
  return {};
}

bool isBarrierOfThreads(Operation *op) {
  if (op->getNumRegions() ||
      !llvm::all_of(op->getOperandTypes(), isPlainData) ||
      !llvm::all_of(op->getResultTypes(), isPlainData))
    return false;
  if (op->hasAttr(barrierAttribute) ||
      llvm::is_contained({"gpu.barrier", "nvvm.barrier0", "rocdl.barrier"},
                         op->getName().getStringRef()))
    return true;
  // With an operand it is one of several, or of some of the threads.
  if (op->getName().getStringRef() == "nvvm.barrier")
    return op->getNumOperands() == 0;
  SymbolRefAttr symbol = isCallLike(op) ? getCalledSymbol(op) : SymbolRefAttr();
  Operation *callee =
      symbol ? SymbolTable::lookupNearestSymbolFrom(op, symbol) : nullptr;
  return callee && callee->hasAttr(barrierAttribute);
}

} // namespace idealloc
