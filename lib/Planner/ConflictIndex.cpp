//===- ConflictIndex.cpp - The placed buffers in the way of another -------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ConflictIndex.h"

#include <array>
#include <bit>

using namespace idealloc;

namespace {

bool anyGaps(const Problem &problem) {
  return std::ranges::any_of(problem.buffers, [](const Buffer &buffer) {
    return !buffer.gaps.empty();
  });
}

} // namespace

bool ObstacleMerger::addListed(Bytes limit) {
  while (true) {
    bool hasRange = !reserved.empty() && reserved.front().begin <= limit;
    bool hasSpan = !spans.empty() && spans.front().offset <= limit;
    if (!hasRange && !hasSpan)
      return false;
    bool takeRange =
        hasRange && (!hasSpan || reserved.front().begin < spans.front().offset);
    if (takeRange
            ? search.obstacle(reserved.front().begin, reserved.front().end)
            : search.obstacle(spans.front().offset, spans.front().end))
      return true;
    if (takeRange)
      reserved = reserved.subspan(1);
    else
      spans = spans.subspan(1);
  }
}

DenseIndex::DenseIndex(const Problem &problem)
    : problem(problem), hasGaps(anyGaps(problem)) {}

DenseIndex::Block::Block(std::vector<Entry> given) : entries(std::move(given)) {
  summarise();
}

void DenseIndex::Block::summarise() {
  top = entries.front().offset;
  widest = 0;
  latestBegin = std::numeric_limits<Time>::min();
  earliestEnd = std::numeric_limits<Time>::max();
  for (const Entry &entry : entries) {
    widest = std::max(widest, entry.offset - top);
    top = std::max(top, entry.end);
    latestBegin = std::max(latestBegin, entry.lifetime.begin);
    earliestEnd = std::min(earliestEnd, entry.lifetime.end);
  }
}

void DenseIndex::insert(size_t buffer, Bytes offset) {
  const Buffer &inserted = problem.buffers[buffer];
  Entry entry{offset, offset + inserted.size, inserted.lifetime, buffer};
  if (blocks.empty()) {
    blocks.emplace_back(std::vector{entry});
    return;
  }
  auto firstOffset = [](const Block &b) { return b.entries.front().offset; };
  auto block = std::ranges::upper_bound(blocks, offset, {}, firstOffset);
  if (block != blocks.begin())
    --block;
  std::vector<Entry> &entries = block->entries;
  entries.insert(std::ranges::upper_bound(entries, offset, {}, &Entry::offset),
                 entry);
  if (entries.size() == 2 * blockSize) {
    std::vector<Entry> upper(entries.begin() + blockSize, entries.end());
    entries.resize(blockSize);
    block->summarise();
    blocks.emplace(block + 1, std::move(upper));
  } else {
    block->summarise();
  }
}

bool DenseIndex::isWall(const Block &block, const Buffer &visitor) const {
  return !hasGaps && block.widest < visitor.size &&
         block.latestBegin < visitor.lifetime.end &&
         visitor.lifetime.begin < block.earliestEnd;
}

uint64_t DenseIndex::visit(size_t buffer, ObstacleMerger &merger) const {
  const Buffer &visitor = problem.buffers[buffer];
  uint64_t looked = 0;
  for (const Block &block : blocks) {
    ++looked;
    if (isWall(block, visitor)) {
      if (merger.add(block.entries.front().offset, block.top))
        return looked;
      continue;
    }
    looked += block.entries.size();
    for (const Entry &entry : block.entries)
      if (entry.lifetime.begin < visitor.lifetime.end &&
          visitor.lifetime.begin < entry.lifetime.end &&
          (!hasGaps || conflict(visitor, problem.buffers[entry.buffer])) &&
          merger.add(entry.offset, entry.end))
        return looked;
  }
  merger.finish();
  return looked;
}

