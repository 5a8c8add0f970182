//===- ProblemFiles.cpp - Planning problems of functions as CSV files -----===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ProblemFiles.h"

#include "BufferNotes.h"
#include "MemorySpaces.h"
#include "idealloc/Dialect/Allocations.h"
#include "idealloc/Dialect/Functions.h"
#include "idealloc/Dialect/Idealloc.h"
#include "idealloc/Dialect/MemRefBytes.h"
#include "idealloc/Lifetimes/LiveSet.h"
#include "idealloc/Text/Csv.h"

#include "mlir/Dialect/GPU/IR/GPUDialect.h"

#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"

#include <set>

using namespace mlir;

namespace idealloc {

/// The buffer of a slot, all of its allocations together, with the lifetimes
/// that this attribute gives.
static FailureOr<Buffer> toBuffer(ArrayRef<Operation *> allocs,
                                  int64_t alignment, StringRef lifetimes) {
  DataLayout layout = DataLayout::closest(allocs.front());
  Buffer buffer{.alignment = alignment};
  LiveSet live;
  Operation *pinned = nullptr;
  for (Operation *alloc : allocs) {
    MemRefType type = getAllocatedMemory(alloc).getType();
    std::optional<int64_t> bytes = getByteSize(type, layout);
    if (!bytes || *bytes == 0)
      return alloc->emitError()
             << "has a lifetime but no size to plan: " << type;
    buffer.size = std::max(buffer.size, *bytes);
    buffer.alignment = std::max(
        {buffer.alignment, getElementAlignment(type.getElementType(), layout),
         getStatedAlignment(alloc)});
    auto lifetime = alloc->getAttrOfType<LifetimeAttr>(lifetimes);
    live = live.unite(LiveSet::fromBounds(lifetime.getBounds()));
    auto pin = alloc->getAttrOfType<IntegerAttr>(IdeallocDialect::kPin);
    if (!pin)
      continue;
    if (buffer.pin && *buffer.pin != pin.getInt()) {
      auto diag = alloc->emitError()
                  << "is pinned at offset " << pin.getInt()
                  << ", another allocation of its slot at " << *buffer.pin;
      diag.attachNote(pinned->getLoc()) << "the other allocation is here";
      return diag;
    }
    buffer.pin = pin.getInt();
    pinned = alloc;
  }
  buffer.lifetime = {live.begin(), live.end()};
  ArrayRef<TickInterval> intervals = live.getIntervals();
  for (size_t i = 1; i < intervals.size(); ++i)
    buffer.gaps.push_back({intervals[i - 1].end, intervals[i].begin});
  return buffer;
}

/// The allocations with a lifetime by memory space and slot, in order of the
/// first of each.
static llvm::MapVector<Attribute, ArenaProblem>
collectSlots(FunctionOpInterface function) {
  llvm::MapVector<Attribute, ArenaProblem> bySpace;
  DenseMap<std::pair<Attribute, int64_t>, size_t> indexOf;
  function.walk<WalkOrder::PreOrder>([&](Operation *op) {
    auto memory = getAllocatedMemory(op);
    if (!memory || !op->hasAttr(IdeallocDialect::kLifetime))
      return;
    Attribute space = memory.getType().getMemorySpace();
    auto &allocs = bySpace[space].allocs;
    size_t index = allocs.size();
    if (auto slot = op->getAttrOfType<IntegerAttr>(IdeallocDialect::kSlot))
      index = indexOf.try_emplace({space, slot.getInt()}, index).first->second;
    if (index == allocs.size())
      allocs.emplace_back();
    allocs[index].push_back(op);
  });
  return bySpace;
}

/// Buffers that no other one of the arena shares a name with are called by it,
/// the others by their position. A number is no name: it could be a position.
static void setIds(ArenaProblem &arena) {
  llvm::StringMap<int> count;
  for (ArrayRef<Operation *> allocs : arena.allocs)
    ++count[nameOf(allocs.front())];
  for (auto [position, buffer] : llvm::enumerate(arena.problem.buffers)) {
    StringRef name = nameOf(arena.allocs[position].front());
    bool isNumber = llvm::all_of(name, llvm::isDigit);
    buffer.id =
        isNumber || count[name] > 1 ? std::to_string(position) : name.str();
  }
}

/// Adds the buffers of an arena whose allocations are known.
static LogicalResult addBuffers(ArenaProblem &arena, int64_t alignment) {
  StringRef lifetimes = arena.isProgram() ? IdeallocDialect::kProgramLifetime
                                          : IdeallocDialect::kLifetime;
  for (ArrayRef<Operation *> allocs : arena.allocs) {
    FailureOr<Buffer> buffer = toBuffer(allocs, alignment, lifetimes);
    if (failed(buffer))
      return failure();
    arena.problem.buffers.push_back(std::move(*buffer));
  }
  setIds(arena);
  return success();
}

/// The number of the program that the function is planned with, if that can be
/// done for this memory space.
static std::optional<int64_t> programOf(const ArenaProblem &arena) {
  auto program = arena.getFunction()->getAttrOfType<DictionaryAttr>(
      IdeallocDialect::kProgram);
  for (ArrayRef<Operation *> allocs : arena.allocs)
    for (Operation *alloc : allocs)
      // Memory of a device is no part of an arena of the host, which other
      // functions may have in this space.
      if (!alloc->hasAttr(IdeallocDialect::kProgramLifetime) ||
          isa<gpu::AllocOp>(alloc))
        return std::nullopt;
  return program ? std::optional(program.getAs<IntegerAttr>("number").getInt())
                 : std::nullopt;
}

FailureOr<std::vector<ArenaProblem>> collectProblems(Operation *top,
                                                     int64_t alignment) {
  std::vector<ArenaProblem> problems;
  DenseMap<std::pair<int64_t, Attribute>, size_t> byProgram;
  for (FunctionOpInterface function : functionsIn(top))
    for (auto &[space, arena] : collectSlots(function)) {
      arena.functions = {function};
      arena.space = space;
      if (std::optional<int64_t> program = programOf(arena)) {
        auto [first, isNew] =
            byProgram.try_emplace({*program, space}, problems.size());
        if (!isNew) {
          ArenaProblem &all = problems[first->second];
          all.functions.push_back(function);
          llvm::append_range(all.allocs, arena.allocs);
          continue;
        }
      }
      problems.push_back(std::move(arena));
    }
  for (ArenaProblem &arena : problems)
    if (failed(addBuffers(arena, alignment)))
      return failure();
  return problems;
}

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
    stream << toCsv(arena.problem, nullptr, notesOf(arena));
    return llvm::Error::success();
  });
  if (!error)
    return success();
  FunctionOpInterface function = arena.getFunction();
  return emitError(function.getLoc())
         << "cannot write dump-problem file '" << file
         << "': " << llvm::toString(std::move(error));
}

/// The first difference between the problem of the IR and that of the file.
static std::string difference(const Problem &ir, const Problem &file) {
  if (ir.buffers.size() != file.buffers.size())
    return "it has " + std::to_string(file.buffers.size()) +
           " buffers, the function " + std::to_string(ir.buffers.size());
  for (auto [a, b] : llvm::zip_equal(ir.buffers, file.buffers)) {
    if (a.id != b.id)
      return "it has buffer '" + b.id + "' where the function has '" + a.id +
             "'";
    if (a.size != b.size)
      return "buffer '" + a.id + "' has " + std::to_string(b.size) +
             " bytes, in the function " + std::to_string(a.size);
    if (a.lifetime != b.lifetime || a.gaps != b.gaps)
      return "buffer '" + a.id + "' has another lifetime than in the function";
    if (!b.pin)
      return "buffer '" + a.id + "' has no offset";
  }
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
  if (std::string why = difference(arena.problem, csv->problem); !why.empty())
    return fail(why);
  Plan plan;
  for (const Buffer &planned : csv->problem.buffers) {
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
