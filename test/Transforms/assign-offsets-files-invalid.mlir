// RUN: rm -rf %t && mkdir %t
// RUN: not idealloc-opt %s --idealloc-assign-offsets=dump-problem=%t/none/p.csv 2>&1 | FileCheck %s --check-prefix=UNWRITABLE
// RUN: not idealloc-opt %s --idealloc-assign-offsets=load-plan=%t/none.csv 2>&1 | FileCheck %s --check-prefix=MISSING
// RUN: not idealloc-opt %s --idealloc-assign-offsets=load-plan=%t 2>&1 | FileCheck %s --check-prefix=FOLDER
// RUN: echo 'rubbish' > %t/rubbish.csv
// RUN: not idealloc-opt %s --idealloc-assign-offsets=load-plan=%t/rubbish.csv 2>&1 | FileCheck %s --check-prefix=RUBBISH
// RUN: echo -n '' > %t/empty.csv
// RUN: not idealloc-opt %s --idealloc-assign-offsets=load-plan=%t/empty.csv 2>&1 | FileCheck %s --check-prefix=EMPTY
// RUN: printf 'id,lower,upper,size,offset\n0,0,9,64,0\n' > %t/few.csv
// RUN: not idealloc-opt %s --idealloc-assign-offsets=load-plan=%t/few.csv 2>&1 | FileCheck %s --check-prefix=FEW
// RUN: printf 'id,lower,upper,size,offset\n0,0,9,64,0\nx,3,12,64,64\n' > %t/id.csv
// RUN: not idealloc-opt %s --idealloc-assign-offsets=load-plan=%t/id.csv 2>&1 | FileCheck %s --check-prefix=ID
// RUN: printf 'id,lower,upper,size,offset\n%%%%b,0,9,64,0\n1,3,12,64,64\n' > %t/twice.csv
// RUN: not idealloc-opt %s --idealloc-assign-offsets=load-plan=%t/twice.csv 2>&1 | FileCheck %s --check-prefix=TWICE
// RUN: printf 'id,lower,upper,size,offset\n0,0,9,64,0\n2,3,12,64,64\n' > %t/beyond.csv
// RUN: not idealloc-opt %s --idealloc-assign-offsets=load-plan=%t/beyond.csv 2>&1 | FileCheck %s --check-prefix=BEYOND
// RUN: printf 'id,lower,upper,size,offset\n0,0,9,64,0\n1,3,12,63,64\n' > %t/size.csv
// RUN: not idealloc-opt %s --idealloc-assign-offsets=load-plan=%t/size.csv 2>&1 | FileCheck %s --check-prefix=SIZE
// RUN: printf 'id,lower,upper,size,offset\n0,0,9,64,0\n1,9,12,64,64\n' > %t/lifetime.csv
// RUN: not idealloc-opt %s --idealloc-assign-offsets=load-plan=%t/lifetime.csv 2>&1 | FileCheck %s --check-prefix=LIFETIME
// RUN: printf 'id,lower,upper,size,offset\n0,0,9,64,0\n1,3,12,64,\n' > %t/unplanned.csv
// RUN: not idealloc-opt %s --idealloc-assign-offsets=load-plan=%t/unplanned.csv 2>&1 | FileCheck %s --check-prefix=UNPLANNED
// RUN: printf 'id,lower,upper,size,offset\n0,0,9,64,0\n1,3,12,64,32\n' > %t/clash.csv
// RUN: not idealloc-opt %s --idealloc-assign-offsets='alignment=1 load-plan=%t/clash.csv' 2>&1 | FileCheck %s --check-prefix=CLASH
// RUN: printf 'id,lower,upper,size,offset\n0,0,9,64,0\n1,3,12,64,96\n' > %t/aligned.csv
// RUN: not idealloc-opt %s --idealloc-assign-offsets='load-plan=%t/aligned.csv' 2>&1 | FileCheck %s --check-prefix=ALIGNED
// RUN: printf 'id,lower,upper,size,offset\n0,0,9,64,0\n1,3,12,64,128\n' > %t/apart.csv
// RUN: not idealloc-opt %s --idealloc-assign-offsets='capacity=default:128 load-plan=%t/apart.csv' 2>&1 | FileCheck %s --check-prefix=CAPACITY
// RUN: not idealloc-opt %s --idealloc-assign-offsets='reserve=default:150-151 load-plan=%t/apart.csv' 2>&1 | FileCheck %s --check-prefix=RESERVED
// RUN: %idealloc-opt %s --idealloc-assign-offsets='load-plan=%t/apart.csv' | FileCheck %s --check-prefix=GOOD

// UNWRITABLE: error: {{.*}}cannot write dump-problem file '{{.*}}/none/p.csv': {{.*}}No such file or directory
// MISSING:    error: {{.*}}cannot use load-plan file '{{.*}}/none.csv': No such file or directory
// FOLDER:     error: {{.*}}cannot use load-plan file '{{.*}}': Is a directory
// RUBBISH:    error: {{.*}}cannot use load-plan file '{{.*}}/rubbish.csv': {{.*}}rubbish.csv:1:
// EMPTY:      error: {{.*}}cannot use load-plan file '{{.*}}/empty.csv': {{.*}}empty.csv:1:
// FEW:        error: {{.*}}few.csv': it has 1 buffers, the function 2
// ID:         error: {{.*}}id.csv': the function has no buffer 'x'
// TWICE:      error: {{.*}}twice.csv': it has buffer '%b' twice, as '%b' and as '1'
// BEYOND:     error: {{.*}}beyond.csv': the function has no buffer '2'
// SIZE:       error: {{.*}}size.csv': buffer '%b' has 63 bytes, in the function 64
// LIFETIME:   error: {{.*}}lifetime.csv': buffer '%b' has another lifetime than in the function
// UNPLANNED:  error: {{.*}}unplanned.csv': buffer '%b' has no offset
// CLASH:      error: {{.*}}clash.csv': {{.*}}32{{.*}} bytes
// ALIGNED:    error: {{.*}}aligned.csv': buffer '%b' at offset 96 is not aligned to 64 bytes
// CAPACITY:   error: {{.*}}apart.csv': buffer '%b' at offset 128 ends 64 bytes above the capacity 128
// RESERVED:   error: {{.*}}apart.csv': buffer '%b' at offset 128 shares 1 bytes with the reserved range [150, 151)
// GOOD:       idealloc.offset = 128 : i64}

func.func @two_buffers() {
  %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<0 to 9>} : memref<16xf32>
  %b = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<3 to 12>} : memref<16xf32>
  return
}
