//===- Worker.cpp - A strategy in a process of its own --------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Worker.h"
#include "OrNull.h"
#include "Process.h"

#include <chrono>
#include <cstdio>
#include <fstream>

#include <csignal>
#include <sys/prctl.h>

using namespace idealloc;
using namespace idealloc::bench;

namespace {

/// What a worker is to do with its instance.
struct Request {
  std::string strategy;
  std::optional<Bytes> capacity = std::nullopt;
  StrategyOptions options = {};
};

template <typename Value>
std::optional<Value> valueAt(const Json &object, const char *key) {
  if (object[key].is_null())
    return std::nullopt;
  return object[key].get<Value>();
}

std::string write(const Request &request) {
  const StrategyOptions &options = request.options;
  return Json{{"strategy", request.strategy},
              {"capacity", orNull(request.capacity)},
              {"seed", options.budget.seed},
              {"effort", options.budget.effort},
              {"threads", options.budget.threads},
              {"time_limit", orNull(options.budget.timeLimit)},
              {"iterations", orNull(options.budget.iterations)}}
      .dump();
}

std::optional<Request> readRequest(std::string_view text) {
  Json json = Json::parse(text, nullptr, false);
  if (!json.is_object())
    return std::nullopt;
  Request request{.strategy = json["strategy"],
                  .capacity = valueAt<Bytes>(json, "capacity")};
  request.options.budget.seed = json["seed"];
  request.options.budget.effort = json["effort"];
  request.options.budget.threads = json["threads"];
  request.options.budget.timeLimit = valueAt<double>(json, "time_limit");
  request.options.budget.iterations = valueAt<uint64_t>(json, "iterations");
  return request;
}

/// The most memory this process has held. Not ru_maxrss, which counts that of
/// the parent too.
Json peakMemory() {
  std::ifstream file("/proc/self/status");
  for (std::string line; std::getline(file, line);)
    if (line.starts_with("VmHWM:"))
      return std::strtoll(line.c_str() + 6, nullptr, 10) * 1024;
  return nullptr;
}

int say(const Json &json) {
  std::string text = json.dump();
  std::fwrite(text.data(), 1, text.size(), stdout);
  return std::fflush(stdout) == 0 ? 0 : 1;
}

/// Fills in what a plan says, once it is verified.
void take(Trial &run, const Json &json, const Problem &problem) {
  Plan plan{.offsets = json["offsets"].get<std::vector<Bytes>>(),
            .makespan = json["makespan"],
            .lowerBound = json["lower_bound"],
            .status = static_cast<Status>(json["status"].get<int>()),
            .effort = json["effort"]};
  bool fits = plan.status == Status::Optimal || plan.status == Status::Feasible;
  if (std::optional<PlanError> error = verify(problem, plan, !fits)) {
    run.outcome = Outcome::Invalid;
    run.detail = error->message;
    return;
  }
  run.outcome = outcomeOf(plan.status);
  run.makespan = plan.makespan;
  run.lowerBound = plan.lowerBound;
  run.effort = plan.effort;
}

} // namespace

int idealloc::bench::work(const std::string &file, std::string_view text) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  std::optional<Request> request = readRequest(text);
  const Strategy *strategy =
      request ? findStrategy(request->strategy) : nullptr;
  if (!strategy)
    return 1;
  Result<Instance> instance = readInstance(file, request->capacity);
  if (!instance)
    return say({{"error", instance.error()}});
  Json input = peakMemory();
  auto start = std::chrono::steady_clock::now();
  Plan plan = strategy->plan(instance->problem, request->options);
  std::chrono::duration<double> seconds =
      std::chrono::steady_clock::now() - start;
  Json peak = peakMemory();
  return say({{"offsets", plan.offsets},
              {"makespan", plan.makespan},
              {"lower_bound", plan.lowerBound},
              {"status", static_cast<int>(plan.status)},
              {"effort", plan.effort},
              {"seconds", seconds.count()},
              {"input_bytes", input},
              {"peak_bytes", peak}});
}

std::optional<Trial>
idealloc::bench::runStrategy(const std::string &program,
                             const Strategy &strategy, const Instance &instance,
                             const StrategyOptions &options,
                             std::optional<double> limit) {
  Request request{.strategy = std::string(strategy.name),
                  .capacity = instance.problem.capacity,
                  .options = options};
  Finished finished =
      runProcess({.program = program,
                  .words = {program, "--worker", instance.file, write(request)},
                  .seconds = limit});
  if (finished.ending == Ending::Interrupted)
    return std::nullopt;
  if (finished.ending != Ending::Exited || finished.code != 0)
    return failedRun(finished, Outcome::Crash);
  Trial run;
  Json json = Json::parse(finished.output, nullptr, false);
  if (!json.is_object() || json.contains("error")) {
    run.detail = json.is_object() ? json["error"].get<std::string>()
                                  : "the worker's answer is cut short";
    return run;
  }
  run.seconds = json["seconds"].get<double>();
  run.inputBytes = valueAt<Bytes>(json, "input_bytes");
  run.peakBytes = valueAt<Bytes>(json, "peak_bytes");
  take(run, json, instance.problem);
  return run;
}

Outcome idealloc::bench::outcomeOf(Status status) {
  switch (status) {
  case Status::Optimal:
    return Outcome::Optimal;
  case Status::Feasible:
    return Outcome::Feasible;
  case Status::Infeasible:
    return Outcome::Infeasible;
  case Status::Unknown:
    return Outcome::Unknown;
  }
  return Outcome::Unknown;
}

Trial idealloc::bench::failedRun(const Finished &finished, Outcome failure) {
  Trial run;
  run.detail = describe(finished);
  if (finished.ending == Ending::TimedOut)
    run.outcome = Outcome::Timeout;
  else if (finished.ending == Ending::Signalled)
    run.outcome = Outcome::Crash;
  else
    run.outcome = failure;
  return run;
}
