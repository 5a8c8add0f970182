"""Runs a command whose standard error is a terminal, interrupts it once it has shown
progress, and prints what that showed and what the command printed: terminal.py
COMMAND..."""

import os
import pty
import signal
import subprocess
import sys

master, slave = pty.openpty()
process = subprocess.Popen(sys.argv[1:], stdout=subprocess.PIPE, stderr=slave, text=True)
os.close(slave)
signal.alarm(60)  # Ends this script if nothing is ever shown.
shown = b""
while not shown.endswith(b"the best\x1b[K"):
    shown += os.read(master, 4096)
process.send_signal(signal.SIGINT)
print(shown.decode().replace("\x1b[K", "").replace("\r", "\n"))
print(process.communicate()[0])
sys.exit(process.returncode)
