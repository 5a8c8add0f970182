#!/usr/bin/env python3
"""Copies of sources, with the planted bugs of bugs.py.

  plant.py                  checks the table: each text occurs once in its file,
                            no two bugs touch one place
  plant.py --copies FOLDER  writes a copy of each file that has bugs, below FOLDER
                            as it is below the repository, and PlantedBugs.inc,
                            their names; prints the files

What is written is left alone where it is the same, so that it need not be built
again. Exit code 1, and each wrong row, if the table does not fit the sources.
"""

import argparse
import sys
from pathlib import Path

from bugs import BUGS

ROOT = Path(__file__).resolve().parents[3]


def place(bug, source):
    """Where the text is; None, and a complaint, if that is not one place."""
    count = source.count(bug.text)
    if count != 1:
        print(f"{bug.name}: {bug.file} has its text {count} times, not once",
              file=sys.stderr)
        return None
    if "BUG" not in bug.replacement:
        print(f"{bug.name}: no BUG in the replacement", file=sys.stderr)
        return None
    begin = source.index(bug.text)
    return begin, begin + len(bug.text), bug


def planted(file):
    """The copy of a file; None if rows are wrong."""
    source = (ROOT / file).read_text()
    places = [place(bug, source) for bug in BUGS if bug.file == file]
    if None in places:
        return None
    pieces, done = ['#include "PlantedBugs.h"\n'], 0
    for begin, end, bug in sorted(places, key=lambda found: found[0]):
        if begin < done:
            print(f"{bug.name}: another bug touches its text", file=sys.stderr)
            return None
        condition = f'idealloc::isPlanted("{bug.name}")'
        pieces += [source[done:begin], bug.replacement.replace("BUG", condition)]
        done = end
    return "".join(pieces) + source[done:]


def write(path, text):
    if path.exists() and path.read_text() == text:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--copies", type=Path, metavar="FOLDER")
    folder = parser.parse_args().copies
    copies = {file: planted(file) for file in sorted({bug.file for bug in BUGS})}
    if None in copies.values():
        sys.exit(1)
    if not folder:
        print(f"{len(BUGS)} bugs in {len(copies)} files")
        return
    for file, text in copies.items():
        write(folder / file, text)
        print(file)
    write(folder / "PlantedBugs.inc",
          "".join(f'"{bug.name}",\n' for bug in BUGS))


if __name__ == "__main__":
    main()
