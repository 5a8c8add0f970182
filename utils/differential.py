#!/usr/bin/env python3
"""Runs bufferized MLIR programs before and after planning and compares bits.

  differential.py FILE... [--entry NAME] [--storage S]... [--instance-bytes N]
                  [--instances PLACE] [--before PASSES] [--shorten OPTIONS]
                  [--schedule OPTIONS] [--mutate]

Builds a harness that calls one function of FILE with deterministic arguments
and prints a checksum of the bits of every memref argument and result. The
program is lowered to LLVM and run by mlir-runner as it is, and once per storage
after `idealloc` with poisoned slots, which --before puts other passes in front of;
with --shorten also after idealloc-shorten with these options, and then even if
nothing is left to plan, with --schedule after idealloc-schedule. Exit code 0: of every file at least one
buffer is planned, and all checksums agree.

--mutate moves one planned buffer onto a live neighbour first, past the
verifier, and expects that idealloc-verify-offsets reports it and that the run
computes other numbers. Exit code 0: both noticed, for every file.

Of several files each gets a line that begins with its name; one that fails does
not keep the others from their turn. IDEALLOC_RUNNER_LIBS names the libraries for
mlir-runner, as for shadow.py.
"""

import argparse
import os
import re
import subprocess
import sys

LOWERING = [
    "convert-bufferization-to-memref",
    "convert-linalg-to-loops", "func.func(lower-affine)", "scf-forall-to-for",
    "expand-strided-metadata", "lower-affine", "convert-vector-to-scf",
    "arith-expand", "convert-scf-to-cf", "convert-vector-to-llvm",
    "convert-math-to-llvm", "convert-math-to-libm", "convert-complex-to-llvm",
    "convert-index-to-llvm", "finalize-memref-to-llvm", "convert-arith-to-llvm",
    "convert-func-to-llvm", "convert-cf-to-llvm", "reconcile-unrealized-casts",
]


class Failure(Exception):
    pass


def run(command, text=None, check=True):
    result = subprocess.run(command, input=text, capture_output=True, text=True)
    if check and result.returncode:
        raise Failure(f"{' '.join(command)}\nexited with {result.returncode}:\n"
                      + result.stderr[-4000:])
    return result


def opt(text, pipeline, check=True):
    return run(["idealloc-test-opt", "--allow-unregistered-dialect",
                f"--pass-pipeline=builtin.module({pipeline})"], text, check)


