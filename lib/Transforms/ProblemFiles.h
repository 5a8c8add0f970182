//===- ProblemFiles.h - Problems of functions as CSV files ---- -*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// From annotated IR to a Problem, and from there to files and back.
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIB_TRANSFORMS_PROBLEMFILES_H
#define IDEALLOC_LIB_TRANSFORMS_PROBLEMFILES_H

#include "idealloc/Dialect/Names.h"
#include "idealloc/Planner/Plan.h"

#include "mlir/Interfaces/FunctionInterfaces.h"

namespace idealloc {

/// The buffers of one memory space in one function, or in all functions of one
/// program (`idealloc.program`) and party.
struct ArenaProblem {
  /// Those that have a buffer, or use a state, in program order.
  llvm::SmallVector<mlir::FunctionOpInterface, 1> functions;
  mlir::Attribute space; ///< Null for the default space.
  /// The allocations of each buffer of `problem`, several if they share a slot,
  /// or the global that is a state.
  llvm::SmallVector<llvm::SmallVector<mlir::Operation *, 1>> allocs;
  Problem problem;
  /// If the arena is that of a program: its number, and that of the party.
  /// Problems of one program and space are plans of one arena: those of parties
  /// share no bytes with one another, and party 0 shares them with all.
  std::optional<int64_t> program = {};
  int64_t party = 0;
  /// The arena of the program has states; they are buffers of one of its
  /// problems.
  bool hasStates = false;

  /// The function that stands for all in messages.
  mlir::FunctionOpInterface getFunction() const { return functions.front(); }
  /// A function returns one of the buffers to its program.
  bool isReturned = false;
  bool isProgram() const { return program.has_value(); }
  mlir::Location getLoc(size_t buffer) const {
    return placeToShow(allocs[buffer].front());
  }
};

/// The problems of all allocations that carry a lifetime, by function and by
/// memory space in order of appearance. Functions of one program make one
/// problem, in its time, if all of their buffers in the space have a place in
/// that (`idealloc.program_lifetime`); a function alone, if the arena has a
/// state or another party, or if it returns a buffer to its program. States are
/// buffers of the first problem of their program and space. Buffers are aligned
/// to at least `alignment`; BufferNames.h says what they are called. Emits an
/// error and fails on an allocation whose size is not known, and on a slot with
/// two pins.
mlir::FailureOr<std::vector<ArenaProblem>> collectProblems(mlir::Operation *top,
                                                           int64_t alignment);

/// The type of an allocation's memory, or of a state.
mlir::MemRefType plannedType(mlir::Operation *alloc);

/// One file name per problem: `path` itself if there is one problem, else with
/// ".FUNCTION.SPACE" before the extension.
std::vector<std::string> fileNames(llvm::StringRef path,
                                   llvm::ArrayRef<ArenaProblem> problems);

/// Writes the problem as CSV with its notes, whole or not at all.
mlir::LogicalResult dumpProblem(const ArenaProblem &arena,
                                llvm::StringRef file);

/// Reads the offsets of a plan for exactly this problem, buffers by their ids.
/// An id that the problem has not is the position of the buffer, if it is a
/// number, and stands in the order of the problem, if it `isNameOfText`. Emits
/// an error and fails if ids, lifetimes, sizes or offsets disagree with the
/// problem.
mlir::FailureOr<Plan> loadPlan(const ArenaProblem &arena, llvm::StringRef file);

} // namespace idealloc

#endif // IDEALLOC_LIB_TRANSFORMS_PROBLEMFILES_H
