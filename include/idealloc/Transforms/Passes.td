//===- Passes.td - The passes of idealloc ------------------*- tablegen -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_TRANSFORMS_PASSES_TD
#define IDEALLOC_TRANSFORMS_PASSES_TD

include "mlir/Pass/PassBase.td"

def PromiseNoRetain : Pass<"idealloc-promise-noretain"> {
  let summary = "Promises that declared functions keep no argument.";
  let description = [{
    Runs on a symbol table op (a module), before all other passes. Puts
    `idealloc.noretain` on every function without a body: no pointer argument is
    kept after a call of it returns, in memory or in flight. That is the user's
    word, as it is on one function: nothing here can check it.

    Input:
    ```mlir
    func.func private @kernel(memref<16xf32>)
    ```
    Output:
    ```mlir
    func.func private @kernel(memref<16xf32>) attributes {idealloc.noretain}
    ```
  }];
  let dependentDialects = ["::idealloc::IdeallocDialect"];
}

def MakeStatic : Pass<"idealloc-make-static"> {
  let summary = "Makes allocations static whose size or number is not.";
  let description = [{
    Runs on a symbol table op (a module) and all functions in it, before
    idealloc-annotate-lifetimes. Rewrites allocations that one thing keeps from
    being planned into static `memref.alloc`s, with upstream ops alone:

    - a dynamic shape with a proven constant bound: bytes for the largest shape,
      and a `memref.view` of them;
    - a buffer that a loop (`scf.for`, `scf.while`, `affine.for`) carries to the
      next iteration and no further: two buffers before the loop, used in turn;
    - a buffer in the body of parallel loops with constant bounds, if
      `instance-bytes` allows it: one before the loops, with a part for each
      instance;
    - with `instances=body`, other buffers in the body of parallel loops: the
      body becomes a private function with `idealloc.body`, which is planned as
      such, with an arena for each instance, and which idealloc-lower-to-memref
      puts back;
    - scratch memory that an op asks for by BufferUseOpInterface: an allocation
      before the op;
    - a `bufferization.clone`: an allocation and a `memref.copy`.

    What has `idealloc.keep`, is not selected by `memory-spaces` and `min-size`,
    or could not be planned afterwards either, stays as it is. A second run
    changes nothing. Emits a remark for each rewrite. See docs/MakeStatic.md.

    Input:
    ```mlir
    %m = affine.min affine_map<(d0) -> (d0, 8)>(%n)
    %a = memref.alloc(%m) : memref<?x16xf32>
    ```
    Output:
    ```mlir
    %m = affine.min affine_map<(d0) -> (d0, 8)>(%n)
    %b = memref.alloc() {alignment = 4 : i64} : memref<512xi8>
    %c0 = arith.constant 0 : index
    %a = memref.view %b[%c0][%m] : memref<512xi8> to memref<?x16xf32>
    ```
  }];
  let options = [
    ListOption<"memorySpaces", "memory-spaces", "std::string",
           "Memory spaces to rewrite allocations of, as in "
           "idealloc-annotate-lifetimes. Default: all.">,
    Option<"minSize", "min-size", "int64_t", /*default=*/"0",
           "Bytes below which an allocation is left alone, as it is not planned "
           "either. Default: 0.">,
    Option<"boundBytes", "bound-bytes", "int64_t", /*default=*/"1073741824",
           "Bytes above which a dynamic shape counts as unbounded. Default: 1 "
           "GiB, since more is the width of a type rather than a size that "
           "occurs.">,
    Option<"instanceBytes", "instance-bytes", "int64_t", /*default=*/"0",
           "Bytes that the instances of one allocation in parallel loops may "
           "take together; 0 leaves all of them alone. Default: 0, as all "
           "instances get memory at once, of which few may run at once.">,
    Option<"instances", "instances", "::idealloc::InstancePlace",
           /*default=*/"::idealloc::InstancePlace::None",
           "What the instances of parallel bodies get that instance-bytes "
           "leaves alone: none (nothing), or body (an arena at the start of the "
           "body). Default: none, as an arena of a body is made anew by each "
           "instance.", "::idealloc::instancePlaceValues()">,
    ListOption<"capacity", "capacity", "std::string",
               "SPACE:BYTES, the size of the scratchpad of a memory space, which "
               "a shape that only the width of a type bounds must not exceed "
               "together with all else. Default: unlimited.">,
    Option<"memories", "memories", "std::string", /*default=*/"\"\"",
           "JSON file that describes memories, as for idealloc-assign-offsets. "
           "Default: none.">,
  ];
  let dependentDialects = ["::idealloc::IdeallocDialect",
                           "::mlir::affine::AffineDialect",
                           "::mlir::arith::ArithDialect",
                           "::mlir::func::FuncDialect",
                           "::mlir::memref::MemRefDialect"];
}

