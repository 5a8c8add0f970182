"""Runs a command whose standard error is a terminal and shows what it says
there, each carriage return as a new line: terminal.py COMMAND..."""

import os
import pty
import subprocess
import sys

ours, theirs = pty.openpty()
process = subprocess.Popen(sys.argv[1:], stderr=theirs, stdout=subprocess.DEVNULL)
os.close(theirs)
said = b""
try:
    while chunk := os.read(ours, 4096):
        said += chunk
except OSError:  # The other end is closed.
    pass
print(said.decode().replace("\r", "\n").replace("\x1b[K", ""))
sys.exit(process.wait())
