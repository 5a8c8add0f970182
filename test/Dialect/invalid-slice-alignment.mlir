// RUN: idealloc-opt %s --split-input-file --verify-diagnostics

// Slices: (S3).

func.func @s3_offset_not_aligned_to_the_element() {
  %arena = idealloc.arena {alignment = 64 : i64} : memref<100xi8>
  // expected-error @+1 {{(S3) at offset 2 of an arena aligned to 64 is not aligned to 4 bytes}}
  %a = idealloc.slice %arena[2] slot 0 live 0 to 5 : memref<100xi8> to memref<1xf32>
  return
}

// -----

func.func @s3_offset_not_aligned_as_asked() {
  %arena = idealloc.arena {alignment = 64 : i64} : memref<100xi8>
  // expected-error @+1 {{(S3) at offset 32 of an arena aligned to 64 is not aligned to 64 bytes}}
  %a = idealloc.slice %arena[32] slot 0 live 0 to 5 {alignment = 64 : i64} : memref<100xi8> to memref<1xf32>
  return
}

// -----

func.func @s3_arena_aligned_too_little() {
  %arena = idealloc.arena {alignment = 2 : i64} : memref<100xi8>
  // expected-error @+1 {{(S3) at offset 0 of an arena aligned to 2 is not aligned to 4 bytes}}
  %a = idealloc.slice %arena[0] slot 0 live 0 to 5 : memref<100xi8> to memref<1xf32>
  return
}

// -----

func.func @s3_alignment_not_a_power_of_two() {
  %arena = idealloc.arena {alignment = 64 : i64} : memref<100xi8>
  // expected-error @+1 {{(S3) alignment 12 is not a power of two}}
  %a = idealloc.slice %arena[0] slot 0 live 0 to 5 {alignment = 12 : i64} : memref<100xi8> to memref<1xf32>
  return
}
