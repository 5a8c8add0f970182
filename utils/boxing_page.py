#!/usr/bin/python3
"""Measures the tables and the picture of docs/Boxing.md and writes them.

  boxing_page.py DIR [--golden FILE] [--seeds N] [--iterations N]

DIR: a folder of .csv problems. Those named by one letter (A.csv, A.1048576.csv)
are compared by number of iterations; the others are planned by the whole strategy
with its default budget. FILE: a .csv table with the columns system, variant,
benchmark, makespan_median and load; its rows of system `idealloc` are the
published implementation, `ex_l100` being 100 iterations of it.

Tables go between `<!-- begin: NAME -->` and `<!-- end: NAME -->`, NAME being
`instances`, `rules`, `time`, `growth` and `curve`; the picture is docs/img/boxing-curve.svg.
Needs a build in build/ (utils/build.sh) and matplotlib, and wants an idle machine.
Times are processor seconds of one thread, the least of several runs.
"""

import argparse
import csv
import json
import math
import os
import re
import sys
from collections import defaultdict
from pathlib import Path
from statistics import geometric_mean, median, quantiles

from page import BIN, ROOT, fill, markdown, output, plan, require_markers

PAGE = ROOT / "docs/Boxing.md"
PICTURE = ROOT / "docs/img/boxing-curve.svg"
MODES = ("random", "tree", "repair")
DRAWN = ("random", "tree")
# Each is `random` with other BoxingRules.
RULES = ("fixed-epsilon", "coloured-rows", "still-rows", "no-area-rows",
         "first-fit", "theorems-only", "dummy-job")
POINTS = (100, 1000, 10000)
RULES_POINTS = (100, 1000)
SIZES = (1000, 10000, 100000, 1000000)


def import_pyplot():
    try:
        import matplotlib
    except ImportError:
        sys.exit("needs matplotlib: apt-get install python3-matplotlib, then run "
                 "this with /usr/bin/python3")
    matplotlib.use("svg")
    # Equal data, equal bytes; text stays text.
    matplotlib.rcParams.update({"svg.hashsalt": "idealloc", "svg.fonttype": "none"})
    from matplotlib import pyplot
    return pyplot


def has_letter(path):
    return re.fullmatch(r"[A-Z](\..*)?", path.stem) is not None


def csv_rows(text):
    return csv.DictReader(text.splitlines())


def points_up_to(points, iterations):
    return [point for point in points if point <= iterations] or [iterations]


def measure_curves(paths, modes, seeds, iterations):
    """ratios[instance, mode, iterations]: makespan / LOAD by seed; loads[instance]."""
    ratios, loads = defaultdict(list), {}
    for path in paths:
        for row in csv_rows(output(
                [BIN / "IdeallocBoxingCurve", path, "--modes", ",".join(modes),
                 "--seeds", seeds, "--iterations", iterations,
                 "--threads", os.cpu_count()])):
            load = loads[row["instance"]] = int(row["load"])
            key = row["instance"], row["mode"], int(row["iterations"])
            ratios[key].append(int(row["makespan"]) / load)
        print(path.stem, *modes, file=sys.stderr)
    return ratios, loads


def read_golden(path):
    """The published implementation: makespan / LOAD by benchmark and variant."""
    return {(row["benchmark"], row["variant"]):
            int(row["makespan_median"]) / int(row["load"])
            for row in csv_rows(path.read_text())
            if row["system"] == "idealloc" and row["makespan_median"]}


def published(golden, name, points):
    """Its ratios for one instance; None where it was not run."""
    if golden is None:
        return []
    return [golden.get((name.split(".")[0], f"ex_l{point}")) for point in points]


def shown(numbers):
    return ["–" if number is None else f"{number:.4f}" for number in numbers]


def instance_table(ratios, loads, iterations, golden):
    points = points_up_to(POINTS, iterations)
    head = ["instance", "LOAD"] + [f"{mode} {point}" for mode in MODES
                                   for point in points]
    if golden is not None:
        head += [f"published {point}" for point in POINTS]
    rows, columns = [head], []
    for name, load in loads.items():
        numbers = [median(ratios[name, mode, point]) for mode in MODES
                   for point in points] + published(golden, name, POINTS)
        columns.append(numbers)
        rows.append([name, load, *shown(numbers)])
    means = [None if None in column else geometric_mean(column)
             for column in zip(*columns)]
    rows.append(["geometric mean", "", *shown(means)])
    return markdown(rows)


def rules_table(ratios, names, points):
    rows = [["mode", *points]]
    for mode in ("random", *RULES):
        rows.append([f"`{mode}`", *shown([
            geometric_mean(median(ratios[name, mode, point]) for name in names)
            for point in points])])
    return markdown(rows)


def large_table(paths, seeds, golden):
    """The whole strategy with its default budget."""
    head = ["instance", "n", "LOAD", "iterations", "boxing"]
    if golden is not None:
        head.append("published 1000")
    rows = [head]
    for path in paths:
        runs = [plan(path, "boxing", 1, "--seed", seed) for seed in range(seeds)]
        ratio = median(run["makespan"] / run["load"] for run in runs)
        rows.append([path.stem, runs[0]["buffers"], runs[0]["load"],
                     max(run["effort"] for run in runs),
                     *shown([ratio, *published(golden, path.stem, [1000])])])
        print(path.stem, file=sys.stderr)
    return markdown(rows)


