//===- RunEffects.cpp - What a run of ops does to memory ------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "RunEffects.h"

#include <utility>

using namespace idealloc;

/// The touches of all values, for which nothing speaks against a beginning and
/// an end but that they are inputs and outputs.
void RunReader::findTouches(const std::vector<Index> &ops) {
  touches.clear();
  steps.assign(ops.size(), {});
  endsAreKnown = beginsAreKnown = true;
  for (Index s = 0; s < ops.size(); ++s) {
    steps[s].extra = model.extra[ops[s]];
    for (Index v : model.touches[ops[s]])
      touches.push_back({v, s, s});
  }
  // Those of one op come by value.
  if (ops.size() > 1)
    std::ranges::sort(touches, {}, [](const Touch &touch) {
      return uint64_t(touch.value) << 32 | touch.first;
    });
  size_t count = 0;
  for (const Touch &touch : touches)
    if (count != 0 && touches[count - 1].value == touch.value)
      touches[count - 1].last = touch.last;
    else
      touches[count++] = touch;
  touches.resize(count);
  for (Touch &touch : touches) {
    touch.begins = model.isInput[touch.value] ? Answer::No : Answer::Yes;
    touch.ends = model.isOutput[touch.value] ? Answer::No : Answer::Yes;
  }
}

void RunReader::add(const Touch &touch) {
  const Bytes bytes = model.bytes[touch.value];
  Step &first = steps[touch.first];
  first.surelyAdded += touch.begins == Answer::Yes ? bytes : 0;
  first.maybeAdded += touch.begins != Answer::No ? bytes : 0;
  Step &last = steps[touch.last];
  last.surelyFreed += touch.ends == Answer::Yes ? bytes : 0;
  last.maybeFreed += touch.ends != Answer::No ? bytes : 0;
  beginsAreKnown &= touch.begins != Answer::Maybe;
  endsAreKnown &= touch.ends != Answer::Maybe;
}

void RunReader::addSavings(const std::vector<Index> &ops) {
  for (size_t s = 0; s < ops.size(); ++s) {
    Step &step = steps[s];
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

RunEffects RunReader::sum() const {
  RunEffects result;
  Bytes added = 0, freed = 0, mostAbove = 0, leastAbove = 0;
  for (const Step &step : steps) {
    mostAbove += step.surelyAdded;
    leastAbove += step.surelyAdded;
    result.mostAboveStart = std::max(result.mostAboveStart,
                                     mostAbove + step.extra - step.surelySaved);
    result.leastAboveStart = std::max(
        result.leastAboveStart, leastAbove + step.extra - step.maybeSaved);
    mostAbove -= step.surelyFreed;
    leastAbove -= step.maybeFreed;
    added += step.surelyAdded;
    freed += step.surelyFreed;
  }
  mostAbove = leastAbove = 0;
  for (size_t s = steps.size(); s-- > 0;) {
    const Step &step = steps[s];
    mostAbove += step.surelyFreed;
    leastAbove += step.surelyFreed;
    result.mostAboveEnd = std::max(result.mostAboveEnd,
                                   mostAbove + step.extra - step.surelySaved);
    result.leastAboveEnd = std::max(result.leastAboveEnd,
                                    leastAbove + step.extra - step.maybeSaved);
    mostAbove -= step.surelyAdded;
    leastAbove -= step.maybeAdded;
  }
  result.mayWait = endsAreKnown && added >= freed;
  result.mayHurry = beginsAreKnown && freed >= added;
  return result;
}
