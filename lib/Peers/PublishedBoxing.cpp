//===- PublishedBoxing.cpp - The boxing allocator as published ------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Boxing/BoxSteps.h"
#include "Boxing/BoxingTree.h"
#include "Deadline.h"
#include "Hash.h"
#include "Placement.h"
#include "SortByKey.h"
#include "Threads.h"
#include "idealloc/Peers/Peers.h"
#include "idealloc/Planner/TrivialCases.h"

#include <cmath>
#include <deque>
#include <functional>
#include <iterator>
#include <numeric>
#include <random>

using namespace idealloc;

namespace {

constexpr double defaultWork = 1 << 27;
constexpr double defaultIterations = 1000;

/// Iterations that several threads share before the best plan is known.
constexpr uint64_t batchLength = 32;

void shuffle(std::vector<JobIndex> &jobs, uint64_t seed) {
  std::mt19937_64 random(seed);
  for (size_t k = jobs.size(); k > 1; --k)
    std::swap(jobs[k - 1], jobs[random() % k]);
}

/// What all boxings of a problem share.
class Boxer {
public:
  Boxer(const Problem &problem, const PublishedBoxingOptions &options);

  bool isBoxable() const { return boxable; }
  /// All buffers by loose offset, pinned ones first.
  std::vector<size_t> order(uint64_t seed) const;

private:
  void boxClasses(Boxes &boxes, std::vector<JobIndex> &jobs, Bytes limit,
                  double height, double epsilon, Chooser &chooser) const;

  Jobs jobs;
  size_t buffers;
  Rounds rounds;
  double epsilon = largestEpsilon;
  double lastHeight = 0;
  bool boxable;
};

Boxer::Boxer(const Problem &problem, const PublishedBoxingOptions &options)
    : jobs(jobsOf(problem)), buffers(problem.buffers.size()) {
  Bytes lowest = std::numeric_limits<Bytes>::max(), highest = 0;
  for (size_t k = 0; k < jobs.jobs.size(); ++k) {
    Job &job = jobs.jobs[k];
    job.height = problem.buffers[jobs.buffers[k]].size;
    job.grid = 1;
    lowest = std::min(lowest, job.height);
    highest = std::max(highest, job.height);
  }
  // Where a round needs no dummy job, the highest job is higher.
  const double dummy = std::ceil(dummyRatio * static_cast<double>(lowest));
  boxable = highest > 0 && dummy < 0x1p62;
  if (!boxable)
    return;
  rounds = chooseRounds(jobs.jobs, /*dummyJob=*/true);
  epsilon =
      rounds.epsilon < largestEpsilon ? rounds.epsilon : 0.99 * largestEpsilon;
  epsilon = options.epsilon.value_or(epsilon);
  lastHeight = std::max(static_cast<double>(highest), dummy) / epsilon;
  // Rows in boxes may be stacked above them, once per round.
  boxable = lastHeight * static_cast<double>(buffers) *
                (static_cast<double>(rounds.rounds.size()) + 2) <
            0x1p62;
}

/// Takes the jobs up to `limit` and adds their boxes (Corollary 15).
void Boxer::boxClasses(Boxes &boxes, std::vector<JobIndex> &jobs, Bytes limit,
                       double height, double epsilon, Chooser &chooser) const {
  auto isLow = [&](JobIndex job) { return boxes[job].height <= limit; };
  std::vector<JobIndex> low;
  std::ranges::copy_if(jobs, std::back_inserter(low), isLow);
  std::erase_if(jobs, isLow);
  sortByKey(low, std::less<>(),
            [&](JobIndex job) { return boxes[job].height; });
  std::vector<UnitJobs> sets;
  const double step = 1 + std::max(epsilon, 0x1p-10); // Not too many powers.
  double power = 1;
  for (size_t k = 0; k < low.size();) {
    while (power < static_cast<double>(boxes[low[k]].height))
      power *= step;
    const Bytes unit =
        std::max(static_cast<Bytes>(power), boxes[low[k]].height);
    UnitJobs set{.jobs = {},
                 .perBox = static_cast<uint64_t>(std::max(
                     1.0, std::floor(height / static_cast<double>(unit))))};
    for (; k < low.size() && boxes[low[k]].height <= unit; ++k)
      set.jobs.push_back(low[k]);
    sets.push_back(std::move(set));
  }
  Groups boxed;
  boxUnits(boxes, std::move(sets), epsilon, chooser, 1, boxed);
  for (size_t k = 0; k < boxed.size(); ++k)
    jobs.push_back(boxes.add(static_cast<Bytes>(height), boxed[k]));
}

/// Gives an offset to everything in `top`, boxes of one height.
std::vector<Bytes> unboxPublished(const Boxes &boxes,
                                  const std::vector<JobIndex> &top) {
  std::vector<Bytes> offsets(boxes.size());
  std::vector<JobIndex> placed;
  Rows rows;
  // Rows of jobs with one height, from `base` on; returns where they end.
  auto stack = [&](std::span<const JobIndex> jobs, Bytes base) {
    const Bytes height = boxes[jobs.front()].height;
    colour(boxes, jobs, rows);
    for (size_t k = 0; k < jobs.size(); ++k) {
      offsets[jobs[k]] = base + rows.row[k] * height;
      if (boxes.isBox(jobs[k]))
        placed.push_back(jobs[k]);
    }
    return base + rows.count * height;
  };
  stack(top, 0);
  std::vector<JobIndex> members;
  while (!placed.empty()) {
    const JobIndex box = placed.back();
    placed.pop_back();
    members.assign(boxes.members(box).begin(), boxes.members(box).end());
    colour(boxes, members, rows);
    const bool disjoint = rows.count == 1;
    sortByKey(members, std::greater<>(),
              [&](JobIndex job) { return boxes[job].height; });
    Bytes base = offsets[box];
    for (size_t k = 0; k < members.size();) {
      size_t first = k;
      while (k < members.size() &&
             boxes[members[k]].height == boxes[members[first]].height)
        ++k;
      Bytes end = stack(std::span(members).subspan(first, k - first), base);
      base = disjoint ? base : end;
    }
  }
  return offsets;
}

std::vector<size_t> Boxer::order(uint64_t seed) const {
  RandomChooser chooser(seed);
  Boxes boxes(jobs.jobs);
  std::vector<JobIndex> top(jobs.jobs.size());
  std::iota(top.begin(), top.end(), JobIndex(0));
  for (const Round &round : rounds.rounds)
    boxClasses(boxes, top, round.limit, static_cast<double>(round.height),
               round.epsilon, chooser);
  boxClasses(boxes, top, std::numeric_limits<Bytes>::max(), lastHeight, epsilon,
             chooser);
  shuffle(top, seed);
  const std::vector<Bytes> offsets = unboxPublished(boxes, top);
  std::vector<Bytes> loose(buffers);
  for (size_t k = 0; k < jobs.buffers.size(); ++k)
    loose[jobs.buffers[k]] = offsets[k];
  std::vector<size_t> order(buffers);
  std::iota(order.begin(), order.end(), size_t(0));
  sortByKey(order, std::less<>(), [&](size_t i) { return loose[i]; });
  return order;
}

/// By size, then length; ties are drawn.
std::vector<size_t> orderBySize(const Problem &problem, uint64_t seed) {
  std::vector<JobIndex> ties(problem.buffers.size());
  std::iota(ties.begin(), ties.end(), JobIndex(0));
  shuffle(ties, seed);
  Problem shuffled;
  for (JobIndex i : ties)
    shuffled.buffers.push_back(problem.buffers[i]);
  std::vector<size_t> order = placementOrder(shuffled, Order::SizeLifetime);
  for (size_t &i : order)
    i = ties[i];
  return order;
}

struct Best {
  Bytes makespan = std::numeric_limits<Bytes>::max();
  uint64_t run = 0; ///< Which boxing made it; 0 is the first fit.
  std::vector<Bytes> offsets = {};

