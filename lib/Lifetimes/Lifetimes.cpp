//===- Lifetimes.cpp - When the buffers of a function are live ------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "idealloc/Lifetimes/Lifetimes.h"

#include "ControlFlow.h"
#include "Occupancy.h"
#include "OpFacts.h"
#include "WholeAccess.h"
#include "idealloc/Lifetimes/AliasFlow.h"

#include "idealloc/Dialect/Allocations.h"
#include "idealloc/Dialect/CalleeUse.h"
#include "idealloc/Dialect/Idealloc.h"
#include "idealloc/Dialect/MemRefBytes.h"
#include "idealloc/Dialect/Threads.h"

#include "mlir/Dialect/Async/IR/Async.h"
#include "mlir/Dialect/Bufferization/Transforms/BufferViewFlowAnalysis.h"
#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"

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
  case RefusalKind::SharedDealloc:
    return "shared-dealloc";
  case RefusalKind::Unverified:
    return "unverified";
  }
  llvm_unreachable("a RefusalKind has a name");
}

static std::string quoted(Operation *op) {
  return ("'" + op->getName().getStringRef() + "'").str();
}

/// Fills in bytes and alignment, or says why there are none.
static std::optional<Refusal> measure(Root &root, const DataLayout &layout) {
  MemRefType type = root.getType();
  std::string typeText;
  llvm::raw_string_ostream(typeText) << type;
  if (!type.hasStaticShape())
    return Refusal{RefusalKind::DynamicShape,
                   "the shape of " + typeText + " is not constant"};
  std::optional<int64_t> bytes = getByteSize(type, layout);
  if (!bytes) {
    std::string reason =
        "element type or layout of " + typeText + " has no known size in bytes";
    if (!type.isStrided())
      reason +=
          "; run -normalize-memrefs first, which makes its layout a shape";
    return Refusal{RefusalKind::UnknownSize, reason};
  }
  root.bytes = *bytes;
  root.alignment = getElementAlignment(type.getElementType(), layout);
  root.alignment = std::max(root.alignment, getStatedAlignment(root.op));
  if (root.bytes == 0)
    return Refusal{RefusalKind::ZeroSized, "it has no bytes"};
  return std::nullopt;
}

/// The size without bytes between the elements.
static std::optional<int64_t> getDenseSize(MemRefType type,
                                           const DataLayout &layout) {
  return getByteSize(MemRefType::get(type.getShape(), type.getElementType()),
                     layout);
}

RegionKind Lifetimes::kindOf(Region &region) {
  auto [it, isNew] = regionKinds.try_emplace(&region);
  if (isNew)
    it->second = classifyRegion(region);
  return it->second;
}

Lifetimes::Lifetimes(FunctionOpInterface function,
                     llvm::function_ref<bool(Operation *)> isRoot)
    : function(function), time(function), flow(std::make_unique<ControlFlow>()),
      threadSign(findThreadSign(function)), facts(std::make_unique<OpFacts>()) {
  for (int64_t tick = 0; tick < time.size(); ++tick) {
    Operation *op = time.opAt(tick);
    if (time.spanOf(op).enter == tick &&
        (isRoot ? isRoot(op) : bool(getAllocatedMemory(op))))
      roots.push_back({op});
  }
  deallocsOf.resize(roots.size());
  DataLayout layout = DataLayout::closest(function);
  for (Root &root : roots)
    analyse(root, layout);
}

Lifetimes::~Lifetimes() = default;

void Lifetimes::analyse(Root &root, const DataLayout &layout) {
  aliases.push_back(allAliasesOf(root.getMemory()));
  // A use comes before the place: who may keep a buffer matters wherever it is
  // allocated.
  std::optional<Refusal> refusals[] = {measure(root, layout), std::nullopt,
                                       screen(root, layout), checkPlace(root)};
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
  if (!root.refusal && root.live.empty())
    root.refusal = Refusal{RefusalKind::NeverAccessed, "nothing accesses it"};
}

