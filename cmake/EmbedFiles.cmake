# cmake -DFILES=A;B -DOUTPUT=X.cpp -P EmbedFiles.cmake
# Writes a function embeddedFile(name) that returns the text of each file.
set(text "#include \"EmbeddedFiles.h\"\n\nstd::string_view idealloc::embeddedFile(std::string_view name) {\n")
foreach(file IN LISTS FILES)
  cmake_path(GET file FILENAME name)
  # As bytes: semicolons and brackets of a script are none of CMake's.
  file(READ ${file} hex HEX)
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "'\\\\x\\1'," bytes "${hex}")
  string(APPEND text "  static constexpr char file${name}[] = {${bytes}'\\0'};\n"
    "  if (name == \"${name}\")\n"
    "    return {file${name}, sizeof file${name} - 1};\n")
endforeach()
# A name with a point is no identifier.
string(REGEX REPLACE "file([a-z]+)\\.([a-z]+)(\\[| |,)" "\\1_\\2\\3" text "${text}")
file(WRITE ${OUTPUT} "${text}  return {};\n}\n")
