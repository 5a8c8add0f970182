# Targets that need no LLVM: the planner side of the project.

# Gives the library Idealloc<ROOM> the headers of include/idealloc/<ROOM> alone:
# a target sees the headers of the rooms that it links, and an include of any
# other does not compile.
function(idealloc_room name)
  string(REGEX REPLACE "^Idealloc" "" room ${name})
  set(root ${CMAKE_BINARY_DIR}/rooms/${room})
  file(MAKE_DIRECTORY ${root}/idealloc)
  file(CREATE_LINK ${PROJECT_SOURCE_DIR}/include/idealloc/${room}
    ${root}/idealloc/${room} SYMBOLIC)
  target_include_directories(${name} PUBLIC
    $<BUILD_INTERFACE:${root}>
    $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>)
endfunction()

# A static library of the planner side, exported as idealloc::<name>.
function(idealloc_add_library name)
  cmake_parse_arguments(ARG "" "" "SOURCES;LINK" ${ARGN})
  add_library(${name} STATIC ${ARG_SOURCES})
  add_library(idealloc::${name} ALIAS ${name})
  target_compile_features(${name} PUBLIC cxx_std_20)
  target_compile_options(${name} PRIVATE -Wall -Wextra -Werror=return-type)
  idealloc_room(${name})
  target_link_libraries(${name} PUBLIC ${ARG_LINK})
  idealloc_sanitize(${name})
  install(TARGETS ${name} EXPORT IdeallocTargets
    ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
endfunction()

# LLVM_USE_SANITIZER for targets that LLVM's own functions do not see.
function(idealloc_sanitize name)
  if(LLVM_USE_SANITIZER STREQUAL "Address;Undefined" AND NOT IDEALLOC_ENABLE_MLIR)
    set(flags -fsanitize=address,undefined -fno-sanitize-recover=all
      -fno-omit-frame-pointer)
    target_compile_options(${name} PUBLIC ${flags})
    target_link_options(${name} PUBLIC ${flags})
  endif()
endfunction()

# A GoogleTest binary. Its name must end in Tests: lit finds it by that.
function(idealloc_add_unittest name)
  cmake_parse_arguments(ARG "" "" "SOURCES;LINK" ${ARGN})
  add_executable(${name} EXCLUDE_FROM_ALL ${ARG_SOURCES})
  target_link_libraries(${name} PRIVATE ${ARG_LINK} GTest::gtest_main)
  set_target_properties(${name} PROPERTIES
    RUNTIME_OUTPUT_DIRECTORY ${CMAKE_CURRENT_BINARY_DIR})
  set_property(GLOBAL APPEND PROPERTY IDEALLOC_TEST_DEPENDS ${name})
endfunction()
