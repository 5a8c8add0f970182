//===- Threads.h - Functions that one thread does not run ----- -*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_DIALECT_THREADS_H
#define IDEALLOC_DIALECT_THREADS_H

#include "mlir/Interfaces/FunctionInterfaces.h"
#include "llvm/ADT/DenseMap.h"

#include <string>

namespace idealloc {

/// On an op, or a function: all threads that run the function around the op, or
/// around a call, wait there for one another, and see what each has written.
inline constexpr llvm::StringLiteral barrierAttribute = "idealloc.barrier";

/// What shows that a function is not run from its begin to its end by one
/// thread at a time: the function itself, if it is one of the dialects `async`,
/// `gpu` or `spirv` or carries `idealloc.threads`; else the first op in it that
/// - makes sense only if several threads run the function: which one this is
///   (`gpu.thread_id`), barriers, exchanges between lanes, of `gpu` and what it
///   is lowered to, or `omp.barrier`; or
/// - makes it a coroutine, which returns before it is done
/// (`async.coro.begin`). The latter first. What the threads of a `gpu.launch`
/// or `omp.parallel` in it run does not count. Null if nothing shows it. Cost:
/// O(ops).
mlir::Operation *findThreadSign(mlir::FunctionOpInterface function);

/// True if the sign is that of a function that may return before it is done.
bool isSuspension(mlir::Operation *sign);

/// The sign as a clause: "several threads may run its function, as
/// 'gpu.barrier' shows".
std::string explainThreads(mlir::Operation *sign);

/// Which functions in an op are run by several threads, as far as calls tell. A
/// caller of a function with a barrier must be run by all its threads, too.
/// Cost: O(ops).
class ThreadedFunctions {
public:
  /// Without `hasCalls` nothing is called in these functions.
  explicit ThreadedFunctions(mlir::Operation *top, bool hasCalls = true);

  /// As `findThreadSign`, or that of a function which it calls, if that is no
  /// suspension.
  mlir::Operation *signOf(mlir::Operation *function) const {
    return signs.lookup(function);
  }
  /// True if that is the sign of threads.
  bool isRunByThreads(mlir::Operation *function) const {
    mlir::Operation *sign = signOf(function);
    return sign && !isSuspension(sign);
  }
  /// A call, or null: threads, of the caller or of a `gpu.launch` in it, call
  /// the function. Each has memory of its own there but in spaces that threads
  /// share.
  mlir::Operation *callBy(mlir::Operation *function) const {
    return calls.lookup(function);
  }

private:
  llvm::DenseMap<mlir::Operation *, mlir::Operation *> signs, calls;
};

/// Why an allocation in a function with this sign is not one buffer that all
/// threads share whom its barriers wait for, as a clause; empty if it is one:
/// in a memory space that threads share if the function, or a callee that is
/// the sign, carries `idealloc.threads`; else in memory of the workgroup, where
/// ops of `gpu`, or of what it is lowered to, show that one runs the function.
std::string whyNotOneBuffer(mlir::Operation *alloc, mlir::Operation *sign,
                            mlir::FunctionOpInterface function);

/// True if the op takes and returns nothing but plain data, and all threads
/// whom `whyNotOneBuffer` means wait in it for one another: `gpu.barrier` and
/// what it is lowered to, an op with `idealloc.barrier`, or a call of a
/// function with that.
bool isBarrierOfThreads(mlir::Operation *op);

/// True unless each thread has memory of its own in the space: the default one,
/// and `#gpu.address_space<private>`.
bool isSharedByThreads(mlir::Attribute space);

} // namespace idealloc

#endif // IDEALLOC_DIALECT_THREADS_H
