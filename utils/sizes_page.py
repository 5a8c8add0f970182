#!/usr/bin/env python3
"""Measures every planner on generated problems of 100 to 1,000,000 buffers and writes
docs/evaluation/sizes.md.

  sizes_page.py [--sizes LIST] [--kinds LIST] [--time-limit S] [--output FILE]

Our portfolio and first fit run without a limit. Any other planner that takes more
than a tenth of the limit on a problem is not run on larger ones. Results stay in
build/sizes as JSON, and an interrupted run goes on where it was: remove the folder to
measure a new build. Needs a build in build/ (utils/build.sh).
"""

import argparse
import json
import subprocess
import sys
from pathlib import Path

from evaluation_tables import by_strategy, geometric_mean, planned, seconds_of
from page import BIN, ROOT, markdown, output

TEMPLATE = Path(__file__).with_name("sizes_page.md")
KINDS = ("planted", "pinwheel", "scattered", "steady", "pareto")
OURS = ("auto", "first-fit-size")


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", default="100,1000,10000,100000,1000000")
    parser.add_argument("--kinds", default=",".join(KINDS))
    parser.add_argument("--time-limit", type=float, default=60,
                        help="seconds for each run (default 60)")
    parser.add_argument("--output", type=Path,
                        default=ROOT / "docs/evaluation/sizes.md")
    parser.add_argument("--kept", type=Path, default=ROOT / "build/sizes",
                        help="where results stay (default build/sizes)")
    return parser.parse_args()


def all_strategies():
    """Names of what --list-strategies lists, in its order."""
    lines = output([BIN / "idealloc-plan", "--list-strategies"]).splitlines()
    return [line.split()[0] for line in lines if line and not line.endswith(":")]


def bench(path, arguments):
    """The results of idealloc-bench, those in the file if it is of this call."""
    call = list(map(str, [*arguments, "--format", "json"]))
    marker = path.with_suffix(".call")
    if not (path.exists() and marker.exists() and marker.read_text() == repr(call)):
        print(f"measuring for {path}", file=sys.stderr)
        path.unlink(missing_ok=True)
        marker.write_text(repr(call))
        subprocess.run([BIN / "idealloc-bench", *call, "-o", path], check=True)
    return json.loads(path.read_text())


def measure(size, strategies, options):
    """strategy -> kind -> row. Rows get the keys ratio and memory."""
    names = {kind: f"{kind}:n={size}" for kind in options.kinds.split(",")}
    problems = [word for name in names.values() for word in ("--generate", name)]
    ours = [name for name in strategies if name in OURS]
    others = [name for name in strategies if name not in OURS]
    results = bench(options.kept / f"ours-{size}.json",
                    [*problems, "--strategies", ",".join(ours)])["results"]
    if others:
        results += bench(options.kept / f"others-{size}.json",
                         [*problems, "--strategies", ",".join(others),
                          "--time-limit", options.time_limit])["results"]
    table = by_strategy(results)
    for rows in table.values():
        for kind, name in names.items():
            row = rows[kind] = rows.pop(name)
            row["ratio"] = row["ratio_to_load"] if planned(row) else None
            row["memory"] = row["peak_bytes"] - row["input_bytes"] \
                if planned(row) else None
    return table


def stays(rows, limit):
    """Whether a planner may meet problems ten times as large."""
    return all(planned(row) and seconds_of(row) < limit / 10 for row in rows.values())


def memory(rows):
    most = max(row["memory"] for row in rows)
    return f"{most / 2 ** 20:,.0f} MiB" if most >= 2 ** 20 else \
        f"{max(most, 0) / 2 ** 10:.0f} KiB"


def cell(rows):
    """Mean ratio to LOAD, seconds of all kinds and the most memory."""
    lacking = ", ".join(kind for kind, row in rows.items() if not planned(row))
    if lacking:
        return f"no plan for {lacking}"
    ratio = geometric_mean(row["ratio"] for row in rows.values())
    seconds = sum(map(seconds_of, rows.values()))
    return f"{ratio:.4f}, {seconds:.4f} s, {memory(rows.values())}"


def planners_table(tables, strategies):
    head = ["planner", "system", *(f"{size:,}" for size in tables)]

    def order(name):
        for size in reversed(tables):
            rows = tables[size].get(name, {})
            if rows and all(map(planned, rows.values())):
                return (-size, geometric_mean(row["ratio"] for row in rows.values()))
        return (-min(tables), float("inf"))

    lines = [head]
    for name in sorted(strategies, key=order):
        cells = [cell(table[name]) if name in table else "" for table in tables.values()]
        system = next((row["system"] for table in tables.values() if name in table
                       for row in table[name].values()), "")
        lines.append([f"`{name}`", system or "idealloc", *cells])
    return markdown(lines)


def kinds_table(tables, kinds):
    """Of each kind and size: `auto`, first fit by size, and the best of the others."""
    lines = [["kind", "buffers", "`auto`", "`first-fit-size`", "best other", "its name"]]

    def one(row):
        return f"{row['ratio']:.4f}, {seconds_of(row):.4f} s, {memory([row])}"

    for kind in kinds:
        for size, table in tables.items():
            others = sorted((rows[kind]["ratio"], seconds_of(rows[kind]), name)
                            for name, rows in table.items()
                            if name not in OURS and planned(rows[kind]))
            best = others[0][2] if others else None
            lines.append([kind, f"{size:,}", *(one(table[name][kind]) for name in OURS),
                          one(table[best][kind]) if best else "",
                          f"`{best}`" if best else ""])
    return markdown(lines)


def main():
    options = parse_arguments()
    options.kept.mkdir(parents=True, exist_ok=True)
    strategies = all_strategies()
    running, tables = list(strategies), {}
    for size in map(int, options.sizes.split(",")):
        tables[size] = measure(size, running, options)
        running = [name for name in running if name in OURS
                   or stays(tables[size][name], options.time_limit)]
    options.output.write_text(TEMPLATE.read_text().format(
        limit=f"{options.time_limit:g}",
        kinds=kinds_table(tables, options.kinds.split(",")),
        planners=planners_table(tables, strategies)))


if __name__ == "__main__":
    main()
