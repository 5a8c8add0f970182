//===- Svg.cpp - A picture of a plan --------------------------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "idealloc/Text/Svg.h"
#include "SvgText.h"
#include "idealloc/Planner/LiveParts.h"
#include "idealloc/Text/Numbers.h"

#include <algorithm>
#include <array>

using namespace idealloc;

namespace {

/// Above this many live intervals the picture is drawn without details.
constexpr size_t mostDetailed = 5000;

/// Pixels: what is thinner has no outline, and the least that holds an id.
constexpr double thinnestOutlined = 3, lineHeight = 12;

constexpr std::array<const char *, 12> palette = {
    "#a6cee3", "#fdd0a2", "#b2df8a", "#cab2d6", "#fbb4ae", "#ccebc5",
    "#decbe4", "#fee391", "#9ecae1", "#e5d8bd", "#fccde5", "#99d8c9"};

struct LiveInterval {
  Interval time;
  size_t buffer;
};

std::vector<LiveInterval> liveIntervals(const Problem &problem) {
  std::vector<LiveInterval> intervals;
  for (size_t i = 0; i < problem.buffers.size(); ++i)
    for (const Interval &part : livePartsOf(problem.buffers[i]))
      intervals.push_back({part, i});
  return intervals;
}

class Picture {
public:
  Picture(const Problem &problem, const Plan &plan, const SvgOptions &options)
      : problem(problem), plan(plan), options(options),
        intervals(liveIntervals(problem)) {
    for (const LiveInterval &live : intervals) {
      bool isFirst = &live == &intervals.front();
      firstTime =
          isFirst ? live.time.begin : std::min(firstTime, live.time.begin);
      lastTime = isFirst ? live.time.end : std::max(lastTime, live.time.end);
    }
    // A capacity or reserved range far above the buffers is left out.
    double used = static_cast<double>(
        std::max<Bytes>({plan.makespan, plan.lowerBound, 1}));
    topByte = used;
    auto extend = [&](Bytes bytes) {
      if (static_cast<double>(bytes) <= 1.5 * used)
        topByte = std::max(topByte, static_cast<double>(bytes));
    };
    if (problem.capacity)
      extend(*problem.capacity);
    for (const Range &range : problem.reserved)
      extend(range.end);
    topByte *= 1.03;
  }

  std::string draw() {
    open();
    drawAxes();
    drawReserved();
    if (intervals.size() > mostDetailed)
      drawDense();
    else
      drawDetailed();
    drawLevels();
    svg += "</svg>\n";
    return std::move(svg);
  }

private:
  static constexpr double left = 82, right = 180, top = 46, bottom = 54;

  /// Exact for any 64-bit times, unlike their difference as doubles.
  static double duration(Time begin, Time end) {
    return static_cast<double>(static_cast<uint64_t>(end) -
                               static_cast<uint64_t>(begin));
  }
  double x(Time time) const {
    return left + duration(firstTime, time) / duration(firstTime, lastTime) *
                      (options.width - left - right);
  }
  double y(double byte) const {
    return options.height - bottom -
           byte / topByte * (options.height - top - bottom);
  }

  /// <name a="1" .../>, attributes given as text.
  void shape(const std::string &attributes) {
    svg += "<" + attributes + "/>\n";
  }
  void rect(double x0, double y0, double x1, double y1,
            const std::string &rest) {
    shape("rect x=\"" + pixels(x0) + "\" y=\"" + pixels(y0) + "\" width=\"" +
          pixels(std::max(x1 - x0, 0.5)) + "\" height=\"" +
          pixels(std::max(y1 - y0, 0.5)) + "\" " + rest);
  }
  void line(double x0, double y0, double x1, double y1,
            const std::string &rest) {
    shape("path d=\"M" + pixels(x0) + " " + pixels(y0) + "L" + pixels(x1) +
          " " + pixels(y1) + "\" " + rest);
  }
  void label(double atX, double atY, const std::string &rest,
             const std::string &text) {
    svg += "<text x=\"" + pixels(atX) + "\" y=\"" + pixels(atY) + "\" " + rest +
           ">" + escaped(text) + "</text>\n";
  }

