//===- Svg.cpp - A picture of a plan --------------------------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "idealloc/Text/Svg.h"
#include "idealloc/Planner/LiveParts.h"
#include "idealloc/Text/Numbers.h"
#include "idealloc/Text/Shown.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <string_view>

using namespace idealloc;

namespace {

/// Above this many live intervals the picture is drawn without details.
constexpr size_t mostDetailed = 5000;

/// Pixels: what is thinner has no outline, and the least that holds an id.
constexpr double thinnestOutlined = 3, lineHeight = 12;

constexpr std::array<const char *, 12> palette = {
    "#a6cee3", "#fdd0a2", "#b2df8a", "#cab2d6", "#fbb4ae", "#ccebc5",
    "#decbe4", "#fee391", "#9ecae1", "#e5d8bd", "#fccde5", "#99d8c9"};

/// The fewest digits that tell the number from others.
std::string decimal(double value) {
  char text[512];
  auto end =
      std::to_chars(text, text + sizeof text, value, std::chars_format::fixed)
          .ptr;
  return {text, end};
}

/// A number with at most one digit after the point.
std::string pixels(double value) {
  return decimal(std::round(value * 10) / 10);
}

/// "1.25 GiB", exact for the steps of an axis, which are powers of two.
std::string bytesText(Bytes bytes) {
  constexpr const char *units[] = {"B", "KiB", "MiB", "GiB", "TiB", "PiB"};
  size_t unit = 0;
  double value = static_cast<double>(bytes);
  for (; value >= 1024 && unit + 1 < std::size(units); ++unit)
    value /= 1024;
  return decimal(value) + " " + units[unit];
}

/// The length of the UTF-8 character that starts the text, 0 if it is none or
/// XML forbids it.
size_t characterLength(std::string_view text) {
  auto lead = static_cast<unsigned char>(text.front());
  bool isForbidden = lead < 0x20 || lead == 0x7f ||
                     text.starts_with("\xef\xbf\xbe") ||
                     text.starts_with("\xef\xbf\xbf");
  return isForbidden ? 0 : utf8Length(text);
}

/// The number of characters, and of bytes that are none.
size_t characterCount(std::string_view text) {
  size_t count = 0;
  for (; !text.empty(); ++count)
    text.remove_prefix(std::max<size_t>(utf8Length(text), 1));
  return count;
}

/// The text if it has at most `most` characters, else its beginning and "…";
/// nothing where that would be less than two characters.
std::string shortened(std::string_view text, size_t most) {
  if (characterCount(text) <= most)
    return std::string(text);
  if (most < 3)
    return "";
  std::string result;
  for (size_t k = 0; k + 1 < most; ++k) {
    const size_t length = std::max<size_t>(utf8Length(text), 1);
    result += text.substr(0, length);
    text.remove_prefix(length);
  }
  return result + "\xe2\x80\xa6";
}

/// How many characters of an id fit on so many pixels.
size_t charactersIn(double length) {
  return static_cast<size_t>(std::max(length - 4, 0.0) / 7);
}

/// Text as XML character data; what XML cannot hold becomes '?'.
std::string escaped(std::string_view text) {
  std::string result;
  while (!text.empty()) {
    size_t length = characterLength(text);
    if (length == 0)
      result += '?';
    else if (text.front() == '&')
      result += "&amp;";
    else if (text.front() == '<')
      result += "&lt;";
    else if (text.front() == '>')
      result += "&gt;";
    else
      result += text.substr(0, length);
    text.remove_prefix(std::max<size_t>(length, 1));
  }
  return result;
}

/// The smallest of 1, 2, 5, 10, 20 ... that is at least `least`.
double decimalStep(double least) {
  double power = std::pow(10, std::floor(std::log10(std::max(least, 1.0))));
  for (double factor : {1.0, 2.0, 5.0})
    if (factor * power >= least)
      return factor * power;
  return 10 * power;
}

/// The smallest power of two that is at least `least`.
double binaryStep(double least) {
  return std::exp2(std::ceil(std::log2(std::max(least, 1.0))));
}

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
