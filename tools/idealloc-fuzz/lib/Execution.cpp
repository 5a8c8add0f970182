//===- Execution.cpp - Compiles and calls a program -----------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Execution.h"
#include "Lowering.h"
#include "Memory.h"
#include "Random.h"

#include "idealloc/Dialect/Idealloc.h"
#include "idealloc/Dialect/MemRefBytes.h"

#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/ExecutionEngine/OptUtils.h"
#include "mlir/IR/AttrTypeSubElements.h"
#include "llvm/ExecutionEngine/Orc/JITTargetMachineBuilder.h"
#include "llvm/Target/TargetMachine.h"

#include <cstring>

using namespace mlir;
using namespace idealloc::fuzz;
//===----------------------------------------------------------------------===//
// Functions outside the module
//===----------------------------------------------------------------------===//

namespace {
template <typename T> struct Row {
  T *allocated, *aligned;
  int64_t offset, size, stride;
};
} // namespace

template <typename T> static void touch(Row<T> *row) {
  for (int64_t i = 0; i < row->size; ++i) {
    T &x = row->aligned[row->offset + i * row->stride];
    x = static_cast<T>(static_cast<uint64_t>(x) * 3 + 1);
  }
}

static llvm::orc::SymbolMap symbols(llvm::orc::MangleAndInterner mangle) {
  llvm::orc::SymbolMap map;
  auto add = [&](const char *name, auto *function) {
    map[mangle(name)] = {llvm::orc::ExecutorAddr::fromPtr(function),
                         llvm::JITSymbolFlags::Exported};
  };
  add("_mlir_memref_to_llvm_alloc", &ideallocFuzzAlloc);
  add("_mlir_memref_to_llvm_free", &ideallocFuzzFree);
  add("_mlir_ciface_fuzz_touch_i32", &touch<int32_t>);
  add("_mlir_ciface_fuzz_touch_i64", &touch<int64_t>);
  return map;
}

//===----------------------------------------------------------------------===//
// Compilation
//===----------------------------------------------------------------------===//

/// Memory spaces mean nothing on this machine.
static void stripMemorySpaces(ModuleOp module) {
  AttrTypeReplacer replacer;
  replacer.addReplacement([](BaseMemRefType type) -> Type {
    if (auto ranked = dyn_cast<MemRefType>(type))
      return MemRefType::get(ranked.getShape(), ranked.getElementType(),
                             ranked.getLayout());
    return UnrankedMemRefType::get(type.getElementType(), {});
  });
  replacer.recursivelyReplaceElementsIn(module, /*replaceAttrs=*/true,
                                        /*replaceLocs=*/false,
                                        /*replaceTypes=*/true);
}

/// Bytes of a scalar, 0 if it is none that can be filled.
static int64_t scalarBytes(Type type) {
  if (type.isIndex() || type.isF64())
    return 8;
  if (type.isF32())
    return 4;
  if (type.isSignlessInteger(8) || type.isSignlessInteger(16) ||
      type.isSignlessInteger(32) || type.isSignlessInteger(64))
    return type.getIntOrFloatBitWidth() / 8;
  return 0;
}

static Type laneOf(Type element) {
  if (auto vector = dyn_cast<VectorType>(element))
    return vector.getElementType();
  return element;
}

std::string Execution::readSignature(func::FuncOp entry) {
  if (entry.getNumResults())
    return "@main has results";
  DataLayout layout = DataLayout::closest(entry);
  for (BlockArgument argument : entry.getArguments()) {
    Type type = argument.getType();
    auto memref = dyn_cast<MemRefType>(type);
    if (!memref) {
      if (!type.isIndex() && !type.isSignlessInteger())
        return "@main has an argument that is no memref, index or integer";
      arguments.push_back({type, false, 0, 0});
      continue;
    }
    std::optional<int64_t> bytes = getByteSize(memref, layout);
    auto arena = entry.getArgAttrOfType<DictionaryAttr>(
        argument.getArgNumber(), IdeallocDialect::kArena);
    int64_t alignment = 64;
    if (arena)
      if (auto stated = arena.getAs<IntegerAttr>("alignment"))
        alignment = stated.getInt();
    if (!bytes || !memref.getLayout().isIdentity() ||
        !scalarBytes(laneOf(memref.getElementType())))
      return "@main has a memref argument that cannot be filled";
    arguments.push_back({type, bool(arena), *bytes, alignment});
  }
  return "";
}

