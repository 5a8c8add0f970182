// A plan is refused, at the op, where a later pass has moved a use: here the
// copy of %a went behind the fill of %b, which shares its bytes.
//
// RUN: idealloc-opt %s --idealloc-materialize-arena --verify-diagnostics

func.func @moved(%v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = [{alignment = 64, bytes = 64, load = 64, lower_bound = 64, space = 0, status = "optimal", ticks = 11}]} {
  // expected-note @+1 {{the other buffer '%a' is at bytes [0, 64)}}
  %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<2 to 6>, idealloc.offset = 0 : i64} : memref<16xf32>
  // expected-note @+1 {{this buffer '%b' at bytes [0, 64)}}
  %b = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<6 to 10>, idealloc.offset = 0 : i64} : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%a : memref<16xf32>)
  // expected-error @+1 {{overwrites bytes [0, 64) of memory space 'default', which another buffer needs later}}
  linalg.fill ins(%v : f32) outs(%b : memref<16xf32>)
  // expected-note @+1 {{it may still be read here}}
  memref.copy %a, %out : memref<16xf32> to memref<16xf32>
  memref.copy %b, %out : memref<16xf32> to memref<16xf32>
  return
}
