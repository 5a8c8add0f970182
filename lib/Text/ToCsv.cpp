//===- ToCsv.cpp - A problem or plan as CSV text --------------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "idealloc/Text/Csv.h"

#include <algorithm>
#include <csv.h>

using namespace idealloc;

namespace {

/// A field as RFC 4180 text.
std::string escaped(const std::string &value) {
  bool plain = value.find_first_of(",\"\r\n") == value.npos &&
               !value.starts_with(' ') && !value.ends_with(' ') &&
               !value.starts_with('\t') && !value.ends_with('\t');
  if (plain)
    return value;
  std::string text(2 * value.size() + 2, '\0');
  text.resize(csv_write(text.data(), text.size(), value.data(), value.size()));
  return text;
}

std::string gapsText(const Buffer &buffer) {
  std::string text;
  for (const Interval &gap : buffer.gaps) {
    if (!text.empty())
      text += ' ';
    text += std::to_string(gap.begin) + '-' + std::to_string(gap.end);
  }
  return text;
}

} // namespace

std::string idealloc::toCsv(const Problem &problem, const Plan *plan) {
  auto any = [&](auto has) {
    return std::ranges::any_of(problem.buffers, has);
  };
  bool gaps = any([](const Buffer &b) { return !b.gaps.empty(); });
  bool offset = plan || any([](const Buffer &b) { return b.pin.has_value(); });
  std::string text = "id,lower,upper,size,alignment";
  text += std::string(gaps ? ",gaps" : "") + (offset ? ",offset\n" : "\n");
  for (size_t i = 0; i < problem.buffers.size(); ++i) {
    const Buffer &buffer = problem.buffers[i];
    text += buffer.id.empty() ? "#" + std::to_string(i) : escaped(buffer.id);
    for (int64_t number : {buffer.lifetime.begin, buffer.lifetime.end,
                           buffer.size, buffer.alignment})
      text += ',' + std::to_string(number);
    if (gaps)
      text += ',' + gapsText(buffer);
    if (plan)
      text += ',' + std::to_string(plan->offsets[i]);
    else if (offset)
      text += ',' + (buffer.pin ? std::to_string(*buffer.pin) : "");
    text += '\n';
  }
  return text;
}
