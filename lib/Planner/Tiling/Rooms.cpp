//===- Rooms.cpp - Room for what begins, with bytes to spare --------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Tiling/Rooms.h"
#include "SortByKey.h"

#include <functional>

using namespace idealloc;

namespace {

/// Bytes side by side that are free now, one leaf of the tree.
struct Room {
  uint32_t leaf;
  std::vector<uint32_t> from;    ///< What had the bytes.
  Bytes left;                    ///< Free.
  bool isHole = false;           ///< One that was there, untouched.
  std::vector<uint32_t> to = {}; ///< What gets them.
};

class Rooms {
public:
  Rooms(SplitState &state, const std::vector<uint32_t> &ends,
        const std::vector<Bytes> &sizes);

  void put(uint32_t buffer, Bytes size);
  /// Adds the lines.
  void finish(std::vector<Bytes> &sizes);

private:
  Room *smallestFor(Bytes size);
  std::vector<size_t> sideBySide(size_t first, Bytes size);
  Room *joinFor(Bytes size);

  SplitState &state;
  std::vector<Room> rooms;
};

Rooms::Rooms(SplitState &state, const std::vector<uint32_t> &ends,
             const std::vector<Bytes> &sizes)
    : state(state) {
  std::vector<std::vector<uint32_t>> runs;
  if (!ends.empty())
    runs = state.tree.runs(ends);
  for (std::vector<uint32_t> &run : runs) {
    const uint32_t leaf = run.front();
    Bytes total = 0;
    for (uint32_t i : run)
      total += sizes[i];
    if (run.size() > 1)
      state.tree.replace(run, std::span(&leaf, 1));
    rooms.push_back({leaf, std::move(run), total});
  }
  for (uint32_t hole : state.holes)
    rooms.push_back({hole, {hole}, sizes[hole], true});
}

Room *Rooms::smallestFor(Bytes size) {
  Room *best = nullptr;
  for (Room &room : rooms)
    if (room.left >= size && (!best || room.left < best->left))
      best = &room;
  return best;
}

/// Rooms that can be joined with the first, until they have so many bytes.
std::vector<size_t> Rooms::sideBySide(size_t first, Bytes size) {
  constexpr size_t mostTried = 24;
  std::vector<size_t> chosen = {first};
  std::vector<uint32_t> leaves = {rooms[first].leaf};
  Bytes total = rooms[first].left;
  for (size_t k = 0; k < std::min(rooms.size(), mostTried) && total < size;
       ++k) {
    if (k == first || rooms[k].left == 0)
      continue;
    leaves.push_back(rooms[k].leaf);
    if (state.tree.canJoin(leaves)) {
      chosen.push_back(k);
      total += rooms[k].left;
    } else {
      leaves.pop_back();
    }
  }
  return chosen;
}

/// Makes one room of some, with all bytes that it needs.
Room *Rooms::joinFor(Bytes size) {
  constexpr size_t mostFirst = 8;
  sortByKey(rooms, std::greater<>(),
            [](const Room &room) { return room.left; });
  std::vector<size_t> best;
  Bytes least = std::numeric_limits<Bytes>::max();
  for (size_t first = 0; first < std::min(rooms.size(), mostFirst) && least > 0;
       ++first) {
    std::vector<size_t> chosen = sideBySide(first, size);
    Bytes total = 0;
    for (size_t k : chosen)
      total += rooms[k].left;
    // What is left over is not lost.
    const Bytes loss = total < size ? size - total : (total - size) / 4;
    if (loss < least) {
      least = loss;
      best = std::move(chosen);
    }
  }
  Room joined{};
  joined.leaf = rooms[best.front()].leaf;
  std::vector<uint32_t> leaves;
  for (size_t k : best) {
    Room &room = rooms[k];
    leaves.push_back(room.leaf);
    joined.left += room.left;
    joined.from.insert(joined.from.end(), room.from.begin(), room.from.end());
    joined.to.insert(joined.to.end(), room.to.begin(), room.to.end());
    room.left = -1;
  }
  std::erase_if(rooms, [](const Room &room) { return room.left < 0; });
  if (leaves.size() > 1)
    state.tree.replace(leaves, std::span(leaves).first(1));
  state.excess += std::max<Bytes>(0, size - joined.left);
  joined.left = std::max(joined.left, size);
  rooms.push_back(std::move(joined));
  return &rooms.back();
}

void Rooms::put(uint32_t buffer, Bytes size) {
  Room *room = smallestFor(size);
  if (!room)
    room = joinFor(size);
  room->to.push_back(buffer);
  room->left -= size;
  room->isHole = false;
}

void Rooms::finish(std::vector<Bytes> &sizes) {
  state.holes.clear();
  for (Room &room : rooms) {
    if (room.isHole) {
      state.holes.push_back(room.leaf);
      continue;
    }
    if (room.left > 0) {
      const auto hole = static_cast<uint32_t>(sizes.size());
      sizes.push_back(room.left);
      room.to.push_back(hole);
      state.holes.push_back(hole);
    }
    state.tree.replace(std::span(&room.leaf, 1), room.to);
    state.lines.push_back({std::move(room.from), std::move(room.to)});
  }
}

} // namespace

void idealloc::fillRooms(SplitState &state, const Line &rest,
                         std::vector<Bytes> &sizes) {
  Rooms rooms(state, rest.ends, sizes);
  std::vector<uint32_t> begins = rest.begins;
  sortByKey(begins, std::greater<>(), [&](uint32_t i) { return sizes[i]; });
  for (uint32_t i : begins)
    rooms.put(i, sizes[i]);
  rooms.finish(sizes);
}
