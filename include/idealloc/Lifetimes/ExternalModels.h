//===- ExternalModels.h - Interfaces upstream ops lack ----------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIFETIMES_EXTERNALMODELS_H
#define IDEALLOC_LIFETIMES_EXTERNALMODELS_H

namespace mlir {
class DialectRegistry;
}

namespace idealloc {

/// Teaches BufferViewFlowAnalysis the view-like ops that do not implement
/// ViewLikeOpInterface in MLIR 22: memref.transpose. Every pass that builds
/// `Lifetimes` registers this with its dependent dialects.
void registerExternalModels(mlir::DialectRegistry &registry);

} // namespace idealloc

#endif // IDEALLOC_LIFETIMES_EXTERNALMODELS_H
