//===- Runner.cpp - Runs a program with and without planning --------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Runner.h"
#include "Execution.h"
#include "Fault.h"
#include "Sandbox.h"
#include "TestPasses/Passes.h"

#include "idealloc/Dialect/Idealloc.h"
#include "idealloc/Dialect/MemRefBytes.h"
#include "idealloc/Transforms/Passes.h"

#include "mlir/IR/Remarks.h"
#include "mlir/IR/Verifier.h"
#include "mlir/Parser/Parser.h"
#include "mlir/Pass/PassManager.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/JSON.h"

using namespace mlir;
using namespace idealloc;
using namespace idealloc::fuzz;
namespace json = llvm::json;

std::string Configuration::str() const {
  return (llvm::Twine("strategy=") + strategy +
          " storage=" + toString(storage) + (poison ? " poison" : "") +
          (twice ? " twice" : "") + (shorten ? " shorten" : "") +
          (results ? " results" : "") + (bodies ? " bodies" : "") +
          (shuffle ? " shuffle=" + std::to_string(*shuffle) : std::string()))
      .str();
}

std::string idealloc::fuzz::checkPipelineOptions(const std::string &text) {
  return PipelineOptions::createFromString(text)
             ? ""
             : "'" + text + "' is no option of the pipeline idealloc";
}

namespace {
/// Counts why allocations are not planned.
struct RefusalCounter : remark::detail::MLIRRemarkStreamerBase {
  RefusalCounter(std::map<std::string, int64_t> &counts) : counts(counts) {}

  void streamOptimizationRemark(const remark::detail::Remark &remark) override {
    if (remark.getRemarkName() != "NotPlanned")
      return;
    for (const auto &arg : remark.getArgs())
      if (arg.key == "Kind")
        ++counts[arg.val];
  }

  std::map<std::string, int64_t> &counts;
};

/// One program in the child process.
class Check {
public:
  Check(const RunOptions &options, MLIRContext &context, Tell tell)
      : options(options), context(context), tell(tell),
        handler(&context, [&](Diagnostic &diagnostic) {
          if (diagnostic.getSeverity() == DiagnosticSeverity::Error)
            diagnostics += diagnostic.str() + "\n";
          return success();
        }) {}

  void run(const std::string &program, ArrayRef<Configuration> configurations) {
    stage = "parse";
    OwningOpRef<ModuleOp> module =
        parseSourceString<ModuleOp>(program, &context);
    if (!module)
      return fail("invalid", "does not parse or verify");
    if (!runReference(*module))
      return;
    for (const Configuration &each : configurations) {
      configuration = each;
      if (!runPlanned(*module))
        return;
    }
  }

private:
  void enter(const std::string &name) {
    stage = name;
    tell(toText(json::Object{{"stage", stage},
                             {"configuration", configurationText()}}));
  }

  std::string configurationText() const {
    return configuration ? configuration->str() : "";
  }

  static std::string toText(json::Object object) {
    return llvm::formatv("{0}", json::Value(std::move(object))).str();
  }

  void fail(const std::string &kind, const std::string &message) {
    tell(toText(
        json::Object{{"kind", kind},
                     {"message", json::fixUTF8(message + "\n" + diagnostics)},
                     {"configuration", configurationText()},
                     {"stage", stage}}));
  }

  /// Twice per vector, with fresh memory of two kinds.
  bool runReference(ModuleOp module) {
    enter("reference");
    std::string why;
    OwningOpRef<ModuleOp> copy = module.clone();
    std::unique_ptr<Execution> reference =
        Execution::compile(*copy, options.optLevel, why);
    if (!reference)
      return fail("reference", why), false;
    std::string misuse;
    for (unsigned vector = 0; vector < options.vectors; ++vector) {
      expected.push_back(reference->run(vector, 0xA5, misuse));
      if (expected.back() != reference->run(vector, 0x5B, misuse))
        return fail("undefined", "the outputs of vector " +
                                     std::to_string(vector) +
                                     " depend on what fresh memory holds"),
               false;
      if (!misuse.empty())
        return fail("reference",
                    "vector " + std::to_string(vector) + ": " + misuse),
               false;
    }
    return true;
  }

