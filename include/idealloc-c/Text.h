/*===- Text.h - Problems and plans as text ---------------------------*- C
-*-===*\
|*                                                                            *|
|* Part of the idealloc project, under the Apache License v2.0 with LLVM      *|
|* Exceptions. See LICENSE for license information.                           *|
|* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception                    *|
|*                                                                            *|
|*===----------------------------------------------------------------------===*|
|*                                                                            *|
|* The formats of idealloc-plan (docs/Planner.md) for the handles of          *|
|* Planner.h, whose rules hold here, too. Text is UTF-8. What is returned     *|
|* ends in a NUL and is released by ideallocStringDestroy; NULL means that    *|
|* there was no memory, or a plan and a problem that do not belong together.  *|
|*                                                                            *|
\*===----------------------------------------------------------------------===*/

#ifndef IDEALLOC_C_TEXT_H
#define IDEALLOC_C_TEXT_H

#include "idealloc-c/Planner.h"

#ifdef __cplusplus
extern "C" {
#endif

/** How a problem is written. */
typedef enum IdeallocFormat {
  IdeallocFormatAuto = 0, /**< JSON if the name of the file ends in ".json", or
                             is in angle brackets ("<stdin>") and the text
                             begins with '{'; else CSV. */
  IdeallocFormatCsv = 1,
  IdeallocFormatJson = 2
} IdeallocFormat;

/** Reads a problem into one without buffers, whose capacity and reserved ranges
 *  count besides the text's, and checks it. `alignment`, at least 1, is that of
 *  buffers which state none. `ignoreOffsets`: offsets are an old answer, not
 *  pins. The message of a failure is "file:line:column: what is wrong". */
IDEALLOC_EXPORT bool ideallocProblemRead(IdeallocProblem *problem,
                                         IdeallocFormat format,
                                         const char *text, size_t length,
                                         const char *file, int64_t alignment,
                                         bool ignoreOffsets);

/** The problem as CSV. The column offset holds pins, or the plan's offsets
 *  where `plan` is not NULL. Capacity and reserved ranges have no column. */
IDEALLOC_EXPORT char *ideallocToCsv(const IdeallocProblem *problem,
                                    const IdeallocPlan *plan);

/** The problem as JSON, with pins or, if `plan` is not NULL, its offsets. */
IDEALLOC_EXPORT char *ideallocToJson(const IdeallocProblem *problem,
                                     const IdeallocPlan *plan);

/** A picture: logical time to the right, bytes upwards. `title` begins its
 *  title line. The plan must be one of this problem. */
IDEALLOC_EXPORT char *ideallocToSvg(const IdeallocProblem *problem,
                                    const IdeallocPlan *plan,
                                    const char *title);

/** One "name value" line per figure, as idealloc-plan prints. */
IDEALLOC_EXPORT char *ideallocToSummary(const IdeallocProblem *problem,
                                        const IdeallocPlan *plan,
                                        const char *strategy);

#ifdef __cplusplus
}
#endif

#endif /* IDEALLOC_C_TEXT_H */
