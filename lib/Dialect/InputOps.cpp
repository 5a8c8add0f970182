//===- InputOps.cpp - Ops that say where inputs lie -----------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "idealloc/Dialect/Idealloc.h"

#include "mlir/Interfaces/FunctionInterfaces.h"

#include <set>

using namespace mlir;
using namespace idealloc;

/// The op in front of `op` is an input, if there is one: as all of them are at
/// the start, nothing else stands before.
static bool isAtStart(Operation *op) {
  Operation *before = op->getPrevNode();
  return !before || isa<InputOp>(before);
}

/// Of the first input: no two behind one another name one argument.
static LogicalResult verifyNumbers(InputOp first) {
  std::set<int64_t> numbers;
  for (Operation *op = first; auto input = dyn_cast_if_present<InputOp>(op);
       op = op->getNextNode()) {
    IntegerAttr number = input.getArgumentAttr();
    if (!number || !number.getType().isSignlessInteger(64))
      continue; // It says so itself.
    if (!numbers.insert(number.getInt()).second)
      return input.emitOpError() << "names argument #" << number.getInt()
                                 << ", as another one does (I2)";
  }
  return success();
}

LogicalResult InputOp::verify() {
  auto function = dyn_cast<FunctionOpInterface>((*this)->getParentOp());
  if (!function || !(*this)->getBlock()->isEntryBlock() || !isAtStart(*this))
    return emitOpError("must stand at the start of a function (I1)");
  if (!(*this)->getPrevNode() && failed(verifyNumbers(*this)))
    return failure();
  uint64_t number = getArgument();
  if (number >= function.getNumArguments() ||
      function.getArgumentTypes()[number] != getType())
    return emitOpError() << "names argument #" << number
                         << ", which its function has not with type "
                         << getType() << " (I2)";
  if (!function.getArgument(number).use_empty())
    return emitOpError() << "names argument #" << number
                         << ", which has other uses (I2)";
  if (llvm::count_if(getMemory().getUsers(), llvm::IsaPred<ReceiveOp>) != 1)
    return emitOpError("must be an operand of one idealloc.receive (I3)");
  return success();
}

LogicalResult ReceiveOp::verify() {
  for (Value input : getInputs()) {
    auto op = input.getDefiningOp<InputOp>();
    if (!op || op->getBlock() != (*this)->getBlock())
      return emitOpError("takes what is no result of an idealloc.input in its "
                         "block (I4)");
  }
  if (!isAtStart(*this))
    return emitOpError("must stand behind nothing but idealloc.input (I4)");
  return success();
}

LogicalResult DeliverOp::verify() {
  for (Value input : getInputs())
    if (!input.getDefiningOp<InputOp>())
      return emitOpError("takes what is no result of an idealloc.input (I5)");
  Operation *next = (*this)->getNextNode();
  if (!next || !next->hasTrait<OpTrait::IsTerminator>() ||
      !isa<FunctionOpInterface>((*this)->getParentOp()))
    return emitOpError("must stand before the terminator of a function (I5)");
  return success();
}