  bool runPlanned(ModuleOp module) {
    OwningOpRef<ModuleOp> copy = module.clone();
    enter("plan");
    if (failed(plan(*copy)))
      return fail("plan", "planning fails"), false;
    if (!isCounted)
      count(*copy);
    if (configuration->poison) {
      enter("poison");
      PassManager manager(&context);
      manager.addPass(createPoison());
      if (failed(manager.run(*copy)))
        return fail("poison", "idealloc-poison fails"), false;
    }
    enter("lower");
    LowerToMemrefOptions lower;
    lower.storage = configuration->storage;
    lower.callbacks = false; // What programs declare calls nothing of theirs.
    PassManager manager(&context);
    manager.addPass(createLowerToMemref(lower));
    if (failed(manager.run(*copy))) {
      // Said with a reason, where calls rule a storage out.
      bool isRefused =
          lower.storage != ArenaStorage::Alloc &&
          llvm::StringRef(diagnostics).contains("use storage=alloc");
      if (!isRefused)
        return fail("lower", "lowering fails"), false;
      diagnostics.clear();
      tell(toText(json::Object{{"refused-storage", 1}}));
      return true;
    }
    return runLowered(*copy);
  }

  bool runLowered(ModuleOp module) {
    enter("compile");
    std::string why;
    std::unique_ptr<Execution> planned =
        Execution::compile(module, options.optLevel, why);
    if (!planned)
      return fail("lower", why), false;
    enter("run");
    for (unsigned vector = 0; vector < options.vectors; ++vector) {
      std::string misuse;
      Outputs outputs = planned->run(vector, 0xA5, misuse);
      std::string where = "vector " + std::to_string(vector) + ": ";
      if (!misuse.empty())
        return fail("memory", where + misuse), false;
      for (auto [i, pair] :
           llvm::enumerate(llvm::zip(outputs, expected[vector])))
        if (std::get<0>(pair) != std::get<1>(pair))
          return fail("differs",
                      where + "output " + std::to_string(i) + " differs"),
                 false;
    }
    tell(toText(json::Object{{"configurations", 1}}));
    return true;
  }

  /// Down to slices.
  LogicalResult plan(ModuleOp module) {
    PassManager manager(&context);
    if (options.injectFault) {
      AnnotateLifetimesOptions annotate;
      annotate.leaveUnverifiable = false;
      annotate.memorySpaces = {"all"};
      manager.addPass(createAnnotateLifetimes(annotate));
      AssignOffsetsOptions assign;
      assign.strategy = configuration->strategy;
      manager.addPass(createAssignOffsets(assign));
      if (failed(manager.run(module)))
        return failure();
      injectFault(module);
      PassManager rest(&context);
      rest.addPass(createMaterializeUnverified());
      return rest.run(module);
    }
    // Small problems need no large budgets.
    std::string text = "memory-spaces=all effort=0.1 lower=false strategy=" +
                       configuration->strategy +
                       (configuration->shorten ? "" : " shorten=false") +
                       (configuration->results ? " results=arena" : "") +
                       (configuration->bodies ? " instances=body " : " ") +
                       options.pipelineOptions;
    auto large = PipelineOptions::createFromString("min-size=64 " + text);
    auto pipeline = PipelineOptions::createFromString(text);
    if (!pipeline || !large)
      return failure();
    if (configuration->shuffle) {
      ShuffleOrderOptions shuffle;
      shuffle.seed = *configuration->shuffle;
      manager.addPass(createShuffleOrder(shuffle));
      manager.addPass(createVerifyOrder());
    }
    if (configuration->twice)
      buildPipeline(manager, *large);
    buildPipeline(manager, *pipeline);
    countRefusals();
    LogicalResult result = manager.run(module);
    context.setRemarkEngine(nullptr);
    return result;
  }

  void countRefusals() {
    remark::RemarkCategories categories;
    categories.missed = "idealloc";
    if (!isCounted)
      (void)remark::enableOptimizationRemarks(
          context, std::make_unique<RefusalCounter>(refused),
          std::make_unique<remark::RemarkEmittingPolicyAll>(), categories);
  }

