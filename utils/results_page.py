#!/usr/bin/env python3
"""Measures everything that docs/results.md states and writes that page.

  results_page.py DIR [--build BUILD] [--smallest] [-o FILE]

DIR is a folder of bufferized .mlir programs, BUILD a build (default: build/), FILE
the page (default: docs/results.md). Wants an idle machine. --smallest measures
growth on the smallest sizes alone, which takes seconds: to see that all of it runs.
"""

import argparse
import json
import math
import os
import subprocess
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

PAGE = """<!-- Made by utils/results_page.py. -->
# Results

All figures of this page come from one run of

```
utils/results_page.py DIR
```

on {cores} cores of a shared machine, {compiler}, LLVM {llvm}, {date}. Ratios carry
over to other machines, seconds do not.

## Real programs

DIR holds bufferized programs of 42 networks and kernels of other projects, some in
several variants. Each goes through `idealloc-opt --idealloc='memory-spaces=all shorten=false schedule=off'`; the
result and that of `lower=false` then pass a stock `mlir-opt` with the plugin.
{summary}
(One file, `gc_buffer_merge_lifetime`, holds an op of no dialect and needs
`--allow-unregistered-dialect`; one, `hexagon_memory_alloc_optimize`, has two memory
spaces and needs the option `memory-spaces`.)

`bytes` is the sum of the planned buffers. `LOAD`, `arena` and `status` are those of
the largest arena of the file; no plan is smaller than LOAD. A buffer that is refused
`escapes` mostly because the function returns it or passes it to a function that may
keep it; the remark of each says which. `in place` is how much smaller the arena is
than with `in-place=false`. `plan ms` is the pass that plans, with the verification
of its plan; `passes` is the time of the whole pipeline over that of
`canonicalize,cse`, the least of three runs each; above 5 it is where no optimum is
proved and the planner spends its budget. The table is that of
`utils/results.py DIR`.

{programs}

What functions that call one another take together, and what their inlined program does,
is a table of its own: [Programs.md](Programs.md#measured).

## The peak

No arena is smaller than LOAD; `idealloc-shorten` ([Shorten.md](Shorten.md)) and
`idealloc-schedule` ([Schedule.md](Schedule.md)) make LOAD itself smaller. Bytes of all
arenas as the program is written, shortened, shortened and ordered, and with transposed
views; LOAD and what stands behind it are of shortened and ordered functions. The bound
over all orders is 0 where none is known, as with clones. The table is that of
`benchmarks/shorten.py DIR`.

{peaks}

## Growth of the planner

`build/bin/IdeallocPlannerBench`: steady problems with about 100 buffers live at once.
The exponent is that of the growth from the line before; an algorithm in n log n
shows about 1.1. `ratio` is makespan / lower bound.

{planner}

`greedy` gives every order a turn while the problem is small and fewer when it is
large: docs/Planner.md.

## Growth of the passes

`benchmarks/pass_scaling.py`: generated, already bufferized IR. `straight` has n
allocations in a row, `views` n views of one root, `nested` n allocations in loops
nested 64 deep, `blocks` n blocks with buffers across joins and loops; the others
(`benchmarks/pass_shapes.py`, `benchmarks/call_shapes.py`) stretch one dimension each: n
views of one another, arguments, selects, cases, tags, tasks, memory spaces; functions that
call one another as a chain, as diamonds, or all from one. Times are those of all passes of
the pipeline but `idealloc-shorten` and `idealloc-schedule`, of each of these two alone,
and of `canonicalize,cse` on the same file in the same run, all with MLIR's verifier after
each pass that changes something; exponents are those of the growth from the line before.

Of `straight` up to 10,000 allocations `auto` proves no optimum and spends its whole
budget.

Counted in instructions (`benchmarks/pass_scaling.py --instructions`), one of these shapes
grows faster than n^1.3: `nest_if`, whose branches are nested n deep, at 1.33 from 500 to
1,000 branches (0.81 of `idealloc-shorten`, 0.99 of `idealloc-schedule`, 1.33 of
`canonicalize,cse`): what is left there is the search for the op around each use in MLIR's
verifier; with `--verify-each=false` it is at 1.15. `iterrotate` and `iterwrites`, in which
each of n values may be any of n buffers, are at 1.00 from 1,000 to 4,000, and `onetouch` is
at 1.01. In seconds `bounded`, `tags` and `cfswitch` reach 1.3 to 1.4 at 10,000, in
instructions 1.00, 1.02 and 1.27.

{passes}
"""


def output(command, **options):
    return subprocess.run(command, check=True, text=True, stdout=subprocess.PIPE,
                          **options).stdout


def planner_table(smallest):
    """Benchmark times, with the exponent of growth between lines."""
    flags = (["--benchmark_filter=/1000$", "--benchmark_min_time=0.01"]
             if smallest else [])
    report = json.loads(output(["IdeallocPlannerBench", "--benchmark_format=json",
                                *flags], stderr=subprocess.DEVNULL))
    lines = ["| planner | n | ms | exponent | ratio |",
             "| --- | --- | --- | --- | --- |"]
    last = None
    for run in report["benchmarks"]:
        name, _, size = run["name"].partition("/")
        if run.get("run_type") == "aggregate" or not size.isdigit():
            continue
        time, size = run["real_time"], int(size)
        exponent = "–"
        if last and last[0] == name:
            growth = math.log(time / last[2]) / math.log(size / last[1])
            exponent = f"{growth:.2f}"
        ratio = f"{run['ratio']:.4f}" if "ratio" in run else "–"
        lines.append(f"| {name} | {size} | {time:.2f} | {exponent} | {ratio} |")
        last = (name, size, time)
    return "\n".join(lines)


def peak_table(folder):
    return output([ROOT / "benchmarks/shorten.py", folder]).strip()


def pass_table(smallest):
    flags = ["--sizes", "100", "--repeat", "1"] if smallest else []
    return output([ROOT / "benchmarks/pass_scaling.py", *flags],
                  stderr=subprocess.DEVNULL).strip()


def program_table(folder, plugin):
    """The table of utils/results.py, and the line that sums it up."""
    with tempfile.NamedTemporaryFile("r", suffix=".md") as table:
        run = subprocess.run(
            [ROOT / "utils/results.py", folder, "--check", "--plugin", plugin,
             "-o", table.name],
            check=True, text=True, stderr=subprocess.PIPE)
        return table.read().strip(), run.stderr.strip()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("dir", type=Path)
    parser.add_argument("--build", type=Path, default=ROOT / "build")
    parser.add_argument("--smallest", action="store_true")
    parser.add_argument("-o", dest="output", type=Path,
                        default=ROOT / "docs/results.md")
    options = parser.parse_args()
    os.environ["PATH"] = os.pathsep.join(
        [str(options.build.resolve() / "bin"), "/usr/lib/llvm-22/bin",
         os.environ["PATH"]])
    programs, summary = program_table(options.dir,
                                      options.build / "lib/IdeallocPlugin.so")
    page = PAGE.format(
        cores=os.cpu_count(),
        compiler=output(["clang++-22", "--version"]).splitlines()[0],
        llvm=output(["mlir-opt", "--version"]).split("LLVM version ")[1].split()[0],
        date=output(["date", "+%Y-%m-%d"]).strip(),
        summary=f"Of this run: {summary}.",
        programs=programs, peaks=peak_table(options.dir),
        planner=planner_table(options.smallest),
        passes=pass_table(options.smallest))
    options.output.write_text(page)


if __name__ == "__main__":
    main()
