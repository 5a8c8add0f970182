//===- SpecValues.cpp - Values of a specification -------------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "SpecValues.h"

#include <algorithm>
#include <charconv>

using namespace idealloc;

namespace {

std::string shown(std::string_view text) {
  return "'" + std::string(text) + "'";
}

template <typename Named> std::string names(std::span<const Named> all) {
  std::string text;
  for (const Named &one : all)
    text += (text.empty() ? "" : ", ") + std::string(one.name);
  return text;
}

/// Sets one value; "" or what is wrong.
std::string setValue(const GeneratorKey &key, std::string_view text,
                     SpecValue &value) {
  value.text = text;
  if (key.most == 0)
    return "";
  std::optional<uint64_t> number = parseWhole(text, key.least, key.most);
  value.number = number.value_or(0);
  return number ? ""
                : std::string(key.name) + ": " +
                      notANumber(text, key.least, key.most);
}

/// Reads KEY=VALUE,KEY=VALUE; "" or what is wrong.
std::string readValues(const GeneratorKind &kind, std::string_view rest,
                       std::vector<SpecValue> &values) {
  std::vector<bool> given(kind.keys.size());
  while (!rest.empty()) {
    const std::string_view pair = cutAt(rest, ',');
    const size_t equals = pair.find('=');
    if (equals == pair.npos)
      return shown(pair) + " is not of the form KEY=VALUE";
    const std::string_view name = pair.substr(0, equals);
    const auto key = std::ranges::find(kind.keys, name, &GeneratorKey::name);
    if (key == kind.keys.end())
      return "unknown key " + shown(name) + "; known are " + names(kind.keys);
    const size_t index = size_t(key - kind.keys.begin());
    if (given[index])
      return "key " + shown(name) + " is given twice";
    given[index] = true;
    std::string error = setValue(*key, pair.substr(equals + 1), values[index]);
    if (!error.empty())
      return error;
  }
  return "";
}

} // namespace

std::optional<uint64_t> idealloc::parseWhole(std::string_view text,
                                             uint64_t least, uint64_t most) {
  uint64_t value = 0;
  const char *end = text.data() + text.size();
  auto [rest, code] = std::from_chars(text.data(), end, value);
  if (code != std::errc() || rest != end || value < least || value > most)
    return std::nullopt;
  return value;
}

std::string idealloc::notANumber(std::string_view text, uint64_t least,
                                 uint64_t most) {
  return shown(text) + " is not a whole number from " + std::to_string(least) +
         " to " + std::to_string(most);
}

std::string_view idealloc::cutAt(std::string_view &rest, char separator) {
  std::string_view text = rest.substr(0, rest.find(separator));
  rest.remove_prefix(std::min(rest.size(), text.size() + 1));
  return text;
}

Result<Spec> idealloc::readSpec(std::string_view spec,
                                std::span<const GeneratorKind> kinds,
                                const char *what) {
  std::string_view rest = spec;
  const std::string_view name = cutAt(rest, ':');
  const auto kind = std::ranges::find(kinds, name, &GeneratorKind::name);
  if (kind == kinds.end())
    return Error{"unknown kind " + shown(name) + " of generated " + what +
                 "; known are " + names(kinds)};
  Spec result{size_t(kind - kinds.begin()),
              std::vector<SpecValue>(kind->keys.size())};
  for (size_t k = 0; k < result.values.size(); ++k)
    setValue(kind->keys[k], kind->keys[k].standard, result.values[k]);
  std::string error = readValues(*kind, rest, result.values);
  if (!error.empty())
    return Error{std::string(name) + ": " + error};
  return result;
}
