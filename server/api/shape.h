// The model's constraints as tables that the validator walks. All of it is constant data.
#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <string_view>

namespace rockpool::api {

enum class ShapeKind { kStructure, kList, kMap, kString, kInteger, kLong, kBoolean, kTimestamp, kBlob, kDocument };

struct Shape;

struct Member {
  std::string_view name;
  std::string_view path;  // as validation texts spell it
  const Shape* shape;
  bool required;
  std::uint8_t position = 0;  // in the model's own order
};

struct Shape {
  static constexpr std::int64_t kNoMin = std::numeric_limits<std::int64_t>::min();
  static constexpr std::int64_t kNoMax = std::numeric_limits<std::int64_t>::max();

  std::string_view name;
  ShapeKind kind;
  bool sensitive = false;  // the value never appears in an error
  // Of UTF-16 code units (string), bytes (blob), elements (list, map) or the value itself (numbers).
  std::int64_t min = kNoMin;
  std::int64_t max = kNoMax;
  std::string_view pattern{};       // for RE2, always a whole match; empty: none
  std::string_view pattern_text{};  // as the error shows it
  std::span<const std::string_view> enumeration{};
  std::span<const Member> members{};     // a structure's, in the order of their names' bytes
  std::span<const std::uint8_t> told{};  // their indices, in the order in which violations tell them
  const Shape* key = nullptr;            // a map's
  const Shape* element = nullptr;        // a list's member or a map's value
};

// Null if the structure has no such member.
const Member* FindMember(const Shape& structure, std::string_view name);

}  // namespace rockpool::api
