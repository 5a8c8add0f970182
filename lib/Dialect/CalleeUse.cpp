//===- CalleeUse.cpp - What a callee does to the buffers of a call --------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "idealloc/Dialect/CalleeUse.h"

#include "idealloc/Dialect/Idealloc.h"

#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/IR/Builders.h"

using namespace mlir;

namespace idealloc {

static constexpr StringLiteral argumentNames[] = {"none",      "read", "write",
                                                  "readwrite", "keep", "free"};

DictionaryAttr CalleeUse::toAttribute(MLIRContext *context) const {
  Builder builder(context);
  SmallVector<StringRef> names;
  for (Argument argument : arguments)
    names.push_back(argumentNames[static_cast<size_t>(argument)]);
  SmallVector<Attribute> aliases;
  for (ArrayRef<int64_t> operands : results)
    aliases.push_back(builder.getDenseI64ArrayAttr(operands));
  return builder.getDictionaryAttr(
      {builder.getNamedAttr("args", builder.getStrArrayAttr(names)),
       builder.getNamedAttr("results", builder.getArrayAttr(aliases))});
}

std::optional<CalleeUse> CalleeUse::parse(Attribute attribute) {
  auto dictionary = dyn_cast<DictionaryAttr>(attribute);
  if (!dictionary || dictionary.size() != 2)
    return std::nullopt;
  auto args = dictionary.getAs<ArrayAttr>("args");
  auto aliases = dictionary.getAs<ArrayAttr>("results");
  if (!args || !aliases)
    return std::nullopt;
  CalleeUse use(args.size(), aliases.size());
  for (auto [argument, attr] : llvm::zip_equal(use.arguments, args)) {
    auto name = dyn_cast<StringAttr>(attr);
    auto found = name ? llvm::find(argumentNames, name.getValue())
                      : std::end(argumentNames);
    if (found == std::end(argumentNames))
      return std::nullopt;
    argument = static_cast<Argument>(found - std::begin(argumentNames));
  }
  for (auto [operands, attr] : llvm::zip_equal(use.results, aliases)) {
    auto numbers = dyn_cast<DenseI64ArrayAttr>(attr);
    if (!numbers || llvm::any_of(numbers.asArrayRef(), [&](int64_t number) {
          return number < 0 || number >= int64_t(args.size());
        }))
      return std::nullopt;
    llvm::append_range(operands, numbers.asArrayRef());
  }
  return use;
}

bool isCallLike(Operation *op) {
  return isa<CallOpInterface, gpu::LaunchFuncOp>(op);
}

OperandRange getPassedOperands(Operation *callLike) {
  if (auto launch = dyn_cast<gpu::LaunchFuncOp>(callLike))
    return launch.getKernelOperands();
  return cast<CallOpInterface>(callLike).getArgOperands();
}

SymbolRefAttr getCalledSymbol(Operation *callLike) {
  if (auto launch = dyn_cast<gpu::LaunchFuncOp>(callLike))
    return launch.getKernel();
  return dyn_cast_if_present<SymbolRefAttr>(
      cast<CallOpInterface>(callLike).getCallableForCallee());
}

std::optional<CalleeUse> CalleeUse::get(Operation *call) {
  OperandRange passed = getPassedOperands(call);
  size_t numArguments = passed.size();
  // The token of a launch is no result of the kernel.
  size_t numResults = isa<CallOpInterface>(call) ? call->getNumResults() : 0;
  if (Attribute stated = call->getAttr(IdeallocDialect::kCallee)) {
    std::optional<CalleeUse> use = parse(stated);
    if (use && use->arguments.size() == numArguments &&
        use->results.size() == numResults)
      return use;
  }
  if (!call->hasAttr(IdeallocDialect::kNoRetain))
    return std::nullopt;
  CalleeUse use(numArguments, numResults);
  for (Argument &argument : use.arguments)
    argument = Argument::ReadWrite;
  for (auto [result, operands] : llvm::zip(call->getResults(), use.results))
    if (isa<BaseMemRefType>(result.getType()))
      for (auto [number, operand] : llvm::enumerate(passed))
        if (isa<BaseMemRefType>(operand.getType()))
          operands.push_back(number);
  return use;
}

StringRef CalleeUse::whyNone(Operation *call) {
  auto reason = call->getAttrOfType<StringAttr>(IdeallocDialect::kCallee);
  return reason ? reason.getValue() : StringRef();
}

} // namespace idealloc
