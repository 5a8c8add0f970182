//===- ShadowRuntime.cpp - Who wrote a byte of the arena last -------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The library that programs call which idealloc-shadow has instrumented; loaded
// by mlir-runner. A buffer is the memory of one slot, a window of the planned
// arena. Every activation of a function has arenas of its own.
//
// Of each byte of a buffer it is known whether it was written since its birth,
// of each byte of an arena through which buffer and where it was written last.
// A read of a byte that was not written since its birth reads nothing a program
// may use: it is counted, no more. A read of another byte whose last writer is
// another buffer would find what that one wrote: a violation, which ends the
// program with exit code 97. So does an access across the end of a buffer.
//
// At exit one line with what was counted goes to standard error. Safe to call
// from several threads, one at a time. Cost: O(log(buffers) + bytes) a call.
//
//===----------------------------------------------------------------------===//

#include <cinttypes>
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace {

constexpr int violationCode = 97;

struct Buffer;

/// A byte of a planned arena: the last write to it.
struct ArenaByte {
  const Buffer *writer = nullptr;
  int64_t site = 0;
};

struct Arena {
  int64_t name;
  std::vector<ArenaByte> bytes;
};

struct Buffer {
  int64_t handle;
  Arena *arena;
  int64_t offset;
  int64_t slot;
  /// Births so far, and for each byte their number when it was written last.
  uint64_t births = 1;
  std::vector<uint64_t> written;
};

struct State {
  std::mutex mutex;
  const char *texts = nullptr;
  std::map<int64_t, std::unique_ptr<Arena>> arenas;
  /// By address.
  std::map<int64_t, Buffer> buffers;
  int64_t handles = 0;
  uint64_t reads = 0, writes = 0, unwritten = 0;
  /// Of the first read of unwritten bytes.
  int64_t unwrittenSlot = 0;
  std::string unwrittenSite;

  ~State() {
    std::fprintf(stderr,
                 "shadow: %" PRIu64 " reads, %" PRIu64 " writes, %" PRIu64
                 " reads of unwritten bytes, 0 violations\n",
                 reads, writes, unwritten);
    if (unwritten)
      std::fprintf(stderr,
                   "shadow: the first read of unwritten bytes is through slot "
                   "%" PRId64 " at %s\n",
                   unwrittenSlot, unwrittenSite.c_str());
  }

  const char *text(int64_t number) const {
    const char *found = texts;
    for (; number > 0; --number)
      found += std::strlen(found) + 1;
    return found;
  }
};

State state;

/// A buffer that holds an address, and where in it; null for other memory.
struct Place {
  Buffer *buffer = nullptr;
  int64_t byte = 0;
};

Place find(int64_t address) {
  auto it = state.buffers.upper_bound(address);
  if (it == state.buffers.begin())
    return {};
  auto &[begin, buffer] = *std::prev(it);
  int64_t byte = address - begin;
  if (byte >= static_cast<int64_t>(buffer.written.size()))
    return {};
  return {&buffer, byte};
}

/// Skips static destructors: there is nothing more to count.
[[noreturn]] [[gnu::format(printf, 1, 2)]] void fail(const char *format, ...) {
  std::fflush(stdout);
  std::fputs("shadow: violation: ", stderr);
  va_list arguments;
  va_start(arguments, format);
  std::vfprintf(stderr, format, arguments);
  va_end(arguments);
  std::fputs("\n", stderr);
  std::fflush(stderr);
  std::_Exit(violationCode);
}

void checkEnd(const Place &place, int64_t bytes, int64_t site) {
  int64_t size = place.buffer->written.size();
  if (bytes > size - place.byte)
    fail("access at %s to bytes [%" PRId64 ", %" PRId64 ") of slot %" PRId64
         " of %s, which has %" PRId64,
         state.text(site), place.byte, place.byte + bytes, place.buffer->slot,
         state.text(place.buffer->arena->name), size);
}

} // namespace

extern "C" {

/// An arena of so many bytes comes to be. Returns its handle.
int64_t idealloc_shadow_enter(const char *texts, int64_t name, int64_t bytes) {
  std::lock_guard<std::mutex> lock(state.mutex);
  state.texts = texts;
  auto arena = std::make_unique<Arena>();
  arena->name = name;
  arena->bytes.resize(bytes);
  state.arenas.emplace(++state.handles, std::move(arena));
  return state.handles;
}

/// Memory [address, address + bytes) stands for the arena's from `offset` on.
void idealloc_shadow_register(int64_t handle, int64_t address, int64_t bytes,
                              int64_t offset, int64_t slot) {
  std::lock_guard<std::mutex> lock(state.mutex);
  Buffer buffer{.handle = handle,
                .arena = state.arenas.at(handle).get(),
                .offset = offset,
                .slot = slot,
                .written = std::vector<uint64_t>(bytes)};
  state.buffers.insert_or_assign(address, std::move(buffer));
}

/// What the buffer holds is undefined from now on.
void idealloc_shadow_birth(int64_t address) {
  std::lock_guard<std::mutex> lock(state.mutex);
  ++state.buffers.at(address).births;
}

void idealloc_shadow_write(int64_t address, int64_t bytes, int64_t site) {
  std::lock_guard<std::mutex> lock(state.mutex);
  Place place = find(address);
  if (!place.buffer)
    return;
  checkEnd(place, bytes, site);
  ++state.writes;
  Buffer &buffer = *place.buffer;
  for (int64_t i = place.byte; i < place.byte + bytes; ++i) {
    buffer.written[i] = buffer.births;
    buffer.arena->bytes[buffer.offset + i] = {&buffer, site};
  }
}

void idealloc_shadow_read(int64_t address, int64_t bytes, int64_t site) {
  std::lock_guard<std::mutex> lock(state.mutex);
  Place place = find(address);
  if (!place.buffer)
    return;
  checkEnd(place, bytes, site);
  ++state.reads;
  const Buffer &buffer = *place.buffer;
  bool isWritten = true;
  for (int64_t i = place.byte; i < place.byte + bytes; ++i) {
    if (buffer.written[i] != buffer.births) {
      isWritten = false;
      continue;
    }
    int64_t byte = buffer.offset + i;
    const ArenaByte &last = buffer.arena->bytes[byte];
    if (last.writer != &buffer)
      fail("read through slot %" PRId64 " at %s finds byte %" PRId64
           " of the arena of %s written through slot %" PRId64 " at %s",
           buffer.slot, state.text(site), byte, state.text(buffer.arena->name),
           last.writer->slot, state.text(last.site));
  }
  if (isWritten)
    return;
  if (state.unwritten++ == 0) {
    state.unwrittenSlot = buffer.slot;
    state.unwrittenSite = state.text(site);
  }
}

/// The arena and its buffers are no more.
void idealloc_shadow_leave(int64_t handle) {
  std::lock_guard<std::mutex> lock(state.mutex);
  std::erase_if(state.buffers, [=](const auto &entry) {
    return entry.second.handle == handle;
  });
  state.arenas.erase(handle);
}
}
