//===- Lifetimes.cpp - When the buffers of a function are live ------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "idealloc/Analysis/Lifetimes.h"

#include "idealloc/Analysis/UseScreen.h"
#include "idealloc/Dialect/Idealloc.h"
#include "idealloc/Dialect/MemRefBytes.h"

#include "mlir/Dialect/Async/IR/Async.h"
#include "mlir/Dialect/Bufferization/Transforms/BufferViewFlowAnalysis.h"
#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"

using namespace mlir;

namespace idealloc {

StringRef toString(RefusalKind kind) {
  switch (kind) {
  case RefusalKind::Kept:
    return "kept";
  case RefusalKind::DynamicShape:
    return "dynamic-shape";
  case RefusalKind::UnknownSize:
    return "unknown-size";
  case RefusalKind::ZeroSized:
    return "zero-sized";
  case RefusalKind::NeverAccessed:
    return "never-accessed";
  case RefusalKind::TooSmall:
    return "too-small";
  case RefusalKind::OtherSpace:
    return "other-space";
  case RefusalKind::Escapes:
    return "escapes";
  case RefusalKind::Carried:
    return "carried";
  case RefusalKind::Parallel:
    return "parallel";
  case RefusalKind::Unstructured:
    return "unstructured";
  case RefusalKind::SharedDealloc:
    return "shared-dealloc";
  }
  llvm_unreachable("a RefusalKind has a name");
}

static std::string quoted(Operation *op) {
  return ("'" + op->getName().getStringRef() + "'").str();
}

/// Fills in bytes and alignment, or says why there are none.
static std::optional<Refusal> measure(Root &root, const DataLayout &layout) {
  auto type = cast<MemRefType>(root.getMemory().getType());
  std::string typeText;
  llvm::raw_string_ostream(typeText) << type;
  if (!type.hasStaticShape())
    return Refusal{RefusalKind::DynamicShape,
                   "the shape of " + typeText + " is not constant"};
  std::optional<int64_t> bytes = getByteSize(type, layout);
  if (!bytes)
    return Refusal{RefusalKind::UnknownSize, "element type or layout of " +
                                                 typeText +
                                                 " has no known size in bytes"};
  root.bytes = *bytes;
  root.alignment = getElementAlignment(type.getElementType(), layout);
  if (auto stated = root.op->getAttrOfType<IntegerAttr>("alignment"))
    root.alignment = std::max(root.alignment, stated.getInt());
  if (root.bytes == 0)
    return Refusal{RefusalKind::ZeroSized, "it has no bytes"};
  return std::nullopt;
}

RegionKind Lifetimes::kindOf(Region &region) {
  auto [it, isNew] = regionKinds.try_emplace(&region);
  if (isNew)
    it->second = classifyRegion(region);
  return it->second;
}

/// The innermost region around the root that may run more than once per run of
/// the function; null if none.
Region *Lifetimes::iterationOf(const Root &root) {
  for (Region *region = root.op->getParentRegion();
       region->getParentOp() != function;
       region = region->getParentOp()->getParentRegion())
    if (kindOf(*region) != RegionKind::Once)
      return region;
  return nullptr;
}

Lifetimes::Lifetimes(FunctionOpInterface function,
                     llvm::function_ref<bool(Operation *)> isRoot)
    : function(function), time(function),
      flow(std::make_unique<BufferViewFlowAnalysis>(function)) {
  for (int64_t tick = 0; tick < time.size(); ++tick) {
    Operation *op = time.opAt(tick);
    if (time.spanOf(op).enter == tick &&
        (isRoot ? isRoot(op) : isa<memref::AllocOp>(op)))
      roots.push_back({op});
  }
  deallocsOf.resize(roots.size());
  DataLayout layout = DataLayout::closest(function);
  for (Root &root : roots)
    analyse(root, layout);
}

Lifetimes::~Lifetimes() = default;

void Lifetimes::analyse(Root &root, const DataLayout &layout) {
  std::optional<Refusal> refusals[] = {measure(root, layout), std::nullopt,
                                       checkPlace(root), screen(root)};
  if (root.op->hasAttr(IdeallocDialect::kKeep))
    refusals[1] = Refusal{RefusalKind::Kept, "'idealloc.keep' asks for it"};
  for (std::optional<Refusal> &refusal : refusals) {
    if (!refusal)
      continue;
    if (root.refusal)
      root.refusal->isOnlyKind = false;
    else
      root.refusal = std::move(refusal);
  }
  if (!root.refusal && root.begin == root.end)
    root.refusal = Refusal{RefusalKind::NeverAccessed, "nothing accesses it"};
}

std::optional<Refusal> Lifetimes::checkPlace(Root &root) {
  if (isa_and_nonnull<async::AsyncDialect, gpu::GPUDialect>(
          function->getDialect()))
    return Refusal{RefusalKind::Parallel,
                   "instances of " + quoted(function) + " run concurrently",
                   function};
  for (Region *region = root.op->getParentRegion();;
       region = region->getParentOp()->getParentRegion()) {
    Operation *parent = region->getParentOp();
    if (!region->hasOneBlock())
      return Refusal{RefusalKind::Unstructured,
                     "the body of " + quoted(parent) +
                         " has several blocks, "
                         "which are not followed",
                     parent};
    if (parent == function)
      return std::nullopt;
    switch (kindOf(*region)) {
    case RegionKind::Parallel:
      return Refusal{RefusalKind::Parallel,
                     "instances of the body of " + quoted(parent) +
                         " may run concurrently",
                     parent};
    case RegionKind::Opaque:
      return Refusal{
          RefusalKind::Escapes,
          "when the body of " + quoted(parent) + " runs is not known", parent};
    case RegionKind::Once:
    case RegionKind::Repeats:
      break;
    }
  }
}

/// Visits every use of every alias. Where several are to blame, the first in
/// program order is reported, whatever order the aliases come in.
std::optional<Refusal> Lifetimes::screen(Root &root) {
  std::optional<Refusal> first;
  auto blame = [&](Refusal refusal) {
    bool isOnlyKind =
        !first || (first->isOnlyKind && first->kind == refusal.kind);
    if (!first ||
        time.spanOf(refusal.culprit).enter < time.spanOf(first->culprit).enter)
      first = std::move(refusal);
    first->isOnlyKind = isOnlyKind;
  };
  Region *iteration = iterationOf(root);
  size_t index = &root - roots.data();
  root.begin = time.size();
  for (Value alias : flow->resolve(root.getMemory())) {
    if (!isa<BaseMemRefType>(alias.getType()))
      continue;
    if (iteration &&
        (!iteration->isAncestor(alias.getParentRegion()) ||
         (isa<BlockArgument>(alias) && alias.getParentRegion() == iteration)))
      blame({RefusalKind::Carried,
             "it outlives the iteration of " +
                 quoted(iteration->getParentOp()) +
                 " that allocates it, so two generations may be live",
             iteration->getParentOp()});
    for (OpOperand &use : alias.getUses()) {
      Operation *op = use.getOwner();
      UseVerdict verdict = classifyUse(use);
      std::optional<Refusal> refusal;
      if (verdict.kind == UseKind::Escape)
        refusal = Refusal{RefusalKind::Escapes, verdict.reason, op};
      else if (verdict.kind == UseKind::Access)
        refusal = extend(root, op);
      else if (verdict.kind == UseKind::Free)
        deallocsOf[index].push_back(op);
      if (refusal)
        blame(std::move(*refusal));
    }
  }
  if (root.end == 0)
    root.begin = 0;
  llvm::sort(deallocsOf[index], [&](Operation *a, Operation *b) {
    return time.spanOf(a).enter < time.spanOf(b).enter;
  });
  for (Operation *dealloc : deallocsOf[index])
    rootsOf[dealloc].push_back(index);
  return first;
}

/// Rules 1 and 4: an access counts for every repeating op around it that the
/// root is outside of.
std::optional<Refusal> Lifetimes::extend(Root &root, Operation *access) {
  LogicalTime::Span span = time.spanOf(access);
  LogicalTime::Span birth = time.spanOf(root.op);
  for (Region *region = access->getParentRegion();;
       region = region->getParentOp()->getParentRegion()) {
    Operation *parent = region->getParentOp();
    if (parent == function || time.spanOf(parent).contains(birth))
      break;
    RegionKind kind = kindOf(*region);
    if (kind == RegionKind::Opaque)
      return Refusal{RefusalKind::Escapes,
                     "when the body of " + quoted(parent) +
                         ", which accesses it, runs is not known",
                     parent};
    if (kind != RegionKind::Once || !region->hasOneBlock())
      span = time.spanOf(parent);
  }
  root.begin = std::min(root.begin, span.enter);
  root.end = std::max(root.end, span.exit + 1);
  return std::nullopt;
}

void Lifetimes::refuseSharedDeallocs() {
  DenseMap<Value, Root *> rootOf;
  for (Root &root : roots)
    rootOf[root.getMemory()] = &root;
  auto isPlanned = [&](Value value) {
    Root *root = rootOf.lookup(value);
    return root && !root->refusal;
  };
  // Worklist of roots whose deallocations must all stay, for a reason.
  SmallVector<std::pair<size_t, Operation *>> worklist;
  for (auto [index, deallocs] : llvm::enumerate(deallocsOf))
    for (Operation *dealloc : deallocs)
      if (roots[index].refusal ||
          !freesOnly(dealloc->getOperand(0), *flow, isPlanned))
        worklist.push_back({index, dealloc});
  llvm::SmallPtrSet<Operation *, 8> kept;
  while (!worklist.empty()) {
    auto [index, cause] = worklist.pop_back_val();
    if (!roots[index].refusal)
      roots[index].refusal = Refusal{
          RefusalKind::SharedDealloc,
          "'memref.dealloc' may also free a buffer that is not planned", cause};
    for (Operation *dealloc : deallocsOf[index])
      if (kept.insert(dealloc).second)
        for (size_t other : rootsOf[dealloc])
          if (other != index)
            worklist.push_back({other, dealloc});
  }
}

bool freesOnly(Value freed, const BufferViewFlowAnalysis &flow,
               llvm::function_ref<bool(Value)> isPlanned) {
  for (Value origin : flow.resolveReverse(freed))
    if (flow.mayBeTerminalBuffer(origin) && !isPlanned(origin))
      return false;
  return true;
}

} // namespace idealloc