def ScheduleBlocks : Pass<"idealloc-schedule"> {
  let summary = "Orders ops so that fewer bytes are live at once.";
  let description = [{
    Runs on a symbol table op (a module) and all functions in it, before
    idealloc-annotate-lifetimes. Moves the ops of blocks, bodies of loops and
    branches included, and with schedule=full runs cheap ops twice rather than
    keep what they write. Every op still reads what it read before, bit for bit;
    idealloc-verify-order, which has to run next, proves that from the IR.

    The order is kept unless a plan of the new one takes fewer bytes in one
    memory space and more in none; reserved ranges are not looked at. Nothing is moved past an op with
    `idealloc.keep_order`, in a function with it, and where several threads run
    the function.

    Writes `idealloc.order` on all ops of the blocks that it changes: their place
    before; `idealloc.clone` on what it adds; and `idealloc.order_bound` on
    functions. Emits a remark `Order` for each function with planned buffers:
    load after and before, the bound over all orders (0 if there is none), status,
    ops moved, clones, and their loop iterations. Model, rules and proofs:
    docs/Schedule.md.

    Input:
    ```mlir
    linalg.exp ins(%x : memref<8xf32>) outs(%a : memref<8xf32>)
    linalg.log ins(%x : memref<8xf32>) outs(%b : memref<8xf32>)
    linalg.reduce { arith.addf } ins(%a : memref<8xf32>) outs(%s : memref<f32>) dimensions = [0]
    linalg.reduce { arith.addf } ins(%b : memref<8xf32>) outs(%t : memref<f32>) dimensions = [0]
    ```
    Output:
    ```mlir
    linalg.exp ins(%x : memref<8xf32>) outs(%a : memref<8xf32>)
    linalg.reduce { arith.addf } ins(%a : memref<8xf32>) outs(%s : memref<f32>) dimensions = [0]
    linalg.log ins(%x : memref<8xf32>) outs(%b : memref<8xf32>)
    linalg.reduce { arith.addf } ins(%b : memref<8xf32>) outs(%t : memref<f32>) dimensions = [0]
    ```
    provided that %s is no argument, or `llvm.noalias`: it could be %x.
  }];
  let options = [
    Option<"mode", "schedule", "::idealloc::OrderMode",
           /*default=*/"::idealloc::OrderMode::Full",
           "What may be done to the order: off, sink (linear rules alone) or full. "
           "Default: full.", "::idealloc::orderModeValues()">,
    Option<"when", "when", "::idealloc::OrderWhen",
           /*default=*/"::idealloc::OrderWhen::Always",
           "Which functions are reordered: always (all), or over-capacity (those "
           "whose load exceeds their capacity, and no further than it fits). "
           "Default: always.", "::idealloc::orderWhenValues()">,
    Option<"rematWork", "remat-work", "double", /*default=*/"1.0",
           "Percent of loop iterations that ops which run twice may add to those "
           "of their block, with schedule=full; 0: none runs twice. Default: 1, as "
           "that is hardly felt.">,
    Option<"orderEffort", "order-effort", "double", /*default=*/"0.05",
           "Factor on the budget of the search for an order, of about 150,000 "
           "steps for each block. Default: 0.05, so that compilers can always run "
           "the pass.">,
    ListOption<"memorySpaces", "memory-spaces", "std::string",
           "Memory spaces that are planned, as in idealloc-annotate-lifetimes. "
           "Default: all.">,
    Option<"minSize", "min-size", "int64_t", /*default=*/"0",
           "Bytes below which an allocation is not planned. Default: 0.">,
    Option<"inPlace", "in-place", "bool", /*default=*/"true",
           "Whether idealloc-annotate-lifetimes will let ops write in place. "
           "Default: true.">,
    ListOption<"capacity", "capacity", "std::string",
           "SPACE:BYTES, the size of the scratchpad of a memory space, for "
           "when=over-capacity. Default: unlimited.">,
    Option<"memories", "memories", "std::string", /*default=*/"\"\"",
           "JSON file that describes memories, as for idealloc-assign-offsets. "
           "Default: none.">,
    Option<"strategy", "strategy", "std::string", /*default=*/"\"\"",
           "Strategy of the plans that are compared, as in "
           "idealloc-assign-offsets. Default: auto.">,
    Option<"alignment", "alignment", "int64_t", /*default=*/"64",
           "Alignment in bytes of those plans. Default: 64.">,
    Option<"effort", "effort", "double", /*default=*/"0.02",
           "Effort of those plans. Default: 0.02.">,
    Option<"seed", "seed", "uint64_t", /*default=*/"0",
           "Seed of those plans. Default: 0.">,
  ];
  let dependentDialects = ["::idealloc::IdeallocDialect"];
}

