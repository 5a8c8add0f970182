//===- InlinedProgram.cpp - A program as one function ---------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "idealloc/Verifier/InlinedProgram.h"

#include "ProgramPoints.h"

#include "idealloc/Dialect/Allocations.h"
#include "idealloc/Dialect/Functions.h"
#include "idealloc/Dialect/Idealloc.h"
#include "idealloc/Dialect/MemRefBytes.h"
#include "idealloc/Dialect/Threads.h"

#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/IR/Builders.h"
#include "mlir/IR/IRMapping.h"
#include "mlir/Transforms/InliningUtils.h"

using namespace mlir;

namespace idealloc {

namespace {
/// Everything may be inlined into a copy that nobody runs.
struct AnyInliner : InlinerInterface {
  using InlinerInterface::InlinerInterface;
  bool isLegalToInline(Operation *, Operation *, bool) const final {
    return true;
  }
  bool isLegalToInline(Region *, Region *, bool, IRMapping &) const final {
    return true;
  }
  bool isLegalToInline(Operation *, Region *, bool, IRMapping &) const final {
    return true;
  }
  bool shouldAnalyzeRecursively(Operation *) const final { return false; }
  void handleTerminator(Operation *op, ValueRange results) const final {
    for (auto [result, value] : llvm::zip_equal(results, op->getOperands()))
      result.replaceAllUsesWith(value);
  }
  Value handleArgument(OpBuilder &, Operation *, Operation *, Value argument,
                       DictionaryAttr) const final {
    return argument;
  }
  Value handleResult(OpBuilder &, Operation *, Operation *, Value result,
                     DictionaryAttr) const final {
    return result;
  }
  void processInlinedCallBlocks(Operation *,
                                iterator_range<Region::iterator>) const final {}
  bool
  allowSingleBlockOptimization(iterator_range<Region::iterator>) const final {
    return true;
  }
};
} // namespace

/// The memory spaces of which the function is to hold the program's arena.
static DenseSet<Attribute> programSpaces(FunctionOpInterface function) {
  DenseSet<Attribute> spaces;
  if (auto list = function->getAttrOfType<ArrayAttr>(IdeallocDialect::kArenas))
    for (auto entry : list.getAsRange<DictionaryAttr>())
      if (entry.contains("program") && entry.contains("ticks")) {
        Attribute space = entry.get("space");
        if (auto number = dyn_cast<IntegerAttr>(space);
            number && number.getValue().isZero())
          space = Attribute();
        spaces.insert(space);
      }
  return spaces;
}

/// The bytes of a buffer at an offset in an arena of one of the spaces.
static std::optional<PlacedBuffer> placeOf(Operation *alloc,
                                           const DenseSet<Attribute> &spaces) {
  auto offset = alloc->getAttrOfType<IntegerAttr>(IdeallocDialect::kOffset);
  TypedValue<MemRefType> memory = getAllocatedMemory(alloc);
  if (!offset || !memory)
    return std::nullopt;
  Attribute space = memory.getType().getMemorySpace();
  std::optional<int64_t> bytes =
      getByteSize(memory.getType(), DataLayout::closest(alloc));
  if (!bytes || offset.getInt() > INT64_MAX - *bytes || !spaces.contains(space))
    return std::nullopt;
  return PlacedBuffer{alloc, space, offset.getInt(), offset.getInt() + *bytes};
}

InlinedProgram::InlinedProgram(Operation *top) {
  collect(top);
  if (llvm::all_of(functions,
                   [](const Function &item) { return item.spaces.empty(); }))
    return;
  order();
  addFootprints();
  // Its callee has all functions of the cycle below it, so it has their bytes.
  for (auto [call, callee] : backEdges) {
    functions[callee].closesCycle = true;
    if (isHanded(callee))
      problems.push_back({call,
                          "it is recursive, and would give its own memory "
                          "to its callee"});
  }
  // Who is not inlined does not show what becomes of what it returns.
  for (Function &function : functions)
    for (auto [call, callee] : function.calls)
      if (functions[callee].op->hasAttr(IdeallocDialect::kResults) &&
          !functions[callee].bytes.empty() && !isInlined(call, callee))
        problems.push_back({call, "its callee returns buffers of the program, "
                                  "and cannot be inlined here"});
  if (!problems.empty())
    return;
  for (unsigned number : llvm::reverse(calleesFirst))
    if (!functions[number].isInlinedSomewhere &&
        !functions[number].bytes.empty())
      copy(number);
}

InlinedProgram::~InlinedProgram() {
  for (const Copy &copy : copies)
    FunctionOpInterface(copy.function)->erase();
}

void InlinedProgram::collect(Operation *top) {
  for (FunctionOpInterface function : functionsIn(top)) {
    auto program =
        function->getAttrOfType<DictionaryAttr>(IdeallocDialect::kProgram);
    numbers[function] = functions.size();
    functions.push_back({.op = function,
                         .calls = {},
                         .isOwn = program && program.contains("own"),
                         .isOutlined = program && program.contains("outlined"),
                         .isOfProgram = program != nullptr,
                         .hasThreads = findThreadSign(function) != nullptr,
                         .spaces = programSpaces(function),
                         .bytes = {}});
  }
  for (Function &function : functions)
    function.op.walk([&](CallOpInterface call) {
      Operation *callee = call.resolveCallableInTable(&symbols);
      if (auto number = numbers.find(callee); number != numbers.end())
        function.calls.push_back({call, number->second});
      auto results =
          callee ? callee->getAttrOfType<StringAttr>(IdeallocDialect::kResults)
                 : StringAttr();
      if (results && results != "program")
        problems.push_back({call, "its callee returns buffers that are valid "
                                  "until it is called again"});
    });
}

/// Callees first, without the calls that close a cycle.
void InlinedProgram::order() {
  std::vector<char> state(functions.size());
  for (unsigned root = 0; root != functions.size(); ++root) {
    if (state[root])
      continue;
    std::vector<std::pair<unsigned, size_t>> path = {{root, 0}};
    state[root] = 1;
    while (!path.empty()) {
      auto &[number, next] = path.back();
      if (next == functions[number].calls.size()) {
        state[number] = 2;
        calleesFirst.push_back(number);
        path.pop_back();
        continue;
      }
      auto [call, callee] = functions[number].calls[next++];
      if (functions[callee].isOwn || state[callee] == 2)
        continue;
      if (state[callee] == 1) {
        backEdges.push_back({call, callee});
        continue;
      }
      state[callee] = 1;
      path.push_back({callee, 0});
    }
  }
}

static void unite(std::vector<PlacedRange> &bytes) {
  llvm::sort(bytes, [](const PlacedRange &a, const PlacedRange &b) {
    return std::pair(a.begin, a.end) < std::pair(b.begin, b.end);
  });
  size_t count = 0;
  for (const PlacedRange &range : bytes)
    if (count && range.begin <= bytes[count - 1].end)
      bytes[count - 1].end = std::max(bytes[count - 1].end, range.end);
    else
      bytes[count++] = range;
  bytes.resize(count);
}

void InlinedProgram::addFootprints() {
  for (unsigned number : calleesFirst) {
    Function &function = functions[number];
    function.op.walk([&](Operation *op) {
      if (auto placed = placeOf(op, function.spaces))
        function.bytes[placed->space].push_back({placed->begin, placed->end});
    });
    for (auto [call, callee] : function.calls)
      if (isHanded(callee)) {
        for (auto &[space, bytes] : functions[callee].bytes)
          llvm::append_range(function.bytes[space], bytes);
        functions[callee].isInlinedSomewhere |= isInlined(call, callee);
      }
    for (auto &[space, bytes] : function.bytes)
      unite(bytes);
  }
}

bool InlinedProgram::isInlined(Operation *call, unsigned callee) const {
  const Function &called = functions[callee];
  FunctionOpInterface function = called.op;
  return (isHanded(callee) || called.isOfProgram) && !called.isOwn &&
         !called.isOutlined && !called.closesCycle &&
         function.getFunctionBody().hasOneBlock() &&
         llvm::equal(cast<CallOpInterface>(call).getArgOperands().getTypes(),
                     function.getArgumentTypes()) &&
         llvm::equal(call->getResultTypes(), function.getResultTypes());
}

/// Of a body that was copied: offsets in the program's arena stay, slots are
/// those of one function, and what a function promises is a promise of its ops.
void InlinedProgram::prepare(unsigned original, ArrayRef<Operation *> ops) {
  bool isInOrder = functions[original].op->hasAttr(IdeallocDialect::kInOrder);
  for (Operation *op : ops)
    op->walk([&](Operation *alloc) {
      if (isInOrder && isa<linalg::LinalgOp>(alloc))
        alloc->setAttr(IdeallocDialect::kInOrder,
                       UnitAttr::get(alloc->getContext()));
      if (!alloc->hasAttr(IdeallocDialect::kOffset))
        return;
      if (!placeOf(alloc, functions[original].spaces)) {
        alloc->removeAttr(IdeallocDialect::kOffset);
        return;
      }
      auto slot = alloc->getAttrOfType<IntegerAttr>(IdeallocDialect::kSlot);
      if (!slot)
        return;
      int64_t number =
          slots.try_emplace({original, slot.getInt()}, slots.size())
              .first->second;
      alloc->setAttr(IdeallocDialect::kSlot,
                     Builder(alloc).getI64IntegerAttr(number));
    });
}

/// True if everything around the call runs its bodies one after another.
static bool isSequential(Operation *call, Operation *function) {
  for (Operation *op = call->getParentOp(); op != function;
       op = op->getParentOp())
    if (bodyKindOf(op) != BodyKind::Sequential)
      return false;
  return true;
}

void InlinedProgram::copy(unsigned root) {
  FunctionOpInterface function = functions[root].op;
  IRMapping mapping;
  Operation *clone = function->clone(mapping);
  function->getBlock()->getOperations().insertAfter(Block::iterator(function),
                                                    clone);
  Copy &copy = copies.emplace_back(cast<FunctionOpInterface>(clone));
  prepare(root, clone);
  clone->removeAttr(IdeallocDialect::kInOrder);
  // The first call of the copy is on top: to inline one moves what follows it
  // in its block, which is short as long as nothing is inlined there.
  std::vector<std::pair<Operation *, unsigned>> worklist;
  auto addCalls = [&](unsigned caller, const IRMapping &mapping) {
    for (auto [call, callee] : llvm::reverse(functions[caller].calls))
      if (isHanded(callee) || isInlined(call, callee))
        worklist.push_back({mapping.lookup(call), callee});
  };
  addCalls(root, mapping);
  AnyInliner inliner(function->getContext());
  while (!worklist.empty()) {
    auto [call, callee] = worklist.back();
    worklist.pop_back();
    if (!isInlined(call, callee)) {
      if (!isSequential(call, clone) || functions[root].hasThreads ||
          functions[callee].hasThreads)
        problems.push_back({call, "others may run beside it in the memory that "
                                  "it gives to its callee"});
      for (auto &[space, bytes] : functions[callee].bytes)
        copy.footprints.push_back({call, space, bytes});
      continue;
    }
    FunctionOpInterface body = functions[callee].op;
    auto cloneBody = [&](OpBuilder &, Region *source, Block *block,
                         Block *behind, IRMapping &mapper, bool) {
      source->cloneInto(block->getParent(), behind->getIterator(), mapper);
      addCalls(callee, mapper);
      SmallVector<Operation *> ops;
      for (Operation &op : source->front())
        if (Operation *copied = mapper.lookupOrNull(&op))
          ops.push_back(copied);
      prepare(callee, ops);
    };
    if (failed(mlir::inlineCall(inliner, cloneBody, cast<CallOpInterface>(call),
                                cast<CallableOpInterface>(body.getOperation()),
                                &body.getFunctionBody())))
      problems.push_back({call, "it could not be inlined"});
    else
      call->erase();
  }
}

} // namespace idealloc
