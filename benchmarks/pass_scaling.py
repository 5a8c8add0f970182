#!/usr/bin/env python3
"""How the time of the pipeline grows, on generated, already bufferized IR.

  pass_scaling.py [--shapes LIST] [--sizes LIST] [--repeat N] [--instructions]
                  [-o FILE]

Shapes: `straight` (n allocations in a row, about 50 live), `views` (n views of
one root), `nested` (n allocations in loops nested 64 deep), `blocks` (n blocks
of one function, with joins and loops), those of pass_shapes.py, which stretch one
dimension each, and those of call_shapes.py, programs of many functions. For each it
prints the time of `--idealloc='shorten=false schedule=off'`, that of the verifier in
it, that of `idealloc-shorten` and `idealloc-schedule` alone and that of
`canonicalize,cse` on the same file in the same run, the ratio of first and last, and
the exponents of growth from the size before.
Times are those of the passes, parsing and printing not; the least of N runs of
each. With --instructions, it counts instructions in millions instead, which no
other work on the machine changes: run with sizes of some hundreds, as valgrind
takes 50 times as long.
"""

import argparse
import functools
import math
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import call_shapes
import pass_shapes

DEPTH = 64
PASSES = ("MakeStatic", "Shorten", "ScheduleBlocks", "AnnotateLifetimes", "AssignOffsets", "VerifyOffsets",
          "MaterializeArena", "LowerToMemref", "Canonicalizer", "CSE")


def straight(count):
    """Each buffer is filled, and read about 25 buffers later."""
    for i in range(count):
        size = 16 + i * 7919 % 64
        yield f"%a{i} = memref.alloc() : memref<{size}xf32>"
        yield f"linalg.fill ins(%v : f32) outs(%a{i} : memref<{size}xf32>)"
        j = i - i * 31 % 50 - 1
        if j >= 0:
            read = 16 + j * 7919 % 64
            yield (f"%s{i} = memref.subview %a{j}[0] [16] [1] : "
                   f"memref<{read}xf32> to memref<16xf32, strided<[1]>>")
            yield (f"memref.copy %s{i}, %out : memref<16xf32, strided<[1]>> "
                   "to memref<16xf32>")


def views(count):
    """One root, read and written through many windows."""
    root = f"memref<{count * 16}xf32>"
    window = "memref<16xf32, strided<[1], offset: {}>>"
    yield f"%root = memref.alloc() : {root}"
    for i in range(count):
        kind = window.format(i * 16)
        yield f"%w{i} = memref.subview %root[{i * 16}] [16] [1] : {root} to {kind}"
        yield f"linalg.fill ins(%v : f32) outs(%w{i} : {kind})"
    for i in range(count):
        kind = window.format(i * 16)
        yield f"memref.copy %w{i}, %out : {kind} to memref<16xf32>"


def nested(count):
    """Allocations at every depth, used there and one loop further in."""
    share = max(1, count // DEPTH)
    yield "%c0 = arith.constant 0 : index"
    yield "%c1 = arith.constant 1 : index"
    for depth in range(DEPTH):
        yield f"scf.for %i{depth} = %c0 to %n step %c1 {{"
        for i in range(share):
            name = f"%a{depth}_{i}"
            yield f"{name} = memref.alloc() : memref<16xf32>"
            yield f"linalg.fill ins(%v : f32) outs({name} : memref<16xf32>)"
            if depth:
                outer = f"%a{depth - 1}_{i}"
                yield f"memref.copy {outer}, {name} : memref<16xf32> to memref<16xf32>"
            yield f"memref.copy {name}, %out : memref<16xf32> to memref<16xf32>"
    for _ in range(DEPTH):
        yield "}"


def blocks(count):
    """Branches that join and loop, with buffers across them, four blocks each."""
    kind = "memref<16xf32>"
    copy = f"{kind} to {kind}"
    last = count // 4 - 1
    yield "%c1 = arith.constant 1 : index"
    yield "%c = arith.cmpi ult, %n, %c1 : index"
    yield f"%a0 = memref.alloc() : {kind}"
    yield f"linalg.fill ins(%v : f32) outs(%a0 : {kind})"
    yield "cf.br ^start1"
    for i in range(1, last + 2):
        yield f"^start{i}:"
        yield f"%a{i} = memref.alloc() : {kind}"
        yield f"linalg.fill ins(%v : f32) outs(%a{i} : {kind})"
        yield f"cf.cond_br %c, ^then{i}, ^else{i}"
        yield f"^then{i}:"
        yield f"memref.copy %a{i - 1}, %a{i} : {copy}"
        yield f"cf.br ^join{i}(%a{i} : {kind})"
        yield f"^else{i}:"
        yield f"%b{i} = memref.alloc() : {kind}"
        yield f"linalg.fill ins(%v : f32) outs(%b{i} : {kind})"
        yield f"memref.copy %a{i}, %out : {copy}"
        yield f"cf.br ^join{i}(%b{i} : {kind})"
        yield f"^join{i}(%m{i}: {kind}):"
        yield f"memref.copy %m{i}, %out : {copy}"
        yield f"cf.cond_br %c, ^join{i}(%m{i} : {kind}), ^start{i + 1}"
    yield f"^start{last + 2}:"


SHAPES = {"straight": straight, "views": views, "nested": nested,
          "blocks": blocks}
SIZES = {"straight": "1000,10000,100000", "views": "1000,10000",
         "nested": "1000,10000,100000", "blocks": "1000,10000,100000",
         **dict.fromkeys(pass_shapes.SHAPES, "2500,5000,10000"),
         **dict.fromkeys(call_shapes.SHAPES, "1000,10000,100000"),
         "training": "1000,10000,100000",
         # MLIR's parser is recursive.
         "nest_if": "250,500,1000"}


def seconds(path, flags):
    """Time in our passes and in the canonicalizer and CSE, and in the verifier,
    from MLIR's report."""
    result = subprocess.run(
        ["idealloc-opt", str(path), *flags, "-o", "/dev/null", "--mlir-timing",
         "--mlir-timing-display=list"], capture_output=True, text=True)
    if result.returncode:
        sys.exit(result.stderr[-2000:])
    times = {name: float(time) for time, name in
             re.findall(r"^\s*([\d.]+) \([^)]*\)\s+(\w+)", result.stderr, re.M)
             if name in PASSES}
    return sum(times.values()), times.get("VerifyOffsets")


@functools.cache
def counted(path, *flags, within=None):
    """Millions of instructions of a run, or of a function and what it calls."""
    collect = [f"--toggle-collect={within}"] if within else []
    result = subprocess.run(
        ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", *collect,
         "idealloc-opt", str(path), *flags, "-o", "/dev/null",
         "--mlir-disable-threading"], capture_output=True, text=True)
    if result.returncode:
        sys.exit(result.stderr[-2000:])
    return int(re.search(r"Collected : (\d+)", result.stderr)[1]) / 1e6


