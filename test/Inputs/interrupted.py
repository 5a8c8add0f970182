"""Runs a command that would go on for an hour, ends it with SIGINT or SIGTERM
as soon as it has begun to plan, and succeeds if it then exits with exactly this
code within a minute: interrupted.py SIGNAL CODE COMMAND..."""

import signal
import subprocess
import sys
import time

name, expected = sys.argv[1], int(sys.argv[2])
process = subprocess.Popen(sys.argv[3:])
# Until the handler is there, the signal would simply kill it.
caught = 0
while not caught >> (signal.Signals[name] - 1) & 1 and process.poll() is None:
    with open(f"/proc/{process.pid}/status") as status:
        caught = next(int(line.split()[1], 16) for line in status
                      if line.startswith("SigCgt:"))
    time.sleep(0.01)
time.sleep(0.3)
process.send_signal(signal.Signals[name])
try:
    code = process.wait(60)
except subprocess.TimeoutExpired:
    process.kill()
    sys.exit("still running after a minute")
if code != expected:
    sys.exit(f"exit code {code}, expected {expected}: {' '.join(sys.argv[3:])}")
