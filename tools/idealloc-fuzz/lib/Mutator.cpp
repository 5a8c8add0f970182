//===- Mutator.cpp - Random edits of IR -----------------------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Mutator.h"
#include "Edits.h"

#include "idealloc/Dialect/Idealloc.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Async/IR/Async.h"
#include "mlir/Dialect/ControlFlow/IR/ControlFlowOps.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/IR/AttrTypeSubElements.h"
#include "mlir/IR/SymbolTable.h"

#include <algorithm>

using namespace mlir;
using namespace idealloc;
using namespace idealloc::fuzz;

namespace {
class Mutator {
public:
  Mutator(ModuleOp module, Random &random) : module(module), random(random) {
    module.walk([&](Operation *op) {
      if (op != module)
        ops.push_back(op);
      for (Region &region : op->getRegions())
        for (Block &block : region)
          values.insert(values.end(), block.args_begin(), block.args_end());
      values.insert(values.end(), op->result_begin(), op->result_end());
    });
  }

  /// False if the drawn edit does not fit the drawn place.
  bool edit() {
    if (ops.empty())
      return false;
    using Edit = bool (Mutator::*)(Operation *);
    static const std::vector<Edit> edits = {&Mutator::erase,
                                            &Mutator::erase,
                                            &Mutator::swapWithNext,
                                            &Mutator::move,
                                            &Mutator::duplicate,
                                            &Mutator::duplicate,
                                            &Mutator::insert,
                                            &Mutator::insert,
                                            &Mutator::wrap,
                                            &Mutator::wrap,
                                            &Mutator::unwrapRegion,
                                            &Mutator::exchangeOperand,
                                            &Mutator::exchangeOperand,
                                            &Mutator::swapOperands,
                                            &Mutator::exchangeSuccessor,
                                            &Mutator::splitBlock,
                                            &Mutator::changeType,
                                            &Mutator::changeAllTypes,
                                            &Mutator::changeAllTypes,
                                            &Mutator::changeAttribute,
                                            &Mutator::changeAttribute,
                                            &Mutator::changeAttribute,
                                            &Mutator::addAttribute};
    return (this->*random.pick(edits))(random.pick(ops));
  }

private:
  //===--------------------------------------------------------------------===//
  // Choices
  //===--------------------------------------------------------------------===//

  Value pickValue(llvm::function_ref<bool(Value)> accepts) {
    std::vector<Value> found;
    llvm::copy_if(values, std::back_inserter(found), accepts);
    return found.empty() ? Value() : random.pick(found);
  }

  Value pickOf(Type type) {
    return pickValue([&](Value value) { return value.getType() == type; });
  }

  /// One of the function or other isolated op around `op`.
  Value pickMemRefNear(Operation *op) {
    return pickValue([&](Value value) {
      return isa<MemRefType>(value.getType()) &&
             value.getParentRegion()->isAncestor(op->getParentRegion());
    });
  }

  static bool isTerminator(Operation *op) {
    return op->hasTrait<OpTrait::IsTerminator>();
  }

  //===--------------------------------------------------------------------===//
  // Ops
  //===--------------------------------------------------------------------===//

  bool erase(Operation *op) { return !isTerminator(op) && eraseStatement(op); }

  bool swapWithNext(Operation *op) {
    Operation *next = op->getNextNode();
    if (!next || isTerminator(next))
      return false;
    op->moveAfter(next);
    return true;
  }

  bool move(Operation *op) {
    Operation *target = random.pick(ops);
    if (isTerminator(op) || op->isAncestor(target) || isSymbol(op) ||
        isSymbol(target))
      return false;
    op->moveBefore(target);
    return true;
  }

  static bool isSymbol(Operation *op) { return isa<SymbolOpInterface>(op); }