def VerifyOrder : Pass<"idealloc-verify-order"> {
  let summary = "Proves from the IR alone that reordered ops read the same.";
  let description = [{
    Runs on a function, or on all functions in a symbol table op. Reads
    `idealloc.order`, which idealloc-schedule leaves on every op of a block that
    it has changed, and removes it. Shares no code with that pass.

    It is an error, which names both ops, if two of them that may access the same
    bytes, of which one may write, have changed places; if one has come before an
    op that may not return, as a call or an assertion; or if an op uses a value
    before it is defined. An op with `idealloc.clone` must be the op of its place
    once more, but for the memory that it writes, and what reads that memory must
    stand where the other had the same contents. So every op reads what it read
    in the order before.
  }];
  let dependentDialects = ["::idealloc::IdeallocDialect"];
}

def Shorten : Pass<"idealloc-shorten"> {
  let summary = "Gives every value a short life of its own.";
  let description = [{
    Runs on a symbol table op (a module) and all functions in it, before
    idealloc-annotate-lifetimes. Rewrites bufferized IR so that less is live at
    one time, with upstream ops alone:

    - an allocation that holds several values, one after another, becomes one
      for each;
    - who computes what a returned buffer is written over, element by element,
      or what is copied to it, writes the returned buffer;
    - a copy of what a fill has written becomes a fill, a copy of a buffer to
      itself goes, and so does what writes buffers that nothing reads;
    - what is computed from constants alone, by copies, transpositions,
      broadcasts and exact conversions, becomes a constant, as long as such
      constants have at most `fold-bytes` bytes together;
    - who reads a copy that nothing writes again reads what was copied, a part
      of it through a `memref.subview`, and transposed through a
      `memref.transpose` where `views` allows that and the reader takes strided
      memrefs: a linalg op, a copy or a load;
    - linalg ops that read a broadcast which nothing writes again read what was
      broadcast, by another index map, of linalg.generic and of ops that compute
      each element by itself, which become one;
    - who computes what is copied into a part of a buffer, as for a padding or a
      concatenation, writes there;
    - what writes a buffer first, and reads nothing that lives shorter, moves to
      just before the next use of that buffer.

    Every number that the program computes stays the same, bit for bit. Touched
    are allocations that could be planned, whose every alias is a view inside of
    the block that allocates them, and whose every use is understood; pinned and
    kept ones, and those not selected by `memory-spaces` and `min-size`, stay as
    they are, and so do functions that several threads run. What is proved for
    each rewrite: docs/Shorten.md.

    With `views=all`, a call that passes one buffer to two arguments gets a remark
    `SharedArguments`: its callee is rewritten as with `views=constants`, but for
    buffers of its own.

    Input:
    ```mlir
    linalg.fill ins(%c0 : f32) outs(%z : memref<16xf32>)
    memref.copy %z, %a : memref<16xf32> to memref<16xf32>
    linalg.exp ins(%x : memref<16xf32>) outs(%z : memref<16xf32>)
    ```
    Output:
    ```mlir
    linalg.fill ins(%c0 : f32) outs(%a : memref<16xf32>)
    linalg.exp ins(%x : memref<16xf32>) outs(%z : memref<16xf32>)
    ```
  }];
  let options = [
    ListOption<"memorySpaces", "memory-spaces", "std::string",
           "Memory spaces to rewrite allocations of, as in "
           "idealloc-annotate-lifetimes. Default: all.">,
    Option<"minSize", "min-size", "int64_t", /*default=*/"0",
           "Bytes below which an allocation is left alone, as it is not planned "
           "either. Default: 0.">,
    Option<"inPlace", "in-place", "bool", /*default=*/"true",
           "Let an op write its result over an operand that it reads for the "
           "last time, into the part of a buffer that both become. Default: "
           "true.">,
    Option<"views", "views", "::idealloc::ReadViews",
           /*default=*/"::idealloc::ReadViews::Constants",
           "What is read through a transposed view, or index map, instead of being "
           "transposed: "
           "none, constants or all. Default: constants, which are those beyond "
           "`fold-bytes`; strides may make an op slower, and a kernel may need "
           "contiguous operands. All is a promise of every caller: an argument "
           "that is copied or transposed shares no bytes with other arguments, "
           "or what is read is not what was copied. Of functions to which a call "
           "in the module passes one buffer twice it is not believed.",
           "::idealloc::readViewsValues()">,
    Option<"foldBytes", "fold-bytes", "int64_t", /*default=*/"67108864",
           "Bytes that constants may have together which are computed from "
           "others; 0 folds nothing. Default: 64 MiB, as they are part of the "
           "program.">,
  ];
  let dependentDialects = ["::idealloc::IdeallocDialect",
                           "::mlir::arith::ArithDialect",
                           "::mlir::linalg::LinalgDialect",
                           "::mlir::memref::MemRefDialect"];
}

