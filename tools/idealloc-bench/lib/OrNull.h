//===- OrNull.h - Figures that may be missing, as JSON ----------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_TOOLS_BENCH_ORNULL_H
#define IDEALLOC_TOOLS_BENCH_ORNULL_H

#include <nlohmann/json.hpp>

#include <optional>

namespace idealloc::bench {

using Json = nlohmann::ordered_json;

/// The value, or null.
template <typename Value> Json orNull(const std::optional<Value> &value) {
  return value ? Json(*value) : Json();
}

} // namespace idealloc::bench

#endif // IDEALLOC_TOOLS_BENCH_ORNULL_H
