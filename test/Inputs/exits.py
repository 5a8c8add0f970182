"""Runs a command and succeeds if it exits with exactly this code:
exits.py CODE COMMAND..."""

import subprocess
import sys

expected = int(sys.argv[1])
code = subprocess.run(sys.argv[2:]).returncode
if code != expected:
    sys.exit(f"exit code {code}, expected {expected}: {' '.join(sys.argv[2:])}")
