// RUN: idealloc-opt %s --split-input-file --verify-diagnostics

// Lifetimes: (L1) to (L3).

func.func @l1_no_interval() {
  // expected-error @+1 {{expected integer value}}
  %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<>} : memref<4xf32>
  return
}

// -----

func.func @l1_half_an_interval() {
  // expected-error @+1 {{expected 'to'}}
  %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<3>} : memref<4xf32>
  return
}

// -----

func.func @l2_begins_before_0() {
  // expected-error @+1 {{lifetime has a live interval that begins before tick 0, at -1}}
  %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<-1 to 3>} : memref<4xf32>
  return
}

// -----

func.func @l2_empty_interval() {
  // expected-error @+1 {{lifetime has an empty live interval [4, 4)}}
  %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<4 to 4>} : memref<4xf32>
  return
}

// -----

func.func @l2_ends_before_it_begins() {
  // expected-error @+1 {{lifetime has an empty live interval [9, 5)}}
  %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<3 to 4, 9 to 5>} : memref<4xf32>
  return
}

// -----

func.func @l3_descending() {
  // expected-error @+1 {{lifetime has live intervals that do not ascend with a gap between them: [8, 9) and [1, 2)}}
  %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<8 to 9, 1 to 2>} : memref<4xf32>
  return
}

// -----

func.func @l3_touching() {
  // expected-error @+1 {{lifetime has live intervals that do not ascend with a gap between them: [1, 2) and [2, 3)}}
  %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<1 to 2, 2 to 3>} : memref<4xf32>
  return
}
