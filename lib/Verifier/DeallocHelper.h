//===- DeallocHelper.h - Addresses that only guard frees -------- -*- C++
//-*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIB_VERIFIER_DEALLOCHELPER_H
#define IDEALLOC_LIB_VERIFIER_DEALLOCHELPER_H

#include "mlir/IR/Value.h"

namespace idealloc {

/// True if this list of addresses is only stored to, freed and given to the
/// function that -bufferization-lower-deallocations generates: it compares the
/// addresses in two lists and answers with flags that guard deallocations.
/// Whether these happen changes no value that is read. Cost: O(uses).
bool isReadByDeallocHelperOnly(mlir::Value list);

} // namespace idealloc

#endif // IDEALLOC_LIB_VERIFIER_DEALLOCHELPER_H
