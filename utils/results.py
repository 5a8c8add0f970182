#!/usr/bin/env python3
"""Plans every bufferized program of a folder and writes the table of
docs/results.md.

  results.py DIR [--plugin IdeallocPlugin.so] [--check] [-o FILE]

Every file goes through `idealloc-opt --idealloc=memory-spaces=all`; with
--plugin the result, and that of lower=false, also passes a stock mlir-opt that
loads the plugin. Exit code 1 if any of that fails.

DIR/../INDEX.md may describe the programs: of its tables those count that have a
column `name` or `file` and one `control flow`, and of them also `greedy`, the
arena of a greedy packing ("1.5 kB"). --check then fails, too, if a straight-line
program keeps a static allocation that is neither returned nor passed to an
unknown callee, or needs a larger arena than stated.
"""

import argparse
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

PASSES = ("MakeStatic", "AnnotateLifetimes", "AssignOffsets", "VerifyOffsets",
          "MaterializeArena", "LowerToMemref", "Canonicalizer", "CSE")
# The buffers that a program allocates are planned as they are.
PIPELINE = "--idealloc=memory-spaces=all shorten=false schedule=off"
PLAN = re.compile(r"\[Passed\] Plan \|.*?Function=(\S+) \| (.*)")
REFUSED = re.compile(r"\[Missed\] NotPlanned \|.*?Kind=([a-z-]+)")
CULPRIT = re.compile(r"\[Missed\] NotPlanned \|.*?Culprit=([\w.]+)")
UNITS = {"B": 1, "kB": 10**3, "MB": 10**6, "GB": 10**9}


def run(command):
    return subprocess.run(command, capture_output=True, text=True)


def pass_seconds(report):
    """Time in our passes and in the canonicalizer and CSE, verifier included."""
    return sum(float(time) for time, name in
               re.findall(r"^\s*([\d.]+) \([^)]*\)\s+(\w+)", report, re.M)
               if name in PASSES)


class Program:
    """One file, planned."""

    def __init__(self, path, plugin):
        self.name = path.stem
        self.errors = []
        text = path.read_text()
        self.allocations = len(re.findall(r"= memref\.alloc\(", text))
        base = ["idealloc-opt", "--allow-unregistered-dialect", str(path)]
        result = run(base + [PIPELINE,
                             "--remarks-filter=idealloc", "--mlir-timing",
                             "--mlir-timing-display=list"])
        if result.returncode:
            self.errors.append(f"idealloc-opt: {complaint(result.stderr)}")
        report = result.stdout + result.stderr
        self.read_report(report)
        self.measure(base)
        if plugin and not result.returncode:
            sliced = run(base + [f"{PIPELINE} lower=false"])
            for stage in (strip_remarks(result.stdout), sliced.stdout):
                self.check_stock(stage, plugin)

    def measure(self, base):
        """The arena without in-place pairs, and the least times of three runs."""
        timing = ["--mlir-timing", "--mlir-timing-display=list", "-o", "/dev/null"]
        separate = run(base + [f"{PIPELINE} in-place=false",
                               "--remarks-filter=idealloc", "-o", "/dev/null"])
        self.separate = max((int(dict(item.split("=") for item in
                                      metrics.split(", "))["ArenaBytes"])
                             for _, metrics in PLAN.findall(separate.stderr)),
                            default=0)
        ours = min(pass_seconds(run(base + [PIPELINE] +
                                    timing).stderr) for _ in range(3))
        theirs = min(pass_seconds(run(base + ["--canonicalize", "--cse"] +
                                      timing).stderr) for _ in range(3))
        self.ratio = ours / theirs if theirs else 0.0

    def read_report(self, report):
        self.refused = Counter(REFUSED.findall(report))
        self.culprits = Counter(CULPRIT.findall(report))
        self.planned = self.total = 0
        self.arenas = []
        for _, metrics in PLAN.findall(report):
            values = dict(item.split("=") for item in metrics.split(", "))
            self.planned += int(values["Allocations"])
            self.total += int(values["TotalBytes"])
            self.arenas.append((int(values["ArenaBytes"]), int(values["Load"]),
                                values["Status"]))
        seconds = re.search(r"([\d.]+) \([^)]*\)\s+AssignOffsets", report)
        self.seconds = float(seconds[1]) if seconds else 0.0

    def check_stock(self, text, plugin):
        result = subprocess.run(
            ["mlir-opt", f"--load-dialect-plugin={plugin}",
             "--allow-unregistered-dialect", "-o", "/dev/null"],
            input=text, capture_output=True, text=True)
        if result.returncode:
            self.errors.append(f"stock mlir-opt: {complaint(result.stderr)}")

    def row(self):
        arena, load, status = max(self.arenas, default=(0, 0, "–"))
        refused = ", ".join(f"{n} {kind}" for kind, n in sorted(self.refused.items()))
        ratio = f"{arena / load:.4f}" if load else "–"
        saved = f"{100 * (1 - arena / self.separate):.1f} %" if arena else "–"
        return [self.name, self.allocations, self.planned, refused or "–",
                self.total, load, arena, ratio, status, saved,
                f"{1000 * self.seconds:.1f}", f"{self.ratio:.1f}"]


