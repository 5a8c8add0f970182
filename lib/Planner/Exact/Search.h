//===- Search.h - Decides whether a capacity suffices -----------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The depth-first search below planExact, private to the planner. A node places
// one buffer at its minimum offset: the lowest aligned one clear of obstacles
// and above all placed buffers in conflict with it. Statements and proofs of
// the rules: docs/Exact.md.
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIB_PLANNER_EXACT_SEARCH_H
#define IDEALLOC_LIB_PLANNER_EXACT_SEARCH_H

#include "Deadline.h"
#include "Exact/SearchOrder.h"
#include "idealloc/Planner/Exact.h"

namespace idealloc {

enum class Verdict {
  Fits,  ///< A plan within the capacity was found.
  Never, ///< Proved: there is none.
  Spent, ///< The limit was reached first.
};

struct SearchLimits {
  uint64_t nodes;
  uint64_t work; ///< Units as counted by Search::work.
  const Deadline &deadline;
};

/// A plan of some buffers that a search starts from.
struct Kept {
  std::span<const uint32_t> buffers = {};
  /// By buffer of the model. Each of those kept lies clear of obstacles, and
  /// nothing kept overlaps another.
  std::span<const Bytes> offsets = {};
};

/// Flat arrays with an undo trail; nothing is allocated per node once the
/// arrays have grown, and nothing recurses. One object per thread.
class Search {
public:
  /// Keeps a reference to the model.
  Search(const SearchModel &model, const ExactRules &rules);

  /// Searches for a plan whose makespan is at most `capacity`, from scratch or
  /// above buffers that keep their places. Never then speaks of plans with
  /// them, and of plans in which nothing lies below one of them that conflicts.
  /// Without a node it was refuted by what sections have room for.
  /// Obstacles above the capacity are ignored. Cost of a node: O(unplaced
  /// buffers of its part, their sections, and conflicts of the one placed).
  Verdict run(Bytes capacity, const SearchOrder &order,
              const SearchLimits &limits, const Kept &kept = {});

  /// Of the last run, if it fits; by buffer of the model.
  const std::vector<Bytes> &offsets() const { return offset; }
  const Failures &failures() const { return failed; }
  /// Nodes of the last run.
  uint64_t nodes() const { return nodeCount; }
  /// Units of work of the last run: a section looked at is one, a buffer or
  /// conflict three, as they take about three times as long.
  uint64_t work() const { return workCount; }

private:
  struct Item {
    uint32_t buffer;
    uint32_t rank;
  };
  /// Unplaced buffers that share no time with others, still to be solved.
  struct Part {
    uint32_t first, last;               ///< In `items`, by offset and rank.
    uint32_t firstSection, lastSection; ///< Hull of the part.
    Bytes floor;                        ///< No offset below it,
    uint32_t rank;  ///< and at it only ranks from this one on.
    int32_t parent; ///< The choice that made the part, -1 for none.
    int32_t next;   ///< The part to solve after this one, -1 for none.
  };
  /// A part in which one buffer after the other is tried as the next.
  struct Choice {
    Part part;
    uint32_t candidate; ///< In `items`, the next to try.
    Bytes limit;        ///< No candidate at this offset or above.
    uint32_t items, parts, raised, placed; ///< Marks for undo.
  };
  struct Raise {
    uint32_t buffer;
    Bytes old;
  };
  struct Placed {
    uint32_t buffer;
    bool hatless;
  };

  struct Ranked {
    uint64_t first, second; ///< Total and key, in the order that counts.
    Bytes size;
    uint32_t buffer;
  };
  /// Sections [first, last) of a new part and its number of buffers.
  struct Bounds {
    uint32_t first, last;
    uint32_t count;
    uint32_t next = 0; ///< In `items`, the end of those there so far.
  };
  /// Returned instead of a part: the root is refuted.
  static constexpr int32_t impossible = -2;
  /// No buffer.
  static constexpr uint32_t none = 0xffffffff;

  static constexpr uint64_t itemWork = 3;

  // The loop. Parts are indices into `parts`, -1 means that nothing is left.
  Verdict explore(int32_t part, const SearchLimits &limits);
  bool isSpent(const SearchLimits &limits) const;
  void reset();
  bool keep(const Kept &kept);
  void addRest(uint32_t buffer);
  int32_t prepareRoot(const SearchOrder &order);
  void findIdentical();
  void open(const Part &part);
  bool nextCandidate(Choice &choice, Item &item) const;
  bool isRedundant(uint32_t buffer, Bytes at) const;
  bool tryPlace(const Choice &choice, Item item);
  void undo(const Choice &choice);
  // Placing and unplacing.
  bool raise(uint32_t buffer, Bytes top);
  void occupy(uint32_t buffer, Bytes at, bool hatless);
  void vacate(uint32_t buffer, bool hatless);
  // Lists of unplaced buffers and their parts.
  void listRest(const Part &part);
  bool comesBefore(Item a, Item b) const;
  void sortItems(std::span<Item> range) const;
  int32_t addParts(const Choice &choice, Item item);
  int32_t split(Part whole);
  void rankPart(const Part &part);
  // Bounds.
  Bytes monotonicLimit(const Part &part) const;
  bool sectionsFit(uint32_t first, uint32_t last, Bytes floor);
  bool sectionsFitBeside(uint32_t buffer, uint32_t first, uint32_t last,
                         Bytes floor);
  template <bool HasObstacles>
  bool oneMachineFits(uint32_t first, uint32_t last, Bytes floor);
  bool floorsFit(uint32_t first, uint32_t last, Bytes floor);

  const SearchModel &model;
  const ExactRules rules;
  Bytes capacity = 0;
  Bytes roundedCapacity = 0; ///< Of sections: SearchModel::roundedCapacity.
  uint64_t nodeCount = 0;
  uint64_t workCount = 0;

  bool byTotal = true;
  bool totalLast = false;
  bool tiesBySize = true;

  Failures failed; ///< Of the last run.

  // By buffer.
  std::vector<Bytes> offset;
  std::vector<Bytes> minimum; ///< The minimum offset, if unplaced.
  std::vector<uint8_t> isPlaced;
  std::vector<uint32_t> unplacedConflicts;
  std::vector<uint64_t> stamp;    ///< The node that raised it last.
  std::vector<uint64_t> keys;     ///< orderKeys.
  std::vector<uint32_t> rootRank; ///< The fixed order of twins.
  std::vector<uint32_t> before;   ///< The identical one to be placed first.
  // By section.
  std::vector<Bytes> rest;        ///< Total of unplaced sizes.
  std::vector<Bytes> highest;     ///< Highest top of the placed buffers.
  std::vector<uint32_t> crossing; ///< Unplaced hulls that go on to the next.
  std::vector<Bytes> shortfall;   ///< It must stay so far below the capacity.
  std::vector<Bytes> scratch;
  std::vector<uint32_t> partOf;
  // Stacks.
  std::vector<Item> items;
  std::vector<Part> parts;
  std::vector<Choice> choices;
  std::vector<Raise> raised;
  std::vector<Bytes> oldHighest;
  std::vector<Placed> placed;
  // Of the node being made.
  std::vector<Item> moved;
  std::vector<Ranked> ranking;
  std::vector<Bounds> bounds;
  SectionRange touched = {0, 0}; ///< Sections to check.
  bool cut = false; ///< Some boundary is crossed by no unplaced buffer now.
};

} // namespace idealloc

#endif // IDEALLOC_LIB_PLANNER_EXACT_SEARCH_H
