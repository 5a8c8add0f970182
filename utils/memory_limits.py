#!/usr/bin/env python3
"""Holds the account of each memory against the planner.

For every file: the capacity that `idealloc.memories` states suffices for each of
its memories, one byte less does not where the plan is proved smallest, and the
error says by how much; the sum of the account is that of the globals, the
allocations and the arenas in the IR. Exit code 0: so it is.
"""

import argparse
import re
import subprocess
import sys


def opt(file, options):
    return subprocess.run(
        ["idealloc-opt", "--allow-unregistered-dialect",
         "--mlir-print-op-on-diagnostic=false", file,
         f"--idealloc=memory-spaces=all lower=false {options}"],
        capture_output=True, text=True)


def memories(text):
    """The accounts, each a dict of its numbers and its space as an option."""
    match = re.search(r"idealloc\.memories = \[(.*?)\}\]", text)
    for entry in (match[1] + "}").split("}, {") if match else []:
        account = {key: int(value) for key, value in
                   re.findall(r"(\w+) = (\d+) : i64", entry)}
        account["status"] = re.search(r'status = "(\w+)"', entry)[1]
        space = re.search(r"space = ([^,}]*(?:<[^>]*>)?)", entry)[1]
        account["space"] = re.sub(r" : i\d+$", "", space).strip('"')
        yield account


def check(file):
    """Errors, and the number of memories."""
    planned = opt(file, "")
    errors, count = [], 0
    for account in memories(planned.stdout):
        space, all_bytes = account["space"], account["bytes"]
        if space == "0":
            space = "default"
        if ":" in space or "<" in space:
            continue  # Options separate by colons.
        count += 1
        if all_bytes != account["arenas"] + account["globals"] + \
                account["unplanned"]:
            errors.append(f"{file}: the parts are not {all_bytes}")
        if opt(file, f"capacity={space}:{all_bytes}").returncode:
            errors.append(f"{file}: {all_bytes} bytes of {space} do not do")
        if account["status"] != "optimal" or not account["arenas"]:
            continue
        less = opt(file, f"capacity={space}:{all_bytes - 1}")
        if less.returncode == 0:
            errors.append(f"{file}: {all_bytes - 1} bytes of {space} do")
        elif not re.search(r"error: .*\b1 (too few|too many)\b|whose capacity",
                           less.stderr):
            errors.append(f"{file}: it is not said by how much: {less.stderr}")
    return errors, count


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", metavar="FILE")
    files = parser.parse_args().files
    errors, count = [], 0
    for file in files:
        found, memories_of_file = check(file)
        errors += found
        count += memories_of_file
    print(f"{len(files)} files, {count} memories, {len(errors)} errors")
    sys.exit("\n".join(errors) or 0)


main()
