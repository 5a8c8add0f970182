//===- ProgramGenerator.h - Random bufferized programs ---------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_TOOLS_FUZZ_PROGRAMGENERATOR_H
#define IDEALLOC_TOOLS_FUZZ_PROGRAMGENERATOR_H

#include <cstdint>
#include <string>

namespace idealloc::fuzz {

struct GeneratorOptions {
  /// Statements a program has at most, in all its functions; more only to
  /// finish what they began.
  int statements = 30;
  /// Generate async.execute. By default where the runtime library is installed.
  bool async = IDEALLOC_HAVE_ASYNC;
};

/// The text of a module with the entry function @main, in the convention of
/// Runner.h. Same seed and options, same text, but for builds by compilers that
/// evaluate arguments in another order.
///
/// The program reads no memory it has not written, on any path, keeps all
/// indices in bounds, has no data race in its parallel and asynchronous
/// parts, no pair of operands of one op that overlap without being the same,
/// and computes no NaN that it could tell from another. It can hence not tell
/// memory of its own from a slot of an arena.
std::string generateProgram(uint64_t seed, const GeneratorOptions &options);

} // namespace idealloc::fuzz

#endif // IDEALLOC_TOOLS_FUZZ_PROGRAMGENERATOR_H
