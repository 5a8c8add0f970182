#!/usr/bin/env python3
"""What idealloc-shorten and idealloc-schedule cost, in times of `canonicalize,cse`.

  peak_cost.py FILE.mlir... [--repeat N]

All run on each file in one process, with default options and memory-spaces=all, behind
`canonicalize,cse` and idealloc-make-static. Prints a Markdown table, the dearest file
first: milliseconds of `canonicalize,cse`, of each pass, and the ratio of both passes
together. Times are those of --mlir-timing on one thread, MLIR's verification of the IR
included; of each the least of N runs. idealloc-opt is that of the PATH.
"""

import argparse
import re
import subprocess
import sys
from pathlib import Path

PIPELINE = ("builtin.module(canonicalize,cse,"
            "idealloc-make-static{memory-spaces=all},"
            "idealloc-shorten{memory-spaces=all},"
            "idealloc-schedule{memory-spaces=all},idealloc-verify-order)")
ENTRY = re.compile(r"^\s*([0-9.]+) \(\s*[0-9.]+%\)\s+(\w+)\s*$", re.M)


def times(path):
    """Milliseconds of canonicalize,cse, of idealloc-shorten and of
    idealloc-schedule; None if the file is refused."""
    result = subprocess.run(
        ["idealloc-opt", "--allow-unregistered-dialect", str(path),
         f"--pass-pipeline={PIPELINE}", "--mlir-disable-threading",
         "--mlir-timing", "--mlir-timing-display=list", "-o", "/dev/null"],
        capture_output=True, text=True)
    if result.returncode:
        return None
    found = {}
    for seconds, name in ENTRY.findall(result.stderr):
        name = name.removesuffix("Pass")
        found[name] = found.get(name, 0) + 1000 * float(seconds)
    return [found["Canonicalizer"] + found["CSE"], found["Shorten"],
            found["ScheduleBlocks"]]


def ratio(row):
    return (row[1] + row[2]) / max(row[0], 0.1)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    parser.add_argument("--repeat", type=int, default=3, metavar="N",
                        help="runs of each file (default: 3)")
    options = parser.parse_args()
    rows = []
    for path in options.files:
        runs = [times(path) for _ in range(options.repeat)]
        if None in runs:
            sys.exit(f"{path}: idealloc-opt fails")
        rows.append((path.stem, [min(column) for column in zip(*runs)]))
    rows.sort(key=lambda row: (-ratio(row[1]), row[0]))
    print("| program | canonicalize,cse, ms | shorten, ms | schedule, ms | ratio |")
    print("| --- | --- | --- | --- | --- |")
    for name, row in rows:
        cells = [f"{value:.1f}" for value in (*row, ratio(row))]
        print("| " + " | ".join([name, *cells]) + " |")


if __name__ == "__main__":
    main()
