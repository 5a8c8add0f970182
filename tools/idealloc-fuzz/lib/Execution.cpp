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

#include <map>

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

std::string Execution::readSignature(func::FuncOp function, Entry &entry) {
  entry.name = function.getName().str();
  std::string at = "@" + entry.name;
  DataLayout layout = DataLayout::closest(function);
  auto bytesOf = [&](MemRefType type) -> std::optional<int64_t> {
    std::optional<int64_t> bytes = getByteSize(type, layout);
    bool isFit = bytes && type.getLayout().isIdentity() &&
                 scalarBytes(laneOf(type.getElementType()));
    return isFit ? bytes : std::nullopt;
  };
  if (function.getNumResults() > 0) {
    entry.result = dyn_cast<MemRefType>(function.getResultTypes().front());
    std::optional<int64_t> bytes =
        entry.result ? bytesOf(entry.result) : std::nullopt;
    if (!bytes || function.getNumResults() > 1)
      return at + " has results that cannot be compared";
    entry.resultBytes = *bytes;
  }
  for (BlockArgument argument : function.getArguments()) {
    Type type = argument.getType();
    auto memref = dyn_cast<MemRefType>(type);
    if (!memref) {
      if (!type.isIndex() && !type.isSignlessInteger())
        return at + " has an argument that is no memref, index or integer";
      entry.arguments.push_back({type, false, false, 0, 0});
      continue;
    }
    auto arena = function.getArgAttrOfType<DictionaryAttr>(
        argument.getArgNumber(), IdeallocDialect::kArena);
    int64_t alignment = 64;
    if (arena)
      if (auto stated = arena.getAs<IntegerAttr>("alignment"))
        alignment = stated.getInt();
    std::optional<int64_t> bytes = bytesOf(memref);
    if (!bytes)
      return at + " has a memref argument that cannot be filled";
    entry.arguments.push_back({type, bool(arena),
                               arena && arena.contains("state"), *bytes,
                               alignment});
  }
  return "";
}

/// @main, public functions whose names begin so, and @reset.
std::string Execution::findEntries(ModuleOp module) {
  for (auto function : module.getOps<func::FuncOp>()) {
    llvm::StringRef number = function.getName();
    bool isReset = number == "reset";
    if (!(isReset || number.consume_front("main")) ||
        function.isDeclaration() || function.isPrivate() ||
        !(isReset || llvm::all_of(number, llvm::isDigit)))
      continue;
    hasReset |= isReset;
    Entry &entry = *entries.emplace(isReset ? entries.begin() : entries.end());
    if (std::string why = readSignature(function, entry); !why.empty())
      return why;
    function->setAttr("llvm.emit_c_interface",
                      UnitAttr::get(module.getContext()));
  }
  auto typesOf = [](const Entry &entry) {
    SmallVector<Type> types;
    for (const Argument &argument : entry.arguments)
      if (!argument.isArena)
        types.push_back(argument.type);
    return types;
  };
  if (llvm::none_of(entries,
                    [](const Entry &entry) { return entry.name == "main"; }))
    return "there is no function @main";
  for (const Entry &entry : entries)
    if (typesOf(entry) != typesOf(entries.front()))
      return "@" + entry.name + " has other arguments than @" +
             entries.front().name;
  return "";
}

