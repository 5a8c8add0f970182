// Calls the functions of entry-points.test in random order. With ARENA_SYMBOL
// or ARENA_ARGUMENT the arena is memory of this file, and with INPUTS what the
// functions take lies in it; a header of idealloc says where.

#include <stdint.h>
#include <stdio.h>
#include <string.h>

typedef struct {
  void *allocated, *aligned;
  int64_t offset, sizes[1], strides[1];
} Row;

#ifdef IDEALLOC_MEMORIES_H
_Alignas(IDEALLOC_MEMORY_1_ALIGNMENT) char
    __idealloc_arena_1[IDEALLOC_MEMORY_1_BYTES];
static char *arena = __idealloc_arena_1;
#endif
#ifdef ARENA_ARGUMENT
static Row bytes = {__idealloc_arena_1,
                    __idealloc_arena_1,
                    0,
                    {IDEALLOC_MEMORY_1_BYTES},
                    {1}};
#endif

#if defined(INPUTS) && defined(ARENA_ARGUMENT)
void _mlir_ciface_clear(Row *), _mlir_ciface_step(Row *),
    _mlir_ciface_get(Row *, Row *);
#define CLEAR() _mlir_ciface_clear(&bytes)
#define STEP(x, y) _mlir_ciface_step(&bytes)
#define GET(result, x) _mlir_ciface_get(result, &bytes)
#elif defined(INPUTS)
void _mlir_ciface_clear(void), _mlir_ciface_step(void), _mlir_ciface_get(Row *);
#define CLEAR() _mlir_ciface_clear()
#define STEP(x, y) _mlir_ciface_step()
#define GET(result, x) _mlir_ciface_get(result)
#elif defined(ARENA_ARGUMENT)
void _mlir_ciface_clear(Row *), _mlir_ciface_step(Row *, Row *, Row *),
    _mlir_ciface_get(Row *, Row *, Row *);
#define CLEAR() _mlir_ciface_clear(&bytes)
#define STEP(x, y) _mlir_ciface_step(x, y, &bytes)
#define GET(result, x) _mlir_ciface_get(result, x, &bytes)
#else
void _mlir_ciface_clear(void), _mlir_ciface_step(Row *, Row *),
    _mlir_ciface_get(Row *, Row *);
#define CLEAR() _mlir_ciface_clear()
#define STEP(x, y) _mlir_ciface_step(x, y)
#define GET(result, x) _mlir_ciface_get(result, x)
#endif

static void show(const char *name, int call, const float *values) {
  printf("%s %d: ", name, call);
  for (int i = 0; i < 16; ++i)
    printf("%g ", values[i]);
  printf("\n");
}

static void step(int call, float *x, float *y) {
  Row ofX = {x, x, 0, {16}, {1}}, ofY = {y, y, 0, {16}, {1}};
  (void)ofX, (void)ofY;
#ifdef INPUTS
  memcpy(arena + IDEALLOC_INPUT_STEP_1_OFFSET, y, IDEALLOC_INPUT_STEP_1_BYTES);
  memcpy(arena + IDEALLOC_INPUT_STEP_0_OFFSET, x, IDEALLOC_INPUT_STEP_0_BYTES);
#endif
  STEP(&ofX, &ofY);
#ifdef INPUTS
  memcpy(y, arena + IDEALLOC_INPUT_STEP_1_OFFSET, IDEALLOC_INPUT_STEP_1_BYTES);
#endif
  show("step", call, y);
}

static void get(int call, float *x) {
  Row ofX = {x, x, 0, {16}, {1}}, result = {0};
  (void)ofX;
#ifdef INPUTS
  memcpy(arena + IDEALLOC_INPUT_GET_0_OFFSET, x, IDEALLOC_INPUT_GET_0_BYTES);
#endif
  GET(&result, &ofX);
#ifdef INPUTS
  if ((char *)result.aligned != arena + IDEALLOC_RESULT_GET_0_OFFSET)
    printf("elsewhere ");
#endif
  show("sum:", call, (float *)result.aligned + result.offset);
}

int main(void) {
  unsigned state = 7;
  CLEAR();
  for (int call = 0; call < 60; ++call) {
    float x[16], y[16];
    for (int i = 0; i < 16; ++i)
      x[i] = i, y[i] = (float)(10 * call);
    state = state * 1103515245 + 12345;
    switch (call ? state >> 16 & 7 : 1) {
    case 0:
      CLEAR();
      break;
    case 1:
    case 2:
    case 3:
      step(call, x, y);
      break;
    default:
      get(call, y);
    }
  }
  return 0;
}