  /// What was planned, once per program.
  void count(ModuleOp module) {
    isCounted = true;
    int64_t planned = 0, sharing = 0;
    DataLayout layout = DataLayout::closest(module);
    module.walk([&](ArenaOp arena) {
      SmallVector<std::pair<int64_t, int64_t>> ranges;
      for (Operation *user : arena->getUsers())
        if (auto slice = dyn_cast<SliceOp>(user)) {
          int64_t begin = slice.getOffset();
          auto type = cast<MemRefType>(slice.getResult().getType());
          ranges.push_back(
              {begin, begin + getByteSize(type, layout).value_or(0)});
        }
      planned += ranges.size();
      for (auto [i, a] : llvm::enumerate(ranges))
        for (auto [j, b] : llvm::enumerate(ranges))
          if (i != j && a.first < b.second && b.first < a.second) {
            ++sharing;
            break;
          }
    });
    json::Object reasons;
    for (auto &[kind, number] : refused)
      reasons[kind] = number;
    tell(toText(json::Object{{"planned", planned},
                             {"sharing", sharing},
                             {"refused", std::move(reasons)}}));
  }

  const RunOptions &options;
  MLIRContext &context;
  Tell tell;
  std::string diagnostics, stage;
  std::optional<Configuration> configuration;
  std::vector<Outputs> expected;
  std::map<std::string, int64_t> refused;
  bool isCounted = false;
  ScopedDiagnosticHandler handler;
};
} // namespace

/// What the child told, put together.
static Outcome readReport(const Report &report) {
  Outcome outcome;
  Finding last;
  for (const json::Object &object : eventsOf(report)) {
    auto text = [&](llvm::StringRef key) {
      return object.getString(key).value_or("").str();
    };
    if (object.get("kind"))
      outcome.finding = Finding{text("kind"), text("message"),
                                text("configuration"), text("stage")};
    else if (object.get("stage"))
      last = {"", "", text("configuration"), text("stage")};
    outcome.configurations += object.getInteger("configurations").value_or(0);
    outcome.refusedStorages += object.getInteger("refused-storage").value_or(0);
    outcome.planned += object.getInteger("planned").value_or(0);
    outcome.sharing += object.getInteger("sharing").value_or(0);
    if (const json::Object *reasons = object.getObject("refused"))
      for (auto &[kind, number] : *reasons)
        outcome.refused[kind.str()] += number.getAsInteger().value_or(0);
  }
  if (!report.death.empty() && !outcome.finding) {
    last.kind = report.death == "timeout" ? "timeout" : "crash";
    last.message = report.death;
    outcome.finding = last;
  }
  return outcome;
}

Outcome idealloc::fuzz::check(const std::string &program,
                              const std::vector<Configuration> &configurations,
                              const RunOptions &options, MLIRContext &context) {
  return readReport(runInChild(
      [&](Tell tell) {
        Check(options, context, tell).run(program, configurations);
      },
      {.processorSeconds = options.timeout}));
}

void idealloc::fuzz::checkEach(
    uint64_t begin, uint64_t end, llvm::function_ref<Task(uint64_t)> taskOf,
    llvm::function_ref<void(uint64_t, const Task &, const Outcome &)> finish,
    const RunOptions &options, MLIRContext &context) {
  // Machine code stays until the process ends.
  constexpr uint64_t batch = 32;
  for (; begin < end; begin += std::min(batch, end - begin))
    runEachInChild(
        begin, begin + std::min(batch, end - begin),
        [&](uint64_t number, Tell tell) {
          Task task = taskOf(number);
          Check(options, context, tell).run(task.program, task.configurations);
        },
        [&](uint64_t number, const Report &report) {
          Task task = taskOf(number);
          Outcome outcome = readReport(report);
          if (outcome.finding) {
            Outcome alone =
                check(task.program, task.configurations, options, context);
            if (alone.finding)
              outcome = alone;
          }
          finish(number, task, outcome);
        },
        {.processorSeconds = options.timeout});
}
