//===- Flags.h - Numbers on the command line of the tools -------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_TOOLS_COMMON_FLAGS_H
#define IDEALLOC_TOOLS_COMMON_FLAGS_H

#include <CLI/CLI.hpp>

#include <charconv>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <string>
#include <string_view>

namespace idealloc {

/// The most threads that a tool takes.
inline constexpr unsigned mostThreads = 1024;

/// A whole number from `least` to `most`. CLI11 itself would read octal and
/// clamp what is too large.
template <typename Integer>
Integer parseInteger(std::string_view flag, std::string_view text,
                     Integer least,
                     Integer most = std::numeric_limits<Integer>::max()) {
  Integer value = 0;
  const char *end = text.data() + text.size();
  auto [rest, code] = std::from_chars(text.data(), end, value);
  if (code != std::errc() || rest != end || value < least || value > most)
    throw CLI::ValidationError(
        std::string(flag),
        "'" + std::string(text) + "' is not a whole number from " +
            std::to_string(least) + " to " + std::to_string(most));
  return value;
}

/// A flag with an integer value that `set` takes.
template <typename Integer, typename Set>
void addInteger(CLI::App &app, const std::string &flag, Integer least,
                const std::string &placeholder, const std::string &help,
                Set set, Integer most = std::numeric_limits<Integer>::max()) {
  app.add_option_function<std::string>(
         flag,
         [=](const std::string &text) {
           set(parseInteger<Integer>(flag, text, least, most));
         },
         help)
      ->type_name(placeholder);
}

/// A flag with a finite value above 0.
template <typename Number>
void addPositive(CLI::App &app, const std::string &flag, Number &number,
                 const std::string &placeholder, const std::string &help) {
  app.add_option(flag, number, help)
      ->type_name(placeholder)
      ->check([](const std::string &text) {
        double value = std::strtod(text.c_str(), nullptr);
        return std::isfinite(value) && value > 0
                   ? ""
                   : "'" + text + "' is not a finite number above 0";
      });
}

} // namespace idealloc

#endif // IDEALLOC_TOOLS_COMMON_FLAGS_H
