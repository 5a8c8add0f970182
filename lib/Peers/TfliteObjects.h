//===- TfliteObjects.h - Buffers that share objects -------------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What the shared-object planners of TensorFlow Lite have in common, private to
// the planner: an object is a range of bytes that belongs to some buffers, no
// two of which are live together; objects are laid end to end.
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIB_PEERS_TFLITEOBJECTS_H
#define IDEALLOC_LIB_PEERS_TFLITEOBJECTS_H

#include "idealloc/Planner/Plan.h"

#include <functional>

namespace idealloc {

/// A buffer as these planners see it.
struct UsageRecord {
  size_t buffer;  ///< Its index in the problem.
  Bytes size;     ///< In bytes.
  Interval tasks; ///< Its lifetime in tasks: the distinct begins and ends of
                  ///< all lifetimes, numbered from 0.
};

/// One record a buffer, by begin, then index: the order all these planners
/// start from. O(n log n).
std::vector<UsageRecord> usageRecords(const Problem &problem);

/// An assignment in the making of records to objects, both by index.
class SharedObjects {
public:
  explicit SharedObjects(const std::vector<UsageRecord> &records)
      : records(records), objectOf(records.size()) {}

  size_t count() const { return objects.size(); }
  /// Of the largest buffer in it so far.
  Bytes size(size_t object) const { return objects[object].size; }

  /// True if nothing in the object is live during `tasks`. O(log n).
  bool isFree(size_t object, Interval tasks) const;
  /// From `tasks` to the nearest lifetime in an object that is not empty: how
  /// many tasks are between them. Negative if it is not free. O(log n).
  Time distance(size_t object, Interval tasks) const;

  /// A new, empty object.
  size_t open();
  /// Puts a record into an object that is free, which grows if need be.
  void assign(size_t record, size_t object);

  /// The sum of the sizes of all objects.
  Bytes total() const;
  /// The plan, when all records are assigned: objects by index.
  Plan finish(const Problem &problem, uint64_t effort = 1) const;

private:
  struct Object {
    Bytes size = 0;
    std::vector<Interval> schedule; ///< Ascending, disjoint.
  };

  const std::vector<UsageRecord> &records;
  std::vector<Object> objects;
  std::vector<size_t> objectOf; ///< By record.
};

/// Assigns every record.
SharedObjects objectsByBreadth(const std::vector<UsageRecord> &records);
SharedObjects objectsBySize(const std::vector<UsageRecord> &records);

/// Objects in use, for planners that follow time.
class ObjectsInUse {
public:
  void add(size_t object, Time end);
  /// Hands all objects whose use has ended by `begin` to `freed`: those that
  /// ended earliest first, then by index. O(log n) each.
  void release(Time begin, const std::function<void(size_t)> &freed);

private:
  std::vector<std::pair<Time, size_t>> heap; ///< Min-heap.
};

} // namespace idealloc

#endif // IDEALLOC_LIB_PEERS_TFLITEOBJECTS_H
