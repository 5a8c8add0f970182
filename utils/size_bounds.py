#!/usr/bin/env python3
"""Tests what idealloc believes of the sizes that upstream analyses bound.

  size_bounds.py [--programs N] [--seed S] [--functions N]

Makes functions of random integer arithmetic: constants and arguments near the
limits of each width, minima, remainders, casts, selects, joins of branches,
values that loops carry, induction variables of signed and unsigned loops of
every width, scf.while, affine.for with affine.min and apply, tiles with a
remainder. Some values of type index are sizes of
allocations. `idealloc-make-static` bounds what it can; mlir-runner computes the
largest value that each size has in a run. A size above its bound is a fault: the
allocation would be too small. Prints each fault with its function, and a line of
figures. Exit code 0: no fault, and at least one bound. IDEALLOC_RUNNER_LIBS as for
shadow.py.
"""

import argparse
import os
import random
import re
import subprocess
import sys

WIDTHS = {"i8": 8, "i16": 16, "i32": 32, "i64": 64, "index": 64}
LOWERING = ("lower-affine,arith-expand,convert-scf-to-cf,convert-index-to-llvm,"
            "finalize-memref-to-llvm,convert-arith-to-llvm,convert-func-to-llvm,"
            "convert-cf-to-llvm,reconcile-unrealized-casts")


def signed(number, width):
    number &= (1 << width) - 1
    return number - (1 << width) if number >> (width - 1) else number


