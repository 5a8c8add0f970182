/*===- Planner.h - The planner for programs in C and other languages -*- C
-*-===*\
|*                                                                            *|
|* Part of the idealloc project, under the Apache License v2.0 with LLVM      *|
|* Exceptions. See LICENSE for license information.                           *|
|* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception                    *|
|*                                                                            *|
|*===----------------------------------------------------------------------===*|
|*                                                                            *|
|* The planner of idealloc/Planner in the shared library libidealloc: build a *|
|* problem, plan it, read offsets. Terms: docs/Planner.md.                    *|
|*                                                                            *|
|* Units: sizes, offsets, alignments and capacities are bytes, times are      *|
|* logical; intervals and ranges are half-open [begin, end).                  *|
|*                                                                            *|
|* Handles are opaque. Who creates one destroys it; destroying NULL does      *|
|* nothing, every other function needs a handle. Text that goes in is copied; *|
|* text that comes out belongs to the handle and lives until that is changed  *|
|* or destroyed, but for `char *`, which ideallocStringDestroy releases.      *|
|*                                                                            *|
|* Errors: no exception and no signal leaves the library. A function that can *|
|* fail returns false, or NULL where it returns a handle or text, and leaves  *|
|* what it was to change as it was; the message of the handle says why, in    *|
|* the words of idealloc-plan. NULL from a function that creates means that   *|
|* there was no memory.                                                       *|
|*                                                                            *|
|* Threads: calls on distinct handles may run at the same time, and so may    *|
|* calls that take a handle as const. There is no global state that a caller  *|
|* could see.                                                                 *|
|*                                                                            *|
|* Binary interface: what this header declares keeps its meaning within one   *|
|* SONAME. Symbols are versioned; structs do not grow.                        *|
|*                                                                            *|
\*===----------------------------------------------------------------------===*/

#ifndef IDEALLOC_C_PLANNER_H
#define IDEALLOC_C_PLANNER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#if defined(__GNUC__)
#define IDEALLOC_EXPORT __attribute__((visibility("default")))
#else
#define IDEALLOC_EXPORT
#endif

