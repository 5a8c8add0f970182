//===- Memory.h - Memory that shows misuse ----------------------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What memref.alloc and memref.dealloc of a program under test call. Fresh
// memory is filled with a byte of choice, so that a program that reads memory
// it has not written computes something else with another byte. Freed memory is
// filled too and not used again before the end of the run. Guards before and
// behind every block show writes out of bounds.
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_TOOLS_FUZZ_MEMORY_H
#define IDEALLOC_TOOLS_FUZZ_MEMORY_H

#include <cstdint>
#include <string>

namespace idealloc::fuzz {

/// Begins a run in which fresh memory holds this byte.
void beginMemory(uint8_t fresh);

/// Ends the run and releases everything. "", or what the program did wrong: a
/// write out of bounds, memory freed twice or that was never allocated.
std::string endMemory();

/// Thread-safe; for the program.
extern "C" void *ideallocFuzzAlloc(uint64_t size);
extern "C" void ideallocFuzzFree(void *memory);

} // namespace idealloc::fuzz

#endif // IDEALLOC_TOOLS_FUZZ_MEMORY_H
