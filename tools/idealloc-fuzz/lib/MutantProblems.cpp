//===- MutantProblems.cpp - Our readers on mutated CSV and JSON -----------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Mutants.h"
#include "TextMutator.h"

#include "idealloc/Planner/Strategies.h"
#include "idealloc/Text/ProblemText.h"
#include "idealloc/Text/Summary.h"
#include "idealloc/Text/Svg.h"

#include "llvm/Support/xxhash.h"

using namespace idealloc;
using namespace idealloc::fuzz;

/// What a terminal would obey, but for the end of a line.
static bool hasControlCharacters(const std::string &text) {
  return llvm::any_of(
      text, [](unsigned char c) { return (c < 32 && c != '\n') || c == 127; });
}

namespace {
class ProblemKind : public MutantKind {
public:
  ProblemKind(const MutantOptions &options) : options(options) {}

  void run(const MutantInput &input, uint64_t number, bool isVerbose,
           Tell tell) override {
    Random random(mix(options.seed) ^ mix(llvm::xxh3_64bits(input.text)) ^
                  number);
    std::string text = input.text;
    for (int64_t edits = number ? random.between(1, 5) : 0; edits > 0; --edits)
      mutateText(text, random);
    if (isVerbose)
      tell(sayText(text));
    auto &rows = strategies();
    std::string strategy(rows[random.below(rows.size())].name);
    if (random.chance(30))
      strategy = "auto";
    ReadOptions read{.file = input.name, .ignoreOffsets = random.chance(30)};
    if (random.chance(20))
      read.defaultAlignment = random.pick(std::vector<Bytes>{
          2, 3, 64, Bytes{1} << 40, std::numeric_limits<Bytes>::max()});
    if (random.chance(20))
      read.capacity = random.pick(std::vector<Bytes>{
          0, 1, 1000, 1 << 20, std::numeric_limits<Bytes>::max()});
    Trial(text, strategy, read, tell).run(number);
  }

private:
  /// One text, read, planned, written and read again.
  class Trial {
  public:
    Trial(const std::string &text, const std::string &strategy,
          const ReadOptions &read, Tell tell)
        : text(text), strategy(strategy), read(read), tell(tell) {}

    void run(uint64_t seed) {
      enter("read");
      Result<ProblemText> given = readProblem(text, read);
      if (!given)
        return refused(given.error(), "refused by the reader");
      checkOffsets(*given);
      enter("plan");
      StrategyOptions planning;
      planning.budget.effort = 0.001;
      planning.budget.seed = seed;
      Result<Plan> plan = planWith(strategy, given->problem, planning);
      if (!plan)
        return refused(plan.error(), "refused by the planner");
      enter("verify");
      bool fits =
          plan->status == Status::Optimal || plan->status == Status::Feasible;
      enter("summary");
      checkText(summaryText(given->problem, *plan, {.strategy = strategy}));
      checkText(summaryJson(given->problem, *plan, {.strategy = strategy}));
      if (!fits) {
        checkText(explain(given->problem, *plan));
        return tell(sayCount("without a plan that fits"));
      }
      if (auto error = idealloc::verify(given->problem, *plan))
        return fail("plan", error->message);
      enter("picture");
      if (given->problem.buffers.size() < 1000)
        checkText(toSvg(given->problem, *plan, {.title = read.file}));
      enter("write");
      checkWritten(*plan);
      tell(sayCount("planned"));
    }

  private:
    void enter(const char *name) {
      stage = name;
      tell(sayStage(stage, strategy));
    }

    void fail(const std::string &kind, const std::string &message) {
      if (!std::exchange(hasFailed, true))
        tell(sayFinding({kind, message, strategy, stage}));
    }

    void refused(const std::string &message, const char *count) {
      if (message.empty())
        fail("message", "an error without text");
      tell(sayCount(count));
    }

    void checkText(const std::string &shown) {
      if (hasControlCharacters(shown))
        fail("message", "control characters in: " + shown);
    }

    /// As idealloc-plan --verify does.
    void checkOffsets(const ProblemText &given) {
      enter("verify given");
      Plan plan;
      for (auto [buffer, offset] :
           llvm::zip(given.problem.buffers, given.offsets)) {
        if (!offset)
          return;
        plan.offsets.push_back(*offset);
        if (*offset <= std::numeric_limits<Bytes>::max() - buffer.size)
          plan.makespan = std::max(plan.makespan, *offset + buffer.size);
      }
      if (auto error = idealloc::verify(given.problem, plan);
          error && error->message.empty())
        fail("message", "an error without text");
    }

    void checkWritten(const Plan &plan) {
      std::string written = writeOffsets(read.file, text, plan.offsets);
      ReadOptions again = read;
      again.ignoreOffsets = true;
      Result<ProblemText> back = readProblem(written, again);
      if (!back)
        return fail("written", back.error());
      for (auto [offset, other] :
           llvm::zip_longest(plan.offsets, back->offsets))
        if (!offset || !other || !*other || *offset != **other)
          return fail("written", "another offset is read than was written");
    }

    const std::string &text, &strategy;
    const ReadOptions &read;
    Tell tell;
    std::string stage;
    bool hasFailed = false;
  };

  const MutantOptions &options;
};
} // namespace

std::unique_ptr<MutantKind>
idealloc::fuzz::makeProblemKind(const MutantOptions &options) {
  return std::make_unique<ProblemKind>(options);
}
