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

} // namespace idealloc
