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
// activation: storage=argument and storage=global.
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIB_CONVERSION_CALLFRAMES_H
#define IDEALLOC_LIB_CONVERSION_CALLFRAMES_H

#include "idealloc/Dialect/Idealloc.h"

#include "mlir/Interfaces/CallInterfaces.h"
#include "mlir/Interfaces/FunctionInterfaces.h"
#include "llvm/ADT/MapVector.h"

namespace idealloc {

/// Bytes a function needs in one memory space, for itself and its callees.
struct Frame {
  int64_t bytes = 0;
  int64_t alignment = 1;
  /// Offset at which frames of callees may begin before alignment: the bytes
  /// of the function's own arenas.
  int64_t ownBytes = 0;
  /// An arena that must be memory of a device, and one that must not; null if
  /// there is none.
  ArenaOp device = nullptr, host = nullptr;
};

/// An arena, and where it begins in the frame of its function.
struct OwnArena {
  ArenaOp op;
  int64_t offset = 0;
};

/// A function with a body, the calls in it and its frames by memory space.
struct CallNode {
  mlir::FunctionOpInterface function;
  /// In program order, with the callee's node, or null if it is not known.
  llvm::SmallVector<std::pair<mlir::CallOpInterface, CallNode *>> calls;
  /// In program order; those of one space lie behind one another, as each is a
  /// plan of its own and all are live while the function runs.
  llvm::SmallVector<OwnArena> arenas;
  llvm::MapVector<mlir::Attribute, Frame> frames;
  /// What shows that several threads run the function, or that it may suspend.
  mlir::Operation *sign = nullptr;
  /// A use of the function's symbol that is not a call, if any.
  mlir::Operation *addressTaken = nullptr;
};

/// The call graph of all functions in one op. Cost: linear in its ops.
class CallFrames {
public:
  /// If `callbacks` is set, functions without a body may call any function
  /// here, unless `idealloc.nocallback` on them or the call promises not to.
  CallFrames(mlir::Operation *top, bool callbacks);

  /// Fills in `frames`, callees first: own bytes, then the largest aligned
  /// frame of a callee behind them. Emits an error and fails on recursion,
  /// indirect use, or a call of a function that needs a frame beside which
  /// others may run (in parallel, in a task, by several threads, in a function
  /// that may suspend), and on sums beyond 2^63-1.
  mlir::LogicalResult computeFrames();

  /// Emits an error and fails if a function that holds an arena can reach
  /// another that does, or itself, or an indirect call, or a function that may
  /// call back, or if others may run beside a call of one. Cost: linear in the
  /// calls for each function that holds an arena.
  mlir::LogicalResult checkNoneReachesAnother();

  /// All nodes in program order.
  llvm::ArrayRef<std::unique_ptr<CallNode>> getNodes() const { return nodes; }

private:
  void findAddressTaken(mlir::Operation *top);
  mlir::LogicalResult addCalleeFrames(CallNode &node);
  mlir::LogicalResult refuseUnknown(mlir::CallOpInterface call,
                                    mlir::FunctionOpInterface holder);

  std::vector<std::unique_ptr<CallNode>> nodes;
  llvm::DenseMap<mlir::Operation *, CallNode *> nodeOf;
  mlir::SymbolTableCollection symbolTables;
};

} // namespace idealloc

#endif // IDEALLOC_LIB_CONVERSION_CALLFRAMES_H
