//===- ScreenAccesses.cpp - When uses access roots ------------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Screen.h"
#include "TagFlight.h"

using namespace mlir;

namespace idealloc {

static std::string quoted(Operation *op) {
  return ("'" + op->getName().getStringRef() + "'").str();
}

/// Rule 4: what concurrent parts access counts for the op that joins them, or
/// from the op that starts them to the one that waits for them.
void Lifetimes::Screen::addAccess(Operation *op, const UseVerdict &verdict,
                                  Bits roots, Bits overwritten) {
  const LogicalTime &time = lifetimes.time;
  BufferAccess access{.op = op,
                      .reads = verdict.reads ? roots : 0,
                      .writes = verdict.writes ? roots : 0,
                      .overwrites = overwritten};
  Operation *wait = verdict.wait;
  for (Region *region = lifetimes.concurrentFrom(op->getParentRegion()); region;
       region =
           lifetimes.concurrentFrom(region->getParentOp()->getParentRegion())) {
    Operation *parent = region->getParentOp();
    RegionKind kind = lifetimes.kindOf(*region);
    LogicalTime::Span span = time.spanOf(parent);
    Bits held = roots & bornWithin(span.enter, span.exit);
    if (kind == RegionKind::Opaque && roots != held) {
      reasons.push_back("when the body of " + quoted(parent) +
                        ", which accesses it, runs is not known");
      blame(roots & ~held, RefusalKind::Escapes, reasons.back(), parent);
      roots = held;
      if (!roots)
        return;
    }
    // The second opinion has no points in bodies.
    if (verdict.flight && roots != held) {
      blame(roots & ~held, RefusalKind::Escapes,
            "a transfer in a parallel body accesses it, whose wait is in "
            "another block",
            op);
      roots = held;
      if (!roots)
        return;
    }
    // Each run of the op has a buffer of its own.
    access = {.op = parent,
              .reads = access.reads & roots,
              .writes = access.writes & roots,
              .births = held};
    wait = kind == RegionKind::Async
               ? lifetimes.facts->completionOf(parent).wait
               : nullptr;
  }
  accesses.push_back(access);
  // Of others nothing is concurrent around these ops.
  if (verdict.flight && !verdict.flight->isInBody())
    tagFlights[verdict.flight] |= roots;
  if (wait) {
    accesses.push_back({.op = wait, .reads = roots, .writes = roots});
    flights.push_back(
        {{time.spanOf(access.op).enter, time.spanOf(wait).exit + 1}, roots});
  }
}

/// Each wait may be the one that a transfer with its tag is done at.
void Lifetimes::Screen::addTagFlights() {
  for (auto [flight, roots] : tagFlights) {
    for (Operation *wait : flight->getWaits())
      accesses.push_back({.op = wait, .reads = roots, .writes = roots});
    forEachBit(roots, [&, flight = flight](unsigned bit) {
      lifetimes.flightsOf[first + bit].push_back(flight);
      if (flight->isUnderWay(lifetimes.roots[first + bit].op))
        blame(Bits(1) << bit, RefusalKind::Escapes,
              "a transfer with the same tag may be under way when it is "
              "allocated",
              flight->getWaits().front());
    });
  }
}

/// What is still accessed needs its bytes, whatever overwrites them.
void Lifetimes::Screen::endOverwritesInFlight() {
  for (auto [flight, roots] : tagFlights)
    for (BufferAccess &access : accesses)
      access.overwrites &= ~roots;
  if (flights.empty())
    return;
  std::array<SmallVector<TickInterval, 1>, RootSets::batchSize> lists;
  for (auto [interval, roots] : flights)
    forEachBit(roots, [&](unsigned bit) { lists[bit].push_back(interval); });
  std::array<LiveSet, RootSets::batchSize> inFlight;
  for (auto [set, list] : llvm::zip_equal(inFlight, lists))
    set = LiveSet(std::move(list));
  for (BufferAccess &access : accesses)
    forEachBit(access.overwrites, [&](unsigned bit) {
      if (inFlight[bit].contains(lifetimes.time.spanOf(access.op).enter))
        access.overwrites &= ~(Bits(1) << bit);
    });
}

} // namespace idealloc
