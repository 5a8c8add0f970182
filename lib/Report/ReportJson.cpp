//===- ReportJson.cpp - Reports as JSON -----------------------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "DiffJson.h"
#include "idealloc/Planner/LiveParts.h"
#include "idealloc/Report/ReportText.h"
#include "idealloc/Text/Numbers.h"

using namespace idealloc;
using Json = nlohmann::ordered_json;

namespace {

template <typename Pair> Json pairsOf(const std::vector<Pair> &pairs) {
  Json list = Json::array();
  for (const Pair &pair : pairs)
    list.push_back({pair.begin, pair.end});
  return list;
}

Json bufferOf(const PlannedMemory &memory, size_t index) {
  const Buffer &buffer = memory.problem.buffers[index];
  Json json{{"id", labelOf(memory.problem, index)},
            {"size", buffer.size},
            {"alignment", buffer.alignment},
            {"offset", memory.plan.offsets[index]},
            {"live", pairsOf(livePartsOf(buffer))}};
  if (buffer.pin)
    json["pinned"] = true;
  if (memory.notes.empty())
    return json;
  for (const NoteColumn &column : noteColumns)
    if (const std::string &note = memory.notes[index].*column.field;
        !note.empty())
      json[std::string(column.name)] = note;
  return json;
}

Json peakBufferOf(const Problem &problem, const PeakBuffer &at) {
  return {{"id", labelOf(problem, at.buffer)},
          {"without", at.without},
          {"ten_percent_smaller", at.smaller},
          {"begin_one_later", at.beginLater},
          {"end_one_earlier", at.endEarlier}};
}

Json memoryOf(const PlannedMemory &memory, const MemoryReport &report) {
  const Problem &problem = memory.problem;
  Json json{{"name", memory.name},
            {"buffers", problem.buffers.size()},
            {"total", report.total},
            {"arena", memory.plan.makespan},
            {"peak", report.peak},
            {"lower_bound", memory.plan.lowerBound},
            {"status", toString(memory.plan.status)},
            {"capacity", nullptr},
            {"reserved", pairsOf(problem.reserved)},
            {"constants", report.constants},
            {"fills", report.fills},
            {"peaks", pairsOf(report.peaks)}};
  if (problem.capacity)
    json["capacity"] = *problem.capacity;
  json["at_peak"] = Json::array();
  for (const PeakBuffer &at : report.atPeak)
    json["at_peak"].push_back(peakBufferOf(problem, at));
  json["curve"] = Json::array();
  for (const LoadStep &step : report.curve)
    json["curve"].push_back({step.time, step.bytes});
  json["plan"] = Json::array();
  for (size_t i = 0; i < problem.buffers.size(); ++i)
    json["plan"].push_back(bufferOf(memory, i));
  return json;
}

Json othersOf(const Report &report) {
  Json list = Json::array();
  for (const OtherSum &sum : report.others) {
    Json json{{"kind", sum.kind},
              {"space", sum.space},
              {"reason", sum.reason},
              {"remedy", sum.remedy},
              {"count", sum.count},
              {"bytes", sum.bytes},
              {"unknown_sizes", sum.unknown}};
    json["items"] = Json::array();
    for (const OtherMemory &other : report.input.others)
      if (belongsTo(other, sum))
        json["items"].push_back(
            {{"name", other.name},
             {"location", other.location},
             {"bytes", other.bytes ? Json(*other.bytes) : Json(nullptr)}});
    list.push_back(std::move(json));
  }
  return list;
}

Json totalsOf(const MemoryTotals &totals) {
  Json json{{"space", totals.space},
            {"bytes", totals.all},
            {"arenas", totals.arenas},
            {"globals", totals.globals},
            {"constants", totals.constants},
            {"left_alone", totals.leftAlone},
            {"unknown_sizes", totals.unknown},
            {"one_plan_could_save", totals.arenas - totals.lowerBound},
            {"capacity", nullptr}};
  if (totals.capacity)
    json["capacity"] = *totals.capacity;
  return json;
}

Json changesOf(const ReportChanges &changes) {
  Json json{{"report", changes.name}, {"memories", Json::array()}};
  for (const MemoryDiff &memory : changes.memories) {
    Json entry{{"name", memory.name}};
    entry.update(diffAsJson(memory.before, memory.after, memory.diff));
    json["memories"].push_back(std::move(entry));
  }
  return json;
}

} // namespace

std::string idealloc::reportJson(const Report &report) {
  Json json{{"title", report.input.title}, {"memories", Json::array()}};
  for (size_t i = 0; i < report.memories.size(); ++i)
    json["memories"].push_back(
        memoryOf(report.input.memories[i], report.memories[i]));
  json["totals"] = Json::array();
  for (const MemoryTotals &totals : report.input.totals)
    json["totals"].push_back(totalsOf(totals));
  json["others"] = othersOf(report);
  if (report.input.since)
    json["since"] = changesOf(*report.input.since);
  // Without `replace`, dump throws on text that is not UTF-8.
  return json.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}
