// RUN: %idealloc-test-opt %s --idealloc-shadow | FileCheck %s
// RUN: idealloc-test-opt %s --idealloc-shadow --idealloc-lower-to-memref | FileCheck %s --check-prefix=LOWERED
// RUN: not idealloc-test-opt %s --idealloc-shadow --idealloc-shadow 2>&1 | FileCheck %s --check-prefix=TWICE

// Every slot gets an arena of its own; births, accesses and the end are told.

// TWICE: error: belongs to the shadow check: the module has been shadowed already

// CHECK:       memref.global "private" constant @idealloc_shadow_table : memref<[[N:[0-9]+]]xi8>
// CHECK:       func.func private @idealloc_shadow_texts() -> index {
// CHECK-NEXT:    %[[T:.*]] = memref.get_global @idealloc_shadow_table : memref<[[N]]xi8>
// CHECK-NEXT:    %[[P:.*]] = memref.extract_aligned_pointer_as_index %[[T]]
// CHECK-NEXT:    return %[[P]]
// CHECK:       func.func private @idealloc_shadow_write(index, index, index)

// CHECK-LABEL: func.func @f
// CHECK-SAME:      %[[V:.*]]: f16, %[[I:.*]]: index, %[[OUT:.*]]: memref
// CHECK:         %[[TEXTS:.*]] = call @idealloc_shadow_texts()
// CHECK:         %[[BYTES:.*]] = arith.constant 128 : index
// CHECK:         %[[H:.*]] = call @idealloc_shadow_enter(%[[TEXTS]], %{{.*}}, %[[BYTES]])
// CHECK:         %[[M0:.*]] = idealloc.arena {alignment = 64 : i64} : memref<32xi8>
// CHECK-NEXT:    %[[P0:.*]] = memref.extract_aligned_pointer_as_index %[[M0]]
// CHECK-NEXT:    %[[SIZE:.*]] = arith.constant 32 : index
// CHECK-NEXT:    %[[OFFSET:.*]] = arith.constant 64 : index
// CHECK-NEXT:    %[[SLOT:.*]] = arith.constant 3 : index
// CHECK-NEXT:    call @idealloc_shadow_register(%[[H]], %[[P0]], %[[SIZE]], %[[OFFSET]], %[[SLOT]])
// CHECK:         %[[A:.*]] = idealloc.slice %[[M0]][0] slot 3 live 1 to 2 : memref<32xi8> to memref<16xf16>
// CHECK-NEXT:    call @idealloc_shadow_birth(%[[P0]])
// CHECK-NEXT:    %{{.*}}, %[[START:.*]], %{{.*}}, %[[STRIDE:.*]] = memref.extract_strided_metadata %[[A]]
// CHECK-NEXT:    %[[FAR:.*]] = arith.muli %[[I]], %[[STRIDE]]
// CHECK-NEXT:    %[[ELEMENT:.*]] = arith.addi %[[START]], %[[FAR]]
// CHECK-NEXT:    %[[TWO:.*]] = arith.constant 2 : index
// CHECK-NEXT:    %[[BYTE:.*]] = arith.muli %[[ELEMENT]], %[[TWO]]
// CHECK-NEXT:    %[[BASE:.*]] = memref.extract_aligned_pointer_as_index %[[A]]
// CHECK-NEXT:    %[[ADDRESS:.*]] = arith.addi %[[BASE]], %[[BYTE]]
// CHECK-NEXT:    %[[WIDTH:.*]] = arith.constant 2 : index
// CHECK-NEXT:    %[[SITE:.*]] = arith.constant 0 : index
// CHECK-NEXT:    call @idealloc_shadow_write(%[[ADDRESS]], %[[WIDTH]], %[[SITE]])
// CHECK-NEXT:    memref.store %[[V]], %[[A]][%[[I]]]
// CHECK:         %[[SIZE:.*]] = memref.dim %[[A]]
// CHECK:         scf.for %[[J:.*]] = %{{.*}} to %[[SIZE]]
// CHECK:           call @idealloc_shadow_read
// CHECK-NEXT:      %[[ITEM:.*]] = memref.load %[[A]][%[[J]]]
// CHECK:           call @idealloc_shadow_write
// CHECK-NEXT:      memref.store %[[ITEM]], %[[OUT]][%[[J]]]
// CHECK:         call @idealloc_shadow_read
// CHECK-NEXT:    call @idealloc_shadow_write
// CHECK-NEXT:    memref.atomic_rmw
// CHECK:         call @idealloc_shadow_leave(%[[H]])
// CHECK-NEXT:    return
// LOWERED-LABEL: func.func @f
// LOWERED:         %[[M:.*]] = memref.alloc() {alignment = 64 : i64, bufferization.manual_deallocation, idealloc.keep} : memref<32xi8>
// LOWERED-NOT:     memref.alloc
// LOWERED:         memref.view %[[M]]
// LOWERED:         call @idealloc_shadow_leave
// LOWERED-NEXT:    memref.dealloc %[[M]]
func.func @f(%v: f16, %i: index, %out: memref<16xf16>) {
  %arena = idealloc.arena {alignment = 64 : i64} : memref<128xi8>
  %a = idealloc.slice %arena[64] slot 3 live 1 to 2 : memref<128xi8> to memref<16xf16>
  memref.store %v, %a[%i] : memref<16xf16>
  memref.copy %a, %out : memref<16xf16> to memref<16xf16>
  %old = memref.atomic_rmw addf %v, %a[%i] : (f16, memref<16xf16>) -> f16
  return
}
