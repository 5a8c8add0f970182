# Finds Debian's LLVM and MLIR 22 and sets what their CMake files expect.

# llvm-lit is named `lit` in Debian's packages.
find_program(LLVM_EXTERNAL_LIT NAMES llvm-lit lit lit-22
  HINTS /usr/lib/llvm-22/bin)
find_package(Python3 REQUIRED COMPONENTS Interpreter)

# A version in find_package would be compared with "22.1" and refused.
find_package(MLIR REQUIRED CONFIG HINTS /usr/lib/llvm-22/lib/cmake/mlir)
if(NOT LLVM_VERSION_MAJOR EQUAL 22)
  message(FATAL_ERROR "idealloc needs LLVM/MLIR 22, found ${LLVM_VERSION} "
    "in ${LLVM_DIR}. Set -DMLIR_DIR=<prefix>/lib/cmake/mlir.")
endif()
message(STATUS "Using MLIR ${LLVM_VERSION} in ${MLIR_DIR}")

# Only the dylib: a second, static MLIR in the plugin would not share types
# with the mlir-opt that loads it.
set(MLIR_LINK_MLIR_DYLIB ON)
set(LLVM_LINK_LLVM_DYLIB ON)
set(MLIR_BINARY_DIR ${CMAKE_BINARY_DIR})
set(LLVM_RUNTIME_OUTPUT_INTDIR ${CMAKE_BINARY_DIR}/bin)
set(LLVM_LIBRARY_OUTPUT_INTDIR ${CMAKE_BINARY_DIR}/lib)

list(APPEND CMAKE_MODULE_PATH ${MLIR_CMAKE_DIR} ${LLVM_CMAKE_DIR})
include(TableGen)
include(AddLLVM)
include(AddMLIR)
if(NOT DEFINED LLVM_UBSAN_FLAGS)
  # LLVM's own CMakeLists.txt sets this, which no package has: without it
  # Address;Undefined is silently Address alone.
  string(JOIN " " LLVM_UBSAN_FLAGS -fsanitize=undefined
    -fno-sanitize=vptr,function -fno-sanitize-recover=all)
endif()
include(HandleLLVMOptions)
include_directories(SYSTEM ${LLVM_INCLUDE_DIRS} ${MLIR_INCLUDE_DIRS})
separate_arguments(IDEALLOC_LLVM_DEFINITIONS NATIVE_COMMAND "${LLVM_DEFINITIONS}")
add_definitions(${IDEALLOC_LLVM_DEFINITIONS})

# A GoogleTest binary of the MLIR side.
function(idealloc_add_mlir_unittest name)
  idealloc_add_test_binary(${name} ${ARGN})
  llvm_update_compile_flags(${name})
  mlir_target_link_libraries(${name} PRIVATE MLIR)
endfunction()

# A library of the MLIR side. MLIR's own libraries come from the dylib alone.
function(idealloc_add_mlir_library name)
  cmake_parse_arguments(ARG "" "" "SOURCES;DEPENDS;LINK" ${ARGN})
  if(IDEALLOC_MUTATIONS)
    idealloc_plant_bugs(ARG_SOURCES)
  endif()
  add_mlir_library(${name} STATIC ${ARG_SOURCES} DISABLE_INSTALL
    DEPENDS ${ARG_DEPENDS} LINK_LIBS PUBLIC ${ARG_LINK})
  mlir_target_link_libraries(${name} PUBLIC MLIR)
  idealloc_room(${name})
  install(TARGETS ${name} EXPORT IdeallocTargets
    ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
endfunction()
