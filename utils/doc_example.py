#!/usr/bin/env python3
"""Prints code blocks of a Markdown file, for tests that run them.

  doc_example.py FILE NAME...
  doc_example.py FILE NAME... --excerpts-of SOURCE

A block is named by the line before its fence, <!-- example: NAME -->. A NAME
that ends in * stands for all that begin so, in the order of the file. Exit code
1 if a name fits no block. With --excerpts-of prints nothing; exit code 1 if
SOURCE does not hold a block, line for line.
"""

import argparse
import re
import sys
from fnmatch import fnmatchcase
from pathlib import Path

BLOCK = re.compile(r"^<!-- example: (\S+) -->\n```\w*\n(.*?)^```$", re.M | re.S)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("names", nargs="+", metavar="NAME")
    parser.add_argument("--excerpts-of", type=Path, metavar="SOURCE")
    options = parser.parse_args()
    blocks = BLOCK.findall(options.file.read_text())
    for pattern in options.names:
        texts = [text for name, text in blocks if fnmatchcase(name, pattern)]
        if not texts:
            sys.exit(f"{options.file} has no example '{pattern}'")
        if not options.excerpts_of:
            print("\n".join(texts), end="")
            continue
        source = "\n" + options.excerpts_of.read_text()
        if any("\n" + text not in source for text in texts):
            sys.exit(f"{options.excerpts_of} does not hold '{pattern}' of "
                     f"{options.file}")


if __name__ == "__main__":
    main()
