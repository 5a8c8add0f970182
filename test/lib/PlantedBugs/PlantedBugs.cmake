# With IDEALLOC_MUTATIONS: copies of sources with bugs, made when the build is
# configured, which it is again when one of the sources changes.
set(planter ${PROJECT_SOURCE_DIR}/test/lib/PlantedBugs)
set(IDEALLOC_PLANTED_DIR ${PROJECT_BINARY_DIR}/planted)
execute_process(
  COMMAND ${Python3_EXECUTABLE} ${planter}/plant.py --copies ${IDEALLOC_PLANTED_DIR}
  OUTPUT_VARIABLE files OUTPUT_STRIP_TRAILING_WHITESPACE
  COMMAND_ERROR_IS_FATAL ANY)
string(REPLACE "\n" ";" IDEALLOC_PLANTED_FILES "${files}")
list(TRANSFORM IDEALLOC_PLANTED_FILES PREPEND ${PROJECT_SOURCE_DIR}/
  OUTPUT_VARIABLE originals)
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS
  ${planter}/bugs.py ${planter}/plant.py ${originals})

# In the list of a library's sources, takes the copies instead of the originals.
macro(idealloc_plant_bugs sources)
  file(RELATIVE_PATH room ${PROJECT_SOURCE_DIR} ${CMAKE_CURRENT_SOURCE_DIR})
  set(planted)
  foreach(source IN LISTS ${sources})
    if(${room}/${source} IN_LIST IDEALLOC_PLANTED_FILES)
      list(APPEND LLVM_OPTIONAL_SOURCES ${source})
      set(source ${IDEALLOC_PLANTED_DIR}/${room}/${source})
    endif()
    list(APPEND planted ${source})
  endforeach()
  set(${sources} ${planted})
  # A copy includes what lies beside its original.
  include_directories(${CMAKE_CURRENT_SOURCE_DIR} ${IDEALLOC_PLANTED_DIR}
    ${PROJECT_SOURCE_DIR}/test/lib/PlantedBugs)
endmacro()
