// What docs/Extending.md says of each is to be seen in the plan:
//   idealloc-opt --load-dialect-plugin=KernelDialect.so kernels.mlir \
//     --idealloc=lower=false

// kernel.scale can work in place: %a and %b are one slot.
func.func @scale(%v: f32, %out: memref<16xf32>) {
  %a = memref.alloc() : memref<16xf32>
  %b = memref.alloc() : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%a : memref<16xf32>)
  kernel.scale %a, %b by 2.0 : memref<16xf32>, memref<16xf32>
  memref.copy %b, %out : memref<16xf32> to memref<16xf32>
  return
}

// kernel.round goes from front to back: %b begins where %a does.
func.func @round(%v: f32, %out: memref<16xf16>) {
  %a = memref.alloc() : memref<16xf32>
  %b = memref.alloc() : memref<16xf16>
  linalg.fill ins(%v : f32) outs(%a : memref<16xf32>)
  kernel.round %a, %b : memref<16xf32>, memref<16xf16>
  memref.copy %b, %out : memref<16xf16> to memref<16xf16>
  return
}

// kernel.conv overwrites its output: %y has no bytes from the first copy to the
// convolution. Its scratch memory is planned, too.
func.func @convolve(%v: f32, %filter: memref<3xf32>, %out: memref<16xf32>) {
  %x = memref.alloc() : memref<18xf32>
  %y = memref.alloc() : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%y : memref<16xf32>)
  memref.copy %y, %out : memref<16xf32> to memref<16xf32>
  linalg.fill ins(%v : f32) outs(%x : memref<18xf32>)
  kernel.conv %x, %filter, %y : memref<18xf32>, memref<3xf32>, memref<16xf32>
  memref.copy %y, %out : memref<16xf32> to memref<16xf32>
  return
}

// The plugin tells what mpi.send and mpi.recv do: %a and %b share bytes.
func.func @exchange(%comm: !mpi.comm, %other: i32, %tag: i32, %v: f32) {
  %a = memref.alloc() : memref<16xf32>
  %b = memref.alloc() : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%a : memref<16xf32>)
  mpi.send(%a, %tag, %other, %comm) : memref<16xf32>, i32, i32
  mpi.recv(%b, %tag, %other, %comm) : memref<16xf32>, i32, i32
  kernel.scale %b, %b by 2.0 : memref<16xf32>, memref<16xf32>
  return
}
