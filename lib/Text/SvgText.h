//===- SvgText.h - Numbers and text in pictures -----------------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIB_TEXT_SVGTEXT_H
#define IDEALLOC_LIB_TEXT_SVGTEXT_H

#include "idealloc/Planner/Problem.h"

#include <string>
#include <string_view>

namespace idealloc {

/// A number with at most one digit after the point.
std::string pixels(double value);

/// "1.25 GiB", exact for the steps of an axis, which are powers of two.
std::string bytesText(Bytes bytes);

/// The number of characters, and of bytes that are none.
size_t characterCount(std::string_view text);

/// The text if it has at most `most` characters, else its beginning and "…";
/// nothing where that would be less than two characters.
std::string shortened(std::string_view text, size_t most);

/// How many characters of an id fit on so many pixels.
size_t charactersIn(double length);

/// Text as XML character data; what XML cannot hold becomes '?'.
std::string escaped(std::string_view text);

/// The smallest of 1, 2, 5, 10, 20 ... that is at least `least`.
double decimalStep(double least);

/// The smallest power of two that is at least `least`.
double binaryStep(double least);

} // namespace idealloc

#endif // IDEALLOC_LIB_TEXT_SVGTEXT_H
