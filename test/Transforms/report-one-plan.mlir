// The account of a memory says what one plan for all functions could save, and so it
// is when there is one.

// RUN: %idealloc-opt %s --idealloc="program=false report=%t.txt storage=argument" -o /dev/null
// RUN: FileCheck %s --check-prefix=APART < %t.txt
// RUN: %idealloc-opt %s --idealloc="report=%t.txt storage=argument" -o /dev/null
// RUN: FileCheck %s --check-prefix=TOGETHER < %t.txt

// APART:      memory space default
// APART-NEXT:   arenas                   128 bytes  one plan for all functions could save up to 64
// APART-NEXT:   all                      128 bytes
// TOGETHER:      memory space default
// TOGETHER-NEXT:   arenas                    64 bytes  the least there can be
// TOGETHER-NEXT:   all                       64 bytes

func.func private @leaf(%v: f32, %out: memref<16xf32>) {
  %a = memref.alloc() : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%a : memref<16xf32>)
  linalg.exp ins(%a : memref<16xf32>) outs(%out : memref<16xf32>)
  return
}
func.func @top(%v: f32, %out: memref<16xf32>) {
  %b = memref.alloc() : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%b : memref<16xf32>)
  linalg.exp ins(%b : memref<16xf32>) outs(%out : memref<16xf32>)
  call @leaf(%v, %out) : (f32, memref<16xf32>) -> ()
  return
}