def time_table(paths):
    rows = [["instance", "first fit s", "iteration s", "ratio"]]
    for path in paths:
        for row in csv_rows(output([BIN / "IdeallocBoxingCurve", path, "--time"])):
            rows.append([row["instance"], f"{float(row['firstfit_seconds']):.6f}",
                         f"{float(row['iteration_seconds']):.6f}",
                         f"{float(row['ratio']):.2f}"])
        print(path.stem, "timed", file=sys.stderr)
    return markdown(rows)


def exponent(sizes, values):
    """Least squares of log value against log size."""
    x, y = ([math.log(value) for value in column] for column in (sizes, values))
    x_mean, y_mean = sum(x) / len(x), sum(y) / len(y)
    return (sum((a - x_mean) * (b - y_mean) for a, b in zip(x, y))
            / sum((a - x_mean) ** 2 for a in x))


def growth_table():
    """Each size in a process of its own, so that the peak of memory is its own."""
    rows = [["n", "first fit s", "iteration s", "ratio", "peak MiB",
             "MiB above start", "first fit makespan/LOAD", "boxing makespan/LOAD"]]
    columns = []
    for size in SIZES:
        report = json.loads(output(
            [BIN / "IdeallocBoxingBench", "--benchmark_format=json",
             f"--benchmark_filter=^boxingIteration/{size}$"]))
        run = report["benchmarks"][0]
        first, iteration, peak = (run[name] for name in
                                  ("first fit s", "iteration s", "peak MiB"))
        above = peak - run["start MiB"]
        columns.append((first, iteration, peak, above))
        rows.append([size, f"{first:.6f}", f"{iteration:.6f}", f"{run['ratio']:.2f}",
                     f"{peak:.1f}", f"{above:.1f}",
                     *shown([run["first fit makespan/load"], run["makespan/load"]])])
        print("growth", size, file=sys.stderr)
    first, iteration, *memory = (f"{exponent(SIZES, column):.3f}"
                                 for column in zip(*columns))
    rows.append(["exponent", first, iteration, "", *memory, "", ""])
    return markdown(rows)


def quartiles(values):
    if len(values) == 1:
        return values * 3
    return quantiles(values, n=4, method="inclusive")


def measure_bands(ratios, names):
    """bands[mode]: by iterations, the quartiles over seeds of the geometric mean
    over the instances."""
    points = sorted({point for _, mode, point in ratios if mode in DRAWN})
    return {mode: [(point, *quartiles([
        geometric_mean(one_seed)
        for one_seed in zip(*(ratios[name, mode, point] for name in names))]))
        for point in points] for mode in DRAWN}


def curve_table(bands):
    rows = [["iterations"] + [f"{mode} {part}" for mode in DRAWN
                              for part in ("quartile 1", "median", "quartile 3")]]
    for lines in zip(*(bands[mode] for mode in DRAWN)):
        rows.append([lines[0][0], *shown([number for line in lines
                                          for number in line[1:]])])
    return markdown(rows)


def draw(pyplot, bands):
    figure, axes = pyplot.subplots(figsize=(7, 4))
    names = {"random": "random critical points", "tree": "tree search"}
    for mode, colour in zip(DRAWN, ("tab:orange", "tab:blue")):
        points, low, middle, high = zip(*bands[mode])
        axes.fill_between(points, low, high, color=colour, alpha=0.2, linewidth=0)
        axes.plot(points, middle, color=colour, label=names[mode])
    axes.set_xscale("log")
    axes.set_xlabel("iterations")
    axes.set_ylabel("makespan / LOAD")
    axes.grid(alpha=0.3)
    axes.legend()
    figure.savefig(PICTURE, metadata={"Date": None, "Creator": None},
                   bbox_inches="tight")


def positive(text):
    number = int(text)
    if number < 1:
        raise ValueError
    return number


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("dir", type=Path)
    parser.add_argument("--golden", type=Path, metavar="FILE",
                        help="results of the published implementation")
    parser.add_argument("--seeds", type=positive, default=20,
                        help="seeds of each instance (default 20)")
    parser.add_argument("--iterations", type=positive, default=10000,
                        help="the most iterations (default 10000)")
    options = parser.parse_args()
    pyplot = import_pyplot()
    require_markers(PAGE, ("instances", "rules", "time", "growth", "curve"))
    golden = read_golden(options.golden) if options.golden else None
    paths = sorted(options.dir.glob("*.csv"))
    lettered = list(filter(has_letter, paths))
    if not lettered:
        sys.exit(f"no file such as A.csv in {options.dir}")
    others = [path for path in paths if path not in lettered]

    growth, times = growth_table(), time_table(paths)
    ratios, loads = measure_curves(lettered, MODES, options.seeds, options.iterations)
    instances = instance_table(ratios, loads, options.iterations, golden)
    if others:
        instances += ("\n\nThe others, by the whole strategy with its default budget; the most iterations of any seed:\n\n"
                      + large_table(others, options.seeds, golden))
    points = points_up_to(RULES_POINTS, options.iterations)
    changed, _ = measure_curves(lettered, RULES, options.seeds, points[-1])
    rules = rules_table(ratios | changed, loads, points)
    bands = measure_bands(ratios, loads)
    draw(pyplot, bands)
    fill(PAGE, {"instances": instances, "rules": rules, "time": times,
                "growth": growth, "curve": curve_table(bands)})


if __name__ == "__main__":
    main()