class Harness:
    """Text of a function @harness that fills, calls, and prints checksums."""

    def __init__(self):
        self.lines = []
        self.count = 0

    def emit(self, line):
        self.lines.append("    " + line)

    def value(self, expression):
        self.count += 1
        name = f"%h{self.count}"
        self.emit(f"{name} = {expression}")
        return name

    def loops(self, shape):
        """Opens a loop per dimension; returns the induction variables."""
        zero = self.value("arith.constant 0 : index")
        one = self.value("arith.constant 1 : index")
        indices = []
        for size in shape:
            bound = self.value(f"arith.constant {size} : index")
            self.count += 1
            index = f"%h{self.count}"
            self.emit(f"scf.for {index} = {zero} to {bound} step {one} {{")
            indices.append(index)
        return indices

    def close(self, shape):
        for _ in shape:
            self.emit("}")

    def number(self, element, seed):
        """A small deterministic value of this type from an index value."""
        modulus = self.value("arith.constant 17 : index")
        small = self.value(f"arith.remui {seed}, {modulus} : index")
        if element == "index":
            return small
        if element.startswith(("f", "bf")):
            integer = self.value(f"arith.index_cast {small} : index to i32")
            eight = self.value("arith.constant 8 : i32")
            centred = self.value(f"arith.subi {integer}, {eight} : i32")
            real = self.value(f"arith.sitofp {centred} : i32 to {element}")
            scale = self.value(f"arith.constant 0.0625 : {element}")
            return self.value(f"arith.mulf {real}, {scale} : {element}")
        return self.value(f"arith.index_cast {small} : index to {element}")

    def fill(self, kind, ordinal):
        shape, element = kind
        text = memref(kind)
        buffer = self.value(f"memref.alloc() {{idealloc.keep}} : {text}")
        indices = self.loops(shape)
        seed = self.value(f"arith.constant {ordinal * 5 + 3} : index")
        for weight, index in zip((7, 13, 5, 11, 3, 2), indices):
            factor = self.value(f"arith.constant {weight} : index")
            term = self.value(f"arith.muli {index}, {factor} : index")
            seed = self.value(f"arith.addi {seed}, {term} : index")
        item = self.number(element, seed)
        self.emit(f"memref.store {item}, {buffer}[{', '.join(indices)}] : {text}")
        self.close(shape)
        return buffer

    def checksum(self, buffer, kind):
        shape, element = kind
        text = memref(kind)
        total = self.value("memref.alloca() {idealloc.keep} : memref<i64>")
        start = self.value("arith.constant 1469598103 : i64")
        self.emit(f"memref.store {start}, {total}[] : memref<i64>")
        indices = self.loops(shape)
        item = self.value(f"memref.load {buffer}[{', '.join(indices)}] : {text}")
        old = self.value(f"memref.load {total}[] : memref<i64>")
        prime = self.value("arith.constant 1099511 : i64")
        mixed = self.value(f"arith.muli {old}, {prime} : i64")
        new = self.value(f"arith.xori {mixed}, {self.bits(item, element)} : i64")
        self.emit(f"memref.store {new}, {total}[] : memref<i64>")
        self.close(shape)
        last = self.value(f"memref.load {total}[] : memref<i64>")
        self.print_bits(last)

    def bits(self, item, element):
        if element == "index":
            return self.value(f"arith.index_cast {item} : index to i64")
        width = {"f16": 16, "bf16": 16, "f32": 32, "f64": 64}.get(element)
        if width:
            item = self.value(f"arith.bitcast {item} : {element} to i{width}")
        else:
            width = int(element[1:])
        if width == 64:
            return item
        return self.value(f"arith.extui {item} : i{width} to i64")

    def print_bits(self, bits):
        self.emit(f"func.call @printI64({bits}) : (i64) -> ()")
        self.emit("func.call @printNewline() : () -> ()")


def memref(kind):
    shape, element = kind
    return f"memref<{''.join(f'{size}x' for size in shape)}{element}>"


def parse_type(text):
    """(shape, element) of a static identity memref, or a scalar type's name."""
    match = re.fullmatch(r"memref<((?:\d+x)*)([a-z]+\d*)>", text)
    if match:
        return tuple(int(d) for d in match[1].split("x") if d), match[2]
    if re.fullmatch(r"index|i\d+|b?f\d+", text):
        return text
    raise Failure(f"the harness cannot make a value of type {text}")


def split_types(text):
    """Splits at commas outside brackets."""
    parts, depth = [""], 0
    for char in text:
        depth += (char in "<([{") - (char in ">)]}")
        if char == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += char
    return [part.strip() for part in parts if part.strip()]


def signature(text, entry):
    """Name, argument types and result types of a function with a body."""
    pattern = r"func\.func (?:public )?(?:private )?@([\w.$-]+)\((.*?)\)(?: -> (.*?))?(?: attributes \{.*\})? \{$"
    for name, arguments, results in re.findall(pattern, text, re.M):
        if entry and name != entry:
            continue
        types = [re.sub(r"^%\w+: | \{.*\}$", "", argument)
                 for argument in split_types(arguments)]
        results = (results or "").strip()
        if results.startswith("("):
            results = results[1:-1]
        return name, types, split_types(results)
    raise Failure(f"no function {entry or ''} with a body")