  bool isBetterThan(const Best &other) const {
    return std::pair(makespan, run) < std::pair(other.makespan, other.run);
  }
};

/// Makes boxings on one thread.
struct Worker {
  explicit Worker(const Problem &problem) : placer(problem) {}

  void place(std::span<const size_t> order, uint64_t run) {
    if (placer.place(order, Fit::First, best.makespan))
      best = {placer.makespan(), run, placer.offsets()};
  }

  Placer placer;
  Best best = {};
  uint64_t boxings = 0;
};

/// The iterations of the default budget, where the first fit costs so much.
uint64_t affordable(double effort, uint64_t work) {
  double paid = defaultWork / static_cast<double>(work);
  return static_cast<uint64_t>(
      std::clamp(effort * std::min(defaultIterations, paid), 1.0, 0x1p62));
}

} // namespace

Plan idealloc::planPublishedBoxing(const Problem &problem,
                                   const PublishedBoxingOptions &options) {
  for (auto *trivial : {planDisjoint, planEqualSizes})
    if (std::optional<Plan> plan = trivial(problem))
      return *plan;
  const Deadline deadline(options.budget);
  const Bytes bound = lowerBound(problem);
  const uint64_t seed = mix(options.budget.seed);
  const Boxer boxer(problem, options);
  std::deque<Worker> workers; // They do not move.
  workers.emplace_back(problem).place(orderBySize(problem, seed), 0);
  Best best = workers.front().best;
  const uint64_t total =
      boxer.isBoxable()
          ? options.budget.iterations.value_or(affordable(
                options.budget.effort, workers.front().placer.work()))
          : 0;
  const unsigned threads = threadCount(options.budget.threads);
  while (workers.size() < std::min<uint64_t>(threads, total))
    workers.emplace_back(problem);
  uint64_t done = 0;
  while (done < total && best.makespan > bound && !deadline.hasCome()) {
    const uint64_t begin = done;
    const uint64_t end = begin + std::min(batchLength, total - begin);
    runAll(workers.size(), threads, [&](size_t k) {
      Worker &worker = workers[k];
      worker.best.makespan = best.makespan;
      worker.boxings = 0;
      for (uint64_t run = begin + k;
           run < end && worker.best.makespan > bound && !deadline.hasCome();
           run += workers.size(), ++worker.boxings)
        worker.place(boxer.order(mix(seed ^ (run + 1))), run + 1);
    });
    const Bytes before = best.makespan;
    for (const Worker &worker : workers) {
      done += worker.boxings;
      if (worker.best.makespan < before && worker.best.isBetterThan(best))
        best = worker.best;
    }
  }
  // What other threads made meanwhile is not counted.
  return finishPlan(problem, std::move(best.offsets), bound,
                    best.makespan <= bound ? best.run : done);
}
