#!/usr/bin/env python3
"""Measures the table of docs/Schedule.md and writes it into it.

  schedule_page.py [--build DIR]      DIR: default build

The table goes between `<!-- begin: orders -->` and `<!-- end: orders -->`; the rest of
the page stays as it is. Seconds are those of ordering alone, the least of three runs.
"""

import argparse
import json
from pathlib import Path

from page import ROOT, fill, markdown, output, require_markers

PAGE = ROOT / "docs/Schedule.md"
ORDERS = ("linear", "list", "depth-first", "greedy", "auto")
GRAPHS = (
    *(f"randwire:seed={seed}" for seed in (1, 2, 3)),
    *(f"randwire:seed={seed},split=1" for seed in (1, 2, 3)),
    "randwire:nodes=60,neighbours=8",
    "randwire:nodes=100,neighbours=6,percent=100",
    "darts",
    "darts:cells=200",
    "training:n=50",
    "training:n=1000",
)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--build", type=Path, default=ROOT / "build")
    tool = parser.parse_args().build / "bin/idealloc-schedule"
    require_markers(PAGE, ["orders"])

    def order(graph, name):
        return json.loads(output([tool, "--generate", graph, "--order", name,
                                  "--format", "json", "--timing"]))

    rows = [["graph", "ops", "given", *ORDERS, "bound", "steps", "seconds"]]
    for graph in GRAPHS:
        results = {name: order(graph, name) for name in ORDERS}
        best = results["auto"]
        given = best["given_peak"]
        seconds = min(best["seconds"], *(order(graph, "auto")["seconds"]
                                         for _ in range(2)))
        mark = "*" if best["status"] == "optimal" else ""
        rows.append([f"`{graph}`", best["ops"], given,
                     *(f"{results[name]['peak'] / given:.3f}" for name in ORDERS),
                     f"{best['lower_bound'] / given:.3f}{mark}", best["work"],
                     f"{seconds:.4f}"])
    fill(PAGE, {"orders": markdown(rows)})


if __name__ == "__main__":
    main()
