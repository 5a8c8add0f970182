//===- RegisterPeers.cpp - The whole table of strategies ------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// For tests that run every strategy, those of other systems included.
//
//===----------------------------------------------------------------------===//

#include "idealloc/Peers/Peers.h"

#include <gtest/gtest.h>

namespace {

class RegisterPeers : public testing::Environment {
  void SetUp() override { idealloc::registerPeerStrategies(); }
};

testing::Environment *const environment =
    testing::AddGlobalTestEnvironment(new RegisterPeers);

} // namespace
