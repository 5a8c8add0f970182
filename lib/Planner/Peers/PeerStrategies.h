//===- PeerStrategies.h - Rows of planners of other systems -----*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The second half of the table of strategies, private to the planner.
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIB_PLANNER_PEERS_PEERSTRATEGIES_H
#define IDEALLOC_LIB_PLANNER_PEERS_PEERSTRATEGIES_H

#include "idealloc/Planner/Peers.h"
#include "idealloc/Planner/Strategies.h"

namespace idealloc {

inline constexpr Strategy peerStrategies[] = {
    // XLA
    {.name = "xla-repack",
     .summary = "Best fit, longest-lived first, then largest; no guarantee, "
                "O((n + conflicts) log n).",
     .plan =
         [](const Problem &problem, const StrategyOptions &) {
           return planBestFit(problem, {.order = Order::LifetimeSize});
         },
     .system = "XLA"},
    // TensorFlow Lite
    // TensorFlow Lite Micro
    // TVM
    // MindSpore
    // Triton
    // TelaMalloc
    // minimalloc
    // Vela
    // IREE
    // ONNX Runtime
    // OpenVINO
    // ExecuTorch
    // MLIR
    // idealloc in Rust
};

} // namespace idealloc

#endif // IDEALLOC_LIB_PLANNER_PEERS_PEERSTRATEGIES_H
