//===- Scratch.cpp - Memory for ops that hide their scratch ---------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// An op that says by BufferUseOpInterface how much scratch memory it needs is
// given an allocation right before it, where the types and the operands it
// needs are known, and that has no other use.
//
//===----------------------------------------------------------------------===//

#include "MakeStatic.h"

#include "idealloc/Dialect/BufferUseInterface.h"
#include "idealloc/Dialect/MemRefBytes.h"

#include "mlir/IR/Builders.h"

using namespace mlir;

namespace idealloc {

FailureOr<bool> allocateScratch(FunctionOpInterface function,
                                const Selection &selection) {
  SmallVector<BufferUseOpInterface> ops;
  function.walk([&](BufferUseOpInterface op) {
    if (op.getMissingScratch())
      ops.push_back(op);
  });
  if (ops.empty())
    return false;
  bool hasChanged = false;
  DataLayout layout = DataLayout::closest(function);
  for (BufferUseOpInterface op : ops) {
    MemRefType type = op.getMissingScratch();
    std::optional<int64_t> bytes = getByteSize(type, layout);
    if (!bytes)
      return op.emitError() << "asks for scratch memory of type " << type
                            << ", which has no constant size in bytes";
    if (*bytes == 0 || !selection.contains(type, *bytes))
      continue;
    hasChanged = true;
    OpBuilder builder(op);
    op.setScratch(memref::AllocOp::create(builder, op.getLoc(), type));
    if (op.getMissingScratch())
      return op.emitError() << "asks for scratch memory after it was given "
                               "memory of type "
                            << type;
    remarkMadeStatic(op.getLoc(), "scratch", *bytes, function.getName());
  }
  return hasChanged;
}

} // namespace idealloc
