# cpack: the Debian packages idealloc, with tools, plugin, libraries and headers, and
# python3-idealloc, the Python package, which takes the library of the first one.
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_CONTACT "The idealloc developers")
set(CPACK_PACKAGE_VERSION ${PROJECT_VERSION})
set(CPACK_RESOURCE_FILE_LICENSE ${PROJECT_SOURCE_DIR}/LICENSE)
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_COMPONENTS_ALL idealloc python)
set(CPACK_COMPONENT_IDEALLOC_DESCRIPTION "${PROJECT_DESCRIPTION}
 Command-line tools, a plugin for mlir-opt, libraries for C and C++, headers.")
set(CPACK_COMPONENT_PYTHON_DESCRIPTION "${PROJECT_DESCRIPTION}, Python package
 The planner for Python, a drop-in for minimalloc's binding, passes for xDSL.")
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_IDEALLOC_PACKAGE_NAME idealloc)
set(CPACK_DEBIAN_IDEALLOC_PACKAGE_SECTION devel)
# Not by dpkg-shlibdeps, which finds no package for the libLLVM that is linked to.
set(CPACK_DEBIAN_IDEALLOC_PACKAGE_DEPENDS
  "libc6 (>= 2.34), libgcc-s1, libstdc++6 (>= 11)")
if(IDEALLOC_ENABLE_MLIR)
  string(APPEND CPACK_DEBIAN_IDEALLOC_PACKAGE_DEPENDS ", libmlir-22")
endif()
set(CPACK_DEBIAN_PYTHON_PACKAGE_NAME python3-idealloc)
set(CPACK_DEBIAN_PYTHON_PACKAGE_SECTION python)
set(CPACK_DEBIAN_PYTHON_PACKAGE_ARCHITECTURE all)
set(CPACK_DEBIAN_PYTHON_PACKAGE_DEPENDS
  "python3 (>= 3.10), idealloc (= ${PROJECT_VERSION})")
include(CPack)