  /// Later uses of the results go to the copy now and then.
  bool duplicate(Operation *op) {
    if (isTerminator(op))
      return false;
    Operation *copy = op->clone();
    op->getBlock()->getOperations().insertAfter(op->getIterator(), copy);
    if (auto symbol = dyn_cast<SymbolOpInterface>(copy)) {
      symbol.setName(
          (symbol.getName() + "_" + Twine(random.below(1000))).str());
      return true;
    }
    if (random.chance(50))
      return true;
    for (auto [old, value] : llvm::zip(op->getResults(), copy->getResults()))
      old.replaceUsesWithIf(value,
                            [&](OpOperand &) { return random.chance(50); });
    return true;
  }

  /// What makes and ends uses of memory.
  bool insert(Operation *op) {
    Value memref = pickMemRefNear(op);
    if (!memref || isSymbol(op))
      return false;
    OpBuilder builder(op);
    Location loc = op->getLoc();
    Value other = pickOf(memref.getType());
    switch (random.below(5)) {
    case 0:
      memref::DeallocOp::create(builder, loc, memref);
      return true;
    case 1:
      memref::CopyOp::create(builder, loc, memref, other);
      return true;
    case 2: {
      Value flag =
          arith::ConstantOp::create(builder, loc, builder.getBoolAttr(true));
      Value chosen = arith::SelectOp::create(builder, loc, flag, memref, other);
      other.replaceUsesWithIf(chosen, [&](OpOperand &use) {
        return use.getOwner() != chosen.getDefiningOp() && random.chance(50);
      });
      return true;
    }
    case 3: {
      auto type = cast<MemRefType>(memref.getType());
      if (!type.hasStaticShape())
        return false;
      Value fresh = memref::AllocOp::create(builder, loc, type);
      memref.replaceUsesWithIf(fresh,
                               [&](OpOperand &) { return random.chance(50); });
      return true;
    }
    default: {
      OperationState state(loc, "fuzz.use");
      state.addOperands({memref, other});
      if (random.chance(30))
        state.addTypes(memref.getType());
      builder.create(state);
      return true;
    }
    }
  }

  //===--------------------------------------------------------------------===//
  // Regions
  //===--------------------------------------------------------------------===//

  /// The shortest range from `op` on whose results have no use behind it.
  Operation *closedRangeEnd(Operation *op) {
    Operation *end = op;
    for (Operation *at = op;; at = at->getNextNode()) {
      for (Operation *user : at->getUsers()) {
        Operation *inBlock = op->getBlock()->findAncestorOpInBlock(*user);
        if (!inBlock || isTerminator(inBlock))
          return nullptr;
        if (end->isBeforeInBlock(inBlock))
          end = inBlock;
      }
      if (at == end)
        return end;
    }
  }

  bool wrap(Operation *op) {
    if (isTerminator(op) || isSymbol(op))
      return false;
    Operation *end = closedRangeEnd(op);
    if (!end)
      return false;
    for (int64_t i = random.below(4); i > 0; --i)
      if (Operation *next = end->getNextNode())
        if (Operation *later = closedRangeEnd(next);
            later && !isTerminator(next))
          end = end->isBeforeInBlock(later) ? later : end;
    OpBuilder builder(op);
    Block *body = openRegion(builder, op->getLoc());
    Block::iterator at = body->begin();
    body->getOperations().splice(at, op->getBlock()->getOperations(),
                                 op->getIterator(),
                                 std::next(end->getIterator()));
    return true;
  }

