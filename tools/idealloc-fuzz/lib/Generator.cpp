//===- Generator.cpp - State of the program generator ---------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Generator.h"

#include "llvm/ADT/STLExtras.h"

#include <algorithm>

using namespace idealloc::fuzz;

//===----------------------------------------------------------------------===//
// Types
//===----------------------------------------------------------------------===//

std::string Type::str() const {
  std::string text = "memref<";
  for (const Dim &dim : dims)
    text += (dim.symbol.empty() ? std::to_string(dim.size) : "?") + "x";
  text += element;
  if (!layout.empty())
    text += ", " + layout;
  if (!space.empty())
    text += ", " + space;
  return text + ">";
}

int64_t Type::elements() const {
  int64_t count = 1;
  for (const Dim &dim : dims)
    count *= dim.size;
  return count;
}

bool Type::isStatic() const {
  return llvm::all_of(dims, [](const Dim &dim) { return dim.symbol.empty(); });
}

//===----------------------------------------------------------------------===//
// Text
//===----------------------------------------------------------------------===//

void Generator::line(const Twine &content) {
  os.indent(2 * indentation) << content << "\n";
}

void Generator::label(const Twine &content) {
  os.indent(2 * (indentation - 1)) << content << ":\n";
}

std::string Generator::fresh(const char *prefix) {
  return prefix + std::to_string(names++);
}

std::string Generator::value(const Twine &expression) {
  std::string name = fresh("%v");
  line(name + " = " + expression);
  return name;
}

void Generator::open(const Twine &content) {
  line(content);
  ++indentation;
}

void Generator::close(const Twine &content) {
  --indentation;
  line(content);
}

std::string Generator::index(int64_t number) {
  return value("arith.constant " + Twine(number) + " : index");
}

std::string Generator::constant(int64_t number, const std::string &element) {
  if (element[0] == 'v')
    return value("arith.constant dense<" + Twine(number) + "> : " + element);
  if (element[0] == 'f')
    return value("arith.constant " + Twine(number) + ".5 : " + element);
  return value("arith.constant " + Twine(number) + " : " + element);
}

//===----------------------------------------------------------------------===//
// Scope
//===----------------------------------------------------------------------===//

Generator::Generator(uint64_t seed, const GeneratorOptions &options)
    : options(options), seed(seed), random(seed), budget(options.statements) {
  int64_t a = random.between(2, 6), b = random.between(2, 8);
  if (a == b)
    ++b;
  shapes = {{{a}, {b}}, {{b}, {a}}, {{a * b}}, {{b}}, {{a}}};
  if (random.chance(50))
    shapes.push_back({{a}, {a}});
  if (random.chance(30))
    shapes.push_back({{2}, {a}, {b}});
  if (random.chance(20))
    shapes.push_back({});
  elements = {"i32"};
  Strings others = {"i8",    "i64", "f32",           "f64",
                    "index", "f32", "vector<4xi32>", "i16"};
  for (int64_t i = random.between(0, 2); i > 0; --i)
    elements.push_back(random.pick(others));
  spaces = {""};
  if (random.chance(35))
    spaces.push_back(random.chance(50) ? "1" : "\"L1\"");
  if (random.chance(10))
    spaces.push_back("2");
}

int Generator::newStorage(bool isDefined) {
  scope.defined.push_back(isDefined);
  return scope.defined.size() - 1;
}

bool Generator::isDefined(const Buffer &buffer) const {
  return llvm::all_of(buffer.storages,
                      [&](int storage) { return scope.defined[storage]; });
}

/// After a write of all elements. One of several candidates was written, which
/// is unknown.
void Generator::define(const Buffer &buffer) {
  if (buffer.storages.size() == 1 && buffer.isWhole)
    scope.defined[buffer.storages[0]] = true;
}

std::vector<const Buffer *>
Generator::find(llvm::function_ref<bool(const Buffer &)> accepts) {
  std::vector<const Buffer *> found;
  for (const Buffer &buffer : scope.buffers)
    if (accepts(buffer))
      found.push_back(&buffer);
  return found;
}

/// One of the accepted buffers, the latest most likely.
std::optional<Buffer>
Generator::pick(llvm::function_ref<bool(const Buffer &)> accepts) {
  std::vector<const Buffer *> found = find(accepts);
  if (found.empty())
    return std::nullopt;
  int64_t count = found.size();
  int64_t back = std::min(random.below(count), random.below(count));
  return *found[count - 1 - back];
}

std::optional<Buffer> Generator::pickInput() {
  return pick([&](const Buffer &buffer) { return isDefined(buffer); });
}

bool idealloc::fuzz::overlap(const Buffer &a, const Buffer &b) {
  return llvm::any_of(a.storages, [&](int storage) {
    return llvm::is_contained(b.storages, storage);
  });
}

/// Takes the buffer and what overlaps it out of scope.
void Generator::hide(const Buffer &buffer) {
  Buffer copy = buffer;
  llvm::erase_if(scope.buffers,
                 [&](const Buffer &other) { return overlap(copy, other); });
}

