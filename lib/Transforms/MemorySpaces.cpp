//===- MemorySpaces.cpp - Memory spaces in options and messages -----------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "MemorySpaces.h"

#include "idealloc/Dialect/Allocations.h"
#include "idealloc/Dialect/Idealloc.h"

#include "mlir/AsmParser/AsmParser.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/IR/BuiltinAttributes.h"
#include "mlir/IR/Diagnostics.h"
#include "mlir/Interfaces/FunctionInterfaces.h"
#include "llvm/ADT/SetVector.h"
#include "llvm/ADT/StringExtras.h"

using namespace mlir;

namespace idealloc {

/// Parses quietly: the caller's message says what was expected.
static Attribute parseQuietly(StringRef text, MLIRContext *context) {
  ScopedDiagnosticHandler quiet(context,
                                [](Diagnostic &) { return success(); });
  return parseAttribute(text, context);
}

FailureOr<Attribute> parseMemorySpace(StringRef text, Location loc) {
  MLIRContext *context = loc.getContext();
  text = text.trim();
  int64_t number;
  if (text == "default" || text == "0")
    return Attribute();
  if (!text.getAsInteger(10, number))
    return Attribute(IntegerAttr::get(IntegerType::get(context, 64), number));
  if (!text.empty() &&
      llvm::all_of(text, [](char c) { return llvm::isAlnum(c) || c == '_'; }))
    return Attribute(StringAttr::get(context, text));
  if (!text.empty())
    if (Attribute space = parseQuietly(text, context))
      return canonicalSpace(space);
  return emitError(loc)
         << "'" << text
         << "' is no memory space: expected 'default', a number, "
            "a word, or an attribute";
}

FailureOr<DenseMap<Attribute, int64_t>>
parseCapacities(ArrayRef<std::string> texts, Location loc) {
  DenseMap<Attribute, int64_t> capacities;
  for (const std::string &text : texts) {
    auto [space, number] = StringRef(text).rsplit(':');
    int64_t bytes;
    if (number.getAsInteger(10, bytes) || bytes < 0)
      return emitError(loc)
             << "capacity '" << text << "' is not SPACE:BYTES, as in 1:65536";
    FailureOr<Attribute> parsed = parseMemorySpace(space, loc);
    if (failed(parsed))
      return failure();
    if (!capacities.try_emplace(*parsed, bytes).second)
      return emitError(loc) << "capacity of memory space '" << toText(*parsed)
                            << "' is given twice";
  }
  return capacities;
}

Attribute canonicalSpace(Attribute space) {
  auto number = dyn_cast_if_present<IntegerAttr>(space);
  if (!number || number.getValue().getSignificantBits() > 64)
    return space;
  int64_t value = number.getValue().getSExtValue();
  if (value == 0)
    return Attribute();
  return IntegerAttr::get(IntegerType::get(space.getContext(), 64), value);
}

ProgramSpaces::ProgramSpaces(Operation *top) : top(top) {
  collect(top, allocated, given);
}

/// Adds the spaces of what is or was allocated, and of arguments.
void ProgramSpaces::collect(Operation *top, Spaces &allocated, Spaces &given) {
  auto add = [](Type type, Spaces &spaces) {
    if (auto memory = dyn_cast<MemRefType>(type))
      spaces.insert(canonicalSpace(memory.getMemorySpace()));
  };
  top->walk([&](Operation *op) {
    if (auto memory = getAllocatedMemory(op))
      add(memory.getType(), allocated);
    else if (isa<ArenaOp>(op))
      add(op->getResult(0).getType(), allocated);
    else if (auto global = dyn_cast<memref::GlobalOp>(op))
      add(global.getType(), allocated);
    else if (auto function = dyn_cast<FunctionOpInterface>(op))
      for (auto [number, type] : llvm::enumerate(function.getArgumentTypes()))
        add(type, function.getArgAttr(number, IdeallocDialect::kArena)
                      ? allocated
                      : given);
  });
}

LogicalResult ProgramSpaces::check(Attribute space, StringRef option) const {
  if (allocated.contains(space) || given.contains(space))
    return success();
  Spaces now = allocated, givenNow;
  collect(top, now, givenNow);
  if (now.empty() || now.contains(space) || givenNow.contains(space))
    return success();
  std::string others;
  for (Attribute other : now)
    others += (others.empty() ? "'" : ", '") + toText(other) + "'";
  return emitError(top->getLoc())
         << option << " names memory space '" << toText(space)
         << "', which no allocation has; there "
         << (now.size() > 1 ? "are " : "is ") << others;
}

std::string toText(Attribute space) {
  if (!space)
    return "default";
  if (auto word = dyn_cast<StringAttr>(space))
    return word.str();
  std::string text;
  llvm::raw_string_ostream stream(text);
  if (auto number = dyn_cast<IntegerAttr>(space))
    stream << number.getValue();
  else
    stream << space;
  return text;
}

Attribute toAttribute(Attribute space, MLIRContext *context) {
  return space ? space : IntegerAttr::get(IntegerType::get(context, 64), 0);
}

std::string toFileName(StringRef text) {
  std::string name = text.str();
  for (char &c : name)
    if (!llvm::isAlnum(c) && c != '-' && c != '_')
      c = '_';
  return name;
}

} // namespace idealloc
