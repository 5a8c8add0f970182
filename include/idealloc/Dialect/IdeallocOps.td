//===- IdeallocOps.td - The idealloc dialect ---------------*- tablegen -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_DIALECT_IDEALLOCOPS_TD
#define IDEALLOC_DIALECT_IDEALLOCOPS_TD

include "mlir/IR/AttrTypeBase.td"
include "mlir/IR/DialectBase.td"
include "mlir/IR/OpBase.td"
include "mlir/IR/BuiltinTypes.td"
include "mlir/Interfaces/SideEffectInterfaces.td"
include "mlir/Interfaces/ViewLikeInterface.td"

def Idealloc_Dialect : Dialect {
  let name = "idealloc";
  let cppNamespace = "::idealloc";
  let summary = "Statically planned scratchpad memory.";
  let description = [{
    One `arena` is the scratchpad of one memory space; a `slice` is a typed
    window of it at a constant offset. All sizes and offsets are bytes, all
    intervals half-open `[begin, end)` in ticks, the logical time of
    docs/Lifetimes.md.

    Attributes the dialect gives a meaning to, besides those of its ops:

    | attribute | on | meaning |
    |---|---|---|
    | `idealloc.lifetime = #idealloc.lifetime<3 to 9>` | an allocation | its live set in ticks |
    | `idealloc.program_lifetime = #idealloc.lifetime<...>` | an allocation in a function of a program | its live set in ticks of the program, in which all calls are inlined |
    | `idealloc.slot = 2` | an allocation | allocations with one number and memory space share one slot: they are placed at one offset, as one buffer |
    | `idealloc.pin = 4096` | an allocation | request: place it at exactly this offset |
    | `idealloc.offset = 4096` | an allocation | answer of the planner; old answers are overwritten |
    | `idealloc.keep` | an allocation | request: do not plan it |
    | `idealloc.state` | an allocation, or a `memref.global` that is private, uninitialised and not constant | request: its bytes survive from one call of the program to the next; of a planned global, `idealloc.pin`, `idealloc.program_lifetime` and `idealloc.offset` mean what they mean on an allocation |
    | `idealloc.concurrent` | a function | says that it may run at the same time as others that say so |
    | `idealloc.noretain` | a function, a call or any op with operands | promise: no pointer argument or operand is kept after the call or op returns |
    | `idealloc.nocallback` | a call or a function | promise: the callee calls no function of this program |
    | `idealloc.threads` | a function | says that several threads run it at once, which share what it allocates in memory spaces that threads share, enter it together and wait for one another in its barriers; no callee gets its arena from it |
    | `idealloc.barrier` | a function; an op without regions | says that all threads which run the function around the call, or the op, wait in it for one another, and see then what each has written |
    | `idealloc.body` | a function | it is the body of a parallel loop, with an arena for each instance, until idealloc-lower-to-memref puts it back |
    | `idealloc.keep_order` | any op; a function | no op is moved past it, or none in the function |
    | `idealloc.in_order` | any op; a function | promise: the op, or each `linalg` op in the function, visits its elements in the order of its loops, the last loop fastest, one by one or several neighbours at once, and reads all that it needs of them before it writes any of them: a narrower result may lie over what it is computed from |
    | `idealloc.order = 4` | an op of a block that idealloc-schedule has reordered | its place among the ops of the block before; idealloc-verify-order removes it |
    | `idealloc.clone` | such an op | it repeats the op of the same place |
    | `idealloc.order_bound = 4096` | a function | no order of its ops has a smaller load in bytes, as idealloc-schedule proved |
    | `idealloc.callee = {args, results}` | a call or `gpu.launch_func` | summary of the callee: what becomes of each operand (`"none"`, `"read"`, `"write"`, `"readwrite"`, `"keep"`, `"free"`) and which operands each result may alias; a string says why there is none |
    | `idealloc.program = {number}` | a function | functions of one number call one another and are planned together; with `own`, no caller gives it memory; with `outlined`, its calls are not inlined in the time of the program; with `party`, it is reached from that one of the concurrent functions alone, counted from 1 |
    | `idealloc.arenas = [...]` | a function | the arenas of its plan: `space`, `bytes`, `load`, `lower_bound`, `status`, `alignment`, `program` if it is one plan for all functions of the program, `state` if part of it must survive calls, and, until it is materialised, `ticks` |
    | `idealloc.memories = [...]` | a module | what its plan takes of each memory: `space`, `arenas`, `globals`, `unplanned`, their sum `bytes`, `load`, `lower_bound`, `status`; `states`, if the arena has some, with `name`, `offset` and `bytes` of each; `capacity`, `base` and `alignment` if the memory is described; `unknown`, allocations of unknown size, and parallel bodies with an arena, of which one instance is counted |
    | `idealloc.results = "arena"` | a function | buffers that it returns lie in its arena: they are valid until any function that shares the arena is called again, and are not freed; `"program"`: in the arena of the program, which its callers bring |
    | `idealloc.inputs = [...]` | a function | arguments that it had, which lie in its arena: of each its number as `argument`, `space`, `offset`, `bytes`, `lifetime` (begin and end of each interval), and `written` if it holds what the function has written to it when that returns |
    | `idealloc.arena = {bytes, alignment}` | a function argument | this argument is the arena; callers pass this many bytes so aligned, with `device` of a device, with `state` the same bytes, unchanged since the last call, to each function that has it |

    Any other attribute that begins with `idealloc.` is an error.
  }];
  let useDefaultAttributePrinterParser = 1;
  let hasOperationAttrVerify = 1;
  let hasRegionArgAttrVerify = 1;
  let hasRegionResultAttrVerify = 1;
  let extraClassDeclaration = [{
    void registerAttributes();
    static constexpr ::llvm::StringLiteral kLifetime = "idealloc.lifetime";
    static constexpr ::llvm::StringLiteral kProgramLifetime =
        "idealloc.program_lifetime";
    static constexpr ::llvm::StringLiteral kProgram = "idealloc.program";
    static constexpr ::llvm::StringLiteral kSlot = "idealloc.slot";
    static constexpr ::llvm::StringLiteral kPin = "idealloc.pin";
    static constexpr ::llvm::StringLiteral kOffset = "idealloc.offset";
    static constexpr ::llvm::StringLiteral kKeep = "idealloc.keep";
    static constexpr ::llvm::StringLiteral kState = "idealloc.state";
    static constexpr ::llvm::StringLiteral kConcurrent =
        "idealloc.concurrent";
    static constexpr ::llvm::StringLiteral kInputs = "idealloc.inputs";
    static constexpr ::llvm::StringLiteral kNoRetain = "idealloc.noretain";
    static constexpr ::llvm::StringLiteral kNoCallback = "idealloc.nocallback";
    static constexpr ::llvm::StringLiteral kKeepOrder = "idealloc.keep_order";
    static constexpr ::llvm::StringLiteral kInOrder = "idealloc.in_order";
    static constexpr ::llvm::StringLiteral kOrder = "idealloc.order";
    static constexpr ::llvm::StringLiteral kClone = "idealloc.clone";
    static constexpr ::llvm::StringLiteral kOrderBound =
        "idealloc.order_bound";
    static constexpr ::llvm::StringLiteral kThreads = "idealloc.threads";
    static constexpr ::llvm::StringLiteral kCallee = "idealloc.callee";
    static constexpr ::llvm::StringLiteral kArenas = "idealloc.arenas";
    static constexpr ::llvm::StringLiteral kArena = "idealloc.arena";
    static constexpr ::llvm::StringLiteral kResults = "idealloc.results";
    static constexpr ::llvm::StringLiteral kMemories = "idealloc.memories";
  }];
}