def instructions(path, flags):
    """As `seconds`: of our passes and of the canonicalizer and CSE, and of the
    verifier."""
    verifier = "*VerifyOffsetsPass::runOnOperation*"
    return (counted(path, *flags) - counted(path),
            counted(path, *flags, within=verifier)
            if flags[0].startswith("--idealloc=") else None)


def program(shape, count):
    if shape in pass_shapes.SHAPES:
        return pass_shapes.program(shape, count)
    if shape in call_shapes.SHAPES:
        return "\n".join(call_shapes.SHAPES[shape](count)) + "\n"
    body = "\n".join(SHAPES[shape](count))
    return ("func.func @f(%v: f32, %n: index, %out: memref<16xf32>) {\n"
            f"{body}\nreturn\n}}\n")


def measure(shape, count, cost, repeat, folder):
    path = Path(folder) / f"{shape}-{count}.mlir"
    path.write_text(program(shape, count))
    ours = [cost(path, ["--idealloc=shorten=false schedule=off memory-spaces=all"])
            for _ in range(repeat)]
    shorten = [cost(path, ["--idealloc-shorten"]) for _ in range(repeat)]
    schedule = [cost(path, ["--idealloc-schedule"]) for _ in range(repeat)]
    theirs = [cost(path, ["--canonicalize", "--cse"]) for _ in range(repeat)]
    return (min(all for all, _ in ours), min(verifier for _, verifier in ours),
            *(min(all for all, _ in runs)
              for runs in (shorten, schedule, theirs)))


def exponents(last, count, times):
    """Growth from the size before. Times are told to a tenth of a millisecond."""
    if not last:
        return ["–"] * len(times)
    return [f"{math.log(max(time, 1e-4) / max(before, 1e-4), count / last[0]):.2f}"
            for before, time in zip(last[1], times)]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--shapes", default=",".join(SIZES))
    parser.add_argument("--sizes", help="sizes instead of each shape's own")
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--instructions", action="store_true",
                        help="instead of seconds, in millions")
    parser.add_argument("-o", dest="output", type=Path)
    options = parser.parse_args()
    cost, unit, repeat = ((instructions, "M", 1) if options.instructions else
                          (seconds, "s", options.repeat))
    lines = [f"| shape | n | idealloc {unit} | verifier {unit} | shorten {unit} | "
             f"schedule {unit} | canonicalize,cse {unit} | ratio | exponent | "
             "of the verifier | of shorten | of schedule | of canonicalize,cse |",
             "| --- " * 13 + "|"]
    with tempfile.TemporaryDirectory() as folder:
        for shape in options.shapes.split(","):
            last = None
            for count in map(int, (options.sizes or SIZES[shape]).split(",")):
                times = measure(shape, count, cost, repeat, folder)
                cells = [shape, str(count), *(f"{time:.4f}" for time in times),
                         f"{times[0] / max(times[-1], 1e-4):.2f}",
                         *exponents(last, count, times)]
                last = (count, times)
                lines.append(f"| {' | '.join(cells)} |")
                print(lines[-1], file=sys.stderr)
    text = "\n".join(lines) + "\n"
    if options.output:
        options.output.write_text(text)
    else:
        print(text, end="")


if __name__ == "__main__":
    main()
