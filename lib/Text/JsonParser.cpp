//===- JsonParser.cpp - Parses JSON text ----------------------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "JsonEvents.h"

#include <algorithm>

using namespace idealloc;

namespace {

/// Reads text and tells how far: the events carry no places.
class Cursor {
public:
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char *;
  using reference = const char &;

  Cursor(const char *at, const char **read) : at(at), read(read) {}
  reference operator*() const { return *at; }
  Cursor &operator++() {
    *read = ++at;
    return *this;
  }
  bool operator==(const Cursor &other) const { return at == other.at; }

private:
  const char *at;
  const char **read;
};

/// "syntax error while parsing value - ...; expected ...", without what was
/// read last, which may be the whole text.
std::string syntaxError(std::string message, const std::string &lastToken) {
  message.erase(0, std::min(message.find("syntax error"), message.size()));
  const std::string shown = "; last read: '" + lastToken + "'";
  if (size_t at = message.find(shown); at != message.npos)
    message.erase(at, shown.size());
  return message;
}

} // namespace

JsonProblem idealloc::parseJson(std::string_view text, Bytes defaultAlignment) {
  JsonEvents events(text, defaultAlignment);
  const char *end = text.data() + text.size();
  nlohmann::json::sax_parse(Cursor(text.data(), &events.read),
                            Cursor(end, &events.read), &events);
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