std::unique_ptr<Execution>
Execution::compile(ModuleOp module, unsigned optLevel, std::string &error) {
  auto fail = [&](std::string why) {
    error = std::move(why);
    return nullptr;
  };
  auto execution = std::make_unique<Execution>();
  if (std::string why = execution->findEntries(module); !why.empty())
    return fail(why);
  stripMemorySpaces(module);
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
  for (Entry &entry : execution->entries) {
    auto function = (*engine)->lookupPacked("_mlir_ciface_" + entry.name);
    if (!function)
      return fail(llvm::toString(function.takeError()));
    entry.function = *function;
  }
  // Never destroyed: that would end the asynchronous runtime of the process.
  execution->engine = engine->release();
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

namespace {
/// Memory behind an argument, and its descriptor: two pointers, offset, sizes,
/// strides.
struct Memory {
  std::vector<uint8_t> storage;
  uint8_t *data = nullptr;
  std::vector<int64_t> descriptor;

  void allocate(int64_t bytes, int64_t alignment, uint8_t fresh) {
    storage.assign(bytes + alignment, fresh);
    data = reinterpret_cast<uint8_t *>(
        llvm::alignAddr(storage.data(), llvm::Align(alignment)));
  }
  void *describe(MemRefType type) {
    auto address = reinterpret_cast<int64_t>(data);
    descriptor = {address, address, 0};
    llvm::append_range(descriptor, type.getShape());
    llvm::append_range(descriptor, type.getStridesAndOffset().first);
    return descriptor.data();
  }
};
} // namespace

static std::vector<uint8_t> contents(const uint8_t *data, int64_t bytes,
                                     MemRefType type) {
  std::vector<uint8_t> result(data, data + bytes);
  canonicalizeNaNs(result, laneOf(type.getElementType()));
  return result;
}

Outputs Execution::run(unsigned vector, uint8_t fresh, std::string &misuse) {
  beginMemory(fresh);
  const std::vector<Argument> &common = entries.front().arguments;
  std::vector<Memory> memories(common.size());
  std::vector<int64_t> scalars(common.size());
  for (auto [i, argument] : llvm::enumerate(common)) {
    auto type = dyn_cast<MemRefType>(argument.type);
    if (argument.isArena)
      continue;
    if (!type) {
      scalars[i] = scalarAt(vector, i, argument.type);
      continue;
    }
    memories[i].allocate(argument.bytes, argument.alignment, fresh);
    Type lane = laneOf(type.getElementType());
    int64_t size = scalarBytes(lane);
    for (int64_t at = 0; at < argument.bytes; at += size)
      fillLane(memories[i].data + at, lane, numberAt(i, at / size));
  }
  // Entry points use one memory in turn.
  // By space, and by number among those of a call that keep states or do not.
  using ArenaKey = std::tuple<const void *, bool, unsigned>;
  std::map<ArenaKey, Memory> arenas;
  auto arenaOf = [&](ArenaKey key, const Argument &argument) -> Memory & {
    Memory &arena = arenas[key];
    const uint8_t *end = arena.storage.data() + arena.storage.size();
    bool isFit =
        arena.data && end - arena.data >= argument.bytes &&
        llvm::isAddrAligned(llvm::Align(argument.alignment), arena.data);
    if (!isFit)
      arena.allocate(argument.bytes, argument.alignment, fresh);
    return arena;
  };
  auto keyOf = [](const Argument &argument, auto &seen) -> ArenaKey {
    Attribute space = cast<MemRefType>(argument.type).getMemorySpace();
    std::pair kind(space.getAsOpaquePointer(), argument.keepsStates);
    return {kind.first, kind.second, seen[kind]++};
  };
  Outputs outputs, results;
  auto call = [&](const Entry &entry) {
    std::vector<void *> pointers, packed;
    // Two pointers, offset, and at most that many sizes and strides.
    std::vector<int64_t> result(3 + 2 * 16);
    if (entry.result)
      pointers.push_back(result.data());
    std::vector<bool> isScalar(pointers.size());
    std::map<std::pair<const void *, bool>, unsigned> seen;
    for (auto [i, argument] : llvm::enumerate(entry.arguments)) {
      auto type = dyn_cast<MemRefType>(argument.type);
      isScalar.push_back(!type);
      if (!type)
        pointers.push_back(&scalars[i]);
      else if (argument.isArena)
        pointers.push_back(
            arenaOf(keyOf(argument, seen), argument).describe(type));
      else
        pointers.push_back(memories[i].describe(type));
    }
    for (auto [pointer, scalar] : llvm::zip_equal(pointers, isScalar))
      packed.push_back(scalar ? pointer : static_cast<void *>(&pointer));
    entry.function(packed.data());
    if (entry.result)
      results.push_back(contents(
          reinterpret_cast<uint8_t *>(result[1]) +
              result[2] * (entry.resultBytes / entry.result.getNumElements()),
          entry.resultBytes, entry.result));
  };
  if (hasReset)
    call(entries.front());
  size_t count = entries.size() - hasReset;
  for (size_t i = 0, calls = entries.size() > 1 ? count + mix(vector) % 3 : 1;
       i != calls; ++i)
    call(entries[hasReset + (count > 1 ? mix(vector * 131 + i) % count : 0)]);
  for (auto [i, argument] : llvm::enumerate(common))
    if (auto type = dyn_cast<MemRefType>(argument.type);
        type && !argument.isArena)
      outputs.push_back(contents(memories[i].data, argument.bytes, type));
  llvm::append_range(outputs, results);
  std::string wrong = endMemory();
  if (!wrong.empty())
    misuse = wrong;
  return outputs;
}
