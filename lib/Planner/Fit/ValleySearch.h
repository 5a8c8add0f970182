//===- ValleySearch.h - What did not fit comes earlier ----------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Squeaky wheel optimisation (Joslin and Clements, JAIR 10, 1999) with
// placements by valleys: where a section was full too early, what had not been
// placed in it gets a larger weight for the next placements. A placement costs
// less than a first fit, and one that fails ends early. Private to the planner.
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIB_PLANNER_FIT_VALLEYSEARCH_H
#define IDEALLOC_LIB_PLANNER_FIT_VALLEYSEARCH_H

#include "Fit/Valleys.h"

namespace idealloc {

/// Keys are the sections of a buffer times the fourth power of the largest load
/// of one of these, a power of the size, its weight, and noise. Same problem,
/// seed and limits: same plans, on every machine.
class ValleySearch {
public:
  /// For a problem that Valleys::appliesTo. Keeps a reference. Memory: O(n).
  ValleySearch(const Problem &problem, uint64_t seed);

  /// One placement; true if it ends below `limit`. It ends without success once
  /// about `workLeft` units are spent.
  bool next(Bytes limit, uint64_t workLeft, const Deadline &deadline);

  /// Places a part of the best plan again, beginning with its weights.
  ValleySearch(const ValleySearch &whole, const Valleys::Part &part,
               uint64_t seed);
  /// Takes over the weights of a better plan of that part.
  void learnFrom(const ValleySearch &search, const Valleys::Part &part);

  const Valleys &placements() const { return valleys; }

  std::vector<Bytes> offsets() const { return valleys.offsets(); }
  Bytes makespan() const { return valleys.makespan(); }
  uint64_t decodes() const { return count; }
  /// In the units of Search::work.
  uint64_t work() const { return workDone + valleys.work(); }

private:
  void makeKeys();
  void learn();
  void forget();

  Valleys valleys;
  const uint64_t seed;
  const bool isPart;
  std::vector<double> bases; ///< By position, as is what follows.
  std::vector<double> roots; ///< Eighth roots of sizes.
  std::vector<int32_t> keys;
  std::vector<uint32_t> weights;
  std::vector<uint32_t> bestWeights; ///< Those of the last success.
  uint64_t count = 0;
  uint64_t failures = 0;
  uint64_t inVain = 0; ///< Failures since the last success or return to it.
  uint64_t workDone = 0;
};

} // namespace idealloc

#endif // IDEALLOC_LIB_PLANNER_FIT_VALLEYSEARCH_H
