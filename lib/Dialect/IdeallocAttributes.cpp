//===- IdeallocAttributes.cpp - Attributes of the idealloc dialect --------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Intervals.h"
#include "idealloc/Dialect/Idealloc.h"

#include "mlir/IR/Builders.h"
#include "mlir/IR/DialectImplementation.h"
#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;
using namespace idealloc;

#define GET_ATTRDEF_CLASSES
#include "idealloc/Dialect/IdeallocAttributes.cpp.inc"

void IdeallocDialect::registerAttributes() {
  addAttributes<
#define GET_ATTRDEF_LIST
#include "idealloc/Dialect/IdeallocAttributes.cpp.inc"
      >();
}

namespace idealloc {

ParseResult parseIntervals(AsmParser &parser,
                           SmallVectorImpl<int64_t> &bounds) {
  return parser.parseCommaSeparatedList([&]() -> ParseResult {
    return failure(parser.parseInteger(bounds.emplace_back()) ||
                   parser.parseKeyword("to") ||
                   parser.parseInteger(bounds.emplace_back()));
  });
}

void printIntervals(AsmPrinter &printer, ArrayRef<int64_t> bounds) {
  for (size_t i = 0; i + 1 < bounds.size(); i += 2)
    printer << (i ? ", " : "") << bounds[i] << " to " << bounds[i + 1];
}

LogicalResult
verifyIntervals(llvm::function_ref<InFlightDiagnostic()> emitError,
                ArrayRef<int64_t> bounds) {
  if (bounds.empty() || bounds.size() % 2)
    return emitError() << "has no live interval";
  if (bounds.front() < 0)
    return emitError() << "has a live interval that begins before tick 0, at "
                       << bounds.front();
  for (size_t i = 0; i < bounds.size(); i += 2) {
    if (bounds[i] >= bounds[i + 1])
      return emitError() << "has an empty live interval [" << bounds[i] << ", "
                         << bounds[i + 1] << ")";
    if (i && bounds[i - 1] >= bounds[i])
      return emitError() << "has live intervals that do not ascend with a gap "
                            "between them: ["
                         << bounds[i - 2] << ", " << bounds[i - 1] << ") and ["
                         << bounds[i] << ", " << bounds[i + 1] << ")";
  }
  return success();
}

Attribute LifetimeAttr::parse(AsmParser &parser, Type) {
  SmallVector<int64_t> bounds;
  SMLoc loc = parser.getCurrentLocation();
  if (parser.parseLess() || parseIntervals(parser, bounds) ||
      parser.parseGreater())
    return {};
  return parser.getChecked<LifetimeAttr>(loc, parser.getContext(), bounds);
}

void LifetimeAttr::print(AsmPrinter &printer) const {
  printer << "<";
  printIntervals(printer, getBounds());
  printer << ">";
}

LogicalResult
LifetimeAttr::verify(llvm::function_ref<InFlightDiagnostic()> emitError,
                     ArrayRef<int64_t> bounds) {
  return verifyIntervals([&] { return emitError() << "lifetime "; }, bounds);
}

/// The number of bytes that an attribute is, if it is one.
static std::optional<int64_t> toBytes(Attribute attr) {
  auto number = dyn_cast_if_present<IntegerAttr>(attr);
  if (!number || number.getValue().getSignificantBits() > 64 ||
      number.getValue().isNegative())
    return std::nullopt;
  return number.getValue().getSExtValue();
}

/// The range that an attribute is, if it is one: [begin, end].
static std::optional<std::pair<int64_t, int64_t>> toRange(Attribute attr) {
  auto list = dyn_cast<ArrayAttr>(attr);
  if (!list || list.size() != 2)
    return std::nullopt;
  std::optional<int64_t> begin = toBytes(list[0]), end = toBytes(list[1]);
  if (!begin || !end || *begin >= *end)
    return std::nullopt;
  return std::pair(*begin, *end);
}

std::string MemoryAttr::explainRefusal(DictionaryAttr entries) {
  if (!entries.get("space"))
    return "has no 'space'";
  for (NamedAttribute entry : entries) {
    StringRef key = entry.getName();
    Attribute value = entry.getValue();
    auto list = dyn_cast<ArrayAttr>(value);
    std::string text = ("'" + key + "'").str();
    if (llvm::is_contained({"base", "capacity", "alignment"}, key)) {
      if (!toBytes(value))
        return "(M2) has a " + text + " that is no number of 0 or more";
    } else if (key == "reserved") {
      if (!list || !llvm::all_of(list, toRange))
        return "(M4) has a 'reserved' that is no list of ranges [begin, end] "
               "with begin < end";
    } else if (key == "globals") {
      if (!isa<BoolAttr>(value))
        return "has a 'globals' that is neither true nor false";
    } else if (key != "space") {
      return "(M1) has a key " + text +
             ", which is none of space, base, capacity, alignment, reserved, "
             "globals";
    }
  }
  int64_t alignment = toBytes(entries.get("alignment")).value_or(1);
  if (!llvm::isPowerOf2_64(alignment))
    return "(M3) has an 'alignment' that is no power of two";
  if (toBytes(entries.get("base")).value_or(0) % alignment)
    return "(M3) has a 'base' that its 'alignment' does not divide";
  return "";
}

LogicalResult
MemoryAttr::verify(llvm::function_ref<InFlightDiagnostic()> emitError,
                   DictionaryAttr entries) {
  std::string why = explainRefusal(entries);
  return why.empty() ? success() : emitError() << "memory " << why;
}

std::optional<int64_t> MemoryAttr::getNumber(StringRef key) const {
  return toBytes(getEntries().get(key));
}

SmallVector<std::pair<int64_t, int64_t>> MemoryAttr::getReserved() const {
  SmallVector<std::pair<int64_t, int64_t>> ranges;
  if (auto list = getEntries().getAs<ArrayAttr>("reserved"))
    for (Attribute range : list)
      ranges.push_back(*toRange(range));
  return ranges;
}

} // namespace idealloc
