//===- MutantPrograms.cpp - Our passes on mutated programs ----------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Mutants.h"
#include "Mutator.h"
#include "RandomPipeline.h"
#include "Shrinker.h"

#include "idealloc/Dialect/Idealloc.h"

#include "mlir/IR/Verifier.h"
#include "mlir/Parser/Parser.h"
#include "mlir/Pass/PassInstrumentation.h"
#include "mlir/Pass/PassManager.h"
#include "mlir/Pass/PassRegistry.h"
#include "llvm/Support/xxhash.h"

using namespace mlir;
using namespace idealloc::fuzz;

namespace {
/// What the passes of one run do wrong.
class PassWatch : public PassInstrumentation {
public:
  PassWatch(const RandomPipeline &pipeline, const std::string &errors,
            Tell tell, std::optional<Finding> &finding)
      : pipeline(pipeline), errors(errors), tell(tell), finding(finding) {}

  void runBeforePass(Pass *pass, Operation *op) override {
    if (pass->getArgument().empty())
      return;
    tell(sayStage(pass->getArgument(), pipeline.text, !isOurs(pass)));
    prints.push_back(OperationFingerPrint(op));
  }

  void runAfterPass(Pass *pass, Operation *op) override {
    if (pass->getArgument().empty())
      return;
    prints.pop_back();
    if (isTainted || succeeded(verify(op)))
      return;
    isTainted = true;
    if (isOurs(pass))
      find("invalid", pass, errors);
  }

  void runAfterPassFailed(Pass *pass, Operation *op) override {
    if (pass->getArgument().empty())
      return;
    OperationFingerPrint before = prints.pop_back_val();
    if (isTainted || !isOurs(pass))
      return;
    if (before != OperationFingerPrint(op))
      find("changed", pass, errors);
    else if (errors.empty())
      find("silent", pass, "fails without an error");
    else if (pipeline.isOwnPlan && isSecondOpinion(pass))
      find("plan", pass, errors);
  }

private:
  static bool isOurs(Pass *pass) {
    return pass->getArgument().starts_with("idealloc-");
  }

  static bool isSecondOpinion(Pass *pass) {
    return pass->getArgument() == "idealloc-verify-offsets" ||
           pass->getArgument() == "idealloc-materialize-arena";
  }

  void find(const char *kind, Pass *pass, const std::string &message) {
    if (!finding)
      finding =
          Finding{kind, message, pipeline.text, pass->getArgument().str()};
  }

  const RandomPipeline &pipeline;
  const std::string &errors;
  Tell tell;
  std::optional<Finding> &finding;
  SmallVector<OperationFingerPrint> prints;
  /// An upstream pass has left IR that does not verify.
  bool isTainted = false;
};

/// True if arguments are placed already. Whether they are received and
/// delivered as they must be is then no question of the plan.
bool hasPlacedInputs(ModuleOp module) {
  return module
      .walk([](Operation *op) {
        return isa<idealloc::InputOp, idealloc::ReceiveOp, idealloc::DeliverOp>(
                   op)
                   ? WalkResult::interrupt()
                   : WalkResult::advance();
      })
      .wasInterrupted();
}

/// Test only: fails in one of the ways that PassWatch looks for.
struct FaultPass : PassWrapper<FaultPass, OperationPass<ModuleOp>> {
  MLIR_DEFINE_EXPLICIT_INTERNAL_INLINE_TYPE_ID(FaultPass)

  explicit FaultPass(uint64_t number) : number(number) {}

  StringRef getArgument() const override { return "idealloc-fault"; }

  void runOnOperation() override {
    Operation *op = getOperation();
    auto flag = UnitAttr::get(&getContext());
    switch (number % 4) {
    case 0:
      op->setAttr("fuzz.changed", flag);
      op->emitError("fails");
      return signalPassFailure();
    case 1:
      return signalPassFailure();
    case 2:
      op->setAttr("idealloc.unknown", flag);
      return;
    default:
      std::abort();
    }
  }

  uint64_t number;
};

class ProgramKind : public MutantKind {
public:
  ProgramKind(const MutantOptions &options, MLIRContext &context)
      : options(options), context(context) {}