def Idealloc_LifetimeAttr : AttrDef<Idealloc_Dialect, "Lifetime"> {
  let mnemonic = "lifetime";
  let summary = "The live set of a buffer, in ticks.";
  let description = [{
    Half-open intervals `[begin, end)`, written `begin to end` as the bounds of
    `scf.for` are. Constraints: (L1) at least one interval; (L2) begin >= 0 and
    begin < end; (L3) intervals ascend and do not touch.

    ```mlir
    #idealloc.lifetime<3 to 9>
    #idealloc.lifetime<3 to 9, 12 to 20>   // not live in [9, 12)
    ```
  }];
  let parameters = (ins
    ArrayRefParameter<"int64_t", "begin, end, begin, end, ...">:$bounds);
  let hasCustomAssemblyFormat = 1;
  let genVerifyDecl = 1;
  let extraClassDeclaration = [{
    int64_t getBegin() const { return getBounds().front(); }
    int64_t getEnd() const { return getBounds().back(); }
  }];
}

def Idealloc_MemoryAttr : AttrDef<Idealloc_Dialect, "Memory"> {
  let mnemonic = "memory";
  let summary = "A memory that the program runs in.";
  let description = [{
    Describes the memory behind one memory space, anywhere in the attributes of a
    module, also as an entry of a `dlti` spec: `space`; `capacity`, bytes that
    all must fit in; `base`, its first address; `alignment`, of that; `reserved`,
    a list of ranges `[begin, end]` of bytes that no buffer may touch; `globals =
    false` if globals of the space lie elsewhere. All but `space` are optional.
    Constraints: (M1) no other keys; (M2) numbers are 0 or more; (M3) `alignment`
    is a power of two and divides `base`; (M4) ranges are not empty.

    ```mlir
    module attributes {chip = #idealloc.memory<{
        space = 1, base = 268435456, capacity = 65536, reserved = [[0, 4096]]}>} {}
    ```
  }];
  let parameters = (ins "::mlir::DictionaryAttr":$entries);
  let assemblyFormat = "`<` $entries `>`";
  let genVerifyDecl = 1;
  let extraClassDeclaration = [{
    /// Why the entries make no such attribute, as a clause; empty if they do.
    static std::string explainRefusal(::mlir::DictionaryAttr entries);
    /// The value of a key that is there.
    std::optional<int64_t> getNumber(::llvm::StringRef key) const;
    ::llvm::SmallVector<std::pair<int64_t, int64_t>> getReserved() const;
  }];
}

