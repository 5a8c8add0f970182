//===- Selection.cpp - The allocations that options select ----------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Selection.h"

#include "MemorySpaces.h"

using namespace mlir;

namespace idealloc {

FailureOr<Selection> Selection::parse(ArrayRef<std::string> memorySpaces,
                                      int64_t minSize, Location loc) {
  if (minSize < 0)
    return emitError(loc) << "min-size is negative: " << minSize;
  Selection selection;
  selection.minSize = minSize;
  for (const std::string &text : memorySpaces) {
    if (text == "all") {
      selection.allSpaces = true;
      continue;
    }
    FailureOr<Attribute> space = parseMemorySpace(text, loc);
    if (failed(space))
      return failure();
    selection.spaces.insert(*space);
  }
  return selection;
}

bool Selection::hasSpace(Attribute space) const {
  return allSpaces || spaces.empty() || spaces.contains(canonicalSpace(space));
}

LogicalResult Selection::checkSpacesAreUsed(Operation *top) const {
  for (Attribute space : spaces)
    if (failed(checkSpaceIsUsed(top, space, "memory-spaces")))
      return failure();
  return success();
}

void Selection::apply(Lifetimes &lifetimes) const {
  for (Root &root : lifetimes.getRoots()) {
    if (root.refusal)
      continue;
    Attribute space =
        cast<MemRefType>(root.getMemory().getType()).getMemorySpace();
    if (!hasSpace(space))
      root.refusal =
          Refusal{RefusalKind::OtherSpace,
                  "memory space '" + toText(space) +
                      "' is not among those selected by memory-spaces"};
    else if (root.bytes < minSize)
      root.refusal =
          Refusal{RefusalKind::TooSmall, std::to_string(root.bytes) +
                                             " bytes are fewer than min-size=" +
                                             std::to_string(minSize)};
  }
}

} // namespace idealloc