std::unique_ptr<Execution>
Execution::compile(ModuleOp module, unsigned optLevel, std::string &error) {
  auto fail = [&](std::string why) {
    error = std::move(why);
    return nullptr;
  };
  auto entry = module.lookupSymbol<func::FuncOp>("main");
  if (!entry || entry.isDeclaration())
    return fail("there is no function @main");
  stripMemorySpaces(module);
  auto execution = std::make_unique<Execution>();
  if (std::string why = execution->readSignature(entry); !why.empty())
    return fail(why);
  entry->setAttr("llvm.emit_c_interface", UnitAttr::get(module.getContext()));
  if (std::string why = lowerToLLVM(module); !why.empty())
    return fail(why);

  auto target = llvm::orc::JITTargetMachineBuilder::detectHost();
  if (!target)
    return fail(llvm::toString(target.takeError()));
  auto level =
      optLevel ? llvm::CodeGenOptLevel::Default : llvm::CodeGenOptLevel::None;
  target->setCodeGenOptLevel(level);
  auto machine = target->createTargetMachine();
  if (!machine)
    return fail(llvm::toString(machine.takeError()));
  auto transformer = makeOptimizingTransformer(optLevel, 0, machine->get());
  llvm::SmallVector<llvm::StringRef> libraries = {IDEALLOC_RUNNER_LIBRARIES};
  ExecutionEngineOptions options;
  options.transformer = transformer;
  options.jitCodeGenOptLevel = level;
  options.sharedLibPaths = libraries;
  options.enableGDBNotificationListener = false;
  options.enablePerfNotificationListener = false;
  auto engine = ExecutionEngine::create(module, options, std::move(*machine));
  if (!engine)
    return fail(llvm::toString(engine.takeError()));
  (*engine)->registerSymbols(symbols);
  auto function = (*engine)->lookupPacked("_mlir_ciface_main");
  if (!function)
    return fail(llvm::toString(function.takeError()));
  // Never destroyed: that would end the asynchronous runtime of the process.
  execution->engine = engine->release();
  execution->entry = *function;
  return execution;
}

//===----------------------------------------------------------------------===//
// Runs
//===----------------------------------------------------------------------===//

/// A small number that depends on where it stands.
static int64_t numberAt(uint64_t argument, uint64_t position) {
  return static_cast<int64_t>(mix(argument * 1000003 + position) % 23) - 4;
}

static void fillLane(uint8_t *at, Type type, int64_t number) {
  if (type.isF32()) {
    float x = static_cast<float>(number) / 4;
    std::memcpy(at, &x, sizeof(x));
  } else if (type.isF64()) {
    double x = static_cast<double>(number) / 4;
    std::memcpy(at, &x, sizeof(x));
  } else {
    std::memcpy(at, &number, scalarBytes(type));
  }
}

/// All NaNs are one: which of them an operation returns is not specified.
static void canonicalizeNaNs(std::vector<uint8_t> &bytes, Type type) {
  auto canonicalize = [&](auto zero) {
    for (size_t i = 0; i + sizeof(zero) <= bytes.size(); i += sizeof(zero)) {
      auto x = zero;
      std::memcpy(&x, &bytes[i], sizeof(x));
      if (x != x)
        std::memset(&bytes[i], 0xFF, sizeof(x));
    }
  };
  if (type.isF32())
    canonicalize(0.0f);
  else if (type.isF64())
    canonicalize(0.0);
}

static int64_t scalarAt(unsigned vector, unsigned argument, Type type) {
  if (vector < 2)
    return vector;
  int64_t number = mix(vector * 8191 + argument) % 6;
  return type.isInteger(1) ? number % 2 : number;
}

Outputs Execution::run(unsigned vector, uint8_t fresh, std::string &misuse) {
  beginMemory(fresh);
  struct Memory {
    std::vector<uint8_t> storage;
    uint8_t *data;
    /// The descriptor: two pointers, offset, sizes, strides.
    std::vector<int64_t> descriptor;
    void *pointer;
  };
  std::vector<Memory> memories(arguments.size());
  std::vector<int64_t> scalars(arguments.size());
  std::vector<void *> packed;
  for (auto [i, argument] : llvm::enumerate(arguments)) {
    auto type = dyn_cast<MemRefType>(argument.type);
    if (!type) {
      scalars[i] = scalarAt(vector, i, argument.type);
      packed.push_back(&scalars[i]);
      continue;
    }
    Memory &memory = memories[i];
    memory.storage.resize(argument.bytes + argument.alignment, fresh);
    memory.data = reinterpret_cast<uint8_t *>(llvm::alignAddr(
        memory.storage.data(), llvm::Align(argument.alignment)));
    Type lane = laneOf(type.getElementType());
    int64_t size = scalarBytes(lane);
    for (int64_t at = 0; at < argument.bytes && !argument.isArena; at += size)
      fillLane(memory.data + at, lane, numberAt(i, at / size));
    auto address = reinterpret_cast<int64_t>(memory.data);
    memory.descriptor = {address, address, 0};
    llvm::append_range(memory.descriptor, type.getShape());
    llvm::append_range(memory.descriptor, type.getStridesAndOffset().first);
    memory.pointer = memory.descriptor.data();
    packed.push_back(&memory.pointer);
  }
  entry(packed.data());
  Outputs outputs;
  for (auto [i, argument] : llvm::enumerate(arguments)) {
    auto type = dyn_cast<MemRefType>(argument.type);
    if (!type || argument.isArena)
      continue;
    uint8_t *data = memories[i].data;
    outputs.emplace_back(data, data + argument.bytes);
    canonicalizeNaNs(outputs.back(), laneOf(type.getElementType()));
  }
  std::string wrong = endMemory();
  if (!wrong.empty())
    misuse = wrong;
  return outputs;
}