  void run(const MutantInput &input, uint64_t number, bool isVerbose,
           Tell tell) override {
    ScopedDiagnosticHandler quiet(&context,
                                  [](Diagnostic &) { return success(); });
    tell(sayStage("input", ""));
    OwningOpRef<ModuleOp> original =
        parseSourceString<ModuleOp>(input.text, &context);
    if (!original)
      return tell(sayCount("not made, as MLIR refuses the input"));
    Random random(mix(options.seed) ^ mix(llvm::xxh3_64bits(input.text)) ^
                  number);
    OwningOpRef<ModuleOp> mutant =
        accepted(*original, number, isVerbose, random, tell);
    if (!mutant)
      return tell(sayCount("that cannot be read again"));
    RandomPipeline pipeline = randomPipeline(random);
    faultNumber = number;
    if (std::optional<Finding> finding = tryPasses(*mutant, pipeline, tell))
      tell(sayFinding(*finding));
  }

  std::string shrunk(const std::string &text, const Finding &finding) override {
    RandomPipeline pipeline{finding.configuration, finding.kind == "plan"};
    auto isSame = [&](const std::string &candidate) {
      MutantOutcome outcome = readMutant(
          runInChild([&](Tell tell) { tryText(candidate, pipeline, tell); },
                     {.processorSeconds = options.timeout}));
      return outcome.finding && outcome.finding->kind == finding.kind &&
             outcome.finding->stage == finding.stage;
    };
    std::string smaller = shrink(text, isSame, options.shrinkTries, context);
    return smaller.empty() ? text : smaller;
  }

private:
  static std::string genericText(ModuleOp module) {
    std::string text;
    llvm::raw_string_ostream os(text);
    module->print(os, OpPrintingFlags().printGenericOpForm());
    return text + "\n";
  }

  /// A mutant that survives MLIR's verifier, printing and parsing. Number 0 is
  /// the program as it is.
  OwningOpRef<ModuleOp> accepted(ModuleOp original, uint64_t number,
                                 bool isVerbose, Random &random, Tell tell) {
    OwningOpRef<ModuleOp> mutant = original.clone();
    for (int64_t edits = number ? random.between(1, 5) : 0; edits > 0; --edits)
      edit(mutant, random, tell);
    std::string text = genericText(*mutant);
    if (isVerbose)
      tell(sayText(text));
    tell(sayStage("parse", ""));
    return parseSourceString<ModuleOp>(text, &context);
  }

  /// One more edit that verifies. Each starts from IR that does: one edit of
  /// what is broken would break the IR itself.
  void edit(OwningOpRef<ModuleOp> &mutant, Random &random, Tell tell) {
    for (int tries = 0; tries < 20; ++tries) {
      OwningOpRef<ModuleOp> copy = mutant->clone();
      tell(sayStage("mutate", ""));
      mutate(*copy, random);
      tell(sayStage("verify", ""));
      if (succeeded(verify(*copy))) {
        mutant = std::move(copy);
        return tell(sayCount("edits that verify"));
      }
      tell(sayCount("edits refused by MLIR"));
    }
  }

  void tryText(const std::string &text, const RandomPipeline &pipeline,
               Tell tell) {
    ScopedDiagnosticHandler quiet(&context,
                                  [](Diagnostic &) { return success(); });
    tell(sayStage("parse", pipeline.text));
    if (auto module = parseSourceString<ModuleOp>(text, &context))
      if (auto finding = tryPasses(*module, pipeline, tell))
        tell(sayFinding(*finding));
  }

  std::optional<Finding> tryPasses(ModuleOp module,
                                   const RandomPipeline &pipeline, Tell tell) {
    std::string errors;
    ScopedDiagnosticHandler collect(&context, [&](Diagnostic &diagnostic) {
      if (diagnostic.getSeverity() == DiagnosticSeverity::Error)
        errors += diagnostic.str() + "\n";
      return success();
    });
    tell(sayStage("options", pipeline.text));
    std::optional<Finding> finding;
    PassManager manager(&context);
    manager.enableVerifier(false);
    llvm::raw_null_ostream null;
    if (options.injectFault) {
      manager.addPass(std::make_unique<FaultPass>(faultNumber));
    } else if (failed(parsePassPipeline(pipeline.text, manager, null))) {
      tell(sayCount("with options refused"));
      return finding;
    }
    RandomPipeline watched = pipeline;
    watched.isOwnPlan &= !hasPlacedInputs(module);
    manager.addInstrumentation(
        std::make_unique<PassWatch>(watched, errors, tell, finding));
    bool isDone = succeeded(manager.run(module));
    tell(sayCount(isDone ? "with passes that succeed"
                         : "with a pass that fails"));
    return finding;
  }

  const MutantOptions &options;
  MLIRContext &context;
  uint64_t faultNumber = 0;
};
} // namespace

std::unique_ptr<MutantKind>
idealloc::fuzz::makeProgramKind(const MutantOptions &options,
                                MLIRContext &context) {
  return std::make_unique<ProgramKind>(options, context);
}
