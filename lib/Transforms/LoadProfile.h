//===- LoadProfile.h - Live bytes at each tick ------------------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIB_TRANSFORMS_LOADPROFILE_H
#define IDEALLOC_LIB_TRANSFORMS_LOADPROFILE_H

#include "idealloc/Lifetimes/Lifetimes.h"

#include <vector>

namespace idealloc {

/// How many bytes of a memory space a plan needs at each tick of a function,
/// and how that changes if buffers live longer or go. A slot counts once, with
/// the bytes of its largest member. Cost: that of Lifetimes to build, O(log
/// ticks) for each interval of a change.
class LoadProfile {
public:
  /// Ticks are those of `time`, in which all ops of the function have a place
  /// but for what is nested in new ones. One thread runs the function.
  LoadProfile(mlir::FunctionOpInterface function, const LogicalTime &time);

  /// Bytes from `begin` to below `end`.
  struct Change {
    int64_t begin, end, bytes;
  };

  /// What is added if a buffer lives on to below `end`; nullopt if another one
  /// of its slot lives as long as it does now, or longer.
  std::optional<Change> longer(mlir::Operation *alloc, int64_t end) const;

  /// What goes if these allocations do. They are of one slot, or of one each.
  llvm::SmallVector<Change>
  withoutBuffers(llvm::ArrayRef<mlir::Operation *> allocs) const;

  /// Makes the changes, all of the memory space, if the most that is live in
  /// their range does not rise. Returns whether it did.
  bool tryChanges(mlir::Attribute space, llvm::ArrayRef<Change> changes);

private:
  /// The maximum of a range, of numbers to which others are added by range.
  class Maxima {
  public:
    explicit Maxima(int64_t size);
    void add(int64_t begin, int64_t end, int64_t bytes);
    int64_t maximum(int64_t begin, int64_t end) const;

  private:
    void add(size_t node, int64_t first, int64_t last, const Change &change);
    int64_t maximum(size_t node, int64_t first, int64_t last, int64_t begin,
                    int64_t end) const;
    int64_t size;
    std::vector<int64_t> most, added;
  };

  struct Slot {
    int64_t bytes = 0;
    LiveSet live;
    llvm::SmallVector<mlir::Operation *, 1> allocs;
  };

  int64_t ticks;
  std::vector<Slot> slots;
  llvm::DenseMap<mlir::Operation *, size_t> slotOf;
  llvm::DenseMap<mlir::Operation *, LiveSet> liveOf;
  llvm::DenseMap<mlir::Attribute, Maxima> spaces;
};

} // namespace idealloc

#endif // IDEALLOC_LIB_TRANSFORMS_LOADPROFILE_H
