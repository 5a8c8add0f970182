//===- CallFrames.h - Arenas along calls ---------------------- -*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Which function that holds an arena can reach which, and how many bytes a
// caller must bring for its callees. Used where arenas are not private to one
// activation.
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIB_CONVERSION_CALLFRAMES_H
#define IDEALLOC_LIB_CONVERSION_CALLFRAMES_H

#include "idealloc/Dialect/Idealloc.h"

#include "idealloc/Lifetimes/ProgramCalls.h"

#include "llvm/ADT/MapVector.h"

namespace idealloc {

/// Memory that a function gets as one argument: of a memory space, either the
/// arena of the program, whose bytes are those of its callees, too, or a frame
/// of its own, behind which those of its callees lie.
struct FrameKey {
  mlir::Attribute space;
  bool isProgram = false;

  std::pair<mlir::Attribute, unsigned> asPair() const {
    return {space, isProgram};
  }
  bool operator==(const FrameKey &) const = default;
};

/// Bytes a function needs, for itself and its callees.
struct Frame {
  int64_t bytes = 0;
  int64_t alignment = 1;
  /// Offset at which frames of callees may begin before alignment: the bytes
  /// of the function's own arenas, 0 of the program's arena.
  int64_t ownBytes = 0;
  /// An arena that must be memory of a device, and one that must not; null if
  /// there is none.
  ArenaOp device = nullptr, host = nullptr;
  /// Part of it keeps what it holds from one call to the next.
  bool hasStates = false;
};

/// An arena, and where it begins in its frame.
struct OwnArena {
  ArenaOp op;
  FrameKey key;
  int64_t offset = 0;
};

/// Part of a frame of the caller that becomes one of its callee.
struct PassedFrame {
  FrameKey from, to;
  int64_t offset;
};

/// A function with a body, the calls in it and its frames.
struct CallNode {
  mlir::FunctionOpInterface function;
  const ProgramCalls::Function *calls = nullptr;
  /// In program order; those of one space that are not the program's lie behind
  /// one another, as each is a plan of its own and all are live while the
  /// function runs.
  llvm::SmallVector<OwnArena> arenas;
  llvm::MapVector<std::pair<mlir::Attribute, unsigned>, Frame> frames;
  /// No caller gives it the program's arena: `own` of `idealloc.program`.
  bool isOwn = false;
  /// Something may run beside a call of it.
  bool isBesideOthers = false;
  bool isCalled = false;
};

/// True for the arena of a `gpu.func`, which is not the program's: a workgroup
/// attribution of the function, wherever other arenas live, and no frame.
bool isAttribution(ArenaOp arena);

/// The call graph of all functions in one op. Cost: linear in its ops.
class CallFrames {
public:
  using Call = ProgramCalls::Call;

  /// If `callbacks` is set, functions without a body may call any function
  /// here, unless `idealloc.nocallback` on them or the call promises not to.
  CallFrames(mlir::Operation *top, bool callbacks);

  /// Arenas of bodies (`idealloc.body`) that call no other function with an
  /// arena are left out from here on: each instance makes its own.
  ///
  /// Fills in `frames`, callees first: own bytes, then the largest aligned
  /// frame of a callee behind them; of the program's arena, the largest. Emits
  /// an error and fails on recursion, indirect use, or a call of a function
  /// that needs a frame beside which others may run (in parallel, in a task, by
  /// several threads, in a function that may suspend), and on sums beyond
  /// 2^63-1.
  mlir::LogicalResult computeFrames();

  /// Fills in `frames` of the program's arena alone, as far as a function can
  /// get it from its callers (`takesProgram`).
  mlir::LogicalResult computeProgramFrames();

  /// True if all callers of a function are known and can give it the program's
  /// arena.
  static bool takesProgram(const CallNode &node);

  /// What a call gives its callee; empty if nothing, or if that is not known.
  llvm::SmallVector<PassedFrame> passedBy(const CallNode &caller,
                                          const Call &call) const;

  /// Leaves out bodies, as `computeFrames` does. Emits an error and fails if
  /// one memory for all arenas of a space would be used for two things at once:
  /// if a function that holds an arena can reach another that does in the same
  /// space, or itself, unless both hold the program's; or an indirect call, or
  /// a function that may call back; or if others may run beside a call of one.
  /// Cost: linear in the calls for each function that holds an arena.
  mlir::LogicalResult checkNoneReachesAnother();

  /// All nodes in program order.
  llvm::ArrayRef<std::unique_ptr<CallNode>> getNodes() const { return nodes; }

private:
  CallNode *calleeOf(const Call &call) const {
    return call.callee ? nodes[*call.callee].get() : nullptr;
  }
  void leaveBodies();
  bool isUnknown(const Call &call) const;
  mlir::LogicalResult addOwnFrames(CallNode &node, bool programOnly);
  mlir::LogicalResult addCalleeFrames(CallNode &node);
  const Call *
  findCall(CallNode &start,
           llvm::function_ref<bool(const Call &, CallNode *)> isWanted) const;
  bool wouldShare(const CallNode &holder, CallNode *callee) const;
  mlir::LogicalResult checkConcurrentCalls(CallNode &node);
  mlir::LogicalResult refuseUnknown(mlir::CallOpInterface call,
                                    mlir::FunctionOpInterface holder);

  ProgramCalls calls;
  bool callbacks;
  std::vector<std::unique_ptr<CallNode>> nodes;
};

} // namespace idealloc

#endif // IDEALLOC_LIB_CONVERSION_CALLFRAMES_H
