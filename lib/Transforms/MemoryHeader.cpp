//===- MemoryHeader.cpp - Memories of a program for its runtime -----------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "MemoryAccounts.h"

#include "MemorySpaces.h"
#include "idealloc/Dialect/Allocations.h"
#include "idealloc/Dialect/Functions.h"
#include "idealloc/Dialect/Idealloc.h"
#include "idealloc/Dialect/MemRefBytes.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/raw_ostream.h"

using namespace mlir;

namespace idealloc {

/// The text as part of a macro's name.
static std::string macro(StringRef text) {
  std::string name = text.upper();
  for (char &letter : name)
    if (!llvm::isAlnum(letter))
      letter = '_';
  return name;
}

static void writeMemory(DictionaryAttr memory, int64_t alignment,
                        raw_ostream &stream) {
  Attribute space = canonicalSpace(memory.get("space"));
  std::string prefix = "IDEALLOC_MEMORY_" + macro(toText(space));
  stream << "\n/* Memory space " << toText(space) << ". */\n";
  auto define = [&](StringRef name, int64_t value) {
    stream << "#define " << prefix << "_" << name << " " << value << "\n";
  };
  for (auto [key, name] :
       {std::pair("bytes", "BYTES"), std::pair("arenas", "ARENA_BYTES"),
        std::pair("capacity", "CAPACITY"), std::pair("base", "BASE")})
    if (auto number = memory.getAs<IntegerAttr>(key))
      define(name, number.getInt());
  define("ALIGNMENT", alignment);
  if (memory.contains("capacity"))
    stream << "IDEALLOC_STATIC_ASSERT(" << prefix << "_BYTES <= " << prefix
           << "_CAPACITY, \"the program fits\");\n";
  if (memory.contains("base"))
    stream << "IDEALLOC_STATIC_ASSERT(" << prefix << "_BASE % " << prefix
           << "_ALIGNMENT == 0, \"the arena is aligned\");\n";
}

/// Where entry points leave what they return, as far as that is one buffer.
static void writeResults(FunctionOpInterface function, raw_ostream &stream) {
  auto results = function->getAttrOfType<StringAttr>(IdeallocDialect::kResults);
  if (!results || results != "arena" ||
      !function.getFunctionBody().hasOneBlock())
    return;
  Operation *terminator = function.getFunctionBody().front().getTerminator();
  for (auto [number, value] : llvm::enumerate(terminator->getOperands())) {
    Operation *alloc = value.getDefiningOp();
    if (!alloc || !alloc->hasAttr(IdeallocDialect::kOffset))
      continue;
    std::string prefix = "IDEALLOC_RESULT_" + macro(function.getName()) + "_" +
                         std::to_string(number);
    stream
        << "\n/* Result " << number << " of " << function.getName() << ". */\n"
        << "#define " << prefix << "_OFFSET "
        << alloc->getAttrOfType<IntegerAttr>(IdeallocDialect::kOffset).getInt()
        << "\n#define " << prefix << "_BYTES "
        << *getByteSize(cast<MemRefType>(value.getType()),
                        DataLayout::closest(alloc))
        << "\n";
  }
}

LogicalResult writeHeader(Operation *top, StringRef file) {
  std::string text = R"(/* Made by idealloc: the memories of a program. */

#ifndef IDEALLOC_MEMORIES_H
#define IDEALLOC_MEMORIES_H

#ifdef __cplusplus
#define IDEALLOC_STATIC_ASSERT static_assert
#else
#define IDEALLOC_STATIC_ASSERT _Static_assert
#endif
)";
  llvm::raw_string_ostream stream(text);
  DenseMap<Attribute, int64_t> alignments;
  for (FunctionOpInterface function : functionsIn(top))
    if (auto arenas =
            function->getAttrOfType<ArrayAttr>(IdeallocDialect::kArenas))
      for (auto arena : arenas.getAsRange<DictionaryAttr>())
        if (auto alignment = arena.getAs<IntegerAttr>("alignment")) {
          int64_t &most = alignments[canonicalSpace(arena.get("space"))];
          most = std::max(most, alignment.getInt());
        }
  if (auto memories = top->getAttrOfType<ArrayAttr>(IdeallocDialect::kMemories))
    for (auto memory : memories.getAsRange<DictionaryAttr>())
      writeMemory(
          memory,
          std::max<int64_t>(
              alignments.lookup(canonicalSpace(memory.get("space"))), 1),
          stream);
  for (FunctionOpInterface function : functionsIn(top))
    writeResults(function, stream);
  stream << "\n#endif\n";
  llvm::Error error = llvm::writeToOutput(file, [&](raw_ostream &output) {
    output << text;
    return llvm::Error::success();
  });
  if (!error)
    return success();
  return emitError(top->getLoc()) << "cannot write header file '" << file
                                  << "': " << llvm::toString(std::move(error));
}

} // namespace idealloc
