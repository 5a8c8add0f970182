//===- BitFlow.cpp - Two facts on each of 64 things, at all points --------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "BitFlow.h"

namespace idealloc {

PointFacts &BitFlow::touch(Point point) {
  if (!isTouched.test(point)) {
    isTouched.set(point);
    touched.push_back(point);
  }
  return facts[point];
}

void BitFlow::findNeeded() {
  for (Point point : touched)
    if (facts[point].reads)
      pending.set(point);
  for (int point = pending.find_last(); point >= 0;) {
    pending.reset(point);
    const PointFacts &here = facts[point];
    Bits needed = 0;
    for (Point next : points.successors(point))
      needed |= facts[next].needed;
    needed = ((needed & ~here.overwrites) | here.reads) & ~here.births;
    if (needed != here.needed) {
      touch(point).needed = needed;
      for (Point before : points.predecessors(point))
        pending.set(before);
    }
    // Down to the first point, and again from the last if loops need it.
    point = pending.find_prev(point);
    if (point < 0)
      point = pending.find_last();
  }
}

void BitFlow::findLive() {
  for (Point point : touched)
    if (facts[point].writes)
      pending.set(point);
  for (int point = pending.find_first(); point >= 0;) {
    pending.reset(point);
    const PointFacts &here = facts[point];
    Bits written = (here.live & ~here.births) | here.writes;
    for (Point next : points.successors(point)) {
      // What is needed behind a point where it is not needed is written or born
      // in between.
      Bits live = facts[next].live | (written & facts[next].needed);
      if (live != facts[next].live) {
        facts[next].live = live;
        pending.set(next);
      }
    }
    point = pending.find_next(point);
    if (point < 0)
      point = pending.find_first();
  }
}

Bits BitFlow::liveAfter(Point point) const {
  Bits live = 0;
  for (Point next : points.successors(point))
    live |= facts[next].live;
  return live;
}

void BitFlow::clear() {
  for (Point point : touched) {
    facts[point] = {};
    isTouched.reset(point);
  }
  touched.clear();
}

} // namespace idealloc
