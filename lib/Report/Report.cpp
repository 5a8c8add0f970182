//===- Report.cpp - Where the memory goes ---------------------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "idealloc/Report/Report.h"
#include "LoadCurve.h"

#include <algorithm>
#include <limits>
#include <map>
#include <tuple>

using namespace idealloc;

namespace {

constexpr Time firstTime = std::numeric_limits<Time>::min();
constexpr Time lastTime = std::numeric_limits<Time>::max();

/// The most bytes live at any time, were `less` of them not there in `parts`,
/// which ascend.
Bytes mostWithLess(const LoadCurve &profile, const std::vector<Interval> &parts,
                   Bytes less) {
  Bytes most = 0;
  Time reached = firstTime;
  for (const Interval &part : parts) {
    most = std::max({most, profile.most(reached, part.begin),
                     profile.most(part.begin, part.end) - less});
    reached = part.end;
  }
  return std::max(most, profile.most(reached, lastTime));
}

PeakBuffer explainBuffer(const LoadCurve &profile, const Problem &problem,
                         size_t index) {
  const Buffer &buffer = problem.buffers[index];
  const auto [begin, end] = buffer.lifetime;
  auto withoutTick = [&](Time tick) {
    return mostWithLess(profile, {{tick, tick + 1}}, buffer.size);
  };
  const std::vector<Interval> parts = livePartsOf(buffer);
  return {.buffer = index,
          .without = mostWithLess(profile, parts, buffer.size),
          .smaller = mostWithLess(profile, parts, buffer.size / 10),
          .beginLater = withoutTick(begin),
          .endEarlier = withoutTick(end - 1)};
}

/// Where the curve is at its highest.
std::vector<Interval> peaksOf(const std::vector<LoadStep> &curve, Bytes peak) {
  std::vector<Interval> peaks;
  for (size_t i = 0; i + 1 < curve.size(); ++i)
    if (curve[i].bytes == peak)
      peaks.push_back({curve[i].time, curve[i + 1].time});
  return peaks;
}

/// True if two lists of intervals, both ascending, have a time in common.
bool meet(const std::vector<Interval> &few, const std::vector<Interval> &many) {
  return std::ranges::any_of(few, [&](const Interval &one) {
    auto next = std::ranges::upper_bound(many, one.begin, {}, &Interval::end);
    return next != many.end() && next->begin < one.end;
  });
}

std::vector<OtherSum> sumUp(const std::vector<OtherMemory> &others) {
  std::map<std::tuple<std::string, std::string, std::string, std::string>,
           OtherSum>
      sums;
  for (const OtherMemory &other : others) {
    OtherSum &sum = sums[{other.kind, other.space, other.reason, other.remedy}];
    sum.kind = other.kind;
    sum.space = other.space;
    sum.reason = other.reason;
    sum.remedy = other.remedy;
    ++sum.count;
    sum.bytes += other.bytes.value_or(0);
    sum.unknown += !other.bytes;
  }
  std::vector<OtherSum> list;
  for (auto &[key, sum] : sums)
    list.push_back(std::move(sum));
  std::ranges::sort(list, {}, [](const OtherSum &sum) {
    return std::tuple(-sum.bytes, sum.kind, sum.space, sum.reason, sum.remedy);
  });
  return list;
}

} // namespace

MemoryReport idealloc::explainMemory(const PlannedMemory &memory) {
  const Problem &problem = memory.problem;
  const LoadCurve profile(problem);
  MemoryReport report{.peak = profile.most(), .curve = profile.steps()};
  report.peaks = peaksOf(report.curve, report.peak);
  for (size_t i = 0; i < problem.buffers.size(); ++i) {
    const Buffer &buffer = problem.buffers[i];
    report.total += buffer.size;
    if (!memory.notes.empty() && memory.notes[i].kind == "constant")
      report.constants += buffer.size;
    if (!memory.notes.empty() && memory.notes[i].kind == "fill")
      report.fills += buffer.size;
    if (meet(livePartsOf(buffer), report.peaks))
      report.atPeak.push_back(explainBuffer(profile, problem, i));
  }
  std::ranges::sort(report.atPeak, {}, [&](const PeakBuffer &at) {
    return std::tuple(at.without, -problem.buffers[at.buffer].size, at.buffer);
  });
  return report;
}

bool idealloc::belongsTo(const OtherMemory &other, const OtherSum &sum) {
  return std::tie(other.kind, other.space, other.reason, other.remedy) ==
         std::tie(sum.kind, sum.space, sum.reason, sum.remedy);
}

Report idealloc::makeReport(ReportInput input) {
  Report report;
  for (const PlannedMemory &memory : input.memories)
    report.memories.push_back(explainMemory(memory));
  report.others = sumUp(input.others);
  report.input = std::move(input);
  return report;
}
