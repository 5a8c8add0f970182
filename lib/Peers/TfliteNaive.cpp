//===- TfliteNaive.cpp - An object for each buffer ------------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "TfliteObjects.h"
#include "idealloc/Peers/Peers.h"

using namespace idealloc;

Plan idealloc::planTfliteObjectsNaive(const Problem &problem) {
  std::vector<UsageRecord> records = usageRecords(problem);
  SharedObjects objects(records);
  for (size_t i = 0; i < records.size(); ++i)
    objects.assign(i, objects.open());
  return objects.finish(problem);
}
