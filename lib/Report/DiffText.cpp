//===- DiffText.cpp - What has changed between two plans, as text ---------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "DiffJson.h"
#include "idealloc/Text/Numbers.h"
#include "idealloc/Text/Shown.h"

#include <algorithm>
#include <functional>

using namespace idealloc;
using Json = nlohmann::ordered_json;

namespace {

constexpr size_t mostShown = 12;

/// "arena      1,024 -> 2,048 bytes (+1,024)".
std::string figure(const std::string &name, Bytes before, Bytes after) {
  std::string line = name;
  line.resize(11, ' ');
  line += grouped(before) + " -> " + grouped(after) + " bytes";
  if (before != after)
    line += std::string(" (") + (after > before ? "+" : "") +
            grouped(after - before) + ")";
  return line + "\n";
}

std::string live(const Buffer &buffer) {
  return "[" + grouped(buffer.lifetime.begin) + ", " +
         grouped(buffer.lifetime.end) + ")" +
         (buffer.gaps.empty() ? "" : " with gaps");
}

/// "moved      3 buffers" and a line for each, the largest first.
template <typename Item>
std::string section(const std::string &name, std::vector<Item> items,
                    const std::function<Bytes(const Item &)> &sizeOf,
                    const std::function<std::string(const Item &)> &lineOf) {
  std::string text = name;
  text.resize(11, ' ');
  text += grouped(static_cast<int64_t>(items.size())) +
          (items.size() == 1 ? " buffer\n" : " buffers\n");
  std::ranges::sort(items, {}, [&](const Item &item) {
    return std::pair(-sizeOf(item), item);
  });
  for (size_t k = 0; k < items.size() && k < mostShown; ++k)
    text += "  " + lineOf(items[k]) + "\n";
  if (items.size() > mostShown)
    text += "  and " + grouped(static_cast<int64_t>(items.size() - mostShown)) +
            " smaller ones\n";
  return text;
}

std::string idOf(const ProblemText &text, size_t index) {
  return labelOf(text.problem, index);
}

} // namespace

std::string idealloc::grownBy(const PlanDiff &diff) {
  return "grown by " + std::to_string(diff.arenaAfter - diff.arenaBefore) +
         " bytes, from " + std::to_string(diff.arenaBefore) + " to " +
         std::to_string(diff.arenaAfter);
}

std::string idealloc::diffText(const ProblemText &before,
                               const ProblemText &after, const PlanDiff &diff) {
  const auto &was = before.problem.buffers, &is = after.problem.buffers;
  std::string text = figure("arena", diff.arenaBefore, diff.arenaAfter) +
                     figure("peak", diff.peakBefore, diff.peakAfter) +
                     figure("total", diff.totalBefore, diff.totalAfter);
  auto pair = [&](const BufferPair &p) { return is[p.after].size; };
  auto name = [&](const BufferPair &p) { return shown(idOf(after, p.after)); };
  text += section<size_t>(
      "added", diff.added, [&](size_t i) { return is[i].size; },
      [&](size_t i) {
        return shown(idOf(after, i)) + ", " + grouped(is[i].size) +
               " bytes at " + grouped(*after.offsets[i]);
      });
  text += section<size_t>(
      "gone", diff.gone, [&](size_t i) { return was[i].size; },
      [&](size_t i) {
        return shown(idOf(before, i)) + ", " + grouped(was[i].size) +
               " bytes at " + grouped(*before.offsets[i]);
      });
  text += section<BufferPair>(
      "resized", diff.resized, pair, [&](const BufferPair &p) {
        return name(p) + ", " + grouped(was[p.before].size) + " -> " +
               grouped(is[p.after].size) + " bytes";
      });
  text +=
      section<BufferPair>("moved", diff.moved, pair, [&](const BufferPair &p) {
        return name(p) + ", " + grouped(is[p.after].size) + " bytes from " +
               grouped(*before.offsets[p.before]) + " to " +
               grouped(*after.offsets[p.after]);
      });
  text += section<BufferPair>("relived", diff.relived, pair,
                              [&](const BufferPair &p) {
                                return name(p) + ", " + live(was[p.before]) +
                                       " -> " + live(is[p.after]);
                              });
  std::string last = "unchanged";
  last.resize(11, ' ');
  return text + last + grouped(static_cast<int64_t>(diff.unchanged)) +
         (diff.unchanged == 1 ? " buffer\n" : " buffers\n");
}

Json idealloc::diffAsJson(const ProblemText &before, const ProblemText &after,
                          const PlanDiff &diff) {
  const auto &was = before.problem.buffers, &is = after.problem.buffers;
  Json json{
      {"arena_before", diff.arenaBefore}, {"arena_after", diff.arenaAfter},
      {"peak_before", diff.peakBefore},   {"peak_after", diff.peakAfter},
      {"total_before", diff.totalBefore}, {"total_after", diff.totalAfter},
      {"unchanged", diff.unchanged}};
  for (const char *key : {"added", "gone", "moved", "resized", "relived"})
    json[key] = Json::array();
  for (size_t i : diff.added)
    json["added"].push_back({{"id", idOf(after, i)},
                             {"size", is[i].size},
                             {"offset", *after.offsets[i]}});
  for (size_t i : diff.gone)
    json["gone"].push_back({{"id", idOf(before, i)},
                            {"size", was[i].size},
                            {"offset", *before.offsets[i]}});
  for (auto [from, to] : diff.moved)
    json["moved"].push_back({{"id", idOf(after, to)},
                             {"before", *before.offsets[from]},
                             {"after", *after.offsets[to]}});
  for (auto [from, to] : diff.resized)
    json["resized"].push_back({{"id", idOf(after, to)},
                               {"before", was[from].size},
                               {"after", is[to].size}});
  auto lived = [](const Buffer &buffer) {
    return Json::array({buffer.lifetime.begin, buffer.lifetime.end});
  };
  for (auto [from, to] : diff.relived)
    json["relived"].push_back({{"id", idOf(after, to)},
                               {"before", lived(was[from])},
                               {"after", lived(is[to])}});
  return json;
}

std::string idealloc::diffJson(const ProblemText &before,
                               const ProblemText &after, const PlanDiff &diff) {
  return diffAsJson(before, after, diff)
             .dump(1, ' ', false, Json::error_handler_t::replace) +
         "\n";
}
