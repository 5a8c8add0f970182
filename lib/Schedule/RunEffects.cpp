//===- RunEffects.cpp - What a run of ops does to memory ------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "RunEffects.h"

#include <algorithm>

using namespace idealloc;

namespace {

enum class Answer { No, Maybe, Yes };

/// Whether a value begins (ends) with the first (last) op of the run that
/// touches it.
struct Touch {
  Index value;
  size_t first;
  size_t last;
  Answer begins = Answer::No;
  Answer ends = Answer::No;
};

/// Of each value that the run touches, by value.
std::vector<Touch> touchesOf(const Model &model,
                             const std::vector<Index> &ops) {
  std::vector<Touch> touches;
  for (size_t s = 0; s < ops.size(); ++s)
    for (Index v : model.touches[ops[s]])
      touches.push_back({v, s, s});
  std::ranges::sort(touches, {}, [](const Touch &touch) {
    return std::pair(touch.value, touch.first);
  });
  size_t count = 0;
  for (const Touch &touch : touches)
    if (count != 0 && touches[count - 1].value == touch.value)
      touches[count - 1].last = touch.last;
    else
      touches[count++] = touch;
  touches.resize(count);
  return touches;
}

} // namespace

RunEffects::RunEffects(const Model &model, const std::vector<Index> &ops,
                       const std::function<Side(Index)> &sideOf)
    : steps(ops.size()) {
  std::vector<Touch> touches = touchesOf(model, ops);
  for (Touch &touch : touches) {
    const Index v = touch.value;
    touch.begins = model.isInput[v] ? Answer::No : Answer::Yes;
    touch.ends = model.isOutput[v] ? Answer::No : Answer::Yes;
    for (Index other : model.touchers[v]) {
      const Side side = sideOf(other);
      if (side == Side::Before)
        touch.begins = Answer::No;
      if (side == Side::Behind)
        touch.ends = Answer::No;
      if (side == Side::Either) {
        touch.begins = std::min(touch.begins, Answer::Maybe);
        touch.ends = std::min(touch.ends, Answer::Maybe);
      }
    }
    Step &first = steps[touch.first];
    first.surelyAdded += touch.begins == Answer::Yes ? model.bytes[v] : 0;
    first.maybeAdded += touch.begins != Answer::No ? model.bytes[v] : 0;
    Step &last = steps[touch.last];
    last.surelyFreed += touch.ends == Answer::Yes ? model.bytes[v] : 0;
    last.maybeFreed += touch.ends != Answer::No ? model.bytes[v] : 0;
    beginsAreKnown &= touch.begins != Answer::Maybe;
    endsAreKnown &= touch.ends != Answer::Maybe;
  }
  for (size_t s = 0; s < ops.size(); ++s) {
    Step &step = steps[s];
    step.extra = model.extra[ops[s]];
    Bytes sure = 0, maybe = 0;
    Index target = Model::none;
    for (const Model::Saving &pair : model.savings(ops[s])) {
      if (pair.target != target) {
        step.surelySaved += std::exchange(sure, 0);
        step.maybeSaved += std::exchange(maybe, 0);
      }
      target = pair.target;
      const Touch &source =
          *std::ranges::lower_bound(touches, pair.source, {}, &Touch::value);
      if (source.last != s)
        continue;
      if (source.ends == Answer::Yes)
        sure = std::max(sure, pair.bytes);
      if (source.ends != Answer::No)
        maybe = std::max(maybe, pair.bytes);
    }
    step.surelySaved += sure;
    step.maybeSaved += maybe;
  }
}

Bytes RunEffects::sumAdded() const {
  Bytes sum = 0;
  for (const Step &step : steps)
    sum += step.surelyAdded;
  return sum;
}

Bytes RunEffects::sumFreed() const {
  Bytes sum = 0;
  for (const Step &step : steps)
    sum += step.surelyFreed;
  return sum;
}

Bytes RunEffects::mostAboveEnd() const {
  Bytes most = 0, above = 0;
  for (size_t s = steps.size(); s-- > 0;) {
    const Step &step = steps[s];
    above += step.surelyFreed;
    most = std::max(most, above + step.extra - step.surelySaved);
    above -= step.surelyAdded;
  }
  return most;
}

Bytes RunEffects::leastAboveStart() const {
  Bytes least = 0, above = 0;
  for (const Step &step : steps) {
    above += step.surelyAdded;
    least = std::max(least, above + step.extra - step.maybeSaved);
    above -= step.maybeFreed;
  }
  return least;
}

Bytes RunEffects::mostAboveStart() const {
  Bytes most = 0, above = 0;
  for (const Step &step : steps) {
    above += step.surelyAdded;
    most = std::max(most, above + step.extra - step.surelySaved);
    above -= step.surelyFreed;
  }
  return most;
}

Bytes RunEffects::leastAboveEnd() const {
  Bytes least = 0, above = 0;
  for (size_t s = steps.size(); s-- > 0;) {
    const Step &step = steps[s];
    above += step.surelyFreed;
    least = std::max(least, above + step.extra - step.maybeSaved);
    above -= step.maybeAdded;
  }
  return least;
}
