//===- Progress.cpp - A bar on a terminal ---------------------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Progress.h"

#include "idealloc/Text/Shown.h"

#include <algorithm>
#include <cstdio>

#include <unistd.h>

using namespace idealloc;
using namespace idealloc::bench;

std::string idealloc::bench::progressLine(size_t done, size_t total,
                                          const std::string &label) {
  constexpr size_t width = 10, columns = 79;
  size_t filled = total == 0 ? width : std::min(done, total) * width / total;
  std::string of = std::to_string(total), count = std::to_string(done);
  count.insert(0, of.size() - std::min(of.size(), count.size()), ' ');
  std::string line = "[" + std::string(filled, '#') +
                     std::string(width - filled, ' ') + "] " + count + "/" +
                     of + " " + shown(label);
  return line.substr(0, columns);
}

Progress::Progress(size_t total)
    : total(total), terminal(isatty(STDERR_FILENO) == 1) {}

void Progress::show(const std::string &label) {
  if (terminal)
    std::fprintf(stderr, "\r\x1b[K%s",
                 progressLine(done, total, label).c_str());
}

void Progress::clear() {
  if (terminal)
    std::fputs("\r\x1b[K", stderr);
}
