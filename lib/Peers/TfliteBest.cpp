//===- TfliteBest.cpp - The better of two assignments ---------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "TfliteObjects.h"
#include "idealloc/Peers/Peers.h"

using namespace idealloc;

Plan idealloc::planTfliteObjectsBest(const Problem &problem) {
  std::vector<UsageRecord> records = usageRecords(problem);
  SharedObjects bySize = objectsBySize(records);
  SharedObjects byBreadth = objectsByBreadth(records);
  bool broad = byBreadth.total() < bySize.total();
  return (broad ? byBreadth : bySize).finish(problem, 2);
}
