//===- Generations.cpp - Which generations may meet -----------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Accesses.h"

#include "idealloc/Dialect/Threads.h"

#include "llvm/ADT/STLExtras.h"

using namespace mlir;

namespace idealloc {

static void forEachBit(Bits bits, function_ref<void(unsigned)> visit) {
  for (; bits; bits &= bits - 1)
    visit(llvm::countr_zero(bits));
}

/// May a transfer access the one buffer when the other is born?
bool Accesses::isInTransfer(Question &question) const {
  auto found = transfersOf.find(question.buffer);
  if (found != transfersOf.end())
    for (auto [transfers, alias] : found->second)
      if (transfers->isAny(birthOf(question.born)))
        question.alias = alias;
  return bool(question.alias);
}

void Accesses::checkGenerations() {
  std::vector<Question> questions;
  for (unsigned buffer = 0; buffer != buffers.size(); ++buffer)
    if (!unverifiable[buffer] && points.mayRepeat(birthOf(buffer)))
      questions.push_back({buffer, buffer});
  answer(questions);
  for (const Question &question : questions)
    if (question.alias)
      blame(question.buffer, *question.alias.user_begin(),
            "it may be used after it is allocated again, so two generations "
            "may be alive");
}

/// Of buffers that several threads share: where generations of one begin and
/// end must be the same for all.
void Accesses::checkThreads() {
  phases.emplace(function, threadSign, points);
  for (unsigned buffer = 0; buffer != buffers.size(); ++buffer) {
    Operation *alloc = buffers[buffer].alloc;
    if (unverifiable[buffer])
      continue;
    if (!phases->isPassedByAll(alloc))
      blame(buffer, alloc,
            explainThreads(threadSign) + ", and not all may pass here");
    else if (points.mayRepeat(birthOf(buffer)) && mayMeetItsNext(buffer))
      blame(buffer, alloc,
            explainThreads(threadSign) +
                ", and one may use it when another has allocated it again");
  }
}

/// True if one thread may access a buffer before, and another behind, its birth
/// in one phase.
bool Accesses::mayMeetItsNext(unsigned buffer) {
  Point birth = birthOf(buffer);
  std::vector<Access> accesses = accessesOf(buffer);
  auto isAccessedIn = [&](const PointSet &set) {
    return llvm::any_of(accesses, [&](const Access &access) {
      return (access.reads | access.writes) && set.contains(access.point);
    });
  };
  PointSet behind = phases->reachFrom(birth);
  if (!isAccessedIn(behind))
    return false;
  if (behind.contains(birth))
    return true;
  for (size_t phase = 0; phase != phases->size(); ++phase)
    if (phases->pointsOf(phase).contains(birth) &&
        isAccessedIn(phases->pointsBefore(phase, birth)))
      return true;
  return false;
}

/// Visits where an alias is used, or such a use is waited for.
void Accesses::forEachUse(const MeaningfulValue &alias,
                          function_ref<void(Operation *)> visit) const {
  for (const auto &[operand, facts] : alias.uses) {
    if (!facts.isAccess() && facts.aliases.empty())
      continue;
    Operation *user = operand->getOwner();
    visit(user);
    if (facts.wait)
      visit(facts.wait);
    for (Operation *body : bodiesAround(user, points.pointOf(user)))
      if (Operation *wait = bodyKindOf(body) == BodyKind::Deferred
                                ? operandUses.waitFor(body)
                                : nullptr)
        visit(wait);
  }
}

/// From the definition of an alias to its last use.
std::pair<ProgramPoints::Point, ProgramPoints::Point>
Accesses::spanOf(const MeaningfulValue &value) const {
  Point definition = points.definitionOf(value.value), last = definition;
  forEachUse(value,
             [&](Operation *op) { last = std::max(last, points.pointOf(op)); });
  return {definition, last};
}

/// Pairs of a value and a question of a buffer that it may mean. A birth that
/// cannot come again only comes between points before and behind.
void Accesses::addItems(MutableArrayRef<Question> questions,
                        std::vector<Item> &items) {
  std::vector<std::pair<Point, unsigned>> starts;
  std::vector<Point> ends;
  DenseMap<unsigned, SmallVector<Question *, 1>> repeated;
  std::vector<Bits> asked((buffers.size() + 63) / 64);
  std::vector<Question *> once;
  for (Question &question : questions) {
    if (isInTransfer(question))
      continue;
    if (!points.mayRepeat(birthOf(question.born))) {
      once.push_back(&question);
      continue;
    }
    repeated[question.buffer].push_back(&question);
    asked[question.buffer / 64] |= Bits(1) << question.buffer % 64;
  }
  for (auto [number, value] : llvm::enumerate(meanings.getValues())) {
    for (const MeaningWord &word : repeated.empty()
                                       ? ArrayRef<MeaningWord>()
                                       : meanings.meaningsOf(value))
      forEachBit(word.means & asked[word.batch], [&](unsigned bit) {
        for (Question *question : repeated[64 * word.batch + bit])
          items.push_back({number, question});
      });
    if (once.empty())
      continue;
    auto [first, last] = spanOf(value);
    starts.push_back({first, number});
    ends.push_back(last);
  }
  llvm::sort(once, [&](const Question *a, const Question *b) {
    return std::tuple(birthOf(a->born), a->born, a->buffer) <
           std::tuple(birthOf(b->born), b->born, b->buffer);
  });
  llvm::sort(starts);
  std::vector<unsigned> open;
  ArrayRef<std::pair<Point, unsigned>> rest(starts);
  for (Question *question : once) {
    Point born = birthOf(question->born);
    for (; !rest.empty() && rest.front().first < born; rest = rest.drop_front())
      open.push_back(rest.front().second);
    llvm::erase_if(open, [&](unsigned number) { return ends[number] <= born; });
    for (unsigned number : open)
      if (meanings.mayMean(meanings.getValues()[number], question->buffer))
        items.push_back({number, question});
  }
}

void Accesses::answer(MutableArrayRef<Question> questions) {
  if (questions.empty())
    return;
  std::vector<Item> items;
  addItems(questions, items);
  // Up to 64 different values and buffers, which are near each other.
  for (ArrayRef<Item> rest = items; !rest.empty();) {
    size_t count = 0, pairs = 0;
    for (; count != rest.size(); ++count) {
      pairs += count == 0 || rest[count].first != rest[count - 1].first ||
               rest[count].second->buffer != rest[count - 1].second->buffer;
      if (pairs > 64)
        break;
    }
    answerBatch(rest.take_front(count));
    rest = rest.drop_front(count);
  }
}

/// An alias is like a buffer that its definition births and its uses read.
void Accesses::answerBatch(ArrayRef<Item> items) {
  auto forEach = [&](function_ref<void(const Item &, Bits, bool)> visit) {
    Bits bit = 0;
    for (auto [index, item] : llvm::enumerate(items)) {
      bool isNew = index == 0 || item.first != items[index - 1].first ||
                   item.second->buffer != items[index - 1].second->buffer;
      if (isNew)
        bit = bit ? bit << 1 : 1;
      visit(item, bit, isNew);
    }
  };
  forEach([&](const Item &item, Bits bit, bool isNew) {
    flow.add(birthOf(item.second->born));
    if (!isNew)
      return;
    const MeaningfulValue &alias = meanings.getValues()[item.first];
    Point definition = points.definitionOf(alias.value);
    flow.add(definition).births = bit;
    forEachUse(alias, [&](Operation *op) {
      if (points.pointOf(op) != definition)
        flow.add(points.pointOf(op)).reads = bit;
    });
  });
  flow.findNeeded();
  forEach([&](const Item &item, Bits bit, bool) {
    if (flow.neededAt(birthOf(item.second->born)) & bit)
      item.second->alias = meanings.getValues()[item.first].value;
  });
  flow.clear();
}

} // namespace idealloc
