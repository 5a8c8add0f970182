//===- Pipeline.cpp - The pipeline of all passes --------------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "idealloc/Transforms/Passes.h"

#include "mlir/Dialect/Bufferization/Transforms/Passes.h"
#include "mlir/Pass/PassManager.h"
#include "mlir/Pass/PassRegistry.h"

using namespace mlir;

namespace idealloc {

/// The values of a list option, as options of passes take them.
template <typename ListOption>
static SmallVector<std::string, 4> listOf(const ListOption &option) {
  return llvm::to_vector<4>(ArrayRef<std::string>(option));
}

static void addShorten(OpPassManager &manager, const PipelineOptions &options) {
  if (!options.shorten)
    return;
  ShortenOptions shorten;
  shorten.memorySpaces = listOf(options.memorySpaces);
  shorten.minSize = options.minSize;
  shorten.views = options.views;
  shorten.foldBytes = options.foldBytes;
  shorten.inPlace = options.inPlace;
  manager.addPass(createShorten(shorten));
}

/// Returned buffers become arguments, of public functions too; what is
/// allocated to be returned is the argument then.
static void addOutParams(OpPassManager &manager) {
  bufferization::BufferResultsToOutParamsPassOptions options;
  options.hoistStaticAllocs = true;
  options.modifyPublicFunctions = true;
  manager.addPass(bufferization::createBufferResultsToOutParamsPass(options));
}

void buildPipeline(OpPassManager &manager, const PipelineOptions &options) {
  if (!options.retain)
    manager.addPass(createPromiseNoRetain());
  if (options.results == PipelineResults::OutParams)
    addOutParams(manager);
  // Lifetimes that are given are those of the IR as it is.
  if (options.lifetimes != LifetimeSource::Given) {
    MakeStaticOptions makeStatic;
    makeStatic.memorySpaces = listOf(options.memorySpaces);
    makeStatic.minSize = options.minSize;
    makeStatic.boundBytes = options.boundBytes;
    makeStatic.instanceBytes = options.instanceBytes;
    makeStatic.instances = options.instances;
    makeStatic.capacity = listOf(options.capacity);
    makeStatic.memories = options.memories;
    manager.addPass(createMakeStatic(makeStatic));
    addShorten(manager, options);

    ScheduleBlocksOptions schedule;
    schedule.mode = options.schedule;
    schedule.when = options.scheduleWhen;
    schedule.rematWork = options.rematWork;
    schedule.orderEffort = options.orderEffort;
    schedule.memorySpaces = listOf(options.memorySpaces);
    schedule.minSize = options.minSize;
    schedule.inPlace = options.inPlace;
    schedule.capacity = listOf(options.capacity);
    schedule.memories = options.memories;
    schedule.strategy = options.strategy;
    schedule.alignment = options.alignment;
    schedule.effort = options.effort;
    schedule.seed = options.seed;
    manager.addPass(createScheduleBlocks(schedule));
    manager.addPass(createVerifyOrder());
  }

  AnnotateLifetimesOptions annotate;
  annotate.lifetimes = options.lifetimes;
  annotate.memorySpaces = listOf(options.memorySpaces);
  annotate.minSize = options.minSize;
  annotate.inPlace = options.inPlace;
  annotate.program = options.program;
  annotate.results = options.results == PipelineResults::Arena
                         ? ResultPlace::Arena
                         : ResultPlace::Keep;
  annotate.inputs = options.inputs;
  annotate.concurrent = listOf(options.concurrent);
  annotate.unplanned = options.unplanned;
  manager.addPass(createAnnotateLifetimes(annotate));

  AssignOffsetsOptions assign;
  assign.strategy = options.strategy;
  assign.alignment = options.alignment;
  assign.capacity = listOf(options.capacity);
  assign.memories = options.memories;
  assign.reserve = listOf(options.reserve);
  assign.seed = options.seed;
  assign.effort = options.effort;
  assign.threads = options.threads;
  assign.timeLimit = options.timeLimit;
  assign.dumpProblem = options.dumpProblem;
  assign.header = options.header;
  assign.loadPlan = options.loadPlan;
  manager.addPass(createAssignOffsets(assign));

  manager.addPass(createVerifyOffsets());
  if (!options.report.empty() || !options.reportAgainst.empty() ||
      options.failIfLarger) {
    WriteReportOptions report;
    report.file = options.report;
    report.capacity = listOf(options.capacity);
    report.against = options.reportAgainst;
    report.failIfLarger = options.failIfLarger;
    report.memories = options.memories;
    manager.addPass(createWriteReport(report));
  }
  manager.addPass(createMaterializeArena());
  if (!options.lower)
    return;
  LowerToMemrefOptions lower;
  lower.storage = options.storage;
  lower.deallocArena = options.deallocArena;
  lower.callbacks = options.callbacks;
  manager.addPass(createLowerToMemref(lower));
}

void registerPassesAndPipeline() {
  registerIdeallocTransformsPasses();
  registerIdeallocConversionPasses();
  PassPipelineRegistration<PipelineOptions>(
      "idealloc",
      "Plans all static allocations of each function into one arena per memory "
      "space.",
      buildPipeline);
}

} // namespace idealloc
