#!/usr/bin/env python3
"""Counts how many bytes are planned, without and with the buffers that entry
points return, and holds the two plans against each other.

For every file: all spaces, without shortening and reordering, functions without
a body keep no argument; without and with `results=arena`. Buffers that are left
alone lie at multiples of 64 bytes. Prints files that grow and the planned parts
of all bytes. Exit code 0: no file takes more bytes with its results in the arena
than its arena and its results took apart, and at least 99.9 % are planned.
"""

import argparse
import re
import subprocess
import sys
from math import prod
from pathlib import Path

OPTIONS = "memory-spaces=all shorten=false schedule=off lower=false retain=false"
MEMREF = r"memref<((?:\d+x)*)(complex<\w+>|\w+)"


def element_bytes(name):
    if name == "index":
        return 8
    if name.startswith("complex"):
        return 2 * element_bytes(name[len("complex<"):-1])
    return max(1, int(re.search(r"\d+", name)[0]) // 8)


def bytes_of(pattern, text):
    """The bytes of each memref behind the pattern, of constant size."""
    return [prod(int(size) for size in shape.split("x") if size) *
            element_bytes(element)
            for shape, element in re.findall(pattern + MEMREF, text)]


def plan(file, options):
    """Bytes planned, bytes left alone, and bytes taken: the arenas of the
    largest plan and what is left alone, at multiples of 64; None if refused."""
    result = subprocess.run(
        ["idealloc-opt", "--allow-unregistered-dialect", file,
         f"--idealloc={OPTIONS} {options}"], capture_output=True, text=True)
    if result.returncode:
        return None
    planned = bytes_of(r"idealloc\.slice .* to ", result.stdout)
    alone = bytes_of(r"= (?:memref|gpu)\.alloc *\(\).*? : ", result.stdout)
    account = re.search(r"idealloc\.memories = \[(.*?)\]", result.stdout)
    arenas = sum(int(size) for size in
                 re.findall(r"arenas = (\d+)", account[1] if account else ""))
    return sum(planned), sum(alone), arenas + sum(-(-size // 64) * 64
                                                  for size in alone)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="+", metavar="FILE")
    totals, errors, count = {"": [0, 0], "results=arena": [0, 0]}, 0, 0
    for file in parser.parse_args().files:
        plans = {options: plan(file, options) for options in totals}
        if None in plans.values():
            print(f"{file}: refused")
            continue
        count += 1
        for options, (planned, alone, _) in plans.items():
            totals[options][0] += planned
            totals[options][1] += alone
        before, after = plans[""][2], plans["results=arena"][2]
        if after > before:
            errors += 1
            print(f"{Path(file).stem}: {before:,} bytes, {after:,} with results")
    parts = {options: 100 * planned / (planned + alone or 1)
             for options, (planned, alone) in totals.items()}
    print(f"{count} files, {parts['']:.2f} % of all bytes planned, "
          f"{parts['results=arena']:.2f} % with results=arena, "
          f"{errors} files larger")
    return errors or parts["results=arena"] < 99.9


sys.exit(main())