def AnnotateLifetimes : Pass<"idealloc-annotate-lifetimes"> {
  let summary = "Writes the lifetime of every plannable allocation.";
  let description = [{
    Runs on a symbol table op (a module) and all functions in it. Reads
    bufferized IR; writes `idealloc.lifetime` on every allocation that can be
    planned, `idealloc.slot` on those that share a slot, and `idealloc.noretain`
    on calls whose callee promises it. Old ones are overwritten. Every allocation
    that cannot be planned gets a remark (`--remarks-filter=idealloc`) with the
    reason and the op to blame; it stays as it is.

    Lifetimes are half-open intervals of ticks: ops are numbered in pre-order
    from 0, an op with regions takes one more tick on exit. The rules and what
    is refused: docs/Lifetimes.md.

    Input:
    ```mlir
    %a = memref.alloc() : memref<16xf32>
    linalg.fill ins(%v : f32) outs(%a : memref<16xf32>)
    memref.copy %a, %out : memref<16xf32> to memref<16xf32>
    ```
    Output: `%a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<1 to 5>}`;
    the region of `linalg.fill` takes the ticks 2 and 3.
  }];
  let options = [
    Option<"lifetimes", "lifetimes", "::idealloc::LifetimeSource",
           /*default=*/"::idealloc::LifetimeSource::Derive",
           "Where lifetimes come from: derive or given. Default: derive.",
           "::idealloc::lifetimeSourceValues()">,
    ListOption<"memorySpaces", "memory-spaces", "std::string",
           "Memory spaces to plan, as attributes ('1', '\"L1\"'), 'default', or "
           "'all'. Required when allocations of more than one space could be "
           "planned, since planning a space that is no scratchpad is rarely "
           "meant. Default: the only space there is.">,
    Option<"minSize", "min-size", "int64_t", /*default=*/"0",
           "Bytes below which an allocation is left alone, for targets whose "
           "stack serves small buffers better. Default: 0.">,
    Option<"inPlace", "in-place", "bool", /*default=*/"true",
           "Let an op write its result over an operand that it reads for the "
           "last time, where that cannot change the result. Default: true, as it "
           "saves a buffer; false for lowerings that assume operands never "
           "alias.">,
    Option<"results", "results", "::idealloc::ResultPlace",
           /*default=*/"::idealloc::ResultPlace::Keep",
           "Where buffers lie that entry points return: keep (allocated as they "
           "are) or arena (in the arena, valid until the next call; functions "
           "that nothing in the module calls). Default: keep, as callers may free "
           "what they get.",
           "::idealloc::resultPlaceValues()">,
    Option<"inputs", "inputs", "::idealloc::InputPlace",
           /*default=*/"::idealloc::InputPlace::Keep",
           "Where buffers lie that entry points take: keep (where the caller "
           "says) or arena (in the arena, where the caller writes them; their "
           "arguments go). Default: keep, as callers must know.",
           "::idealloc::inputPlaceValues()">,
    ListOption<"concurrent", "concurrent", "std::string",
           "Names of functions that may run at the same time as one another, as "
           "'idealloc.concurrent' on them says: no two share bytes. Default: "
           "none, entry points run one at a time.">,
    Option<"program", "program", "bool", /*default=*/"true",
           "Functions that call one another are planned together, so that a "
           "callee uses what is dead in its caller; false plans each alone. "
           "Default: true, as they share one memory.">,
    Option<"unplanned", "unplanned", "::idealloc::UnplannedAction",
           /*default=*/"::idealloc::UnplannedAction::Ignore",
           "What an allocation is that stays in a planned memory space: ignore, "
           "warn or error. What idealloc.keep, memory-spaces or min-size leave "
           "alone, and what has no bytes, is none of them. Default: ignore; "
           "error for targets on which nothing else may use the scratchpad.",
           "::idealloc::unplannedValues()">,
    Option<"leaveUnverifiable", "leave-unverifiable", "bool",
           /*default=*/"true",
           "Leave alone what idealloc-verify-offsets could not follow; false "
           "makes that an error of that pass. Default: true, as a buffer is "
           "cheaper than the module.">,
  ];
  let dependentDialects = ["::idealloc::IdeallocDialect"];
}

