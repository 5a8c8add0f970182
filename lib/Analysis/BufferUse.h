//===- BufferUse.h - What an op does to a placed buffer ------- -*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The part of Interference.h that knows ops. On purpose not UseScreen.h: the
// two must not share a mistake.
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIB_ANALYSIS_BUFFERUSE_H
#define IDEALLOC_LIB_ANALYSIS_BUFFERUSE_H

#include "mlir/IR/Operation.h"
#include "llvm/ADT/DenseMap.h"

#include <string>

namespace idealloc {

/// How the regions of an op run; see step 3 in Interference.h.
enum class RegionFlow { Exclusive, Cyclic, Concurrent, Unknown };

/// Cost: O(blocks and successors of the op's regions).
RegionFlow classifyRegions(mlir::Operation *op);

/// What one use does to the buffer behind the operand.
struct BufferUse {
  bool reads = false;
  bool writes = false;
  /// Values that alias the operand from here on.
  llvm::SmallVector<mlir::Value, 1> aliases = {};
  /// Not empty if the use is not understood: why.
  std::string refusal = {};
};

/// Examines the uses of one function, and remembers what several of them share.
class UseExaminer {
public:
  /// Cost: O(1) for control flow, O(results) for calls, else O(operands and
  /// results of the op); once for each list of addresses, O(its uses).
  BufferUse examine(mlir::OpOperand &use);

private:
  bool isAddressForDeallocHelper(mlir::Value address);

  /// Lists of addresses: is dealloc_helper their only reader?
  llvm::DenseMap<mlir::Value, bool> lists;
};

/// 'dialect.op' in quotes, for messages.
std::string quotedName(mlir::Operation *op);

} // namespace idealloc

#endif // IDEALLOC_LIB_ANALYSIS_BUFFERUSE_H
