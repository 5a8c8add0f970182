#!/usr/bin/env python3
"""Checks that rooms cannot include what CONTRIBUTING.md says they must not know.

    check_rooms.py BUILD

With the flags by which BUILD compiles a file of a room, a file that includes a
header of a room that it may use compiles, and one that includes another does not,
as the header is not found. Exit code 1 names what is wrong."""

import json
import shlex
import subprocess
import sys
from pathlib import Path

# A header of each room that includes little.
HEADERS = {
    "Planner": "Problem.h",
    "Schedule": "OpGraph.h",
    "Peers": "Peers.h",
    "Text": "Svg.h",
    "Report": "Report.h",
    "Generators": "Generators.h",
    "Dialect": "MemRefBytes.h",
    "Lifetimes": "LiveSet.h",
    "Verifier": "Interference.h",
    "Transforms": "Passes.h",
    "Conversion": "Passes.h",
}
# The rooms that each may include, besides itself.
MAY_INCLUDE = {
    "Planner": set(),
    "Schedule": {"Planner"},
    "Peers": {"Planner"},
    "Text": {"Planner", "Schedule"},
    "Report": {"Planner", "Schedule", "Text"},
    "CAPI": {"Planner", "Peers", "Text", "Schedule"},
    "Generators": {"Planner", "Schedule"},
    "Dialect": set(),
    "Lifetimes": {"Dialect", "Planner", "Schedule"},
    "Verifier": {"Dialect"},
}


def flags_of(build, room):
    """The compiler and its flags for the first file of a room; its folder."""
    for entry in json.loads((build / "compile_commands.json").read_text()):
        if f"/lib/{room}/" in entry["file"]:
            words = shlex.split(entry["command"])
            while "clang" not in Path(words[0]).name and "++" not in words[0]:
                words.pop(0)
            at = words.index("-o")
            words = [w for w in words[:at] + words[at + 2:]
                     if w not in ("-c", entry["file"])]
            return words, entry["directory"]
    return None, None


def includes(flags, folder, header):
    """True if a file of one include compiles; else what the compiler says."""
    run = subprocess.run([*flags, "-fsyntax-only", "-x", "c++", "-"], cwd=folder,
                         input=f'#include "{header}"\n', text=True,
                         capture_output=True)
    return True if run.returncode == 0 else run.stderr


def main():
    build = Path(sys.argv[1])
    wrong = checked = 0
    for room, allowed in MAY_INCLUDE.items():
        flags, folder = flags_of(build, room)
        if not flags:
            continue
        for other, name in HEADERS.items():
            header = f"idealloc/{other}/{name}"
            result = includes(flags, folder, header)
            may = other == room or other in allowed
            checked += 1
            if may and result is not True:
                print(f"{room} should be able to include {header}:\n{result}")
                wrong += 1
            elif not may and (result is True or "file not found" not in result):
                print(f"{room} must not be able to include {header}")
                wrong += 1
    print(f"{checked} pairs of rooms checked, {wrong} wrong")
    return 1 if wrong or not checked else 0


if __name__ == "__main__":
    sys.exit(main())
