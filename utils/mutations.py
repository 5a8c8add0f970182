#!/usr/bin/env python3
"""Which check finds which planted bug.

  mutations.py PROGRAM... [--orders PROGRAM...]

For every bug of test/lib/PlantedBugs/bugs.py, plans each program with the
idealloc-opt on the PATH, of a build with -DIDEALLOC_MUTATIONS=ON, then asks by
which of these the plan is found wrong:

  verify   idealloc-verify-offsets
  run      other numbers than without a plan (differential.py)
  shadow   a read of what another buffer wrote (shadow.py)
  refused  another pass fails on the plan

Bugs that spoil orders are planted while idealloc-schedule orders the programs of
--orders, and what `verify` stands for is idealloc-verify-order; those that spoil
graphs while idealloc-schedule orders random ones, and `verify` is that an order is
called optimal which is larger than without the bug, or that it cannot exist.

PROGRAM is a file of bufferized MLIR, cut at `// -----`. Prints a Markdown table:
how many programs the bug gives another plan, how many of those each check finds
out, and the first of them. Programs that cannot be called or instrumented
go without those checks. IDEALLOC_RUNNER_LIBS as for shadow.py. Exit code 0: every
bug was found by at least one check.
"""

import argparse
import json
import os
import random
import re
import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1] / "test/lib/PlantedBugs"))
from bugs import BUGS
from differential import (Failure, annotated, baseline, execute, opt, run,
                          with_harness)
from shadow import shadow_run

CHECKS = ["verify", "run", "shadow", "refused"]


class Program:
    """A program with its plan and its numbers without bugs."""

    def __init__(self, name, text):
        self.name = name
        self.text = text
        self.expected = None
        try:
            called = with_harness(text, None)
            self.expected = baseline(called)
            self.text = called
        except Failure:
            pass
        self.plan = annotated(self.text)
        # Without what the verifier cannot follow.
        self.followed = annotated(self.text, leave_unverifiable=True)
        self.rewritten = annotated(self.text, shorten="")
        self.shadows = self.expected is not None and self.can_shadow()

    def can_shadow(self):
        try:
            violated, report = shadow_run(self.plan, separate=True)
        except Failure:
            return False
        if violated:
            sys.exit(f"{self.name} without a bug: {report}")
        return True

    def findings(self, bug):
        """Which checks find the present bug; None if the plan is the same. Of a
        bug in idealloc-shorten only the numbers tell: its plan is right."""
        found = set()
        if bug.rewrites:
            return self.rewrite_findings()
        right = self.followed if bug.is_left else self.plan
        try:
            plan = annotated(self.text, leave_unverifiable=bug.is_left)
            if plan == right:
                return None
            self.check(plan, found)
        except Failure:
            found.add("refused")
        if "run" in found and self.shadows and "shadow" not in found:
            sys.exit(f"{self.name}: other numbers, but no read of another "
                     "buffer's bytes")
        return found

    def rewrite_findings(self):
        try:
            plan = annotated(self.text, shorten="")
            if plan == self.rewritten:
                return None
            planned = opt(plan, "idealloc-materialize-unverified,"
                          "idealloc-lower-to-memref").stdout
            wrong = self.expected and execute(planned) != self.expected
            return {"run"} if wrong else set()
        except Failure:
            return {"refused"}

    def check(self, plan, found):
        """Adds the checks that find the plan wrong."""
        if opt(plan, "idealloc-verify-offsets", check=False).returncode:
            found.add("verify")
        if self.expected is None:
            return
        planned = opt(plan, "idealloc-materialize-unverified,"
                      "idealloc-lower-to-memref").stdout
        if execute(planned) != self.expected:
            found.add("run")
        if self.shadows and shadow_run(plan, separate=True)[0]:
            found.add("shadow")


