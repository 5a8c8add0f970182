//===- Result.h - A value, or why there is none --------------- -*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_PLANNER_RESULT_H
#define IDEALLOC_PLANNER_RESULT_H

#include <optional>
#include <string>
#include <utility>

namespace idealloc {

/// What is wrong, for the user: one sentence without its period.
struct Error {
  std::string message;
};

/// A value, or the error that kept it from being made; what every function
/// returns that can fail for a reason that the user should read. The half with
/// LLVM has llvm::Expected and diagnostics for that. What fails and has no
/// value returns the message itself, "" if all is well.
template <typename T> class [[nodiscard]] Result {
public:
  Result(T value) : value(std::move(value)) {}
  Result(Error error) : message(std::move(error.message)) {}

  explicit operator bool() const { return value.has_value(); }
  /// The value; only if there is one.
  T &operator*() & { return *value; }
  const T &operator*() const & { return *value; }
  T &&operator*() && { return *std::move(value); }
  T *operator->() { return &*value; }
  const T *operator->() const { return &*value; }

  /// Empty if there is a value.
  const std::string &error() const { return message; }
  /// To return it as the error of another result.
  Error takeError() { return {std::move(message)}; }

private:
  std::optional<T> value;
  std::string message;
};

} // namespace idealloc

#endif // IDEALLOC_PLANNER_RESULT_H
