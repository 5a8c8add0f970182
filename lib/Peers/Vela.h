//===- Vela.h - What hill climbs of Vela share ------------------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIB_PEERS_VELA_H
#define IDEALLOC_LIB_PEERS_VELA_H

#include "idealloc/Peers/Peers.h"

#include <limits>

namespace idealloc {

inline constexpr Bytes velaNowhere = std::numeric_limits<Bytes>::max();
inline constexpr uint32_t velaNobody = std::numeric_limits<uint32_t>::max();

/// Where a buffer went when it was last placed.
struct VelaPlace {
  Bytes offset = velaNowhere; ///< That, if the last placement stopped earlier.
  Bytes end = 0;
  uint32_t turn = 0; ///< Its position in the order at that time.
  /// The buffer above whose end it lies; nobody if it was not pushed up, or by
  /// a reserved range.
  uint32_t predecessor = velaNobody;
};

/// An order, the placement it gives, and changes to it. Keeps a reference to
/// the problem, which has a buffer.
class VelaClimb {
public:
  explicit VelaClimb(const Problem &problem);

  /// Places all by `order`, each as low as it can go, until the top exceeds
  /// `best`; returns the top. Pinned buffers are at their pins from the start.
  Bytes place(Bytes best);
  std::vector<Bytes> offsets() const;

  /// Finds the bottleneck, the first buffer with the highest end, and fills
  /// `turns`: its own, its neighbours' and those of all their predecessors,
  /// each once, and `apart`: those of no neighbour.
  void collectTurns();

  /// Exchanges two buffers whose turns were collected. `below` draws a number
  /// below another. One turn is of `apart` in 30 of `sides` cases. False if
  /// there are no two.
  template <typename Below> bool exchangeTurns(Below below, uint32_t sides) {
    if (turns.size() < 2)
      return false;
    const auto count = static_cast<uint32_t>(turns.size());
    const bool far = below(sides) < 30 && !apart.empty();
    const uint32_t one = far ? apart[below(static_cast<uint32_t>(apart.size()))]
                             : turns[below(count)];
    uint32_t other = turns[below(count - 1)];
    if (other == one)
      other = turns.back();
    std::swap(order[one], order[other]);
    return true;
  }

  /// Adds the turns of all neighbours of the buffers at the turns in `apart`.
  void addTurnsAround();

  std::vector<uint32_t> order; ///< At first by urgency.
  std::vector<VelaPlace> places;
  std::vector<uint32_t> turns;
  std::vector<uint32_t> apart;

private:
  struct Obstacle {
    Bytes begin;
    Bytes end;
    uint32_t buffer;
  };

  void settle(uint32_t buffer);
  void addTurn(uint32_t turn);
  void addChain(uint32_t buffer);

  const Problem &problem;
  const std::vector<std::vector<uint32_t>> neighbours;
  const std::vector<Range> reserved;
  std::vector<bool> collected; ///< By turn.
  std::vector<Obstacle> above; ///< Scratch of settle.
};

} // namespace idealloc

#endif // IDEALLOC_LIB_PEERS_VELA_H
