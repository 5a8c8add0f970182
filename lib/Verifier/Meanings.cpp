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

/// Where the buffer is in the list, or belongs.
template <typename Buffers>
static auto placeOf(Buffers &buffers, unsigned buffer) {
  return llvm::partition_point(
      buffers, [&](const auto &item) { return item.first < buffer; });
}

Meanings::Meanings(ArrayRef<Value> roots, OperandUses &operandUses)
    : operandUses(operandUses) {
  for (auto [buffer, root] : llvm::enumerate(roots))
    add(root, buffer, {});
  while (!worklist.empty()) {
    auto [number, buffer] = worklist.back();
    worklist.pop_back();
    const MeaningfulValue &value = values[number];
    for (const auto &[use, facts] : value.uses) {
      Meaning meaning = placeOf(value.buffers, buffer)->second;
      meaning.isWhole &= facts.keepsExtent;
      meaning.isCertain &= facts.isCertain;
      for (Value alias : facts.aliases)
        add(alias, buffer, meaning);
    }
  }
}

unsigned Meanings::numberOf(Value value) {
  auto [it, isNew] = numbers.try_emplace(value, values.size());
  if (!isNew)
    return it->second;
  MeaningfulValue &added = values.emplace_back(MeaningfulValue{value});
  added.uses.reserve(value.getNumUses());
  for (OpOperand &use : value.getUses())
    added.uses.push_back({&use, operandUses.read(use)});
  return values.size() - 1;
}

void Meanings::add(Value value, unsigned buffer, Meaning meaning) {
  unsigned number = numberOf(value);
  auto &buffers = values[number].buffers;
  auto it = placeOf(buffers, buffer);
  bool isNew = it == buffers.end() || it->first != buffer;
  if (isNew)
    it = buffers.insert(it, {buffer, meaning});
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
  auto it = placeOf(buffers, buffer);
  return it == buffers.end() || it->first != buffer ? nullptr : &it->second;
}

} // namespace idealloc
