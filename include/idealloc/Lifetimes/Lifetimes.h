//===- Lifetimes.h - When the buffers of a function are live -- -*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// From IR to lifetimes: roots, aliases, accesses, and why a root cannot be
// planned. Implements the ten rules of docs/Lifetimes.md as far as they are
// accepted today; everything else is refused with a reason, never guessed.
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIFETIMES_LIFETIMES_H
#define IDEALLOC_LIFETIMES_LIFETIMES_H

#include "idealloc/Lifetimes/LiveSet.h"
#include "idealloc/Lifetimes/LogicalTime.h"
#include "idealloc/Lifetimes/RegionKinds.h"
#include "idealloc/Lifetimes/UseScreen.h"

#include "mlir/IR/Dominance.h"
#include "mlir/Interfaces/DataLayoutInterfaces.h"
#include "mlir/Interfaces/FunctionInterfaces.h"

#include <memory>
#include <optional>
#include <string>

namespace mlir {
class BufferViewFlowAnalysis;
}

namespace idealloc {
class ControlFlow;
class OpFacts;
class RootSets;

/// Why a root is not planned. The names are those of the remarks.
enum class RefusalKind {
  Kept,          ///< idealloc.keep asks for it.
  DynamicShape,  ///< No constant size.
  UnknownSize,   ///< Element type or layout without a known size.
  ZeroSized,     ///< Has no bytes.
  NeverAccessed, ///< Has no first or last access.
  TooSmall,      ///< Below the option min-size.
  OtherSpace,    ///< Its memory space was not selected.
  Escapes,       ///< Returned, captured or forwarded by an unknown op.
  Carried,       ///< Still used when it is allocated anew.
  Parallel,      ///< Allocated where instances run concurrently.
  SharedDealloc, ///< A deallocation may also free something unplanned.
  Unverified,    ///< The verifier could not prove its offset.
};

/// "escapes", "dynamic-shape", ...
llvm::StringRef toString(RefusalKind kind);

/// A reason, as a clause that completes "not planned: ", and the op that is to
/// blame (null where the allocation itself is).
struct Refusal {
  RefusalKind kind;
  std::string reason;
  mlir::Operation *culprit = nullptr;
  /// True if there is no reason of another kind, and threads, if they are the
  /// reason, do not run the whole function as well.
  bool isOnlyKind = true;
};

/// One allocation and what is known of it.
struct Root {
  mlir::Operation *op = nullptr;
  /// Bytes and alignment, 0 where unknown. The alignment is the larger of the
  /// op's own and that of the element type.
  int64_t bytes = 0;
  int64_t alignment = 0;
  /// The ticks at which it needs its bytes; empty if nothing accesses it.
  LiveSet live = {};
  /// Planned roots with the same number share one slot; -1 for a slot of its
  /// own. Numbers are dense, in the order of the first root of each.
  int64_t slot = -1;
  /// Its first access, if that reads what nothing has written on any path: the
  /// program expects a state that a plan does not keep. Null if unsure.
  mlir::Operation *undefinedRead = nullptr;
  /// Set if the root cannot be planned.
  std::optional<Refusal> refusal = std::nullopt;

  mlir::Value getMemory() const { return op->getResult(0); }
  mlir::MemRefType getType() const {
    return llvm::cast<mlir::MemRefType>(getMemory().getType());
  }
};

/// What a caller knows, and does not ask.
struct LifetimeOptions {
  /// findThreadSign (Dialect/Threads.h) finds nothing in the function.
  bool hasNoThreadSign = false;
  /// Finds Root::undefinedRead.
  bool undefinedReads = true;
};

/// Lifetimes of all allocations in one function, in the order of their ops.
///
/// Cost: near linear in the ops, uses and aliases of the function. What grows
/// with pairs of a root and an alias, or a block in which it is live where
/// regions have several, is done for 64 roots at once. Holds pointers into the
/// IR: valid until it changes.
class Lifetimes {
public:
  /// Analyses all allocations (Dialect/Allocations.h), or the ops that `isRoot`
  /// accepts.
  explicit Lifetimes(
      mlir::FunctionOpInterface function,
      llvm::function_ref<bool(mlir::Operation *)> isRoot = nullptr);
  Lifetimes(mlir::FunctionOpInterface function, LifetimeOptions options);

  /// Of the same function after ops have moved inside of their blocks: what
  /// `earlier` knows of all ops but those that are `changed`, new or with other
  /// operands, is not found out again. `earlier` must not be asked any more.
  Lifetimes(const Lifetimes &earlier,
            llvm::ArrayRef<mlir::Operation *> changed);
  ~Lifetimes();

