//===- Shrinker.cpp - Makes failing programs small ------------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Shrinker.h"
#include "Edits.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/Verifier.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"
#include "mlir/Parser/Parser.h"
#include "mlir/Pass/PassManager.h"
#include "mlir/Pass/PassRegistry.h"

#include <set>

using namespace mlir;
using namespace idealloc::fuzz;

static void eraseDead(ModuleOp module) {
  bool isChanging = true;
  while (isChanging) {
    isChanging = false;
    SmallVector<Operation *> ops = statements(module);
    for (Operation *op : llvm::reverse(ops))
      if (!isa<func::FuncOp>(op) && isOpTriviallyDead(op)) {
        op->erase();
        isChanging = true;
      }
  }
}

//===----------------------------------------------------------------------===//
// Search
//===----------------------------------------------------------------------===//

/// Ops, and what else makes a program large.
static int64_t sizeOf(ModuleOp module) {
  int64_t size = 0;
  module.walk([&](Operation *op) {
    size += 4 + op->getNumSuccessors() + op->getNumResults();
    for (Region &region : op->getRegions())
      for (Block &block : region)
        size += 1 + block.getNumArguments();
  });
  return size;
}

namespace {
class Shrinker {
public:
  Shrinker(const std::string &program,
           llvm::function_ref<bool(const std::string &)> isInteresting,
           int64_t tries, MLIRContext &context)
      : isInteresting(isInteresting), tries(tries), context(context),
        handler(&context, [](Diagnostic &) { return success(); }),
        current(parseSourceString<ModuleOp>(program, &context)) {}

  std::string run() {
    bool isChanging = bool(current);
    while (isChanging && tries > 0) {
      isChanging = simplifyByPasses();
      isChanging |= eraseRanges();
      isChanging |= unwrapRegions();
      isChanging |= narrowBranches();
      isChanging |= dropArguments();
    }
    return current ? text(*current) : "";
  }

private:
  static std::string text(ModuleOp module) {
    std::string printed;
    llvm::raw_string_ostream(printed) << module << "\n";
    return printed;
  }

  /// Keeps an edit of a copy if it is smaller and still interesting.
  bool attempt(llvm::function_ref<bool(ModuleOp)> edit) {
    if (tries <= 0)
      return false;
    OwningOpRef<ModuleOp> copy = current->clone();
    if (!edit(*copy))
      return false;
    eraseDead(*copy);
    if (sizeOf(*copy) >= sizeOf(*current) || failed(verify(*copy)))
      return false;
    std::string candidate = text(*copy);
    if (!seen.insert(candidate).second)
      return false;
    --tries;
    if (!isInteresting(candidate))
      return false;
    current = std::move(copy);
    return true;
  }

  bool eraseRanges() {
    bool isChanged = false;
    int64_t count = statements(*current).size();
    for (int64_t length = std::max<int64_t>(count / 2, 1); length > 0;
         length /= 2)
      for (int64_t end = statements(*current).size(); end > 0; end -= length)
        isChanged |= attempt([&](ModuleOp module) {
          SmallVector<Operation *> ops = statements(module);
          int64_t last = std::min<int64_t>(end, ops.size());
          bool isErased = false;
          for (int64_t i = last; i-- > std::max<int64_t>(end - length, 0);)
            isErased |= eraseStatement(ops[i]);
          return isErased;
        });
    return isChanged;
  }

  bool unwrapRegions() {
    bool isChanged = false;
    for (int64_t i = statements(*current).size(); i-- > 0;)
      for (unsigned region = 0; region < 4; ++region) {
        bool isSmaller = attempt([&](ModuleOp module) {
          SmallVector<Operation *> ops = statements(module);
          return i < static_cast<int64_t>(ops.size()) &&
                 region < ops[i]->getNumRegions() &&
                 !ops[i]->getRegion(region).empty() &&
                 unwrap(ops[i], ops[i]->getRegion(region));
        });
        isChanged |= isSmaller;
        if (isSmaller)
          break;
      }
    return isChanged;
  }

  static SmallVector<Operation *> branches(ModuleOp module) {
    SmallVector<Operation *> found;
    module.walk([&](Operation *op) {
      if (op->getNumSuccessors() > 1)
        found.push_back(op);
    });
    return found;
  }

  bool narrowBranches() {
    bool isChanged = false;
    for (int64_t i = branches(*current).size(); i-- > 0;)
      for (unsigned target = 0; target < 4; ++target)
        isChanged |= attempt([&](ModuleOp module) {
          SmallVector<Operation *> ops = branches(module);
          bool isEdited = i < static_cast<int64_t>(ops.size()) &&
                          target < ops[i]->getNumSuccessors() &&
                          narrow(ops[i], target);
          return isEdited;
        });
    return isChanged;
  }

  /// Upstream passes know many ways; one that hides the failure is no loss.
  bool simplifyByPasses() {
    bool isChanged = false;
    for (const char *pipeline : {"symbol-dce", "cse", "canonicalize"})
      isChanged |= attempt([&](ModuleOp module) {
        PassManager manager(&context);
        return succeeded(parsePassPipeline(pipeline, manager)) &&
               succeeded(manager.run(module));
      });
    return isChanged;
  }

  bool dropArguments() {
    bool isChanged = false;
    auto functions = [](ModuleOp module) {
      return llvm::to_vector(module.getOps<func::FuncOp>());
    };
    for (size_t f = 0; f < functions(*current).size(); ++f)
      for (int64_t i = functions(*current)[f].getNumArguments(); i-- > 0;)
        isChanged |= attempt([&](ModuleOp module) {
          func::FuncOp function = functions(module)[f];
          if (function.isDeclaration() ||
              !function.getArgument(i).use_empty() ||
              function.getName() != "main")
            return false;
          return succeeded(function.eraseArgument(i));
        });
    return isChanged;
  }

  llvm::function_ref<bool(const std::string &)> isInteresting;
  int64_t tries;
  MLIRContext &context;
  ScopedDiagnosticHandler handler;
  OwningOpRef<ModuleOp> current;
  /// Candidates tried before.
  std::set<std::string> seen;
};
} // namespace

std::string idealloc::fuzz::shrink(
    const std::string &program,
    llvm::function_ref<bool(const std::string &)> isInteresting, int64_t tries,
    MLIRContext &context) {
  return Shrinker(program, isInteresting, tries, context).run();
}
