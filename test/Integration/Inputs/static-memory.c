// Calls @entry of static-memory.test twice and compares what it returns. The
// arena is a symbol that this file defines, or a mapping at a fixed address.

#include <stdint.h>
#include <stdio.h>
#include <sys/mman.h>

typedef struct {
  float *allocated, *aligned;
  int64_t offset, sizes[1], strides[1];
} Row;

void _mlir_ciface_entry(Row *result, Row *x);

#ifdef ARENA_SYMBOL
_Alignas(64) char __idealloc_arena_1[ARENA_SYMBOL];
#endif

int main(void) {
#ifdef ARENA_ADDRESS
  if (mmap((void *)ARENA_ADDRESS, 65536, PROT_READ | PROT_WRITE,
           MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE, -1, 0) !=
      (void *)ARENA_ADDRESS)
    return 2;
#endif
  for (int run = 0; run < 2; ++run) {
    float values[16];
    for (int i = 0; i < 16; ++i)
      values[i] = i + 10 * run;
    Row x = {values, values, 0, {16}, {1}}, result = {0};
    _mlir_ciface_entry(&result, &x);
#ifdef ARENA_SYMBOL
    if ((char *)result.aligned < __idealloc_arena_1 ||
        (char *)result.aligned >= __idealloc_arena_1 + ARENA_SYMBOL)
      return 3;
#endif
#ifdef ARENA_ADDRESS
    if ((uintptr_t)result.aligned - ARENA_ADDRESS >= 65536)
      return 3;
#endif
    for (int i = 0; i < 16; ++i)
      printf("%g ", result.aligned[result.offset + i]);
    printf("\n");
  }
  return 0;
}