  mlir::MutableArrayRef<Root> getRoots() { return roots; }
  llvm::ArrayRef<Root> getRoots() const { return roots; }
  mlir::FunctionOpInterface getFunction() const { return function; }
  const LogicalTime &getTime() const { return time; }

  /// Says what becomes of roots that several threads may use, given what
  /// ThreadedFunctions (Dialect/Threads.h) knows of the function. Until then
  /// all are refused where the function itself shows it. What the threads share
  /// as one buffer lives, from here on, through whole phases between barriers
  /// (rule 4), and gets no slot with others. All other roots are refused where
  /// there is a sign, and those in shared memory spaces where there is a call.
  void settleThreads(mlir::Operation *sign, mlir::Operation *call);

  /// Refuses, until nothing changes, every root that shares a deallocation with
  /// something that is not planned (rule 9). Call it after refusing roots for
  /// reasons of your own; the constructor has not.
  void refuseSharedDeallocs();

  /// True if all planned roots together take more than 2^62-1 bytes. Such a
  /// function has no plan, and nobody adds up what is live in it.
  bool isTooLarge() const;

  /// Puts planned roots that may be one buffer into one slot (rule 3): one is
  /// never needed any more when another is allocated, and a value may be either
  /// of them, as the result of a branch. And, if `inPlace` is set (rule 10), a
  /// root that an op reads for the last time and one that it writes first,
  /// if that is safe at each op at which they meet. Call it when all roots that
  /// are to be refused are.
  void shareSlots(bool inPlace);

  /// All values that may refer to the memory of roots; they are numbered as in
  /// `getRoots`.
  const RootSets &getRootSets() const { return *sets; }

  /// What is known of single ops, for analyses of the same IR.
  OpFacts &getFacts() const { return *facts; }

  /// A use of `value` that control may reach from the allocation of `birth`, or
  /// that is waited for after it, while `value` still refers to what it did
  /// before; null if there is none.
  /// Only then may what is allocated there take the slot of what `value`, an
  /// alias of some root, refers to. Dominance and reachability tell.
  mlir::Operation *findUseAcross(mlir::Value value, const Root &birth);

  /// True if a transfer that accesses the root, of which no wait is known that
  /// follows in its block, may be under way when another one is allocated.
  bool isInFlightAt(size_t root, const Root &birth) const;

private:
  class Screen;

  Lifetimes(mlir::FunctionOpInterface function, std::shared_ptr<OpFacts> facts,
            LifetimeOptions options,
            llvm::function_ref<bool(mlir::Operation *)> isRoot);
  RegionKind kindOf(mlir::Region &region);
  /// Itself, or the innermost one around it, that does not run in sequence with
  /// what is around; null if there is none. Cost: O(1), once for each region.
  mlir::Region *concurrentFrom(mlir::Region *region);
  std::optional<Refusal> checkPlace(Root &root);
  void planPhases(mlir::Operation *sign);
  void refuseTransfers();
  bool mayOutlast(const Root &birth, mlir::Operation *user,
                  mlir::Operation *wait, mlir::Value value);

  mlir::FunctionOpInterface function;
  LifetimeOptions options;
  LogicalTime time;
  std::unique_ptr<ControlFlow> flow;
  /// See Dialect/Threads.h.
  mlir::Operation *threadSign;
  bool isRunByThreads = false;
  std::shared_ptr<OpFacts> facts;
  std::unique_ptr<RootSets> sets;
  mlir::DominanceInfo dominance;
  std::vector<Root> roots;
  /// By root, those that have any.
  llvm::DenseMap<size_t, llvm::SmallVector<const TagFlight *, 1>> flightsOf;
  llvm::DenseMap<mlir::Region *, RegionKind> regionKinds;
  llvm::DenseMap<mlir::Region *, mlir::Region *> concurrent;
  /// Deallocations that reach each root, by root index, and back.
  std::vector<llvm::SmallVector<mlir::Operation *, 1>> deallocsOf;
  llvm::DenseMap<mlir::Operation *, llvm::SmallVector<size_t, 1>> rootsOf;
};

/// True if every buffer this deallocation may free is one that `isPlanned`
/// accepts; false if it may free anything else.
bool freesOnly(mlir::Value freed, const mlir::BufferViewFlowAnalysis &flow,
               llvm::function_ref<bool(mlir::Value)> isPlanned);

} // namespace idealloc

#endif // IDEALLOC_LIFETIMES_LIFETIMES_H