def complaint(text):
    """The first line that says so, or else the end."""
    error = re.search(r"^.*\berror: .*", text, re.M)
    return error[0] if error else text[-300:]


def strip_remarks(text):
    """The module without the remarks and timings printed around it."""
    start = re.search(r"^(#|module|\{-#)", text, re.M)
    return text[start.start():] if start else text


def read_index(path):
    """name -> (is straight line, greedy arena in bytes or None)."""
    index = {}
    head = []
    for line in path.read_text().splitlines() if path.exists() else ():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if cells[0] in ("name", "file") and "control flow" in cells:
            head = cells
        elif len(cells) == len(head) > 1:
            row = dict(zip(head, cells))
            index[cells[0]] = ("straight line" in row["control flow"],
                               to_bytes(row.get("greedy", "")))
        else:
            head = []
    return index


def to_bytes(text):
    """The largest number of bytes that is printed like this, or None."""
    match = re.fullmatch(r"([\d.]+) (B|kB|MB|GB)", text)
    if not match:
        return None
    digits = len(match[1].partition(".")[2])
    return int((float(match[1]) + 0.5 * 10**-digits) * UNITS[match[2]])


def check(program, index):
    """What the index says of a program and the plan breaks."""
    straight, greedy = index.get(program.name, (False, None))
    if not straight:
        return
    arena = max((arena for arena, _, _ in program.arenas), default=0)
    if greedy and arena > greedy:
        yield f"arena of {arena} bytes, greedy packing needs at most {greedy}"
    for kind in program.refused:
        if kind not in ("escapes", "dynamic-shape", "zero-sized", "never-accessed"):
            yield f"straight-line code, but {kind}"
    for culprit in program.culprits:
        if culprit not in ("func.return", "func.call"):
            yield f"straight-line code, but refused because of {culprit}"


HEADER = ["file", "allocations", "planned", "refused", "bytes", "LOAD", "arena",
          "arena/LOAD", "status", "in place", "plan ms", "passes"]


def table(programs):
    rows = [HEADER, ["---"] * len(HEADER)] + [p.row() for p in programs]
    return "\n".join("| " + " | ".join(map(str, row)) + " |" for row in rows)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("dir", type=Path)
    parser.add_argument("--plugin")
    parser.add_argument("--check", action="store_true")
    parser.add_argument("-o", dest="output", type=Path)
    options = parser.parse_args()
    files = sorted(options.dir.glob("*.mlir"))
    programs = [Program(path, options.plugin) for path in files]
    index = read_index(options.dir.parent / "INDEX.md")
    failures = [f"{p.name}: {error}" for p in programs for error in p.errors]
    if options.check:
        failures += [f"{p.name}: {why}" for p in programs for why in check(p, index)]
    text = table(programs)
    if options.output:
        options.output.write_text(text + "\n")
    else:
        print(text)
    print(f"{len(programs)} programs, {sum(p.planned for p in programs)} of "
          f"{sum(p.allocations for p in programs)} allocations planned, "
          f"{len(failures)} failures", file=sys.stderr)
    if failures or not programs:
        sys.exit("\n".join(failures) or f"no .mlir files in {options.dir}")


if __name__ == "__main__":
    main()