def AssignOffsets : Pass<"idealloc-assign-offsets"> {
  let summary = "Plans one arena per function and memory space.";
  let description = [{
    Runs on a symbol table op (a module) and all functions in it. Reads
    `idealloc.lifetime`, `idealloc.pin` and `alignment` of allocations; writes
    `idealloc.offset` on them and `idealloc.arenas` on their function. Old
    offsets are ignored and overwritten. Every plan is verified before it is
    written. Emits one remark per arena with the same figures, the strategy and
    the work it took.

    If a plan does not fit its capacity this is an error at the function, and the
    IR is unchanged. Notes show the largest of the buffers that cannot fit
    together or, where that is not proved, of those that are live at the peak.

    Input:
    ```mlir
    %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<2 to 6>} : memref<16xf32>
    %b = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<6 to 9>} : memref<16xf32>
    ```
    Output: both at `idealloc.offset = 0`, and on the function
    ```mlir
    idealloc.arenas = [{alignment = 64, bytes = 64, load = 64, lower_bound = 64,
                        space = 0, status = "optimal", ticks = 10}
                      ]
    ```
  }];
  let options = [
    Option<"strategy", "strategy", "std::string", /*default=*/"\"\"",
           "Planning strategy, a name that idealloc-plan --list-strategies "
           "lists. Default: auto, which proves what it can within its budget.">,
    Option<"alignment", "alignment", "int64_t", /*default=*/"64",
           "Alignment in bytes of every buffer that asks for less, a power of "
           "two. Default: 64, a cache line and the widest vector of common "
           "targets.">,
    ListOption<"capacity", "capacity", "std::string",
           "SPACE:BYTES, the size of the scratchpad of a memory space. A plan "
           "that exceeds it is an error. Default: unlimited.">,
    Option<"memories", "memories", "std::string", /*default=*/"\"\"",
           "JSON file that describes memories as #idealloc.memory does: "
           "{\"memories\": [{\"space\": \"1\", \"capacity\": 65536}]}. Default: "
           "none.">,
    ListOption<"reserve", "reserve", "std::string",
           "SPACE:LO-HI, bytes [LO, HI) of a memory space that no buffer may "
           "touch, say for a stack. Default: none.">,
    Option<"seed", "seed", "uint64_t", /*default=*/"0",
           "Seed of randomised strategies; equal seeds give equal plans. "
           "Default: 0.">,
    Option<"effort", "effort", "double", /*default=*/"0.02",
           "Factor on every work budget of the strategy; 1 is the default of "
           "idealloc-plan. Default: 0.02, some 20 ms for each arena that is not "
           "proved optimal, which is what other passes take on networks of that "
           "size; raise it where a kilobyte counts.">,
    Option<"threads", "threads", "unsigned", /*default=*/"1",
           "Threads of the planner, from 0 to 1024; 0 is one per core. The plan "
           "is the same for every number. Default: 1, as a compiler often runs "
           "beside others.">,
    Option<"timeLimit", "time-limit", "double", /*default=*/"0",
           "Seconds after which the planner stops searching, for each arena; 0 "
           "is no limit. With one, plans depend on the clock. Default: 0, so "
           "that equal input gives equal output.">,
    Option<"iterations", "iterations", "int64_t", /*default=*/"-1",
           "Iterations of strategy boxing for each arena, at least 1. Default: "
           "-1, the strategy's own budget of 1000 times the effort, fewer for "
           "large inputs.">,
    Option<"search", "search", "::idealloc::BoxingSearch",
           /*default=*/"::idealloc::BoxingSearch::Tree",
           "Where the critical points of strategy boxing come from: mcts or "
           "random. Default: mcts, which learns from the iterations before.",
           "::idealloc::boxingSearchValues()">,
    Option<"trees", "trees", "uint64_t", /*default=*/"2",
           "Independent trees of strategy boxing that share the iterations, from "
           "1 to 1024; more can run in parallel and differ more, with fewer "
           "iterations each. The plan depends on it, not on threads. Default: 2, "
           "so that two threads have work.">,
    Option<"epsilon", "epsilon", "double", /*default=*/"-1",
           "Epsilon of the last boxing of strategy boxing, strictly between 0 "
           "and 0.618: sizes in one class differ by up to a factor of 1 + "
           "epsilon. Default: -1, drawn anew for each boxing, as no value suits "
           "all inputs.">,
    Option<"repair", "repair", "bool", /*default=*/"true",
           "Improve the best plans of strategy boxing by exchanging buffers. "
           "Default: true, as a better plan is often a move away.">,
    Option<"dumpProblem", "dump-problem", "std::string", /*default=*/"\"\"",
           "Write the problem to this CSV file, for idealloc-plan. With several "
           "arenas, '.FUNCTION.SPACE' is put before the extension.">,
    Option<"header", "header", "std::string", /*default=*/"\"\"",
           "Write a header for C and C++ to this file: the bytes, alignment, "
           "capacity and base of each memory, and where inputs, results and "
           "states lie.">,
    Option<"loadPlan", "load-plan", "std::string", /*default=*/"\"\"",
           "Take the offsets from this CSV file, as idealloc-plan wrote it, "
           "instead of planning. File names as for dump-problem. Ids, lifetimes "
           "and sizes must agree with the IR.">,
  ];
  let dependentDialects = ["::idealloc::IdeallocDialect"];
}

