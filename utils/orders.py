#!/usr/bin/env python3
"""What idealloc-schedule does to the programs of a folder.

  orders.py DIR [--tool OPT] [--options TEXT] [--all]

Plans each *.mlir of DIR in the given order and in that of `schedule=full`, with
`memory-spaces=all`, and prints a Markdown table: bytes of all arenas before and
after; of the functions whose order was looked at the load after, the bound over all
orders, and how many of their orders are proved best; ops moved, clones, and how many
loop iterations these add. Programs whose bytes stay the same are left out of the
table without --all, and counted below it. --options are further options of the
pipeline. `ratio` is that of the seconds of idealloc-schedule and
idealloc-verify-order, in one process each, to those of `canonicalize,cse`, start-up and
parsing taken off: the least of three runs. Exit code 1 if an arena has become larger.
"""

import argparse
import re
import subprocess
import sys
import time
from pathlib import Path

from page import ROOT, markdown

PASSES = "idealloc-schedule,idealloc-verify-order"


def opt(tool, file, *flags):
    return subprocess.run([tool, "--allow-unregistered-dialect", file, *flags],
                          capture_output=True, text=True)


def arenas(tool, file, options):
    """Bytes of all arenas, and the remarks of idealloc."""
    result = opt(tool, file, f"--idealloc=memory-spaces=all {options}",
                 "--remarks-filter=idealloc")
    if result.returncode:
        sys.exit(f"{file}: {result.stderr[:2000]}")
    return (sum(map(int, re.findall(r"\barenas = (\d+)", result.stdout))),
            result.stderr)


def seconds(tool, file, pipeline):
    def once():
        begin = time.perf_counter()
        opt(tool, file, f"--pass-pipeline=builtin.module({pipeline})", "-o",
            "/dev/null")
        return time.perf_counter() - begin
    return min(once() for _ in range(3))


def row(tool, file, options):
    before, _ = arenas(tool, file, f"schedule=off {options}")
    after, remarks = arenas(tool, file, f"schedule=full {options}")
    orders = [dict(re.findall(r"(\w+)=(\w+)", line))
              for line in re.findall(r"\] Order \|(.*)", remarks)]

    def total(key):
        return sum(int(order[key]) for order in orders)
    start, clean, ordered = (seconds(tool, file, pipeline) for pipeline in
                             ("", "canonicalize,cse", PASSES))
    proved = sum(order["Status"] == "optimal" for order in orders)
    return [file.stem, before, after, f"{after / before:.3f}" if before else "",
            total("Load"), total("LowerBound"), f"{proved} of {len(orders)}",
            total("Moved"), total("Clones"), total("ExtraWork"),
            f"{max(0, ordered - start) / max(1e-3, clean - start):.1f}"]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, metavar="DIR")
    parser.add_argument("--tool", default=ROOT / "build/bin/idealloc-opt")
    parser.add_argument("--options", default="")
    parser.add_argument("--all", action="store_true")
    options = parser.parse_args()
    rows = [row(options.tool, file, options.options)
            for file in sorted(options.folder.glob("*.mlir"))]
    heads = ["program", "before", "after", "ratio", "load", "bound", "proved",
             "moved", "clones", "extra work", "time"]
    shown = [line for line in rows if options.all or line[1] != line[2]]
    print(markdown([heads, *shown]))
    same = sum(line[1] == line[2] for line in rows)
    print(f"\n{len(rows)} programs, of which {same} keep their bytes")
    larger = [line[0] for line in rows if line[2] > line[1]]
    if larger:
        sys.exit("larger: " + ", ".join(larger))


if __name__ == "__main__":
    main()
