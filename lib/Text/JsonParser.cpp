//===- JsonParser.cpp - Parses JSON text ----------------------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "JsonEvents.h"
#include "JsonText.h"

#include <algorithm>

using namespace idealloc;

JsonProblem idealloc::parseJson(std::string_view text, Bytes defaultAlignment) {
  JsonEvents events(text, defaultAlignment);
  const char *end = text.data() + text.size();
  nlohmann::json::sax_parse(JsonCursor(text.data(), &events.read),
                            JsonCursor(end, &events.read), &events);
  return events.take();
}

bool JsonEvents::parse_error(size_t position, const std::string &lastToken,
                             const nlohmann::detail::exception &error) {
  // Out of range: no double holds the number.
  constexpr int outOfRange = 406;
  if (error.id == outOfRange && !isIgnored())
    return number_float(0, lastToken);
  if (error.id == outOfRange)
    return fail("the number is too large", position - lastToken.size());
  // The position counts what was read; the last of it is what is wrong.
  return fail(syntaxError(error.what(), lastToken),
              std::min(position - std::min<size_t>(position, 1), text.size()));
}