  void open() {
    std::string size = std::to_string(options.width) + "\" height=\"" +
                       std::to_string(options.height) + "\" viewBox=\"0 0 " +
                       std::to_string(options.width) + " " +
                       std::to_string(options.height);
    svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" + size +
          "\" font-family=\"Helvetica, Arial, sans-serif\" font-size=\"12\" "
          "fill=\"#333\">\n"
          "<defs><pattern id=\"hatch\" width=\"8\" height=\"8\" "
          "patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\">"
          "<path d=\"M0 0V8\" stroke=\"#999\" stroke-width=\"3\"/></pattern>"
          "</defs>\n<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n";
    label(left, 26, "font-size=\"15\" font-weight=\"bold\"",
          options.title + ": " + grouped(problem.buffers.size()) +
              (problem.buffers.size() == 1 ? " buffer" : " buffers") +
              " in an arena of " + grouped(plan.makespan) + " bytes, " +
              toString(plan.status));
  }

  void drawAxes() {
    const double bottomY = y(0), rightX = x(lastTime);
    rect(left, y(topByte), rightX, bottomY, "fill=\"#f8f8f8\"");
    double step = binaryStep(topByte / 9);
    for (double byte = 0; byte <= topByte; byte += step) {
      line(left, y(byte), rightX, y(byte), "stroke=\"#ddd\"");
      label(left - 8, y(byte) + 4, "text-anchor=\"end\"",
            bytesText(static_cast<Bytes>(std::min(byte, 9.2e18))));
    }
    drawTimes(bottomY);
    label((left + rightX) / 2, options.height - 14.0, "text-anchor=\"middle\"",
          "logical time");
    std::string middle = pixels((bottomY + y(topByte)) / 2);
    label(0, 0,
          "text-anchor=\"middle\" transform=\"translate(16 " + middle +
              ") rotate(-90)\"",
          "offset");
  }

  void drawTimes(double bottomY) {
    double length = duration(firstTime, lastTime);
    auto step = static_cast<uint64_t>(decimalStep(length / 10));
    // From the first multiple of the step; unsigned, as the sum may wrap.
    auto start = static_cast<uint64_t>(firstTime);
    start += (step - start % step) % step;
    for (uint64_t k = 0; k <= 10; ++k) {
      auto time = static_cast<Time>(start + k * step);
      if (time < firstTime || time > lastTime)
        continue;
      line(x(time), bottomY, x(time), bottomY + 5, "stroke=\"#888\"");
      label(x(time), bottomY + 19, "text-anchor=\"middle\"", grouped(time));
    }
  }

  void drawReserved() {
    for (const Range &range : problem.reserved) {
      double end = std::min(static_cast<double>(range.end), topByte);
      double begin = static_cast<double>(range.begin);
      if (begin >= topByte)
        continue;
      rect(left, y(end), x(lastTime), y(begin),
           "fill=\"url(#hatch)\" stroke=\"#999\"");
      if (y(begin) - y(end) >= 10)
        label(x(lastTime) + 8, (y(begin) + y(end)) / 2 + 4, "fill=\"#777\"",
              "reserved");
    }
  }

  double lowY(size_t buffer) const {
    return y(static_cast<double>(plan.offsets[buffer]));
  }
  double highY(size_t buffer) const {
    return y(static_cast<double>(plan.offsets[buffer]) +
             static_cast<double>(problem.buffers[buffer].size));
  }

  void drawDetailed() {
    svg += "<g stroke=\"#555\" stroke-width=\"0.6\">\n";
    for (const LiveInterval &live : intervals) {
      const Buffer &buffer = problem.buffers[live.buffer];
      svg += "<g><title>" + escaped(buffer.id) + ": " + grouped(buffer.size) +
             " bytes at " + grouped(plan.offsets[live.buffer]) + ", live [" +
             std::to_string(live.time.begin) + ", " +
             std::to_string(live.time.end) + ")</title>";
      const double x0 = x(live.time.begin), x1 = x(live.time.end);
      const double y0 = highY(live.buffer), y1 = lowY(live.buffer);
      // Of a thin rectangle the outline would hide the colour.
      const bool isThin = std::min(x1 - x0, y1 - y0) < thinnestOutlined;
      rect(x0, y0, x1, y1,
           std::string("fill=\"") + palette[live.buffer % palette.size()] +
               (isThin ? "\" stroke=\"none\"" : "\""));
      svg += "</g>\n";
    }
    svg += "</g>\n<g text-anchor=\"middle\" font-size=\"11\" "
           "pointer-events=\"none\">\n";
    for (const LiveInterval &live : intervals)
      drawId(live);
    svg += "</g>\n";
  }