void SparseIndex::sortFound() {
  auto sort = [&] {
    std::ranges::sort(found.begin(), found.begin() + count, {}, &Span::offset);
  };
  if (count < 32)
    return sort();
  // Distribute over slices of the arena, two or more per span, which about
  // sorts offsets that are spread evenly; insertion does the rest, or gives up
  // where they are not.
  std::span<Span> run(found.data(), count);
  Bytes highest = std::ranges::max(run, {}, &Span::offset).offset;
  int width = std::bit_width(static_cast<uint64_t>(highest));
  int shift = std::max(0, width - std::max(8, int(std::bit_width(count)) + 1));
  starts.assign((highest >> shift) + 2, 0);
  for (const Span &span : run)
    ++starts[(span.offset >> shift) + 1];
  for (size_t slice = 1; slice < starts.size(); ++slice)
    starts[slice] += starts[slice - 1];
  sorted.resize(found.size());
  Span *to = sorted.data();
  for (const Span &span : run)
    to[starts[span.offset >> shift]++] = span;
  found.swap(sorted);
  run = {found.data(), count};
  size_t moves = 8 * count;
  for (size_t k = 1; k < count; ++k) {
    Span span = run[k];
    size_t hole = k;
    for (; hole > 0 && span.offset < run[hole - 1].offset; --hole)
      run[hole] = run[hole - 1];
    run[hole] = span;
    if (k - hole > moves)
      return sort();
    moves -= k - hole;
  }
}

SparseIndex::SparseIndex(const Problem &problem,
                         const std::vector<size_t> &byBegin)
    : problem(problem), hasGaps(anyGaps(problem)), buffers(byBegin),
      position(byBegin.size()), ends(byBegin.size(), unplaced),
      spans(byBegin.size()), latest(byBegin.size() / blockSize + 1) {
  begins.reserve(byBegin.size());
  for (size_t k = 0; k < byBegin.size(); ++k) {
    position[byBegin[k]] = k;
    begins.push_back(problem.buffers[byBegin[k]].lifetime.begin);
  }
}

void SparseIndex::insert(size_t buffer, Bytes offset) {
  const Buffer &inserted = problem.buffers[buffer];
  size_t at = position[buffer];
  spans[at] = {offset, offset + inserted.size};
  ends[at] = inserted.lifetime.end;
  latest.add(at / blockSize, inserted.lifetime.end);
}

void SparseIndex::collectBlock(size_t block, size_t limit,
                               const Buffer &buffer) {
  size_t last = std::min(limit, (block + 1) * blockSize);
  if (found.size() < count + blockSize)
    found.resize(2 * (count + blockSize));
  if (hasGaps) {
    for (size_t at = block * blockSize; at < last; ++at)
      if (ends[at] > buffer.lifetime.begin &&
          conflict(buffer, problem.buffers[buffers[at]]))
        found[count++] = spans[at];
    return;
  }
  // Without branches, as which buffers conflict is hard to predict.
  const Time begin = buffer.lifetime.begin;
  const Span *from = spans.data();
  const Time *end = ends.data();
  Span *to = found.data() + count;
  for (size_t at = block * blockSize; at < last; ++at) {
    *to = from[at];
    to += end[at] > begin;
  }
  count = to - found.data();
}

void SparseIndex::gather(size_t buffer) {
  const Buffer &visitor = problem.buffers[buffer];
  // Only positions below the limit begin before the visitor ends.
  size_t limit =
      std::ranges::lower_bound(begins, visitor.lifetime.end) - begins.begin();
  size_t blocks = (limit + blockSize - 1) / blockSize;
  count = 0;
  latest.visit(visitor.lifetime.begin, blocks,
               [this, limit, &visitor](size_t block) {
                 collectBlock(block, limit, visitor);
               });
}

std::span<const Span> SparseIndex::collect(size_t buffer) {
  gather(buffer);
  sortFound();
  return std::span(found).first(count);
}
