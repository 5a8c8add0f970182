//===- JsonEvents.cpp - A problem from the events of a JSON parser --------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "JsonEvents.h"
#include "JsonText.h"
#include "idealloc/Text/Shown.h"

#include <algorithm>
#include <limits>

using namespace idealloc;

JsonEvents::JsonEvents(std::string_view text, Bytes defaultAlignment)
    : read(text.data()), text(text), defaultAlignment(defaultAlignment),
      last(text.starts_with(byteOrderMark) ? byteOrderMark.size() : 0) {}

/// Finds where the token that was just read begins and ends. Of a number the
/// parser may have read one character more.
void JsonEvents::locate(bool isNumber) {
  place = std::min(text.find_first_not_of(" \t\r\n:,", last), text.size());
  last = isNumber ? numberEnd(text, place) : size_t(read - text.data());
}

bool JsonEvents::isIgnored() const {
  return ignoredDepth > 0 || (in == In::Top && atTop == TopKey::Extension) ||
         (in == In::Buffer && atBuffer == BufferKey::Extension);
}

bool JsonEvents::scalar(Kind kind) {
  locate();
  return isIgnored() || expect(kind);
}

bool JsonEvents::number(int64_t value) {
  if (!expect(Kind::Number))
    return false;
  if (in == In::Range || in == In::Gap) {
    if (pairCount == pair.size())
      return fail("must be two numbers, begin and end");
    pair[pairCount++] = value;
    return true;
  }
  if (in == In::Top) {
    result.problem.capacity = value;
    result.capacity = place;
    return true;
  }
  Buffer &buffer = result.problem.buffers.back();
  switch (atBuffer) {
  case BufferKey::Lower:
    buffer.lifetime.begin = value;
    break;
  case BufferKey::Upper:
    buffer.lifetime.end = value;
    break;
  case BufferKey::Size:
    buffer.size = value;
    break;
  case BufferKey::Alignment:
    buffer.alignment = value;
    break;
  default:
    result.offsets.back() = value;
  }
  return true;
}

bool JsonEvents::number_integer(int64_t value) {
  locate(true);
  return isIgnored() || number(value);
}

bool JsonEvents::number_unsigned(uint64_t value) {
  locate(true);
  if (isIgnored())
    return true;
  if (value > static_cast<uint64_t>(std::numeric_limits<int64_t>::max()))
    return expect(Kind::Number) && tooLarge(std::to_string(value));
  return number(static_cast<int64_t>(value));
}

/// Called for what is written as a fraction and for what 64 bits cannot hold.
bool JsonEvents::number_float(double, const std::string &digits) {
  locate(true);
  if (isIgnored())
    return true;
  if (digits.find_first_of(".eE") != digits.npos)
    return expect(Kind::Fraction);
  return expect(Kind::Number) && tooLarge(digits);
}

bool JsonEvents::string(std::string &value) {
  locate();
  if (isIgnored())
    return true;
  if (!expect(Kind::Text))
    return false;
  if (atBuffer >= BufferKey::FirstNote) {
    const size_t note = size_t(atBuffer) - size_t(BufferKey::FirstNote);
    result.notes.back().*noteColumns[note].field = std::move(value);
    return true;
  }
  if (value.empty())
    return fail("is blank");
  result.problem.buffers.back().id = std::move(value);
  return true;
}

bool JsonEvents::start_object(size_t) {
  locate();
  if (isIgnored()) {
    ++ignoredDepth;
    return true;
  }
  if (!expect(Kind::Object))
    return false;
  if (in == In::Text) {
    in = In::Top;
    topPlace = place;
    return true;
  }
  in = In::Buffer;
  result.buffers.push_back({.begin = place});
  result.offsets.emplace_back();
  result.notes.emplace_back();
  result.problem.buffers.push_back({.alignment = defaultAlignment});
  return true;
}

bool JsonEvents::key(std::string &name) {
  locate();
  if (ignoredDepth > 0)
    return true;
  return in == In::Top ? topKey(name) : bufferKey(name);
}

bool JsonEvents::topKey(const std::string &name) {
  const auto *found = std::ranges::find(topKeyNames, name);
  atTop = static_cast<TopKey>(found - topKeyNames.begin());
  if (atTop == TopKey::Extension)
    return isExtension(name) || fail("unknown key " + inQuotes(name) +
                                         "; known are " + listed(topKeyNames),
                                     place);
  if (seen[size_t(atTop)])
    return fail("is given twice");
  seen[size_t(atTop)] = true;
  return true;
}

bool JsonEvents::bufferKey(const std::string &name) {
  const auto *found = std::ranges::find(bufferKeyNames, name);
  atBuffer = static_cast<BufferKey>(found - bufferKeyNames.begin());
  if (atBuffer == BufferKey::Extension)
    return isExtension(name) ||
           fail(bufferName() + ": unknown key " + inQuotes(name) +
                    "; known are " + listed(bufferKeyNames),
                place);
  size_t &value = result.buffers.back().values[size_t(atBuffer)];
  if (value != 0)
    return fail("is given twice");
  value = std::min(text.find_first_not_of(" \t\r\n:", last), text.size());
  return true;
}

bool JsonEvents::end_object() {
  locate();
  if (ignoredDepth > 0) {
    --ignoredDepth;
    return true;
  }
  if (in == In::Top) {
    in = In::Text;
    return seen[size_t(TopKey::Buffers)] ||
           fail("missing key 'buffers'", topPlace);
  }
  JsonPlaces &places = result.buffers.back();
  places.end = place;
  for (BufferKey required :
       {BufferKey::Id, BufferKey::Lower, BufferKey::Upper, BufferKey::Size})
    if (places.values[size_t(required)] == 0)
      return fail(bufferName() + ": missing key '" +
                      std::string(bufferKeyNames[size_t(required)]) + "'",
                  places.begin);
  in = In::Buffers;
  return true;
}

bool JsonEvents::start_array(size_t) {
  locate();
  if (isIgnored()) {
    ++ignoredDepth;
    return true;
  }
  if (!expect(Kind::Array))
    return false;
  pairCount = 0;
  if (in == In::Reserved)
    result.reserved.push_back(place);
  in = in == In::Reserved          ? In::Range
       : in == In::Gaps            ? In::Gap
       : in == In::Buffer          ? In::Gaps
       : atTop == TopKey::Reserved ? In::Reserved
                                   : In::Buffers;
  return true;
}

bool JsonEvents::end_array() {
  locate();
  if (ignoredDepth > 0) {
    --ignoredDepth;
    return true;
  }
  if (in == In::Range || in == In::Gap)
    return endPair();
  in = in == In::Gaps ? In::Buffer : In::Top;
  return true;
}

bool JsonEvents::endPair() {
  if (pairCount != pair.size())
    return fail("must be two numbers, begin and end");
  if (in == In::Range)
    result.problem.reserved.push_back({pair[0], pair[1]});
  else
    result.problem.buffers.back().gaps.push_back({pair[0], pair[1]});
  in = in == In::Range ? In::Reserved : In::Gaps;
  return true;
}
