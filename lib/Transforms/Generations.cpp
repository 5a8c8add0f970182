//===- Generations.cpp - Two buffers for what a loop carries on -----------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   scf.for %i = %lb to %ub step %step iter_args(%old = %init) {
//     %new = memref.alloc()
//     ... reads %old, writes %new ...
//     scf.yield %new
//   }
//
// becomes
//
//   %a = memref.alloc()
//   %b = memref.alloc()
//   scf.for ... {
//     %odd = the lowest bit of (%i - %lb) / %step
//     %new = arith.select %odd, %b, %a
//
// Call the memory that iteration i allocates generation i, if it allocates any.
// It is rewritten only if none of it escapes, so it can be reached through SSA
// values alone, and those of iteration i + 1 and later only through iter_args.
// Let iteration i yield it to argument k. The condition checked is that nothing
// the argument k flows to is yielded by the same loop again, be it through
// views, selects or inner loops. So generation i is reachable in iterations i
// and i + 1, and behind the loop if i is the last one. Generation i + 2 uses
// the same bytes. Iteration i + 2 is the first to access it, and then nothing
// reaches generation i: not iteration i + 2, nor what follows the loop, which
// only sees what the last iteration yields, and that is generation i + 2 or
// later, or nothing of either. Generations i and i + 1 have different bytes.
// Fresh memory has no contents that a program could rely on.
//
// The two allocations belong to one run of the loop: if another loop is around
// it, they are allocated per iteration of that one, as the generations were.
// They are carried by it in turn if it carries a generation on, which then
// makes two of each.
//
// An scf.while counts no iterations. It gets %odd as one more value to carry,
// false at first and negated at the end of each iteration, which are its two
// regions; what the second yields is what the next iteration gets.
//
// The count of iterations is right for every step, and for lower bounds and
// differences that exceed the signed range: %i - %lb is a multiple of the step
// and is divided as an unsigned number. A deallocation would free the same
// bytes once per generation, so there must be none.
//
//===----------------------------------------------------------------------===//

#include "GenerationReleases.h"
#include "LoopParity.h"
#include "MakeStatic.h"

#include "idealloc/Dialect/Allocations.h"
#include "idealloc/Dialect/Idealloc.h"
#include "idealloc/Lifetimes/RegionKinds.h"

#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Bufferization/Transforms/BufferViewFlowAnalysis.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Interfaces/ViewLikeInterface.h"

using namespace mlir;

