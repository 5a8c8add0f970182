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

static LogicalResult add(MemoryDescriptions &memories, Attribute space,
                         MemoryAttr memory, Location loc) {
  MemoryDescription description{.base = memory.getNumber("base"),
                                .capacity = memory.getNumber("capacity")};
  description.alignment = memory.getNumber("alignment").value_or(1);
  for (auto [begin, end] : memory.getReserved())
    description.reserved.push_back({begin, end});
  if (auto globals = memory.getEntries().getAs<BoolAttr>("globals"))
    description.holdsGlobals = globals.getValue();
  if (memories.insert({space, std::move(description)}).second)
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
                   MemoryAttr::get(loc.getContext(), dictionary), loc)))
      return failure();
  }
  return success();
}

FailureOr<MemoryDescriptions> readMemories(Operation *top, StringRef file) {
  MemoryDescriptions memories;
  LogicalResult result = success();
  top->getAttrDictionary().walk([&](MemoryAttr memory) {
    if (failed(add(memories, canonicalSpace(memory.getEntries().get("space")),
                   memory, top->getLoc())))
      result = failure();
  });
  if (failed(result) ||
      (!file.empty() && failed(readFile(memories, file, top->getLoc()))))
    return failure();
  return memories;
}

} // namespace idealloc
