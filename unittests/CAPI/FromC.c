/*===- FromC.c - A program in C --------------------------------------------===*\
|* Part of the idealloc project, under the Apache License v2.0 with LLVM      *|
|* Exceptions. See LICENSE for license information.                           *|
|* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception                    *|
\*===----------------------------------------------------------------------===*/

#include "FromC.h"

#include "idealloc-c/Planner.h"
#include "idealloc-c/Text.h"

#include <string.h>

#define EXPECT(condition)                                                      \
  if (!(condition))                                                            \
  return __LINE__

static int planWithin(IdeallocProblem *problem, IdeallocOptions *options) {
  IdeallocPlan *plan = ideallocPlanCreate(problem, options);
  EXPECT(plan != NULL);
  EXPECT(ideallocPlanGetStatus(plan) == IdeallocStatusOptimal);
  EXPECT(ideallocPlanGetMakespan(plan) == 96);
  EXPECT(ideallocPlanGetOffsetCount(plan) == 3);
  EXPECT(ideallocPlanGetOffsets(plan)[0] == ideallocPlanGetOffsets(plan)[2]);
  EXPECT(strcmp(ideallocPlanGetMessage(plan), "") == 0);
  char *csv = ideallocToCsv(problem, plan);
  EXPECT(csv != NULL && strstr(csv, "id,lower,upper,size") == csv);
  ideallocStringDestroy(csv);
  char *message = NULL;
  EXPECT(ideallocVerify(problem, ideallocPlanGetOffsets(plan), 3, false,
                        &message) == IdeallocVerdictValid);
  EXPECT(message == NULL);
  ideallocPlanDestroy(plan);
  return 0;
}

static int planBeyond(IdeallocProblem *problem) {
  ideallocProblemSetCapacity(problem, 95);
  IdeallocPlan *plan = ideallocPlanCreate(problem, NULL);
  EXPECT(ideallocPlanGetStatus(plan) == IdeallocStatusInfeasible);
  EXPECT(ideallocPlanGetConflictSetSize(plan) == 2);
  EXPECT(strstr(ideallocPlanGetMessage(plan), "short by 1") != NULL);
  ideallocPlanDestroy(plan);
  return 0;
}

int useFromC(void) {
  IdeallocProblem *problem = ideallocProblemCreate();
  EXPECT(problem != NULL);
  EXPECT(ideallocProblemAddBuffer(problem, "a", 0, 4, 64, 1));
  EXPECT(ideallocProblemAddBuffer(problem, "b", 2, 6, 32, 1));
  EXPECT(ideallocProblemAddBuffer(problem, "c", 4, 8, 64, 1));
  EXPECT(ideallocProblemCheck(problem));
  IdeallocOptions *options = ideallocOptionsCreate();
  EXPECT(options != NULL);
  EXPECT(ideallocOptionsSetStrategy(options, "exact"));
  EXPECT(!ideallocOptionsSetStrategy(options, "exakt"));
  int wrong = planWithin(problem, options);
  if (wrong == 0)
    wrong = planBeyond(problem);
  ideallocOptionsDestroy(options);
  ideallocProblemDestroy(problem);
  return wrong;
}