namespace idealloc {

static bool isMemRef(Value value) {
  return isa<BaseMemRefType>(value.getType());
}

/// True if no alias goes where `aliases` does not follow it.
static bool isFollowed(const BufferViewFlowAnalysis::ValueSetT &aliases) {
  for (Value alias : aliases)
    for (Operation *user : alias.getUsers()) {
      if (!isMemRef(alias))
        return false;
      if (getFreedMemory(user) || isa<RegionBranchOpInterface>(user))
        continue;
      for (Value result : user->getResults())
        if (isMemRef(result) && !aliases.contains(result))
          return false;
    }
  return true;
}

/// What the next iteration gets. Those of an scf.while that its interface names
/// go to its second region.
static ValueRange valuesForNext(LoopLikeOpInterface loop) {
  if (auto whileOp = dyn_cast<scf::WhileOp>(loop.getOperation()))
    return whileOp.getYieldOp().getResults();
  return loop.getYieldedValues();
}

/// True if nothing that reaches an argument of the loop with a generation of
/// these aliases is yielded again, so that it is gone two iterations later.
static bool isCarriedOnce(const BufferViewFlowAnalysis::ValueSetT &aliases,
                          LoopLikeOpInterface loop,
                          const BufferViewFlowAnalysis &flow) {
  ValueRange yielded = valuesForNext(loop);
  auto arguments = loop.getRegionIterArgs();
  if (yielded.size() != arguments.size())
    return false;
  bool isCarried = false;
  for (auto [value, argument] : llvm::zip_equal(yielded, arguments)) {
    if (!aliases.contains(value))
      continue;
    isCarried = true;
    auto carried = flow.resolve(argument);
    if (llvm::any_of(yielded,
                     [&](Value again) { return carried.contains(again); }))
      return false;
  }
  return isCarried;
}

/// True if aliases of a value defined in the region leave its iteration.
static bool leavesIteration(const BufferViewFlowAnalysis::ValueSetT &aliases,
                            Region &region) {
  return llvm::any_of(aliases, [&](Value alias) {
    Region *home = alias.getParentRegion();
    return !region.isAncestor(home) ||
           (isa<BlockArgument>(alias) && home == &region);
  });
}

/// The innermost loop around a root if it and all others that carry the root
/// on carry it once; the rewrite gets to those in turn.
static LoopLikeOpInterface findCarryingLoop(const Root &root,
                                            const BufferViewFlowAnalysis &flow,
                                            RegionKinds &kinds) {
  auto aliases = flow.resolve(root.getMemory());
  if (!isFollowed(aliases))
    return {};
  LoopLikeOpInterface innermost;
  for (Region *region = root.op->getParentRegion();
       !isa<FunctionOpInterface>(region->getParentOp());
       region = region->getParentOp()->getParentRegion()) {
    if (!region->hasOneBlock())
      return {};
    if (kinds.of(*region) == RegionKind::Once ||
        (innermost && !leavesIteration(aliases, *region)))
      continue;
    if (!isa<scf::ForOp, scf::WhileOp, affine::AffineForOp>(
            region->getParentOp()))
      return {};
    auto loop = cast<LoopLikeOpInterface>(region->getParentOp());
    if (!isCarriedOnce(aliases, loop, flow))
      return {};
    if (!innermost)
      innermost = loop;
  }
  return innermost;
}

static bool isCandidate(const Root &root, const Selection &selection) {
  return root.refusal && root.refusal->kind == RefusalKind::Carried &&
         root.refusal->isOnlyKind && isa<memref::AllocOp>(root.op) &&
         !root.op->hasAttr(IdeallocDialect::kPin) &&
         selection.contains(cast<MemRefType>(root.getMemory().getType()),
                            root.bytes);
}

//===----------------------------------------------------------------------===//
// The rewrite
//===----------------------------------------------------------------------===//

namespace {
struct Carried {
  memref::AllocOp alloc;
  LoopLikeOpInterface loop;
  bool isFreed;
};
} // namespace

/// The region of the loop that the allocation is in.
static Region &regionOf(Carried &item) {
  for (Region *region : item.loop.getLoopRegions())
    if (region->isAncestor(item.alloc->getParentRegion()))
      return *region;
  llvm_unreachable("the loop is around the allocation");
}

/// Each scf.while gets a value that tells whose turn it is.
static void carryParities(MutableArrayRef<Carried> found) {
  // By the loop that is no more.
  DenseMap<Operation *, LoopLikeOpInterface> wider;
  for (Carried &item : found) {
    Operation *loop = item.loop;
    if (!wider.contains(loop)) {
      auto whileOp = dyn_cast<scf::WhileOp>(loop);
      if (!whileOp)
        continue;
      wider[loop] =
          cast<LoopLikeOpInterface>(carryParity(whileOp).getOperation());
    }
    item.loop = wider[loop];
  }
}

/// Two halves before the loop, which take turns.
static void rewrite(Carried &item, DenseMap<Region *, Value> &isOdd) {
  memref::AllocOp alloc = item.alloc;
  OpBuilder builder(item.loop);
  Value halves[2];
  for (Value &half : halves) {
    auto copy = memref::AllocOp::create(
        builder, alloc.getLoc(), alloc.getType(), alloc.getAlignmentAttr());
    copy->setDiscardableAttrs(
        builder.getDictionaryAttr(attributesToKeep(alloc)));
    half = copy;
    if (item.isFreed)
      freeAtEnd(item.loop->getBlock(), half);
  }
  Region &region = regionOf(item);
  Value &odd = isOdd[&region];
  if (!odd)
    odd = createIsOdd(item.loop, region);
  builder.setInsertionPoint(alloc);
  Value current = arith::SelectOp::create(builder, alloc.getLoc(), odd,
                                          halves[1], halves[0]);
  alloc.replaceAllUsesWith(current);
  alloc.erase();
}

bool rewriteGenerations(const Lifetimes &lifetimes, const Selection &selection,
                        OnRewrite onRewrite) {
  SmallVector<Carried> found;
  GenerationReleases releases;
  std::optional<BufferViewFlowAnalysis> flow;
  RegionKinds kinds;
  for (const Root &root : lifetimes.getRoots()) {
    if (!isCandidate(root, selection))
      continue;
    if (!flow)
      flow.emplace(lifetimes.getFunction());
    LoopLikeOpInterface loop = findCarryingLoop(root, *flow, kinds);
    auto alloc = cast<memref::AllocOp>(root.op);
    if (!loop || failed(releases.add(alloc, loop, *flow)))
      continue;
    bool isFreed = llvm::any_of(flow->resolve(alloc), [](Value alias) {
      return llvm::any_of(alias.getUsers(), [&](Operation *user) {
        return getFreedMemory(user) == alias;
      });
    });
    found.push_back({alloc, loop, isFreed});
    remarkMadeStatic(root.op->getLoc(), "generations", 2 * root.bytes,
                     FunctionOpInterface(lifetimes.getFunction()).getName());
  }
  releases.moveToEnds(lifetimes.getTime());
  carryParities(found);
  DenseMap<Region *, Value> isOdd;
  for (Carried &item : found) {
    onRewrite(item.alloc);
    rewrite(item, isOdd);
  }
  return !found.empty();
}

} // namespace idealloc