std::optional<Refusal> Lifetimes::checkPlace(Root &root) {
  if (threadSign)
    return Refusal{RefusalKind::Parallel, explainThreads(threadSign),
                   threadSign};
  if (auto alloc = dyn_cast<gpu::AllocOp>(root.op)) {
    if (!root.getType().getMemorySpace())
      return Refusal{RefusalKind::OtherSpace,
                     "the default memory space of 'gpu.alloc' is not that of "
                     "the host; give it a memory space"};
    if (alloc.getHostShared())
      return Refusal{RefusalKind::OtherSpace,
                     "device and host share it, which an arena does not"};
  }
  for (Region *region = root.op->getParentRegion();
       region->getParentOp() != function;
       region = region->getParentOp()->getParentRegion()) {
    Operation *parent = region->getParentOp();
    RegionKind kind = kindOf(*region);
    if (kind == RegionKind::Parallel || isa<gpu::LaunchOp>(parent))
      return Refusal{RefusalKind::Parallel,
                     "instances of the body of " + quoted(parent) +
                         " may run concurrently",
                     parent};
    if (kind == RegionKind::Opaque)
      return Refusal{
          RefusalKind::Escapes,
          "when the body of " + quoted(parent) + " runs is not known", parent};
  }
  return std::nullopt;
}

/// Visits every use of every alias. Where several are to blame, the first in
/// program order is reported, whatever order the aliases come in.
std::optional<Refusal> Lifetimes::screen(Root &root, const DataLayout &layout) {
  std::optional<Refusal> first;
  auto blame = [&](Refusal refusal) {
    bool isOnlyKind =
        !first || (first->isOnlyKind && first->kind == refusal.kind);
    if (!first ||
        time.spanOf(refusal.culprit).enter < time.spanOf(first->culprit).enter)
      first = std::move(refusal);
    first->isOnlyKind = isOnlyKind;
  };
  size_t index = &root - roots.data();
  WholeSources sources;
  bool isDense = root.bytes == getDenseSize(root.getType(), layout);
  std::vector<BufferAccess> accesses;
  SmallVector<TickInterval, 1> flights;
  for (Value alias : aliases[index]) {
    if (Operation *across = findUseAcross(alias, root))
      blame({RefusalKind::Carried,
             "an older generation of it may still be in use when it is "
             "allocated anew",
             across});
    for (OpOperand &use : alias.getUses()) {
      Operation *op = use.getOwner();
      UseVerdict verdict = classifyUse(use, *facts);
      // Neither a value that may refer to another buffer as well ends anything,
      // nor one that leaves out bytes between the elements.
      verdict.overwrites = verdict.overwrites && isDense &&
                           sources.of(alias) == root.getMemory();
      if (verdict.kind == UseKind::Escape)
        blame({RefusalKind::Escapes, verdict.reason, op});
      else if (verdict.kind == UseKind::Free)
        deallocsOf[index].push_back(op);
      else if (verdict.kind == UseKind::Access)
        if (auto refusal = addAccess(root, op, verdict, accesses, flights))
          blame(std::move(*refusal));
    }
  }
  llvm::sort(deallocsOf[index], [&](Operation *a, Operation *b) {
    return time.spanOf(a).enter < time.spanOf(b).enter;
  });
  for (Operation *dealloc : deallocsOf[index])
    rootsOf[dealloc].push_back(index);
  if (!first && !accesses.empty()) {
    // What is still accessed needs its bytes, whatever overwrites them.
    LiveSet inFlight(std::move(flights));
    for (BufferAccess &access : accesses)
      access.overwrites &= !inFlight.contains(time.spanOf(access.op).enter);
    root.undefinedRead = findUndefinedRead(root, accesses);
    accesses.push_back({.op = root.op, .births = true});
    root.live = computeOccupancy(std::move(accesses), function, time, *flow);
  }
  return first;
}

/// Ops whose effects are exact read before they write only if they do not
/// write, or are linalg ops, which read an element before they write it.
Operation *Lifetimes::findUndefinedRead(const Root &root,
                                        ArrayRef<BufferAccess> accesses) {
  Operation *first = nullptr;
  for (const BufferAccess &access : accesses)
    if (!first || time.spanOf(access.op).enter < time.spanOf(first).enter)
      first = access.op;
  if (!isa<MemoryEffectOpInterface>(first) || isCallLike(first))
    return nullptr;
  bool reads = false;
  for (const BufferAccess &access : accesses) {
    if (access.op == first)
      reads |= access.reads;
    bool mayCome = access.op == first
                       ? !isa<linalg::LinalgOp>(first)
                       : flow->mayFollow(access.op, first, root.getMemory());
    if (access.writes && mayCome)
      return nullptr;
  }
  return reads ? first : nullptr;
}

