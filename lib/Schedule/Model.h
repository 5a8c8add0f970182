//===- Model.h - A graph as all algorithms read it --------------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIB_SCHEDULE_MODEL_H
#define IDEALLOC_LIB_SCHEDULE_MODEL_H

#include "Lists.h"
#include "idealloc/Schedule/OpGraph.h"

#include <limits>

namespace idealloc {

/// A well-formed graph: what each op touches, and what must run before it. The
/// index order of ops keeps all constraints.
struct Model {
  explicit Model(const OpGraph &graph);

  /// A saving of `bytes` if no other op touches `source` later.
  struct Saving {
    Index source;
    Index target;
    Bytes bytes;
  };
  std::span<const Saving> savings(size_t op) const {
    return {pairs.data() + pairBegins[op], pairs.data() + pairBegins[op + 1]};
  }
  size_t opCount() const { return extra.size(); }
  size_t valueCount() const { return bytes.size(); }

  Lists touches;  ///< Values that an op touches.
  Lists touchers; ///< Ops that touch a value.
  Lists before;   ///< Ops that must run before an op, the direct ones.
  Lists behind;   ///< Ops that must run after an op, the direct ones.
  std::vector<Bytes> bytes;
  std::vector<Bytes> extra;
  /// No op that runs before all other touchers is known.
  static constexpr Index none = ~Index(0);
  std::vector<Index> producer;
  std::vector<char> isInput;
  std::vector<char> isOutput;
  /// Of each value, the number of touches before its last one, of an output
  /// `none`. An input has been touched once before the first op.
  std::vector<Index> untilLast;

private:
  std::vector<Saving> pairs; ///< Those of an op by target.
  std::vector<size_t> pairBegins;
};

/// The bytes in memory as ops run, one after another.
class Walk {
public:
  explicit Walk(const Model &model);

  /// Bytes of all live values.
  Bytes live() const { return bytes; }
  /// Bytes in memory while the op runs next.
  Bytes cost(size_t op) const { return bytes + added(op); }
  /// The part of the cost that comes with the op.
  Bytes added(size_t op) const;
  /// By how much `live` changes if the op runs next.
  Bytes net(size_t op) const;
  void run(size_t op);
  /// Takes back an op that has run.
  void undo(size_t op);
  /// True if the value dies when one more op touches it.
  bool isLast(size_t value) const {
    return counts[value] == model->untilLast[value];
  }
  /// True if the value is born when the first op touches it.
  bool isFirst(size_t value) const { return counts[value] == 0; }

private:
  Bytes netOf(size_t value) const {
    const Bytes bytes = model->bytes[value];
    return (isFirst(value) ? bytes : 0) - (isLast(value) ? bytes : 0);
  }

  const Model *model;
  std::vector<Index> counts; ///< Touches so far.
  Bytes bytes = 0;
};

/// The peak of an order; of one that reaches `most`, that or more.
Bytes peakOf(const Model &model, const std::vector<Index> &order,
             Bytes most = std::numeric_limits<Bytes>::max());

/// The bytes in memory while each op of an order runs.
std::vector<Bytes> profileOf(const Model &model,
                             const std::vector<Index> &order);

/// Bytes that an op needs in every order: what it touches and its extra bytes
/// less all that it could save.
Bytes aloneCost(const Model &model, size_t op);

/// A bound on all orders from each op alone, and from inputs and outputs.
Bytes aloneBound(const Model &model);

} // namespace idealloc

#endif // IDEALLOC_LIB_SCHEDULE_MODEL_H
