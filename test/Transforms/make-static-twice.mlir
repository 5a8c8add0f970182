// A second run changes nothing.

// RUN: %idealloc-opt %S/make-static-bounded.mlir --idealloc-make-static=instance-bytes=4096 -o %t.once
// RUN: %idealloc-opt %t.once --idealloc-make-static=instance-bytes=4096 -o %t.twice
// RUN: diff %t.once %t.twice
// RUN: %idealloc-opt %S/make-static-bounded-attributes.mlir --idealloc-make-static=instance-bytes=4096 -o %t.once
// RUN: %idealloc-opt %t.once --idealloc-make-static=instance-bytes=4096 -o %t.twice
// RUN: diff %t.once %t.twice
// RUN: %idealloc-opt %S/make-static-generations.mlir --idealloc-make-static=instance-bytes=4096 -o %t.once
// RUN: %idealloc-opt %t.once --idealloc-make-static=instance-bytes=4096 -o %t.twice
// RUN: diff %t.once %t.twice
// RUN: %idealloc-opt %S/make-static-instances.mlir --idealloc-make-static=instance-bytes=4096 -o %t.once
// RUN: %idealloc-opt %t.once --idealloc-make-static=instance-bytes=4096 -o %t.twice
// RUN: diff %t.once %t.twice
// RUN: %idealloc-opt --load-dialect-plugin=%kernel-dialect %S/make-static-scratch.mlir --idealloc-make-static -o %t.once
// RUN: %idealloc-opt --load-dialect-plugin=%kernel-dialect %t.once --idealloc-make-static -o %t.twice
// RUN: diff %t.once %t.twice
