#!/usr/bin/env python3
"""Measures the tables of docs/Exact.md and writes them into it.

  exact_page.py DIR [--seeds N] [--effort X] [--only TABLE,...]

DIR: a folder of .csv problems.

Tables go between `<!-- begin: NAME -->` and `<!-- end: NAME -->`, NAME being
`instances` (every file of DIR, without a capacity), `open` (those that `auto` does
not prove optimal, again at 100 times the effort), `seeds` (the same with five seeds at the
effort given) and `random` (generated problems, N of each kind); the rest of the page
stays as it is. Needs a build in
build/ (utils/build.sh) and wants an idle machine. Times are processor seconds
of planning alone, the least of several runs where those are short.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import median

from page import BIN, ROOT, fill, markdown, plan, processor_time, require_markers

PAGE = ROOT / "docs/Exact.md"
STRATEGIES = ("first-fit-size", "exact", "auto")
COUNTS = (100, 200, 500, 1000, 2000)
PLAN_SEEDS = 5
TABLES = ("instances", "open", "seeds", "random")
SHAPES = {"dense": lambda count: count // 4, "sparse": lambda count: 12}


def timed_plan(path, strategy, effort):
    """A plan with `seconds` of processor time. The clock of the tool counts
    waiting, the usage of the process all that is not planning: neither is less
    than what is asked for, the lesser is taken."""
    least, spent, runs = None, 0.0, 0
    while runs < 1 or (spent < 0.2 and runs < 20):
        before = processor_time()
        result = plan(path, strategy, effort)
        used = processor_time() - before
        seconds = min(result["seconds"], used) if used else result["seconds"]
        least = seconds if least is None else min(least, seconds)
        spent += used
        runs += 1
    result["seconds"] = least
    return result


def row_of(name, result, strategy):
    return [name, result["buffers"], result["load"], strategy, result["lower_bound"],
            result["makespan"],
            f"{result['makespan'] / max(1, result['lower_bound']):.4f}",
            result["status"], result["effort"], f"{result['seconds']:.6f}"]


def totals(proved):
    """One row for all that auto proves to need LOAD and no more."""
    seconds = sum(auto["seconds"] for _, auto in proved)
    ratio = seconds / sum(first["seconds"] for first, _ in proved)
    return [f"{len(proved)} proved", "", "", "auto", "", "", "", "",
            sum(auto["effort"] for _, auto in proved), f"{seconds:.6f}", f"{ratio:.1f}"]


def open_table(folder, names, effort):
    rows = [["instance", "n", "LOAD", "strategy", "lower bound", "makespan", "ratio",
             "status", "effort", "seconds"]]
    for name in names:
        before = processor_time()
        result = plan(folder / f"{name}.csv", "auto", 100 * effort)
        result["seconds"] = processor_time() - before
        rows.append(row_of(name, result, "auto"))
        print(name, "again", file=sys.stderr)
    return markdown(rows)


def seeds_table(folder, names, effort):
    rows = [["instance", "LOAD", "smallest", "median", "largest"]]
    for name in names:
        results = [plan(folder / f"{name}.csv", "auto", effort, "--seed", seed)
                   for seed in range(PLAN_SEEDS)]
        spans = sorted(result["makespan"] for result in results)
        rows.append([name, results[0]["load"], spans[0], median(spans), spans[-1]])
        print(name, "with other seeds", file=sys.stderr)
    return markdown(rows)


def instance_table(folder, effort):
    """The table, and the names of what auto does not prove optimal."""
    proved, unproved = [], []
    rows = [["instance", "n", "LOAD", "strategy", "lower bound", "makespan", "ratio",
             "status", "effort", "seconds", "first fits"]]
    for path in sorted(folder.glob("*.csv")):
        results = [timed_plan(path, strategy, effort) for strategy in STRATEGIES]
        for strategy, result in zip(STRATEGIES, results):
            rows.append(row_of(path.stem, result, strategy)
                        + [f"{result['seconds'] / results[0]['seconds']:.1f}"])
        if results[-1]["status"] == "optimal":
            proved.append((results[0], results[-1]))
        else:
            unproved.append(path.stem)
        print(path.stem, file=sys.stderr)
    if len(rows) == 1:
        sys.exit(f"no .csv files in {folder}")
    if proved:
        rows.append(totals(proved))
    return markdown(rows), unproved


def generated(folder, count, live, seed, effort):
    """Per strategy: is it proved optimal, and the gap to the best bound known."""
    path = Path(folder) / f"{count}-{live}-{seed}.csv"
    subprocess.run([BIN / "idealloc-bench", "--generate",
                    f"scattered:n={count},live={live},seed={seed}", "--save", path],
                   check=True)
    results = [plan(path, strategy, effort) for strategy in STRATEGIES]
    path.unlink()
    bound = max(result["lower_bound"] for result in results)
    return [(result["status"] == "optimal", result["makespan"] / bound - 1)
            for result in results]


def random_table(seeds, effort):
    rows = [["shape", "n", "live"]
            + [f"{name} optimal" for name in STRATEGIES]
            + [f"{name} gap" for name in STRATEGIES]]
    with tempfile.TemporaryDirectory() as folder, \
            ThreadPoolExecutor(os.cpu_count()) as pool:
        for shape, live_of in SHAPES.items():
            for count in COUNTS:
                live = live_of(count)
                runs = list(pool.map(
                    lambda seed: generated(folder, count, live, seed, effort),
                    range(seeds)))
                columns = list(zip(*runs))
                rows.append([shape, count, live]
                            + [f"{sum(proved for proved, _ in column) / seeds:.0%}"
                               for column in columns]
                            + [f"{sum(gap for _, gap in column) / seeds:.2%}"
                               for column in columns])
                print(shape, count, file=sys.stderr)
    return markdown(rows)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("dir", type=Path)
    parser.add_argument("--seeds", type=int, default=10,
                        help="random problems of each kind (default 10)")
    parser.add_argument("--effort", type=float, default=1,
                        help="budget of every plan (default 1)")
    parser.add_argument("--only", default=",".join(TABLES),
                        help="tables to measure, with commas between (default all)")
    options = parser.parse_args()
    wanted = options.only.split(",")
    if unknown := set(wanted) - set(TABLES):
        parser.error(f"no table {', '.join(sorted(unknown))}; there are {', '.join(TABLES)}")
    require_markers(PAGE, wanted)
    # Which problems are open is what the instances say.
    instances, unproved = instance_table(options.dir, options.effort)
    measure = {
        "instances": lambda: instances,
        "random": lambda: random_table(options.seeds, options.effort),
        "seeds": lambda: seeds_table(options.dir, unproved, options.effort),
        "open": lambda: open_table(options.dir, unproved, options.effort),
    }
    fill(PAGE, {name: measure[name]() for name in wanted})


if __name__ == "__main__":
    main()
