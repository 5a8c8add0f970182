//===- UseRows.cpp - Rows of accesses, made short -------------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// n values that may mean any of n buffers would be n * n / 64 accesses of
// batches of buffers, hardly any of which changes what is in use.
//
//===----------------------------------------------------------------------===//

#include "Accesses.h"

#include "llvm/ADT/STLExtras.h"

using namespace mlir;

namespace idealloc {

void Accesses::shortenUses() {
  shortUses.resize(uses.size());
  for (auto [list, result] : llvm::zip_equal(uses, shortUses)) {
    // Four of a row stay.
    if (list.size() < 5)
      continue;
    std::vector<Use> sorted = list;
    llvm::sort(sorted,
               [](const Use &a, const Use &b) { return a.point < b.point; });
    ArrayRef<Use> rest(sorted);
    while (!rest.empty()) {
      unsigned block = points.blockOf(rest.front().point);
      ArrayRef<Use> row = rest.take_while([&](const Use &use) {
        return use.isPlain() && points.blockOf(use.point) == block;
      });
      addRow(row, result);
      rest = rest.drop_front(row.size());
      if (!row.empty())
        continue;
      result.push_back(rest.front());
      rest = rest.drop_front();
    }
    if (result.size() == list.size())
      result.clear();
  }
}

void Accesses::addRow(ArrayRef<Use> row, std::vector<Use> &result) const {
  auto firstWrite =
      llvm::find_if(row, [](const Use &use) { return use.writes; });
  auto lastRead = llvm::find_if(llvm::reverse(row),
                                [](const Use &use) { return use.reads; });
  bool isBehindPassed = false;
  for (const Use &use : row) {
    bool isKept = &use == &row.front() || &use == &row.back() ||
                  &use == firstWrite ||
                  (lastRead != row.rend() && &use == &*lastRead);
    if (isKept) {
      if (isBehindPassed)
        result.back().passedTo = use.point;
      result.push_back(use);
    }
    isBehindPassed = !isKept;
  }
}

} // namespace idealloc
