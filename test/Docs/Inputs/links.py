"""Fails if a Markdown file of the repository links to a file or heading that is
not there: links.py ROOT."""

import re
import sys
from pathlib import Path

LINK = re.compile(r"\]\((?!https?:)([^)#\s]*)(?:#([^)\s]+))?\)")


def anchors(text):
    """Names that GitHub gives the headings."""
    text = re.sub(r"^```.*?^```$", "", text, flags=re.M | re.S)
    for heading in re.findall(r"^#+ +(.*)$", text, re.M):
        yield re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def main():
    root = Path(sys.argv[1])
    pages = [*root.glob("*.md"), *root.glob("docs/*.md"), *root.glob("examples/*.md")]
    broken = []
    for page in pages:
        if page.name == "Dialect.intro.md":
            continue
        for target, anchor in LINK.findall(page.read_text()):
            path = (page.parent / target).resolve() if target else page
            if not path.exists():
                broken.append(f"{page.name}: {target}")
            elif anchor and anchor not in anchors(path.read_text()):
                broken.append(f"{page.name}: {target}#{anchor}")
    sys.exit("\n".join(broken) or 0)


if __name__ == "__main__":
    main()
