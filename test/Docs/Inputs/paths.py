"""Prints each path of this repository that a page names and that does not exist.

    paths.py ROOT

A path is `FOLDER/...` in backquotes, FOLDER one of the repository."""

import re
import sys
from pathlib import Path

root = Path(sys.argv[1])
folders = "|".join(p.name for p in root.iterdir()
                   if p.is_dir() and p.name.isalpha() and p.name != "build")
pages = [*root.glob("*.md"), *root.glob("docs/**/*.md")]
named = [(page, path) for page in pages
         for path in re.findall(rf"`((?:{folders})/[\w./-]+)`", page.read_text())]
missing = [(page, path) for page, path in named if not (root / path).exists()]
for page, path in missing:
    print(f"{page}: no {path}")
print(f"{len(named)} paths, {len(missing)} missing")
sys.exit(1 if missing or not named else 0)
