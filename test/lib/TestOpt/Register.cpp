//===- Register.cpp - Gives idealloc-test-opt its passes ------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// With the main() of idealloc-opt this is idealloc-test-opt.
//
//===----------------------------------------------------------------------===//

#include "TestPasses/Passes.h"

[[maybe_unused]] static const bool isRegistered = [] {
  idealloc::registerIdeallocTestPasses();
  return true;
}();
