//===- MemoryHeader.cpp - Memories of a program for its runtime -----------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "PlannedArenas.h"

#include "MemorySpaces.h"
#include "idealloc/Dialect/Functions.h"
#include "idealloc/Dialect/Idealloc.h"
#include "idealloc/Dialect/MemRefBytes.h"
#include "idealloc/Text/CHeader.h"

#include "llvm/Support/Error.h"
#include "llvm/Support/raw_ostream.h"

using namespace mlir;

namespace idealloc {

static void writeMemory(DictionaryAttr memory, int64_t alignment,
                        CHeader &header) {
  std::string space = toText(canonicalSpace(memory.get("space")));
  std::string prefix =
      header.begin("Memory space " + space + ".", "MEMORY_" + space);
  for (auto [key, name] :
       {std::pair("bytes", "_BYTES"), std::pair("arenas", "_ARENA_BYTES"),
        std::pair("capacity", "_CAPACITY"), std::pair("base", "_BASE")})
    if (auto number = memory.getAs<IntegerAttr>(key))
      header.define(prefix + name, number.getInt());
  header.define(prefix + "_ALIGNMENT", alignment);
  if (memory.contains("capacity"))
    header.require(prefix + "_BYTES <= " + prefix + "_CAPACITY",
                   "the program fits");
  if (memory.contains("base"))
    header.require(prefix + "_BASE % " + prefix + "_ALIGNMENT == 0",
                   "the arena is aligned");
  auto states = memory.getAs<ArrayAttr>("states");
  for (Attribute item : states ? states.getValue() : ArrayRef<Attribute>()) {
    auto state = cast<DictionaryAttr>(item);
    StringRef name = state.getAs<StringAttr>("name").getValue();
    std::string own =
        header.begin(("State " + name + ".").str(), ("STATE_" + name).str());
    for (auto [key, suffix] :
         {std::pair("offset", "_OFFSET"), std::pair("bytes", "_BYTES")})
      header.define(own + suffix, state.getAs<IntegerAttr>(key).getInt());
  }
}

namespace {
/// What entry points take and return, as far as it lies in the arena.
class EntryPointWriter {
public:
  EntryPointWriter(ArrayRef<ArenaProblem> arenas, ArrayRef<Plan> plans,
                   CHeader &header)
      : header(header) {
    for (auto [arena, plan] : llvm::zip_equal(arenas, plans))
      for (auto [allocs, offset] : llvm::zip_equal(arena.allocs, plan.offsets))
        for (Operation *alloc : allocs)
          offsets[alloc] = offset;
  }

  void write(FunctionOpInterface function) {
    for (InputOp input : function.getFunctionBody().front().getOps<InputOp>())
      write("Input", input.getArgument(), input.getMemory(), function);
    // As far as what is returned is one buffer.
    auto results =
        function->getAttrOfType<StringAttr>(IdeallocDialect::kResults);
    if (!results || results != "arena" ||
        !function.getFunctionBody().hasOneBlock())
      return;
    Operation *terminator = function.getFunctionBody().front().getTerminator();
    for (auto [number, value] : llvm::enumerate(terminator->getOperands()))
      write("Result", number, value, function);
  }

private:
  void write(StringRef kind, uint64_t number, Value value,
             FunctionOpInterface function) {
    Operation *alloc = value.getDefiningOp();
    auto offset = offsets.find(alloc);
    if (!alloc || offset == offsets.end())
      return;
    std::string text = std::to_string(number), name = function.getName().str();
    std::string prefix =
        header.begin(kind.str() + " " + text + " of " + name + ".",
                     kind.str() + "_" + name + "_" + text);
    header.define(prefix + "_OFFSET", offset->second);
    header.define(prefix + "_BYTES",
                  *getByteSize(cast<MemRefType>(value.getType()),
                               DataLayout::closest(alloc)));
  }

  CHeader &header;
  DenseMap<Operation *, int64_t> offsets;
};
} // namespace

LogicalResult writeHeader(Operation *top, ArrayAttr memories,
                          ArrayRef<ArenaProblem> arenas, ArrayRef<Plan> plans,
                          ArrayRef<ArenaFigures> figures, StringRef file) {
  CHeader header("Made by idealloc: the memories of a program.",
                 "IDEALLOC_MEMORIES_H");
  DenseMap<Attribute, int64_t> alignments;
  for (auto [arena, ofArena] : llvm::zip_equal(arenas, figures)) {
    int64_t &most = alignments[canonicalSpace(arena.space)];
    most = std::max(most, ofArena.alignment);
  }
  for (Attribute item :
       memories ? memories.getValue() : ArrayRef<Attribute>()) {
    auto memory = cast<DictionaryAttr>(item);
    int64_t alignment = alignments.lookup(canonicalSpace(memory.get("space")));
    writeMemory(memory, std::max<int64_t>(alignment, 1), header);
  }
  EntryPointWriter entryPoints(arenas, plans, header);
  for (FunctionOpInterface function : functionsIn(top))
    entryPoints.write(function);
  std::string text = header.finish();
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
