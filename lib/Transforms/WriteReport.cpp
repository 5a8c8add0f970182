//===- WriteReport.cpp - Where the memory of planned functions goes -------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "BufferNotes.h"
#include "MemoryAccounts.h"
#include "MemorySpaces.h"
#include "ReportOthers.h"
#include "idealloc/Dialect/Functions.h"
#include "idealloc/Dialect/Idealloc.h"
#include "idealloc/Report/ReportDiff.h"
#include "idealloc/Report/ReportText.h"
#include "idealloc/Transforms/Passes.h"

#include "llvm/Support/Error.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"

namespace idealloc {
#define GEN_PASS_DEF_WRITEREPORT
#include "idealloc/Transforms/Passes.h.inc"
} // namespace idealloc

using namespace mlir;
using namespace idealloc;

/// The plan of an arena as the IR states it; fails where there is none.
static FailureOr<Plan> readPlan(const ArenaProblem &arena) {
  FunctionOpInterface function = arena.getFunction();
  auto arenas = function->getAttrOfType<ArrayAttr>(IdeallocDialect::kArenas);
  Plan plan{.status = Status::Feasible};
  for (Attribute attribute :
       arenas ? arenas.getValue() : ArrayRef<Attribute>()) {
    auto entry = dyn_cast<DictionaryAttr>(attribute);
    if (!entry ||
        canonicalSpace(entry.get("space")) != canonicalSpace(arena.space))
      continue;
    if (auto bytes = entry.getAs<IntegerAttr>("bytes"))
      plan.makespan = bytes.getInt();
    if (auto bound = entry.getAs<IntegerAttr>("lower_bound"))
      plan.lowerBound = bound.getInt();
    if (entry.getAs<StringAttr>("status") &&
        entry.getAs<StringAttr>("status") == toString(Status::Optimal))
      plan.status = Status::Optimal;
  }
  for (ArrayRef<Operation *> allocs : arena.allocs) {
    auto offset =
        allocs.front()->getAttrOfType<IntegerAttr>(IdeallocDialect::kOffset);
    if (!offset)
      return allocs.front()->emitError()
             << "has a lifetime but no offset; run idealloc-assign-offsets "
                "before idealloc-report";
    plan.offsets.push_back(offset.getInt());
  }
  return plan;
}

namespace {
struct WriteReportPass : idealloc::impl::WriteReportBase<WriteReportPass> {
  using WriteReportBase::WriteReportBase;

  bool canScheduleOn(RegisteredOperationName name) const final {
    return isSymbolTable(name);
  }

  void runOnOperation() final {
    markAllAnalysesPreserved();
    Operation *top = getOperation();
    if (file.empty()) {
      top->emitError() << "idealloc-report needs file=NAME.txt, NAME.json or "
                          "NAME.html";
      return signalPassFailure();
    }
    ReportInput input{.title = title.empty() ? defaultTitle() : title};
    input.totals = totalsOf(top);
    input.others = othersIn(top);
    if (failed(addMemories(input)) || failed(compare(input)))
      return signalPassFailure();
    std::string larger = failIfLarger ? whyLarger(input) : "";
    if (failed(write(makeReport(std::move(input)))))
      return signalPassFailure();
    if (larger.empty())
      return;
    top->emitError() << larger << " since report '" << against.getValue()
                     << "'";
    signalPassFailure();
  }

private:
  std::string defaultTitle() {
    if (auto name = getOperation()->getAttrOfType<StringAttr>(
            SymbolTable::getSymbolAttrName()))
      return name.str();
    std::string place = placeOf(getOperation());
    return place.empty() ? "idealloc"
                         : StringRef(place).rsplit(':').first.str();
  }

  LogicalResult addMemories(ReportInput &input) {
    FailureOr<MemoryDescriptions> described = readMemories(
        getOperation(), getAnalysis<ProgramSpaces>(),
        {.file = memories, .capacities = {capacity.begin(), capacity.end()}});
    FailureOr<std::vector<ArenaProblem>> arenas =
        collectProblems(getOperation(), /*alignment=*/1);
    if (failed(arenas) || failed(described))
      return failure();
    SymbolTableCollection symbols;
    for (ArenaProblem &arena : *arenas) {
      if (arena.problem.buffers.empty())
        continue;
      FailureOr<Plan> plan = readPlan(arena);
      if (failed(plan))
        return failure();
      auto memory = described->find(canonicalSpace(arena.space));
      auto totals = llvm::find_if(input.totals, [&](const MemoryTotals &of) {
        return of.space == toText(arena.space);
      });
      if (memory != described->end()) {
        arena.problem.capacity = memory->second.capacity;
        arena.problem.reserved = memory->second.reserved;
      } else if (totals != input.totals.end()) {
        arena.problem.capacity = totals->capacity;
      }
      FunctionOpInterface function = arena.getFunction();
      input.memories.push_back({.name = function.getName().str() +
                                        ", memory space " + toText(arena.space),
                                .problem = arena.problem,
                                .plan = std::move(*plan),
                                .notes = notesOf(arena, symbols)});
    }
    return success();
  }

  /// Reads the old report, if one is named.
  LogicalResult compare(ReportInput &input) {
    if (against.empty()) {
      if (failIfLarger)
        return getOperation()->emitError()
               << "fail-if-larger needs an old report to compare with: "
                  "against=FILE.json";
      return success();
    }
    auto fail = [&](const Twine &why) {
      return getOperation()->emitError()
             << "cannot use old report '" << against.getValue() << "': " << why;
    };
    auto text = llvm::MemoryBuffer::getFile(against);
    if (!text)
      return fail(text.getError().message());
    Result<std::vector<ReportedPlan>> old = readReport(
        std::string_view((*text)->getBufferStart(), (*text)->getBufferSize()));
    if (!old)
      return fail(old.error());
    compareWith(input, against, *old);
    return success();
  }

  /// Writes the file, whole or not at all.
  LogicalResult write(const Report &report) {
    Result<std::string> text = reportAs(file.getValue(), report);
    if (!text)
      return getOperation()->emitError() << text.error();
    llvm::Error error =
        llvm::writeToOutput(file, [&](llvm::raw_ostream &stream) {
          stream << *text;
          return llvm::Error::success();
        });
    if (!error)
      return success();
    return getOperation()->emitError()
           << "cannot write report '" << file.getValue()
           << "': " << llvm::toString(std::move(error));
  }
};
} // namespace
