//===- BufferNames.cpp - What buffers are called --------------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "BufferNames.h"

#include "idealloc/Dialect/Names.h"

#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringMap.h"

using namespace mlir;

namespace idealloc {

bool isNameOfText(StringRef id) {
  return id.starts_with("%") || id.starts_with("@");
}

/// Of a state, or of an allocation in this function. Never none: no other
/// buffer has the last one.
static SmallVector<std::string, 5>
namesOf(Operation *alloc, FunctionOpInterface function, size_t position) {
  if (auto state = dyn_cast<memref::GlobalOp>(alloc))
    return {state.getSymName().str(), "@" + state.getSymName().str(),
            "@#" + std::to_string(position)};
  std::string at = "@" + function.getName().str();
  SmallVector<std::string, 5> names;
  StringRef name = locationName(alloc);
  if (!llvm::all_of(name, llvm::isDigit) && !isNameOfText(name)) {
    names.push_back(name.str());
    names.push_back(at + "/" + name.str());
  }
  if (StringRef result = resultName(alloc); !result.empty()) {
    names.push_back(result.str());
    names.push_back(at + "/" + result.str());
  }
  names.push_back(at + "#" + std::to_string(position));
  return names;
}

void setIds(ArenaProblem &arena, FunctionsAround &functions) {
  // By name: two functions of nested modules may have the same.
  llvm::StringMap<size_t> positions, count;
  SmallVector<SmallVector<std::string, 5>> all;
  for (ArrayRef<Operation *> allocs : arena.allocs) {
    Operation *alloc = allocs.front();
    FunctionOpInterface function = functions.of(alloc);
    StringRef home = function ? function.getName() : "";
    all.push_back(namesOf(alloc, function, positions[home]++));
    for (const std::string &name : all.back())
      ++count[name];
  }
  for (auto [names, buffer] : llvm::zip_equal(all, arena.problem.buffers)) {
    auto own = llvm::find_if(
        names, [&](const std::string &name) { return count[name] == 1; });
    buffer.id = own == names.end() ? names.back() : *own;
  }
}

} // namespace idealloc
