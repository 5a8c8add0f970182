//===- ShadowCalls.cpp - Calls of the shadow runtime ----------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ShadowCalls.h"
#include "idealloc/Dialect/MemRefBytes.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "mlir/IR/SymbolTable.h"

using namespace mlir;
using namespace idealloc;

namespace {
struct RuntimeFunction {
  StringRef name;
  unsigned operands, results;
};
} // namespace

static constexpr StringLiteral prefix = "idealloc_shadow_";
static constexpr StringLiteral tableName = "idealloc_shadow_table";

/// "texts" gets a body.
static constexpr RuntimeFunction runtimeFunctions[] = {
    {"texts", 0, 1}, {"enter", 3, 1}, {"register", 5, 0}, {"birth", 1, 0},
    {"write", 3, 0}, {"read", 3, 0},  {"leave", 1, 0}};

static const RuntimeFunction &findFunction(StringRef name) {
  return *llvm::find_if(runtimeFunctions, [=](const RuntimeFunction &function) {
    return function.name == name;
  });
}

LogicalResult ShadowCalls::checkNames() const {
  for (const RuntimeFunction &function : runtimeFunctions)
    if (Operation *old =
            SymbolTable::lookupSymbolIn(module, (prefix + function.name).str()))
      return old->emitError("belongs to the shadow check: the module has been "
                            "shadowed already");
  return success();
}

Value ShadowCalls::call(OpBuilder &builder, Location loc, StringRef name,
                        ValueRange operands) const {
  SmallVector<Type> results(findFunction(name).results, builder.getIndexType());
  auto call = func::CallOp::create(builder, loc, (prefix + name).str(), results,
                                   operands);
  return results.empty() ? Value() : call.getResult(0);
}

Value ShadowCalls::numberOf(OpBuilder &builder, Location loc,
                            const std::string &text) {
  auto [it, isNew] =
      texts.try_emplace(builder.getStringAttr(text), texts.size());
  return arith::ConstantIndexOp::create(builder, loc, it->second);
}

/// FILE:LINE:COLUMN if there is one.
static std::string describe(Location loc) {
  std::string text;
  llvm::raw_string_ostream out(text);
  if (auto range = loc->findInstanceOf<FileLineColRange>())
    out << range.getFilename().getValue() << ":" << range.getStartLine() << ":"
        << range.getStartColumn();
  else
    out << loc;
  return text;
}

/// Address of an element.
static Value getAddress(Value memory, ValueRange indices, int64_t stride,
                        OpBuilder &builder, Location loc) {
  auto metadata =
      memref::ExtractStridedMetadataOp::create(builder, loc, memory);
  Value element = metadata.getOffset();
  for (auto [index, step] : llvm::zip_equal(indices, metadata.getStrides()))
    element =
        arith::AddIOp::create(builder, loc, element,
                              arith::MulIOp::create(builder, loc, index, step));
  Value bytes = arith::MulIOp::create(
      builder, loc, element,
      arith::ConstantIndexOp::create(builder, loc, stride));
  Value base =
      memref::ExtractAlignedPointerAsIndexOp::create(builder, loc, memory);
  return arith::AddIOp::create(builder, loc, base, bytes);
}

void ShadowCalls::noteElement(const Access &access, ValueRange indices,
                              OpBuilder &builder, Operation *op) {
  Location loc = op->getLoc();
  int64_t stride = *getElementStride(access.memory.getType().getElementType(),
                                     DataLayout::closest(op));
  Value operands[] = {getAddress(access.memory, indices, stride, builder, loc),
                      arith::ConstantIndexOp::create(builder, loc, stride),
                      numberOf(builder, loc, describe(loc))};
  if (access.reads)
    call(builder, loc, "read", operands);
  if (access.writes)
    call(builder, loc, "write", operands);
}

/// How far a lane is from lane 0.
static Value getDistance(const Access &access, Value lane, OpBuilder &builder,
                         Location loc) {
  if (!access.offsets)
    return lane;
  Value distance =
      vector::ExtractOp::create(builder, loc, access.offsets, lane);
  if (distance.getType().isIndex())
    return distance;
  return arith::IndexCastOp::create(builder, loc, builder.getIndexType(),
                                    distance);
}

void ShadowCalls::note(const Access &access, Operation *op) {
  OpBuilder builder(op);
  Location loc = op->getLoc();
  if (!access.dim && !access.mask)
    return noteElement(access, access.indices, builder, op);
  auto constant = [&](int64_t value) -> Value {
    return arith::ConstantIndexOp::create(builder, loc, value);
  };
  SmallVector<Value> indices = access.indices;
  if (indices.empty())
    indices.assign(access.memory.getType().getRank(), constant(0));
  auto loop = scf::ForOp::create(builder, loc, constant(0),
                                 constant(access.lanes), constant(1));
  builder.setInsertionPointToStart(loop.getBody());
  Value lane = loop.getInductionVar();
  SmallVector<Value> conditions;
  if (access.dim) {
    Value &index = indices[*access.dim];
    index = arith::AddIOp::create(builder, loc, index,
                                  getDistance(access, lane, builder, loc));
    if (access.stopsAtEnd)
      conditions.push_back(arith::CmpIOp::create(
          builder, loc, arith::CmpIPredicate::slt, index,
          memref::DimOp::create(builder, loc, access.memory, *access.dim)));
  }
  if (access.mask)
    conditions.push_back(
        vector::ExtractOp::create(builder, loc, access.mask, lane));
  for (Value condition : conditions) {
    auto branch = scf::IfOp::create(builder, loc, condition,
                                    /*withElseRegion=*/false);
    builder.setInsertionPointToStart(branch.thenBlock());
  }
  noteElement(access, indices, builder, op);
}

/// All texts, each with a NUL behind it.
static memref::GlobalOp
createTable(const llvm::MapVector<StringAttr, int64_t> &texts,
            OpBuilder &builder, Location loc) {
  SmallVector<int8_t> bytes;
  for (auto &[text, number] : texts) {
    llvm::append_range(bytes, text.getValue());
    bytes.push_back(0);
  }
  auto shape =
      RankedTensorType::get({int64_t(bytes.size())}, builder.getI8Type());
  return memref::GlobalOp::create(
      builder, loc, tableName, builder.getStringAttr("private"),
      MemRefType::get(shape.getShape(), shape.getElementType()),
      DenseElementsAttr::get(shape, ArrayRef<int8_t>(bytes)),
      /*constant=*/true, /*alignment=*/IntegerAttr());
}

void ShadowCalls::declare() const {
  Location loc = module->getLoc();
  OpBuilder builder = OpBuilder::atBlockBegin(&module->getRegion(0).front());
  memref::GlobalOp table = createTable(texts, builder, loc);
  Type index = builder.getIndexType();
  for (const RuntimeFunction &entry : runtimeFunctions) {
    auto type =
        builder.getFunctionType(SmallVector<Type>(entry.operands, index),
                                SmallVector<Type>(entry.results, index));
    auto function = func::FuncOp::create(
        builder, loc, (prefix + entry.name).str(), type,
        builder.getStringAttr("private"), ArrayAttr(), ArrayAttr(), false);
    if (entry.name != "texts")
      continue;
    OpBuilder body = OpBuilder::atBlockBegin(function.addEntryBlock());
    Value memory =
        memref::GetGlobalOp::create(body, loc, table.getType(), tableName);
    Value address =
        memref::ExtractAlignedPointerAsIndexOp::create(body, loc, memory);
    func::ReturnOp::create(body, loc, address);
  }
}
