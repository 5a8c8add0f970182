//===- Unplanned.cpp - Allocations that stay as they are ------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Unplanned.h"

#include "MemorySpaces.h"
#include "idealloc/Dialect/Names.h"

using namespace mlir;

namespace idealloc {

bool isByChoice(RefusalKind kind) {
  switch (kind) {
  case RefusalKind::Kept:
  case RefusalKind::TooSmall:
  case RefusalKind::OtherSpace:
  case RefusalKind::ZeroSized:
    return true;
  default:
    return false;
  }
}

StringRef remedyOf(RefusalKind kind) {
  switch (kind) {
  case RefusalKind::Kept:
    return "remove 'idealloc.keep'";
  case RefusalKind::DynamicShape:
    return "give the shape a constant bound, as with affine.min "
           "(docs/MakeStatic.md)";
  case RefusalKind::UnknownSize:
    return "use an element type and a layout with a known size";
  case RefusalKind::ZeroSized:
    return "";
  case RefusalKind::NeverAccessed:
    return "run canonicalize, which removes it";
  case RefusalKind::TooSmall:
    return "lower min-size";
  case RefusalKind::OtherSpace:
    return "name its space in memory-spaces";
  case RefusalKind::Escapes:
    return "run buffer-results-to-out-params for results, and put "
           "'idealloc.noretain' on calls that keep no pointer";
  case RefusalKind::Carried:
    return "run idealloc-make-static, which uses two buffers in turn, behind "
           "-lift-cf-to-scf and -canonicalize where blocks make the loop";
  case RefusalKind::Parallel:
    return "raise instance-bytes, so that each instance gets memory of its own";
  case RefusalKind::SharedDealloc:
    return "free it by a deallocation of its own, or run without deallocations";
  case RefusalKind::Unverified:
    return "write its uses with ops that the verifier follows "
           "(docs/Lifetimes.md)";
  }
  return "";
}

void emitUnplanned(const Root &root, bool isError) {
  const Refusal &refusal = *root.refusal;
  auto diag = isError ? root.op->emitError() : root.op->emitWarning();
  diag << "stays in memory space '" << toText(root.getType().getMemorySpace())
       << "', which is planned: " << refusal.reason;
  if (refusal.culprit)
    diag.attachNote(placeToShow(refusal.culprit)) << "because of this";
  if (StringRef remedy = remedyOf(refusal.kind); !remedy.empty())
    diag.attachNote(placeToShow(root.op)) << "remedy: " << remedy;
}

} // namespace idealloc
