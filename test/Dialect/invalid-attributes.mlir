// RUN: idealloc-opt %s --split-input-file --verify-diagnostics

func.func @lifetime_on_a_cast(%m: memref<4xf32>) {
  // expected-error @+1 {{'memref.cast' op carries 'idealloc.lifetime', which belongs on an op that allocates one memref}}
  %a = memref.cast %m {idealloc.lifetime = #idealloc.lifetime<3 to 9>} : memref<4xf32> to memref<?xf32>
  return
}

// -----

func.func @pin_on_no_allocation(%i: index) {
  // expected-error @+1 {{'arith.addi' op carries 'idealloc.pin', which belongs on an op that allocates one memref}}
  %a = arith.addi %i, %i {idealloc.pin = 64} : index
  return
}

// -----

func.func @offset_on_no_allocation(%m: memref<4xf32>) {
  // expected-error @+1 {{'memref.dealloc' op carries 'idealloc.offset', which belongs on an op that allocates one memref}}
  memref.dealloc %m {idealloc.offset = 64} : memref<4xf32>
  return
}

// -----

// expected-error @+1 {{'func.func' op carries 'idealloc.keep', which belongs on an op that allocates one memref}}
func.func private @keep_on_function() attributes {idealloc.keep}

// -----

func.func @lifetime_of_another_type() {
  // expected-error @+1 {{'memref.alloc' op expects 'idealloc.lifetime' to be an #idealloc.lifetime<begin to end>}}
  %a = memref.alloc() {idealloc.lifetime = [3, 9]} : memref<4xf32>
  return
}

// -----

func.func @pin_negative() {
  // expected-error @+1 {{expects 'idealloc.pin' to be an i64 number of bytes, 0 or more}}
  %a = memref.alloc() {idealloc.pin = -64} : memref<4xf32>
  return
}

// -----

func.func @pin_not_i64() {
  // expected-error @+1 {{expects 'idealloc.pin' to be an i64 number of bytes, 0 or more}}
  %a = memref.alloc() {idealloc.pin = 64 : i32} : memref<4xf32>
  return
}

// -----

func.func @offset_negative() {
  // expected-error @+1 {{expects 'idealloc.offset' to be an i64 number of bytes, 0 or more}}
  %a = memref.alloc() {idealloc.offset = -1} : memref<4xf32>
  return
}

// -----

func.func @offset_no_number() {
  // expected-error @+1 {{expects 'idealloc.offset' to be an i64 number of bytes, 0 or more}}
  %a = memref.alloc() {idealloc.offset = "64"} : memref<4xf32>
  return
}

// -----

func.func @keep_with_a_value() {
  // expected-error @+1 {{expects 'idealloc.keep' to be a unit attribute}}
  %a = memref.alloc() {idealloc.keep = true} : memref<4xf32>
  return
}

// -----

func.func @noretain_without_operands() {
  // expected-error @+1 {{expects 'idealloc.noretain' to be a unit attribute on a function or an op that takes operands}}
  %a = memref.alloc() {idealloc.noretain} : memref<4xf32>
  return
}

// -----

// expected-error @+1 {{expects 'idealloc.noretain' to be a unit attribute on a function or an op that takes operands}}
func.func private @noretain_with_a_value(memref<4xf32>) attributes {idealloc.noretain = 1}

// -----

func.func @unknown_attribute() {
  // expected-error @+1 {{'memref.alloc' op carries 'idealloc.lifetimes', which the idealloc dialect does not know}}
  %a = memref.alloc() {idealloc.lifetimes = 1} : memref<4xf32>
  return
}

// -----

// expected-error @+1 {{'func.func' op carries 'idealloc.arena', which the idealloc dialect does not know}}
func.func private @arena_on_function() attributes {idealloc.arena = {alignment = 64, bytes = 128}}

// -----

// expected-error @+1 {{carries 'idealloc.scratch', which the idealloc dialect does not know}}
module attributes {idealloc.scratch} {
}

// -----

// expected-error @+1 {{expects 'idealloc.arenas' to be an array of {space, bytes, load, lower_bound, status} on a function}}
func.func private @arenas_no_array() attributes {idealloc.arenas = {space = 0, bytes = 1, load = 1, lower_bound = 1, status = "optimal"}}

// -----

// expected-error @+1 {{expects 'idealloc.arenas' to be an array}}
func.func private @arenas_of_numbers() attributes {idealloc.arenas = [64]}

// -----

// expected-error @+1 {{expects 'idealloc.arenas' to be an array}}
func.func private @arenas_without_space() attributes {idealloc.arenas = [{bytes = 1, load = 1, lower_bound = 1, status = "optimal"}]}

// -----

// expected-error @+1 {{expects 'idealloc.arenas' to be an array}}
func.func private @arenas_without_load() attributes {idealloc.arenas = [{space = 0, bytes = 1, lower_bound = 1, status = "optimal"}]}

// -----

// expected-error @+1 {{expects 'idealloc.arenas' to be an array}}
func.func private @arenas_with_negative_bytes() attributes {idealloc.arenas = [{space = 0, bytes = -1, load = 1, lower_bound = 1, status = "optimal"}]}

// -----

// expected-error @+1 {{expects 'idealloc.arenas' to be an array}}
func.func private @arenas_with_a_number_as_status() attributes {idealloc.arenas = [{space = 0, bytes = 1, load = 1, lower_bound = 1, status = 2}]}

// -----

// expected-error @+1 {{expects 'idealloc.arenas' to be an array}}
module attributes {idealloc.arenas = [{space = 0, bytes = 1, load = 1, lower_bound = 1, status = "optimal"}]} {
}

// -----

// expected-error @+1 {{argument #1 expects 'idealloc.arena' to be {alignment, bytes}}}
func.func private @arena_without_bytes(i32, memref<64xi8> {idealloc.arena = {alignment = 64}})

// -----

// expected-error @+1 {{argument #0 expects 'idealloc.arena' to be {alignment, bytes}}}
func.func private @arena_of_another_type(memref<64xi8> {idealloc.arena})

// -----

// expected-error @+1 {{argument #0 expects 'idealloc.arena' to be {alignment, bytes}}}
func.func private @arena_with_negative_bytes(memref<64xi8> {idealloc.arena = {alignment = 64, bytes = -1}})

// -----

// expected-error @+1 {{argument #0}}
func.func private @arena_on_no_memref(i32 {idealloc.arena = {alignment = 64, bytes = 64}})

// -----

// expected-error @+1 {{argument #0 carries 'idealloc.pin', which the idealloc dialect does not know}}
func.func private @pin_on_argument(memref<64xi8> {idealloc.pin = 0})

// -----

// expected-error @+1 {{result #0}}
func.func private @arena_on_result() -> (memref<64xi8> {idealloc.arena = {alignment = 64, bytes = 64}})

// -----

// expected-error @+1 {{expects 'idealloc.arenas' to be an array}}
func.func private @arenas_with_an_alignment_of_3() attributes {idealloc.arenas = [{space = 0, bytes = 64, load = 1, lower_bound = 1, status = "optimal", alignment = 3}]}

// -----

// expected-error @+1 {{expects 'idealloc.arenas' to be an array}}
func.func private @arenas_with_text_as_ticks() attributes {idealloc.arenas = [{space = 0, bytes = 64, load = 1, lower_bound = 1, status = "optimal", ticks = "8"}]}

// -----

// expected-error @+1 {{has two 'idealloc.arenas' for memory space}}
func.func private @two_arenas_in_one_space() attributes {idealloc.arenas = [
    {space = 0, bytes = 64, load = 1, lower_bound = 1, status = "optimal", ticks = 4},
    {space = 0, bytes = 64, load = 1, lower_bound = 1, status = "optimal", ticks = 4}]}

// -----

func.func @slot_below_zero() {
  // expected-error @+1 {{expects 'idealloc.slot' to be an i64 number, 0 or more}}
  %a = memref.alloc() {idealloc.slot = -1 : i64} : memref<4xf32>
  return
}

// -----

// expected-error @+1 {{expects 'idealloc.callee' to be {args, results} or a string on a call}}
func.func private @callee_on_function() attributes {idealloc.callee = {args = [], results = []}}

// -----

func.func private @f(memref<4xf32>)
func.func @callee_with_an_unknown_use(%m: memref<4xf32>) {
  // expected-error @+1 {{expects 'idealloc.callee' to be {args, results} or a string on a call}}
  call @f(%m) {idealloc.callee = {args = ["reads"], results = []}} : (memref<4xf32>) -> ()
  return
}

// -----

func.func private @f(memref<4xf32>) -> memref<4xf32>
func.func @callee_whose_result_aliases_no_operand(%m: memref<4xf32>) {
  // expected-error @+1 {{expects 'idealloc.callee' to be {args, results} or a string on a call}}
  %r = call @f(%m) {idealloc.callee = {args = ["read"], results = [array<i64: 1>]}} : (memref<4xf32>) -> memref<4xf32>
  return
}

// -----

func.func @order_negative(%x: memref<8xf32>, %v: f32) {
  // expected-error@+1 {{expects 'idealloc.order' to be an i64 number, 0 or more}}
  linalg.fill {idealloc.order = -1 : i64} ins(%v : f32) outs(%x : memref<8xf32>)
  return
}

// -----

func.func @order_bound_on_an_op(%x: memref<8xf32>, %v: f32) {
  // expected-error@+1 {{expects 'idealloc.order_bound' to be an i64 number, 0 or more, on a function}}
  linalg.fill {idealloc.order_bound = 1 : i64} ins(%v : f32) outs(%x : memref<8xf32>)
  return
}

// -----

func.func @clone_of_no_place(%x: memref<8xf32>, %v: f32) {
  // expected-error@+1 {{expects 'idealloc.clone' to be a unit attribute beside 'idealloc.order'}}
  linalg.fill {idealloc.clone} ins(%v : f32) outs(%x : memref<8xf32>)
  return
}

// -----

// expected-error@+1 {{expects 'idealloc.in_order' to be a unit attribute}}
func.func @in_order_true() attributes {idealloc.in_order = true} {
  return
}

// -----

// expected-error@+1 {{expects 'idealloc.keep_order' to be a unit attribute}}
func.func @keep_order_true() attributes {idealloc.keep_order = true} {
  return
}

// -----

func.func @barrier_with_regions(%c: i1) {
  // expected-error @below {{expects 'idealloc.barrier' to be a unit attribute on a function or an op without regions}}
  scf.if %c {
  } {idealloc.barrier}
  return
}

// -----

// expected-error @below {{expects 'idealloc.barrier' to be a unit attribute on a function or an op without regions}}
func.func private @barrier_with_value() attributes {idealloc.barrier = 1 : i64}
