// RUN: %idealloc-opt %s --idealloc-annotate-lifetimes=memory-spaces=all | FileCheck %s --check-prefixes=CHECK,DEFAULT,ONE,L1,GPU
// RUN: %idealloc-opt %s --idealloc-annotate-lifetimes=memory-spaces=default | FileCheck %s --check-prefixes=CHECK,DEFAULT,NOT1,NOTL1,NOTGPU
// RUN: %idealloc-opt %s --idealloc-annotate-lifetimes=memory-spaces=0 | FileCheck %s --check-prefixes=CHECK,DEFAULT,NOT1,NOTL1,NOTGPU
// RUN: %idealloc-opt %s --idealloc-annotate-lifetimes=memory-spaces=1,L1 | FileCheck %s --check-prefixes=CHECK,NOT0,ONE,L1,NOTGPU
// RUN: %idealloc-opt %s '--idealloc-annotate-lifetimes=memory-spaces=#gpu.address_space<workgroup>' | FileCheck %s --check-prefixes=CHECK,NOT0,NOT1,NOTL1,GPU
// RUN: %idealloc-opt %s '--idealloc-annotate-lifetimes=memory-spaces="L1"' | FileCheck %s --check-prefixes=CHECK,NOT0,NOT1,L1,NOTGPU
// RUN: not idealloc-opt %s --idealloc-annotate-lifetimes 2>&1 | FileCheck %s --check-prefix=SEVERAL
// RUN: not idealloc-opt %s '--idealloc-annotate-lifetimes=memory-spaces=#what' 2>&1 | FileCheck %s --check-prefix=UNKNOWN

// UNKNOWN: error: '#what' is no memory space: expected 'default', a number, a word, or an attribute

// SEVERAL: :[[@LINE+10]]:10: error: allocations in the memory spaces 'default' and '1' could be planned; say which with memory-spaces=SPACE,... or memory-spaces=all
// SEVERAL: :[[@LINE+6]]:12: note: the other space is used here

// CHECK-LABEL: func.func @spaces(
func.func @spaces(%v: f32, %i: index) {
  // DEFAULT: memref.alloc() {idealloc.lifetime = #idealloc.lifetime<4 to 5>} : memref<16xf32>
  // NOT0:    memref.alloc() : memref<16xf32>
  %plain = memref.alloc() : memref<16xf32>
  // ONE:     memref.alloc() {idealloc.lifetime = #idealloc.lifetime<5 to 6>} : memref<16xf32, 1>
  // NOT1:    memref.alloc() : memref<16xf32, 1>
  %one = memref.alloc() : memref<16xf32, 1>
  // L1:      memref.alloc() {idealloc.lifetime = #idealloc.lifetime<6 to 7>} : memref<16xf32, "L1">
  // NOTL1:   memref.alloc() : memref<16xf32, "L1">
  %word = memref.alloc() : memref<16xf32, "L1">
  // GPU:     memref.alloc() {idealloc.lifetime = #idealloc.lifetime<7 to 8>} : memref<16xf32, #gpu.address_space<workgroup>>
  // NOTGPU:  memref.alloc() : memref<16xf32, #gpu.address_space<workgroup>>
  %gpu = memref.alloc() : memref<16xf32, #gpu.address_space<workgroup>>
  memref.store %v, %plain[%i] : memref<16xf32> // 4
  memref.store %v, %one[%i] : memref<16xf32, 1> // 5
  memref.store %v, %word[%i] : memref<16xf32, "L1"> // 6
  memref.store %v, %gpu[%i] : memref<16xf32, #gpu.address_space<workgroup>> // 7
  return
}
