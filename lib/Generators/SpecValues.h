//===- SpecValues.h - Values of a specification -----------------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIB_GENERATORS_SPECVALUES_H
#define IDEALLOC_LIB_GENERATORS_SPECVALUES_H

#include "idealloc/Generators/Generators.h"

namespace idealloc {

inline constexpr uint64_t anySeed = ~uint64_t(0);
/// Sizes and loads that the caller chooses.
inline constexpr uint64_t mostChosenBytes = uint64_t(1) << 50;

/// The value of every key of a kind, in the order of its keys.
struct SpecValue {
  std::string_view text;
  uint64_t number = 0;
};
using SpecValues = std::span<const SpecValue>;

/// A specification KIND:KEY=VALUE,KEY=VALUE as read.
struct Spec {
  size_t kind; ///< Index among the kinds.
  std::vector<SpecValue> values;
};

/// Reads a specification of a `what`, such as "problem". Fails on unknown kinds
/// and keys and on values out of bounds.
Result<Spec> readSpec(std::string_view spec,
                      std::span<const GeneratorKind> kinds, const char *what);

/// A whole number from `least` to `most`.
std::optional<uint64_t> parseWhole(std::string_view text, uint64_t least,
                                   uint64_t most);

/// "'x' is not a whole number from 1 to 9".
std::string notANumber(std::string_view text, uint64_t least, uint64_t most);

/// Cuts the text before the first separator off `rest`.
std::string_view cutAt(std::string_view &rest, char separator);

} // namespace idealloc

#endif // IDEALLOC_LIB_GENERATORS_SPECVALUES_H