  /// A new op with a region, and its block, which is empty but for a
  /// terminator.
  Block *openRegion(OpBuilder &builder, Location loc) {
    auto number = [&](int64_t n) -> Value {
      return arith::ConstantIndexOp::create(builder, loc, n);
    };
    Value zero = number(0), one = number(1), bound = number(random.below(5));
    switch (random.below(6)) {
    case 0:
      return scf::ForOp::create(builder, loc, zero, bound, one).getBody();
    case 1: {
      Value flag = arith::ConstantOp::create(
          builder, loc, builder.getBoolAttr(random.chance(50)));
      return scf::IfOp::create(builder, loc, flag, /*withElse=*/false)
          .thenBlock();
    }
    case 2:
      return scf::ParallelOp::create(builder, loc, zero, bound, one).getBody();
    case 3:
      return scf::ForallOp::create(builder, loc,
                                   {builder.getIndexAttr(random.below(5))},
                                   ValueRange(), std::nullopt)
          .getBody();
    case 4: {
      auto region = scf::ExecuteRegionOp::create(builder, loc, TypeRange());
      Block *block = builder.createBlock(&region.getRegion());
      scf::YieldOp::create(builder, loc);
      return block;
    }
    default:
      return async::ExecuteOp::create(
                 builder, loc, TypeRange(), ValueRange(), ValueRange(),
                 [](OpBuilder &b, Location at, ValueRange) {
                   async::YieldOp::create(b, at, ValueRange());
                 })
          .getBody();
    }
  }

  bool unwrapRegion(Operation *op) {
    return op->getNumRegions() && !isSymbol(op) &&
           unwrap(op, op->getRegion(random.below(op->getNumRegions())));
  }

  bool splitBlock(Operation *op) {
    Block *block = op->getBlock();
    if (isSymbol(op) || !block->back().hasTrait<OpTrait::IsTerminator>())
      return false;
    Block *rest = block->splitBlock(op);
    OpBuilder builder = OpBuilder::atBlockEnd(block);
    cf::BranchOp::create(builder, op->getLoc(), rest);
    return true;
  }

  bool exchangeSuccessor(Operation *op) {
    if (!op->getNumSuccessors())
      return false;
    std::vector<Block *> blocks;
    for (Block &block : *op->getParentRegion())
      blocks.push_back(&block);
    op->setSuccessor(random.pick(blocks), random.below(op->getNumSuccessors()));
    return true;
  }

  //===--------------------------------------------------------------------===//
  // Operands, types, attributes
  //===--------------------------------------------------------------------===//

  bool exchangeOperand(Operation *op) {
    if (!op->getNumOperands())
      return false;
    int64_t at = random.below(op->getNumOperands());
    Value value = pickOf(op->getOperand(at).getType());
    if (!value || value == op->getOperand(at))
      return false;
    op->setOperand(at, value);
    return true;
  }

  bool swapOperands(Operation *op) {
    if (op->getNumOperands() < 2)
      return false;
    int64_t a = random.below(op->getNumOperands());
    int64_t b = random.below(op->getNumOperands());
    Value first = op->getOperand(a);
    if (first == op->getOperand(b))
      return false;
    op->setOperand(a, op->getOperand(b));
    op->setOperand(b, first);
    return true;
  }

  bool changeType(Operation *op) {
    if (!op->getNumResults())
      return false;
    Value result = op->getResult(random.below(op->getNumResults()));
    Type type = mutated(result.getType(), random);
    bool isChanged = type != result.getType();
    result.setType(type);
    return isChanged;
  }

  /// Every occurrence of a memref type.
  bool changeAllTypes(Operation *) {
    Value value =
        pickValue([](Value value) { return isa<MemRefType>(value.getType()); });
    if (!value)
      return false;
    Type old = value.getType(), fresh = mutated(old, random);
    if (old == fresh)
      return false;
    AttrTypeReplacer replacer;
    replacer.addReplacement([&](MemRefType type) -> std::optional<Type> {
      if (type == old)
        return fresh;
      return std::nullopt;
    });
    replacer.recursivelyReplaceElementsIn(module, /*replaceAttrs=*/true,
                                          /*replaceLocs=*/false,
                                          /*replaceTypes=*/true);
    return true;
  }

