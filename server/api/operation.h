// api: the contract, made from the service model at build time: types, codecs, shape tables, errors, the list of operations. It includes no
// other folder and knows no meaning: what an operation does, and which rules stand beside the model, is for others to say.
//
// The model as tables: its shapes, and its operations. All of it is constant data.
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

// What the validator walks: the model's constraints on one value.
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
  bool takes_null = false;               // a map: a null value is one that was left out
};

// Null if the structure has no such member.
const Member* FindMember(const Shape& structure, std::string_view name);

struct Operation {
  std::string_view name;
  const Shape* input;
  const Shape* output;  // null where the model has none: the answer's body is empty
  bool is_signed;       // AWS asks for SigV4; false for what works without it or with an access token
  std::span<const std::string_view> errors;
};

// All of them, in the order of their names.
std::span<const Operation> Operations();

// Null if the model has no such operation.
const Operation* FindOperation(std::string_view name);

// The HTTP status of an error that the model names.
int HttpStatusOf(std::string_view error);

// What stands before the point in X-Amz-Target.
std::string_view TargetPrefix();

}  // namespace rockpool::api
