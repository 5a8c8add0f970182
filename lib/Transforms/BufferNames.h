//===- BufferNames.h - What buffers are called ------------------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIB_TRANSFORMS_BUFFERNAMES_H
#define IDEALLOC_LIB_TRANSFORMS_BUFFERNAMES_H

#include "FunctionsAround.h"
#include "ProblemFiles.h"

namespace idealloc {

/// Sets the ids of an arena's buffers. A buffer is called by the first of these
/// names that no other buffer of the arena could have:
///   stem/conv        the name of its location
///   @f/stem/conv     that, behind its function
///   %conv            its name in the text of the input
///   @f/%conv         that, behind its function
///   @f#2             its position, from 0, among the function's buffers there
/// A buffer of several allocations is called as the first of them is. A
/// location that is a number, or begins with '%' or '@', is no name: it could
/// be one of the others. Cost: linear.
void setIds(ArenaProblem &arena, FunctionsAround &functions);

/// True for ids that tell where a buffer stands in one text of the program, and
/// may be others in another text of the same program: "%conv", "@f#2".
bool isNameOfText(llvm::StringRef id);

} // namespace idealloc

#endif // IDEALLOC_LIB_TRANSFORMS_BUFFERNAMES_H
