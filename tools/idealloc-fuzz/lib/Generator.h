//===- Generator.h - State and parts of the program generator --*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Statements are written as text, one after the other. What is known at the
// current point of the program is kept beside it: the buffers in scope, which
// memory each of them may denote, and which memory is written completely on
// every path to here. Reads are made of such memory only. As memory that is
// written stays written, a loop body may rely on what holds before the loop,
// and nothing it writes counts after it, where it may have run zero times.
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_TOOLS_FUZZ_GENERATOR_H
#define IDEALLOC_TOOLS_FUZZ_GENERATOR_H

#include "ProgramGenerator.h"
#include "Random.h"

#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/Twine.h"
#include "llvm/Support/raw_ostream.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace idealloc::fuzz {

using llvm::Twine;
using Strings = std::vector<std::string>;

/// A size: constant, or the value named `symbol`, which is at most `size`.
struct Dim {
  int64_t size;
  std::string symbol = "";
  bool operator==(const Dim &) const = default;
};

/// A memref type. `layout` is empty for the identity.
struct Type {
  std::string element;
  std::vector<Dim> dims;
  std::string layout = "";
  std::string space = "";

  bool operator==(const Type &) const = default;
  std::string str() const;
  size_t rank() const { return dims.size(); }
  int64_t elements() const;
  bool isStatic() const;
  bool isIdentity() const { return layout.empty(); }
  bool isVector() const { return element[0] == 'v'; }
  bool isFloat() const { return element[0] == 'f'; }
};

/// A memref value in scope.
struct Buffer {
  std::string name;
  Type type;
  /// The memory it may denote, ascending numbers.
  std::vector<int> storages;
  bool writable = true;
  /// All elements of its memory are elements of it.
  bool isWhole = true;
};

/// Whether they may denote common memory.
bool overlap(const Buffer &a, const Buffer &b);

/// For linalg.generic: maps of so many dimensions to themselves or to nothing,
/// and the list of iterator types.
std::string identityMap(size_t rank);
std::string scalarMap(size_t rank);
std::string iteratorTypes(size_t rank, const char *kind = "parallel");

/// An index value in scope and what it stays below.
struct Index {
  std::string name;
  int64_t bound;
};

/// What is known at a point of the program.
struct Scope {
  std::vector<Buffer> buffers;
  std::vector<Index> indices;
  Strings conditions;
  /// Allocations of the current block that no one has freed or passed on.
  std::vector<Buffer> owned;
  /// Which storages are written completely on every path to here.
  std::vector<bool> defined;
};

/// What the surroundings permit.
struct Context {
  int depth = 0;
  /// The block is in a region that may have several.
  bool blocks = false;
  /// %out may be written.
  bool sinks = true;
  /// Instances may run concurrently.
  bool parallel = false;
  /// In async.execute, where LLVM misplaces vectors that need an alignment.
  bool coroutine = false;
  /// Ends the function or region early; unset where that is not permitted.
  std::function<void()> exit = nullptr;
};

struct Function {
  std::string name;
  std::vector<Type> arguments;
  std::optional<Type> result;
  bool sinks;
  /// It, or a function it calls, waits for tasks.
  bool waits = false;
};

class Generator {
public:
  Generator(uint64_t seed, const GeneratorOptions &options);
  std::string run();

private:
  // Text.
  void line(const Twine &text);
  void label(const Twine &text);
  std::string value(const Twine &expression);
  std::string fresh(const char *prefix);
  void open(const Twine &text);
  void close(const Twine &text = "}");
  std::string constant(int64_t number, const std::string &element);
  std::string index(int64_t number);

  // State (Generator.cpp).
  int newStorage(bool isDefined);
  bool isDefined(const Buffer &buffer) const;
  void define(const Buffer &buffer);
  std::vector<const Buffer *> find(llvm::function_ref<bool(const Buffer &)>);
  std::optional<Buffer> pick(llvm::function_ref<bool(const Buffer &)>);
  std::optional<Buffer> pickInput();
  void hide(const Buffer &buffer);
  void disown(const Buffer &buffer);
  Buffer allocate(const Type &type);
  Buffer definedBuffer(const Type &type);
  Type randomType();
  Type carriedType();
  std::string condition();
  std::string tripCount();
  std::string indexBelow(const Dim &dim);

  /// Generates a region and forgets what it declares and defines. Returns what
  /// is defined at its end.
  std::vector<bool> region(llvm::function_ref<void()> body,
                           bool hasBlocks = false);
  /// Storages of a value that is one of these buffers of an inner region: those
  /// that exist here, and a new one for all others. Defined.
  std::vector<int> merged(const std::vector<Buffer> &buffers);
  void addResult(const std::string &name, const Type &type,
                 const std::vector<Buffer> &sources);

