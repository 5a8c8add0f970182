//===- RandomFlow.cpp - Random functions and who runs after whom ----------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "RandomFlow.h"

#include <algorithm>
#include <random>

namespace idealloc::test {

namespace {
/// The first and the last tick of what was written; control leaves at `last`.
struct Piece {
  int64_t first, last;
};

class Writer {
public:
  Writer(uint64_t seed, const FlowOptions &options)
      : random(seed), options(options) {}

  RandomFunction run();

private:
  static constexpr int maxDepth = 2;

  uint64_t below(uint64_t bound) { return random() % bound; }
  int64_t tick(TickUse use = {}) {
    result.uses.push_back(use);
    result.next.emplace_back();
    return static_cast<int64_t>(result.uses.size()) - 1;
  }
  void edge(int64_t from, int64_t to) { result.next[from].push_back(to); }
  void line(const std::string &text) { result.text += text + "\n"; }

  Piece sequence(int depth);
  Piece statement(int depth);
  Piece use(TickUse use);
  TickUse randomUse();
  Piece body(int depth, const std::string &terminator);
  Piece ifOp(int depth);
  Piece forOp(int depth);
  Piece whileOp(int depth);
  Piece switchOp(int depth);
  Piece executeRegion(int depth);
  bool reachesAny(int64_t from, const std::vector<int64_t> &ends) const;
  std::vector<int64_t> blocks(int count, int depth, const std::string &exit);