class Idealloc_Op<string mnemonic, list<Trait> traits = []>
    : Op<Idealloc_Dialect, mnemonic, traits>;

def Idealloc_ArenaOp : Idealloc_Op<"arena",
    [DeclareOpInterfaceMethods<MemoryEffectsOpInterface>]> {
  let summary = "Names the scratchpad arena of one memory space.";
  let description = [{
    The memory all slices of one memory space lie in. It has a write effect on a
    resource of its own, so that it is never merged, hoisted or duplicated, and
    no Allocate effect, so that deallocation passes leave it alone. A function
    that holds an arena is not inlined: its slices would meet another plan.
    `idealloc-lower-to-memref` decides what the memory is; with `device` it is memory
    of a device, as that of the `gpu.alloc`s which it replaces. With `program` it
    is that of all functions of the program: the same bytes in a function and in
    what it calls, of one plan for both. With `state` part of it keeps what it
    holds from one call of the program to the next.

    Constraints: (A1) the result is a static, rank-1 `memref` of `i8` with at
    least one byte and the identity layout. (A2) `alignment`, in bytes, is a
    power of two. (A3) no two slots of the arena share bytes while both are
    live; one sweep over all slices, O(n log n).

    ```mlir
    %arena = idealloc.arena {alignment = 64 : i64} : memref<12288xi8, 1>
    ```
  }];
  let arguments = (ins DefaultValuedAttr<I64Attr, "1">:$alignment,
                       UnitAttr:$device, UnitAttr:$program, UnitAttr:$state);
  let results = (outs AnyMemRef:$memory);
  let assemblyFormat = "attr-dict `:` type($memory)";
  let hasVerifier = 1;
}

