#!/usr/bin/env python3
"""Writes the tables of strategies and of orders in docs/Planner.md from the rows of
the planner.

    strategies_page.py [--check]      --check: fail if the page is not up to date

Needs idealloc-plan on the PATH or in build/bin."""

import os
import re
import sys

import page

PAGE = page.ROOT / "docs/Planner.md"
FITS = ("first-fit", "best-fit")


def our_rows():
    """Name and summary of each of our strategies."""
    os.environ["PATH"] += f"{os.pathsep}{page.BIN}"
    listed = page.output(["idealloc-plan", "--list-strategies"])
    ours = listed.split("\n\n")[0]  # Those of other systems follow a heading.
    return [line.split(maxsplit=1) for line in ours.splitlines()]


def tables(rows):
    strategies, orders = [], []
    for name, summary in rows:
        fit = next((fit for fit in FITS if name.startswith(fit + "-")), None)
        if fit is None:
            strategies.append((f"`{name}`", summary))
            continue
        what, order, rest = re.fullmatch(r"(.*?), (.*)(; .*)", summary).groups()
        row = (f"`{fit}-ORDER`", f"{what}, in that order{rest}")
        if row not in strategies:
            strategies.append(row)
        row = (f"`{name.removeprefix(fit + '-')}`", order)
        if row not in orders:
            orders.append(row)
    return {"strategies": page.markdown([("strategy", "what it does"), *strategies]),
            "orders": page.markdown([("ORDER", "which buffers come first"), *orders])}


def main():
    before = text = PAGE.read_text()
    for name, table in tables(our_rows()).items():
        text = page.insert(text, name, table)
    if sys.argv[1:] == ["--check"]:
        if text != before:
            sys.exit(f"{PAGE} is not up to date: run utils/strategies_page.py")
    else:
        PAGE.write_text(text)


if __name__ == "__main__":
    main()
