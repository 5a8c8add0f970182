//===- FunctionCalls.cpp - Who calls whom, and who lies where -------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "FunctionCalls.h"

#include "idealloc/Dialect/Allocations.h"
#include "idealloc/Dialect/Functions.h"
#include "idealloc/Dialect/Idealloc.h"
#include "idealloc/Dialect/MemRefBytes.h"

#include "mlir/Dialect/MemRef/IR/MemRef.h"

using namespace mlir;

namespace idealloc {

MemRefType memoryTypeOf(Operation *op) {
  if (auto global = dyn_cast<memref::GlobalOp>(op))
    return global.getType();
  if (auto memory = getAllocatedMemory(op))
    return memory.getType();
  return {};
}

std::optional<PlacedOp> findPlaced(Operation *op) {
  auto offset = op->getAttrOfType<IntegerAttr>(IdeallocDialect::kOffset);
  MemRefType type = offset ? memoryTypeOf(op) : MemRefType();
  std::optional<int64_t> bytes =
      type ? getByteSize(type, DataLayout::closest(op)) : std::nullopt;
  if (!bytes || offset.getInt() > INT64_MAX - *bytes)
    return std::nullopt;
  return PlacedOp{offset.getInt(), offset.getInt() + *bytes, op};
}

std::string bytesText(const PlacedOp &placed) {
  return "bytes [" + std::to_string(placed.begin) + ", " +
         std::to_string(placed.end) + ")";
}

FunctionCalls::FunctionCalls(Operation *top) {
  SymbolTableCollection symbols;
  for (FunctionOpInterface function : functionsIn(top)) {
    numbers[function] = functions.size();
    functions.push_back({.op = function, .callees = {}, .isOwn = false});
    auto program =
        function->getAttrOfType<DictionaryAttr>(IdeallocDialect::kProgram);
    functions.back().isOwn = program && program.contains("own");
  }
  for (Function &function : functions)
    function.op.walk([&](CallOpInterface call) {
      auto callee = numbers.find(call.resolveCallableInTable(&symbols));
      if (callee != numbers.end())
        function.callees.push_back(callee->second);
    });
}

std::vector<bool> FunctionCalls::reachOf(ArrayRef<unsigned> from,
                                         bool handedOnly) const {
  std::vector<bool> reached(functions.size());
  std::vector<unsigned> stack(from.begin(), from.end());
  for (unsigned number : from)
    reached[number] = true;
  while (!stack.empty()) {
    unsigned number = stack.back();
    stack.pop_back();
    for (unsigned callee : functions[number].callees)
      if (!reached[callee] && !(handedOnly && functions[callee].isOwn)) {
        reached[callee] = true;
        stack.push_back(callee);
      }
  }
  return reached;
}

} // namespace idealloc
