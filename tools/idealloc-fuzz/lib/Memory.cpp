//===- Memory.cpp - Memory that shows misuse ------------------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Memory.h"

#include <cstdlib>
#include <cstring>
#include <map>
#include <mutex>

using namespace idealloc::fuzz;

namespace {
constexpr size_t kGuard = 256;
constexpr uint8_t kGuardByte = 0xC3;

struct Block {
  size_t size;
  bool isFreed = false;
};

struct State {
  std::mutex mutex;
  uint8_t fresh = 0;
  std::map<uint8_t *, Block> blocks;
  std::string misuse;
};
} // namespace

static State &state() {
  static State instance;
  return instance;
}

static bool isIntact(const uint8_t *memory, size_t size) {
  for (size_t i = 0; i < kGuard; ++i)
    if (memory[i - kGuard] != kGuardByte || memory[size + i] != kGuardByte)
      return false;
  return true;
}

void idealloc::fuzz::beginMemory(uint8_t fresh) {
  state().fresh = fresh;
  state().misuse.clear();
}

std::string idealloc::fuzz::endMemory() {
  State &memory = state();
  for (auto &[begin, block] : memory.blocks) {
    if (!isIntact(begin, block.size))
      memory.misuse = "wrote out of the bounds of a block of " +
                      std::to_string(block.size) + " bytes";
    std::free(begin - kGuard);
  }
  memory.blocks.clear();
  return memory.misuse;
}

void *idealloc::fuzz::ideallocFuzzAlloc(uint64_t size) {
  State &memory = state();
  std::lock_guard<std::mutex> lock(memory.mutex);
  size_t total = (size + 2 * kGuard + 63) / 64 * 64;
  auto *begin = static_cast<uint8_t *>(std::aligned_alloc(64, total)) + kGuard;
  std::memset(begin - kGuard, kGuardByte, total);
  std::memset(begin, memory.fresh, size);
  memory.blocks[begin] = {size};
  return begin;
}

void idealloc::fuzz::ideallocFuzzFree(void *pointer) {
  State &memory = state();
  std::lock_guard<std::mutex> lock(memory.mutex);
  auto *begin = static_cast<uint8_t *>(pointer);
  auto it = memory.blocks.find(begin);
  if (it == memory.blocks.end())
    memory.misuse = "freed memory that was not allocated";
  else if (it->second.isFreed)
    memory.misuse = "freed memory twice";
  else
    std::memset(begin, ~memory.fresh, it->second.size);
  if (it != memory.blocks.end())
    it->second.isFreed = true;
}
