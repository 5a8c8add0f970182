// RUN: echo '{"memories": [{"space": "1", "base": 4096, "capacity": 1024}]}' > %t.json
// RUN: %idealloc-opt %s --idealloc='memories=%t.json header=%t.h results=arena storage=address' -o /dev/null
// RUN: FileCheck %s < %t.h
// RUN: clang-22 -std=c11 -Wall -Werror -fsyntax-only -x c %t.h
// RUN: clang++-22 -std=c++17 -Wall -Werror -fsyntax-only -x c++ %t.h
// RUN: not idealloc-opt %s --idealloc=header=%t.none/x.h 2>&1 | FileCheck %s --check-prefix=NONE

// The header compiles as C and as C++, and says what fits where.

// NONE: error: cannot write header file '{{.*}}x.h'
// CHECK:      #define IDEALLOC_MEMORY_1_BYTES 64
// CHECK-NEXT: #define IDEALLOC_MEMORY_1_ARENA_BYTES 64
// CHECK-NEXT: #define IDEALLOC_MEMORY_1_CAPACITY 1024
// CHECK-NEXT: #define IDEALLOC_MEMORY_1_BASE 4096
// CHECK-NEXT: #define IDEALLOC_MEMORY_1_ALIGNMENT 64
// CHECK-NEXT: IDEALLOC_STATIC_ASSERT(IDEALLOC_MEMORY_1_BYTES <= IDEALLOC_MEMORY_1_CAPACITY, "the program fits");
// CHECK-NEXT: IDEALLOC_STATIC_ASSERT(IDEALLOC_MEMORY_1_BASE % IDEALLOC_MEMORY_1_ALIGNMENT == 0, "the arena is aligned");
// CHECK:      #define IDEALLOC_RESULT_ENTRY_0_OFFSET 0
// CHECK-NEXT: #define IDEALLOC_RESULT_ENTRY_0_BYTES 64
func.func @entry(%x: memref<16xf32, 1>) -> memref<16xf32, 1> {
  %a = memref.alloc() : memref<16xf32, 1>
  memref.copy %x, %a : memref<16xf32, 1> to memref<16xf32, 1>
  return %a : memref<16xf32, 1>
}