class OrderedProgram(Program):
    """A program whose ops are moved."""

    def __init__(self, name, text):
        self.name = name
        called = with_harness(text, None)
        self.expected = baseline(called)
        self.text = called
        self.plan = self.ordered()
        self.shadows = False
        opt(self.plan, "idealloc-verify-order")

    def ordered(self):
        return opt(self.text, "idealloc-schedule{remat-work=50}").stdout

    def findings(self):
        found = set()
        try:
            order = self.ordered()
            if order == self.plan:
                return None
            if opt(order, "idealloc-verify-order", check=False).returncode:
                found.add("verify")
            if execute(order) != self.expected:
                found.add("run")
        except Failure:
            found.add("refused")
        return found


class OrderedGraph:
    """A graph with some ops that need much while they run, and the smallest peak of
    its orders."""

    def __init__(self, seed):
        draw = random.Random(seed)
        self.name = f"graph {seed}"
        values = [{"id": f"v{i}", "bytes": draw.choice([1, 2, 3, 5])}
                  for i in range(12)]
        self.text = json.dumps({"values": values, "ops": [
            {"id": f"op{i}", "writes": [f"v{i}"], "extra": draw.choice([0, 0, 20, 30]),
             "reads": sorted({f"v{draw.randrange(i)}"
                              for _ in range(draw.randrange(3))} if i else [])}
            for i in range(12)]})
        self.peak, self.status = self.answer()

    def answer(self):
        fields = json.loads(run(["idealloc-schedule", "-", "--format", "json"],
                                self.text, check=False).stdout)
        return fields["peak"], fields["status"]

    def findings(self):
        peak, status = self.answer()
        if (peak, status) == (self.peak, self.status):
            return None
        # Infeasible, without a capacity: its bound exceeds its own peak.
        wrong = (status == "infeasible"
                 or (status == "optimal" and peak > self.peak))
        return {"verify"} if wrong else set()


def programs(files, kind):
    for file in files:
        parts = re.split(r"^// -----.*$", Path(file).read_text(), flags=re.M)
        for part, text in enumerate(parts):
            name = Path(file).stem + (f"#{part}" if part else "")
            try:
                text = opt(text, "").stdout
                yield kind(name, text)
            except Failure as failure:
                print(f"{name} left out: {failure}", file=sys.stderr)


def table_row(bug, everything):
    """A row of the table, and whether a check found the bug."""
    found = {check: [] for check in CHECKS}
    changed = 0
    name = bug.name
    os.environ["IDEALLOC_MUTATION"] = name
    for program in everything:
        findings = (program.findings(bug) if bug.spoils == "plan"
                    else program.findings())
        changed += findings is not None
        for check in findings or ():
            found[check].append(program.name)
    del os.environ["IDEALLOC_MUTATION"]
    cells = [f"{len(names)}: `{names[0]}`" if names else "0"
             for names in found.values()]
    return (f"| `{name}` | {changed} | " + " | ".join(cells) + " |",
            any(found.values()))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("programs", nargs="+", metavar="PROGRAM")
    parser.add_argument("--orders", nargs="*", default=[], metavar="PROGRAM")
    options = parser.parse_args()
    # A name of no bug is an error only where bugs are planted.
    if not run(["env", "IDEALLOC_MUTATION=none", "idealloc-opt", "--version"],
               check=False).returncode:
        sys.exit("idealloc-opt has no planted bugs; build it with "
                 "-DIDEALLOC_MUTATIONS=ON")
    everything = {"plan": list(programs(options.programs, Program)),
                  "order": list(programs(options.orders, OrderedProgram)),
                  "graph": [OrderedGraph(seed) for seed in range(100)]}
    print("| bug | other plans | " + " | ".join(CHECKS) + " |")
    print("|---" * (2 + len(CHECKS)) + "|")
    escaped = []
    for bug in BUGS:
        row, caught = table_row(bug, everything[bug.spoils])
        print(row, flush=True)
        if not caught:
            escaped.append(bug.name)
    if escaped:
        sys.exit("not found: " + ", ".join(escaped))


if __name__ == "__main__":
    main()
