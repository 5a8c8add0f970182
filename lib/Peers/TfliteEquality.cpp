//===- TfliteEquality.cpp - Objects for equal sizes -----------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "TfliteObjects.h"
#include "idealloc/Peers/Peers.h"

#include <map>

using namespace idealloc;

Plan idealloc::planTfliteObjectsEquality(const Problem &problem) {
  std::vector<UsageRecord> records = usageRecords(problem);
  SharedObjects objects(records);
  ObjectsInUse inUse;
  std::map<Bytes, std::vector<size_t>> pool; // By size.
  for (size_t i = 0; i < records.size(); ++i) {
    const auto &[buffer, size, tasks] = records[i];
    inUse.release(tasks.begin, [&](size_t object) {
      pool[objects.size(object)].push_back(object);
    });
    std::vector<size_t> &equal = pool[size];
    if (equal.empty())
      equal.push_back(objects.open());
    objects.assign(i, equal.back());
    inUse.add(equal.back(), tasks.end);
    equal.pop_back();
  }
  return objects.finish(problem);
}
