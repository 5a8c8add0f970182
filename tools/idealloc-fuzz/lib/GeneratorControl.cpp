//===- GeneratorControl.cpp - Structured control flow ---------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Generator.h"

#include "llvm/ADT/STLExtras.h"

using namespace idealloc::fuzz;

static std::vector<bool> both(std::vector<bool> a, const std::vector<bool> &b) {
  for (size_t i = 0; i < a.size(); ++i)
    a[i] = a[i] && b[i];
  return a;
}

void Generator::ifStatement() {
  std::string test = condition();
  if (random.chance(45)) {
    open("scf.if " + test + " {");
    std::vector<bool> then = region([&] {
      block(3);
      endBlock({});
    });
    if (random.chance(50)) {
      close("} else {");
      ++indentation;
      scope.defined = both(then, region([&] {
                             block(3);
                             endBlock({});
                           }));
    }
    return close();
  }
  Type type = carriedType();
  std::string result = fresh("%r");
  std::vector<Buffer> yielded;
  auto branch = [&] {
    block(2);
    yielded.push_back(definedBuffer(type));
    endBlock({yielded.back()});
    line("scf.yield " + yielded.back().name + " : " + type.str());
  };
  open(result + " = scf.if " + test + " -> (" + type.str() + ") {");
  std::vector<bool> then = region(branch);
  close("} else {");
  ++indentation;
  scope.defined = both(then, region(branch));
  close();
  addResult(result, type, yielded);
}

void Generator::switchStatement() {
  std::string selector = tripCount();
  Type type = carriedType();
  bool hasResult = random.chance(60);
  std::string result = fresh("%r");
  std::vector<Buffer> yielded;
  auto branch = [&] {
    block(2);
    if (!hasResult) {
      endBlock({});
      return line("scf.yield");
    }
    yielded.push_back(definedBuffer(type));
    endBlock({yielded.back()});
    line("scf.yield " + yielded.back().name + " : " + type.str());
  };
  if (hasResult)
    line(result + " = scf.index_switch " + selector + " -> " + type.str());
  else
    line("scf.index_switch " + selector);
  for (int64_t i = 0, count = random.between(1, 3); i < count; ++i) {
    open("case " + Twine(i) + " {");
    region(branch);
    close();
  }
  open("default {");
  region(branch);
  close();
  if (hasResult)
    addResult(result, type, yielded);
}

void Generator::forStatement() {
  std::string i = fresh("%i");
  std::string bound = tripCount();
  open("scf.for " + i + " = %c0 to " + bound + " step %c1 {");
  region([&] {
    scope.indices.push_back({i, 6});
    block(4);
    endBlock({});
  });
  close();
}

/// A loop that carries two buffers: passed on, swapped, swapped on a condition,
/// or one of them replaced by a fresh one.
void Generator::carryingForStatement() {
  Type type = carriedType();
  Buffer a = definedBuffer(type);
  Buffer b = a;
  for (int tries = 0; tries < 3 && b.storages == a.storages; ++tries)
    b = definedBuffer(type);
  std::string i = fresh("%i"), p = fresh("%p"), q = fresh("%q");
  std::string result = fresh("%r"), types = type.str() + ", " + type.str();
  std::string bound = tripCount();
  bool disjoint = !overlap(a, b);
  bool isFresh = random.chance(35), isExclusive = disjoint && random.chance(75);
  std::vector<Buffer> sources = {a, b};
  open(result + ":2 = scf.for " + i + " = %c0 to " + bound +
       " step %c1 iter_args(" + p + " = " + a.name + ", " + q + " = " + b.name +
       ") -> (" + types + ") {");
  region([&] {
    scope.indices.push_back({i, 6});
    std::vector<int> all = a.storages;
    all.insert(all.end(), b.storages.begin(), b.storages.end());
    int other = newStorage(true);
    all.push_back(other);
    llvm::sort(all);
    Buffer first{p, type, all}, second{q, type, all};
    if (isExclusive) {
      // Under their old names the two are out of reach, and then disjoint.
      hide(a);
      hide(b);
      first.storages = {newStorage(true)};
      second.storages = {newStorage(true)};
    }
    scope.buffers.push_back(first);
    scope.buffers.push_back(second);
    block(3);
    if (context.sinks && random.chance(40))
      sink(first);
    Buffer next = second, last = first;
    if (isFresh) {
      last = allocate(type);
      write(last);
      sources.push_back(last);
    }
    std::string x = next.name, y = last.name;
    if (random.chance(30)) {
      std::string test = condition();
      x = value("arith.select " + test + ", " + next.name + ", " + last.name +
                " : " + type.str());
      y = value("arith.select " + test + ", " + last.name + ", " + next.name +
                " : " + type.str());
    } else if (random.chance(25)) {
      std::swap(x, y);
    }
    endBlock({first, second, last});
    line("scf.yield " + x + ", " + y + " : " + types);
  });
  close();
  addResult(result + "#0", type, sources);
  std::vector<int> storages = scope.buffers.back().storages;
  scope.buffers.push_back({result + "#1", type, storages});
}