  // Blocks of statements (GeneratorStatements.cpp).
  void statement();
  void block(int most);
  void endBlock(const std::vector<Buffer> &passedOn);
  void retire();

  // Elements (GeneratorElements.cpp).
  std::string convert(std::string value, const std::string &from,
                      const std::string &to);
  std::string combine(const std::string &a, const std::string &b,
                      const std::string &element);
  std::string bits(std::string value, const std::string &element);

  // Writes of all elements (GeneratorWrites.cpp).
  void write(const Buffer &out);
  bool writeElementwise(const Buffer &out);
  bool writeCopy(const Buffer &out);
  bool writeTransposed(const Buffer &out);
  bool writeReduced(const Buffer &out);
  bool writeProduct(const Buffer &out);
  bool writeBroadcast(const Buffer &out);
  bool writeByLoops(const Buffer &out);
  bool writeByVectors(const Buffer &out);
  bool writeFill(const Buffer &out);
  std::vector<Buffer> inputsFor(const Buffer &out, bool sameElement);
  std::vector<std::string> openNest(const std::vector<Dim> &dims, bool affine);

  // Reads and writes (GeneratorCompute.cpp).
  void sink(const Buffer &buffer);
  void computeStatement();
  void chainStatement();
  void pokeStatement();
  void sinkStatement();
  void touchStatement();

  // Views (GeneratorViews.cpp).
  void viewStatement();
  void bytesStatement();
  void selectStatement();
  void dynamicStatement();
  void deallocStatement();
  Buffer subview(const Buffer &source);
  Buffer derived(const Buffer &source, const std::string &expression,
                 const Type &type);

  // Structured control flow (GeneratorControl.cpp).
  void ifStatement();
  void switchStatement();
  void forStatement();
  void carryingForStatement();
  void whileStatement();
  void executeRegionStatement();
  void affineForStatement();
  void affineIfStatement();

  // Concurrency (GeneratorParallel.cpp).
  void parallelStatement();
  void asyncStatement();
  std::string executeTask(const Buffer &out);
  std::string callTask(const Function &task, const Buffer &out);
  void task();

  // Blocks and functions (GeneratorBlocks.cpp).
  void branchStatement();
  void blockLoopStatement();
  void exitStatement();
  void callStatement();
  void callee();
  std::vector<Type> inputs();
  void drawStates();
  std::optional<Buffer> takeStates(bool areDefined);
  void openEntry(const std::string &name, const std::vector<Type> &inputs,
                 const std::optional<Type> &result);
  void resetEntry(const std::vector<Type> &inputs);
  void entry(const std::string &name, const std::vector<Type> &inputs,
             const std::optional<Type> &result);
  void entries();
  void prologue();

  // What tempts to share memory wrongly (GeneratorPatterns.cpp).
  void hoistedStatement();
  void zeroTripStatement();
  void partialStatement();
  void deadStoreStatement();
  void generationsStatement();
  void backEdgeStatement();
  void rowStatement();

  // Results over operands, or nearly (GeneratorInPlace.cpp).
  void among(std::vector<Buffer> buffers, llvm::function_ref<void()> writing);
  void shiftedStatement();
  void broadcastStatement();
  void narrowingStatement();
  void meetingsStatement();

  // What few programs have (GeneratorRare.cpp).
  void unsignedForStatement();
  void maskedStatement();
  void reductionStatement();
  void gapsStatement();
  void spacedStatement();
  void
  reduction(const std::string &result, const std::string &start,
            const std::string &type, const std::string &bound,
            llvm::function_ref<std::string()> operand,
            llvm::function_ref<std::string(std::string, std::string)> combine);

  GeneratorOptions options;
  uint64_t seed;
  Random random;
  std::string text;
  llvm::raw_string_ostream os{text};
  int indentation = 1;
  int names = 0;
  int slots = 0;
  int budget;
  Scope scope;
  Context context;
  std::vector<Function> functions;
  /// Of globals that keep what they hold from call to call, @s0 and on.
  std::vector<Type> states;
  /// Coroutines.
  std::vector<Function> tasks;
  /// The function that is being generated waits for tasks.
  bool waits = false;
  // The types of the program.
  Strings elements, spaces;
  std::vector<std::vector<Dim>> shapes;
};

} // namespace idealloc::fuzz

#endif // IDEALLOC_TOOLS_FUZZ_GENERATOR_H
