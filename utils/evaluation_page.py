#!/usr/bin/env python3
"""Measures every planner side by side and writes docs/evaluation.

  evaluation_page.py DIR [options]      DIR: a folder of .csv problems
  evaluation_page.py DIR --figure       draws Figure 6 alone

Makes README.md with Figure 6 and Table 1 of CONVOLVE D5.5 from runs of
idealloc-bench, whose results stay in build/evaluation as JSON. An interrupted run goes
on where it was when called again. Needs a build in build/ (utils/build.sh) and
matplotlib, and wants an idle machine: utils/reproduce-d5.5.sh sees to the first two.
Figure 6 has no seconds, so --figure can be run on any machine; it takes two minutes.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from evaluation_plots import BARS, plot_arenas, plot_times
from evaluation_tables import (arena_table, by_strategy, ends_table, first_everywhere,
                               label, losses_in_time, mean_ratio, number, ratio,
                               seeds_table, time_table)
from page import BIN, ROOT

TEMPLATE = Path(__file__).with_name("evaluation_page.md")
MINIMALLOC = "minimalloc --capacity={capacity} --input={in} --output={out}"
ITERATED = ("boxing", "boxing-published")
# Its original draws anew each time: the median over seeds counts, of others the plan
# of the seed that they come with, 0.
UNSEEDED = ("boxing-published",)
# What the others are measured by.
REFERENCE = "auto"
# Without public code to compare with: not a measurement of that system.
NOT_IN_FIGURE = ("telamalloc-like",)


def bench(folder, name, arguments):
    """The results of one run of idealloc-bench, kept under this name."""
    path = folder / f"{name}.json"
    if path.exists():
        return json.loads(path.read_text())
    command = [BIN / "idealloc-bench", *arguments, "--format", "json", "-o", path]
    print(" ".join(map(str, command)), file=sys.stderr)
    subprocess.run(list(map(str, command)), check=True)
    return json.loads(path.read_text())


def merge(first, second):
    """The results of both; where a strategy is in both, those of the second."""
    again = {(row["instance"], row["strategy"]) for row in second["results"]}
    rows = [row for row in first["results"]
            if (row["instance"], row["strategy"]) not in again]
    return rows + second["results"]


def exclusive_ends(files, target):
    """Copies of problems whose ends are one later: what XLA sees where a driver
    passes exclusive ends for inclusive ones."""
    target.mkdir(parents=True, exist_ok=True)
    for path in files:
        head, *lines = path.read_text().split()
        columns = head.split(",")
        upper = columns.index("upper")
        later = [head]
        for line in lines:
            cells = line.split(",")
            cells[upper] = str(int(cells[upper]) + 1)
            later.append(",".join(cells))
        (target / path.name).write_text("\n".join(later) + "\n")
    return problems(target)


def problems(folder):
    """The hard instances of minimalloc's repository: A to K."""
    return sorted(folder.glob("[A-K].*.csv"))


def growing(path, sizes):
    """Arguments for instances of about so many buffers: copies of this one."""
    buffers = len(path.read_text().split()) - 1
    arguments = []
    for size in sizes:
        copies = max(2, round(size / buffers))
        for kind in ("tiled", "stacked"):
            arguments += ["--generate", f"{kind}:file={path},copies={copies}"]
    return arguments


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("dir", type=Path)
    parser.add_argument("--figure", action="store_true",
                        help="measure the systems of Figure 6 and draw that alone")
    parser.add_argument("--iterations", type=int, default=10000,
                        help="iterations of boxing in Figure 6 (default 10000)")
    parser.add_argument("--seeds", type=int, default=5,
                        help="seeds of randomised planners (default 5)")
    parser.add_argument("--repeat", type=int, default=3,
                        help="runs of each for its time in Table 1 (default 3)")
    parser.add_argument("--time-limit", type=float, default=60,
                        help="seconds for each run of Table 1 (default 60)")
    parser.add_argument("--sizes", default="1000,2000,5000,20000",
                        help="buffers of the copies in Table 1")
    parser.add_argument("--minimalloc", default=MINIMALLOC,
                        help="how minimalloc is called (default: %(default)s)")
    parser.add_argument("--output", type=Path, default=ROOT / "docs/evaluation",
                        help="where the page goes (default docs/evaluation)")
    parser.add_argument("--kept", type=Path, default=ROOT / "build/evaluation",
                        help="where results stay (default build/evaluation)")
    return parser.parse_args()


