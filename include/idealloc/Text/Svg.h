//===- Svg.h - A picture of a plan ------------------------------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_TEXT_SVG_H
#define IDEALLOC_TEXT_SVG_H

#include "idealloc/Planner/Plan.h"

namespace idealloc {

struct SvgOptions {
  /// First words of the title line.
  std::string title = "idealloc";
  /// Of the whole picture, in pixels.
  int width = 960;
  int height = 540;
};

/// A stand-alone SVG: logical time to the right, bytes upwards, one rectangle
/// per live interval, reserved ranges hatched, lines for makespan, lower bound
/// and capacity. Colours depend on the index of a buffer alone. Rectangles that
/// are large enough show the id, upright where that shows more of it and cut
/// where it is too long, and all show it as tooltip; thin ones have no outline;
/// above 5000 live intervals there are neither tooltips nor outlines and
/// rectangles too small to be seen are widened to what can, so that the text
/// stays below 100 bytes per interval. The plan must be valid but for the
/// capacity.
std::string toSvg(const Problem &problem, const Plan &plan,
                  const SvgOptions &options = {});

} // namespace idealloc

#endif // IDEALLOC_TEXT_SVG_H
