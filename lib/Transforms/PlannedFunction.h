//===- PlannedFunction.h - What attributes say of a plan --------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The attributes that idealloc-annotate-lifetimes and idealloc-assign-offsets
// have left on a function, read and held against the function of today.
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIB_TRANSFORMS_PLANNEDFUNCTION_H
#define IDEALLOC_LIB_TRANSFORMS_PLANNEDFUNCTION_H

#include "idealloc/Dialect/Idealloc.h"

#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Interfaces/FunctionInterfaces.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/MapVector.h"

namespace idealloc {

/// The plan of one function.
class PlannedFunction {
public:
  struct Arena {
    int64_t bytes;
    int64_t alignment;
    bool isProgram;
    bool hasStates;
    /// Of the first allocation.
    std::optional<bool> isDevice = std::nullopt;
  };

  /// Emits an error and fails if the plan is stale: if the function has another
  /// number of ticks than it was planned with, if an allocation does not lie in
  /// its arena aligned and with a lifetime, or if a deallocation may free both
  /// planned and unplanned memory. `states` are globals that have an offset.
  /// That offsets do not clash is not looked at. Cost: O(ops).
  static mlir::FailureOr<PlannedFunction>
  read(mlir::FunctionOpInterface function,
       const llvm::DenseSet<mlir::Operation *> &states,
       mlir::SymbolTableCollection &symbols);

  mlir::FunctionOpInterface function;
  /// By memory space, the default one as the null attribute.
  llvm::MapVector<mlir::Attribute, Arena> arenas;
  /// Allocations with an offset, and deallocations of their memory alone.
  llvm::SmallVector<mlir::Operation *> allocs, deallocs;
  /// Where the function gets the address of a state, and that.
  llvm::SmallVector<std::pair<mlir::memref::GetGlobalOp, mlir::Operation *>>
      states;

private:
  explicit PlannedFunction(mlir::FunctionOpInterface function)
      : function(function) {}

  mlir::LogicalResult readArenas();
  mlir::LogicalResult collectAllocs();
  /// That the bytes of states lie in the arena is proved with the offsets.
  mlir::LogicalResult
  collectStates(const llvm::DenseSet<mlir::Operation *> &globals,
                mlir::SymbolTableCollection &symbols);
  mlir::LogicalResult collectDeallocs();
  /// What the annotations of a planned allocation no longer agree with; empty
  /// if they are fit to be materialised.
  std::string whyStale(mlir::Operation *alloc, const mlir::DataLayout &layout);

  llvm::DenseSet<mlir::Value> planned;
};

} // namespace idealloc

#endif // IDEALLOC_LIB_TRANSFORMS_PLANNEDFUNCTION_H
