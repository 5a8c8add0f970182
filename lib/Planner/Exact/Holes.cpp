//===- Holes.cpp - Gaps that free nothing, and cliques --------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Exact/Holes.h"
#include "Exact/AlignedLoad.h"
#include "Exact/Hulls.h"
#include "Placement.h"
#include "SortByKey.h"

#include <bit>
#include <functional>
#include <numeric>

using namespace idealloc;

namespace {

bool hasGaps(const Problem &problem) {
  return std::ranges::any_of(problem.buffers, [](const Buffer &buffer) {
    return !buffer.gaps.empty();
  });
}

/// An instant at which all hulls of a set meet that no other set contains.
struct Peak {
  Bytes total; ///< Of the rounded sizes.
  Time instant;
};

/// Largest total first.
std::vector<Peak> peaksOf(const Problem &problem,
                          const std::vector<Bytes> &sizes) {
  std::vector<std::pair<Time, Bytes>> events; // Deaths, negative, come first.
  for (size_t i = 0; i < sizes.size(); ++i) {
    events.emplace_back(problem.buffers[i].lifetime.begin, sizes[i]);
    events.emplace_back(problem.buffers[i].lifetime.end, -sizes[i]);
  }
  std::ranges::sort(events);
  std::vector<Peak> peaks;
  Bytes total = 0;
  for (size_t k = 0; k < events.size(); ++k) {
    total += events[k].second;
    if (events[k].second > 0 && events[k + 1].second < 0)
      peaks.push_back({total, events[k].first});
  }
  sortByKey(peaks, std::greater<>(), [](const Peak &p) { return p.total; });
  return peaks;
}

/// The search among buffers whose hulls all meet.
class CliqueSearch {
public:
  CliqueSearch(const Problem &problem, const std::vector<Bytes> &sizes,
               uint64_t workLimit, const Deadline &deadline)
      : problem(problem), sizes(sizes), workLimit(workLimit),
        deadline(deadline) {}

  /// Looks for more than `best` among `members`; true if it went to the end.
  bool run(std::vector<size_t> members) {
    split(std::move(members));
    words = rest.size() / 64 + 1;
    adjacent.assign(rest.size() * words, 0);
    for (size_t a = 0; a < rest.size(); ++a)
      for (size_t b = 0; b < a; ++b)
        if (conflict(problem.buffers[rest[a]], problem.buffers[rest[b]])) {
          adjacent[a * words + b / 64] |= uint64_t(1) << b % 64;
          adjacent[b * words + a / 64] |= uint64_t(1) << a % 64;
        }
    work += 3 * rest.size() * rest.size();
    std::vector<uint64_t> all(words);
    for (size_t a = 0; a < rest.size(); ++a)
      all[a / 64] |= uint64_t(1) << a % 64;
    chosen.clear();
    return expand(all, baseTotal, basePadding);
  }

  Bytes best = 0; ///< The highest bound, of `set` if that is not empty.
  std::vector<size_t> set;
  uint64_t work = 0;

private:
  Bytes paddingOf(size_t i) const { return sizes[i] - problem.buffers[i].size; }
  /// Puts what conflicts with all others aside: it is in every clique.
  void split(std::vector<size_t> members) {
    base.clear();
    rest.clear();
    baseTotal = basePadding = 0;
    sortByKey(members, std::greater<>(), [&](size_t i) { return sizes[i]; });
    for (size_t i : members) {
      const Buffer &buffer = problem.buffers[i];
      work += 3 * members.size();
      if (std::ranges::all_of(members, [&](size_t j) {
            return i == j || conflict(buffer, problem.buffers[j]);
          })) {
        base.push_back(i);
        baseTotal += sizes[i];
        basePadding = std::max(basePadding, paddingOf(i));
      } else {
        rest.push_back(i);
      }
    }
  }

  /// All cliques of those chosen and some of `from`, which all conflict with
  /// all chosen. False if the work is spent.
  bool expand(std::vector<uint64_t> &from, Bytes total, Bytes padding) {
    if (total - padding > best) {
      best = total - padding;
      set = base;
      for (size_t a : chosen)
        set.push_back(rest[a]);
    }
    std::vector<std::pair<size_t, Bytes>> order = colour(from);
    for (size_t k = order.size(); k-- > 0;) {
      const auto [a, most] = order[k];
      if (total + most <= best)
        return true;
      if (work >= workLimit || deadline.hasCome())
        return false;
      std::vector<uint64_t> next(words);
      for (size_t w = 0; w < words; ++w)
        next[w] = from[w] & adjacent[a * words + w];
      from[a / 64] &= ~(uint64_t(1) << a % 64);
      chosen.push_back(a);
      const bool finished = expand(next, total + sizes[rest[a]],
                                   std::max(padding, paddingOf(rest[a])));
      chosen.pop_back();
      if (!finished)
        return false;
    }
    return true;
  }

