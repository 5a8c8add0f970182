//===- Lifetimes.cpp - When the buffers of a function are live ------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "idealloc/Lifetimes/Lifetimes.h"

#include "Screen.h"
#include "TagFlight.h"
#include "ThreadPhases.h"

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
  auto typeText = [&] {
    std::string text;
    llvm::raw_string_ostream(text) << type;
    return text;
  };
  if (!type.hasStaticShape())
    return Refusal{RefusalKind::DynamicShape,
                   "the shape of " + typeText() + " is not constant"};
  std::optional<int64_t> bytes = getByteSize(type, layout);
  if (!bytes) {
    std::string reason = "element type or layout of " + typeText() +
                         " has no known size in bytes";
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

/// Of several reasons the first counts.
static void refuse(Root &root, std::optional<Refusal> refusal) {
  if (!refusal)
    return;
  if (root.refusal)
    root.refusal->isOnlyKind = false;
  else
    root.refusal = std::move(refusal);
}

RegionKind Lifetimes::kindOf(Region &region) {
  auto [it, isNew] = regionKinds.try_emplace(&region);
  if (isNew)
    it->second = classifyRegion(region, *facts);
  return it->second;
}

Region *Lifetimes::concurrentFrom(Region *region) {
  if (region->getParentOp() == function)
    return nullptr;
  if (auto known = concurrent.find(region); known != concurrent.end())
    return known->second;
  RegionKind kind = kindOf(*region);
  Region *result = region;
  if (kind == RegionKind::Once || kind == RegionKind::Repeats)
    result = concurrentFrom(region->getParentOp()->getParentRegion());
  return concurrent[region] = result;
}

Lifetimes::Lifetimes(FunctionOpInterface function,
                     llvm::function_ref<bool(Operation *)> isRoot)
    : Lifetimes(function, std::make_shared<OpFacts>(), {}, isRoot) {}

Lifetimes::Lifetimes(FunctionOpInterface function, LifetimeOptions options)
    : Lifetimes(function, std::make_shared<OpFacts>(), options,
                /*isRoot=*/nullptr) {}

/// Facts that hold in another order, too.
static std::shared_ptr<OpFacts> factsWithout(ArrayRef<Operation *> changed,
                                             std::shared_ptr<OpFacts> facts) {
  if (facts->dependsOnOrder())
    return std::make_shared<OpFacts>();
  for (Operation *op : changed)
    facts->forget(op);
  return facts;
}

Lifetimes::Lifetimes(const Lifetimes &earlier, ArrayRef<Operation *> changed)
    // Of several signs it may be another one that is the first now.
    : Lifetimes(earlier.function, factsWithout(changed, earlier.facts),
                {.hasNoThreadSign = !earlier.threadSign,
                 .undefinedReads = earlier.options.undefinedReads},
                /*isRoot=*/nullptr) {}

Lifetimes::Lifetimes(FunctionOpInterface function,
                     std::shared_ptr<OpFacts> known, LifetimeOptions options,
                     llvm::function_ref<bool(Operation *)> isRoot)
    : function(function), options(options), time(function),
      flow(std::make_unique<ControlFlow>()),
      threadSign(options.hasNoThreadSign ? nullptr : findThreadSign(function)),
      facts(std::move(known)) {
  for (int64_t tick = 0; tick < time.size(); ++tick) {
    Operation *op = time.opAt(tick);
    bool isExit = op->getNumRegions() != 0 && time.spanOf(op).enter != tick;
    if (!isExit && (isRoot ? isRoot(op) : bool(getAllocatedMemory(op))))
      roots.push_back({op});
  }
  deallocsOf.resize(roots.size());
  DataLayout layout = DataLayout::closest(function);
  for (Root &root : roots) {
    refuse(root, measure(root, layout));
    if (root.op->hasAttr(IdeallocDialect::kKeep))
      refuse(root, Refusal{RefusalKind::Kept, "'idealloc.keep' asks for it"});
  }
  sets = std::make_unique<RootSets>(
      llvm::map_to_vector(roots, [](Root &root) { return root.getMemory(); }),
      *facts);
  for (auto [root, refusal] : llvm::zip_equal(roots, Screen(*this).run())) {
    // A use comes before the place: who may keep a buffer matters wherever it
    // is allocated.
    refuse(root, std::move(refusal));
    refuse(root, checkPlace(root));
    if (!root.refusal && root.live.empty())
      root.refusal = Refusal{RefusalKind::NeverAccessed, "nothing accesses it"};
  }
}

Lifetimes::~Lifetimes() = default;

std::optional<Refusal> Lifetimes::checkPlace(Root &root) {
  if (auto alloc = dyn_cast<gpu::AllocOp>(root.op)) {
    if (!root.getType().getMemorySpace())
      return Refusal{RefusalKind::OtherSpace,
                     "the default memory space of 'gpu.alloc' is not that of "
                     "the host; give it a memory space"};
    if (alloc.getHostShared())
      return Refusal{RefusalKind::OtherSpace,
                     "device and host share it, which an arena does not"};
  }
  for (Region *region = concurrentFrom(root.op->getParentRegion()); region;
       region = concurrentFrom(region->getParentOp()->getParentRegion())) {
    Operation *parent = region->getParentOp();
    RegionKind kind = kindOf(*region);
    if (kind == RegionKind::Parallel || isa<gpu::LaunchOp>(parent))
      return Refusal{RefusalKind::Parallel,
                     "instances of the body of " + quoted(parent) +
                         " may run concurrently",
                     parent, /*isOnlyKind=*/!threadSign};
    if (kind == RegionKind::Opaque)
      return Refusal{
          RefusalKind::Escapes,
          "when the body of " + quoted(parent) + " runs is not known", parent};
  }
  if (threadSign)
    return Refusal{RefusalKind::Parallel, explainThreads(threadSign),
                   threadSign};
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
        mayFollow(facts->completionOf(region->getParentOp()).wait))
      return true;
  return false;
}

