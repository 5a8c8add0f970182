//===- BuffersInUse.h - Which buffers share bytes ---------------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIB_VERIFIER_BUFFERSINUSE_H
#define IDEALLOC_LIB_VERIFIER_BUFFERSINUSE_H

#include "idealloc/Verifier/Interference.h"

#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/STLFunctionalExtras.h"

namespace idealloc {

/// The buffers of one memory space that are in use, by the bytes they occupy: a
/// tree over the buffers by begin, whose nodes hold the last end of those below
/// that are in use.
class BuffersInUse {
public:
  BuffersInUse(std::vector<unsigned> numbers,
               llvm::ArrayRef<PlacedBuffer> buffers);

  /// Cost: O(log buffers).
  void toggle(unsigned number);
  /// Calls `visit` for all that share bytes with the buffer. Cost: O(log
  /// buffers) for each.
  void forEachSharing(const PlacedBuffer &buffer,
                      llvm::function_ref<void(unsigned)> visit) const {
    forEachSharing(buffer, visit, 1);
  }

private:
  void forEachSharing(const PlacedBuffer &buffer,
                      llvm::function_ref<void(unsigned)> visit,
                      size_t node) const;

  llvm::ArrayRef<PlacedBuffer> buffers;
  /// Node i is above nodes 2i and 2i + 1; the leaves are the last `width`.
  size_t width;
  std::vector<int64_t> firstBegin, lastEnd;
  std::vector<unsigned> numbers;
  llvm::DenseMap<unsigned, size_t> leaves;
};

} // namespace idealloc

#endif // IDEALLOC_LIB_VERIFIER_BUFFERSINUSE_H