#ifdef __cplusplus
extern "C" {
#endif

/** "0.1.0", that of the library which runs. */
IDEALLOC_EXPORT const char *ideallocVersion(void);

/** Releases text that the library made. */
IDEALLOC_EXPORT void ideallocStringDestroy(char *text);

/*===----------------------------------------------------------------------===*/
/* Problems                                                                   */
/*===----------------------------------------------------------------------===*/

/** Buffers to place in one arena, its capacity and its reserved ranges. */
typedef struct IdeallocProblem IdeallocProblem;

/** A half-open interval of time or range of bytes. */
typedef struct IdeallocRange {
  int64_t begin;
  int64_t end;
} IdeallocRange;

/** Instead of an offset: the buffer is not pinned. */
#define IDEALLOC_NO_PIN INT64_MIN

/** Instead of a capacity: there is none. */
#define IDEALLOC_NO_CAPACITY INT64_MIN

/** One buffer, as ideallocProblemGetBuffer shows it. */
typedef struct IdeallocBuffer {
  const char *id; /**< "" if it has none. */
  int64_t begin;
  int64_t end;
  int64_t size;
  int64_t alignment;
  int64_t pin; /**< Or IDEALLOC_NO_PIN. */
  size_t gapCount;
} IdeallocBuffer;

/** A problem without buffers. */
IDEALLOC_EXPORT IdeallocProblem *ideallocProblemCreate(void);
IDEALLOC_EXPORT void ideallocProblemDestroy(IdeallocProblem *problem);

/** Why the last call that returned false for this problem did; "" before. */
IDEALLOC_EXPORT const char *
ideallocProblemGetMessage(const IdeallocProblem *problem);

/** Adds a buffer that is live in [begin, end). Its index is the number of
 *  buffers before. `id` names it in messages; NULL or "" for none. Values are
 *  not judged here but by ideallocProblemCheck. Fails without memory. */
IDEALLOC_EXPORT bool ideallocProblemAddBuffer(IdeallocProblem *problem,
                                              const char *id, int64_t begin,
                                              int64_t end, int64_t size,
                                              int64_t alignment);

/** Adds `count` buffers, the values of buffer i being element i of each array.
 *  `ids`, `alignments` and `pins` may be NULL: no ids, alignment 1, no pins.
 *  An element of `pins` is an offset or IDEALLOC_NO_PIN. */
IDEALLOC_EXPORT bool
ideallocProblemAddBuffers(IdeallocProblem *problem, size_t count,
                          const char *const *ids, const int64_t *begins,
                          const int64_t *ends, const int64_t *sizes,
                          const int64_t *alignments, const int64_t *pins);

/** Pins a buffer to an offset; IDEALLOC_NO_PIN frees it again. Fails if there
 *  is no buffer of this index. */
IDEALLOC_EXPORT bool ideallocProblemSetPin(IdeallocProblem *problem,
                                           size_t index, int64_t offset);

/** Adds a gap in which the buffer is not live. Gaps of one buffer are added in
 *  ascending order. Fails if there is no buffer of this index. */
IDEALLOC_EXPORT bool ideallocProblemAddGap(IdeallocProblem *problem,
                                           size_t index, int64_t begin,
                                           int64_t end);

/** No buffer may end above this offset; IDEALLOC_NO_CAPACITY: any may. */
IDEALLOC_EXPORT void ideallocProblemSetCapacity(IdeallocProblem *problem,
                                                int64_t bytes);

/** Adds a range of bytes that no buffer may touch. */
IDEALLOC_EXPORT bool ideallocProblemAddReserved(IdeallocProblem *problem,
                                                int64_t begin, int64_t end);

/** Whether the problem is well-formed: sizes and alignments of at least 1,
 *  lifetimes that are not empty, gaps inside of them, distinct ids, pins that
 *  can be met, sums below 2^63. If not, the message names buffer and rule.
 *  Cost: O(n log n). */
IDEALLOC_EXPORT bool ideallocProblemCheck(IdeallocProblem *problem);

IDEALLOC_EXPORT size_t
ideallocProblemGetBufferCount(const IdeallocProblem *problem);
/** False, and nothing written, if there is no buffer of this index. */
IDEALLOC_EXPORT bool ideallocProblemGetBuffer(const IdeallocProblem *problem,
                                              size_t index,
                                              IdeallocBuffer *buffer);
/** The gaps of a buffer; NULL if it has none or there is no such buffer. */
IDEALLOC_EXPORT const IdeallocRange *
ideallocProblemGetGaps(const IdeallocProblem *problem, size_t index);
/** IDEALLOC_NO_CAPACITY without one. */
IDEALLOC_EXPORT int64_t
ideallocProblemGetCapacity(const IdeallocProblem *problem);
IDEALLOC_EXPORT size_t
ideallocProblemGetReservedCount(const IdeallocProblem *problem);
/** NULL without any. */
IDEALLOC_EXPORT const IdeallocRange *
ideallocProblemGetReserved(const IdeallocProblem *problem);

/** The largest total of sizes live at one instant of a well-formed problem, and
 *  to `instant`, if not NULL, the earliest such instant. Cost: O(n log n).
 *  -1 without memory. */
IDEALLOC_EXPORT int64_t ideallocProblemGetLoad(const IdeallocProblem *problem,
                                               int64_t *instant);

/*===----------------------------------------------------------------------===*/
/* Strategies and options                                                     */
/*===----------------------------------------------------------------------===*/

/** How many strategies there are: those of `idealloc-plan --list-strategies`,
 *  in its order. */
IDEALLOC_EXPORT size_t ideallocStrategyGetCount(void);
/** NULL if there is no strategy of this index. */
IDEALLOC_EXPORT const char *ideallocStrategyGetName(size_t index);
/** One sentence; NULL if there is no strategy of this index. */
IDEALLOC_EXPORT const char *ideallocStrategyGetSummary(size_t index);

/** How to plan, and what it may cost. */
typedef struct IdeallocOptions IdeallocOptions;

/** Strategy "auto", effort 1, seed 0, one thread, no time limit. */
IDEALLOC_EXPORT IdeallocOptions *ideallocOptionsCreate(void);
IDEALLOC_EXPORT void ideallocOptionsDestroy(IdeallocOptions *options);

/** Why the last call that returned false for these options did; "" before. */
IDEALLOC_EXPORT const char *
ideallocOptionsGetMessage(const IdeallocOptions *options);

/** A name of the table; fails for any other, and the message lists them. */
IDEALLOC_EXPORT bool ideallocOptionsSetStrategy(IdeallocOptions *options,
                                                const char *name);
/** Scales every budget of work; finite and above 0. */
IDEALLOC_EXPORT bool ideallocOptionsSetEffort(IdeallocOptions *options,
                                              double effort);
/** Seed of everything randomised: equal seeds give equal plans. */
IDEALLOC_EXPORT void ideallocOptionsSetSeed(IdeallocOptions *options,
                                            uint64_t seed);
/** Threads, up to 1024, 0 for one per core. The plan is the same for any. */
IDEALLOC_EXPORT bool ideallocOptionsSetThreads(IdeallocOptions *options,
                                               unsigned threads);
/** Seconds of wall clock after which no search goes on, finite and above 0.
 *  Plans then depend on the clock. */
IDEALLOC_EXPORT bool ideallocOptionsSetTimeLimit(IdeallocOptions *options,
                                                 double seconds);
/** Iterations of boxing and hill climbs, at least 1, instead of effort. */
IDEALLOC_EXPORT bool ideallocOptionsSetIterations(IdeallocOptions *options,
                                                  uint64_t iterations);

/** Lets another thread or a signal handler end a search. */
typedef struct IdeallocStop IdeallocStop;

/** One that is not requested. */
IDEALLOC_EXPORT IdeallocStop *ideallocStopCreate(void);
IDEALLOC_EXPORT void ideallocStopDestroy(IdeallocStop *stop);
/** Every search with options that have this stop returns the best plan so far,
 *  with what is proved until then as its status. Any thread may call it at any
 *  moment, and so may a signal handler. At least one plan is made before. It is
 *  never taken back. */
IDEALLOC_EXPORT void ideallocStopRequest(IdeallocStop *stop);
IDEALLOC_EXPORT bool ideallocStopIsRequested(const IdeallocStop *stop);
/** NULL for none. The stop must live while plans are made with the options. */
IDEALLOC_EXPORT void ideallocOptionsSetStop(IdeallocOptions *options,
                                            const IdeallocStop *stop);

/** Makespan of the best plan so far, and the lower bound proved so far. */
typedef void (*IdeallocProgressCallback)(void *data, int64_t makespan,
                                         int64_t lowerBound);
/** Called when the best plan has become smaller or the bound higher, on the
 *  thread that called ideallocPlanCreate, by strategies auto, exact, boxing and
 *  greedy; `data` is handed through. It may request a stop and must not throw.
 *  NULL for none. Fails without memory. */
IDEALLOC_EXPORT bool
ideallocOptionsSetProgress(IdeallocOptions *options,
                           IdeallocProgressCallback callback, void *data);

/*===----------------------------------------------------------------------===*/
/* Plans                                                                      */
/*===----------------------------------------------------------------------===*/

/** An offset for each buffer and what is known about them, or why there is no
 *  plan. It does not refer to its problem. */
typedef struct IdeallocPlan IdeallocPlan;

/** What is known about a plan. */
typedef enum IdeallocStatus {
  IdeallocStatusOptimal = 0,    /**< Fits; proved that none is smaller. */
  IdeallocStatusFeasible = 1,   /**< Fits. */
  IdeallocStatusInfeasible = 2, /**< Proved: no plan fits the capacity. */
  IdeallocStatusUnknown = 3,    /**< Nothing that fits was found. */
  IdeallocStatusRefused = 4     /**< Bad input or no memory: no plan. */
} IdeallocStatus;

/** Plans a problem; NULL options are those of ideallocOptionsCreate. Checks the
 *  problem and verifies the plan, so that offsets of status Optimal or Feasible
 *  hold. Same problem, options and seed: same plan, but for time limits and
 *  what was stopped. */
IDEALLOC_EXPORT IdeallocPlan *
ideallocPlanCreate(const IdeallocProblem *problem,
                   const IdeallocOptions *options);
IDEALLOC_EXPORT void ideallocPlanDestroy(IdeallocPlan *plan);

IDEALLOC_EXPORT IdeallocStatus ideallocPlanGetStatus(const IdeallocPlan *plan);
/** Status Refused: why. Infeasible and Unknown: how many bytes are missing, and
 *  which buffers cannot fit together. "" otherwise. */
IDEALLOC_EXPORT const char *ideallocPlanGetMessage(const IdeallocPlan *plan);
/** One offset per buffer; 0 with status Refused. */
IDEALLOC_EXPORT size_t ideallocPlanGetOffsetCount(const IdeallocPlan *plan);
/** In the order of the buffers. With status Infeasible or Unknown they are the
 *  smallest plan found, valid but for the capacity. */
IDEALLOC_EXPORT const int64_t *ideallocPlanGetOffsets(const IdeallocPlan *plan);
/** The highest end of a buffer, 0 without buffers. */
IDEALLOC_EXPORT int64_t ideallocPlanGetMakespan(const IdeallocPlan *plan);
/** Proved: no plan has a smaller makespan. */
IDEALLOC_EXPORT int64_t ideallocPlanGetLowerBound(const IdeallocPlan *plan);
/** Work spent, in the unit of the strategy (docs/Planner.md). */
IDEALLOC_EXPORT uint64_t ideallocPlanGetEffort(const IdeallocPlan *plan);
/** With status Infeasible: how many buffers ideallocPlanGetConflictSet has. */
IDEALLOC_EXPORT size_t ideallocPlanGetConflictSetSize(const IdeallocPlan *plan);
/** Indices of buffers that cannot fit the capacity together, ascending. */
IDEALLOC_EXPORT const size_t *
ideallocPlanGetConflictSet(const IdeallocPlan *plan);

/** What ideallocVerify found. */
typedef enum IdeallocVerdict {
  IdeallocVerdictValid = 0,
  IdeallocVerdictInvalid = 1, /**< The offsets break a rule. */
  IdeallocVerdictRefused = 2  /**< The problem is not well-formed, or there is
                                   no memory. */
} IdeallocVerdict;

/** Checks `count` offsets from scratch; shares no code with any strategy.
 *  `ignoreCapacity` accepts plans of status Infeasible and Unknown. What is
 *  wrong goes to `message` (if not NULL), for ideallocStringDestroy; it is NULL
 *  if all is well. Cost: O(n log n). */
IDEALLOC_EXPORT IdeallocVerdict ideallocVerify(const IdeallocProblem *problem,
                                               const int64_t *offsets,
                                               size_t count,
                                               bool ignoreCapacity,
                                               char **message);

#ifdef __cplusplus
}
#endif

#endif /* IDEALLOC_C_PLANNER_H */
