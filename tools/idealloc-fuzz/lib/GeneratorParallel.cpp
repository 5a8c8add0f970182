//===- GeneratorParallel.cpp - Parallel and asynchronous regions ----------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Generator.h"

#include "llvm/ADT/ArrayRef.h"
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

/// Starts a task that writes `out` with the help of local buffers and reads
/// what is in scope. Returns its token.
std::string Generator::executeTask(const Buffer &out) {
  std::string token = fresh("%t");
  open(token + " = async.execute {");
  region([&] {
    context.parallel = true;
    context.coroutine = true;
    context.sinks = false;
    Buffer mine = out;
    bool isOutDefined = isDefined(out);
    hide(out);
    for (Buffer &buffer : scope.buffers)
      buffer.writable = false;
    mine.storages = {newStorage(isOutDefined)};
    mine.isWhole = true;
    scope.buffers.push_back(mine);
    block(2);
    if (!functions.empty() && random.chance(30))
      callStatement();
    write(mine);
    endBlock({});
    line("async.yield");
  });
  close();
  return token;
}

/// Calls a coroutine that writes `out`, and goes on when another task is done.
std::string Generator::callTask(const Function &task, const Buffer &out) {
  std::vector<Buffer> known = scope.buffers, inputs;
  hide(out);
  for (const Type &type : llvm::ArrayRef<Type>(task.arguments).drop_back()) {
    inputs.push_back(definedBuffer(type));
    if (llvm::none_of(known, [&](const Buffer &other) {
          return other.name == inputs.back().name;
        }))
      known.push_back(inputs.back());
  }
  scope.buffers = known;
  std::string first = fresh("%t");
  open(first + " = async.execute {");
  line("async.yield");
  close();
  std::string names = first + ", %out, " + random.pick(scope.conditions);
  std::string types = "!async.token, memref<16xi64>, i1";
  inputs.push_back(out);
  for (const Buffer &argument : inputs) {
    names += ", " + argument.name;
    types += ", " + argument.type.str();
  }
  return value("async.call @" + task.name + "(" + names + ") : (" + types +
               ") -> !async.token");
}

/// A task; whoever started it only reads what the task may read, until it has
/// waited for it.
void Generator::asyncStatement() {
  std::optional<Function> task;
  if (!tasks.empty() && random.chance(70))
    task = random.pick(tasks);
  std::optional<Buffer> out;
  if (random.chance(50))
    out = pick([&](const Buffer &buffer) {
      return buffer.writable && buffer.type.isStatic() &&
             (!task || buffer.type == task->arguments.back());
    });
  if (!out)
    out = allocate(task ? task->arguments.back() : randomType());
  std::string group;
  if (random.chance(40))
    group = value("async.create_group %c1 : !async.group");
  std::string token = task ? callTask(*task, *out) : executeTask(*out);
  if (!group.empty())
    value("async.add_to_group " + token + ", " + group + " : !async.token");
  Context surroundings = context;
  std::vector<Buffer> before = scope.buffers;
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
  line(group.empty() ? "async.await " + token + " : !async.token"
                     : "async.await_all " + group);
  define(*out);
  if (context.sinks && isDefined(*out) && random.chance(50))
    sink(*out);
}

/// A coroutine: it returns a token before it is done, as it waits for one. It
/// writes its last argument.
void Generator::task() {
  Function task;
  task.name = "t" + std::to_string(tasks.size());
  for (int64_t i = random.between(2, 3); i > 0; --i)
    task.arguments.push_back(randomType());
  scope = Scope();
  context = Context();
  context.coroutine = context.parallel = true;
  context.sinks = false;
  context.depth = 1;
  scope.indices = {{"%n0", 6}};
  scope.conditions = {"%cond0"};
  std::string arguments =
      "%dep: !async.token, %out: memref<16xi64>, %cond0: i1";
  for (const Type &type : task.arguments) {
    bool isOutput = &type == &task.arguments.back();
    Buffer argument{fresh("%a"), type, {newStorage(!isOutput)}, isOutput};
    scope.buffers.push_back(argument);
    arguments += ", " + argument.name + ": " + type.str();
  }
  Buffer out = scope.buffers.back();
  open("async.func private @" + task.name + "(" + arguments +
       ") -> !async.token {");
  prologue();
  // An argument of a coroutine is no symbol of affine maps.
  line("%n0 = arith.constant " + Twine(random.between(0, 5)) + " : index");
  block(2);
  line("async.await %dep : !async.token");
  block(2);
  write(out);
  endBlock({});
  line("async.return");
  close();
  tasks.push_back(task);
}
