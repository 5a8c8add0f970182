#!/usr/bin/env python3
"""What planning costs from Python, beside idealloc-plan on the same problem.

    python_cost.py [BUILD] [--buffers N] [--repeat N]

For each strategy the least seconds of processor time of both: of the process `idealloc-plan FILE -o OUT`,
and of `Problem(buffers).plan()` with the buffers as Python objects, up to offsets by
id. Exit code 1 if a ratio exceeds 1.3."""

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
MOST = 1.3


def spent():
    """Seconds of all threads of this process and of its children that have ended."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def least(repeat, run):
    seconds = []
    for _ in range(repeat):
        start = spent()
        run()
        seconds.append(spent() - start)
    return min(seconds)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("build", nargs="?", type=Path, default=ROOT / "build")
    parser.add_argument("--buffers", type=int, default=100_000)
    parser.add_argument("--repeat", type=int, default=5)
    options = parser.parse_args()
    sys.path.insert(0, str(options.build / "python"))
    import idealloc

    worst = 0
    print("| strategy | idealloc-plan, s | Python, s | ratio |\n|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        file, out = f"{folder}/problem.csv", f"{folder}/plan.csv"
        subprocess.run(
            [options.build / "bin/idealloc-bench", "--generate",
             f"random:n={options.buffers}", "--save", file],
            check=True,
        )
        buffers = idealloc.Problem.read(file).buffers
        for strategy in ("first-fit-size", "auto"):
            command = [options.build / "bin/idealloc-plan", file, "-o", out,
                       "--strategy", strategy]
            theirs = least(
                options.repeat,
                lambda: subprocess.run(command, check=True, stdout=subprocess.DEVNULL),
            )
            ours = least(
                options.repeat, lambda: idealloc.Problem(buffers).plan(strategy).offsets
            )
            worst = max(worst, ours / theirs)
            print(f"| `{strategy}` | {theirs:.2f} | {ours:.2f} | {ours / theirs:.2f} |")
    return 0 if worst <= MOST else 1


if __name__ == "__main__":
    sys.exit(main())
