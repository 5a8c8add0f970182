//===- GeneratorBlocks.cpp - Blocks, functions and the module -------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Generator.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

using namespace idealloc::fuzz;

//===----------------------------------------------------------------------===//
// Blocks
//===----------------------------------------------------------------------===//

/// A conditional branch or switch whose targets join with a memref.
void Generator::branchStatement() {
  Type type = carriedType();
  int64_t count = random.chance(65) ? 2 : random.between(2, 4);
  Strings labels;
  for (int64_t i = 0; i < count; ++i)
    labels.push_back(fresh("^bb"));
  if (count == 2) {
    line("cf.cond_br " + condition() + ", " + labels[0] + ", " + labels[1]);
  } else {
    std::string flag =
        value("arith.index_cast " + tripCount() + " : index to i32");
    std::string text = "cf.switch " + flag + " : i32, [default: " + labels[0];
    for (int64_t i = 1; i < count; ++i)
      text += ", " + std::to_string(i - 1) + ": " + labels[i];
    line(text + "]");
  }
  std::string join = fresh("^bb"), result = fresh("%r");
  std::vector<Buffer> passed;
  for (const std::string &name : labels) {
    label(name);
    std::function<void()> exit = context.exit;
    region(
        [&] {
          context.exit = exit;
          block(3);
          passed.push_back(definedBuffer(type));
          endBlock({passed.back()});
          line("cf.br " + join + "(" + passed.back().name + " : " + type.str() +
               ")");
        },
        /*hasBlocks=*/true);
  }
  label(join + "(" + result + ": " + type.str() + ")");
  addResult(result, type, passed);
}

/// A loop of blocks that carries a memref, perhaps with a second way out.
void Generator::blockLoopStatement() {
  Type type = carriedType();
  Buffer start = definedBuffer(type);
  std::string head = fresh("^bb"), body = fresh("^bb"), end = fresh("^bb");
  std::string i = fresh("%i"), p = fresh("%p"), result = fresh("%r");
  std::string bound = tripCount();
  std::vector<Buffer> sources = {start};
  line("cf.br " + head + "(%c0, " + start.name + " : index, " + type.str() +
       ")");
  label(head + "(" + i + ": index, " + p + ": " + type.str() + ")");
  std::string goesOn =
      value("arith.cmpi ult, " + i + ", " + bound + " : index");
  line("cf.cond_br " + goesOn + ", " + body + ", " + end + "(" + p + " : " +
       type.str() + ")");
  label(body);
  std::function<void()> exit = context.exit;
  region(
      [&] {
        context.exit = exit;
        Buffer carried{p, type, start.storages};
        carried.storages.push_back(newStorage(true));
        scope.indices.push_back({i, 6});
        scope.buffers.push_back(carried);
        block(3);
        if (random.chance(35)) {
          sources.push_back(definedBuffer(type));
          std::string rest = fresh("^bb");
          line("cf.cond_br " + condition() + ", " + end + "(" +
               sources.back().name + " : " + type.str() + "), " + rest);
          label(rest);
          block(2);
        }
        Buffer next = random.chance(50) ? carried : definedBuffer(type);
        sources.push_back(next);
        endBlock(scope.owned);
        std::string sum = value("arith.addi " + i + ", %c1 : index");
        line("cf.br " + head + "(" + sum + ", " + next.name + " : index, " +
             type.str() + ")");
      },
      /*hasBlocks=*/true);
  label(end + "(" + result + ": " + type.str() + ")");
  addResult(result, type, sources);
}

/// Leaves the function or region on a condition.
void Generator::exitStatement() {
  std::string leave = fresh("^bb"), stay = fresh("^bb");
  line("cf.cond_br " + condition() + ", " + leave + ", " + stay);
  label(leave);
  std::function<void()> exit = context.exit;
  region([&] {
    if (context.sinks && random.chance(50))
      sinkStatement();
    exit();
  });
  label(stay);
}

//===----------------------------------------------------------------------===//
// Functions
//===----------------------------------------------------------------------===//