def VerifyOffsets : Pass<"idealloc-verify-offsets"> {
  let summary = "Proves from the IR alone that offsets do not conflict.";
  let description = [{
    Runs on a function, or on all functions in a symbol table op. Reads
    annotated IR, writes nothing. Derives conflicts again, by a second method
    that shares no code with idealloc-annotate-lifetimes: at every op that may
    write through a buffer A it is an error if a buffer B that shares bytes with
    A may have been written since its birth and may still be read, or is
    accessed by the same op. Callees are summarised from their bodies, which
    needs a symbol table op; `idealloc.callee` is not read.
    Dead stores count as writes; only a certain write of the whole buffer ends
    liveness; asynchronous ops access until their wait. Buffers of which one is
    always over when the other is born may share bytes, and so may two of one
    `idealloc.slot` where an op may write the one in place of the other.

    Offsets that are out of the arena, misaligned, unequal in one slot or on an
    allocation that escapes are errors too. What is proved, and how:
    docs/Lifetimes.md.
  }];
}

def WriteReport : Pass<"idealloc-report"> {
  let summary = "Writes where the memory of planned functions goes.";
  let description = [{
    Runs on a symbol table op, on IR with offsets, between
    idealloc-verify-offsets and idealloc-materialize-arena; changes nothing.
    Writes one file: the account of each memory; for each arena its buffers, the
    peak and what it would be without each buffer that is live there; then
    globals, and allocations that are not planned, summed up by reason and with
    what would change that; then what has changed since an old report. What the
    file holds: docs/Report.md.

    The reasons are derived again, without options of other passes: an allocation
    that could be planned but is not was not selected.
  }];
  let options = [
    Option<"file", "file", "std::string", /*default=*/"\"\"",
           "File to write, which ends in .txt, .json or .html.">,
    Option<"title", "title", "std::string", /*default=*/"\"\"",
           "Title of the report. Default: the name of the module, or of its "
           "file.">,
    ListOption<"capacity", "capacity", "std::string",
           "SPACE:BYTES, the size of the scratchpad of a memory space, to be "
           "shown beside the arena. Default: that of idealloc.memories.">,
    Option<"memories", "memories", "std::string", /*default=*/"\"\"",
           "JSON file that describes memories, as for idealloc-assign-offsets. "
           "Default: none.">,
    Option<"against", "against", "std::string", /*default=*/"\"\"",
           "An old report, FILE.json, to compare with: what has changed since is "
           "part of the new report.">,
    Option<"failIfLarger", "fail-if-larger", "bool", /*default=*/"false",
           "With against: fail, after the report is written, if an arena has "
           "become larger.">,
  ];
}

