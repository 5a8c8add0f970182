#!/usr/bin/env python3
"""Prints the table of docs/Programs.md: what functions of a program take alone,
together, and inlined.

For every file with several functions that hold buffers: the largest argument of
a function, with a plan for each function (frames), with one for the program, and
after upstream's --inline; and the bytes that are left alone in the latter two.
Files whose arenas are equal are counted only.
"""

import argparse
import re
import subprocess
from pathlib import Path


def arena(file, *passes):
    """The largest arena argument and the bytes left alone; None if refused."""
    result = subprocess.run(
        ["idealloc-opt", "--allow-unregistered-dialect", file, *passes,
         "--remarks-filter=idealloc"], capture_output=True, text=True)
    if result.returncode:
        return None
    sizes = [int(size) for size in re.findall(
        r"idealloc\.arena = \{[^}]*bytes = (\d+)", result.stdout)]
    account = re.search(r"idealloc\.memories = \[(.*?)\]", result.stdout)
    alone = sum(int(size) for size in
                re.findall(r"unplanned = (\d+)", account[1] if account else ""))
    return max(sizes, default=0), alone


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="+", metavar="FILE")
    equal = 0
    print("| program | frames | program | inlined | left alone | left alone when inlined |")
    print("|---|---|---|---|---|---|")
    for file in parser.parse_args().files:
        if Path(file).read_text().count("func.func") < 2:
            continue
        options = "storage=argument memory-spaces=all shorten=false schedule=off"
        figures = [arena(file, f"--idealloc={options} program=false"),
                   arena(file, f"--idealloc={options}"),
                   arena(file, "--inline", f"--idealloc={options}")]
        if None in figures:
            continue
        if len({size for size, _ in figures}) == 1:
            equal += 1
            continue
        (frames, _), (program, alone), (inlined, alone_inlined) = figures
        print(f"| {Path(file).stem} | {frames:,} | {program:,} | {inlined:,} | "
              f"{alone:,} | {alone_inlined:,} |")
    print(f"\nOf {equal} other files with several functions the three are equal.")


main()
