//===- TfliteInOrder.cpp - Objects of the nearest size --------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "TfliteObjects.h"
#include "idealloc/Peers/Peers.h"

#include <set>

using namespace idealloc;

namespace {

/// Free objects, by size, then index.
using Pool = std::set<std::pair<Bytes, size_t>>;

/// Of a pool that is not empty: the first object of the smallest size that is
/// large enough or the last one of the largest size that is not, whichever is
/// nearer.
Pool::iterator nearest(const Pool &pool, Bytes size) {
  auto larger = pool.lower_bound({size, 0});
  if (larger == pool.begin())
    return larger;
  auto smaller = std::prev(larger);
  if (larger == pool.end() || size - smaller->first < larger->first - size)
    return smaller;
  return larger;
}

} // namespace

Plan idealloc::planTfliteObjectsInOrder(const Problem &problem) {
  std::vector<UsageRecord> records = usageRecords(problem);
  SharedObjects objects(records);
  ObjectsInUse inUse;
  Pool pool;
  for (size_t i = 0; i < records.size(); ++i) {
    const auto &[buffer, size, tasks] = records[i];
    inUse.release(tasks.begin, [&](size_t object) {
      pool.emplace(objects.size(object), object);
    });
    if (pool.empty())
      pool.emplace(0, objects.open());
    auto best = nearest(pool, size);
    objects.assign(i, best->second);
    inUse.add(best->second, tasks.end);
    pool.erase(best);
  }
  return objects.finish(problem);
}
