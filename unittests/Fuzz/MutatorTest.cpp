//===- MutatorTest.cpp - Random edits -------------------------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Mutator.h"
#include "Fuzzer.h"
#include "RandomPipeline.h"
#include "TextMutator.h"

#include "mlir/IR/Verifier.h"
#include "mlir/Parser/Parser.h"

#include <gtest/gtest.h>

#include <set>

using namespace idealloc::fuzz;
using namespace mlir;

namespace {

constexpr const char *program = R"mlir(
func.func @f(%x: memref<8xf32>, %n: index) {
  %c = arith.constant 1 : index
  %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<3 to 9>}
      : memref<8xf32>
  memref.copy %x, %a : memref<8xf32> to memref<8xf32>
  scf.for %i = %c to %n step %c {
    memref.copy %a, %x : memref<8xf32> to memref<8xf32>
  }
  %arena = idealloc.arena {alignment = 64 : i64} : memref<64xi8>
  %s = idealloc.slice %arena[0] slot 0 live 10 to 11
      : memref<64xi8> to memref<8xf32>
  memref.copy %s, %x : memref<8xf32> to memref<8xf32>
  return
})mlir";

/// The program after one edit, in generic form, "" if it does not verify.
std::string edited(uint64_t seed, MLIRContext &context) {
  ScopedDiagnosticHandler quiet(&context,
                                [](Diagnostic &) { return success(); });
  OwningOpRef<ModuleOp> module = parseSourceString<ModuleOp>(program, &context);
  EXPECT_TRUE(module);
  Random random(seed);
  mutate(*module, random);
  if (failed(verify(*module)))
    return "";
  std::string text;
  llvm::raw_string_ostream os(text);
  module->print(os, OpPrintingFlags().printGenericOpForm());
  return text;
}

} // namespace

TEST(Mutator, MakesManyProgramsThatVerify) {
  auto context = makeContext();
  context->allowUnregisteredDialects();
  std::set<std::string> programs;
  for (uint64_t seed = 0; seed < 1500; ++seed)
    programs.insert(edited(seed, *context));
  EXPECT_GE(programs.size(), 300u);
  std::string text;
  for (const std::string &each : programs)
    text += each;
  for (const char *part :
       {"scf.if", "scf.parallel", "scf.forall", "async.execute",
        "scf.execute_region", "cf.br", "memref.dealloc", "fuzz.use",
        "arith.select", "idealloc.pin", "slot = 1", "f16"})
    EXPECT_NE(text.find(part), text.npos) << part;
}

TEST(Mutator, DependsOnTheSeedAlone) {
  auto context = makeContext();
  for (uint64_t seed = 0; seed < 20; ++seed)
    EXPECT_EQ(edited(seed, *context), edited(seed, *context));
}

TEST(TextMutator, DependsOnTheSeedAlone) {
  std::set<std::string> texts;
  for (uint64_t seed = 0; seed < 100; ++seed) {
    std::string first = "id,lower,upper,size\na,0,3,64\n", second = first;
    Random random(seed), again(seed);
    mutateText(first, random);
    mutateText(second, again);
    EXPECT_EQ(first, second);
    texts.insert(first);
  }
  EXPECT_GE(texts.size(), 60u);
}

TEST(RandomPipeline, HasAllPassesAndDependsOnTheSeedAlone) {
  std::string all;
  for (uint64_t seed = 0; seed < 100; ++seed) {
    Random random(seed), again(seed);
    std::string text = randomPipeline(random).text;
    EXPECT_EQ(text, randomPipeline(again).text);
    all += text + "\n";
  }
  for (const char *pass :
       {"idealloc{", "idealloc-make-static", "idealloc-annotate-lifetimes",
        "idealloc-assign-offsets", "idealloc-verify-offsets",
        "idealloc-materialize-arena", "idealloc-lower-to-memref"})
    EXPECT_NE(all.find(pass), all.npos) << pass;
}
