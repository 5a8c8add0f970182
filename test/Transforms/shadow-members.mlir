// RUN: %idealloc-test-opt %s --idealloc-shadow | FileCheck %s --check-prefix=ONE
// RUN: %idealloc-test-opt %s --idealloc-shadow=separate-members | FileCheck %s --check-prefix=TWO

// Slices of one slot share memory that suits the largest, and the birth of one
// is not told; with separate-members each has its own.

// ONE-LABEL: func.func @members
// ONE:         %[[M:.*]] = idealloc.arena {alignment = 64 : i64} : memref<64xi8, 1>
// ONE-NOT:     idealloc.arena
// ONE:         call @idealloc_shadow_register
// ONE-NOT:     call @idealloc_shadow_birth
// ONE:         idealloc.slice %[[M]][0] slot 0
// ONE-NOT:     call @idealloc_shadow_birth
// ONE:         idealloc.slice %[[M]][0] slot 0
// ONE-NOT:     call @idealloc_shadow_birth
// ONE:         return
// TWO-LABEL: func.func @members
// TWO:         %[[M0:.*]] = idealloc.arena {alignment = 64 : i64} : memref<64xi8, 1>
// TWO-NEXT:    %[[P0:.*]] = memref.extract_aligned_pointer_as_index %[[M0]]
// TWO:         %[[M1:.*]] = idealloc.arena {alignment = 64 : i64} : memref<32xi8, 1>
// TWO-NEXT:    %[[P1:.*]] = memref.extract_aligned_pointer_as_index %[[M1]]
// TWO:         idealloc.slice %[[M0]][0] slot 0
// TWO-NEXT:    call @idealloc_shadow_birth(%[[P0]])
// TWO-NEXT:    idealloc.slice %[[M1]][0] slot 0
// TWO-NEXT:    call @idealloc_shadow_birth(%[[P1]])
func.func @members(%v: f32, %i: index) {
  %arena = idealloc.arena {alignment = 64 : i64} : memref<64xi8, 1>
  %x = idealloc.slice %arena[0] slot 0 live 1 to 2 : memref<64xi8, 1> to memref<16xf32, 1>
  %y = idealloc.slice %arena[0] slot 0 live 1 to 2 : memref<64xi8, 1> to memref<8xf32, 1>
  memref.store %v, %x[%i] : memref<16xf32, 1>
  memref.store %v, %y[%i] : memref<8xf32, 1>
  return
}