def start(kept, arguments):
    """Forgets what is kept, unless it is of these arguments and this build and not yet
    complete."""
    marker = kept / "unfinished"
    wanted = repr((arguments, (BIN / "idealloc-bench").stat().st_mtime_ns))
    kept.mkdir(parents=True, exist_ok=True)
    if not marker.exists() or marker.read_text() != wanted:
        for path in kept.glob("*.json*"):
            path.unlink()
        marker.write_text(wanted)
    return marker


def measure_arenas(options, files):
    """strategy -> instance -> row, boxing with the iterations that are asked for. Rows
    get the keys load and arena."""
    seeds = ["--seeds", options.seeds]
    first = bench(options.kept, "planners", [*files, *seeds])
    second = bench(options.kept, "iterated", [
        *files, *seeds, "--strategies", ",".join(ITERATED),
        "--iterations", options.iterations])
    return with_arenas(merge(first, second), first["instances"])


def with_arenas(rows, instances):
    """strategy -> instance -> row, with the keys load and arena."""
    loads = {entry["name"]: entry["load"] for entry in instances}
    for row in rows:
        row["load"] = loads[row["instance"]]
        if row["makespan"] and row["strategy"] in UNSEEDED:
            row["arena"] = row["makespan"]["median"]
        elif row["makespan"]:
            row["arena"] = row["runs"][0]["makespan"]
    return by_strategy(rows)


def draw_figure(options, files):
    """Figure 6 from a run of its own. None of its bars is a planner with iterations."""
    systems = ["ours" if name == "idealloc" else name for name in BARS]
    results = bench(options.kept, "figure", [*files, "--strategies", ",".join(systems)])
    plot_arenas(with_arenas(results["results"], results["instances"]),
                [path.stem for path in files], options.output / "figure6.svg")


def measure_times(options, files):
    """The rows of Table 1, and the buffers of each instance."""
    sizes = map(int, options.sizes.split(","))
    common = [*files, *growing(files[-1], sizes), "--repeat", options.repeat,
              "--time-limit", options.time_limit]
    one = bench(options.kept, "one-iteration", [
        *common, "--iterations", 1, "--strategies", ",".join(ITERATED)])
    search = bench(options.kept, "search", [
        *common, "--strategies", "first-fit-size,auto,minimalloc-rules",
        "--external", options.minimalloc])
    return (one["results"] + search["results"],
            {entry["name"]: entry["buffers"] for entry in one["instances"]})


def main():
    options = parse_arguments()
    files = problems(options.dir)
    if not files:
        sys.exit(f"no problems A.*.csv to K.*.csv in {options.dir}")
    unfinished = start(options.kept, sys.argv[1:])
    options.output.mkdir(parents=True, exist_ok=True)
    if options.figure:
        draw_figure(options, files)
        return unfinished.unlink()
    instances = [path.stem for path in files]
    table = measure_arenas(options, files)
    times, sizes = measure_times(options, files)
    later = by_strategy(bench(options.kept, "ends", [
        *exclusive_ends(files, options.kept / "exclusive-ends"),
        "--strategies", "xla-repack"])["results"])

    shown = {name: rows for name, rows in table.items() if name not in NOT_IN_FIGURE}
    plot_arenas(shown, instances, options.output / "figure6.svg")
    plot_times(times, sizes, options.output / "table1.svg")
    published = table["boxing-published"]
    installed = shutil.which(options.minimalloc.split()[0])
    (options.output / "README.md").write_text(TEMPLATE.read_text().format(
        iterations=f"{options.iterations:,}", seeds=options.seeds,
        cores=os.cpu_count(), repeat=options.repeat, limit=f"{options.time_limit:g}",
        first=first_everywhere(table, instances, REFERENCE),
        arenas=arena_table(shown, instances, REFERENCE),
        telamalloc=number(mean_ratio(table["telamalloc-like"], instances), 3),
        spread=seeds_table(table, instances),
        losses=losses_in_time(table, instances, REFERENCE),
        times=time_table(times, sizes),
        minimalloc="installed" if installed else "not installed where this ran",
        published="; ".join(f"{label(name)} {number(ratio(published[name]), 3)}"
                            for name in instances if label(name) in "JK"),
        ends=ends_table(table, later, instances)))
    unfinished.unlink()


if __name__ == "__main__":
    main()
