"""An outside planner for tests: planner.py MODE IN OUT [WORD]

The modes that plan put the buffers one above the other; `stack` does only that,
`print` writes to standard output, `count` starts higher each time by the number
of runs in the file WORD, `stop` ends idealloc-bench unless the file WORD exists.
The others do something wrong, or tell what they are told."""

import csv
import os
import signal
import sys
import time

mode, source, target = sys.argv[1:4]
word = sys.argv[4] if len(sys.argv) > 4 else ""


def stack(rows, start=0):
    text = "id,offset\n"
    for row in rows:
        text += f"{row['id']},{start}\n"
        start += int(row["size"])
    return text


with open(source) as file:
    rows = list(csv.DictReader(file))
text = stack(rows)
if mode == "print":
    print(text)
    sys.exit()
if mode == "count":
    with open(word, "a+") as file:
        file.write("x")
        text = stack(rows, file.tell())
elif mode == "stop":
    if not os.path.exists(word):
        open(word, "w").close()
        # The parent measures this planner; the parent's parent is the tool.
        with open(f"/proc/{os.getppid()}/stat") as file:
            tool = int(file.read().rsplit(")", 1)[1].split()[1])
        os.kill(tool, signal.SIGTERM)
        time.sleep(100)
elif mode == "overlap":
    text = "id,offset\n" + "".join(f"{row['id']},0\n" for row in rows)
elif mode == "short":
    text = stack(rows[1:])
elif mode == "garbage":
    text = "all is well\n"
elif mode == "silent":
    sys.exit()
elif mode == "fail":
    sys.exit("first words\nno space left")
elif mode == "crash":
    os.kill(os.getpid(), signal.SIGSEGV)
elif mode == "sleep":
    time.sleep(100)
elif mode == "told":
    sys.exit(f"{word} with columns {' '.join(rows[0])}")
with open(target, "w") as file:
    file.write(text)
