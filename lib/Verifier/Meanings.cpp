//===- Meanings.cpp - Which buffers a value may mean ----------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Meanings.h"

using namespace mlir;

namespace idealloc {

Meanings::Meanings(ArrayRef<Value> roots, OperandUses &operandUses)
    : operandUses(operandUses) {
  for (auto [buffer, root] : llvm::enumerate(roots))
    add(root, buffer, {});
  while (!worklist.empty()) {
    auto [number, buffer] = worklist.back();
    worklist.pop_back();
    // `add` may move the values.
    for (size_t use = 0; use != values[number].uses.size(); ++use) {
      Meaning meaning = values[number].buffers.lookup(buffer);
      const OperandUseFacts &facts = values[number].uses[use].second;
      meaning.isWhole &= facts.keepsExtent;
      meaning.isCertain &= facts.isCertain;
      for (Value alias : SmallVector<Value, 1>(facts.aliases))
        add(alias, buffer, meaning);
    }
  }
}

unsigned Meanings::numberOf(Value value) {
  auto [it, isNew] = numbers.try_emplace(value, values.size());
  if (!isNew)
    return it->second;
  values.push_back({value});
  for (OpOperand &use : value.getUses())
    values.back().uses.push_back({&use, operandUses.read(use)});
  return values.size() - 1;
}

void Meanings::add(Value value, unsigned buffer, Meaning meaning) {
  unsigned number = numberOf(value);
  auto [it, isNew] = values[number].buffers.insert({buffer, meaning});
  Meaning &known = it->second;
  if (!isNew && known.isWhole <= meaning.isWhole &&
      known.isCertain <= meaning.isCertain)
    return;
  known.isWhole &= meaning.isWhole;
  known.isCertain &= meaning.isCertain;
  worklist.push_back({number, buffer});
}

const Meaning *Meanings::find(Value value, unsigned buffer) const {
  auto number = numbers.find(value);
  if (number == numbers.end())
    return nullptr;
  const auto &buffers = values[number->second].buffers;
  auto it = buffers.find(buffer);
  return it == buffers.end() ? nullptr : &it->second;
}

} // namespace idealloc