void Generator::callStatement() {
  std::vector<Function> callable;
  // A task that waits in a callee keeps its thread, of which there are few: all
  // of them would wait for tasks that get none.
  for (const Function &function : functions)
    if ((!function.sinks || context.sinks) &&
        !(function.waits && context.coroutine))
      callable.push_back(function);
  if (callable.empty())
    return computeStatement();
  const Function function = random.pick(callable);
  waits |= function.waits;
  std::vector<Buffer> arguments;
  std::vector<Buffer> saved = scope.buffers;
  for (const Type &type : function.arguments) {
    arguments.push_back(definedBuffer(type));
    // The next must not overlap: the callee believes that.
    std::vector<Buffer> hidden = scope.buffers;
    hide(arguments.back());
    for (const Buffer &buffer : scope.buffers)
      if (llvm::none_of(saved, [&](const Buffer &other) {
            return other.name == buffer.name;
          }))
        saved.push_back(buffer);
    if (llvm::none_of(saved, [&](const Buffer &other) {
          return other.name == arguments.back().name;
        }))
      saved.push_back(arguments.back());
  }
  scope.buffers = saved;
  std::string names = "%out, %n0, " + random.pick(scope.conditions);
  std::string types = "memref<16xi64>, index, i1";
  for (const Buffer &argument : arguments) {
    names += ", " + argument.name;
    types += ", " + argument.type.str();
  }
  std::string promise = random.chance(50) ? " {idealloc.noretain}" : "";
  std::string call = "func.call @" + function.name + "(" + names + ")" +
                     promise + " : (" + types + ") -> ";
  if (!function.result)
    return line(call + "()");
  std::string result = value(call + function.result->str());
  addResult(result, *function.result, arguments);
}

/// Constants and scalars that every body has at hand.
void Generator::prologue() {
  line("%c0 = arith.constant 0 : index");
  line("%c1 = arith.constant 1 : index");
}

/// A private function that calls those before it.
void Generator::callee() {
  Function function;
  function.name = "f" + std::to_string(functions.size());
  function.sinks = random.chance(60);
  for (int64_t i = random.between(1, 3); i > 0; --i)
    function.arguments.push_back(randomType());
  if (random.chance(45))
    function.result = random.chance(50) ? function.arguments[0] : randomType();
  scope = Scope();
  context = Context();
  waits = false;
  context.sinks = function.sinks;
  context.blocks = random.chance(40);
  context.depth = 1;
  scope.indices = {{"%n0", 6}};
  scope.conditions = {"%cond0"};
  std::string arguments = "%out: memref<16xi64>, %n0: index, %cond0: i1";
  for (const Type &type : function.arguments) {
    Buffer argument{fresh("%a"), type, {newStorage(true)}};
    scope.buffers.push_back(argument);
    arguments += ", " + argument.name + ": " + type.str();
  }
  std::string promise =
      random.chance(40) ? " attributes {idealloc.noretain}" : "";
  open("func.func private @" + function.name + "(" + arguments + ")" +
       (function.result ? " -> " + function.result->str() : "") + promise +
       " {");
  prologue();
  std::function<void()> leave = [&] {
    if (!function.result)
      return line("return");
    Buffer result = definedBuffer(*function.result);
    line("return " + result.name + " : " + function.result->str());
  };
  context.exit = leave;
  int rest = budget;
  budget = std::min<int>(budget, random.between(2, 6));
  rest -= budget;
  block(5);
  budget += rest;
  if (function.result) {
    endBlock(scope.owned);
    leave();
  } else {
    endBlock({});
    leave();
  }
  close();
  function.waits = waits;
  functions.push_back(function);
}

std::vector<Type> Generator::inputs() {
  std::vector<Type> types;
  for (int64_t i = 0, count = random.between(2, 4); i < count; ++i)
    types.push_back({random.pick(elements), random.pick(shapes)});
  return types;
}

/// In one program of four. Drawn apart, so that all others are what they were.
void Generator::drawStates() {
  Random apart(mix(seed) ^ 0x57A7E);
  if (!apart.chance(25))
    return;
  for (int64_t i = apart.between(1, 2); i > 0; --i) {
    Type type{"i32", apart.pick(shapes), "", apart.pick(spaces)};
    line("memref.global \"private\" @s" + Twine(states.size()) + " : " +
         type.str() + " = uninitialized {idealloc.state}");
    states.push_back(type);
  }
}

