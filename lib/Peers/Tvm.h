//===- Tvm.h - What planners of TVM share -----------------------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIB_PEERS_TVM_H
#define IDEALLOC_LIB_PEERS_TVM_H

#include "idealloc/Peers/Peers.h"

namespace idealloc {

/// All buffers in this order, given the others each conflicts with.
std::vector<size_t> tvmOrder(const Problem &problem, TvmOrder order,
                             std::span<const std::vector<uint32_t>> conflicts);

} // namespace idealloc

#endif // IDEALLOC_LIB_PEERS_TVM_H
