#!/usr/bin/env python3
"""Measures every planner on generated problems of 100 to 100,000 buffers, or others
with --sizes, and writes docs/evaluation/sizes.md.

  sizes_page.py [--sizes LIST] [--kinds LIST] [--time-limit S] [--minutes M]
                [--build DIR] [--output FILE]

Our portfolio and first fit run without a limit. Any other planner that runs into the
limit is not run on the problems that would follow, neither of the same size nor larger;
nor is any once the minutes are over. Results stay in the build as JSON, and an
interrupted run goes on where it was: remove the folder `sizes` there to measure a new
build. Needs a build (utils/build.sh) and wants an idle machine.
"""

import argparse
import json
import subprocess
import sys
import time
from pathlib import Path

from evaluation_tables import geometric_mean, planned, seconds_of
from page import ROOT, markdown, output

TEMPLATE = Path(__file__).with_name("sizes_page.md")
KINDS = ("planted", "pinwheel", "scattered", "steady", "pareto")
OURS = ("auto", "first-fit-size")


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", default="100,1000,10000,100000")
    parser.add_argument("--kinds", default=",".join(KINDS))
    parser.add_argument("--time-limit", type=float, default=4,
                        help="seconds for each run (default 4)")
    parser.add_argument("--minutes", type=float, default=12,
                        help="then only ours are run (default 12)")
    parser.add_argument("--build", type=Path, default=ROOT / "build",
                        help="default build/")
    parser.add_argument("--output", type=Path,
                        default=ROOT / "docs/evaluation/sizes.md")
    return parser.parse_args()


def all_strategies(build):
    """Names of what --list-strategies lists, in its order."""
    lines = output([build / "bin/idealloc-plan", "--list-strategies"]).splitlines()
    return [line.split()[0] for line in lines if line and not line.endswith(":")]


def bench(build, name, arguments):
    """The results of idealloc-bench, those kept if they are of this call."""
    path = build / f"sizes/{name}.json"
    call = list(map(str, [*arguments, "--format", "json"]))
    marker = path.with_suffix(".call")
    if not (path.exists() and marker.exists() and marker.read_text() == repr(call)):
        print(f"measuring for {path}", file=sys.stderr)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        marker.write_text(repr(call))
        subprocess.run([build / "bin/idealloc-bench", *call, "-o", path], check=True)
    return json.loads(path.read_text())["results"]


def measure(size, kind, others, options):
    """strategy -> row on one problem. Rows get the keys ratio, memory and times, the
    time in those of first fit by size."""
    problem = ["--generate", f"{kind}:n={size}", "--strategies"]
    results = bench(options.build, f"ours-{kind}-{size}", [*problem, ",".join(OURS)])
    if others:
        results += bench(options.build, f"others-{kind}-{size}",
                         [*problem, ",".join(others), "--time-limit", options.time_limit])
    rows = {row["strategy"]: row for row in results}
    unit = seconds_of(rows["first-fit-size"])
    for row in filter(planned, rows.values()):
        row["ratio"] = row["ratio_to_load"]
        row["memory"] = row["peak_bytes"] - row["input_bytes"]
        row["times"] = seconds_of(row) / unit if unit else 1.0
    return rows


def measure_all(sizes, kinds, strategies, options):
    """size -> strategy -> kind -> row."""
    begin = time.monotonic()
    others = [name for name in strategies if name not in OURS]
    tables = {}
    for size in sizes:
        table = tables[size] = {}
        for kind in kinds:
            if time.monotonic() - begin > 60 * options.minutes:
                others = []
            rows = measure(size, kind, others, options)
            for name, row in rows.items():
                table.setdefault(name, {})[kind] = row
            others = [name for name in others if planned(rows[name])
                      and seconds_of(rows[name]) < options.time_limit]
    return tables


def memory(rows):
    most = max(row["memory"] for row in rows)
    return f"{most / 2 ** 20:,.0f} MiB" if most >= 2 ** 20 else \
        f"{max(most, 0) / 2 ** 10:.0f} KiB"


def cell(rows, kinds, first):
    """Mean ratio to LOAD, seconds of all kinds, also in those of first fit by size, and
    the most memory; or what is lacking."""
    lacking = [kind for kind in kinds if kind not in rows or not planned(rows[kind])]
    if lacking:
        return "" if not rows else f"not {', '.join(lacking)}"
    ratio = geometric_mean(row["ratio"] for row in rows.values())
    seconds = sum(map(seconds_of, rows.values()))
    unit = sum(map(seconds_of, first.values()))
    return f"{ratio:.4f}, {seconds:.4f} s ({seconds / unit:.1f}), {memory(rows.values())}"


def planners_table(tables, kinds, strategies):
    head = ["planner", "system", *(f"{size:,}" for size in tables)]

    def order(name):
        for size in reversed(tables):
            rows = tables[size].get(name, {})
            if len(rows) == len(kinds) and all(map(planned, rows.values())):
                return (-size, geometric_mean(row["ratio"] for row in rows.values()))
        return (-min(tables), float("inf"))

    lines = [head]
    for name in sorted(strategies, key=order):
        cells = [cell(table.get(name, {}), kinds, table["first-fit-size"])
                 for table in tables.values()]
        system = next((row["system"] for table in tables.values() if name in table
                       for row in table[name].values()), "")
        lines.append([f"`{name}`", system or "idealloc", *cells])
    return markdown(lines)


def kinds_table(tables, kinds):
    """Of each kind and size: `auto`, first fit by size, and the best of the others."""
    lines = [["kind", "buffers", "`auto`", "`first-fit-size`", "best other", "its name"]]

    def one(row):
        return f"{row['ratio']:.4f}, {seconds_of(row):.4f} s ({row['times']:.1f}), " \
               f"{memory([row])}"

    for kind in kinds:
        for size, table in tables.items():
            others = sorted((rows[kind]["ratio"], seconds_of(rows[kind]), name)
                            for name, rows in table.items()
                            if name not in OURS and kind in rows and planned(rows[kind]))
            best = others[0][2] if others else None
            lines.append([kind, f"{size:,}", *(one(table[name][kind]) for name in OURS),
                          one(table[best][kind]) if best else "",
                          f"`{best}`" if best else ""])
    return markdown(lines)


def main():
    options = parse_arguments()
    sizes = list(map(int, options.sizes.split(",")))
    kinds = options.kinds.split(",")
    strategies = all_strategies(options.build)
    tables = measure_all(sizes, kinds, strategies, options)
    options.output.write_text(TEMPLATE.read_text().format(
        limit=f"{options.time_limit:g}", minutes=f"{options.minutes:g}",
        kinds=kinds_table(tables, kinds),
        planners=planners_table(tables, kinds, strategies)))


if __name__ == "__main__":
    main()
