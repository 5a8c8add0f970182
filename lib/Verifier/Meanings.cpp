//===- Meanings.cpp - Which buffers a value may mean ----------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Meanings.h"

#include "llvm/ADT/STLExtras.h"

#include <queue>

using namespace mlir;

namespace idealloc {

Meanings::Meanings(ArrayRef<Value> roots, OperandUses &operandUses)
    : operandUses(operandUses) {
  for (Value root : roots)
    firsts.push_back(numberOf(root));
  for (unsigned number = 0; number != values.size(); ++number)
    readUses(number);
  findCircles();
  words.resize(members.size());
  SmallVector<unsigned> batch;
  for (unsigned buffer = 0; buffer != roots.size(); ++buffer) {
    batch.push_back(buffer);
    if (batch.size() != 64 && buffer + 1 != roots.size())
      continue;
    forEachCircle(batch, [&](unsigned circle, MeaningWord word) {
      word.batch = buffer / 64;
      words[circle].push_back(word);
    });
    batch.clear();
  }
}

unsigned Meanings::numberOf(Value value) {
  auto [it, isNew] = numbers.try_emplace(value, values.size());
  if (isNew)
    values.push_back({value});
  return it->second;
}

void Meanings::readUses(unsigned number) {
  Value value = values[number].value;
  std::vector<std::pair<OpOperand *, OperandUseFacts>> uses;
  uses.reserve(value.getNumUses());
  SmallVector<Edge, 1> list;
  for (OpOperand &use : value.getUses()) {
    uses.push_back({&use, operandUses.read(use)});
    const OperandUseFacts &facts = uses.back().second;
    for (Value alias : facts.aliases)
      list.push_back({numberOf(alias), !facts.keepsExtent, !facts.isCertain});
  }
  values[number].uses = std::move(uses);
  edges.push_back(std::move(list));
}

/// Values that are reached from one another, by their order in two searches:
/// forward, and then backward from what the first search left last.
void Meanings::findCircles() {
  std::vector<unsigned> left;
  std::vector<size_t> next(values.size());
  std::vector<bool> isEntered(values.size());
  std::vector<SmallVector<unsigned, 1>> sources(values.size());
  SmallVector<unsigned> path;
  for (unsigned start = 0; start != values.size(); ++start) {
    for (const Edge &edge : edges[start])
      sources[edge.target].push_back(start);
    if (!isEntered[start])
      path.push_back(start);
    isEntered[start] = true;
    while (!path.empty()) {
      unsigned number = path.back();
      if (next[number] == edges[number].size()) {
        left.push_back(number);
        path.pop_back();
        continue;
      }
      unsigned target = edges[number][next[number]++].target;
      if (!isEntered[target])
        path.push_back(target);
      isEntered[target] = true;
    }
  }
  std::vector<bool> isDone(values.size());
  for (unsigned start : llvm::reverse(left)) {
    if (isDone[start])
      continue;
    members.emplace_back();
    isDone[start] = true;
    for (path = {start}; !path.empty();) {
      unsigned number = path.pop_back_val();
      members.back().push_back(number);
      values[number].circle = members.size() - 1;
      for (unsigned source : sources[number])
        if (!isDone[source]) {
          isDone[source] = true;
          path.push_back(source);
        }
    }
    llvm::sort(members.back());
  }
  circleEdges.resize(members.size());
  losses.resize(members.size());
  current.resize(members.size());
  for (auto [number, list] : llvm::enumerate(edges))
    for (Edge edge : list) {
      unsigned circle = values[number].circle;
      edge.target = values[edge.target].circle;
      if (edge.target != circle) {
        circleEdges[circle].push_back(edge);
        continue;
      }
      losses[circle].first |= edge.isPartial;
      losses[circle].second |= edge.isUncertain;
    }
}

void Meanings::forEachCircle(
    ArrayRef<unsigned> buffers,
    function_ref<void(unsigned, const MeaningWord &)> visit) {
  std::priority_queue<unsigned, std::vector<unsigned>, std::greater<>> pending;
  auto add = [&](unsigned circle, const MeaningWord &word, const Edge &edge) {
    MeaningWord &known = current[circle];
    if (!known.means)
      pending.push(circle);
    known.means |= word.means;
    known.partial |= edge.isPartial ? word.means : word.partial;
    known.uncertain |= edge.isUncertain ? word.means : word.uncertain;
  };
  for (auto [bit, buffer] : llvm::enumerate(buffers))
    add(values[firsts[buffer]].circle, {.means = Bits(1) << bit}, {});
  while (!pending.empty()) {
    unsigned circle = pending.top();
    pending.pop();
    MeaningWord word = std::exchange(current[circle], {});
    if (losses[circle].first)
      word.partial = word.means;
    if (losses[circle].second)
      word.uncertain = word.means;
    visit(circle, word);
    for (const Edge &edge : circleEdges[circle])
      add(edge.target, word, edge);
  }
}

std::optional<Meaning> Meanings::find(Value value, unsigned buffer) const {
  auto number = numbers.find(value);
  if (number == numbers.end())
    return std::nullopt;
  ArrayRef<MeaningWord> list = meaningsOf(values[number->second]);
  auto it = llvm::partition_point(
      list, [&](const MeaningWord &word) { return word.batch < buffer / 64; });
  if (it == list.end() || it->batch != buffer / 64 ||
      !(it->means >> buffer % 64 & 1))
    return std::nullopt;
  return Meaning{!(it->partial >> buffer % 64 & 1),
                 !(it->uncertain >> buffer % 64 & 1)};
}

} // namespace idealloc
