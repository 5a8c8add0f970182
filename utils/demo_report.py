#!/usr/bin/env python3
"""Prints before and after of a planned program: demo_report.py FOLDER, with the
files that utils/demo.sh leaves there."""

import csv
import json
import re
import sys
from pathlib import Path


def main():
    folder = Path(sys.argv[1])
    with open(folder / "problem.csv", newline="") as file:
        total = sum(int(row["size"]) for row in csv.DictReader(file))
    summary = json.loads((folder / "summary.json").read_text())
    before = (folder / "before.mlir").read_text()
    after = (folder / "after.mlir").read_text()
    count = lambda text: len(re.findall(r"= memref\.alloc\(", text))
    arena = int(re.search(r"bytes = (\d+) : i64, load", after)[1])
    if arena != summary["makespan"]:
        sys.exit(f"the pass planned {arena} bytes, idealloc-plan "
                 f"{summary['makespan']}")
    rows = [
        ("", "before", "after"),
        ("allocations", count(before), count(after)),
        ("bytes", total, arena),
        ("LOAD (no plan is smaller)", "", summary["load"]),
        ("status", "", summary["status"]),
        ("saved", "", f"{100 * (1 - arena / total):.1f} %"),
    ]
    for name, left, right in rows:
        print(f"{name:26}{left:>10}{right:>10}")
    print(f"\nIR:      {folder}/before.mlir -> {folder}/after.mlir")
    print(f"picture: {folder}/arena.svg")


if __name__ == "__main__":
    main()
