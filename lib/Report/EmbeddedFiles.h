//===- EmbeddedFiles.h - Files of viewer/ as text ---------------*- C++ -*-===//
//-*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIB_REPORT_EMBEDDEDFILES_H
#define IDEALLOC_LIB_REPORT_EMBEDDEDFILES_H

#include <string_view>

namespace idealloc {

/// The text of a file of viewer/, as it was when the library was built; empty
/// for other names. Made by cmake/EmbedFiles.cmake.
std::string_view embeddedFile(std::string_view name);

} // namespace idealloc

#endif // IDEALLOC_LIB_REPORT_EMBEDDEDFILES_H
