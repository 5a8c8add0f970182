//===- ArenaLowering.cpp - Memory in place of arenas ----------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ArenaLowering.h"

#include "idealloc/Dialect/MemRefBytes.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"

using namespace mlir;
using namespace idealloc;

MemRefType idealloc::bytesType(int64_t bytes, Attribute space,
                               MLIRContext *context) {
  return MemRefType::get({bytes}, IntegerType::get(context, 8),
                         MemRefLayoutAttrInterface(), space);
}

Value idealloc::viewAt(OpBuilder &builder, Location loc, Value memory,
                       int64_t offset, MemRefType type) {
  Value shift = arith::ConstantIndexOp::create(builder, loc, offset);
  return memref::ViewOp::create(builder, loc, type, memory, shift,
                                ValueRange());
}

/// memref.view makes identity layouts only; others are cast from the row of
/// elements they span.
static void lowerSlice(SliceOp slice, Value memory) {
  OpBuilder builder(slice);
  Location loc = slice.getLoc();
  auto type = cast<MemRefType>(slice.getType());
  int64_t offset = slice.getOffset();
  Value result;
  if (type.getLayout().isIdentity()) {
    result = viewAt(builder, loc, memory, offset, type);
  } else {
    auto rowType =
        MemRefType::get({*getElementSpan(type)}, type.getElementType(),
                        MemRefLayoutAttrInterface(), type.getMemorySpace());
    Value row = viewAt(builder, loc, memory, offset, rowType);
    SmallVector<int64_t> strides;
    int64_t start;
    (void)type.getStridesAndOffset(strides, start);
    result = memref::ReinterpretCastOp::create(builder, loc, type, row, start,
                                               type.getShape(), strides);
  }
  slice.getResult().replaceAllUsesWith(result);
  slice.erase();
}

/// The slice that a value is a cast of; null if it is no whole slice.
static SliceOp sliceOf(Value value) {
  while (auto cast = value.getDefiningOp<memref::CastOp>())
    value = cast.getSource();
  return value.getDefiningOp<SliceOp>();
}

void idealloc::eraseSelfCopies(Operation *top) {
  top->walk([](Operation *op) {
    if (!isa<memref::CopyOp, linalg::CopyOp>(op))
      return;
    SliceOp from = sliceOf(op->getOperand(0)), to = sliceOf(op->getOperand(1));
    if (from && to && from.getArena() == to.getArena() &&
        from.getOffset() == to.getOffset() && from.getType() == to.getType())
      op->erase();
  });
}

void idealloc::replaceArena(ArenaOp arena, Value memory) {
  for (Operation *user : llvm::make_early_inc_range(arena->getUsers()))
    if (auto slice = dyn_cast<SliceOp>(user))
      lowerSlice(slice, memory);
  arena.getMemory().replaceAllUsesWith(memory);
  arena.erase();
}

void idealloc::useMemory(const OwnArena &arena, Value memory) {
  ArenaOp op = arena.op;
  auto type = cast<MemRefType>(op.getType());
  // What is no slice needs the arena's own type.
  bool isBare = !llvm::all_of(op->getUsers(), llvm::IsaPred<SliceOp>);
  if (arena.offset != 0 || (isBare && memory.getType() != type)) {
    OpBuilder builder(op);
    memory = viewAt(builder, op.getLoc(), memory, arena.offset, type);
  }
  replaceArena(op, memory);
}
