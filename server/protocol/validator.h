// Checks a request against the model before anything reads it. Defined in validator.cpp, json_types.cpp, constraints.cpp, value_text.cpp.
#pragma once

#include <bitset>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "server/api/json.h"
#include "server/api/operation.h"

namespace rockpool::protocol {

// Assumed: bounds, so that a small request cannot ask for an answer of many times its size, nor for much work. Of a list that is too long
// this many elements past its maximum are still looked at, over all such lists of the request together: enough for whoever gave a few too
// many to learn what else is wrong with them.
inline constexpr std::size_t kMaxViolations = 100;
inline constexpr std::size_t kMaxElementsPastMaximum = 1000;

// What a validation did, for tests that hold its cost to a bound.
struct ValidationWork {
  std::size_t values = 0;  // asked for the constraints that they break
  std::size_t texts = 0;   // written of a violation
};

// Throws SerializationException for the first value of a wrong JSON type; otherwise one api::InvalidParameterException that lists, in
// AWS's words, all constraints that are broken, within the bounds above. Members that the model has not are ignored. Adds to `work` if it
// is not null.
void Validate(const api::Shape& input, const api::JsonValue& request, ValidationWork* work = nullptr);

// Throws SerializationException, in the words of AWS's parser, for the first value, `value` itself or one inside it, whose JSON type is not
// one that its shape is read from. Numbers and booleans are read from strings too; null is read as absent; members that the model has not
// are passed over.
void CheckJsonTypes(const api::Shape& shape, const api::JsonValue& value);

// The constraints that a shape puts on one value, in the order in which the errors list them. Asking is apart from wording: most values are
// asked, few are ever told of.
enum class Constraint : std::uint8_t { kMax, kMin, kPattern, kEnumeration };
inline constexpr std::size_t kConstraintKinds = 4;

using ConstraintSet = std::bitset<kConstraintKinds>;  // a bit for each Constraint

// Those that the value breaks; builds no text. Requires: the value is not null and has the shape's JSON type. Does not look inside lists,
// maps and structures.
ConstraintSet BrokenConstraints(const api::Shape& shape, const api::JsonValue& value);

// One of the shape's constraints in AWS's words, e.g. "Member must have length less than or equal to 32".
std::string ConstraintText(const api::Shape& shape, Constraint constraint);

// All of the shape's constraints, "[..., ...]", as the error of a list or map names those of its elements.
std::string ConstraintList(const api::Shape& shape);

// Runs one of the model's patterns by RE2, in linear time and always against the whole value. `pattern` lives as long as the program: it is
// compiled at its first use and kept. Any thread.
// Throws std::logic_error if RE2 does not take the pattern, which a test rules out for all of them.
bool Matches(std::string_view pattern, std::string_view value);

// The value as validation texts show it, the way Java prints it:
// `abc`, `[a, b]`, `{key=value, other=value}`, `SchemaAttributeType(name=abc, mutable=null)` with all members in the model's order
// (recorded, badmintoncryer/cdk-preflight, 2026-09). Long lists break off with `...`. Requires: the value has the shape's JSON type. What
// is sensitive inside is masked.
std::string ValueText(const api::Shape& shape, const api::JsonValue& value);

}  // namespace rockpool::protocol
