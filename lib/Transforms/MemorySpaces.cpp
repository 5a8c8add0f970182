//===- MemorySpaces.cpp - Memory spaces in options and messages -----------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "MemorySpaces.h"

#include "mlir/AsmParser/AsmParser.h"
#include "mlir/IR/BuiltinAttributes.h"
#include "mlir/IR/Diagnostics.h"
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
      return space;
  return emitError(loc)
         << "'" << text
         << "' is no memory space: expected 'default', a number, "
            "a word, or an attribute";
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
