//===- Journal.h - Finished runs, kept for a resumption ---------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_TOOLS_BENCH_JOURNAL_H
#define IDEALLOC_TOOLS_BENCH_JOURNAL_H

#include "Results.h"

#include <cstdio>
#include <map>
#include <memory>

namespace idealloc::bench {

/// All that determines a run. Two keys are equal if their texts are.
struct RunKey {
  std::string program = {};  ///< Digest of the tool itself.
  std::string instance = {}; ///< Its name.
  std::string digest = {};   ///< Of its content.
  /// The strategy, or the template of an outside planner.
  std::string planner = {};
  Bytes capacity = -1; ///< Of the instance or told to the planner; -1 for none.
  uint64_t seed = 0;
  uint64_t repetition = 0;
  StrategyOptions options = {};

  std::string text() const;
};

/// A file with one line of JSON per finished run. Lines that are cut short or
/// not ours are ignored.
class Journal {
public:
  /// Without a file: remembers nothing.
  Journal() = default;

  /// Takes over the runs in the file, if there is one and `resume`, and appends
  /// to it. Returns "" or why that fails.
  std::string open(const std::string &path, bool resume);

  /// The path, "" without a file.
  const std::string &path() const { return file; }

  /// The recorded run with this key.
  const Trial *find(const RunKey &key) const;

  /// Records a run at once. Returns "" or why that fails.
  std::string append(const RunKey &key, const Trial &run);

  /// Removes the file: all is done.
  void remove();

private:
  struct Closer {
    void operator()(std::FILE *opened) const { std::fclose(opened); }
  };
  std::string file;
  std::unique_ptr<std::FILE, Closer> stream;
  std::map<std::string, Trial> runs;
};

} // namespace idealloc::bench

#endif // IDEALLOC_TOOLS_BENCH_JOURNAL_H
