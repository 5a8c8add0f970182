"""What the scripts share that measure tables and write them into a page."""

import json
import resource
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = ROOT / "build/bin"


def output(command):
    """What a command prints; its failure ends the script."""
    run = subprocess.run(list(map(str, command)), text=True, stdout=subprocess.PIPE,
                         stderr=subprocess.PIPE)
    if run.returncode:
        sys.exit(f"{' '.join(map(str, command))}: {run.stderr.strip()}")
    return run.stdout


def plan(path, strategy, effort, *flags):
    """What idealloc-plan says of one file."""
    return json.loads(output([BIN / "idealloc-plan", path, "--strategy", strategy,
                              "--effort", effort, "--format", "json", "--timing",
                              *flags]))


def processor_time():
    """Seconds of all processes that ended."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def markdown(rows):
    head, *body = rows
    rows = [head, ["---"] * len(head), *body]
    return "\n".join("| " + " | ".join(map(str, row)) + " |" for row in rows)


def insert(text, name, table):
    """The text with the table between its markers."""
    begin, end = f"<!-- begin: {name} -->", f"<!-- end: {name} -->"
    before, found, rest = text.partition(begin)
    _, closed, after = rest.partition(end)
    if not found or not closed:
        sys.exit(f"the page lacks the markers {begin} and {end}")
    return f"{before}{begin}\n\n{table}\n\n{end}{after}"


def require_markers(page, names):
    """Ends the script unless the page has them: called before the long part."""
    for name in names:
        insert(page.read_text(), name, "")


def fill(page, tables):
    """Writes each table between its markers."""
    text = page.read_text()
    for name, table in tables.items():
        text = insert(text, name, table)
    page.write_text(text)