def MaterializeArena : Pass<"idealloc-materialize-arena"> {
  let summary = "Turns planned allocations into slices of an arena.";
  let description = [{
    Runs on a function, or on all functions in a symbol table op. Reads
    `idealloc.offset` and `idealloc.arenas`; writes one `idealloc.arena` per
    memory space at the start of the function and an `idealloc.slice` in place
    of every planned allocation. Deallocations of planned memory are erased.

    Assumptions, checked: the function has the number of ticks it had when it
    was planned, offsets lie inside the arena and are aligned, no deallocation
    frees both planned and unplanned memory, and offsets do not conflict in the IR
    as it is now, which idealloc-verify-offsets proves; a proof of the same IR by
    that pass is not made twice. If one is broken the annotations are stale: an
    error that says which, at the op, and the IR is unchanged.

    Input:
    ```mlir
    %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<2 to 6>, idealloc.offset = 0 : i64} : memref<16xf32>
    ```
    Output:
    ```mlir
    %arena = idealloc.arena {alignment = 64 : i64} : memref<64xi8>
    %a = idealloc.slice %arena[0] slot 0 live 2 to 6 : memref<64xi8> to memref<16xf32>
    ```
  }];
  let dependentDialects = ["::idealloc::IdeallocDialect"];
}

#endif // IDEALLOC_TRANSFORMS_PASSES_TD