bool Lifetimes::isInFlightAt(size_t root, const Root &birth) const {
  auto found = flightsOf.find(root);
  return found != flightsOf.end() &&
         llvm::any_of(found->second, [&](const TagFlight *flight) {
           return flight->isUnderWay(birth.op);
         });
}

void Lifetimes::settleThreads(Operation *sign, Operation *call) {
  if (sign && !call)
    return planPhases(sign);
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

void Lifetimes::planPhases(Operation *sign) {
  isRunByThreads = true;
  for (Root &root : roots)
    if (threadSign && root.refusal && root.refusal->culprit == threadSign)
      root.refusal.reset();
  refuseTransfers();
  ThreadPhases phases(function, sign, time, roots);
  auto refuse = [&](Root &root, const Twine &why, Operation *culprit) {
    root.refusal = Refusal{RefusalKind::Parallel, why.str(), culprit};
  };
  for (auto [index, root] : llvm::enumerate(roots)) {
    if (root.refusal)
      continue;
    if (std::string why = whyNotOneBuffer(root.op, sign, function);
        !why.empty())
      refuse(root, why, sign);
    else if (root.live.empty())
      root.refusal = Refusal{RefusalKind::NeverAccessed, "nothing accesses it"};
    else if (!deallocsOf[index].empty())
      refuse(root, explainThreads(sign) + ", and each would free it",
             deallocsOf[index].front());
    else if (!phases.isPassedByAll(root.op))
      refuse(root,
             explainThreads(sign) + ", and not all may pass its allocation",
             sign);
    else if (Operation *loop = phases.overlapOf(root.op))
      refuse(root,
             explainThreads(sign) +
                 ", and one may use it while another still uses that of the "
                 "iteration before",
             loop);
    else
      root.live = phases.widen(root.live);
  }
}

/// One thread could wait for the transfer of another with the same tag.
void Lifetimes::refuseTransfers() {
  function.walk([&](Operation *op) {
    if (!isDmaStart(op))
      return;
    for (Value operand : op->getOperands()) {
      std::optional<unsigned> number = sets->numberOf(operand);
      if (!number)
        continue;
      for (RootSets::Word word : sets->rootsOf(sets->groupOf(*number)))
        for (RootSets::Bits bits = word.bits; bits; bits &= bits - 1) {
          Root &root =
              roots[word.batch * RootSets::batchSize + llvm::countr_zero(bits)];
          if (!root.refusal)
            root.refusal = Refusal{
                RefusalKind::Parallel,
                "several threads may wait for one transfer that accesses it",
                op};
        }
    }
  });
}

void Lifetimes::refuseSharedDeallocs() {
  if (rootsOf.empty())
    return;
  std::optional<BufferViewFlowAnalysis> viewFlow;
  DenseMap<Value, Root *> rootOf;
  for (Root &root : roots)
    rootOf[root.getMemory()] = &root;
  auto isPlanned = [&](Value value) {
    Root *root = rootOf.lookup(value);
    return root && !root->refusal;
  };
  auto freesPlanned = [&](Operation *dealloc) {
    Value freed = getFreedMemory(dealloc);
    // What an allocation makes is nothing else.
    Operation *alloc = freed.getDefiningOp();
    if (alloc && getAllocatedMemory(alloc) == freed)
      return isPlanned(freed);
    if (!viewFlow)
      viewFlow.emplace(function);
    return freesOnly(freed, *viewFlow, isPlanned);
  };
  // Worklist of roots whose deallocations must all stay, for a reason.
  SmallVector<std::pair<size_t, Operation *>> worklist;
  for (auto [index, deallocs] : llvm::enumerate(deallocsOf))
    for (Operation *dealloc : deallocs)
      if (roots[index].refusal || !freesPlanned(dealloc))
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
