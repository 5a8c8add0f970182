//===- LifetimeAttributes.cpp - Lifetimes written into the IR -------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "LifetimeAttributes.h"

#include "idealloc/Dialect/Idealloc.h"
#include "idealloc/Dialect/Names.h"

using namespace mlir;
using namespace idealloc;

void idealloc::writeLifetime(const Root &root) {
  root.op->removeAttr(IdeallocDialect::kLifetime);
  root.op->removeAttr(IdeallocDialect::kSlot);
  if (root.refusal)
    return;
  Builder builder(root.op->getContext());
  SmallVector<int64_t> bounds = root.live.toBounds();
  root.op->setAttr(IdeallocDialect::kLifetime,
                   LifetimeAttr::get(root.op->getContext(), bounds));
  if (root.slot >= 0)
    root.op->setAttr(IdeallocDialect::kSlot,
                     builder.getI64IntegerAttr(root.slot));
}

void idealloc::writeProgramLifetime(const Root &root,
                                    const std::optional<ProgramTime> &program) {
  root.op->removeAttr(IdeallocDialect::kProgramLifetime);
  const LiveSet *live = program ? program->liveSetOf(root.op) : nullptr;
  if (root.refusal || !live)
    return;
  SmallVector<int64_t> bounds = live->toBounds();
  root.op->setAttr(IdeallocDialect::kProgramLifetime,
                   LifetimeAttr::get(root.op->getContext(), bounds));
}

LogicalResult idealloc::checkGivenLifetime(const Root &root, int64_t ticks) {
  auto given = root.op->getAttrOfType<LifetimeAttr>(IdeallocDialect::kLifetime);
  if (!root.refusal && !given)
    return root.op->emitError()
           << "has no 'idealloc.lifetime', which lifetimes=given requires on "
              "every plannable allocation; add it, or 'idealloc.keep'";
  if (!given)
    return success();
  if (root.refusal) {
    switch (root.refusal->kind) {
    case RefusalKind::Kept:
    case RefusalKind::OtherSpace:
    case RefusalKind::TooSmall:
      root.op->removeAttr(IdeallocDialect::kLifetime);
      return success();
    default:
      break;
    }
    auto diag = root.op->emitError()
                << "has a given lifetime but cannot be planned: "
                << root.refusal->reason;
    if (root.refusal->culprit)
      diag.attachNote(placeToShow(root.refusal->culprit)) << "because of this";
    return diag;
  }
  if (given.getEnd() > ticks)
    return root.op->emitError()
           << "has a stale lifetime: it ends at tick " << given.getEnd()
           << ", the function has " << ticks << " ticks";
  return success();
}

void idealloc::writeMember(FunctionOpInterface function,
                           const ProgramTime::Member &member) {
  Builder builder(function->getContext());
  NamedAttrList entries;
  entries.append("number", builder.getI64IntegerAttr(member.program));
  if (member.isOutlined)
    entries.append("outlined", builder.getUnitAttr());
  if (member.isOwn)
    entries.append("own", builder.getUnitAttr());
  if (member.party)
    entries.append("party", builder.getI64IntegerAttr(member.party));
  function->setAttr(IdeallocDialect::kProgram,
                    entries.getDictionary(function->getContext()));
}

void idealloc::writeStates(ArrayRef<State> states,
                           const std::optional<ProgramTime> &program) {
  for (const State &state : states) {
    Operation *global = memref::GlobalOp(state.global);
    global->removeAttr(IdeallocDialect::kProgramLifetime);
    global->removeAttr(IdeallocDialect::kOffset);
    if (state.refusal.empty()) {
      global->setAttr(
          IdeallocDialect::kProgramLifetime,
          LifetimeAttr::get(global->getContext(), {0, program->size()}));
      continue;
    }
    auto diag = global->emitWarning()
                << "is 'idealloc.state' but not planned: " << state.refusal;
    if (state.culprit)
      diag.attachNote(state.culprit->getLoc()) << "because of this";
  }
}
