//===- LifetimeRemarks.cpp - What users are told of lifetimes -------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "LifetimeRemarks.h"

#include "idealloc/Dialect/Names.h"

#include "mlir/IR/Remarks.h"

using namespace mlir;

namespace idealloc {

static void remarkName(remark::detail::InFlightRemark &remark,
                       const Root &root) {
  if (StringRef name = nameOf(root.op); !name.empty())
    remark << remark::metric("Value", name); // Keys are sorted.
}

void remarkJoined(const ProgramTime::Joined &joined) {
  FunctionOpInterface function = joined.function;
  auto remark =
      remark::analysis(function.getLoc(), remark::RemarkOpts::name("Joined")
                                              .category("idealloc")
                                              .function(function.getName()));
  if (!remark)
    return;
  if (joined.copies)
    remark << remark::reason(
                  "its calls are not inlined in the time of the program: what "
                  "is live at one of them lives through all of '{0}'",
                  function.getName())
           << remark::metric("Copies", joined.copies)
           << remark::metric("Ops", joined.ops);
  else
    remark << remark::reason(
        "stretches joined: what is live at a call of '{0}' lives from the "
        "first to the last function that this reaches",
        function.getName());
}

void remarkRefusal(const Root &root, StringRef function) {
  const Refusal &refusal = *root.refusal;
  auto remark = remark::missed(placeToShow(root.op),
                               remark::RemarkOpts::name("NotPlanned")
                                   .category("idealloc")
                                   .function(function));
  if (!remark)
    return;
  remark << remark::reason("{0}", refusal.reason)
         << remark::metric("Kind", toString(refusal.kind));
  remarkName(remark, root);
  if (refusal.culprit) {
    std::string where;
    llvm::raw_string_ostream(where) << refusal.culprit->getLoc();
    remark << remark::metric("Culprit",
                             refusal.culprit->getName().getStringRef())
           << remark::metric("At", StringRef(where));
  }
}

void remarkUndefinedRead(const Root &root, StringRef function) {
  auto remark = remark::analysis(placeToShow(root.op),
                                 remark::RemarkOpts::name("ReadFirst")
                                     .category("idealloc")
                                     .function(function));
  if (!remark)
    return;
  Operation *reader = root.undefinedRead;
  StringRef name = reader->getName().getStringRef();
  std::string where;
  llvm::raw_string_ostream(where) << reader->getLoc();
  remark << remark::reason("'{0}' reads it before anything is written: what it "
                           "reads is undefined, a buffer keeps no state from "
                           "one run to the next",
                           name)
         << remark::metric("Culprit", name)
         << remark::metric("At", StringRef(where));
  remarkName(remark, root);
}

} // namespace idealloc