  /// Ops of this dialect, and allocations, have the attributes that matter.
  Operation *pickAttributed(Operation *drawn) {
    std::vector<Operation *> ours;
    llvm::copy_if(ops, std::back_inserter(ours), [](Operation *op) {
      return isa<ArenaOp, SliceOp>(op) ||
             llvm::any_of(op->getDiscardableAttrs(), [](NamedAttribute named) {
               return named.getName().getValue().starts_with("idealloc.");
             });
    });
    return !ours.empty() && random.chance(60) ? random.pick(ours) : drawn;
  }

  /// Segment sizes are no attributes but the form of the op.
  static bool isFixed(NamedAttribute named) {
    StringRef name = named.getName();
    return name.ends_with("SegmentSizes") || name.ends_with("segment_sizes");
  }

  bool changeAttribute(Operation *drawn) {
    Operation *op = pickAttributed(drawn);
    std::vector<NamedAttribute> attributes;
    for (NamedAttribute named : op->getAttrDictionary())
      if (!isFixed(named))
        attributes.push_back(named);
    if (attributes.empty())
      return false;
    NamedAttribute named = random.pick(attributes);
    bool isFree =
        isa<ArenaOp, SliceOp>(op) || op->getDiscardableAttr(named.getName());
    if (isFree && random.chance(10)) {
      op->removeAttr(named.getName());
      return true;
    }
    Attribute fresh = random.chance(20) ? sameNameElsewhere(named).getValue()
                                        : mutated(named.getValue(), random);
    // An upstream op loses a property of another kind, and its verifier may
    // crash.
    if (!isFree && fresh.getTypeID() != named.getValue().getTypeID())
      return false;
    op->setAttr(named.getName(), fresh);
    if (!isFree && op->getAttr(named.getName()) != fresh)
      op->setAttr(named.getName(), named.getValue());
    return op->getAttr(named.getName()) != named.getValue();
  }

  NamedAttribute sameNameElsewhere(NamedAttribute named) {
    std::vector<NamedAttribute> found = {named};
    for (Operation *op : ops)
      if (Attribute other = op->getAttr(named.getName()))
        found.push_back({named.getName(), other});
    return random.pick(found);
  }

  /// One that this dialect gives a meaning to.
  bool addAttribute(Operation *drawn) {
    Builder b(module.getContext());
    std::vector<Operation *> likely;
    llvm::copy_if(ops, std::back_inserter(likely), [](Operation *op) {
      return isa<memref::AllocOp, CallOpInterface, FunctionOpInterface>(op);
    });
    Operation *op =
        likely.empty() || random.chance(20) ? drawn : random.pick(likely);
    Attribute number = b.getI64IntegerAttr(64 * random.below(64));
    const std::vector<NamedAttribute> attributes = {
        b.getNamedAttr(IdeallocDialect::kOffset, number),
        b.getNamedAttr(IdeallocDialect::kPin, number),
        b.getNamedAttr(IdeallocDialect::kSlot,
                       b.getI64IntegerAttr(random.below(3))),
        b.getNamedAttr(IdeallocDialect::kKeep, b.getUnitAttr()),
        b.getNamedAttr(IdeallocDialect::kNoRetain, b.getUnitAttr()),
        b.getNamedAttr(
            IdeallocDialect::kLifetime,
            LifetimeAttr::get(b.getContext(),
                              {random.below(8), 8 + random.below(20)})),
        b.getNamedAttr("alignment",
                       b.getI64IntegerAttr(int64_t{1} << random.below(40))),
        b.getNamedAttr("llvm.emit_c_interface", b.getUnitAttr())};
    NamedAttribute named = random.pick(attributes);
    op->setAttr(named.getName(), named.getValue());
    return true;
  }

  ModuleOp module;
  Random &random;
  std::vector<Operation *> ops;
  std::vector<Value> values;
};
} // namespace

void idealloc::fuzz::mutate(ModuleOp module, Random &random) {
  for (int tries = 0; tries < 50; ++tries)
    if (Mutator(module, random).edit())
      return;
}