class Function:
    """One random function, as text that allocates and as text that observes."""

    def __init__(self, name, first, rng):
        self.name, self.rng, self.first = name, rng, first
        self.arguments, self.count, self.sizes = [], 0, 0
        self.lines = []
        self.depth = 1
        values = {kind: [] for kind in WIDTHS}
        self.statements(values, 24)

    def emit(self, line):
        self.lines.append("  " * self.depth + line)

    def name_for(self, values, kind):
        self.count += 1
        value = f"%v{self.count}"
        values[kind].append(value)
        return value

    def number(self, width):
        """Small, or near a limit of the width."""
        edge = self.rng.choice([0, 0, 0, 1 << (width - 1), (1 << width) - 1, 64])
        return signed(edge + self.rng.randint(-40, 40), width)

    def given(self, values, kind, number):
        """A value that is this number: a constant, or not known to be one."""
        value = self.name_for(values, kind)
        if self.rng.random() < 0.5:
            self.emit(f"{value} = arith.constant {number} : {kind}")
            return value
        self.arguments.append((f"%a{len(self.arguments)}", kind, number))
        argument = self.arguments[-1][0]
        self.emit(f"{value} = arith.addi {argument}, %zero_{kind} : {kind}")
        return value

    def any(self, values, kind):
        if not values[kind] or self.rng.random() < 0.15:
            return self.given(values, kind, self.number(WIDTHS[kind]))
        return self.rng.choice(values[kind][-8:])

    def statements(self, values, count):
        for _ in range(count):
            self.rng.choice([self.arithmetic] * 5 + [self.cast] * 3 +
                            [self.join, self.loop, self.loop, self.repeat,
                             self.affine_loop, self.tile,
                             self.size, self.size, self.size])(values)

    def arithmetic(self, values):
        kind = self.rng.choice(list(WIDTHS))
        op = self.rng.choice(
            "addi subi muli minsi maxsi minui maxui andi ori xori remsi remui "
            "divsi divui shli shrsi shrui select ceildivui floordivsi".split())
        a, b = self.any(values, kind), self.any(values, kind)
        if op == "select":
            test = self.compare(kind, a, b)
            c = self.any(values, kind)
            self.emit(f"{self.name_for(values, kind)} = arith.select {test}, "
                      f"{a}, {c} : {kind}")
            return
        # No division by zero, and no shift by more than there is.
        limit = WIDTHS[kind] - 1 if op.startswith("sh") else 100
        if op.startswith(("sh", "rem", "div", "ceil", "floor")):
            self.count += 1
            b = f"%k{self.count}"
            self.emit(f"{b} = arith.constant {self.rng.randint(1, limit)} : {kind}")
        self.emit(f"{self.name_for(values, kind)} = arith.{op} {a}, {b} : {kind}")

    def compare(self, kind, a, b):
        self.count += 1
        predicate = self.rng.choice("eq ne slt sle sgt sge ult ule ugt uge".split())
        self.emit(f"%t{self.count} = arith.cmpi {predicate}, {a}, {b} : {kind}")
        return f"%t{self.count}"

    def cast(self, values):
        """To another width; to index most often, as sizes are."""
        source = self.rng.choice(list(WIDTHS))
        target = self.rng.choice(["index"] * 4 + list(WIDTHS))
        value = self.any(values, source)
        if "index" in (source, target) and source != target:
            op = self.rng.choice(["index_cast", "index_castui"])
        elif WIDTHS[source] < WIDTHS[target]:
            op = self.rng.choice(["extsi", "extui"])
        elif WIDTHS[source] > WIDTHS[target]:
            op = "trunci"
        else:
            return
        self.emit(f"{self.name_for(values, target)} = arith.{op} {value} : "
                  f"{source} to {target}")

    def inner(self, values, statements, kind):
        """Statements of a region, and one value of this kind at its end."""
        scope = {k: list(v) for k, v in values.items()}
        self.depth += 1
        if self.depth < 5:
            self.statements(scope, statements)
        result = self.any(scope, kind)
        self.depth -= 1
        return result

    def join(self, values):
        kind = self.rng.choice(list(WIDTHS))
        test = self.compare(kind, self.any(values, kind), self.any(values, kind))
        self.count += 1
        name = f"%v{self.count}"
        self.emit(f"{name} = scf.if {test} -> ({kind}) {{")
        for last in False, True:
            result = self.inner(values, 3, kind)
            self.emit(f"  scf.yield {result} : {kind}")
            self.emit("}" if last else "} else {")
        values[kind].append(name)

    def loop(self, values):
        """Of a few iterations, wherever its bounds lie."""
        kind = self.rng.choice(list(WIDTHS))
        width = WIDTHS[kind]
        isUnsigned = self.rng.random() < 0.4
        top = (1 << width) - 1 if isUnsigned else (1 << (width - 1)) - 1
        bottom = 0 if isUnsigned else -(1 << (width - 1))
        step = self.rng.choice([1, 1, 2, 7, 32])
        low = self.rng.choice([0, 0, 3, bottom, top - 60, (top + bottom) // 2])
        high = min(low + self.rng.randint(0, 5) * step, top - step)
        low, high, step = (self.given(values, kind, signed(number, width))
                           for number in (low, high, step))
        carried = self.rng.choice(list(WIDTHS))
        start = self.any(values, carried)
        self.count += 1
        name = f"%v{self.count}"
        word = "unsigned " if isUnsigned else ""
        self.emit(f"{name} = scf.for {word}%i{self.count} = {low} to {high} step "
                  f"{step} iter_args(%c{self.count} = {start}) -> ({carried})"
                  + (f" : {kind} {{" if kind != "index" else " {"))
        scope = {k: list(v) for k, v in values.items()}
        scope[kind].append(f"%i{self.count}")
        scope[carried].append(f"%c{self.count}")
        result = self.inner(scope, 4, carried)
        self.emit(f"  scf.yield {result} : {carried}")
        self.emit("}")
        values[carried].append(name)

    def affine_loop(self, values):
        """With constant bounds, as upstream knows them, and affine functions."""
        carried = self.rng.choice(list(WIDTHS))
        start = self.any(values, carried)
        low, step = self.rng.randint(-50, 50), self.rng.choice([1, 3, 16])
        high = low + self.rng.randint(0, 5) * step
        self.count += 1
        number = self.count
        self.emit(f"%v{number} = affine.for %i{number} = {low} to {high} step "
                  f"{step} iter_args(%c{number} = {start}) -> ({carried}) {{")
        self.emit(f"  %p{number} = affine.min affine_map<(d0) -> ({high} - d0, "
                  f"{step}, d0 * 2 + {self.rng.randint(-9, 9)})>(%i{number})")
        self.emit(f"  %q{number} = affine.apply affine_map<(d0) -> (d0 floordiv "
                  f"{self.rng.randint(1, 9)} + d0 mod {self.rng.randint(1, 9)})>"
                  f"(%i{number})")
        scope = {k: list(v) for k, v in values.items()}
        scope["index"] += [f"%{letter}{number}" for letter in "ipq"]
        scope[carried].append(f"%c{number}")
        result = self.inner(scope, 4, carried)
        self.emit(f"  affine.yield {result} : {carried}")
        self.emit("}")
        values[carried].append(f"%v{number}")

    def repeat(self, values):
        """scf.while, a few times."""
        kind = self.rng.choice(list(WIDTHS))
        start = self.any(values, kind)
        limit = self.given(values, "i32", self.rng.randint(0, 4))
        self.count += 1
        number = self.count
        self.emit(f"%v{number}:2 = scf.while (%b{number} = {start}, %n{number} = "
                  f"%zero_i32) : ({kind}, i32) -> ({kind}, i32) {{")
        scope = {k: list(v) for k, v in values.items()}
        scope[kind].append(f"%b{number}")
        passed = self.inner(scope, 2, kind)
        self.emit(f"  %t{number} = arith.cmpi ult, %n{number}, {limit} : i32")
        self.emit(f"  scf.condition(%t{number}) {passed}, %n{number} : {kind}, i32")
        self.emit("} do {")
        self.emit(f"^bb0(%d{number}: {kind}, %r{number}: i32):")
        scope = {k: list(v) for k, v in values.items()}
        scope[kind].append(f"%d{number}")
        result = self.inner(scope, 3, kind)
        self.emit(f"  %one{number} = arith.constant 1 : i32")
        self.emit(f"  %next{number} = arith.addi %r{number}, %one{number} : i32")
        self.emit(f"  scf.yield {result}, %next{number} : {kind}, i32")
        self.emit("}")
        values[kind].append(f"%v{number}#0")

    def tile(self, values):
        """min(lo + C, n) - lo."""
        low, end = self.any(values, "index"), self.any(values, "index")
        self.count += 1
        number = self.count
        self.emit(f"%k{number} = arith.constant {self.rng.randint(0, 64)} : index")
        self.emit(f"%s{number} = arith.addi {low}, %k{number} : index")
        op = self.rng.choice(["minsi", "minui"])
        pair = [f"%s{number}", end]
        self.rng.shuffle(pair)
        self.emit(f"%m{number} = arith.{op} {pair[0]}, {pair[1]} : index")
        self.emit(f"{self.name_for(values, 'index')} = arith.subi %m{number}, "
                  f"{low} : index")

    def size(self, values):
        if values["index"]:
            self.emit(f"SIZE {self.rng.choice(values['index'][-6:])}")
            self.sizes += 1

    def text(self, allocates):
        arguments = ", ".join(f"{a}: {kind}" for a, kind, _ in self.arguments)
        lines = [f"func.func @{self.name}(%byte: i8, %at: index, "
                 f"%max: memref<?xi64>{', ' if arguments else ''}{arguments}) {{"]
        lines += [f"  %zero_{kind} = arith.constant 0 : {kind}" for kind in WIDTHS]
        number = self.first
        for line in self.lines:
            if "SIZE" not in line:
                lines.append(line)
                continue
            value = line.split()[1]
            if allocates:
                lines += [f"  %x{number} = memref.alloc({value}) : memref<?xi8>",
                          f"  memref.store %byte, %x{number}[%at] : memref<?xi8>"]
            else:
                lines += [f"  %x{number} = arith.constant {number} : index",
                          f"  %y{number} = arith.index_cast {value} : index to i64",
                          f"  %o{number} = memref.load %max[%x{number}] : memref<?xi64>",
                          f"  %z{number} = arith.maxsi %o{number}, %y{number} : i64",
                          f"  memref.store %z{number}, %max[%x{number}] : memref<?xi64>"]
            number += 1
        return lines + ["  return", "}"]

    def call(self):
        lines = [f"  %{self.name}_{a[1:]} = arith.constant {number} : {kind}"
                 for a, kind, number in self.arguments]
        names = "".join(f", %{self.name}_{a[1:]}" for a, _, _ in self.arguments)
        kinds = "".join(f", {kind}" for _, kind, _ in self.arguments)
        return lines + [f"  func.call @{self.name}(%byte, %at, %max{names}) : "
                        f"(i8, index, memref<?xi64>{kinds}) -> ()"]


def run(command, text):
    result = subprocess.run(command, input=text, capture_output=True, text=True)
    if result.returncode:
        sys.exit(f"{' '.join(command)}\nexited with {result.returncode}:\n"
                 + result.stderr[-3000:])
    return result


def bounds_of(functions):
    """By number of the size, where there is one."""
    lines = [line for f in functions for line in f.text(allocates=True)]
    result = run(["idealloc-opt", "--remarks-filter=idealloc", "-o", os.devnull,
                  f"--idealloc-make-static=bound-bytes={(1 << 63) - 1}"],
                 "\n".join(lines) + "\n")
    bounds = {}
    for line, found in re.findall(r"<stdin>:(\d+):\d+: remark:.*MadeStatic.*"
                                  r"Bytes=(\d+)", result.stderr):
        name = re.match(r"\s*%x(\d+) = memref.alloc", lines[int(line) - 1])
        bounds[int(name[1])] = int(found)
    return bounds


def largest_of(functions, count):
    lines = [line for f in functions for line in f.text(allocates=False)]
    lines += ["func.func private @printI64(i64)", "func.func private @printNewline()",
              "func.func @main() {", "  %byte = arith.constant 0 : i8",
              "  %at = arith.constant 0 : index", "  %one = arith.constant 1 : index",
              f"  %n = arith.constant {count} : index",
              f"  %least = arith.constant {-(1 << 63)} : i64",
              "  %max = memref.alloc(%n) : memref<?xi64>",
              "  scf.for %i = %at to %n step %one {",
              "    memref.store %least, %max[%i] : memref<?xi64>", "  }"]
    lines += [line for f in functions for line in f.call()]
    lines += ["  scf.for %i = %at to %n step %one {",
              "    %v = memref.load %max[%i] : memref<?xi64>",
              "    func.call @printI64(%v) : (i64) -> ()",
              "    func.call @printNewline() : () -> ()", "  }", "  return", "}"]
    lowered = run(["idealloc-opt", f"--pass-pipeline=builtin.module({LOWERING})"],
                  "\n".join(lines) + "\n").stdout
    output = run(["mlir-runner", "--entry-point-result=void", "-O0",
                  f"--shared-libs={os.environ['IDEALLOC_RUNNER_LIBS']}"],
                 lowered).stdout
    return [int(line) for line in output.split()]


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--programs", type=int, default=1)
    parser.add_argument("--functions", type=int, default=60,
                        help="functions of one program (default: 60)")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    sizes = bounded = faults = 0
    for program in range(options.programs):
        rng = random.Random(options.seed * 1000003 + program)
        functions, count = [], 0
        for number in range(options.functions):
            functions.append(Function(f"f{number}", count, rng))
            count += functions[-1].sizes
        bounds = bounds_of(functions)
        largest = largest_of(functions, count)
        sizes += count
        bounded += len(bounds)
        for number, bound in bounds.items():
            if largest[number] <= bound:
                continue
            faults += 1
            owner = max((f for f in functions if f.first <= number),
                        key=lambda f: f.first)
            print(f"seed {options.seed}, program {program}: %x{number} has "
                  f"{largest[number]} bytes, bound {bound}, in")
            print("\n".join(owner.text(allocates=True) + owner.call()))
    print(f"{sizes} sizes, {bounded} bounded, {faults} faults")
    return 1 if faults or not bounded else 0


if __name__ == "__main__":
    sys.exit(main())
