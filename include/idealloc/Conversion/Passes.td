//===- Passes.td - Lowering passes of idealloc -------------*- tablegen -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_CONVERSION_PASSES_TD
#define IDEALLOC_CONVERSION_PASSES_TD

include "mlir/Pass/PassBase.td"

def LowerToMemref : Pass<"idealloc-lower-to-memref"> {
  let summary = "Gives arenas storage and turns slices into views.";
  let description = [{
    Runs on a symbol table op (a module) and all functions in it. Turns each
    `idealloc.arena` into memory and each `idealloc.slice` into a `memref.view`
    (and a `memref.reinterpret_cast` where the layout is not the identity).

    An arena with `program` is one memory in a function and in what it calls. With
    `storage=argument` every function that holds one, or calls one that does, gets
    a last argument `memref<Nxi8, space>` per memory space with the attribute
    `idealloc.arena = {alignment, bytes}`. With `alloc` and `alloca` so do private
    functions of which all callers are known, and the others make it. A caller
    passes callees with arenas of their own the bytes behind its own arena, so N
    is the depth of the deepest chain of calls. Recursion and indirect calls of
    functions that get an argument are errors.

    With `storage=global`, `symbol` (a `memref.global` that the linker places) and
    `address` (the `base` of the memory in `idealloc.memories`, as a pointer of
    LLVM) all arenas of a memory space are one memory. It is an error if one
    function that holds an arena can reach another that holds one in the same
    space, or itself, unless both hold the program's: both would own the same
    bytes at the same time. A function without a body may call back, unless it
    promises not to.

    With all of these it is an error if others may run beside a call of a function
    that needs an arena: in a parallel region or a task, where several threads run
    the caller, and where the caller may suspend.

    Where several threads run a function, its arena is one for all of them: that of a
    `gpu.func` becomes a workgroup attribution, whatever the storage; of others
    `alloca` is an error, and `alloc` does not free it.

    With `storage=alloca` a function that holds an arena must be an automatic
    allocation scope, as `func.func` is and `async.func` is not.
  }];
  let options = [
    Option<"storage", "storage", "::idealloc::ArenaStorage",
           /*default=*/"::idealloc::ArenaStorage::Alloc",
           "Where arenas live: alloc, alloca, global, argument, symbol or "
           "address. Default: alloc.",
           "::idealloc::arenaStorageValues()">,
    Option<"deallocArena", "dealloc-arena", "bool", /*default=*/"true",
           "With storage=alloc, free the arena at every exit of the function; "
           "false leaves that to a deallocation pass. Default: true.">,
    Option<"callbacks", "callbacks", "bool", /*default=*/"true",
           "With storage=global, functions without a body may call functions of "
           "this module, unless idealloc.nocallback on them or a call promises "
           "the contrary; false promises it for all. Default: true.">,
  ];
  let dependentDialects = ["::mlir::LLVM::LLVMDialect",
                           "::mlir::arith::ArithDialect",
                           "::mlir::gpu::GPUDialect",
                           "::mlir::memref::MemRefDialect"];
}

#endif // IDEALLOC_CONVERSION_PASSES_TD
