//===- WriteReport.cpp - Where the memory of planned functions goes -------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "BufferNotes.h"
#include "MemorySpaces.h"
#include "Unplanned.h"
#include "idealloc/Dialect/Allocations.h"
#include "idealloc/Dialect/Functions.h"
#include "idealloc/Dialect/Idealloc.h"
#include "idealloc/Dialect/MemRefBytes.h"
#include "idealloc/Dialect/Threads.h"
#include "idealloc/Report/ReportText.h"
#include "idealloc/Transforms/Passes.h"

#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/FileSystem.h"
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
    if (failed(addMemories(input)))
      return signalPassFailure();
    addUnplanned(input);
    addGlobals(input);
    if (failed(write(makeReport(std::move(input)))))
      signalPassFailure();
  }

private:
  std::string defaultTitle() {
    if (auto name = getOperation()->getAttrOfType<StringAttr>(
            SymbolTable::getSymbolAttrName()))
      return name.str();
    std::string place = placeOf(getOperation()->getLoc());
    return place.empty() ? "idealloc"
                         : StringRef(place).rsplit(':').first.str();
  }

  LogicalResult addMemories(ReportInput &input) {
    auto capacities =
        parseCapacities(llvm::to_vector(ArrayRef<std::string>(capacity)),
                        getOperation()->getLoc());
    FailureOr<std::vector<ArenaProblem>> arenas =
        collectProblems(getOperation(), /*alignment=*/1);
    if (failed(arenas) || failed(capacities))
      return failure();
    for (ArenaProblem &arena : *arenas) {
      FailureOr<Plan> plan = readPlan(arena);
      if (failed(plan))
        return failure();
      auto limit = capacities->find(canonicalSpace(arena.space));
      if (limit != capacities->end())
        arena.problem.capacity = limit->second;
      FunctionOpInterface function = arena.getFunction();
      input.memories.push_back({.name = function.getName().str() +
                                        ", memory space " + toText(arena.space),
                                .problem = arena.problem,
                                .plan = std::move(*plan),
                                .notes = notesOf(arena)});
    }
    return success();
  }

  /// Allocations without a lifetime, and why.
  void addUnplanned(ReportInput &input) {
    ThreadedFunctions threads(getOperation());
    for (FunctionOpInterface function : functionsIn(getOperation())) {
      Lifetimes lifetimes(function);
      lifetimes.refuseThreads(threads);
      lifetimes.refuseSharedDeallocs();
      for (const Root &root : lifetimes.getRoots()) {
        if (root.op->hasAttr(IdeallocDialect::kLifetime))
          continue;
        StringRef name = nameOf(root.op);
        OtherMemory other{
            .name = (function.getName() + ": " +
                     (name.empty() ? root.op->getName().getStringRef() : name))
                        .str(),
            .location = placeOf(root.op->getLoc()),
            .kind = "allocation",
            .reason = "it could be planned, but was not selected "
                      "or could not be verified",
            .remedy = "see memory-spaces and min-size, and the "
                      "remarks of idealloc-annotate-lifetimes"};
        if (root.refusal) {
          other.reason = root.refusal->reason;
          other.remedy = remedyOf(root.refusal->kind).str();
        }
        if (root.bytes > 0)
          other.bytes = root.bytes;
        input.others.push_back(std::move(other));
      }
    }
  }

  void addGlobals(ReportInput &input) {
    DataLayout layout = DataLayout::closest(getOperation());
    getOperation()->walk([&](memref::GlobalOp global) {
      OtherMemory other{.name = global.getSymName().str(),
                        .location = placeOf(global->getLoc()),
                        .kind = global.getConstant() ? "constant" : "global"};
      if (std::optional<int64_t> bytes = getByteSize(global.getType(), layout))
        other.bytes = *bytes;
      input.others.push_back(std::move(other));
    });
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
