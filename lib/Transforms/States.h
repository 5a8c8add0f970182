//===- States.h - Memory that survives calls -------------------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A state is a `memref.global` marked `idealloc.state`: its bytes survive from
// one call of the program to the next. Planned, it lies in the arena and
// conflicts with everything. docs/Programs.md has the rules.
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIB_TRANSFORMS_STATES_H
#define IDEALLOC_LIB_TRANSFORMS_STATES_H

#include "Selection.h"
#include "idealloc/Lifetimes/ProgramTime.h"

#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Interfaces/FunctionInterfaces.h"

namespace idealloc {

/// A global that is marked, and who uses it.
struct State {
  mlir::memref::GlobalOp global;
  /// Functions that get its address, in program order, each once.
  llvm::SmallVector<mlir::FunctionOpInterface> users;
  /// Why it stays a global, as a clause, and the op to blame; empty if it can
  /// be planned.
  std::string refusal;
  mlir::Operation *culprit = nullptr;

  mlir::Attribute getSpace() const {
    return mlir::memref::GlobalOp(global).getType().getMemorySpace();
  }
  /// Of several reasons the first counts.
  void refuse(const llvm::Twine &reason, mlir::Operation *blamed = nullptr);
};

/// All states in `top`, nested modules too, in program order; refused are those
/// without bytes, those that nothing uses, and those that are used by something
/// else than a `memref.get_global` of a function. Cost: one walk.
std::vector<State> findStates(mlir::Operation *top);

/// Refuses what is not selected, what lies in another space than all that is to
/// be planned if no space was selected, and what shares its space with memory
/// of a device; and all, if there is a reason `why`.
void selectStates(std::vector<State> &states,
                  llvm::ArrayRef<std::unique_ptr<Lifetimes>> lifetimes,
                  const Selection &selection, llvm::StringRef why);

/// What `concurrent` names, and functions that are marked
/// `idealloc.concurrent`, in program order; marks the former. Emits an error
/// and fails if there is no such function with a body, if two have the name, or
/// if there is only one.
mlir::FailureOr<ProgramBonds>
collectBonds(mlir::Operation *top, llvm::ArrayRef<std::string> concurrent);

/// Makes a marked allocation what it means, a private, uninitialised global of
/// which each run of the allocation gets the address; deallocations of it go.
/// Emits errors and fails, with the IR unchanged, if one has no constant size,
/// is memory of a device, stands where instances of a body run at once, or is
/// freed or returned under another name. Returns true if there are any.
mlir::FailureOr<bool> makeStateGlobals(mlir::Operation *top);

} // namespace idealloc

#endif // IDEALLOC_LIB_TRANSFORMS_STATES_H
