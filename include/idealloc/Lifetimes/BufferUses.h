//===- BufferUses.h - All accesses to buffers that are plain ----*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What a rewrite of accesses has to know: every access to a buffer, in order,
// and what may touch the memory that is not such a buffer. A buffer is *plain*
// if it is reached through views alone and inside of the block that allocates
// it. Others are as foreign as an argument.
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIFETIMES_BUFFERUSES_H
#define IDEALLOC_LIFETIMES_BUFFERUSES_H

#include "idealloc/Lifetimes/LogicalTime.h"

#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/IR/SymbolTable.h"
#include "mlir/Interfaces/DataLayoutInterfaces.h"
#include "mlir/Interfaces/FunctionInterfaces.h"
#include "llvm/ADT/SetVector.h"

#include <memory>
#include <vector>

namespace idealloc {
class OpFacts;

/// One use of a plain buffer or of a view of it that is no view itself.
struct BufferUse {
  mlir::OpOperand *operand;
  /// When the user begins.
  int64_t tick;
  /// The op of the buffer's block that is or holds the user, and its ticks.
  mlir::Operation *top;
  LogicalTime::Span span;
  /// What it may do; all of these are false for memref.dim and a return.
  bool reads = false, writes = false;
  /// It writes all of the buffer, certainly, and reads nothing through this
  /// operand before.
  bool overwrites = false;

  mlir::Operation *user() const { return operand->getOwner(); }
  /// True if the op of the buffer's block is the user.
  bool isDirect() const { return user() == top; }
};

/// A plain buffer.
struct PlainBuffer {
  mlir::Operation *alloc;
  int64_t bytes;
  /// All but deallocations, in program order.
  std::vector<BufferUse> uses = {};
  /// Those that write, by number.
  std::vector<size_t> writes = {};
  /// The views of it, in program order.
  std::vector<mlir::Operation *> views = {};
  std::vector<mlir::Operation *> frees = {};
  /// True if the function returns it.
  bool isReturned = false;

  mlir::TypedValue<mlir::MemRefType> memory() const {
    return llvm::cast<mlir::TypedValue<mlir::MemRefType>>(alloc->getResult(0));
  }
  mlir::Block *block() const { return alloc->getBlock(); }
};

/// The plain buffers of one function, in the order of their allocations: those
/// of static shape that nothing asks to keep or pin, whose every alias is a
/// view of one memref inside of their block, whose every use is understood, and
/// that are allocated where they could be planned. They may be returned.
///
/// Cost: linear in the ops, the uses and the depth of regions. Valid until the
/// IR changes; a rewrite that says what it changes can go on with `refresh`.
class BufferUses {
public:
  /// `symbols` must hold for as long as this does.
  BufferUses(mlir::FunctionOpInterface function,
             mlir::SymbolTableCollection &symbols);

  BufferUses(BufferUses &&);
  ~BufferUses();

  /// Those that are gone have no uses; those that came later are the last.
  std::vector<PlainBuffer> &getBuffers() { return buffers; }
  const LogicalTime &getTime() const { return time; }
  /// For new ops and such as moved. No two ops with the same tick may access
  /// memory.
  LogicalTime &getTime() { return time; }
  /// The ticks at which ops with memrefs among their operands began, ascending.
  llvm::ArrayRef<int64_t> getMemoryTicks() const { return memoryTicks; }

  /// The number of the plain buffer that a value is or is a view of.
  std::optional<size_t> bufferOf(mlir::Value memref) const;

  /// From now on all names of a buffer are names of another one, or of none.
  void rename(size_t buffer, std::optional<size_t> other);

  /// The uses of what this value names change.
  void noteChange(mlir::Value memref);

  /// A new allocation, which has a tick.
  void noteNew(mlir::Operation *alloc) { added.push_back(alloc); }

  /// Ops that access memory have come or moved without a tick of their own:
  /// `refresh` numbers all ticks anew.
  void noteNewTicks() { hasNewTicks = true; }

  /// Describes all buffers that changed as they are in the IR now. What may be
  /// written of other memory stays as it was. False if one of them is no longer
  /// plain: then nothing is known any more. No op that was there may have been
  /// destroyed.
  bool refresh();

  /// The constant global that a value is or is a view of; null if none. It is
  /// looked up in the IR as it is now.
  mlir::memref::GlobalOp constantOf(mlir::Value memref);

  /// True if an op that begins at a tick of [begin, end) may write the memory
  /// of a value that is neither a plain buffer nor constant. An argument of the
  /// function may be the memory of any other and of any global, but of no
  /// allocation of the function.
  bool mayWriteForeign(mlir::Value memref, int64_t begin, int64_t end) const;

  /// The same for the memory of an argument of the function, or of a view of
  /// it, if it is known that no other argument shares bytes with it.
  bool mayWriteArgument(mlir::Value argument, int64_t begin, int64_t end) const;

private:
  bool track(mlir::Operation *alloc);
  bool describe(PlainBuffer &buffer);
  bool follow(PlainBuffer &buffer);
  bool addUse(PlainBuffer &buffer, mlir::OpOperand &use, bool isWhole);
  void name(size_t number);
  bool isPlannable(mlir::Operation *alloc);
  bool runsAlone(mlir::Region *region);
  bool isFollowedInto(mlir::Operation *user, mlir::Operation *top);
  int classOf(mlir::Region *region);
  void addForeign(mlir::Operation *op, int64_t tick);
  bool isBegin(mlir::Operation *op, int64_t tick) const;
  void findMemoryTicks();
  void renumber();

  mlir::FunctionOpInterface function;
  mlir::SymbolTableCollection &symbols;
  LogicalTime time;
  mlir::DataLayout layout;
  std::unique_ptr<OpFacts> facts;
  std::vector<int64_t> memoryTicks;
  std::vector<PlainBuffer> buffers;
  llvm::SetVector<size_t> changed;
  llvm::SmallVector<mlir::Operation *, 0> added;
  bool hasNewTicks = false;
  llvm::DenseMap<mlir::Value, size_t> numbers;
  /// The ticks of ops that may write such memory, of any at all and of what is
  /// not known to be allocated by the function.
  std::vector<int64_t> foreignWrites, givenWrites;
  /// The latter by the argument that is written; null for what is not known.
  llvm::DenseMap<mlir::Value, std::vector<int64_t>> writesByArgument;
  llvm::DenseMap<mlir::Region *, int> classes;
  /// What `runsAlone` knows of regions.
  llvm::DenseMap<mlir::Region *, bool> alone;
  llvm::DenseMap<mlir::Attribute, mlir::memref::GlobalOp> globals;
};

/// True if the op still computes the same when these two memref operands, one
/// read and one written, are the same bytes: rule 10 of docs/Lifetimes.md. That
/// no other operand shares them is for the caller to know.
bool isElementByElement(mlir::OpOperand &read, mlir::OpOperand &written);

/// The memref that is the source of all views that lead to this one.
mlir::Value getBase(mlir::Value memref);

/// The memref that a view describes, of an op that makes one view of one memref
/// and does nothing else; null for other ops.
mlir::Value getViewed(mlir::Operation *op);

} // namespace idealloc

#endif // IDEALLOC_LIFETIMES_BUFFERUSES_H