  void drawId(const LiveInterval &live) {
    const std::string &id = problem.buffers[live.buffer].id;
    const double x0 = x(live.time.begin), x1 = x(live.time.end);
    const double y0 = highY(live.buffer), y1 = lowY(live.buffer);
    const double width = x1 - x0, height = y1 - y0;
    const double middleX = (x0 + x1) / 2, middleY = (y0 + y1) / 2;
    const bool isUpright = height > width && width >= lineHeight &&
                           charactersIn(width) < characterCount(id);
    const std::string text =
        shortened(id, charactersIn(isUpright ? height : width));
    if (text.empty() || std::min(width, height) < lineHeight)
      return;
    if (isUpright)
      label(0, 4,
            "transform=\"translate(" + pixels(middleX) + " " + pixels(middleY) +
                ") rotate(-90)\"",
            text);
    else
      label(middleX, middleY + 4, "", text);
  }

  /// One path per colour; intervals that look the same are drawn once.
  void drawDense() {
    std::array<std::vector<std::string>, palette.size()> subpaths;
    for (const LiveInterval &live : intervals) {
      double x0 = x(live.time.begin);
      double x1 = x(live.time.end);
      double y0 = highY(live.buffer), y1 = lowY(live.buffer);
      std::string width = pixels(std::max(x1 - x0, 0.5));
      subpaths[live.buffer % palette.size()].push_back(
          "M" + pixels(x0) + " " + pixels(y0) + "h" + width + "v" +
          pixels(std::max(y1 - y0, 0.5)) + "h-" + width + "z");
    }
    for (size_t colour = 0; colour < palette.size(); ++colour) {
      std::ranges::sort(subpaths[colour]);
      auto same = std::ranges::unique(subpaths[colour]);
      subpaths[colour].erase(same.begin(), same.end());
      svg += std::string("<path fill=\"") + palette[colour] + "\" d=\"";
      for (const std::string &subpath : subpaths[colour])
        svg += subpath + "\n";
      svg += "\"/>\n";
    }
  }

  /// A horizontal line with a label to its right.
  struct Level {
    Bytes bytes;
    std::string name;
    const char *colour;
  };

  void drawLevels() {
    std::vector<Level> levels = {{plan.makespan, "makespan", "#1a4f8b"}};
    if (plan.lowerBound == plan.makespan)
      levels[0].name = "makespan = lower bound";
    else
      levels.push_back({plan.lowerBound, "lower bound", "#2b7a3d"});
    if (problem.capacity && static_cast<double>(*problem.capacity) <= topByte)
      levels.push_back({*problem.capacity, "capacity", "#b3261e"});
    std::ranges::sort(levels, {}, [](const Level &level) {
      return std::pair(level.bytes, level.name);
    });
    // Labels of close lines are pushed upwards, two lines of text each.
    double lowest = options.height;
    for (const Level &level : levels) {
      double atY = y(static_cast<double>(level.bytes));
      std::string colour = std::string("\"") + level.colour + "\"";
      line(left, atY, x(lastTime) + 6, atY,
           "stroke=" + colour + " stroke-width=\"1.5\" stroke-dasharray=\"6 " +
               "3\"");
      double textY = std::min(atY, lowest - 32);
      lowest = textY;
      label(x(lastTime) + 10, textY, "fill=" + colour, level.name);
      label(x(lastTime) + 10, textY + 14, "fill=" + colour,
            grouped(level.bytes) + " bytes");
    }
  }

  const Problem &problem;
  const Plan &plan;
  const SvgOptions &options;
  std::vector<LiveInterval> intervals;
  Time firstTime = 0, lastTime = 1;
  double topByte = 1;
  std::string svg;
};

} // namespace

std::string idealloc::toSvg(const Problem &problem, const Plan &plan,
                            const SvgOptions &options) {
  return Picture(problem, plan, options).draw();
}
