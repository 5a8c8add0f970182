#!/usr/bin/env python3
"""Runs planned programs and checks every read of their arenas.

  shadow.py FILE... [--entry NAME] [--separate-members] [--mutate]

Builds the harness of differential.py around one function of FILE, a bufferized
MLIR program, plans it, instruments it with idealloc-shadow and runs it by
mlir-runner. Prints what was counted, or the read that finds what another buffer
wrote and the lines of the program it is about (their numbers are those of
`idealloc-opt FILE`). A FILE with slices is taken to be planned already. Exit
code 0: no such read.

--mutate moves one planned buffer onto a live neighbour first, past the
verifier. Exit code 0: the check found it, and found every clash by which the
program computes other numbers.

Of several files each gets a report that begins with its name; one that fails
does not keep the others from their turn.

IDEALLOC_RUNNER_LIBS names the libraries for mlir-runner, separated by commas:
libmlir_runner_utils.so, libmlir_c_runner_utils.so (of MLIR) and
libidealloc_shadow_runtime.so (in lib/ of the build).
"""

import argparse
import os
import re

from differential import (LOWERING, Failure, annotated, baseline,
                          claim_disjoint, execute, for_each, mutations, opt,
                          run, with_main)

VIOLATION = 97
# Makes accesses explicit while slices are still slices.
TO_ACCESSES = ["convert-linalg-to-loops", "func.func(lower-affine)",
               "scf-forall-to-for", "convert-vector-to-scf"]


def instrumented(plan, separate):
    shadow = f"idealloc-shadow{{separate-members={str(separate).lower()}}}"
    # The last pass inlines alloca_scope, which cannot be lowered with loops in it.
    return opt(plan, ",".join(["idealloc-materialize-unverified", *TO_ACCESSES,
                               shadow, "idealloc-lower-to-memref",
                               "canonicalize"])).stdout


def shadow_run(plan, separate):
    """Runs an annotated program. Whether it stopped at a violation, and the
    report."""
    lowered = opt(with_main(instrumented(plan, separate)),
                  ",".join(LOWERING)).stdout
    libraries = os.environ["IDEALLOC_RUNNER_LIBS"]
    result = run(["mlir-runner", "-O2", "-e", "differential_main",
                  "-entry-point-result=void", f"-shared-libs={libraries}"],
                 lowered, check=False)
    report = "\n".join(line for line in result.stderr.splitlines()
                       if line.startswith("shadow: "))
    if result.returncode not in (0, VIOLATION) or not report:
        raise Failure(f"mlir-runner exited with {result.returncode}:\n"
                      + result.stderr[-4000:])
    return result.returncode == VIOLATION, report


def with_lines(report, text):
    """The report, and below it the lines of the program that it names."""
    lines = text.splitlines()
    for number in dict.fromkeys(re.findall(r"<stdin>:(\d+):\d+", report)):
        report += f"\n{number:>6} | {lines[int(number) - 1].strip()}"
    return report


def check(text, separate):
    plan = text if "idealloc.slice" in text else annotated(text)
    if "idealloc.offset" not in plan and "idealloc.slice" not in plan:
        raise Failure("no buffer planned, nothing to check")
    # Locations are places in the text that idealloc-opt reads: this one.
    violated, report = shadow_run(plan, separate)
    if violated:
        raise Failure(with_lines(report, plan))
    return with_lines(report, plan)


def mutate(text, separate):
    expected = baseline(text)
    plan = annotated(text)
    tried = 0
    for mutant in mutations(plan):
        tried += 1
        # The arena's verifier would refuse the clash: lie about the lives.
        unchecked = claim_disjoint(mutant)
        violated, report = shadow_run(unchecked, separate)
        if violated:
            return f"{tried} clash(es) tried: found\n{with_lines(report, mutant)}"
        planned = opt(unchecked, "idealloc-materialize-unverified,"
                      "idealloc-lower-to-memref").stdout
        if execute(planned) != expected:
            raise Failure("a clash that changes the numbers was not found")
    raise Failure(f"none of {tried} clashes was found or changed the numbers")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="+", metavar="FILE")
    parser.add_argument("--entry", help="function to call; default: the first")
    parser.add_argument("--separate-members", action="store_true",
                        help="slices of one slot are buffers of their own")
    parser.add_argument("--mutate", action="store_true")
    options = parser.parse_args()
    work = mutate if options.mutate else check
    for_each(options.files, options.entry,
             lambda text: work(text, options.separate_members))


if __name__ == "__main__":
    main()
