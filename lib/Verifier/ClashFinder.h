//===- ClashFinder.h - Which placed buffers clash ---------------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIB_VERIFIER_CLASHFINDER_H
#define IDEALLOC_LIB_VERIFIER_CLASHFINDER_H

#include "Accesses.h"
#include "idealloc/Verifier/Interference.h"

#include "mlir/Interfaces/DataLayoutInterfaces.h"

#include <algorithm>
#include <tuple>
#include <vector>

namespace idealloc {

/// Finds the clashes of a function, memory space by memory space.
class ClashFinder {
public:
  ClashFinder(mlir::FunctionOpInterface function,
              llvm::ArrayRef<PlacedBuffer> buffers,
              const CalleeSummaries *callees,
              llvm::ArrayRef<CalleeFootprint> footprints)
      : buffers(buffers), footprints(footprints),
        layout(mlir::DataLayout::closest(function)),
        all(function, buffers, callees), flow(all.getPoints()) {}

  /// Without `mayShorten`, it looks at each access (Accesses.h).
  Interference run(size_t maxClashes, bool mayShorten = true);
  /// True if it has not looked at all accesses.
  bool hasLeftOut() const { return isShortened; }

private:
  using Point = ProgramPoints::Point;
  /// What happens to buffers of a batch: their use begins or ends, or they are
  /// accessed, or written; or bytes are, of the footprint with the number of
  /// `batch`. Time 2p is at point p, and 2p + 1 behind it.
  enum EventKind { Toggle, Use, Write, Call };
  struct Event {
    unsigned time;
    EventKind kind;
    unsigned batch;
    Bits buffers;
    auto key() const { return std::tuple(time, kind, batch); }
  };
  struct Found {
    Point point;
    unsigned written, other;
    bool isSameOp, isAcrossThreads = false;
    std::pair<unsigned, unsigned> pair() const {
      return std::minmax(written, other);
    }
    auto operator<=>(const Found &) const = default;
  };

  void sortByUse(std::vector<unsigned> &numbers);
  void addEvents(llvm::ArrayRef<unsigned> batch, unsigned number,
                 bool mayShorten, std::vector<Event> &events);
  void findIn(std::vector<unsigned> numbers, bool mayShorten);
  void findSortedIn(llvm::ArrayRef<unsigned> numbers, bool mayShorten);
  /// The points at which a buffer is in use are [begin, end).
  struct Usage {
    llvm::SmallVector<std::pair<Point, Point>, 1> uses;
    llvm::SmallVector<Point, 1> writes;
  };
  std::vector<Usage> findUsage(llvm::ArrayRef<unsigned> numbers);
  void findAcrossThreads(llvm::ArrayRef<unsigned> numbers,
                         const Phases &phases);
  bool isInPlace(Point point, unsigned read, unsigned written);
  void forgiveThoseThatNeverMeet();
  mlir::Operation *findReader(const Found &item);

  static constexpr unsigned footprint = ~0u;

  llvm::ArrayRef<PlacedBuffer> buffers;
  llvm::ArrayRef<CalleeFootprint> footprints;
  mlir::DataLayout layout;
  Accesses all;
  BitFlow flow;
  std::vector<Found> found;
  /// Of the last space.
  bool isShortened = false;
};

} // namespace idealloc

#endif // IDEALLOC_LIB_VERIFIER_CLASHFINDER_H
