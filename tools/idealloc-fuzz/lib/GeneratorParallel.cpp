//===- GeneratorParallel.cpp - Parallel and asynchronous regions ----------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Generator.h"

#include "llvm/ADT/STLExtras.h"

using namespace idealloc::fuzz;

/// Each instance computes one row of a buffer, with local buffers, and only
/// reads what is around it.
void Generator::parallelStatement() {
  Type type = carriedType();
  if (type.rank() == 0 || type.rank() > 2)
    return computeStatement();
  std::optional<Buffer> out;
  if (random.chance(50))
    out = pick([&](const Buffer &buffer) {
      return buffer.type == type && buffer.writable &&
             buffer.storages.size() == 1;
    });
  if (!out)
    out = allocate(type);
  std::string i = fresh("%i"), count = std::to_string(type.dims[0].size);
  int64_t form = random.below(3);
  if (form == 0)
    open("scf.forall (" + i + ") in (" + count + ") {");
  else if (form == 1)
    open("scf.parallel (" + i + ") = (%c0) to (" + index(type.dims[0].size) +
         ") step (%c1) {");
  else
    open("affine.parallel (" + i + ") = (0) to (" + count + ") {");
  region([&] {
    context.parallel = true;
    context.sinks = false;
    bool isOutDefined = isDefined(*out);
    hide(*out);
    for (Buffer &buffer : scope.buffers)
      buffer.writable = false;
    scope.indices.push_back({i, type.dims[0].size});
    Type row = type;
    row.dims.erase(row.dims.begin());
    std::string part = row.rank() ? std::to_string(row.dims[0].size) : "";
    row.layout =
        row.rank() ? "strided<[1], offset: ?>" : "strided<[], offset: ?>";
    Buffer mine{"", row, {newStorage(isOutDefined)}};
    mine.name =
        value("memref.subview " + out->name + "[" + i +
              (row.rank() ? ", 0] [1, " + part + "] [1, 1]" : "] [1] [1]") +
              " : " + type.str() + " to " + row.str());
    scope.buffers.push_back(mine);
    block(3);
    write(mine);
    endBlock({});
    if (form == 1)
      line("scf.reduce");
  });
  close();
  define(*out);
}

/// A task that writes one buffer with the help of local ones; whoever started
/// it only reads what the task may read, until it has waited for it.
void Generator::asyncStatement() {
  std::optional<Buffer> out;
  if (random.chance(50))
    out = pick([&](const Buffer &buffer) {
      return buffer.writable && buffer.type.isStatic();
    });
  if (!out)
    out = allocate(randomType());
  bool hasGroup = random.chance(40);
  std::string token = fresh("%t"), group;
  if (hasGroup)
    group = value("async.create_group %c1 : !async.group");
  Context surroundings = context;
  std::vector<Buffer> before = scope.buffers;
  open(token + " = async.execute {");
  region([&] {
    context.parallel = true;
    context.coroutine = true;
    context.sinks = false;
    std::vector<Buffer> mine = {*out};
    bool isOutDefined = isDefined(*out);
    hide(*out);
    for (Buffer &buffer : scope.buffers)
      buffer.writable = false;
    mine[0].storages = {newStorage(isOutDefined)};
    mine[0].isWhole = true;
    scope.buffers.push_back(mine[0]);
    block(2);
    if (!functions.empty() && random.chance(30))
      callStatement();
    write(mine[0]);
    endBlock({});
    line("async.yield");
  });
  close();
  if (hasGroup)
    value("async.add_to_group " + token + ", " + group + " : !async.token");
  hide(*out);
  for (Buffer &buffer : scope.buffers)
    buffer.writable = false;
  context.blocks = false;
  context.exit = nullptr;
  if (random.chance(70))
    block(2);
  // What was allocated meanwhile stays, the others are as before.
  std::vector<Buffer> made;
  for (const Buffer &buffer : scope.buffers)
    if (llvm::none_of(before, [&](const Buffer &other) {
          return other.name == buffer.name;
        }))
      made.push_back(buffer);
  scope.buffers = before;
  scope.buffers.insert(scope.buffers.end(), made.begin(), made.end());
  context = surroundings;
  waits = true;
  line(hasGroup ? "async.await_all " + group
                : "async.await " + token + " : !async.token");
  define(*out);
  if (context.sinks && isDefined(*out) && random.chance(50))
    sink(*out);
}