/// Rule 4: what concurrent parts access counts for the op that joins them, or
/// from the op that starts them to the one that waits for them.
std::optional<Refusal>
Lifetimes::addAccess(const Root &root, Operation *op, const UseVerdict &verdict,
                     std::vector<BufferAccess> &accesses,
                     SmallVectorImpl<TickInterval> &flights) {
  BufferAccess access{.op = op,
                      .reads = verdict.reads,
                      .writes = verdict.writes,
                      .overwrites = verdict.overwrites};
  Operation *wait = verdict.wait;
  for (Region *region = op->getParentRegion();
       region->getParentOp() != function;
       region = region->getParentOp()->getParentRegion()) {
    Operation *parent = region->getParentOp();
    RegionKind kind = kindOf(*region);
    if (kind == RegionKind::Once || kind == RegionKind::Repeats)
      continue;
    bool holdsRoot = parent->isAncestor(root.op);
    if (kind == RegionKind::Opaque && !holdsRoot)
      return Refusal{RefusalKind::Escapes,
                     "when the body of " + quoted(parent) +
                         ", which accesses it, runs is not known",
                     parent};
    // Each run of the op has a buffer of its own.
    access = {.op = parent,
              .reads = access.reads,
              .writes = access.writes,
              .births = holdsRoot};
    wait = kind == RegionKind::Async ? findWaitFor(parent) : nullptr;
  }
  accesses.push_back(access);
  if (wait) {
    accesses.push_back({.op = wait, .reads = true, .writes = true});
    flights.push_back(
        {time.spanOf(access.op).enter, time.spanOf(wait).exit + 1});
  }
  return std::nullopt;
}

Operation *Lifetimes::findUseAcross(Value value, const Root &birth) {
  // What is used after its definition alone can be older than the birth, and
  // only if the birth comes after the definition.
  if (!value.getParentRegion()->isAncestor(birth.op->getParentRegion()) ||
      value.getDefiningOp() == birth.op ||
      !dominance.properlyDominates(value, birth.op))
    return nullptr;
  Operation *first = nullptr;
  for (OpOperand &use : value.getUses()) {
    Operation *user = use.getOwner();
    if (first && time.spanOf(first).enter <= time.spanOf(user).enter)
      continue;
    UseVerdict verdict = classifyUse(use, *facts);
    if (verdict.kind != UseKind::None && verdict.kind != UseKind::Free &&
        mayOutlast(birth, user, verdict.wait, value))
      first = user;
  }
  return first;
}

/// True if the use may begin, or still go on, after the birth.
bool Lifetimes::mayOutlast(const Root &birth, Operation *user, Operation *wait,
                           Value value) {
  auto mayFollow = [&](Operation *op) {
    return op && flow->mayFollow(birth.op, op, value);
  };
  if (mayFollow(user) || mayFollow(wait))
    return true;
  for (Region *region = user->getParentRegion();
       region != value.getParentRegion();
       region = region->getParentOp()->getParentRegion())
    if (kindOf(*region) == RegionKind::Async &&
        mayFollow(findWaitFor(region->getParentOp())))
      return true;
  return false;
}

void Lifetimes::refuseThreads(const ThreadedFunctions &threads) {
  Operation *sign = threads.signOf(function);
  Operation *call = threads.callBy(function);
  for (Root &root : roots) {
    if (root.refusal)
      continue;
    if (sign)
      root.refusal = Refusal{RefusalKind::Parallel, explainThreads(sign), sign};
    else if (call && isSharedByThreads(root.getType().getMemorySpace()))
      root.refusal = Refusal{RefusalKind::Parallel,
                             "several threads call its function, and may "
                             "share its memory space",
                             call};
  }
}

void Lifetimes::refuseSharedDeallocs() {
  if (rootsOf.empty())
    return;
  BufferViewFlowAnalysis viewFlow(function);
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
          !freesOnly(getFreedMemory(dealloc), viewFlow, isPlanned))
        worklist.push_back({index, dealloc});
  llvm::SmallPtrSet<Operation *, 8> kept;
  while (!worklist.empty()) {
    auto [index, cause] = worklist.pop_back_val();
    if (!roots[index].refusal)
      roots[index].refusal = Refusal{
          RefusalKind::SharedDealloc,
          quoted(cause) + " may also free a buffer that is not planned", cause};
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
