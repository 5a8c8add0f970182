//===- InstanceBodies.cpp - Parallel bodies as functions ------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   scf.forall (%i) in (%n) {
//     %t = memref.alloc() : memref<16xf32>
//
// becomes
//
//   scf.forall (%i) in (%n) {
//     call @f__body(%i, ...)
//
// where the private function has the ops of the body. An instance of the body
// is then an activation of the function: what is known of functions beside
// which others run holds for it, in both analyses. Constants are copied into
// the function, all else that the body takes from around it is passed. What the
// terminator of the body takes is returned.
//
//===----------------------------------------------------------------------===//

#include "MakeStatic.h"

#include "idealloc/Dialect/Bodies.h"
#include "idealloc/Dialect/Idealloc.h"
#include "idealloc/Dialect/PlainData.h"

#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/IR/IRMapping.h"
#include "mlir/IR/Matchers.h"
#include "mlir/Transforms/RegionUtils.h"
#include "llvm/ADT/SetVector.h"

using namespace mlir;

namespace idealloc {

namespace {
/// The body of a parallel loop, and what goes in and out of it.
struct Body {
  explicit Body(Operation *loop) : block(&loop->getRegion(0).front()) {}

  /// False if a value goes in or out that no function takes or returns.
  bool findValues();
  func::FuncOp outline(func::FuncOp function, SymbolTable &symbols);

  Block *block;
  llvm::SetVector<Value> inputs, outputs;
  /// Ops before the loop that are copied into the function.
  llvm::SetVector<Operation *> copies;
};
} // namespace

/// The parallel loop around an allocation that nothing else stands against;
/// null if there is none whose body can be a function.
static Operation *loopAround(const Root &root) {
  if (!root.refusal || root.refusal->kind != RefusalKind::Parallel ||
      !root.refusal->isOnlyKind)
    return nullptr;
  Operation *loop = root.refusal->culprit;
  bool isKnown =
      isa_and_nonnull<scf::ForallOp, scf::ParallelOp, affine::AffineParallelOp>(
          loop) &&
      loop->isProperAncestor(root.op) && !loop->hasAttr("mapping");
  // What a forall shares with its instances is a tensor.
  return isKnown && (!isa<scf::ForallOp>(loop) || loop->getNumResults() == 0)
             ? loop
             : nullptr;
}

bool Body::findValues() {
  auto isPassed = [](Value value) {
    return isPlainData(value.getType()) || isa<MemRefType>(value.getType());
  };
  Operation *terminator = block->getTerminator();
  auto visit = [&](Operation *op) {
    bool isEnd = terminator->isAncestor(op);
    for (Value operand : op->getOperands()) {
      Region *region = operand.getParentRegion();
      bool isInside = block->getParent()->isAncestor(region) &&
                      operand.getParentBlock() != block;
      if (operand.getParentBlock() == block) {
        if (isa<BlockArgument>(operand) && !isEnd)
          inputs.insert(operand);
        else if (operand.getDefiningOp() && isEnd)
          outputs.insert(operand);
      } else if (!isInside && !isEnd) {
        Operation *source = operand.getDefiningOp();
        if (source && (matchPattern(source, m_Constant()) ||
                       isa<memref::GetGlobalOp>(source)))
          copies.insert(source);
        else
          inputs.insert(operand);
      }
    }
  };
  for (Operation &op : *block)
    op.walk(visit);
  return llvm::all_of(inputs, isPassed) &&
         llvm::all_of(outputs,
                      [](Value value) { return isPlainData(value.getType()); });
}

func::FuncOp Body::outline(func::FuncOp function, SymbolTable &symbols) {
  Location loc = block->getParentOp()->getLoc();
  OpBuilder builder(function);
  builder.setInsertionPointAfter(function);
  auto typesOf = [](const llvm::SetVector<Value> &values) {
    return llvm::map_to_vector(values,
                               [](Value value) { return value.getType(); });
  };
  auto outlined = func::FuncOp::create(
      builder, loc, (function.getName() + "__body").str(),
      builder.getFunctionType(typesOf(inputs), typesOf(outputs)));
  outlined.setPrivate();
  outlined->setAttr(bodyAttribute, builder.getUnitAttr());
  symbols.insert(outlined);

  Block *entry = outlined.addEntryBlock();
  Operation *terminator = block->getTerminator();
  entry->getOperations().splice(entry->begin(), block->getOperations(),
                                block->begin(), terminator->getIterator());
  builder.setInsertionPointToStart(entry);
  IRMapping inside;
  for (Operation *source : copies)
    builder.clone(*source, inside);
  for (auto [input, argument] : llvm::zip_equal(inputs, entry->getArguments()))
    inside.map(input, argument);
  builder.setInsertionPointToEnd(entry);
  func::ReturnOp::create(builder, loc, outputs.getArrayRef());
  for (auto [value, local] : inside.getValueMap())
    Value(value).replaceUsesWithIf(local, [&](OpOperand &use) {
      return outlined->isAncestor(use.getOwner());
    });
  builder.setInsertionPoint(terminator);
  auto call =
      func::CallOp::create(builder, loc, outlined, inputs.getArrayRef());
  for (auto [value, result] : llvm::zip_equal(outputs, call.getResults()))
    Value(value).replaceUsesWithIf(result, [&](OpOperand &use) {
      return terminator->isAncestor(use.getOwner());
    });
  return outlined;
}

bool outlineBodies(const Lifetimes &lifetimes, const Selection &selection,
                   OnRewrite onRewrite) {
  auto function =
      dyn_cast<func::FuncOp>(lifetimes.getFunction().getOperation());
  if (!function)
    return false;
  // Inner loops first: their calls are then ops of the outer ones.
  llvm::SetVector<Operation *> loops;
  SmallVector<const Root *> roots;
  for (const Root &root : lifetimes.getRoots())
    if (Operation *loop = loopAround(root);
        loop && root.bytes > 0 &&
        selection.contains(root.getType(), root.bytes)) {
      loops.insert(loop);
      roots.push_back(&root);
    }
  if (loops.empty())
    return false;
  SmallVector<Operation *> innerFirst;
  function->walk([&](Operation *op) {
    if (loops.contains(op))
      innerFirst.push_back(op);
  });
  SymbolTable symbols(function->getParentOp());
  DenseSet<Operation *> outlined;
  for (Operation *loop : innerFirst) {
    Body body(loop);
    if (!body.findValues())
      continue;
    body.outline(function, symbols);
    outlined.insert(loop);
  }
  for (const Root *root : roots)
    if (outlined.contains(root->refusal->culprit)) {
      remarkMadeStatic(root->op->getLoc(), "body", root->bytes,
                       root->op->getParentOfType<func::FuncOp>().getName());
      onRewrite(root->op);
    }
  return !outlined.empty();
}

} // namespace idealloc
