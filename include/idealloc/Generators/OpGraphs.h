//===- OpGraphs.h - Generated graphs of ops ---------------------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// For benchmarks, tests and the table of docs/Schedule.md. Equal arguments give
// equal graphs on every machine, as with Generators.h. Ops and values have ids,
// all sizes are bytes. Cost: O(ops).
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_GENERATORS_OPGRAPHS_H
#define IDEALLOC_GENERATORS_OPGRAPHS_H

#include "idealloc/Generators/Generators.h"
#include "idealloc/Schedule/OpGraph.h"

namespace idealloc {

/// What randWireGraph makes.
struct RandWireShape {
  size_t stages = 3;     ///< At least 1.
  size_t nodes = 32;     ///< Of a stage, at least 3.
  size_t neighbours = 4; ///< Even, at least 2, below `nodes`.
  uint64_t percent = 75; ///< Of edges that are rewired.
  Bytes bytes = 1 << 20; ///< Of each value of the first stage.
  bool splits = false;   ///< A node is two ops, a sum and a convolution.
};

/// A randomly wired network (Xie et al., arXiv:1904.01569): each stage is a
/// ring of nodes, joined to their nearest neighbours, of whose edges some lead
/// to random nodes instead (Watts and Strogatz), all from lower to higher
/// nodes. Nodes without edges into them read the stage's input, those without
/// edges out of them are summed up to its output. Values of a stage have half
/// the bytes of the one before.
OpGraph randWireGraph(const RandWireShape &shape, uint64_t seed);

/// A network of `cells` >= 1 cells DARTS_V2 (Liu et al., arXiv:1806.09055),
/// reductions after a third and two thirds: each cell reads the two before it,
/// has four nodes that sum up two edges, and joins them. A separable
/// convolution is four ops, a dilated one two. Nodes have `bytes` bytes, half
/// as many after each reduction.
OpGraph dartsGraph(size_t cells, Bytes bytes);

/// One step of training a chain of `layers` >= 1 layers, each a convolution and
/// an activation, which may run twice at a twentieth of the convolution's work:
/// forward, backward, then the updates of all weights. Activations have
/// `bytes`, halved after every fourth layer but at least 1; weights the
/// reverse.
OpGraph trainingGraph(size_t layers, Bytes bytes);

/// All kinds of graphs, in the order in which tools list them.
std::span<const GeneratorKind> graphKinds();

/// The graph that a specification describes, as `generate`. At most 1,000,000
/// ops, well-formed.
Result<OpGraph> generateGraph(std::string_view spec);

} // namespace idealloc

#endif // IDEALLOC_GENERATORS_OPGRAPHS_H