Buffer Generator::allocate(const Type &type) {
  Buffer buffer{fresh("%b"), type, {newStorage(false)}};
  std::string attributes, sizes;
  if (random.chance(8))
    attributes = random.chance(50) ? " {alignment = 16 : i64}"
                                   : " {alignment = 256 : i64}";
  for (const Dim &dim : type.dims)
    if (!dim.symbol.empty())
      sizes += (sizes.empty() ? "" : ", ") + dim.symbol;
  line(buffer.name + " = memref.alloc(" + sizes + ")" + attributes + " : " +
       type.str());
  scope.buffers.push_back(buffer);
  scope.owned.push_back(buffer);
  return buffer;
}

/// From here on the block does not free it.
void Generator::disown(const Buffer &buffer) {
  llvm::erase_if(scope.owned, [&](const Buffer &other) {
    return other.name == buffer.name;
  });
}

/// One in scope, or a new one.
Buffer Generator::definedBuffer(const Type &type) {
  if (random.chance(60))
    if (auto known = pick([&](const Buffer &buffer) {
          return buffer.type == type && buffer.writable && isDefined(buffer);
        }))
      return *known;
  Buffer made = allocate(type);
  write(made);
  return made;
}

Type Generator::randomType() {
  return {random.pick(elements), random.pick(shapes), "", random.pick(spaces)};
}

/// A type that the program has buffers of, static and plain.
Type Generator::carriedType() {
  if (random.chance(70))
    if (auto known = pick([&](const Buffer &buffer) {
          return buffer.type.isStatic() && buffer.type.isIdentity() &&
                 buffer.writable && isDefined(buffer);
        }))
      return known->type;
  return randomType();
}

/// An i1: of the arguments, computed, or loaded.
std::string Generator::condition() {
  if (random.chance(25)) {
    auto source = pick([&](const Buffer &buffer) {
      return isDefined(buffer) && buffer.type.element == "i32" &&
             buffer.type.isStatic();
    });
    if (source) {
      std::string indices;
      for (const Dim &dim : source->type.dims)
        indices += (indices.empty() ? "" : ", ") + indexBelow(dim);
      std::string loaded = value("memref.load " + source->name + "[" + indices +
                                 "] : " + source->type.str());
      return value("arith.cmpi slt, " + loaded + ", " + constant(3, "i32") +
                   " : i32");
    }
  }
  if (random.chance(30) && !scope.indices.empty())
    return value("arith.cmpi ult, " + random.pick(scope.indices).name + ", " +
                 index(random.between(1, 3)) + " : index");
  return random.pick(scope.conditions);
}

/// An index from 0 to a handful.
std::string Generator::tripCount() {
  Strings few;
  for (const Index &index : scope.indices)
    if (index.bound <= 6)
      few.push_back(index.name);
  if (random.chance(50) && !few.empty())
    return random.pick(few);
  return index(random.between(0, 3));
}

std::string Generator::indexBelow(const Dim &dim) {
  bool isSmall = dim.symbol.empty();
  std::vector<Index> fits;
  for (const Index &index : scope.indices)
    if (isSmall && index.bound <= dim.size)
      fits.push_back(index);
  if (!fits.empty() && random.chance(60))
    return random.pick(fits).name;
  if (isSmall && !scope.indices.empty() && random.chance(40))
    return value("arith.remui " + random.pick(scope.indices).name + ", " +
                 index(dim.size) + " : index");
  return index(isSmall ? random.below(dim.size) : 0);
}

//===----------------------------------------------------------------------===//
// Regions
//===----------------------------------------------------------------------===//

std::vector<bool> Generator::region(llvm::function_ref<void()> body,
                                    bool hasBlocks) {
  Scope saved = scope;
  Context surroundings = context;
  scope.owned.clear();
  ++context.depth;
  context.blocks = hasBlocks;
  if (!hasBlocks)
    context.exit = nullptr;
  body();
  std::vector<bool> defined = std::move(scope.defined);
  defined.resize(saved.defined.size());
  scope = std::move(saved);
  context = std::move(surroundings);
  return defined;
}

std::vector<int> Generator::merged(const std::vector<Buffer> &buffers) {
  std::vector<int> storages;
  int limit = scope.defined.size();
  for (const Buffer &buffer : buffers)
    for (int storage : buffer.storages)
      if (storage < limit)
        storages.push_back(storage);
  storages.push_back(newStorage(true));
  llvm::sort(storages);
  storages.erase(std::unique(storages.begin(), storages.end()), storages.end());
  return storages;
}

/// Brings a memref result of control flow into scope; allocations it may denote
/// are no longer freed here.
void Generator::addResult(const std::string &name, const Type &type,
                          const std::vector<Buffer> &sources) {
  Buffer result{name, type, merged(sources)};
  scope.buffers.push_back(result);
}
