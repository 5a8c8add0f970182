//===- Progress.h - A bar on a terminal -------------------------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_TOOLS_BENCH_PROGRESS_H
#define IDEALLOC_TOOLS_BENCH_PROGRESS_H

#include <cstddef>
#include <string>

namespace idealloc::bench {

/// "[#####     ]  37/120 A.1048576 greedy", cut to 79 columns.
std::string progressLine(size_t done, size_t total, const std::string &label);

/// A line on standard error that is written over again and again; nothing where
/// standard error is no terminal.
class Progress {
public:
  explicit Progress(size_t total);
  ~Progress() { clear(); }
  Progress(const Progress &) = delete;
  Progress &operator=(const Progress &) = delete;

  /// Shows what is at work.
  void show(const std::string &label);
  /// One more is done.
  void advance() { ++done; }
  /// Leaves an empty line.
  void clear();

private:
  size_t total;
  size_t done = 0;
  bool terminal;
};

} // namespace idealloc::bench

#endif // IDEALLOC_TOOLS_BENCH_PROGRESS_H
