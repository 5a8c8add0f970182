# static-memory.sh PROGRAM STEM FLAG_OF_IDEALLOC DEFINE: compiles a program with
# static-memory.c (or DRIVER), in the one address space that there is, and runs it.
lower='convert-linalg-to-loops,expand-strided-metadata,lower-affine,convert-scf-to-cf'
lower+=',finalize-memref-to-llvm,convert-arith-to-llvm'
lower+=',convert-func-to-llvm,convert-cf-to-llvm,reconcile-unrealized-casts'
idealloc-opt "$1" ${3:+"$3"} | sed 's/, 1>/>/g; s/xi8, 1>/xi8>/g; s/ptr<1>/ptr/g' |
  mlir-opt --pass-pipeline="builtin.module($lower)" |
  mlir-translate --mlir-to-llvmir > "$2.ll"
clang-22 -Wno-override-module -Wno-pointer-integer-compare $4 -O1 -o "$2.exe" \
  "${DRIVER:-$(dirname "$0")/static-memory.c}" "$2.ll" -lm
"$2.exe"
