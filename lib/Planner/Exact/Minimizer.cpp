//===- Minimizer.cpp - The smallest plan of all components ----------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Exact/Minimizer.h"

#include <limits>

using namespace idealloc;

uint64_t idealloc::scaledWork(double effort, double units) {
  double work = std::max(1.0, effort * units);
  return work < 1e18 ? static_cast<uint64_t>(work)
                     : std::numeric_limits<uint64_t>::max() / 4;
}

Minimizer::Minimizer(const Problem &problem, const std::vector<Bytes> &offsets,
                     const ExactOptions &options, uint64_t budget,
                     const Deadline &deadline)
    : problem(problem), options(options), components(splitComponents(problem)),
      bound(idealloc::lowerBound(problem)) {
  minimizers.reserve(components.size());
  for (const Component &component : components) {
    std::vector<Bytes> own;
    for (size_t i : component.places.front())
      own.push_back(offsets[i]);
    minimizers.emplace_back(component.problem, std::move(own), options, budget,
                            deadline);
  }
  for (const ComponentMinimizer &minimizer : minimizers)
    bound = std::max(bound, minimizer.lowerBound());
  offer(offsets);
}

void Minimizer::offer(const std::vector<Bytes> &offsets) {
  for (size_t k = 0; k < components.size(); ++k)
    for (const std::vector<size_t> &place : components[k].places) {
      std::vector<Bytes> own;
      for (size_t i : place)
        own.push_back(offsets[i]);
      minimizers[k].offer(own);
    }
}

bool Minimizer::isDecided() const {
  return options.decideOnly && problem.capacity &&
         (makespan() <= *problem.capacity || bound > *problem.capacity);
}

void Minimizer::advance(uint64_t workLimit, const Deadline &deadline,
                        ProgressReport &report) {
  report.update(makespan(), bound);
  uint64_t spent = work();
  while (!minimizers.empty() && !isDecided() && spent < workLimit &&
         !deadline.hasCome()) {
    auto worst =
        std::ranges::max_element(minimizers, {}, &ComponentMinimizer::makespan);
    if (worst->isDone(bound))
      return;
    uint64_t before = worst->work();
    worst->step(bound, problem.capacity.value_or(-1), workLimit - spent,
                deadline);
    spent += std::max<uint64_t>(1, worst->work() - before);
    bound = std::max(bound, worst->lowerBound());
    report.update(makespan(), bound);
  }
}

std::vector<Bytes> Minimizer::offsets() const {
  std::vector<Bytes> all(problem.buffers.size());
  for (size_t k = 0; k < components.size(); ++k)
    for (const std::vector<size_t> &place : components[k].places)
      for (size_t j = 0; j < place.size(); ++j)
        all[place[j]] = minimizers[k].offsets()[j];
  return all;
}

Bytes Minimizer::makespan() const {
  Bytes top = 0;
  for (const ComponentMinimizer &minimizer : minimizers)
    top = std::max(top, minimizer.makespan());
  return top;
}

bool Minimizer::isStuck() const {
  return std::ranges::any_of(minimizers, [&](const ComponentMinimizer &m) {
    return m.isTooLarge() && m.makespan() > bound && m.makespan() == makespan();
  });
}

uint64_t Minimizer::nodes() const {
  uint64_t sum = 0;
  for (const ComponentMinimizer &minimizer : minimizers)
    sum += minimizer.nodes();
  return sum;
}

uint64_t Minimizer::work() const {
  uint64_t sum = 0;
  for (const ComponentMinimizer &minimizer : minimizers)
    sum += minimizer.work();
  return sum;
}

std::vector<size_t> Minimizer::refutedBuffers(Bytes capacity) const {
  for (size_t k = 0; k < components.size(); ++k)
    if (minimizers[k].lowerBound() > capacity) {
      const std::vector<size_t> &place = components[k].places.front();
      std::vector<size_t> buffers;
      for (size_t j : minimizers[k].refuted())
        buffers.push_back(place[j]);
      return buffers.empty() ? place : buffers;
    }
  return {};
}
