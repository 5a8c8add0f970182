#!/usr/bin/env python3
"""Prints code blocks of a Markdown file, for tests that run them.

  doc_example.py FILE NAME...

A block is named by the line before its fence, <!-- example: NAME -->. A NAME
that ends in * stands for all that begin so, in the order of the file. Exit code
1 if a name fits no block.
"""

import re
import sys
from fnmatch import fnmatchcase
from pathlib import Path

BLOCK = re.compile(r"^<!-- example: (\S+) -->\n```\w*\n(.*?)^```$", re.M | re.S)


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__.strip())
    blocks = BLOCK.findall(Path(sys.argv[1]).read_text())
    for pattern in sys.argv[2:]:
        texts = [text for name, text in blocks if fnmatchcase(name, pattern)]
        if not texts:
            sys.exit(f"{sys.argv[1]} has no example '{pattern}'")
        print("\n".join(texts), end="")


if __name__ == "__main__":
    main()
