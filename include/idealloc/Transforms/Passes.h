//===- Passes.h - The passes and the pipeline of idealloc ----- -*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_TRANSFORMS_PASSES_H
#define IDEALLOC_TRANSFORMS_PASSES_H

#include "idealloc/Conversion/Passes.h"
#include "idealloc/Planner/Strategies.h"

#include "mlir/Pass/PassOptions.h"

namespace idealloc {

/// Where lifetimes come from: option `lifetimes`.
enum class LifetimeSource { Derive, Given };

/// The values of option `lifetimes`, for --help and the parser.
inline llvm::cl::ValuesClass lifetimeSourceValues() {
  return llvm::cl::values(
      clEnumValN(LifetimeSource::Derive, "derive", "computed"),
      clEnumValN(LifetimeSource::Given, "given",
                 "expected on every plannable allocation; "
                 "idealloc-verify-offsets proves them"));
}

/// What allocations that stay in a planned memory space are: option
/// `unplanned`.
enum class UnplannedAction { Ignore, Warn, Error };

/// The values of option `unplanned`.
inline llvm::cl::ValuesClass unplannedValues() {
  return llvm::cl::values(
      clEnumValN(UnplannedAction::Ignore, "ignore", "a remark"),
      clEnumValN(UnplannedAction::Warn, "warn", "a warning"),
      clEnumValN(UnplannedAction::Error, "error", "an error"));
}

/// What the instances of parallel bodies get: option `instances`.
enum class InstancePlace { None, Body };

/// The values of option `instances`.
inline llvm::cl::ValuesClass instancePlaceValues() {
  return llvm::cl::values(clEnumValN(InstancePlace::None, "none", "no arena"),
                          clEnumValN(InstancePlace::Body, "body",
                                     "an arena at the start of the body"));
}

/// Where buffers lie that entry points return: option `results`.
enum class ResultPlace { Keep, Arena };

/// The values of option `results`.
inline llvm::cl::ValuesClass resultPlaceValues() {
  return llvm::cl::values(
      clEnumValN(ResultPlace::Keep, "keep", "allocated as they are"),
      clEnumValN(ResultPlace::Arena, "arena",
                 "in the arena, valid until the next call"));
}

/// The values of option `results` of the pipeline: those, and a pass of
/// upstream.
enum class PipelineResults { Keep, Arena, OutParams };

inline llvm::cl::ValuesClass pipelineResultsValues() {
  return llvm::cl::values(
      clEnumValN(PipelineResults::Keep, "keep", "allocated as they are"),
      clEnumValN(PipelineResults::Arena, "arena",
                 "in the arena, valid until the next call"),
      clEnumValN(PipelineResults::OutParams, "out-params",
                 "in arguments, which buffer-results-to-out-params adds"));
}

/// Where buffers lie that entry points take: option `inputs`.
enum class InputPlace { Keep, Arena };

inline llvm::cl::ValuesClass inputPlaceValues() {
  return llvm::cl::values(
      clEnumValN(InputPlace::Keep, "keep", "where the caller says"),
      clEnumValN(InputPlace::Arena, "arena",
                 "in the arena, where the caller writes them"));
}

/// What is read through a transposed view instead of being transposed: option
/// `views`.
enum class ReadViews { None, Constants, All };

/// The values of option `views`.
inline llvm::cl::ValuesClass readViewsValues() {
  return llvm::cl::values(
      clEnumValN(ReadViews::None, "none", "nothing"),
      clEnumValN(ReadViews::Constants, "constants", "constants"),
      clEnumValN(ReadViews::All, "all",
                 "buffers and arguments as well; a promise of all callers that "
                 "an argument which is copied shares no bytes with others"));
}

/// The values of option `search` of strategy boxing.
inline llvm::cl::ValuesClass boxingSearchValues() {
  return llvm::cl::values(
      clEnumValN(BoxingSearch::Tree, "mcts", "Monte Carlo tree search"),
      clEnumValN(BoxingSearch::Random, "random", "each drawn anew"));
}

/// What idealloc-schedule may do to the order of ops.
enum class OrderMode { Off, Sink, Full };

inline llvm::cl::ValuesClass orderModeValues() {
  return llvm::cl::values(
      clEnumValN(OrderMode::Off, "off", "nothing"),
      clEnumValN(OrderMode::Sink, "sink",
                 "ops that only add bytes late, ops that free bytes early"),
      clEnumValN(OrderMode::Full, "full", "the best order that is found"));
}

/// To which functions.
enum class OrderWhen { Always, OverCapacity };

inline llvm::cl::ValuesClass orderWhenValues() {
  return llvm::cl::values(
      clEnumValN(OrderWhen::Always, "always", "to all"),
      clEnumValN(OrderWhen::OverCapacity, "over-capacity",
                 "where the load exceeds the capacity, and no more than fits"));
}

#define GEN_PASS_DECL
#include "idealloc/Transforms/Passes.h.inc"

#define GEN_PASS_REGISTRATION
#include "idealloc/Transforms/Passes.h.inc"

/// Options of the pipeline `idealloc`: those of its passes, and `lower`.
/// Options of one strategy are of idealloc-assign-offsets alone.
struct PipelineOptions : mlir::PassPipelineOptions<PipelineOptions> {
  Option<LifetimeSource> lifetimes{
      *this, "lifetimes",
      llvm::cl::desc("Where lifetimes come from. Default: derive."),
      llvm::cl::init(LifetimeSource::Derive), lifetimeSourceValues()};
  ListOption<std::string> memorySpaces{
      *this, "memory-spaces",
      llvm::cl::desc("Memory spaces to plan: attributes, 'default' or 'all'. "
                     "Default: the only space there is.")};
  Option<int64_t> minSize{
      *this, "min-size",
      llvm::cl::desc("Bytes below which an allocation is left alone. "
                     "Default: 0."),
      llvm::cl::init(0)};
  Option<bool> inPlace{
      *this, "in-place",
      llvm::cl::desc("Let an op write its result over an operand that it reads "
                     "for the last time, where that cannot change the "
                     "result. Default: true."),
      llvm::cl::init(true)};
  Option<PipelineResults> results{
      *this, "results",
      llvm::cl::desc("Where buffers lie that entry points return: keep, arena, "
                     "where they are valid until the next call, or out-params, "
                     "which buffer-results-to-out-params adds first. Default: "
                     "keep."),
      llvm::cl::init(PipelineResults::Keep), pipelineResultsValues()};
  Option<InputPlace> inputs{
      *this, "inputs",
      llvm::cl::desc("Where buffers lie that entry points take: keep or arena, "
                     "where the caller writes them. Default: keep."),
      llvm::cl::init(InputPlace::Keep), inputPlaceValues()};
  ListOption<std::string> concurrent{
      *this, "concurrent",
      llvm::cl::desc("Functions that may run at the same time as one another. "
                     "Default: none.")};
  Option<bool> program{
      *this, "program",
      llvm::cl::desc("Plan functions that call one another together, in one "
                     "arena; false plans each alone. Default: true."),
      llvm::cl::init(true)};
  Option<UnplannedAction> unplanned{
      *this, "unplanned",
      llvm::cl::desc(
          "What allocations that stay in a planned memory space are: "
          "ignore, warn or error. Default: ignore."),
      llvm::cl::init(UnplannedAction::Ignore), unplannedValues()};
  Option<int64_t> boundBytes{
      *this, "bound-bytes",
      llvm::cl::desc("Bytes above which a dynamic shape counts as unbounded. "
                     "Default: 1 GiB."),
      llvm::cl::init(int64_t{1} << 30)};
  Option<int64_t> instanceBytes{
      *this, "instance-bytes",
      llvm::cl::desc("Bytes that the instances of one allocation in parallel "
                     "loops may take together; 0 leaves all of them alone. "
                     "Default: 0."),
      llvm::cl::init(0)};
  Option<InstancePlace> instances{
      *this, "instances",
      llvm::cl::desc("What the instances of parallel bodies get that "
                     "instance-bytes leaves alone: none, or body, an arena at "
                     "the start of the body. Default: none."),
      llvm::cl::init(InstancePlace::None), instancePlaceValues()};
  Option<OrderMode> schedule{
      *this, "schedule",
      llvm::cl::desc("Reorders ops so that less is live at once: off, sink or "
                     "full. Default: full."),
      llvm::cl::init(OrderMode::Full), orderModeValues()};
  Option<OrderWhen> scheduleWhen{
      *this, "when",
      llvm::cl::desc("Which functions are reordered: always, or over-capacity. "
                     "Default: always."),
      llvm::cl::init(OrderWhen::Always), orderWhenValues()};
  Option<double> rematWork{
      *this, "remat-work",
      llvm::cl::desc("Percent of loop iterations that ops which run twice may "
                     "add to those of their block, with schedule=full; 0: none "
                     "runs twice. Default: 1."),
      llvm::cl::init(1.0)};
  Option<double> orderEffort{
      *this, "order-effort",
      llvm::cl::desc(
          "Factor on the budget of the search for an order; 1 is the "
          "default of the tool idealloc-schedule. Default: 0.05."),
      llvm::cl::init(0.05)};
  Option<bool> shorten{
      *this, "shorten",
      llvm::cl::desc("Rewrite the program first so that values live for a "
                     "shorter time. Default: true."),
      llvm::cl::init(true)};
  Option<ReadViews> views{
      *this, "views",
      llvm::cl::desc("What is read through a transposed view instead of being "
                     "transposed. Default: constants."),
      llvm::cl::init(ReadViews::Constants), readViewsValues()};
  Option<int64_t> foldBytes{
      *this, "fold-bytes",
      llvm::cl::desc("Bytes that constants may have together which are "
                     "computed from others. Default: 64 MiB."),
      llvm::cl::init(int64_t{64} << 20)};
  Option<std::string> strategy{
      *this, "strategy", llvm::cl::desc("Planning strategy. Default: auto.")};
  Option<int64_t> alignment{
      *this, "alignment",
      llvm::cl::desc("Alignment in bytes of every buffer that asks for less. "
                     "Default: 64."),
      llvm::cl::init(64)};
  ListOption<std::string> capacity{
      *this, "capacity",
      llvm::cl::desc("SPACE:BYTES, the size of the scratchpad of a memory "
                     "space. Default: unlimited.")};
  Option<std::string> memories{
      *this, "memories",
      llvm::cl::desc("JSON file that describes memories as #idealloc.memory "
                     "does. Default: none.")};
  ListOption<std::string> reserve{
      *this, "reserve",
      llvm::cl::desc("SPACE:LO-HI, bytes no buffer may touch. Default: none.")};
  Option<uint64_t> seed{
      *this, "seed",
      llvm::cl::desc("Seed of randomised strategies. Default: 0."),
      llvm::cl::init(0)};
  Option<double> effort{
      *this, "effort",
      llvm::cl::desc("Factor on every work budget; 1 is the default of "
                     "idealloc-plan. Default: 0.02."),
      llvm::cl::init(0.02)};
  Option<unsigned> threads{
      *this, "threads",
      llvm::cl::desc("Threads of the planner, 0 is one per core; the plan is "
                     "the same for every number. Default: 1."),
      llvm::cl::init(1)};
  Option<double> timeLimit{
      *this, "time-limit",
      llvm::cl::desc("Seconds after which the planner stops searching, 0 is "
                     "no limit; with one, plans depend on the clock. "
                     "Default: 0."),
      llvm::cl::init(0.0)};
  Option<std::string> dumpProblem{
      *this, "dump-problem",
      llvm::cl::desc("Write the problem to this CSV file.")};
  Option<std::string> header{
      *this, "header",
      llvm::cl::desc("Write the memories as a header for C and C++ to this "
                     "file.")};
  Option<std::string> loadPlan{
      *this, "load-plan",
      llvm::cl::desc("Take the offsets from this CSV file.")};
  Option<std::string> report{
      *this, "report",
      llvm::cl::desc("Write where the memory goes to this file, which ends in "
                     ".txt, .json or .html.")};
  Option<std::string> reportAgainst{
      *this, "report-against",
      llvm::cl::desc("With report: compare with this old report, which ends in "
                     ".json.")};
  Option<bool> failIfLarger{
      *this, "fail-if-larger",
      llvm::cl::desc("With report-against: fail if an arena has become larger. "
                     "Default: false."),
      llvm::cl::init(false)};
  Option<ArenaStorage> storage{
      *this, "storage", llvm::cl::desc("Where arenas live. Default: alloc."),
      llvm::cl::init(ArenaStorage::Alloc), arenaStorageValues()};
  Option<bool> deallocArena{
      *this, "dealloc-arena",
      llvm::cl::desc("With storage=alloc, free arenas at every exit. "
                     "Default: true."),
      llvm::cl::init(true)};
  Option<bool> retain{
      *this, "retain",
      llvm::cl::desc("Functions without a body may keep what they are given "
                     "unless idealloc.noretain promises the contrary; false "
                     "promises it for all. Default: true."),
      llvm::cl::init(true)};
  Option<bool> callbacks{
      *this, "callbacks",
      llvm::cl::desc("With storage=global, functions without a body may call "
                     "functions of this module unless idealloc.nocallback "
                     "promises the contrary; false promises it for all. "
                     "Default: true."),
      llvm::cl::init(true)};
  Option<bool> lower{
      *this, "lower",
      llvm::cl::desc("Lower to memref; false stops at idealloc.slice. "
                     "Default: true."),
      llvm::cl::init(true)};
};

/// Adds promise-noretain if `retain` is false; unless lifetimes are given,
/// make-static and, unless turned off, shorten, schedule and verify-order;
/// annotate-lifetimes, assign-offsets, verify-offsets, report if a file is
/// given, materialize-arena and, unless `lower` is false, lower-to-memref.
/// `manager` runs on a symbol table op.
void buildPipeline(mlir::OpPassManager &manager,
                   const PipelineOptions &options);

/// Registers all passes and the pipeline `idealloc`.
void registerPassesAndPipeline();

} // namespace idealloc

#endif // IDEALLOC_TRANSFORMS_PASSES_H
