//===- Peers.h - Planners of other systems ----------------------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What other compilers and papers do, to the sort key and the tie-break, so
// that they can be measured beside ours. Contract: that of Plan.h. A plan
// is what the original answers where that is sane; where it is not, the comment
// says what we do instead. `index` is the position of a buffer in the problem.
// What a planner cannot honour its row in lib/Peers/Strategies.cpp
// says; planWith refuses such input, so that a function here need not. Of hill
// climbs the iterations are those of the original times the effort, and seed 0
// is what it starts with.
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_PEERS_PEERS_H
#define IDEALLOC_PEERS_PEERS_H

#include "idealloc/Planner/Boxing.h"
#include "idealloc/Planner/Exact.h"
#include "idealloc/Planner/Fit.h"

namespace idealloc {

/// Adds the rows of all planners below to `strategies()`, by system, in the
/// order of this header. A row whose name is taken stays out, so a second call
/// has no effect. As for registerStrategy: before the first plan, on one
/// thread.
void registerPeerStrategies();

//===----------------------------------------------------------------------===//
// XLA
//===----------------------------------------------------------------------===//

/// The sort keys of XLA; what is left goes by index.
enum class XlaOrder {
  Spatial,  ///< Largest first, then longest.
  Temporal, ///< Longest first, then largest.
};

/// XLA's global decreasing-size heap: best fit in the given order. The length
/// of a lifetime is not its time but the calls of the heap from its allocation
/// to its release: a clock ticks once per call. The calls are those of XLA's
/// simulator where a buffer lives through steps begin to end - 1: step by step,
/// first the allocations, by end and index, then the releases, by begin and
/// index.
///
/// Objective, guarantee, cost and failure: those of planBestFit. Source: XLA,
/// xla/service/heap_simulator/heap_simulator.cc, commit
/// 896c0289645e87e42d2e552c0be2b41d0b886adb. The original has no pins, reserved
/// ranges or gaps and one alignment for all; here they are those of
/// planBestFit.
Plan planXlaHeap(const Problem &problem, XlaOrder order);

/// What XLA's buffer assignment answers on CPU and GPU: the smaller one of
/// planXlaHeap's two, the spatial one of equals. Two decodes; else as
/// planXlaHeap.
Plan planXlaBest(const Problem &problem);

/// The best-fit repacker of XLA's memory space assignment, whose own order is
/// the temporal one: as planXlaHeap, but the length of a lifetime is its time.
/// Source: xla/service/memory_space_assignment/best_fit_repacker.cc, same
/// commit. Its lifetimes include their last step. Fed half-open ones as they
/// are, as a published comparison did, it keeps buffers apart that only touch
/// in time and may need twice the arena; that is not reproduced.
Plan planXlaRepack(const Problem &problem, XlaOrder order = XlaOrder::Temporal);

//===----------------------------------------------------------------------===//
// TensorFlow Lite
//===----------------------------------------------------------------------===//

/// Offsets in an arena, as the interpreter plans them: buffers whose lifetime
/// is that of the whole problem, by index; then all others, largest first, then
/// earliest, then by index; best fit. Without buffers of the first kind it is
/// planBestFit with Order::SizeBegin, which is "greedy by size for offset
/// calculation" of Pisarchyk and Lee, arXiv:2001.03288, section 5, and the row
/// tflite-greedy-by-size (tflite/delegates/gpu/common/memory_management/
/// greedy_by_size_assignment.cc).
///
/// Objective: makespan. Guarantee: none. Cost and failure: those of
/// planBestFit. Source: google-ai-edge/LiteRT, tflite/arena_planner.cc and
/// simple_memory_arena.cc at f6745779. Differs: ties between equal sizes and
/// begins, which the original leaves to std::sort, go by index.
Plan planTfliteArena(const Problem &problem);

// Shared objects: each buffer is put into an object; no two buffers of an
// object are live together; an object is as large as its largest buffer, so
// that some grow as buffers join. Objects are laid end to end in the order they
// were opened, and every buffer begins where its object does. Buffers come by
// begin, then index. Distinct begins and ends are numbered, as tasks are in the
// original. Objective of all: the sum of the sizes of the objects, which is the
// makespan. Guarantee: none. Status Unknown when the plan exceeds a capacity
// that no bound rules out. Gaps are not used; pins, alignments and reserved
// ranges are not honoured. Source: google-ai-edge/LiteRT at f6745779,
// tflite/delegates/gpu/common/memory_management; Pisarchyk and Lee,
// arXiv:2001.03288, section 4.

/// An object for each buffer (naive_assignment.h). O(n log n).
Plan planTfliteObjectsNaive(const Problem &problem);

/// Each buffer into a free object of exactly its size, or a new one
/// (equality_assignment.h). Of several, the one that was used last: of those
/// whose use ended latest, the last opened. O(n log n).
Plan planTfliteObjectsEquality(const Problem &problem);

/// Each buffer into the free object of the nearest size, the larger one of two
/// at equal distance; into a new one only if none is free
/// (greedy_in_order_assignment.h). Of equal sizes it is the first one if they
/// are large enough, the last one if they are not. O(n log n).
Plan planTfliteObjectsInOrder(const Problem &problem);

/// Tasks by breadth, the sum of the sizes live in them, largest first, then
/// earliest; in each the buffers that have no object yet, largest first; each
/// goes to the smallest suitable object that is large enough, else to the
/// largest one, which grows, else to a new one; the first one of equals
/// (greedy_by_breadth_assignment.cc). Suitable is what holds no conflicting
/// buffer. O(n (k + log n)) time and O(n log n) memory, k the number of
/// objects; the original lists the buffers of every task.
Plan planTfliteObjectsByBreadth(const Problem &problem);

/// Positional maximum p is the largest over all tasks of the p-th largest size
/// live; the position of a buffer is that of the last maximum that is no
/// smaller. Buffers by position, then smallest distance, then size, largest
/// first, then begin and index. The distance is that in tasks to the nearest
/// buffer in any suitable object, and the buffer goes there; to a new object if
/// there is none. Of objects at equal distance it is the one that got there
/// first, or the first one where the nearest had to be looked for anew, as
/// it was no longer suitable (greedy_by_size_assignment.cc). O(n^2) time and
/// O(n) memory besides such looks, O(k log n) each, k the number of objects;
/// the original keeps a table of n by k distances.
Plan planTfliteObjectsBySize(const Problem &problem);

/// The smaller one of planTfliteObjectsBySize, which wins ties, and
/// planTfliteObjectsByBreadth; `effort` is 2.
Plan planTfliteObjectsBest(const Problem &problem);

/// An assignment of least cost, where a new object costs its first buffer's
/// size and each later buffer of it costs what it is larger by than the one
/// before (min_cost_flow_assignment.cc). That is no less than the size of the
/// object and more where sizes fall and rise again, so the sum of sizes is
/// neither minimal nor determined by the cost: assignments of equal cost
/// differ. Which one it is follows from the search, and this is the same
/// search: n shortest paths by the Shortest Path Faster Algorithm, vertices and
/// edges in the same order. Differs: costs are 64-bit, the original's overflow
/// above 2 GiB; expansions that cannot improve anything are left out, edges are
/// not stored. O(n) memory; n searches of n expansions or more, O(n) each: well
/// below a second for a thousand buffers, minutes for ten thousand.
Plan planTfliteObjectsMinCostFlow(const Problem &problem);

//===----------------------------------------------------------------------===//
// TensorFlow Lite Micro
//===----------------------------------------------------------------------===//

/// First fit, largest first; of equal sizes the highest index comes first, as
/// the original fills its list from the tail before it sorts, stably.
///
/// Objective, guarantee, cost and failure: those of planFirstFit. Source:
/// tflite-micro, tensorflow/lite/micro/memory_planner/greedy_memory_planner.cc,
/// commit 90b983c2b3f1480642e040bbd2ddb37b998f3424. The original counts bytes
/// in 32 bits and overflows, without notice, in plans above 2 GiB; we use 64.
/// Its buffers that are planned beforehand are our pins.
Plan planTflmGreedy(const Problem &problem);

//===----------------------------------------------------------------------===//
// TVM
//===----------------------------------------------------------------------===//

/// The first key of an order of TVM; the other one is the second.
enum class TvmOrder {
  Size,      ///< Largest first, then most conflicts.
  Conflicts, ///< Most conflicts first, then largest.
};

/// Greedy by size and greedy by conflicts of TVM's memory planner (USMP): each
/// buffer goes above all that it conflicts with and that are placed; free
/// ranges below are never used. Ties go to the greatest name as text, where the
/// name is the index in decimal: 9 before 10, 2 before 1.
///
/// Objective: makespan. Guarantee: none. Cost: O((n + c) log n) time and
/// O(n + c) memory, c the number of conflicting pairs; each reserved range adds
/// O(n). Source: apache/tvm fb43fc85774b, src/tir/usmp/algo/greedy.cc. Differs:
/// rounds an offset up to the buffer's own alignment, where the original takes
/// that of the buffer below; pins and reserved ranges are ours. Fails (status
/// Unknown) when its one plan exceeds a capacity that no bound rules out.
Plan planTvmGreedy(const Problem &problem, TvmOrder order);

/// The hill climb of TVM's memory planner, 500 attempts. Each places all
/// buffers by first fit, at first in the order of greedy by size. A smaller
/// makespan than the last accepted one is accepted; another with a chance of
/// 50 (new - old) / new / attempt percent, rounded down twice, so that from the
/// 50th attempt on it has none. Then, in the order, a random buffer that comes
/// before one that ends highest and conflicts with it is exchanged with another
/// such one or, mostly, with a random buffer that comes before a neighbour of
/// that highest one and conflicts with that. Stops at the lower bound.
///
/// As in the original, the plan is the last accepted one, not the smallest; and
/// where the same buffer is drawn twice and there is hardly another, nothing is
/// exchanged, but the same placement that follows is rejected, which takes back
/// the exchange before.
///
/// Random numbers: those of rand_r in the GNU C library, from `seed` modulo
/// 2^32. Objective: makespan. Guarantee: none. Cost of an attempt: that of
/// planFirstFit, and of visiting the neighbours of the neighbours of a buffer;
/// O(n + c) memory, c the number of conflicting pairs. Source: apache/tvm
/// fb43fc85774b, src/tir/usmp/algo/hill_climb.cc. Differs: alignments as in
/// planTvmGreedy; pinned buffers and reserved ranges are obstacles. Fails
/// (status Unknown) when its plan exceeds a capacity that no bound rules out.
Plan planTvmHillClimb(const Problem &problem, const Budget &budget = {});

//===----------------------------------------------------------------------===//
// MindSpore
//===----------------------------------------------------------------------===//

// Source of all: MindSpore, mindspore/ccsrc/backend/common/somas/
// somas_solver_{core,alg}.cc, commit f02867e3b899b064010e467a17b2ac179c079848.
// Its single-object mode with the two fits of the released build is planBestFit
// and planFirstFit with Order::Size. The original rounds sizes up to 512 bytes
// first, which we leave to the caller; its contiguous tensors have no
// counterpart here.

/// Which free range of a band a buffer takes; of equals the lowest.
enum class SomasFit {
  Best,     ///< The smallest.
  Smallest, ///< The one with the lowest offset.
  Largest,  ///< The one with the highest offset.
  Worst,    ///< The largest.
};

/// SOMAS with shared objects. The arena is a pile of bands; each is as high as
/// the buffer that opened it, which is its largest: largest first, then by
/// index, a buffer goes to the lowest band whose first buffer it does not
/// conflict with and in which it finds a free range among the buffers it
/// conflicts with, the one up to the top of the band included; else it opens a
/// band on top of all. As in the original, which does not pass its choice on,
/// only the lowest band is searched with `fit` and all others by best fit.
///
/// Objective: makespan. Guarantee: none (heuristic). Cost: O(n^2) time, O(n)
/// memory. Alignments are ours: a range counts from its first aligned byte. Not
/// for pins and reserved ranges. Fails (status Unknown) when its one plan
/// exceeds a capacity that no bound rules out.
Plan planSomasShared(const Problem &problem, SomasFit fit);

/// The released portfolio, 4 decodes: shared objects, then single object, that
/// is one band without a top, each with best, then smallest fit. The smallest
/// plan, the last one of equals. Else as planSomasShared.
Plan planSomasRelease(const Problem &problem);

/// The portfolio of a debug build (SOMAS_DEBUG), 48 decodes: shared objects,
/// then single object; each with equal sizes by index, by index backwards, by
/// fewest conflicts, by most conflicts, these two with what is left by index or
/// backwards; each with the fits best, smallest, largest and worst. The last
/// two are the same for a single object: the range without an end. The smallest
/// plan, the last one of equals. Else as planSomasShared.
Plan planSomasDebug(const Problem &problem);

//===----------------------------------------------------------------------===//
// Triton
//===----------------------------------------------------------------------===//

struct TritonOptions {
  Budget budget = {}; ///< Of which only the time limit counts.
  /// Earliest first, as the compiler lists them; else by index.
  bool earliestFirst = true;
  /// Largest first and only then as listed, as of 2026.
  bool largestFirst = false;
};

/// Triton's allocation of shared memory: starts by a sweep upwards, then
/// interval-graph colouring. The sweep takes the lowest offset with a free
/// interval of time, earliest made of equals, and puts there the first buffer
/// whose lifetime meets that interval and no other; without one, the interval
/// is dropped. What is free beside and above the buffer are new intervals; the
/// former may be wider than what was free. Then, in rounds until nothing
/// clashes, the graph of clashes is coloured by first fit, and all buffers but
/// those of the first colour move, one by one, above all that they clashed
/// with.
///
/// Alignments are rounded up to. Of a lifetime with gaps the sweep takes the
/// hull. A makespan can exceed the sum of the sizes; where it would exceed
/// 2^63-1, or at the time limit, first fit in the order of the offsets so far
/// replaces the rest of the rounds.
///
/// Objective: makespan. Guarantee: none. Cost: O(n^2) time for the sweep and
/// O(c) for a round, O(n + c) memory, c the number of conflicting pairs. The
/// number of rounds is finite, as the first buffer never moves, and one that
/// moves above others at rest never meets them again; with 10,000 buffers it is
/// about a hundred where a hundred are live at once, and far more where
/// thousands are. Cannot honour pins and reserved ranges. Source:
/// lib/Analysis/Allocation.cpp of openai/triton a7e3476e8675 (2024) and
/// facebookexperimental/triton db4666f22c1f (2026). Fails (status Unknown) when
/// its one plan exceeds a capacity that no bound rules out.
Plan planTriton(const Problem &problem, const TritonOptions &options = {});

//===----------------------------------------------------------------------===//
// TelaMalloc
//===----------------------------------------------------------------------===//

struct TelamallocOptions {
  Budget budget = {}; ///< Effort 1 is about a second.
  /// Jump back to what the solver names, else only ever to the last decision.
  bool majorBacktracks = true;
};

/// A heuristic search that a solver guides, in the manner of TelaMalloc. No
/// code of the original is public: this follows what the paper says, and its
/// results say nothing about the original's.
///
/// The paper's ideas: a procedure that decides one memory limit; buffers in
/// phases, those that live where most is live first; at each step a few
/// candidates of the phase, the longest-lived, the largest and the one with the
/// largest area; each placed as low as a solver still allows; the solver told
/// of it, which infers what that leaves to the others and objects early; a
/// minor backtrack to the next candidate of the last decision; a major one,
/// after many failures, to the placement that the solver holds responsible,
/// further back when that does not help; sub-problems apart in time solved
/// apart.
///
/// Ours, where it says little or nothing we could follow: the solver, which
/// keeps the lowest place of each buffer and the room left in each set of
/// buffers live together (lib/Peers/TelamallocSolver.h), instead of one
/// for constraint programming; two levels of contention for the phases; only
/// those buffers of a phase as candidates that can be placed lowest; what is
/// responsible, the latest placement in the way of a buffer that no longer
/// fits, and that this buffer is tried first there; one decision further back
/// with each major backtrack that led to no new depth. That there is a smallest
/// makespan to find: after first fit by size, limits between the lower bound
/// and the best plan by bisection, in rounds, each with twice the work for a
/// limit, twice the patience and another heuristic first.
///
/// Objective: makespan. Guarantee: no larger than first fit by size. Honours
/// alignments, pins, reserved ranges and gaps; a capacity is a limit tried
/// first. Cost: bounded by the budget, which counts what is looked at; O(n + c)
/// memory and what all sections hold, c the number of conflicting pairs.
/// Problems with more than 10,000 buffers or 2^23 such pairs get first fit
/// alone. Proves nothing but by the lower bound (status Feasible or Unknown
/// when the budget ends or nothing is left to try). Source: Maas, Beaugnon,
/// Chauhan, Ilbeyi, TelaMalloc (ASPLOS 2022), doi 10.1145/3567955.3567961.
Plan planTelamalloc(const Problem &problem,
                    const TelamallocOptions &options = {});

//===----------------------------------------------------------------------===//
// minimalloc
//===----------------------------------------------------------------------===//

struct MinimallocOptions {
  /// Effort 1 is half as much again as that of planExact.
  Budget budget = {};
  /// ExactOptions::decideOnly: what the original does unless asked to minimise.
  bool decideOnly = false;
};

/// The exact search with nothing but the rules and orders of MiniMalloc:
/// planExact without oneMachine, identical, stackedTwins and reduction and with
/// ExactRestarts::Static.
///
/// Differs from the original in what surrounds the rules. The original bisects
/// between 0 and the given capacity, takes the end of its clock for a
/// refutation and may so answer nothing or too much; here, as for planExact: a
/// first plan by first fit and best fit, the lower bound first, then capacities
/// in between, bounds from windows of time, and a status that is proved. Each
/// capacity in between gets a cycle of the three orders, and node limits go on
/// growing from one to the next. The last tie between buffers goes to the
/// earlier begin, in the original to the lower index. Every leaf and prefix is
/// a node there, here only what places a buffer, and buffers without unplaced
/// conflicts are placed along with the last of those, not as nodes of their
/// own.
///
/// Objective, guarantee, cost, failure: those of planExact. Sources: Moffitt,
/// MiniMalloc (ASPLOS 2023); google/minimalloc, src/solver.cc, at
/// 9f5cf810fec4494df473c23cffd0567989e81b69.
Plan planMinimallocRules(const Problem &problem,
                         const MinimallocOptions &options = {});

//===----------------------------------------------------------------------===//
// Vela
//===----------------------------------------------------------------------===//

/// The hill climb of Vela, Arm's compiler for Ethos-U, in Python. Buffers are
/// placed first fit, in this order at first: the most that is live during the
/// lifetime, then the longest (in distinct begins and ends of any lifetime),
/// then the earliest, then the largest. Each remembers its turn and its
/// predecessor, the buffer that it was last pushed up by. An iteration takes
/// the bottleneck, the first buffer that ends highest, and its neighbours, each
/// with the chain of its predecessors, and exchanges two of them, one of 30 of
/// 101 times being no neighbour; after 50 iterations without gain also two of
/// these or of the neighbours of the former. The new placement, stopped once it
/// is higher than the best, stays if it is no higher, else the order before it.
/// Stops at the lower bound and after 500 iterations without gain, that times
/// effort without `iterations`; with them not before that many are done.
///
/// As in the original, what is remembered is not restored with the order: the
/// turns and predecessors of the next iteration may be those of a placement
/// that was stopped and, above the buffers it reached, of earlier ones.
///
/// Random numbers: those of Python from the seed `seed` + 1, as the original
/// starts with 1. Objective: makespan. Guarantee: no larger than first fit in
/// the first order. Cost of an iteration: O(n + p c) time for p passes over the
/// neighbours of a buffer to find its place, which are few; O(n + c) memory, c
/// the number of conflicting pairs. Source: ethosu/vela/hillclimb_allocation.py
/// of nxp-imx/ethos-u-vela a6f65663db12. Pinned buffers are placed first, and
/// reserved ranges are predecessors of nobody; both are ours. Fails (status
/// Unknown) when its plan exceeds a capacity that no bound rules out.
Plan planVelaHillClimb(const Problem &problem, const Budget &budget = {});

/// The search of Vela in C++: as the climb in Python, but 500 iterations, each
/// with one exchange; one of 30 of 100 times is no neighbour; the candidates
/// are listed by turn; and all is restored with the order.
///
/// Random numbers: std::mt19937 from its default seed plus `seed`. Source:
/// search_allocator.cpp of nxp-imx/ethos-u-vela ad45f792e699. The rest as in
/// planVelaHillClimb. Differs: 64 bits, where the original takes 32.
Plan planVelaSearch(const Problem &problem, const Budget &budget = {});

//===----------------------------------------------------------------------===//
// IREE
//===----------------------------------------------------------------------===//

/// How IREE lays out the slices of a resource, in the order in which its
/// compiler emits them: best fit, earliest first, then by index.
///
/// Objective, guarantee, cost and failure: those of planBestFit. Source: IREE,
/// compiler/src/iree/compiler/Dialect/Stream/Transforms/LayoutSlices.cpp,
/// packStaticSlicesGreedily, commit b48a5955575cf8924ffc191f3b0804976e5738b9.
/// The original has one alignment for all, and slices cannot be pinned.
Plan planIree(const Problem &problem);

/// The same in the order of the problem: the original never sorts.
Plan planIreeRows(const Problem &problem);

//===----------------------------------------------------------------------===//
// ONNX Runtime
//===----------------------------------------------------------------------===//

/// The planner of memory patterns, which sees one allocation or release at a
/// time: best fit among what is allocated, else above all of it. Allocations of
/// one time are in the order of their indices. That is planBestFit with
/// Order::Begin, and so planIree.
///
/// Objective, guarantee, cost and failure: those of planBestFit. Source: ONNX
/// Runtime, onnxruntime/core/framework/mem_pattern_planner.h, commit
/// 00ca168922183eeb0c1e0f93c04f2f707087f86d. Pins and reserved ranges, which
/// the original does not have, are there from the start.
Plan planOrtPattern(const Problem &problem);

//===----------------------------------------------------------------------===//
// OpenVINO
//===----------------------------------------------------------------------===//

/// First fit, largest first. Up to 16 buffers, equal sizes come by begin, then
/// end, then index. Beyond, they come as libstdc++'s std::sort leaves them,
/// with every standard library (lib/Peers/Introsort.h): by begin, then
/// end in one such sort, by size in another.
///
/// Objective: makespan. Guarantee: none. Cost and failure: those of
/// planFirstFit. Source: openvinotoolkit/openvino, MemorySolver in
/// src/inference/dev_api/openvino/runtime/memory_solver.hpp, 2018 to 2025.
Plan planOpenvino(const Problem &problem);

//===----------------------------------------------------------------------===//
// ExecuTorch
//===----------------------------------------------------------------------===//

/// Buckets of bytes. Buffers come largest first, of equals the one with the
/// highest index first. Each goes to the bottom of the first bucket in which
/// nothing conflicts with it; else, if `stacked`, onto the highest conflicting
/// buffer in the first bucket in which it fits there; else to a new bucket,
/// which is as large as it. Buckets are laid end to end.
///
/// Objective: makespan. Guarantee: none. Cost: O(n^2) time, O(n) memory. Gaps
/// are not used; pins, alignments and reserved ranges are not honoured. Status
/// Unknown when the plan exceeds a capacity that no bound rules out. Source:
/// pytorch/executorch, exir/memory_planning.py at cff6f4dd, `greedy`, with and
/// without allow_overlapping_allocations (the latter for Vulkan). Differs: the
/// original takes equal sizes in the order of a hash table.
Plan planExecutorchGreedy(const Problem &problem, bool stacked);

//===----------------------------------------------------------------------===//
// MLIR
//===----------------------------------------------------------------------===//

/// MLIR's own static memory planner, best fit. Buffers come earliest first,
/// then by index. One takes the smallest range, the lowest of equals, that
/// holds it: between buffers that live when it begins, or from the top of these
/// to the end of the arena so far, which dead buffers may have pushed up. A
/// range counts from its first aligned byte. Where none holds it, it goes above
/// what is live. Unlike planBestFit it so prefers a smaller range above all to
/// a larger one between.
///
/// Objective: makespan. Guarantee: none (heuristic). Cost: O(n (log n + w))
/// time, O(n) memory, w the buffers live at once; O(n^2 log n) in the original.
/// Source: LLVM, mlir/lib/Dialect/Bufferization/Transforms/
/// StaticMemoryPlanning.cpp, bestFitMemoryPlanner, commit
/// ae2d14a610207df50393c6e62d9ca1c61e31fe97. There the order of equal begins is
/// that of an unstable sort, and the pass around it plans only allocations in
/// the entry block of a function. Gaps, which it does not know, are used: a
/// buffer is in the way if it conflicts. Not for pins and reserved ranges.
/// Fails (status Unknown) when its one plan exceeds a capacity that no bound
/// rules out.
Plan planMlirBestFit(const Problem &problem);

//===----------------------------------------------------------------------===//
// idealloc in Rust
//===----------------------------------------------------------------------===//

struct PublishedBoxingOptions {
  /// Iterations are boxings. Unset: effort * 1000, but not more than effort *
  /// 2^27 units of work pay for, a buffer placed or a placed buffer looked at.
  Budget budget = {};
  /// Epsilon of the last step, between 0 and 0.618. Unset: that of the rounds.
  std::optional<double> epsilon = std::nullopt;
};

/// The boxing allocator as its authors published it: first fit by size, then
/// length, ties drawn, of which the plan stays unless a boxing beats it; then
/// boxings, each with critical points drawn anew and placed by first fit in the
/// order of its loose offsets, until the iterations end or the load is met.
///
/// The steps are those of planBoxing (lib/Planner/Boxing/BoxSteps.h), but:
/// - Where no round boxes anything, a dummy job 2216.54 times as high as the
///   smallest buffer lives over all time. It permits a round, and the last
///   boxes are 1 / epsilon times as high as it, not as the highest buffer:
///   nearly all of a class fits into one. This costs most of what planBoxing
///   gains.
/// - Classes end at the powers of 1 + epsilon.
/// - In a box, jobs of each size are coloured apart, and the rows stacked, the
///   largest lowest.
/// - There is one epsilon, all rows come as coloured, tightening is first fit,
///   nothing is learned from one iteration for the next, and no plan improved.
///
/// Differs from the original: seeded; critical points are begins alone, there
/// also ends; only the order of the last boxes is shuffled, where threads and
/// hash maps shuffle more there; a unit never exceeds its box. Pinned buffers
/// are not boxed, and they, reserved ranges, alignments and gaps are left to
/// first fit. Where last boxes could end above 2^62, nothing is boxed.
///
/// Objective: makespan. Guarantee: no larger than its first fit. Cost of an
/// iteration: O((n + c) log n) time, c the number of conflicting pairs; O(n)
/// memory per thread. Fails (status Unknown) when no plan fits a capacity that
/// no bound rules out. Sources: Buchsbaum, Karloff, Kenyon, Reingold, Thorup
/// (STOC 2003); cappadokes/idealloc, coreba/src, at
/// a21f84d5f2556046c198ac80c4af325b3be72e52.
Plan planPublishedBoxing(const Problem &problem,
                         const PublishedBoxingOptions &options = {});

} // namespace idealloc

#endif // IDEALLOC_PEERS_PEERS_H
