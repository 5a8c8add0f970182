//===- JsonMessages.cpp - What a JSON text should have held ---------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "JsonEvents.h"
#include "JsonText.h"

using namespace idealloc;

static std::string indexed(std::string_view name, size_t index) {
  return std::string(name) + "[" + std::to_string(index) + "]";
}

JsonEvents::Kind JsonEvents::expected() const {
  switch (in) {
  case In::Text:
  case In::Buffers:
    return Kind::Object;
  case In::Reserved:
  case In::Gaps:
    return Kind::Array;
  case In::Range:
  case In::Gap:
    return Kind::Number;
  case In::Top:
    return atTop == TopKey::Capacity ? Kind::Number : Kind::Array;
  case In::Buffer:
    if (atBuffer == BufferKey::Id || atBuffer >= BufferKey::FirstNote)
      return Kind::Text;
    return atBuffer == BufferKey::Gaps ? Kind::Array : Kind::Number;
  }
  return Kind::Null;
}

std::string JsonEvents::bufferName() const {
  return indexed("buffers", result.buffers.size() - 1);
}

/// Where the parser is, for messages: "buffers[3].size: ".
std::string JsonEvents::path() const {
  switch (in) {
  case In::Text:
    return "the text ";
  case In::Top:
    return std::string(topKeyNames[size_t(atTop)]) + ": ";
  case In::Reserved:
  case In::Range:
    return indexed("reserved", result.problem.reserved.size()) + ": ";
  case In::Buffers:
    return indexed("buffers", result.buffers.size()) + ": ";
  case In::Buffer:
    return bufferName() + "." + std::string(bufferKeyNames[size_t(atBuffer)]) +
           ": ";
  case In::Gaps:
  case In::Gap:
    return bufferName() + "." +
           indexed("gaps", result.problem.buffers.back().gaps.size()) + ": ";
  }
  return "";
}

bool JsonEvents::fail(const std::string &what, size_t at) {
  result.error = what;
  result.errorPlace = at;
  return false;
}

bool JsonEvents::fail(const std::string &what) {
  return fail(path() + what, place);
}

bool JsonEvents::expect(Kind kind) {
  constexpr const char *names[] = {"an object",  "an array", "a whole number",
                                   "a fraction", "a string", "null",
                                   "a boolean"};
  const Kind wanted = expected();
  if (wanted == kind)
    return true;
  return fail(std::string("must be ") + names[size_t(wanted)] + ", not " +
              names[size_t(kind)]);
}

bool JsonEvents::tooLarge(const std::string &digits) {
  return fail(path() + tooLargeMessage(digits), place);
}
