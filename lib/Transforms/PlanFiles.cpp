//===- PlanFiles.cpp - Problems and plans of functions as CSV files -------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "BufferNames.h"
#include "BufferNotes.h"
#include "MemorySpaces.h"
#include "idealloc/Text/Csv.h"

#include "mlir/IR/SymbolTable.h"

#include "llvm/ADT/StringMap.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"

#include <set>

using namespace mlir;

namespace idealloc {

/// "outer.inner.function", without the names of unnamed modules.
static std::string symbolPath(Operation *op) {
  std::string path;
  for (; op; op = op->getParentOp())
    if (auto name =
            op->getAttrOfType<StringAttr>(SymbolTable::getSymbolAttrName()))
      path = name.str() + (path.empty() ? "" : "." + path);
  return path;
}

std::vector<std::string> fileNames(StringRef path,
                                   ArrayRef<ArenaProblem> problems) {
  if (problems.size() == 1)
    return {path.str()};
  StringRef extension = llvm::sys::path::extension(path);
  StringRef stem = path.drop_back(extension.size());
  std::vector<std::string> names;
  std::set<std::string> taken;
  for (const ArenaProblem &arena : problems) {
    FunctionOpInterface function = arena.getFunction();
    std::string name = stem.str() + "." + toFileName(symbolPath(function)) +
                       "." + toFileName(toText(arena.space));
    std::string unique = name;
    for (int i = 2; !taken.insert(unique).second; ++i)
      unique = name + "-" + std::to_string(i);
    names.push_back(unique + extension.str());
  }
  return names;
}

LogicalResult dumpProblem(const ArenaProblem &arena, StringRef file) {
  llvm::Error error = llvm::writeToOutput(file, [&](llvm::raw_ostream &stream) {
    SymbolTableCollection symbols;
    stream << toCsv(arena.problem, nullptr, notesOf(arena, symbols));
    return llvm::Error::success();
  });
  if (!error)
    return success();
  FunctionOpInterface function = arena.getFunction();
  return emitError(function.getLoc())
         << "cannot write dump-problem file '" << file
         << "': " << llvm::toString(std::move(error));
}

/// The buffer of the file for each one of the IR; else `why` there is none.
static SmallVector<size_t> matchNames(const Problem &ir, const Problem &file,
                                      std::string &why) {
  size_t count = ir.buffers.size();
  if (file.buffers.size() != count) {
    why = "it has " + std::to_string(file.buffers.size()) +
          " buffers, the function " + std::to_string(count);
    return {};
  }
  llvm::StringMap<size_t> indexOf;
  for (auto [index, buffer] : llvm::enumerate(ir.buffers))
    indexOf[buffer.id] = index;
  SmallVector<size_t> matched(count, count);
  for (auto [row, buffer] : llvm::enumerate(file.buffers)) {
    StringRef id = buffer.id;
    // Older files have numbers, and a text of the program with other names
    // keeps the order: sizes, lifetimes and the plan are checked in any case.
    size_t index = count;
    if (auto named = indexOf.find(id); named != indexOf.end())
      index = named->second;
    else if (isNameOfText(id))
      index = row;
    else if (id.getAsInteger(10, index))
      index = count;
    if (index >= count) {
      why = "the function has no buffer '" + buffer.id + "'";
      return {};
    }
    if (matched[index] != count) {
      why = "it has buffer '" + ir.buffers[index].id + "' twice, as '" +
            file.buffers[matched[index]].id + "' and as '" + buffer.id + "'";
      return {};
    }
    matched[index] = row;
  }
  return matched;
}

/// The first difference between a buffer of the IR and that of the file.
static std::string difference(const Buffer &ir, const Buffer &file) {
  if (ir.size != file.size)
    return "buffer '" + ir.id + "' has " + std::to_string(file.size) +
           " bytes, in the function " + std::to_string(ir.size);
  if (ir.lifetime != file.lifetime || ir.gaps != file.gaps)
    return "buffer '" + ir.id + "' has another lifetime than in the function";
  if (!file.pin)
    return "buffer '" + ir.id + "' has no offset";
  return "";
}

FailureOr<Plan> loadPlan(const ArenaProblem &arena, StringRef file) {
  FunctionOpInterface function = arena.getFunction();
  auto fail = [&](const Twine &why) {
    return emitError(function.getLoc())
           << "cannot use load-plan file '" << file << "': " << why;
  };
  auto buffer = llvm::MemoryBuffer::getFile(file);
  if (!buffer)
    return fail(buffer.getError().message());
  Result<ProblemText> csv = readCsv(
      std::string_view((*buffer)->getBufferStart(), (*buffer)->getBufferSize()),
      {.file = file.str()});
  if (!csv)
    return fail(csv.error());
  std::string why;
  SmallVector<size_t> rows = matchNames(arena.problem, csv->problem, why);
  if (!why.empty())
    return fail(why);
  Plan plan;
  for (auto [row, buffer] : llvm::zip_equal(rows, arena.problem.buffers)) {
    const Buffer &planned = csv->problem.buffers[row];
    if (why = difference(buffer, planned); !why.empty())
      return fail(why);
    plan.offsets.push_back(*planned.pin);
    plan.makespan = std::max(plan.makespan, *planned.pin + planned.size);
  }
  plan.lowerBound = lowerBound(arena.problem);
  plan.status =
      plan.makespan == plan.lowerBound ? Status::Optimal : Status::Feasible;
  if (std::optional<PlanError> error = verify(arena.problem, plan))
    return fail(error->message);
  return plan;
}

} // namespace idealloc
