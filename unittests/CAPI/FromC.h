/*===- FromC.h - A program in C ------------------------------------*- C
-*-===*\
|* Part of the idealloc project, under the Apache License v2.0 with LLVM      *|
|* Exceptions. See LICENSE for license information.                           *|
|* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception                    *|
\*===----------------------------------------------------------------------===*/

#ifndef IDEALLOC_UNITTESTS_CAPI_FROMC_H
#define IDEALLOC_UNITTESTS_CAPI_FROMC_H

#ifdef __cplusplus
extern "C" {
#endif

/** Uses what a client in C would; 0 or the line of what was wrong. */
int useFromC(void);

#ifdef __cplusplus
}
#endif

#endif