def Idealloc_SliceOp : Idealloc_Op<"slice",
    [Pure, DeclareOpInterfaceMethods<ViewLikeOpInterface>]> {
  let summary = "Takes a typed window of an arena at a constant offset.";
  let description = [{
    `offset` is in bytes from the start of the arena. `slot` names one buffer of
    the plan: slices of one slot share their bytes and never conflict with each
    other (results of exclusive branches, in-place pairs, clones that unrolling
    makes). `live` lists when the slot holds data, in ticks of the function at
    the time of planning; of an arena with `program`, in ticks of the program.

    Constraints: (S1) `arena` is the result of an `idealloc.arena`. (S2)
    `offset` >= 0 and the slice ends inside the arena. (S3) `offset` and the
    alignment of the arena are multiples of the alignment of the slice: its
    `alignment` attribute if it has one, and that of its element type. (S4)
    memory spaces agree. (S5) the live intervals are not empty and ascend. (S6)
    slices of one slot have one offset. (S7) the result type has a static size
    and a strided layout. Sizes and alignments are those of the data layout that
    is closest to the arena.

    ```mlir
    %a = idealloc.slice %arena[0] slot 0 live 3 to 9 : memref<12288xi8, 1> to memref<32x32xf32, 1>
    %b = idealloc.slice %arena[4096] slot 1 live 5 to 8, 12 to 20 : memref<12288xi8, 1> to memref<64xf32, 1>
    %c = idealloc.slice %arena[0] slot 2 live 9 to 12 : memref<12288xi8, 1> to memref<16xf32, 1>  // reuses the bytes of %a
    ```
  }];
  let arguments = (ins
    AnyMemRef:$arena,
    I64Attr:$offset,
    I64Attr:$slot,
    DenseI64ArrayAttr:$live,
    OptionalAttr<I64Attr>:$alignment);
  let results = (outs AnyMemRef:$result);
  let assemblyFormat = [{
    $arena `[` $offset `]` `slot` $slot `live` custom<Intervals>($live)
    attr-dict `:` type($arena) `to` type($result)
  }];
  let hasVerifier = 1;
}

def Idealloc_InputOp : Idealloc_Op<"input"> {
  let summary = "Names the memory of an argument, which the arena may hold.";
  let description = [{
    Stands for the argument with this number of its function, an entry point.
    `idealloc-materialize-arena` makes a slice of it, if it is planned, and the
    argument goes; else it becomes the argument again.

    Constraints: (I1) it stands in the first block of a function, behind nothing
    but others of its kind. (I2) the argument has the type of the result, and
    nothing else uses it. (I3) one `idealloc.receive` takes the result.

    ```mlir
    func.func @net(%arg0: memref<16xf32, 1>, %arg1: memref<16xf32>) {
      %x = idealloc.input 0 : memref<16xf32, 1>
      idealloc.receive %x : memref<16xf32, 1>
    ```
  }];
  let arguments = (ins I64Attr:$argument);
  let results = (outs Res<AnyMemRef, "", [MemAlloc]>:$memory);
  let assemblyFormat = "$argument attr-dict `:` type($memory)";
  let hasVerifier = 1;
}

def Idealloc_ReceiveOp : Idealloc_Op<"receive"> {
  let summary = "The caller has written inputs.";
  let description = [{
    Stands for what the caller does before the call: it writes the bytes of all
    operands, in any order. Constraints: (I4) the operands are results of
    `idealloc.input` in the same block, and only such ops stand before it.
  }];
  let arguments = (ins Arg<Variadic<AnyMemRef>, "", [MemWrite]>:$inputs);
  let assemblyFormat = "$inputs attr-dict `:` type($inputs)";
  let hasVerifier = 1;
}

def Idealloc_DeliverOp : Idealloc_Op<"deliver"> {
  let summary = "The caller will read what was written to inputs.";
  let description = [{
    Stands for what the caller does after the call: it reads the bytes of all
    operands, which were arguments that the function writes. Constraints: (I5)
    the operands are results of `idealloc.input`, and the terminator of the
    function follows.
  }];
  let arguments = (ins Arg<Variadic<AnyMemRef>, "", [MemRead]>:$inputs);
  let assemblyFormat = "$inputs attr-dict `:` type($inputs)";
  let hasVerifier = 1;
}

#endif // IDEALLOC_DIALECT_IDEALLOCOPS_TD
