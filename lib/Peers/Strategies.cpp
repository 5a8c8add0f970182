//===- Strategies.cpp - Rows of planners of other systems ----------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "idealloc/Planner/Strategies.h"
#include "idealloc/Peers/Peers.h"

using namespace idealloc;

namespace {

/// A planner without options.
template <Plan (*plan)(const Problem &)>
Plan alone(const Problem &problem, const StrategyOptions &) {
  return plan(problem);
}

template <bool earliestFirst, bool largestFirst>
Plan triton(const Problem &problem, const StrategyOptions &options) {
  return planTriton(problem, {.budget = options.budget,
                              .earliestFirst = earliestFirst,
                              .largestFirst = largestFirst});
}

constexpr Strategy peerStrategies[] = {
    // XLA
    {.name = "xla-spatial",
     .summary = "Best fit, largest first, then longest in calls of the heap; "
                "no guarantee, O((n + conflicts) log n).",
     .plan =
         [](const Problem &problem, const StrategyOptions &) {
           return planXlaHeap(problem, XlaOrder::Spatial);
         },
     .system = "XLA"},
    {.name = "xla-temporal",
     .summary = "Best fit, longest in calls of the heap first, then largest; "
                "no guarantee, O((n + conflicts) log n).",
     .plan =
         [](const Problem &problem, const StrategyOptions &) {
           return planXlaHeap(problem, XlaOrder::Temporal);
         },
     .system = "XLA"},
    {.name = "xla-best",
     .summary = "The smaller one of xla-spatial and xla-temporal; no "
                "guarantee, O((n + conflicts) log n).",
     .plan = alone<planXlaBest>,
     .system = "XLA"},
    {.name = "xla-repack",
     .summary = "Best fit, longest-lived first, then largest; no guarantee, "
                "O((n + conflicts) log n).",
     .plan = [](const Problem &problem,
                const StrategyOptions &) { return planXlaRepack(problem); },
     .system = "XLA"},
    {.name = "xla-repack-spatial",
     .summary = "Best fit, largest first, then longest-lived; no guarantee, "
                "O((n + conflicts) log n).",
     .plan =
         [](const Problem &problem, const StrategyOptions &) {
           return planXlaRepack(problem, XlaOrder::Spatial);
         },
     .system = "XLA"},
    // TensorFlow Lite
    {.name = "tflite-greedy-by-size",
     .summary = "Best fit, largest first, then earliest; no guarantee, O((n + "
                "conflicts) log n).",
     .plan =
         [](const Problem &problem, const StrategyOptions &) {
           return planBestFit(problem, Order::SizeBegin);
         },
     .system = "TensorFlow Lite"},
    {.name = "tflite-arena",
     .summary = "Best fit, buffers live throughout first, then largest, then "
                "earliest; no guarantee, O((n + conflicts) log n).",
     .plan = alone<planTfliteArena>,
     .system = "TensorFlow Lite"},
    {.name = "tflite-objects-naive",
     .summary = "An object for each buffer; no guarantee, O(n log n).",
     .plan = alone<planTfliteObjectsNaive>,
     .system = "TensorFlow Lite",
     .honoursPins = false,
     .honoursAlignment = false,
     .honoursReserved = false},
    {.name = "tflite-objects-equality",
     .summary = "Objects reused for equal sizes; no guarantee, O(n log n).",
     .plan = alone<planTfliteObjectsEquality>,
     .system = "TensorFlow Lite",
     .honoursPins = false,
     .honoursAlignment = false,
     .honoursReserved = false},
    {.name = "tflite-objects-in-order",
     .summary =
         "Objects of the nearest size, by begin; no guarantee, O(n log n).",
     .plan = alone<planTfliteObjectsInOrder>,
     .system = "TensorFlow Lite",
     .honoursPins = false,
     .honoursAlignment = false,
     .honoursReserved = false},
    {.name = "tflite-objects-by-breadth",
     .summary = "Objects of the next larger size, times with the largest load "
                "first; no guarantee, O(n * objects).",
     .plan = alone<planTfliteObjectsByBreadth>,
     .system = "TensorFlow Lite",
     .honoursPins = false,
     .honoursAlignment = false,
     .honoursReserved = false},
    {.name = "tflite-objects-by-size",
     .summary = "Objects with the nearest lifetimes, largest sizes first; no "
                "guarantee, O(n^2).",
     .plan = alone<planTfliteObjectsBySize>,
     .system = "TensorFlow Lite",
     .honoursPins = false,
     .honoursAlignment = false,
     .honoursReserved = false},
    {.name = "tflite-objects-best",
     .summary = "The better of tflite-objects-by-size and "
                "tflite-objects-by-breadth; no guarantee, O(n^2).",
     .plan = alone<planTfliteObjectsBest>,
     .system = "TensorFlow Lite",
     .honoursPins = false,
     .honoursAlignment = false,
     .honoursReserved = false},
    {.name = "tflite-objects-min-cost-flow",
     .summary = "Objects by minimum-cost flow of sizes that grow; no "
                "guarantee, O(n^3) at least.",
     .plan = alone<planTfliteObjectsMinCostFlow>,
     .system = "TensorFlow Lite",
     .honoursPins = false,
     .honoursAlignment = false,
     .honoursReserved = false},
    // TensorFlow Lite Micro
    {.name = "tflm-greedy",
     .summary = "First fit, largest first, then last in the input; no "
                "guarantee, O((n + conflicts) log n).",
     .plan = alone<planTflmGreedy>,
     .system = "TensorFlow Lite Micro"},
    // TVM
    {.name = "tvm-greedy-by-size",
     .summary = "Above all conflicts, largest first, then most conflicts; no "
                "guarantee, O((n + conflicts) log n).",
     .plan =
         [](const Problem &problem, const StrategyOptions &) {
           return planTvmGreedy(problem, TvmOrder::Size);
         },
     .system = "TVM"},
    {.name = "tvm-greedy-by-conflicts",
     .summary = "Above all conflicts, most conflicts first, then largest; no "
                "guarantee, O((n + conflicts) log n).",
     .plan =
         [](const Problem &problem, const StrategyOptions &) {
           return planTvmGreedy(problem, TvmOrder::Conflicts);
         },
     .system = "TVM"},
    {.name = "tvm-hill-climb",
     .summary = "First fit, largest first, then 500 attempts with two buffers "
                "exchanged; no guarantee, stops at the lower bound.",
     .plan =
         [](const Problem &problem, const StrategyOptions &options) {
           return planTvmHillClimb(problem, options.budget);
         },
     .effortUnit = "attempts",
     .system = "TVM",
     .randomised = true},
    // MindSpore
    {.name = "somas-single-smallest",
     .summary = "First fit, largest first: SOMAS with a single object; no "
                "guarantee, O((n + conflicts) log n).",
     .plan =
         [](const Problem &problem, const StrategyOptions &) {
           return planFirstFit(problem, Order::Size);
         },
     .system = "MindSpore"},
    {.name = "somas-single-best",
     .summary = "Best fit, largest first: SOMAS with a single object; no "
                "guarantee, O((n + conflicts) log n).",
     .plan =
         [](const Problem &problem, const StrategyOptions &) {
           return planBestFit(problem, Order::Size);
         },
     .system = "MindSpore"},
    {.name = "somas-shared-smallest",
     .summary = "Bands as high as their largest buffer, the lowest range of "
                "the lowest band; no guarantee, O(n^2).",
     .plan =
         [](const Problem &problem, const StrategyOptions &) {
           return planSomasShared(problem, SomasFit::Smallest);
         },
     .system = "MindSpore",
     .honoursPins = false,
     .honoursReserved = false},
    {.name = "somas-shared-best",
     .summary = "Bands as high as their largest buffer, the smallest range of "
                "the lowest band; no guarantee, O(n^2).",
     .plan =
         [](const Problem &problem, const StrategyOptions &) {
           return planSomasShared(problem, SomasFit::Best);
         },
     .system = "MindSpore",
     .honoursPins = false,
     .honoursReserved = false},
    {.name = "somas-release",
     .summary = "The best of four: shared or single object, best or smallest "
                "fit; no guarantee, O(n^2).",
     .plan = alone<planSomasRelease>,
     .system = "MindSpore",
     .honoursPins = false,
     .honoursReserved = false},
    {.name = "somas-debug",
     .summary = "The best of 48: shared or single object, six orders, four "
                "fits; no guarantee, O(n^2).",
     .plan = alone<planSomasDebug>,
     .system = "MindSpore",
     .honoursPins = false,
     .honoursReserved = false},
    // Triton
    {.name = "triton-2024",
     .summary = "A sweep upwards, earliest first, then conflicts are coloured "
                "and moved up; no guarantee, O(n^2 + rounds * conflicts).",
     .plan = triton<true, false>,
     .effortUnit = "rounds",
     .system = "Triton",
     .honoursPins = false,
     .honoursReserved = false},
    {.name = "triton-2024-rows",
     .summary = "A sweep upwards, by index, then conflicts are coloured and "
                "moved up; no guarantee, O(n^2 + rounds * conflicts).",
     .plan = triton<false, false>,
     .effortUnit = "rounds",
     .system = "Triton",
     .honoursPins = false,
     .honoursReserved = false},
    {.name = "triton-2026",
     .summary =
         "A sweep upwards, largest first, then earliest, then conflicts are "
         "coloured and moved up; no guarantee, O(n^2 + rounds * conflicts).",
     .plan = triton<true, true>,
     .effortUnit = "rounds",
     .system = "Triton",
     .honoursPins = false,
     .honoursReserved = false},
    {.name = "triton-2026-rows",
     .summary =
         "A sweep upwards, largest first, then by index, then conflicts are "
         "coloured and moved up; no guarantee, O(n^2 + rounds * conflicts).",
     .plan = triton<false, true>,
     .effortUnit = "rounds",
     .system = "Triton",
     .honoursPins = false,
     .honoursReserved = false},
    // TelaMalloc
    {.name = "telamalloc-like",
     .summary = "First fit by size, then ever smaller limits by a heuristic "
                "search that a solver guides, after the paper; no larger than "
                "that first fit, stops at the lower bound.",
     .plan =
         [](const Problem &problem, const StrategyOptions &options) {
           return planTelamalloc(problem, {.budget = options.budget});
         },
     .effortUnit = "decodes and nodes",
     .system = "TelaMalloc"},
    // minimalloc
    {.name = "minimalloc-rules",
     .summary = "Exact search by the rules and orders of MiniMalloc alone; the "
                "smallest plan and its proof, or the best of both when the "
                "budget ends.",
     .plan =
         [](const Problem &problem, const StrategyOptions &options) {
           return planMinimallocRules(problem, {.budget = options.budget});
         },
     .effortUnit = "decodes and nodes",
     .system = "minimalloc"},
    // Vela
    {.name = "vela-greedy",
     .summary = "Best fit, earliest first, then longest; no guarantee, "
                "O((n + conflicts) log n).",
     .plan =
         [](const Problem &problem, const StrategyOptions &) {
           return planBestFit(problem, Order::BeginLifetime);
         },
     .system = "Vela"},
    {.name = "vela-hill-climb",
     .summary = "First fit, most urgent first, then exchanges until 500 in a "
                "row gain nothing; no guarantee, stops at the lower bound.",
     .plan =
         [](const Problem &problem, const StrategyOptions &options) {
           return planVelaHillClimb(problem, options.budget);
         },
     .effortUnit = "placements",
     .system = "Vela",
     .randomised = true},
    {.name = "vela-search",
     .summary = "First fit, most urgent first, then 500 exchanges; no "
                "guarantee, stops at the lower bound.",
     .plan =
         [](const Problem &problem, const StrategyOptions &options) {
           return planVelaSearch(problem, options.budget);
         },
     .effortUnit = "placements",
     .system = "Vela",
     .randomised = true},
    // IREE
    {.name = "iree",
     .summary =
         "Best fit, earliest first; no guarantee, O((n + conflicts) log n).",
     .plan = alone<planIree>,
     .system = "IREE"},
    {.name = "iree-rows",
     .summary = "Best fit in the order of the input; no guarantee, O((n + "
                "conflicts) log n).",
     .plan = alone<planIreeRows>,
     .system = "IREE"},
    // ONNX Runtime
    {.name = "ort-pattern",
     .summary = "Best fit, earliest first, as allocations come and go; no "
                "guarantee, O((n + conflicts) log n).",
     .plan = alone<planOrtPattern>,
     .system = "ONNX Runtime"},
    // OpenVINO
    {.name = "openvino",
     .summary = "First fit, largest first, equals in the order of an unstable "
                "sort; no guarantee, O((n + conflicts) log n).",
     .plan = alone<planOpenvino>,
     .system = "OpenVINO"},
    // ExecuTorch
    {.name = "executorch-greedy",
     .summary = "Buckets as large as their first buffer, largest first, "
                "stacked in them; no guarantee, O(n^2).",
     .plan =
         [](const Problem &problem, const StrategyOptions &) {
           return planExecutorchGreedy(problem, /*stacked=*/true);
         },
     .system = "ExecuTorch",
     .honoursPins = false,
     .honoursAlignment = false,
     .honoursReserved = false},
    {.name = "executorch-greedy-no-overlap",
     .summary = "Buckets as large as their first buffer, largest first; no "
                "guarantee, O(n^2).",
     .plan =
         [](const Problem &problem, const StrategyOptions &) {
           return planExecutorchGreedy(problem, /*stacked=*/false);
         },
     .system = "ExecuTorch",
     .honoursPins = false,
     .honoursAlignment = false,
     .honoursReserved = false},
    // MLIR
    {.name = "mlir-best-fit",
     .summary = "Smallest free range below the arena's end so far, earliest "
                "first; no guarantee, O(n (log n + live at once)).",
     .plan = alone<planMlirBestFit>,
     .system = "MLIR",
     .honoursPins = false,
     .honoursReserved = false},
    // idealloc in Rust
    {.name = "boxing-published",
     .summary = "First fit by size, then boxes of boxes as published, every "
                "choice drawn anew; no larger than that first fit.",
     .plan =
         [](const Problem &problem, const StrategyOptions &options) {
           return planPublishedBoxing(
               problem, {.budget = options.budget, .epsilon = options.epsilon});
         },
     .effortUnit = "iterations",
     .system = "idealloc in Rust",
     .randomised = true},
};

} // namespace

void idealloc::registerPeerStrategies() {
  for (const Strategy &row : peerStrategies)
    if (!findStrategy(row.name))
      registerStrategy(row);
}
