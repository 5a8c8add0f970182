//===- ReuseText.cpp - Reuse edges as text --------------------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "idealloc/Text/ReuseText.h"
#include "CsvRows.h"
#include "idealloc/Text/Numbers.h"

#include <nlohmann/json.hpp>

using namespace idealloc;
using Json = nlohmann::ordered_json;

std::string idealloc::toCsv(const Problem &problem,
                            const std::vector<ReuseEdge> &edges) {
  std::string text = "first,end,then,begin\n";
  for (const ReuseEdge &edge : edges)
    text += quotedField(labelOf(problem, edge.first)) + ',' +
            std::to_string(edge.end) + ',' +
            quotedField(labelOf(problem, edge.then)) + ',' +
            std::to_string(edge.begin) + '\n';
  return text;
}

std::string idealloc::toJson(const Problem &problem,
                             const std::vector<ReuseEdge> &edges) {
  Json list = Json::array();
  for (const ReuseEdge &edge : edges)
    list.push_back({{"first", labelOf(problem, edge.first)},
                    {"end", edge.end},
                    {"then", labelOf(problem, edge.then)},
                    {"begin", edge.begin}});
  return Json{{"edges", std::move(list)}}.dump(1, ' ', false,
                                               Json::error_handler_t::replace) +
         "\n";
}
