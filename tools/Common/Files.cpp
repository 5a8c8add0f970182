//===- Files.cpp - Reading and writing whole files ------------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Files.h"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <memory>

#include <unistd.h>

using namespace idealloc;
namespace fs = std::filesystem;

namespace {

struct Closer {
  void operator()(std::FILE *file) const { std::fclose(file); }
};
using File = std::unique_ptr<std::FILE, Closer>;

std::string cannot(const char *what, const std::string &path) {
  return std::string("cannot ") + what + " '" + path +
         "': " + std::strerror(errno);
}

/// Writes everything and pushes it out of the program.
bool writeAll(std::FILE *file, const std::string &content) {
  return std::fwrite(content.data(), 1, content.size(), file) ==
             content.size() &&
         std::fflush(file) == 0;
}

std::string writeInPlace(const std::string &path, const std::string &content) {
  File file(std::fopen(path.c_str(), "wb"));
  if (!file || !writeAll(file.get(), content))
    return cannot("write", path);
  return "";
}

} // namespace

Result<std::string> idealloc::readFile(const std::string &path) {
  File opened;
  std::FILE *file = stdin;
  if (path != "-") {
    opened.reset(std::fopen(path.c_str(), "rb"));
    file = opened.get();
  }
  std::string content;
  char chunk[1 << 16];
  for (size_t count = 1; file && count > 0;) {
    count = std::fread(chunk, 1, sizeof chunk, file);
    content.append(chunk, count);
  }
  if (file && !std::ferror(file))
    return content;
  return Error{cannot("read", path)};
}

std::string idealloc::writeFile(const std::string &path,
                                const std::string &content) {
  if (path == "-")
    return writeAll(stdout, content) ? "" : cannot("write", "standard output");
  std::error_code code;
  fs::path target = fs::weakly_canonical(path, code);
  if (code)
    target = path;
  fs::file_status status = fs::status(target, code);
  if (fs::exists(status) && !fs::is_regular_file(status))
    return writeInPlace(path, content);

  std::string beside = target.string() + ".tmp" + std::to_string(getpid());
  File file(std::fopen(beside.c_str(), "wbx"));
  if (!file)
    return cannot("write", path);
  bool written = writeAll(file.get(), content);
  written &= std::fclose(file.release()) == 0;
  if (written && fs::exists(status))
    fs::permissions(beside, status.permissions(), code);
  if (written && std::rename(beside.c_str(), target.c_str()) == 0)
    return "";
  std::string error = cannot("write", path);
  std::remove(beside.c_str());
  return error;
}