def with_harness(text, entry):
    """The module with a @harness that calls the entry function."""
    name, arguments, results = signature(text, entry)
    harness = Harness()
    values = []
    for ordinal, argument in enumerate(arguments):
        kind = parse_type(argument)
        if isinstance(kind, str):
            seed = harness.value(f"arith.constant {ordinal + 1} : index")
            values.append(harness.number(kind, seed))
        else:
            values.append(harness.fill(kind, ordinal))
    call = (f"func.call @{name}({', '.join(values)}) : "
            f"({', '.join(arguments)}) -> ({', '.join(results)})")
    if results:
        harness.emit(f"%results:{len(results)} = {call}")
    else:
        harness.emit(call)
    outputs = [(value, argument) for value, argument in zip(values, arguments)]
    outputs += [(f"%results#{i}", kind) for i, kind in enumerate(results)]
    for value, type_text in outputs:
        kind = parse_type(type_text)
        if isinstance(kind, str):
            harness.print_bits(harness.bits(value, kind))
        else:
            harness.checksum(value, kind)
    body = "\n".join(harness.lines)
    declarations = "".join(
        f"  func.func private @{function}{type_}\n"
        for function, type_ in (("printI64", "(i64)"), ("printNewline", "()"))
        if f"@{function}(" not in text)
    end = text.rstrip().rindex("}")
    return (text[:end] + declarations + "  func.func @harness() {\n" + body
            + "\n    return\n  }\n}\n")


def with_main(text):
    """A @differential_main that brings the arena where @harness takes one."""
    match = re.search(r"func\.func @harness\((%\w+: (memref<\d+xi8>))?", text)
    body = "    call @harness() : () -> ()\n"
    if match and match[1]:
        body = (f"    %arena = memref.alloc() {{alignment = 4096 : i64}} : {match[2]}\n"
                f"    call @harness(%arena) : ({match[2]}) -> ()\n")
    end = text.rstrip().rindex("}")
    return (text[:end] + "  func.func @differential_main() {\n" + body
            + "    return\n  }\n}\n")


def baseline(text):
    """Checksums of the program as it is. What it computes must not depend on
    what fresh memory holds."""
    sums = execute(text, "0")
    if execute(text, "165") != sums:
        raise Failure("reads uninitialised memory: its own checksums depend on "
                      "what malloc returns, nothing to compare with")
    return sums


def execute(text, fresh="0"):
    """Checksums the program prints, with fresh heap memory filled as asked."""
    lowered = opt(with_main(text), ",".join(LOWERING)).stdout
    libraries = os.environ["IDEALLOC_RUNNER_LIBS"]
    result = run(["env", f"MALLOC_PERTURB_={fresh}", "mlir-runner", "-O2",
                  "-e", "differential_main", "-entry-point-result=void",
                  f"-shared-libs={libraries}"], lowered)
    return result.stdout.split()


def annotated(text, make_static="", before="", shorten=None, schedule=None,
              leave_unverifiable=False):
    rewrite = "" if shorten is None else f"idealloc-shorten{{{shorten}}},"
    if schedule is not None:
        rewrite += f"idealloc-schedule{{{schedule}}},idealloc-verify-order,"
    return opt(text, f"{before}idealloc-make-static{{{make_static}}},"
               f"{rewrite}"
               "idealloc-annotate-lifetimes{leave-unverifiable="
               f"{str(leave_unverifiable).lower()}}},"
               "idealloc-assign-offsets").stdout


def finish(text, storage):
    return opt(text, "idealloc-materialize-unverified,idealloc-poison,"
               f"idealloc-lower-to-memref{{storage={storage} "
               "callbacks=false}").stdout


def compare(text, storages, make_static, before, shorten, schedule):
    expected = baseline(text)
    plan = annotated(text, make_static, before, shorten, schedule)
    planned = plan.count("idealloc.offset")
    if not planned and shorten is None:
        raise Failure("no buffer planned, nothing to compare")
    opt(plan, "idealloc-verify-offsets")
    for storage in storages:
        actual = execute(finish(plan, storage))
        if actual != expected:
            wrong = [i for i, (a, b) in enumerate(zip(expected, actual)) if a != b]
            raise Failure(f"storage={storage}: {len(wrong)} of {len(expected)} "
                          f"checksums differ, the first is number {wrong[:1]}")
    return planned, len(expected)


BUFFER = re.compile(
    r"idealloc\.lifetime = #idealloc\.lifetime<([^>]*)>"
    r", idealloc\.offset = (\d+) : i64(?!, idealloc\.slot)")


