//===- Selection.cpp - The allocations that options select ----------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Selection.h"

#include "MemorySpaces.h"

#include "idealloc/Dialect/Idealloc.h"
#include "idealloc/Dialect/Names.h"

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

LogicalResult Selection::check(const ProgramSpaces &program) const {
  for (Attribute space : spaces)
    if (failed(program.check(space, "memory-spaces")))
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

LogicalResult
Selection::selectOnlySpace(ArrayRef<std::unique_ptr<Lifetimes>> all) const {
  if (!isOpen())
    return success();
  const Root *first = nullptr;
  for (auto &lifetimes : all)
    for (const Root &root : lifetimes->getRoots())
      if (!first && !root.refusal && !isa<InputOp>(root.op))
        first = &root;
  for (auto &lifetimes : all)
    for (Root &root : lifetimes->getRoots()) {
      if (root.refusal)
        continue;
      if (first &&
          first->getType().getMemorySpace() !=
              root.getType().getMemorySpace() &&
          isa<InputOp>(root.op) && !isa<InputOp>(first->op)) {
        root.refusal = Refusal{RefusalKind::OtherSpace,
                               "no allocation of its memory space is planned"};
        continue;
      }
      if (first && first->getType().getMemorySpace() !=
                       root.getType().getMemorySpace()) {
        auto diag = root.op->emitError()
                    << "allocations in the memory spaces '"
                    << toText(first->getType().getMemorySpace()) << "' and '"
                    << toText(root.getType().getMemorySpace())
                    << "' could be planned; say which with "
                       "memory-spaces=SPACE,... or memory-spaces=all";
        diag.attachNote(placeToShow(first->op))
            << "the other space is used here";
        return diag;
      }
      if (!first)
        first = &root;
    }
  return success();
}

} // namespace idealloc
