//===- BufferUseInterface.cpp - What an op does to buffers ----------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "idealloc/Dialect/BufferUseInterface.h"

#include "idealloc/Dialect/BufferUseInterface.cpp.inc"