void Generator::whileStatement() {
  Type type = carriedType();
  Buffer start = definedBuffer(type);
  std::string result = fresh("%r"), i = fresh("%i"), p = fresh("%p");
  std::string types = "(index, " + type.str() + ")";
  std::string bound = tripCount();
  std::vector<Buffer> sources = {start};
  open(result + ":2 = scf.while (" + i + " = %c0, " + p + " = " + start.name +
       ") : " + types + " -> " + types + " {");
  auto enter = [&](const std::string &i, const std::string &p) {
    Buffer carried{p, type, start.storages};
    carried.storages.push_back(newStorage(true));
    scope.indices.push_back({i, 6});
    scope.buffers.push_back(carried);
    return carried;
  };
  region([&] {
    Buffer carried = enter(i, p);
    if (random.chance(50))
      block(1);
    endBlock({carried});
    std::string goesOn =
        value("arith.cmpi ult, " + i + ", " + bound + " : index");
    line("scf.condition(" + goesOn + ") " + i + ", " + p + " : index, " +
         type.str());
  });
  close("} do {");
  ++indentation;
  std::string j = fresh("%i"), q = fresh("%p");
  label("^bb0(" + j + ": index, " + q + ": " + type.str() + ")");
  region([&] {
    Buffer carried = enter(j, q);
    block(3);
    Buffer next = carried;
    if (random.chance(50)) {
      next = definedBuffer(type);
      sources.push_back(next);
    }
    endBlock({carried, next});
    std::string sum = value("arith.addi " + j + ", %c1 : index");
    line("scf.yield " + sum + ", " + next.name + " : index, " + type.str());
  });
  close();
  addResult(result + "#1", type, sources);
}

void Generator::executeRegionStatement() {
  Type type = carriedType();
  std::string result = fresh("%r");
  std::vector<Buffer> yielded;
  open(result + " = scf.execute_region -> " + type.str() + " {");
  auto yield = [&] {
    yielded.push_back(definedBuffer(type));
    line("scf.yield " + yielded.back().name + " : " + type.str());
  };
  region(
      [&] {
        context.exit = yield;
        block(4);
        context.exit = nullptr;
        endBlock(scope.owned);
        yield();
      },
      /*hasBlocks=*/true);
  close();
  addResult(result, type, yielded);
}

void Generator::affineForStatement() {
  std::string i = fresh("%i");
  int64_t bound = random.between(0, 4);
  if (random.chance(40))
    open("affine.for " + i + " = 0 to %n0 {");
  else
    open("affine.for " + i + " = 0 to " + Twine(bound) + " {");
  region([&] {
    scope.indices.push_back({i, 6});
    block(3);
    auto out = pick([&](const Buffer &buffer) {
      return buffer.writable && buffer.type.isStatic() &&
             buffer.type.isIdentity() && buffer.type.rank() == 1 &&
             isDefined(buffer);
    });
    if (out) {
      const std::string &type = out->type.str();
      std::string x = value("affine.load " + out->name + "[0] : " + type);
      std::string y =
          combine(x, constant(2, out->type.element), out->type.element);
      line("affine.store " + y + ", " + out->name + "[" +
           Twine(out->type.dims[0].size - 1) + "] : " + type);
    }
    endBlock({});
  });
  close();
}

void Generator::affineIfStatement() {
  Type type = carriedType();
  std::string result = fresh("%r");
  std::vector<Buffer> yielded;
  auto branch = [&] {
    block(2);
    yielded.push_back(definedBuffer(type));
    endBlock({yielded.back()});
    line("affine.yield " + yielded.back().name + " : " + type.str());
  };
  open(result + " = affine.if affine_set<()[s0] : (s0 - " +
       Twine(random.between(1, 3)) + " >= 0)>()[%n0] -> " + type.str() + " {");
  region(branch);
  close("} else {");
  ++indentation;
  region(branch);
  close();
  addResult(result, type, yielded);
}
