//===- ProgramTime.h - One time for what calls another ----------*- C++ -*-===//
//-*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Two buffers of different functions conflict if both may be needed in one run
// of the program. That is a question to the program with all its calls inlined,
// and it is asked there: each function that nobody in the program calls is
// copied, calls in the copy are replaced by copies of the bodies, and the
// lifetimes of the copy are what docs/Lifetimes.md says. A buffer of a function
// that is called several times has several copies; it lives as long as any.
//
// Copies could be exponentially many. Beyond a budget a function is *outlined*:
// its calls stay calls, it has one copy of its own, elsewhere in time, and what
// is live at a call of it lives through all of that copy, too. That is longer
// than necessary, so it is sound.
//
// Some functions cannot use memory of their callers: those that call themselves
// in the end, that something else may run beside, or whose address is taken. A
// function of that kind is *own*: each activation has memory of its own, with
// the same plan.
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIFETIMES_PROGRAMTIME_H
#define IDEALLOC_LIFETIMES_PROGRAMTIME_H

#include "idealloc/Lifetimes/Lifetimes.h"
#include "idealloc/Lifetimes/ProgramCalls.h"

#include "llvm/ADT/DenseSet.h"

namespace llvm {
class IntEqClasses;
}

namespace idealloc {
class InlinedCopy;

/// What makes one program of all functions, whether they call one another or
/// not.
struct ProgramBonds {
  /// Functions that use memory which outlives them.
  llvm::SmallVector<mlir::Operation *> statefulFunctions = {};
  /// Functions that may run at the same time as one another, if any.
  llvm::SmallVector<mlir::FunctionOpInterface> concurrent = {};
};

/// The lifetimes of a program: functions that hand memory to one another, of
/// which at least two have buffers to plan; or all, if something bonds them.
class ProgramTime {
public:
  /// What becomes of a function of a program.
  struct Member {
    unsigned program;
    bool isOwn;
    bool isOutlined;
    /// The number from 1 of the concurrent function that it runs with; 0 if it
    /// runs beside none of them.
    unsigned party;
  };

  /// `functions` are those of `functionsIn(top)`, with everything refused that
  /// is not to be planned. Refuses what cannot be planned in the program as a
  /// whole. The IR is as before when this returns; calls in it must have their
  /// summaries (CallSummaries.h). Cost: that of Lifetimes for five times the
  /// ops at most.
  ProgramTime(mlir::Operation *top,
              llvm::ArrayRef<std::unique_ptr<Lifetimes>> functions,
              const ProgramBonds &bonds = {});

  /// Nullopt if the function is part of no program.
  std::optional<Member> memberOf(mlir::FunctionOpInterface function) const;

  /// When a buffer that is not refused lives, in ticks of its program; null if
  /// its function is part of no program.
  const LiveSet *liveSetOf(mlir::Operation *alloc) const;

  /// The ticks of the longest program.
  int64_t size() const { return ticks; }

  /// True if no activation of the function has memory of its own, or gets some
  /// from one that has: then all have the memory of the entry points.
  bool sharesMemory(mlir::FunctionOpInterface function) const;

  /// A function of whose calls less is known than could be, to keep the work
  /// small: it has no copy for each call, as those would be `copies` with so
  /// many ops together; or, if that is 0, the stretches of time that a call of
  /// it takes are joined.
  struct Joined {
    mlir::FunctionOpInterface function;
    size_t copies, ops;
  };
  llvm::ArrayRef<Joined> getJoined() const { return joined; }

  /// Two concurrent functions whose programs are not apart, and a function with
  /// buffers that ties them, which may be one of them.
  struct Tie {
    mlir::FunctionOpInterface first, second, common;
  };
  std::optional<Tie> findTie() const { return tie; }

private:
  struct Tree;

  bool isHanded(const ProgramCalls::Call &call) const;
  void findOwn(llvm::ArrayRef<ProgramCalls::Call> backEdges);
  void findOutlined(llvm::ArrayRef<unsigned> order);
  void findPrograms(const ProgramBonds &bonds);
  void findParties(const ProgramBonds &bonds);
  bool hasBuffers(unsigned number) const;
  mlir::FunctionOpInterface findCommon(const llvm::IntEqClasses &classes,
                                       unsigned ofClass) const;
  void refuseReturned();
  void refuseFreed(const Lifetimes &measured, const InlinedCopy &copy);
  void addTree(unsigned root, std::vector<Tree> &trees);
  void place(llvm::ArrayRef<unsigned> roots);
  bool isInlinable(const ProgramCalls::Call &call) const;

  ProgramCalls calls;
  llvm::ArrayRef<std::unique_ptr<Lifetimes>> lifetimes;
  std::vector<bool> isOwn, isOutlined, isBelowOwn;
  /// By function: whether a call hands it memory; its program.
  std::vector<bool> isGiven;
  std::vector<std::optional<unsigned>> programs;
  std::vector<unsigned> parties;
  std::optional<Tie> tie;
  std::vector<Joined> joined;
  int64_t ticks = 0;
  llvm::DenseMap<mlir::Operation *, LiveSet> live;
  llvm::DenseMap<mlir::Operation *, Root *> rootOf;
  /// Allocations that their function returns to its callers.
  llvm::DenseSet<mlir::Operation *> returned;
};

} // namespace idealloc

#endif // IDEALLOC_LIFETIMES_PROGRAMTIME_H
