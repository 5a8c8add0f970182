//===- ToJson.cpp - A problem or plan as JSON text ------------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "idealloc/Text/Json.h"

#include <nlohmann/json.hpp>

using namespace idealloc;

namespace {

/// Text as a JSON string.
std::string jsonString(const std::string &text) {
  // Without `replace`, dump throws on text that is not UTF-8.
  return nlohmann::json(text).dump(-1, ' ', false,
                                   nlohmann::json::error_handler_t::replace);
}

/// Intervals or ranges: "[[2, 3], [5, 7]]".
template <typename Pair> std::string pairsText(const std::vector<Pair> &pairs) {
  std::string text;
  for (const Pair &pair : pairs)
    text += (text.empty() ? "[[" : ", [") + std::to_string(pair.begin) + ", " +
            std::to_string(pair.end) + "]";
  return text + "]";
}

std::string bufferText(const Buffer &buffer, size_t index,
                       std::optional<Bytes> offset, const BufferNotes &notes) {
  std::string text = "{\"id\": ";
  text +=
      jsonString(buffer.id.empty() ? "#" + std::to_string(index) : buffer.id);
  auto add = [&](const char *key, const std::string &value) {
    text += std::string(", \"") + key + "\": " + value;
  };
  add("lower", std::to_string(buffer.lifetime.begin));
  add("upper", std::to_string(buffer.lifetime.end));
  add("size", std::to_string(buffer.size));
  add("alignment", std::to_string(buffer.alignment));
  if (offset)
    add("offset", std::to_string(*offset));
  if (!buffer.gaps.empty())
    add("gaps", pairsText(buffer.gaps));
  for (const NoteColumn &column : noteColumns)
    if (const std::string &note = notes.*column.field; !note.empty())
      add(column.name.data(), jsonString(note));
  return text + "}";
}

} // namespace

std::string idealloc::toJson(const Problem &problem, const Plan *plan,
                             std::span<const BufferNotes> notes) {
  std::string text = "{\n";
  if (problem.capacity)
    text += "  \"capacity\": " + std::to_string(*problem.capacity) + ",\n";
  if (!problem.reserved.empty())
    text += "  \"reserved\": " + pairsText(problem.reserved) + ",\n";
  text += "  \"buffers\": [";
  for (size_t i = 0; i < problem.buffers.size(); ++i) {
    const Buffer &buffer = problem.buffers[i];
    text += i == 0 ? "\n    " : ",\n    ";
    text += bufferText(buffer, i,
                       plan ? std::optional(plan->offsets[i]) : buffer.pin,
                       notes.empty() ? BufferNotes() : notes[i]);
  }
  return text + (problem.buffers.empty() ? "]\n}\n" : "\n  ]\n}\n");
}