  /// Vertices in colours of which no two conflict, each with the sum of the
  /// largest sizes of the colours up to its own: a clique has one of each.
  std::vector<std::pair<size_t, Bytes>>
  colour(const std::vector<uint64_t> &from) {
    std::vector<std::pair<size_t, Bytes>> order;
    std::vector<uint64_t> left = from, free(words);
    Bytes sum = 0;
    while (std::ranges::any_of(left, [](uint64_t word) { return word != 0; })) {
      free = left;
      bool isFirst = true;
      for (size_t w = 0; w < words; ++w)
        while (free[w] != 0) {
          const size_t a = 64 * w + std::countr_zero(free[w]);
          // By descending size, so that the first one is the largest.
          sum += isFirst ? sizes[rest[a]] : 0;
          isFirst = false;
          order.emplace_back(a, sum);
          left[w] &= ~(uint64_t(1) << a % 64);
          free[w] &= ~(uint64_t(1) << a % 64);
          for (size_t v = w; v < words; ++v)
            free[v] &= ~adjacent[a * words + v];
          work += words + 3;
        }
      work += 2 * words;
    }
    return order;
  }

  const Problem &problem;
  const std::vector<Bytes> &sizes;
  const uint64_t workLimit;
  const Deadline &deadline;
  std::vector<size_t> base, rest; ///< By descending size.
  Bytes baseTotal = 0, basePadding = 0;
  size_t words = 0;
  std::vector<uint64_t> adjacent; ///< Rows of bits, of `rest`.
  std::vector<size_t> chosen;     ///< In `rest`.
};

/// What buffers that all conflict with each other prove.
Bytes boundOf(const Problem &problem, std::span<const size_t> clique) {
  Problem together = subproblem(problem, clique);
  for (Buffer &buffer : together.buffers) {
    buffer.lifetime = {0, 1};
    buffer.gaps.clear();
  }
  return std::max(lowerBound(together), alignedLoad(together));
}

} // namespace

void idealloc::closeUselessGaps(Problem &problem) {
  if (!hasGaps(problem))
    return;
  const Hulls hulls(problem);
  for (size_t i = 0; i < problem.buffers.size(); ++i) {
    Buffer &buffer = problem.buffers[i];
    for (size_t k = buffer.gaps.size(); k-- > 0;) {
      const Buffer within{.lifetime = buffer.gaps[k], .size = 1};
      bool isUseless = true;
      hulls.visit(within.lifetime, [&](size_t j) {
        const Buffer &other = problem.buffers[j];
        isUseless &=
            i == j || !conflict(within, other) || conflict(buffer, other);
      });
      if (isUseless)
        buffer.gaps.erase(buffer.gaps.begin() + static_cast<ptrdiff_t>(k));
    }
  }
}

Clique idealloc::heaviestClique(const Problem &problem, Bytes known,
                                uint64_t workLimit, const Deadline &deadline) {
  Clique clique;
  if (!hasGaps(problem))
    return clique;
  Bytes divisor = 0;
  for (const Buffer &buffer : problem.buffers)
    divisor = std::gcd(divisor, buffer.alignment);
  std::vector<Bytes> sizes;
  for (const Buffer &buffer : problem.buffers)
    sizes.push_back(alignUp(buffer.size, divisor));
  const Hulls hulls(problem);
  CliqueSearch search(problem, sizes, workLimit, deadline);
  search.best = known - reservedBelow(problem, known);
  for (const Peak &peak : peaksOf(problem, sizes)) {
    if (peak.total <= search.best || search.work >= workLimit)
      break;
    std::vector<size_t> members;
    hulls.visit({peak.instant, peak.instant + 1},
                [&](size_t i) { members.push_back(i); });
    if (!search.run(std::move(members)))
      break;
  }
  clique.work = search.work;
  if (search.set.empty())
    return clique;
  clique.buffers = std::move(search.set);
  std::ranges::sort(clique.buffers);
  clique.bound = boundOf(problem, clique.buffers);
  return clique;
}
