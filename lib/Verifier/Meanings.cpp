//===- Meanings.cpp - Which buffers a value may mean ----------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Meanings.h"

#include "idealloc/Dialect/PlainData.h"

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
  addCircleEdges();
  joinEqual();
  passOver();
  words.resize(members.size());
  anyWhole.resize(members.size());
  current.resize(members.size());
  fillWords(/*passedOver=*/false);
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

/// True if no use in the circle does more than to make aliases, in one other
/// circle.
bool Meanings::isPassedOn(unsigned circle) const {
  ArrayRef<Edge> list = circleEdges[circle];
  if (list.empty() || llvm::any_of(list, [&](const Edge &edge) {
        return edge.target != list.front().target;
      }))
    return false;
  auto isAlias = [](Value alias) { return isMemoryName(alias.getType()); };
  return llvm::all_of(members[circle], [&](unsigned number) {
    return llvm::all_of(values[number].uses, [&](const auto &use) {
      const OperandUseFacts &facts = use.second;
      return !facts.isAccess() && !facts.frees && !facts.returns &&
             !facts.wait && !facts.transfers && facts.refusal.empty() &&
             llvm::all_of(facts.aliases, isAlias);
    });
  });
}

void Meanings::passOver() {
  // By circle: whether a buffer is first there; the one circle behind it.
  std::vector<bool> isFirst(members.size());
  for (unsigned number : firsts)
    isFirst[values[number].circle] = true;
  places.resize(members.size());
  std::vector<Edge> behind(members.size());
  std::vector<unsigned> sizes(members.size(), 1);
  for (unsigned circle = 0; circle != members.size(); ++circle) {
    behind[circle].target = circle;
    if (isFirst[circle] || !isPassedOn(circle))
      continue;
    Edge &way = behind[circle] = circleEdges[circle].front();
    std::tie(way.isPartial, way.isUncertain) = losses[circle];
    for (const Edge &edge : circleEdges[circle]) {
      way.isPartial |= edge.isPartial;
      way.isUncertain |= edge.isUncertain;
    }
    sizes[way.target] += sizes[circle];
  }
  // What lies behind has a higher number, and its places first.
  unsigned numPlaces = 0;
  std::vector<unsigned> free(members.size());
  for (unsigned circle = members.size(); circle-- > 0;) {
    Edge &way = behind[circle];
    if (way.target == circle)
      continue;
    bool isLast = behind[way.target].target == way.target;
    unsigned &next = isLast ? numPlaces : free[way.target];
    places[circle] = {next, next + sizes[circle]};
    free[circle] = next + 1;
    next += sizes[circle];
    way.isPartial |= behind[way.target].isPartial;
    way.isUncertain |= behind[way.target].isUncertain;
    way.target = behind[way.target].target;
  }
  shortcuts.resize(members.size());
  for (unsigned circle = 0; circle != members.size(); ++circle)
    if (!isPassedOver(circle))
      for (const Edge &edge : circleEdges[circle]) {
        const Edge &way = behind[edge.target];
        shortcuts[circle].push_back({way.target,
                                     edge.isPartial || way.isPartial,
                                     edge.isUncertain || way.isUncertain});
      }
}

/// Of the circles that are passed over, or the others.
void Meanings::fillWords(bool passedOver) {
  SmallVector<unsigned> batch;
  for (unsigned buffer = 0; buffer != firsts.size(); ++buffer) {
    batch.push_back(buffer);
    if (batch.size() != 64 && buffer + 1 != firsts.size())
      continue;
    spread(batch, passedOver ? circleEdges : shortcuts,
           [&](unsigned circle, MeaningWord word) {
             word.batch = buffer / 64;
             if (isPassedOver(circle) != passedOver)
               return;
             words[circle].push_back(word);
             if (word.means & ~word.partial & ~word.uncertain)
               anyWhole[circle] = true;
           });
    batch.clear();
  }
}

void Meanings::complete() {
  isComplete = true;
  fillWords(/*passedOver=*/true);
}

/// From the first values of up to 64 buffers along some edges.
void Meanings::spread(ArrayRef<unsigned> buffers,
                      ArrayRef<SmallVector<Edge, 1>> edges, Visit visit) {
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
    for (const Edge &edge : edges[circle])
      add(edge.target, word, edge);
  }
}

std::optional<Meaning> Meanings::find(Value value, unsigned buffer) {
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

bool Meanings::mayMean(const MeaningfulValue &value, unsigned buffer) {
  constexpr size_t few = 64;
  Places wanted = places[value.circle];
  if (wanted.empty() || isComplete)
    return find(value.value, buffer).has_value();
  SmallVector<unsigned> reached = {values[firsts[buffer]].circle};
  for (size_t next = 0; next != reached.size(); ++next) {
    unsigned circle = reached[next];
    if (reached.size() + circleEdges[circle].size() > few)
      return find(value.value, buffer).has_value();
    for (const Edge &edge : circleEdges[circle])
      if (Places entered = places[edge.target]; !entered.empty() &&
                                                wanted.begin <= entered.begin &&
                                                entered.begin < wanted.end)
        return true;
    for (const Edge &edge : shortcuts[circle])
      if (!llvm::is_contained(reached, edge.target))
        reached.push_back(edge.target);
  }
  return false;
}

} // namespace idealloc
