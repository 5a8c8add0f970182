//===- TelamallocSearch.h - A search guided by a solver ---------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Decides, or gives up on, one limit. Private to Peers. What of it is the
// paper's and what is ours: planTelamalloc in Peers.h.
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIB_PEERS_TELAMALLOCSEARCH_H
#define IDEALLOC_LIB_PEERS_TELAMALLOCSEARCH_H

#include "Deadline.h"
#include "TelamallocSolver.h"

namespace idealloc {

/// The buffers of a model in phases. The contention of a section is the total
/// size live in it. First each run of consecutive sections with more than seven
/// tenths of the highest contention is a phase, by time: the buffers live in it
/// and in no earlier phase; then, of what remains, all that are live in one run
/// of sections that hold anything. Within a phase buffers ascend.
std::vector<std::vector<uint32_t>> contentionPhases(const SearchModel &model);

class TelamallocSearch {
public:
  /// Keeps a reference to the model. Without `major` only the last decision is
  /// ever undone.
  TelamallocSearch(const SearchModel &model, bool major);

  enum class Outcome {
    Fits,      ///< A plan within the limit was found.
    Exhausted, ///< Nothing is left to try; no proof that there is none.
    Spent,     ///< The budget ended first.
  };

  /// Looks for a plan within `limit`. `turn` rotates the heuristics; `patience`
  /// is how many failures there are before a major backtrack.
  Outcome run(Bytes limit, size_t turn, uint64_t patience, uint64_t workLimit,
              const Deadline &deadline);

  /// Of the last run, if it fits; by buffer of the model.
  const std::vector<Bytes> &offsets() const { return solver.offsets(); }
  /// Counted over all runs: placements tried, and units of work.
  uint64_t nodes() const { return nodeCount; }
  uint64_t work() const { return solver.work() + workCount; }
  uint64_t minorBacktracks() const { return minorCount; }
  uint64_t majorBacktracks() const { return majorCount; }

private:
  /// The candidates for one placement. Decision k makes placement k.
  struct Decision {
    std::vector<uint32_t> candidates;
    size_t next = 0;       ///< The next to try.
    ptrdiff_t latest = -1; ///< The latest placement that failures named.
    uint32_t victim = 0;   ///< The last buffer that could not be placed.
  };

  void open(size_t turn);
  void noteFailure();
  bool backtrack(uint64_t patience);

  const SearchModel &model;
  const bool major;
  const std::vector<std::vector<uint32_t>> phases;
  TelamallocSolver solver;
  std::vector<Decision> decisions; ///< Those above `open` are kept for reuse.
  size_t openCount = 0;
  size_t deepest = 0;    ///< The most placements since the last escalation.
  size_t escalation = 0; ///< How much further back a major backtrack goes.
  uint64_t failures = 0; ///< Since the last major backtrack.
  uint64_t nodeCount = 0, workCount = 0, minorCount = 0, majorCount = 0;
};

} // namespace idealloc

#endif // IDEALLOC_LIB_PEERS_TELAMALLOCSEARCH_H
