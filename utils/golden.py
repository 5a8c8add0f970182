#!/usr/bin/env python3
"""Records what the planners of other systems answer here, our versions of them.

  golden.py DIR [--runs N]

DIR holds small problems as CSV, made by idealloc-bench --generate SPEC --save FILE:

  pareto:n=60,live=8,seed=2
  planted:n=100,height=4096,seed=4
  random:n=60,load=100000,spread=64,live=10,seed=3
  scattered:n=50,live=12,seed=5
  training:n=10

Prints a table for unittests/Peers: for each of
those strategies and each problem the smallest, median and largest makespan of the
seeds 0 to N - 1 (default: 3). idealloc-plan must be on the PATH.
"""

import argparse
import json
import statistics
import subprocess
from pathlib import Path

HEAD = """\
# What our versions of other systems' planners answered to the problems of this folder.
# Values that show a change, not results of the other systems' code.
# Made by utils/golden.py.
system,variant,benchmark,buffers,load,runs,solved,makespan_min,makespan_median,makespan_max"""


def output(*command):
    return subprocess.run(command, check=True, text=True,
                          stdout=subprocess.PIPE).stdout


def peers():
    """Names of the strategies below the heading of other systems."""
    _, _, listed = output("idealloc-plan", "--list-strategies").partition(
        "Planners of other systems")
    return [line.split()[0] for line in listed.splitlines()[1:]]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("dir", type=Path)
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    print(HEAD)
    for name in peers():
        for path in sorted(options.dir.glob("*.csv")):
            if path.name == "golden.csv":
                continue
            plans = [json.loads(output("idealloc-plan", path, "--strategy", name,
                                       "--seed", str(seed), "--format", "json"))
                     for seed in range(options.runs)]
            spans = [plan["makespan"] for plan in plans]
            print("own", name, path.stem, plans[0]["buffers"], plans[0]["load"],
                  len(spans), len(spans), min(spans), int(statistics.median(spans)),
                  max(spans), sep=",")


if __name__ == "__main__":
    main()