def mutations(plan):
    """Plans in which one buffer sits on a live neighbour, largest overlap in
    time first. Buffers that share a slot stay where they are."""
    buffers = [(intervals(m[1]), int(m[2]), m) for m in BUFFER.finditer(plan)]
    pairs = []
    for i, (live, offset, match) in enumerate(buffers):
        for other_live, other_offset, _ in buffers[max(0, i - 40):i + 40]:
            shared = sum(max(0, min(end, other_end) - max(begin, other_begin))
                         for begin, end in live
                         for other_begin, other_end in other_live)
            if offset > other_offset and shared > 0:
                pairs.append((shared, match, other_offset))
    for _, match, target in sorted(pairs, key=lambda pair: -pair[0])[:10]:
        yield (plan[:match.start(2)] + str(target) + plan[match.end(2):])


def intervals(text):
    return [tuple(map(int, part.split(" to "))) for part in text.split(", ")]


def mutate(text):
    """Both the verifier and the run must notice a buffer on a live neighbour.
    A buffer that is never written, say, can sit anywhere: such a clash may pass
    the verifier, but then the numbers must stay."""
    expected = baseline(text)
    plan = annotated(text)
    tried = 0
    for mutant in mutations(plan):
        tried += 1
        report = opt(mutant, "idealloc-verify-offsets", check=False)
        # The arena's verifier would refuse the clash too: lie about the lives.
        unchecked = claim_disjoint(mutant)
        materialized = opt(unchecked, "idealloc-materialize-unverified,"
                           "idealloc-lower-to-memref").stdout
        noticed = execute(materialized) != expected
        if noticed and report.returncode == 0:
            raise Failure("idealloc-verify-offsets accepted a clash that changes "
                          "the numbers")
        if noticed:
            return tried
    raise Failure(f"none of {tried} clashes changed the numbers")


def claim_disjoint(plan):
    """Replaces every lifetime by one of its own, so that only the bytes clash."""
    ticks = iter(range(10**9))
    return re.sub(r"#idealloc\.lifetime<[^>]*>",
                  lambda _: "#idealloc.lifetime<{0} to {1}>".format(
                      tick := 2 * next(ticks), tick + 1), plan)


def for_each(files, entry, work):
    """Prints what `work` says of each file's program with its harness. After a
    failure it goes on; the exit code is 1 if there was one."""
    failures = 0
    for file in files:
        try:
            text = run(["idealloc-opt", "--allow-unregistered-dialect", file]).stdout
            result = work(with_harness(text, entry))
            print(f"{file}: {result}" if len(files) > 1 else result, flush=True)
        except Failure as failure:
            failures += 1
            print(f"{file}: {failure}", file=sys.stderr, flush=True)
    if len(files) > 1:
        print(f"{len(files)} programs, {failures} failures", flush=True)
    sys.exit(1 if failures else 0)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="+", metavar="FILE")
    parser.add_argument("--entry", help="function to call; default: the first")
    parser.add_argument("--storage", action="append",
                        help="alloc (default), alloca, global or argument")
    parser.add_argument("--instance-bytes", type=int, default=0,
                        help="option of idealloc-make-static; default: 0")
    parser.add_argument("--instances", default="none", metavar="PLACE",
                        help="option of idealloc-make-static; default: none")
    parser.add_argument("--before", default="",
                        help="passes that run before the plan; default: none")
    parser.add_argument("--shorten", metavar="OPTIONS",
                        help="options of idealloc-shorten, perhaps none; "
                             "default: without that pass")
    parser.add_argument("--schedule", metavar="OPTIONS",
                        help="options of idealloc-schedule, perhaps none; "
                             "default: without that pass")
    parser.add_argument("--mutate", action="store_true")
    options = parser.parse_args()

    def work(text):
        if options.mutate:
            return (f"{mutate(text)} clash(es) tried: verifier and run both "
                    "noticed")
        planned, sums = compare(text, options.storage or ["alloc"],
                                f"instance-bytes={options.instance_bytes} "
                                f"instances={options.instances}",
                                options.before and options.before + ",",
                                options.shorten, options.schedule)
        return f"{planned} buffers planned, {sums} checksums agree"

    for_each(options.files, options.entry, work)


if __name__ == "__main__":
    main()
