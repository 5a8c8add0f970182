// RUN: idealloc-opt %s --idealloc-assign-offsets='alignment=16 capacity=1:256 reserve=1:0-32' --split-input-file --verify-diagnostics

func.func @pin_misaligned() {
  // expected-error @+1 {{memory space '1': buffer '%a' is pinned at 36, which is no multiple of its alignment 16}}
  %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<0 to 9>, idealloc.pin = 36} : memref<4xf32, 1>
  return
}

// -----

// expected-error @+1 {{needs 272 bytes, capacity of memory space '1' is 256 (32 bytes of it reserved), 16 too few; one buffer is pinned at 256; the smallest capacity known to work is 272}}
func.func @pin_above_capacity() {
  // expected-note @+1 {{16 bytes of '%a' here}}
  %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<0 to 9>, idealloc.pin = 256} : memref<4xf32, 1>
  return
}

// -----

func.func @pin_overflows() {
  %of_the_limits = memref.alloc() : memref<4xf32, 1>
  // expected-error @+1 {{memory space 'default': buffer '%a' is pinned at 9223372036854775792, which leaves too few offsets below 9223372036854775807 (2^63-1)}}
  %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<0 to 9>, idealloc.pin = 9223372036854775792} : memref<4xf32>
  return
}

// -----

func.func @pin_in_reserved() {
  %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<0 to 9>} : memref<4xf32, 1>
  // expected-error @+1 {{memory space '1': buffer '%b' is pinned at 16, where it touches the reserved range [0, 32)}}
  %b = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<0 to 9>, idealloc.pin = 16} : memref<4xf32, 1>
  return
}

// -----

func.func @pins_collide() {
  // expected-note @+1 {{the other buffer is here}}
  %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<0 to 9>, idealloc.pin = 64} : memref<8xf32, 1>
  // expected-error @+1 {{memory space '1': buffer '%b' and buffer '%a' are pinned onto 16 common bytes and both live at 3}}
  %b = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<3 to 12>, idealloc.pin = 80} : memref<8xf32, 1>
  return
}

// -----

// Proved: no plan fits. Who cannot fit together and when they are live, largest
// first.
//
// expected-error @+1 {{needs 288 bytes, capacity of memory space '1' is 256 (32 bytes of it reserved), 32 too few; at tick 4 these 3 buffers are live together; the smallest capacity known to work is 288}}
func.func @capacity_below_load() {
  // expected-note @+1 {{64 bytes of '%a' here}}
  %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<0 to 9>} : memref<16xf32, 1>
  // expected-note @+1 {{128 bytes of '%b' here}}
  %b = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<3 to 9>} : memref<32xf32, 1>
  // expected-note @+1 {{64 bytes of '%c' here}}
  %c = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<4 to 6>} : memref<16xf32, 1>
  %later = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<9 to 12>} : memref<16xf32, 1>
  return
}

// -----

// Of many buffers the largest are shown.
//
// expected-error @+2 {{at tick 0 these 10 buffers are live together}}
// expected-note @+1 {{and 2 smaller buffers}}
func.func @many_live_at_the_peak() {
  %s0 = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<0 to 9>} : memref<5xf32, 1>
  %s1 = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<0 to 9>} : memref<5xf32, 1>
  // expected-note @+1 {{24 bytes aligned to 16 of '%b0' here}}
  %b0 = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<0 to 9>} : memref<6xf32, 1>
  // expected-note @+1 {{24 bytes aligned to 16 of '%b1' here}}
  %b1 = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<0 to 9>} : memref<6xf32, 1>
  // expected-note @+1 {{24 bytes aligned to 16 of '%b2' here}}
  %b2 = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<0 to 9>} : memref<6xf32, 1>
  // expected-note @+1 {{24 bytes aligned to 16 of '%b3' here}}
  %b3 = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<0 to 9>} : memref<6xf32, 1>
  // expected-note @+1 {{24 bytes aligned to 16 of '%b4' here}}
  %b4 = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<0 to 9>} : memref<6xf32, 1>
  // expected-note @+1 {{24 bytes aligned to 16 of '%b5' here}}
  %b5 = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<0 to 9>} : memref<6xf32, 1>
  // expected-note @+1 {{24 bytes aligned to 16 of '%b6' here}}
  %b6 = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<0 to 9>} : memref<6xf32, 1>
  // expected-note @+1 {{24 bytes aligned to 16 of '%b7' here}}
  %b7 = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<0 to 9>} : memref<6xf32, 1>
  return
}

// -----

// Where two suffice, the other eight that are live at the peak are no matter, nor
// is the peak.
//
// expected-error @+1 {{at tick 9 these 2 buffers are live together}}
func.func @two_suffice() {
  %s0 = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<0 to 9>} : memref<16xf32, 1>
  %s1 = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<0 to 9>} : memref<16xf32, 1>
  %s2 = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<0 to 9>} : memref<16xf32, 1>
  %s3 = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<0 to 9>} : memref<16xf32, 1>
  %s4 = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<0 to 9>} : memref<16xf32, 1>
  %s5 = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<0 to 9>} : memref<16xf32, 1>
  %s6 = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<0 to 9>} : memref<16xf32, 1>
  %s7 = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<0 to 9>} : memref<16xf32, 1>
  // expected-note @+1 {{128 bytes of '%a' here}}
  %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<9 to 14>} : memref<32xf32, 1>
  // expected-note @+1 {{128 bytes of '%b' here}}
  %b = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<9 to 12>} : memref<32xf32, 1>
  return
}

// -----

// The lowest place clear of the reserved bytes is [32, 260).
//
// expected-error @+1 {{needs 260 bytes, capacity of memory space '1' is 256 (32 bytes of it reserved), 4 too few; one buffer does not fit even alone; the smallest capacity known to work is 260}}
func.func @one_does_not_fit() {
  // expected-note @+1 {{228 bytes aligned to 16 of '%a' here}}
  %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<0 to 9>} : memref<57xf32, 1>
  %b = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<9 to 12>} : memref<32xf32, 1>
  return
}

// -----

// A front end may have put a lifetime where there is no size.
func.func @lifetime_without_size(%n: index) {
  %of_the_limits = memref.alloc() : memref<4xf32, 1>
  // expected-error @+1 {{has a lifetime but no size to plan: 'memref<?xf32>'}}
  %a = memref.alloc(%n) {idealloc.lifetime = #idealloc.lifetime<0 to 9>} : memref<?xf32>
  return
}

// -----

func.func @lifetime_without_bytes() {
  %of_the_limits = memref.alloc() : memref<4xf32, 1>
  // expected-error @+1 {{has a lifetime but no size to plan: 'memref<0xf32>'}}
  %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<0 to 9>} : memref<0xf32>
  return
}

// -----

func.func @sum_overflows() {
  %of_the_limits = memref.alloc() : memref<4xf32, 1>
  // expected-error @+1 {{sizes, alignments and reserved ranges together exceed 9223372036854775807 (2^63-1) at buffer '%a'}}
  %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<0 to 9>} : memref<9223372036854775807xi8>
  return
}
