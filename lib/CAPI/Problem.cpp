//===- Problem.cpp - Problems of the C API --------------------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Handles.h"

using namespace idealloc;
using namespace idealloc::capi;

static std::optional<Bytes> pinOf(int64_t offset) {
  return offset == IDEALLOC_NO_PIN ? std::nullopt : std::optional(offset);
}

/// The buffer, or null with a message.
static Buffer *find(IdeallocProblem *problem, size_t index) {
  std::vector<Buffer> &buffers = problem->problem.buffers;
  if (index < buffers.size())
    return &buffers[index];
  fail(problem, "there is no buffer #" + std::to_string(index) +
                    "; the problem has " + std::to_string(buffers.size()));
  return nullptr;
}

// What callers see as IdeallocRange.
static_assert(sizeof(IdeallocRange) == sizeof(Interval));
static_assert(sizeof(IdeallocRange) == sizeof(Range));

template <typename Intervals>
static const IdeallocRange *viewOf(const Intervals &intervals) {
  return intervals.empty()
             ? nullptr
             : reinterpret_cast<const IdeallocRange *>(intervals.data());
}

const char *ideallocVersion(void) { return IDEALLOC_VERSION; }

void ideallocStringDestroy(char *text) { std::free(text); }

IdeallocProblem *ideallocProblemCreate(void) {
  return new (std::nothrow) IdeallocProblem;
}

void ideallocProblemDestroy(IdeallocProblem *problem) { delete problem; }

const char *ideallocProblemGetMessage(const IdeallocProblem *problem) {
  return problem->message.c_str();
}

bool ideallocProblemAddBuffer(IdeallocProblem *problem, const char *id,
                              int64_t begin, int64_t end, int64_t size,
                              int64_t alignment) {
  return ideallocProblemAddBuffers(problem, 1, id ? &id : nullptr, &begin, &end,
                                   &size, &alignment, nullptr);
}

bool ideallocProblemAddBuffers(IdeallocProblem *problem, size_t count,
                               const char *const *ids, const int64_t *begins,
                               const int64_t *ends, const int64_t *sizes,
                               const int64_t *alignments, const int64_t *pins) {
  std::vector<Buffer> &buffers = problem->problem.buffers;
  size_t before = buffers.size();
  bool added = guarded(false, &problem->message, [&] {
    // One by one, vectors grow by factors; `count` may be 1 many times.
    if (buffers.capacity() - before < count)
      buffers.reserve(std::max(before + count, 2 * before));
    for (size_t i = 0; i < count; ++i)
      buffers.push_back({.id = ids && ids[i] ? ids[i] : "",
                         .lifetime = {begins[i], ends[i]},
                         .size = sizes[i],
                         .alignment = alignments ? alignments[i] : 1,
                         .pin = pins ? pinOf(pins[i]) : std::nullopt});
    return true;
  });
  if (!added)
    buffers.resize(before);
  return added;
}

bool ideallocProblemSetPin(IdeallocProblem *problem, size_t index,
                           int64_t offset) {
  return guarded(false, &problem->message, [&] {
    Buffer *buffer = find(problem, index);
    if (buffer)
      buffer->pin = pinOf(offset);
    return buffer != nullptr;
  });
}

bool ideallocProblemAddGap(IdeallocProblem *problem, size_t index,
                           int64_t begin, int64_t end) {
  return guarded(false, &problem->message, [&] {
    Buffer *buffer = find(problem, index);
    if (buffer)
      buffer->gaps.push_back({begin, end});
    return buffer != nullptr;
  });
}

void ideallocProblemSetCapacity(IdeallocProblem *problem, int64_t bytes) {
  problem->problem.capacity =
      bytes == IDEALLOC_NO_CAPACITY ? std::nullopt : std::optional(bytes);
}

bool ideallocProblemAddReserved(IdeallocProblem *problem, int64_t begin,
                                int64_t end) {
  return guarded(false, &problem->message, [&] {
    problem->problem.reserved.push_back({begin, end});
    return true;
  });
}

bool ideallocProblemCheck(IdeallocProblem *problem) {
  return guarded(false, &problem->message, [&] {
    std::optional<ProblemError> error = check(problem->problem);
    return !error || fail(problem, std::move(error->message));
  });
}

size_t ideallocProblemGetBufferCount(const IdeallocProblem *problem) {
  return problem->problem.buffers.size();
}

bool ideallocProblemGetBuffer(const IdeallocProblem *problem, size_t index,
                              IdeallocBuffer *buffer) {
  if (index >= problem->problem.buffers.size())
    return false;
  const Buffer &found = problem->problem.buffers[index];
  *buffer = {.id = found.id.c_str(),
             .begin = found.lifetime.begin,
             .end = found.lifetime.end,
             .size = found.size,
             .alignment = found.alignment,
             .pin = found.pin.value_or(IDEALLOC_NO_PIN),
             .gapCount = found.gaps.size()};
  return true;
}

const IdeallocRange *ideallocProblemGetGaps(const IdeallocProblem *problem,
                                            size_t index) {
  const std::vector<Buffer> &buffers = problem->problem.buffers;
  return index < buffers.size() ? viewOf(buffers[index].gaps) : nullptr;
}

int64_t ideallocProblemGetCapacity(const IdeallocProblem *problem) {
  return problem->problem.capacity.value_or(IDEALLOC_NO_CAPACITY);
}

size_t ideallocProblemGetReservedCount(const IdeallocProblem *problem) {
  return problem->problem.reserved.size();
}

const IdeallocRange *
ideallocProblemGetReserved(const IdeallocProblem *problem) {
  return viewOf(problem->problem.reserved);
}

int64_t ideallocProblemGetLoad(const IdeallocProblem *problem,
                               int64_t *instant) {
  return guarded(int64_t(-1), nullptr, [&] {
    Load found = load(problem->problem);
    if (instant)
      *instant = found.instant;
    return int64_t(found.bytes);
  });
}
