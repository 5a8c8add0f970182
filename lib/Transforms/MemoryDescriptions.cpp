//===- MemoryDescriptions.cpp - Memories as their user describes them -----===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "MemoryAccounts.h"

#include "MemorySpaces.h"
#include "idealloc/Dialect/Idealloc.h"

#include "mlir/IR/Builders.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/MemoryBuffer.h"

using namespace mlir;

namespace idealloc {

/// Null if the value has no form as an attribute of the dialect.
static Attribute toAttribute(const llvm::json::Value &value, Builder &builder) {
  if (auto flag = value.getAsBoolean())
    return builder.getBoolAttr(*flag);
  if (auto number = value.getAsInteger())
    return builder.getI64IntegerAttr(*number);
  if (auto text = value.getAsString())
    return builder.getStringAttr(*text);
  SmallVector<Attribute> items;
  for (const llvm::json::Value &item :
       value.getAsArray() ? *value.getAsArray() : llvm::json::Array())
    items.push_back(toAttribute(item, builder));
  if (value.getAsArray() && !llvm::is_contained(items, Attribute()))
    return builder.getArrayAttr(items);
  return {};
}

/// `mayRepeat`: what is there already may be said again.
static LogicalResult add(MemoryDescriptions &memories, Attribute space,
                         MemoryAttr memory, Location loc, bool mayRepeat) {
  MemoryDescription description{.base = memory.getNumber("base"),
                                .capacity = memory.getNumber("capacity")};
  description.alignment = memory.getNumber("alignment").value_or(1);
  for (auto [begin, end] : memory.getReserved())
    description.reserved.push_back({begin, end});
  if (auto globals = memory.getEntries().getAs<BoolAttr>("globals"))
    description.holdsGlobals = globals.getValue();
  auto [known, isNew] = memories.insert({space, description});
  if (isNew || (mayRepeat && known->second == description))
    return success();
  return emitError(loc) << "memory space '" << toText(space)
                        << "' is described twice";
}

static LogicalResult readFile(MemoryDescriptions &memories, StringRef file,
                              Location loc) {
  auto fail = [&](const Twine &why) {
    return emitError(loc) << "cannot use memories file '" << file
                          << "': " << why;
  };
  auto buffer = llvm::MemoryBuffer::getFile(file);
  if (!buffer)
    return fail(buffer.getError().message());
  llvm::Expected<llvm::json::Value> json =
      llvm::json::parse((*buffer)->getBuffer());
  if (!json)
    return fail(llvm::toString(json.takeError()));
  const llvm::json::Object *object = json->getAsObject();
  const llvm::json::Array *list =
      object ? object->getArray("memories") : nullptr;
  if (!list || object->size() != 1)
    return fail("it is not {\"memories\": [...]}");
  Builder builder(loc.getContext());
  for (auto [index, item] : llvm::enumerate(*list)) {
    NamedAttrList entries;
    if (!item.getAsObject())
      return fail("memory " + Twine(index) + " is no object");
    for (const auto &[key, value] : *item.getAsObject()) {
      Attribute attribute = toAttribute(value, builder);
      if (!attribute)
        return fail("memory " + Twine(index) + " has a '" + StringRef(key) +
                    "' that is no number, text, truth value or list");
      entries.append(StringRef(key), attribute);
    }
    std::string why;
    DictionaryAttr dictionary = entries.getDictionary(loc.getContext());
    if (!(why = MemoryAttr::explainRefusal(dictionary)).empty())
      return fail("memory " + Twine(index) + " " + why);
    Attribute space = dictionary.get("space");
    if (auto text = dyn_cast<StringAttr>(space)) {
      FailureOr<Attribute> parsed = parseMemorySpace(text.getValue(), loc);
      if (failed(parsed))
        return failure();
      space = *parsed;
    }
    if (failed(add(memories, canonicalSpace(space),
                   MemoryAttr::get(loc.getContext(), dictionary), loc,
                   /*mayRepeat=*/false)))
      return failure();
  }
  return success();
}

/// Those in the attributes of an op.
static LogicalResult readOp(MemoryDescriptions &memories, Operation *op) {
  LogicalResult result = success();
  op->getAttrDictionary().walk([&](MemoryAttr memory) {
    if (failed(add(memories, canonicalSpace(memory.getEntries().get("space")),
                   memory, op->getLoc(), /*mayRepeat=*/true)))
      result = failure();
  });
  return result;
}

static LogicalResult readOps(MemoryDescriptions &memories, Operation *top) {
  for (Operation *op = top->getParentOp(); op; op = op->getParentOp())
    if (failed(readOp(memories, op)))
      return failure();
  return failure(top->walk<WalkOrder::PreOrder>([&](Operation *op) {
                      if (op != top && !op->hasTrait<OpTrait::SymbolTable>())
                        return WalkResult::skip();
                      return failed(readOp(memories, op))
                                 ? WalkResult::interrupt()
                                 : WalkResult::advance();
                    })
                     .wasInterrupted());
}

static LogicalResult readReserved(MemoryDescriptions &memories, Location loc,
                                  const ProgramSpaces &spaces,
                                  ArrayRef<std::string> texts) {
  for (const std::string &text : texts) {
    auto [space, range] = StringRef(text).rsplit(':');
    auto [low, high] = range.split('-');
    Range bytes;
    if (low.getAsInteger(10, bytes.begin) || high.getAsInteger(10, bytes.end) ||
        bytes.begin < 0 || bytes.begin >= bytes.end)
      return emitError(loc) << "reserve '" << text
                            << "' is not SPACE:LO-HI with LO < HI, as in "
                               "1:0-4096";
    FailureOr<Attribute> parsed = parseMemorySpace(space, loc);
    if (failed(parsed) || failed(spaces.check(*parsed, "reserve")))
      return failure();
    memories[*parsed].reserved.push_back(bytes);
  }
  return success();
}

FailureOr<MemoryDescriptions> readMemories(Operation *top,
                                           const ProgramSpaces &spaces,
                                           const MemoryOptions &options) {
  MemoryDescriptions memories;
  Location loc = top->getLoc();
  if (failed(readOps(memories, top)) ||
      (!options.file.empty() && failed(readFile(memories, options.file, loc))))
    return failure();
  auto capacities = parseCapacities(options.capacities, loc);
  if (failed(capacities))
    return failure();
  for (auto [space, bytes] : *capacities) {
    memories[space].capacity = bytes;
    if (failed(spaces.check(space, "capacity")))
      return failure();
  }
  if (failed(readReserved(memories, loc, spaces, options.reserved)))
    return failure();
  return memories;
}

FailureOr<DenseMap<Attribute, int64_t>>
readCapacities(Operation *top, const ProgramSpaces &spaces,
               const MemoryOptions &options) {
  FailureOr<MemoryDescriptions> memories = readMemories(top, spaces, options);
  if (failed(memories))
    return failure();
  DenseMap<Attribute, int64_t> capacities;
  for (auto &[space, memory] : *memories)
    if (memory.capacity)
      capacities[space] = *memory.capacity;
  return capacities;
}

} // namespace idealloc