  std::mt19937_64 random;
  FlowOptions options;
  RandomFunction result;
  int labels = 0, loops = 0;
};
} // namespace

/// Ticks that control may come to from `starts` over those it may pass.
static std::set<int64_t> walk(const std::set<int64_t> &starts,
                              const std::vector<std::vector<int64_t>> &edges,
                              const std::vector<TickUse> &uses,
                              bool (*mayPass)(const TickUse &)) {
  std::set<int64_t> seen;
  std::vector<int64_t> worklist(starts.begin(), starts.end());
  while (!worklist.empty()) {
    int64_t at = worklist.back();
    worklist.pop_back();
    for (int64_t to : edges[at])
      if (seen.insert(to).second && mayPass(uses[to]))
        worklist.push_back(to);
  }
  return seen;
}

bool Writer::reachesAny(int64_t from, const std::vector<int64_t> &ends) const {
  std::set<int64_t> seen = walk({from}, result.next, result.uses,
                                [](const TickUse &) { return true; });
  return std::any_of(ends.begin(), ends.end(),
                     [&](int64_t end) { return seen.contains(end); });
}

Piece Writer::use(TickUse use) {
  line("\"t.use\"() : () -> ()");
  int64_t at = tick(use);
  return {at, at};
}

TickUse Writer::randomUse() {
  switch (below(options.birthFirst ? 7 : 8)) {
  case 0:
  case 1:
    return {.reads = true};
  case 2:
    return {.writes = true};
  case 3:
  case 4:
    return {.writes = true, .overwrites = true};
  case 5:
    return {.reads = true, .writes = true, .overwrites = below(2) == 0};
  case 6:
    return {};
  default:
    return {.births = true};
  }
}

Piece Writer::statement(int depth) {
  if (depth == maxDepth || below(3) == 0)
    return use(randomUse());
  switch (below(6)) {
  case 0:
  case 1:
    return ifOp(depth);
  case 2:
    return forOp(depth);
  case 3:
    return whileOp(depth);
  case 4:
    return switchOp(depth);
  default:
    return executeRegion(depth);
  }
}

/// At least one statement.
Piece Writer::sequence(int depth) {
  Piece all = statement(depth);
  for (uint64_t count = below(3); count > 0; --count) {
    Piece next = statement(depth);
    edge(all.last, next.first);
    all.last = next.last;
  }
  return all;
}

/// Statements, or none, and a terminator; the text of implicit ones is empty.
Piece Writer::body(int depth, const std::string &terminator) {
  bool isEmpty = below(5) == 0;
  Piece all = isEmpty ? Piece{} : sequence(depth + 1);
  line(terminator);
  int64_t end = tick();
  if (isEmpty)
    return {end, end};
  edge(all.last, end);
  return {all.first, end};
}

Piece Writer::ifOp(int depth) {
  int64_t enter = tick();
  line("scf.if %c {");
  Piece then = body(depth, "scf.yield");
  bool hasElse = below(2) == 0;
  Piece other{enter, enter};
  if (hasElse) {
    line("} else {");
    other = body(depth, "scf.yield");
    edge(enter, other.first);
  }
  line("}");
  int64_t exit = tick();
  edge(enter, then.first);
  edge(then.last, exit);
  edge(other.last, exit);
  return {enter, exit};
}

Piece Writer::forOp(int depth) {
  // Three trips stand for many: a write in one, a whole one, a read in another.
  static constexpr int many = 3;
  int trips = std::vector<int>{-1, -1, 0, 1, many}[below(5)];
  bool isAffine = below(2) == 0;
  std::string bound =
      trips < 0 ? "%n" : (isAffine ? "" : "%c") + std::to_string(trips);
  std::string number = std::to_string(loops++);
  int64_t enter = tick();
  line(isAffine ? "affine.for %i" + number + " = 0 to " + bound + " {"
                : "scf.for %i" + number + " = %c0 to " + bound + " step %c1 {");
  Piece loop = body(depth, isAffine ? "affine.yield" : "scf.yield");
  line("}");
  int64_t exit = tick();
  if (trips <= 0)
    edge(enter, exit);
  if (trips != 0) {
    edge(enter, loop.first);
    edge(loop.last, exit);
  }
  if (trips < 0 || trips == many)
    edge(loop.last, loop.first);
  result.hasDeadEnd |= trips == 0;
  return {enter, exit};
}

Piece Writer::whileOp(int depth) {
  int64_t enter = tick();
  line("scf.while : () -> () {");
  Piece before = body(depth, "scf.condition(%c)");
  line("} do {");
  Piece after = body(depth, "scf.yield");
  line("}");
  int64_t exit = tick();
  edge(enter, before.first);
  edge(before.last, after.first);
  edge(before.last, exit);
  edge(after.last, before.first);
  return {enter, exit};
}

/// The default region comes first, though it is printed last.
Piece Writer::switchOp(int depth) {
  int64_t enter = tick();
  std::string outside = std::move(result.text);
  result.text.clear();
  std::vector<Piece> regions = {body(depth, "scf.yield")};
  std::string byDefault = std::move(result.text);
  result.text = std::move(outside);
  line("scf.index_switch %n");
  for (uint64_t i = 0, count = below(3); i < count; ++i) {
    line("case " + std::to_string(i) + " {");
    regions.push_back(body(depth, "scf.yield"));
    line("}");
  }
  line("default {\n" + byDefault + "}");
  int64_t exit = tick();
  for (const Piece &region : regions) {
    edge(enter, region.first);
    edge(region.last, exit);
  }
  return {enter, exit};
}

Piece Writer::executeRegion(int depth) {
  int64_t enter = tick();
  line("scf.execute_region {");
  auto count = static_cast<int>(1 + below(4));
  edge(enter, static_cast<int64_t>(result.uses.size()));
  std::vector<int64_t> exits = blocks(count, depth + 1, "scf.yield");
  line("}");
  int64_t exit = tick();
  result.hasDeadEnd |= !reachesAny(enter, exits);
  for (int64_t end : exits)
    edge(end, exit);
  return {enter, exit};
}

/// Blocks in textual order that branch at random. Returns those that leave.
std::vector<int64_t> Writer::blocks(int count, int depth,
                                    const std::string &exit) {
  int label = labels;
  labels += count;
  auto name = [&](uint64_t block) {
    return "^bb" + std::to_string(label + block);
  };
  std::vector<int64_t> begins, exits;
  std::vector<std::pair<int64_t, uint64_t>> branches;
  for (int block = 0; block < count; ++block) {
    if (block > 0)
      line(name(block) + ":");
    Piece piece = sequence(depth);
    begins.push_back(piece.first);
    uint64_t successors = count == 1 ? 0 : below(4);
    std::vector<uint64_t> targets;
    for (uint64_t i = 0; i < successors; ++i)
      targets.push_back(1 + below(count - 1));
    int64_t end = tick();
    edge(piece.last, end);
    for (uint64_t target : targets)
      branches.push_back({end, target});
    if (targets.empty()) {
      line(exit);
      exits.push_back(end);
    } else if (targets.size() == 1) {
      line("cf.br " + name(targets[0]));
    } else if (targets.size() == 2) {
      line("cf.cond_br %c, " + name(targets[0]) + ", " + name(targets[1]));
    } else {
      line("cf.switch %k : i32, [default: " + name(targets[0]) +
           ", 0: " + name(targets[1]) + ", 1: " + name(targets[2]) + "]");
    }
  }
  for (auto [end, target] : branches)
    edge(end, begins[target]);
  return exits;
}

RandomFunction Writer::run() {
  line("func.func @f(%c: i1, %n: index, %k: i32) {");
  int64_t last = -1;
  for (int constant : {0, 1, 3}) {
    line("%c" + std::to_string(constant) + " = arith.constant " +
         std::to_string(constant) + " : index");
    tick();
    if (constant > 0)
      edge(last, last + 1);
    ++last;
  }
  if (options.birthFirst)
    edge(last, use({.births = true}).first), ++last;
  edge(last, last + 1);
  blocks(options.blocks, 0, "return");
  line("}");
  return std::move(result);
}

RandomFunction makeRandomFunction(uint64_t seed, const FlowOptions &options) {
  return Writer(seed, options).run();
}

std::set<int64_t> occupiedTicks(const RandomFunction &function,
                                bool afterBirthOnly) {
  auto count = static_cast<int64_t>(function.uses.size());
  std::set<int64_t> reads, writes, occupied;
  std::vector<std::vector<int64_t>> back(count);
  for (int64_t tick = 0; tick < count; ++tick) {
    const TickUse &use = function.uses[tick];
    if (use.reads)
      reads.insert(tick);
    if (use.writes)
      writes.insert(tick);
    for (int64_t to : function.next[tick])
      back[to].push_back(tick);
  }
  std::set<int64_t> births;
  for (int64_t tick = 0; tick < count; ++tick)
    if (function.uses[tick].births)
      births.insert(tick);
  if (afterBirthOnly) {
    std::set<int64_t> born = walk(births, function.next, function.uses,
                                  [](const TickUse &) { return true; });
    std::erase_if(writes, [&](int64_t tick) { return !born.contains(tick); });
  }
  std::set<int64_t> written =
      walk(writes, function.next, function.uses,
           [](const TickUse &use) { return !use.births; });
  std::set<int64_t> readLater =
      walk(reads, back, function.uses,
           [](const TickUse &use) { return !use.kills(); });
  for (int64_t tick = 0; tick < count; ++tick) {
    const TickUse &use = function.uses[tick];
    bool isBetween = written.contains(tick) && readLater.contains(tick);
    if (use.accesses() || (isBetween && !use.kills()))
      occupied.insert(tick);
  }
  return occupied;
}

} // namespace idealloc::test
