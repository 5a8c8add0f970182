//===- Names.cpp - What ops are called, and where they stand --------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "idealloc/Dialect/Names.h"

#include "idealloc/Dialect/Idealloc.h"

#include "mlir/IR/DialectInterface.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringMap.h"

#include <mutex>

using namespace mlir;

namespace idealloc {

namespace {
/// The text of the input, for names that the parser forgets. Passes on several
/// functions may ask at the same time.
class InputText : public DialectInterface::Base<InputText> {
public:
  MLIR_DEFINE_EXPLICIT_INTERNAL_INLINE_TYPE_ID(InputText)

  InputText(Dialect *dialect, llvm::MemoryBufferRef buffer)
      : Base(dialect), file(buffer.getBufferIdentifier()),
        text(buffer.getBuffer()) {}

  /// "%conv", if the text has "%conv = " before this place.
  StringRef resultNameAt(FileLineColLoc loc) const {
    StringRef before = upTo(loc).rtrim();
    if (!before.consume_back("="))
      return "";
    before = before.rtrim();
    size_t begin = before.find_last_not_of(identifierCharacters) + 1;
    StringRef name = before.substr(begin);
    before = before.take_front(begin);
    // "%a:2" has two results, and so has "%a, %b".
    if (name.empty() || !before.consume_back("%") ||
        before.rtrim().ends_with(","))
      return "";
    return StringRef(name.data() - 1, name.size() + 1);
  }

  /// Where the one op stands that has this name as its location.
  FileLineColLoc placeOf(StringRef name, MLIRContext *context) const {
    std::call_once(uses.isBuilt, [&] { findLocations(); });
    std::string quoted;
    llvm::raw_string_ostream stream(quoted);
    stream << '"';
    llvm::printEscapedString(name, stream);
    stream << '"';
    size_t at = uses.offsets.lookup(quoted);
    if (at == 0)
      return {};
    StringRef line = text.take_front(at);
    line = line.substr(line.rfind('\n') + 1);
    // "#loc3 = loc("name")": the op has "loc(#loc3)".
    if (line.starts_with("#")) {
      at =
          uses.offsets.lookup(line.take_until([](char c) { return c == ' '; }));
      if (at == 0)
        return {};
    }
    std::call_once(lines.isBuilt, [&] { findLines(); });
    unsigned number =
        llvm::upper_bound(lines.begins, at) - lines.begins.begin();
    StringRef op = text.substr(lines.begins[number - 1]);
    return FileLineColLoc::get(context, file, number,
                               op.find_first_not_of(" \t") + 1);
  }

private:
  static constexpr StringLiteral identifierCharacters =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_$.-";

  /// The text before a place; empty if the place is in another one.
  StringRef upTo(FileLineColLoc loc) const {
    if (loc.getFilename().getValue() != file)
      return "";
    std::call_once(lines.isBuilt, [&] { findLines(); });
    size_t line = loc.getLine(), column = loc.getColumn();
    if (line == 0 || column == 0 || line > lines.begins.size())
      return "";
    return text.take_front(lines.begins[line - 1] + column - 1);
  }

  void findLines() const {
    lines.begins.push_back(0);
    for (size_t at = 0; (at = text.find('\n', at)) != StringRef::npos;)
      lines.begins.push_back(++at);
  }

  /// What stands behind each "loc(", a name in quotes or an alias; 0 where the
  /// text has it twice.
  void findLocations() const {
    constexpr StringLiteral opening = "loc(";
    for (size_t at = 0; (at = text.find(opening, at)) != StringRef::npos;) {
      at += opening.size();
      StringRef rest = text.substr(at);
      size_t size = rest.starts_with("#")    ? rest.find_first_of(") ,")
                    : rest.starts_with("\"") ? rest.find('"', 1) + 1
                                             : 0;
      if (size == 0 || size > rest.size())
        continue;
      auto [use, isNew] = uses.offsets.try_emplace(rest.take_front(size), at);
      if (!isNew)
        use->second = 0;
    }
  }

  StringRef file, text;
  struct Lines {
    std::once_flag isBuilt;
    std::vector<size_t> begins; ///< The offset of each line.
  };
  struct Uses {
    std::once_flag isBuilt;
    llvm::StringMap<size_t> offsets; ///< Of what stands behind "loc(".
  };
  mutable Lines lines;
  mutable Uses uses;
};

class KeepText : public DialectExtension<KeepText, IdeallocDialect> {
public:
  MLIR_DEFINE_EXPLICIT_INTERNAL_INLINE_TYPE_ID(KeepText)

  explicit KeepText(llvm::MemoryBufferRef buffer) : buffer(buffer) {}
  void apply(MLIRContext *, IdeallocDialect *dialect) const final {
    dialect->addInterface<InputText>(buffer);
  }

private:
  llvm::MemoryBufferRef buffer;
};
} // namespace

static const InputText *inputTextOf(Operation *op) {
  auto *dialect = op->getContext()->getLoadedDialect<IdeallocDialect>();
  return dialect ? dialect->getRegisteredInterface<InputText>() : nullptr;
}

void keepInputText(DialectRegistry &registry, llvm::MemoryBufferRef text) {
  registry.addExtension(TypeID::get<KeepText>(),
                        std::make_unique<KeepText>(text));
}

StringRef locationName(Operation *op) {
  StringRef name;
  op->getLoc()->walk([&](Location loc) {
    auto named = dyn_cast<NameLoc>(loc);
    if (!named)
      return WalkResult::advance();
    name = named.getName();
    return WalkResult::interrupt();
  });
  return name;
}

static FileLineColLoc fileLocation(Location loc) {
  FileLineColLoc found;
  loc->walk([&](Location part) {
    found = dyn_cast<FileLineColLoc>(part);
    return found ? WalkResult::interrupt() : WalkResult::advance();
  });
  return found;
}

StringRef resultName(Operation *op) {
  const InputText *text = inputTextOf(op);
  FileLineColLoc place = fileLocation(op->getLoc());
  return text && place ? text->resultNameAt(place) : "";
}

StringRef nameOf(Operation *op) {
  StringRef name = locationName(op);
  return name.empty() ? resultName(op) : name;
}

std::string nameInQuotes(Operation *op) {
  StringRef name = nameOf(op);
  return name.empty() ? "" : " '" + name.str() + "'";
}

FileLineColLoc fileLocation(Operation *op) {
  if (FileLineColLoc place = fileLocation(op->getLoc()))
    return place;
  const InputText *text = inputTextOf(op);
  StringRef name = locationName(op);
  return text && !name.empty() ? text->placeOf(name, op->getContext())
                               : FileLineColLoc();
}

Location placeToShow(Operation *op) {
  if (fileLocation(op->getLoc()))
    return op->getLoc();
  for (Operation *around = op; around; around = around->getParentOp())
    if (FileLineColLoc place = fileLocation(around))
      return place;
  return op->getLoc();
}

} // namespace idealloc