/// Brings the states into scope. Returns the one that is an allocation, if
/// there is one: no function may return that.
std::optional<Buffer> Generator::takeStates(bool areDefined) {
  for (auto [i, type] : llvm::enumerate(states)) {
    std::string number = std::to_string(i);
    line("%s" + number + " = memref.get_global @s" + number + " : " +
         type.str());
    scope.buffers.push_back({"%s" + number, type, {newStorage(areDefined)}});
  }
  // For one call it is like any other, which nobody frees.
  if (!states.empty() && areDefined && random.chance(50)) {
    Type type = random.pick(states);
    std::string name = value("memref.alloc() {idealloc.state} : " + type.str());
    scope.buffers.push_back({name, type, {newStorage(false)}});
    return scope.buffers.back();
  }
  return std::nullopt;
}

/// The begin of a public function; all of them have the same arguments.
void Generator::openEntry(const std::string &name,
                          const std::vector<Type> &inputs,
                          const std::optional<Type> &result) {
  scope = Scope();
  context = Context();
  scope.indices = {{"%n0", 6}, {"%n1", 6}};
  scope.conditions = {"%cond0", "%cond1", "%cond2"};
  std::string arguments = "%out: memref<16xi64>";
  for (auto [i, type] : llvm::enumerate(inputs)) {
    Buffer argument{"%in" + std::to_string(i), type, {newStorage(true)}};
    scope.buffers.push_back(argument);
    arguments += ", " + argument.name + ": " + type.str();
  }
  for (const Index &index : scope.indices)
    arguments += ", " + index.name + ": index";
  for (const std::string &condition : scope.conditions)
    arguments += ", " + condition + ": i1";
  open("func.func @" + name + "(" + arguments + ")" +
       (result ? " -> " + result->str() : "") + " {");
  prologue();
}

/// Writes all states.
void Generator::resetEntry(const std::vector<Type> &inputs) {
  openEntry("reset", inputs, std::nullopt);
  takeStates(/*areDefined=*/false);
  std::vector<Buffer> all = scope.buffers;
  for (const Buffer &state :
       llvm::ArrayRef<Buffer>(all).take_back(states.size()))
    write(state);
  line("return");
  close();
}

void Generator::entry(const std::string &name, const std::vector<Type> &inputs,
                      const std::optional<Type> &result) {
  openEntry(name, inputs, result);
  context.blocks = random.chance(35);
  std::optional<Buffer> state = takeStates(/*areDefined=*/true);
  auto leave = [&] {
    if (!result)
      return line("return");
    std::vector<Buffer> all = scope.buffers;
    if (state)
      hide(*state);
    Buffer returned = definedBuffer(*result);
    scope.buffers = std::move(all);
    line("return " + returned.name + " : " + result->str());
  };
  context.exit = leave;
  if (!tasks.empty()) {
    block(8);
    asyncStatement();
  }
  while (budget > 0)
    block(8);
  endBlock(result ? scope.owned : std::vector<Buffer>());
  leave();
  close();
}

/// In one program of three, more entry points beside @main.
void Generator::entries() {
  std::vector<Type> arguments = inputs();
  if (!states.empty())
    resetEntry(arguments);
  entry("main", arguments, std::nullopt);
  int64_t more = random.chance(33) ? random.between(1, 2) : 0;
  for (int64_t number = 1; number <= more; ++number) {
    std::optional<Type> result;
    if (random.chance(60))
      result = Type{random.pick(elements), random.pick(shapes), "",
                    random.pick(spaces)};
    budget = random.between(3, 10);
    entry("main" + std::to_string(number), arguments, result);
  }
}

std::string Generator::run() {
  os << "module {\n";
  for (const char *element : {"i32", "i64"})
    line("func.func private @fuzz_touch_" + Twine(element) + "(memref<?x" +
         element +
         ", strided<[?], offset: ?>>) attributes "
         "{idealloc.noretain, llvm.emit_c_interface}");
  drawStates();
  // A coroutine, which others start or which calls them.
  bool hasTask = options.async && random.chance(10);
  bool isFirst = random.chance(50);
  if (hasTask && isFirst)
    task();
  if (random.chance(45))
    for (int64_t i = random.between(1, 3); i > 0; --i)
      callee();
  if (hasTask && !isFirst)
    task();
  entries();
  os << "}\n";
  return text;
}

std::string idealloc::fuzz::generateProgram(uint64_t seed,
                                            const GeneratorOptions &options) {
  return Generator(seed, options).run();
}
