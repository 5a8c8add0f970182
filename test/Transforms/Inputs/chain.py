"""chain.py N: a program of N elementwise ops, each with a buffer of its own."""

import sys

TYPE = "memref<1024xf32>"
lines, last = [], "%x"
for number in range(int(sys.argv[1])):
    lines += [f"%b{number} = memref.alloc() : {TYPE}",
              f"linalg.exp ins({last} : {TYPE}) outs(%b{number} : {TYPE})"]
    last = f"%b{number}"
print(f"func.func @chain(%x: {TYPE}, %y: {TYPE}) {{\n  "
      + "\n  ".join(lines + [f"linalg.exp ins({last} : {TYPE}) outs(%y : {TYPE})",
                             "return"]) + "\n}")
