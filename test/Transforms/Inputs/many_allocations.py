"""Prints a function with N allocations of which about WIDTH live at once."""

import sys

count, width = int(sys.argv[1]), int(sys.argv[2])
print("func.func @many(%v: f32, %i: index) {")
for n in range(count + width):
    if n < count:
        size = 16 * (1 + n % 7)
        print(f"  %a{n} = memref.alloc() : memref<{size}xf32>")
        print(f"  memref.store %v, %a{n}[%i] : memref<{size}xf32>")
    if n >= width:
        size = 16 * (1 + (n - width) % 7)
        print(f"  %x{n} = memref.load %a{n - width}[%i] : memref<{size}xf32>")
print("  return\n}")
