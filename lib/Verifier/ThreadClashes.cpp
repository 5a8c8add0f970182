//===- ThreadClashes.cpp - Clashes between threads ------------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ClashFinder.h"

using namespace mlir;

namespace idealloc {

/// When the buffers are in use, and written.
std::vector<ClashFinder::Usage>
ClashFinder::findUsage(ArrayRef<unsigned> numbers) {
  std::vector<Usage> usage(numbers.size());
  for (unsigned first = 0; first < numbers.size(); first += 64) {
    std::vector<Event> events;
    addEvents(numbers.drop_front(first).take_front(64), 0, /*mayShorten=*/false,
              events);
    llvm::sort(events, [](const Event &a, const Event &b) {
      return a.key() < b.key();
    });
    std::optional<unsigned> since[64];
    for (const Event &event : events)
      for (Bits bits = event.buffers; bits; bits &= bits - 1) {
        unsigned bit = llvm::countr_zero(bits);
        Usage &item = usage[first + bit];
        Point point = event.time / 2;
        if (event.kind == Write)
          item.writes.push_back(point);
        else if (event.kind == Use)
          item.uses.push_back({point, point + 1});
        else if (since[bit])
          item.uses.push_back({*since[bit], (event.time + 1) / 2});
        if (event.kind == Toggle)
          since[bit] =
              since[bit] ? std::nullopt : std::optional((event.time + 1) / 2);
      }
  }
  return usage;
}

/// Finds the clashes of the buffers of one space in a function that several
/// threads run. Cost: for each phase the changes of use of all buffers, and a
/// sort of those in use.
void ClashFinder::findAcrossThreads(ArrayRef<unsigned> numbers,
                                    const Phases &phases) {
  std::vector<Usage> usage = findUsage(numbers);
  for (size_t phase = 0; phase != phases.size(); ++phase) {
    const PointSet &points = phases.pointsOf(phase);
    struct InPhase {
      unsigned number;
      std::optional<Point> write;
    };
    std::vector<InPhase> inUse;
    auto sharesBytes = [&](unsigned first, unsigned second) {
      return buffers[second].begin < buffers[first].end;
    };
    for (auto [number, item] : llvm::zip_equal(numbers, usage)) {
      auto isInPhase = [&](std::pair<Point, Point> range) {
        return points.firstIn(range.first, range.second) < range.second;
      };
      if (llvm::none_of(item.uses, isInPhase))
        continue;
      auto write = llvm::find_if(
          item.writes, [&](Point point) { return points.contains(point); });
      inUse.push_back({number, write == item.writes.end()
                                   ? std::nullopt
                                   : std::optional(*write)});
    }
    llvm::sort(inUse, [&](const InPhase &a, const InPhase &b) {
      return std::pair(buffers[a.number].begin, a.number) <
             std::pair(buffers[b.number].begin, b.number);
    });
    for (size_t i = 0; i != inUse.size(); ++i)
      for (size_t j = i + 1;
           j != inUse.size() && sharesBytes(inUse[i].number, inUse[j].number);
           ++j) {
        // Of two that are written, the later write is shown.
        bool isSecond = inUse[j].write > inUse[i].write;
        const InPhase &writer = inUse[isSecond ? j : i];
        if (writer.write)
          found.push_back({*writer.write, writer.number,
                           inUse[isSecond ? i : j].number,
                           /*isSameOp=*/false, /*isAcrossThreads=*/true});
      }
  }
}

} // namespace idealloc
