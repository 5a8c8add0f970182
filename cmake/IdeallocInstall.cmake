# cmake --install: tools, plugin, headers with the .td files that other dialects
# include, find_package(idealloc).
include(CMakePackageConfigHelpers)
set(config_dir ${CMAKE_INSTALL_LIBDIR}/cmake/idealloc)
install(DIRECTORY ${CMAKE_SOURCE_DIR}/include/idealloc
  ${CMAKE_SOURCE_DIR}/include/idealloc-c
  DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} FILES_MATCHING PATTERN "*.h"
  PATTERN "*.td")
if(IDEALLOC_ENABLE_MLIR)
  install(DIRECTORY ${CMAKE_BINARY_DIR}/include/idealloc
    DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} FILES_MATCHING PATTERN "*.inc"
    PATTERN CMakeFiles EXCLUDE)
endif()
install(EXPORT IdeallocTargets NAMESPACE idealloc:: DESTINATION ${config_dir})
configure_package_config_file(${CMAKE_SOURCE_DIR}/cmake/idealloc-config.cmake.in
  ${CMAKE_BINARY_DIR}/idealloc-config.cmake INSTALL_DESTINATION ${config_dir}
  PATH_VARS CMAKE_INSTALL_INCLUDEDIR)
write_basic_package_version_file(${CMAKE_BINARY_DIR}/idealloc-config-version.cmake
  COMPATIBILITY SameMinorVersion)
install(FILES ${CMAKE_BINARY_DIR}/idealloc-config.cmake
  ${CMAKE_BINARY_DIR}/idealloc-config-version.cmake DESTINATION ${config_dir})
