# Targets that need no LLVM: the planner side of the project.

# Gives the library Idealloc<ROOM> the headers of include/idealloc/<ROOM> alone:
# a target sees the headers of the rooms that it links, and an include of any
# other does not compile.
function(idealloc_room name)
  string(REGEX REPLACE "^Idealloc" "" room ${name})
  idealloc_show_headers(${name} ${room} idealloc/${room})
endfunction()

# Gives a target the headers of include/<folder>, and no others.
function(idealloc_show_headers name room folder)
  set(root ${CMAKE_BINARY_DIR}/rooms/${room})
  cmake_path(GET folder PARENT_PATH parent)
  file(MAKE_DIRECTORY ${root}/${parent})
  file(CREATE_LINK ${PROJECT_SOURCE_DIR}/include/${folder} ${root}/${folder}
    SYMBOLIC)
  target_include_directories(${name} PUBLIC
    $<BUILD_INTERFACE:${root}>
    $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>)
endfunction()

# How everything of this half is compiled, and nothing else says it: C++20 with
# exceptions and run-time type information, which CLI11 and nlohmann_json need.
# Decisions use floating point: a * b + c must round the same way everywhere.
function(idealloc_compile name)
  target_compile_features(${name} PUBLIC cxx_std_20)
  if(NOT MSVC)
    target_compile_options(${name} PRIVATE -Wall -Wextra -Werror=return-type
      -fexceptions -ffp-contract=off "$<$<COMPILE_LANGUAGE:CXX>:-frtti>")
  endif()
  if(LLVM_USE_SANITIZER STREQUAL "Address;Undefined" AND NOT IDEALLOC_ENABLE_MLIR)
    # With MLIR, LLVM's own CMake files set these.
    set(flags -fsanitize=address,undefined -fno-sanitize-recover=all
      -fno-omit-frame-pointer)
    target_compile_options(${name} PUBLIC ${flags})
    target_link_options(${name} PUBLIC ${flags})
  endif()
endfunction()

# A static library of the planner side, exported as idealloc::<name>.
function(idealloc_add_library name)
  cmake_parse_arguments(ARG "" "" "SOURCES;LINK" ${ARGN})
  if(IDEALLOC_MUTATIONS)
    idealloc_plant_bugs(ARG_SOURCES)
  endif()
  add_library(${name} STATIC ${ARG_SOURCES})
  add_library(idealloc::${name} ALIAS ${name})
  idealloc_compile(${name})
  idealloc_room(${name})
  target_link_libraries(${name} PUBLIC ${ARG_LINK})
  install(TARGETS ${name} EXPORT IdeallocTargets
    ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
endfunction()

# A library that only tools and tests link, with its headers beside its sources.
function(idealloc_add_tool_library name)
  cmake_parse_arguments(ARG "" "" "SOURCES;LINK" ${ARGN})
  add_library(${name} STATIC ${ARG_SOURCES})
  idealloc_compile(${name})
  target_include_directories(${name} PUBLIC ${CMAKE_CURRENT_SOURCE_DIR})
  target_link_libraries(${name} PUBLIC ${ARG_LINK})
endfunction()

# A program that is not installed.
function(idealloc_add_program name)
  cmake_parse_arguments(ARG "" "" "SOURCES;LINK" ${ARGN})
  add_executable(${name} ${ARG_SOURCES})
  idealloc_compile(${name})
  target_link_libraries(${name} PRIVATE ${ARG_LINK})
endfunction()

# A program that is installed and knows the project's version.
function(idealloc_add_tool name)
  idealloc_add_program(${name} ${ARGN})
  target_compile_definitions(${name} PRIVATE
    IDEALLOC_VERSION="${PROJECT_VERSION}")
  install(TARGETS ${name} RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
endfunction()

# A GoogleTest binary, on either side. Its name must end in Tests: lit finds it
# by that.
function(idealloc_add_test_binary name)
  cmake_parse_arguments(ARG "" "" "SOURCES;LINK" ${ARGN})
  add_executable(${name} EXCLUDE_FROM_ALL ${ARG_SOURCES})
  target_link_libraries(${name} PRIVATE ${ARG_LINK} GTest::gtest_main)
  set_target_properties(${name} PROPERTIES
    RUNTIME_OUTPUT_DIRECTORY ${CMAKE_CURRENT_BINARY_DIR})
  set_property(GLOBAL APPEND PROPERTY IDEALLOC_TEST_DEPENDS ${name})
endfunction()

# One of this half.
function(idealloc_add_unittest name)
  idealloc_add_test_binary(${name} ${ARGN})
  idealloc_compile(${name})
endfunction()
