#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "server/protocol/validator.h"
#include "server/util/strings.h"
#include "server/util/thread_safety.h"

namespace rockpool::protocol {
namespace {

using api::JsonValue;
using api::Shape;
using api::ShapeKind;

bool IsNumber(const Shape& shape) { return shape.kind == ShapeKind::kInteger || shape.kind == ShapeKind::kLong; }

std::string_view Counted(const Shape& shape) { return IsNumber(shape) ? "value" : "length"; }

bool Has(const Shape& shape, Constraint constraint) {
  switch (constraint) {
    case Constraint::kMax:
      return shape.max != Shape::kNoMax;
    case Constraint::kMin:
      return shape.min != Shape::kNoMin;
    case Constraint::kPattern:
      return !shape.pattern.empty();
    case Constraint::kEnumeration:
      return !shape.enumeration.empty();
  }
  return false;
}

// What the bounds of the shape count; see Shape::min.
std::int64_t Measure(const Shape& shape, const JsonValue& value) {
  switch (shape.kind) {
    case ShapeKind::kString:
      return static_cast<std::int64_t>(util::Utf16Length(api::TextOf(value)));
    case ShapeKind::kBlob: {
      const std::string_view text = api::TextOf(value);
      const std::size_t padding = text.ends_with("==") ? 2 : text.ends_with("=") ? 1 : 0;
      return static_cast<std::int64_t>(text.size() / 4 * 3 - (text.empty() ? 0 : padding));
    }
    case ShapeKind::kList:
      return value.Size();
    case ShapeKind::kMap:
      return value.MemberCount();
    case ShapeKind::kInteger:
    case ShapeKind::kLong:
      return api::LenientInteger(value).value_or(0);
    default:
      return 0;
  }
}

bool IsOneOf(std::span<const std::string_view> values, std::string_view text) {
  for (const std::string_view value : values) {
    if (value == text) {
      return true;
    }
  }
  return false;
}

}  // namespace

ConstraintSet BrokenConstraints(const Shape& shape, const JsonValue& value) {
  ConstraintSet broken;
  const bool is_bounded = Has(shape, Constraint::kMax) || Has(shape, Constraint::kMin);
  const std::int64_t measure = is_bounded ? Measure(shape, value) : 0;
  const auto note = [&](Constraint constraint, bool is_broken) { broken[static_cast<std::size_t>(constraint)] = is_broken; };
  note(Constraint::kMax, Has(shape, Constraint::kMax) && measure > shape.max);
  note(Constraint::kMin, Has(shape, Constraint::kMin) && measure < shape.min);
  note(Constraint::kPattern, Has(shape, Constraint::kPattern) && !Matches(shape.pattern, api::TextOf(value)));
  note(Constraint::kEnumeration, Has(shape, Constraint::kEnumeration) && !IsOneOf(shape.enumeration, api::TextOf(value)));
  return broken;
}

std::string ConstraintText(const Shape& shape, Constraint constraint) {
  std::string text("Member must ");
  switch (constraint) {
    case Constraint::kMax:
      return text.append("have ").append(Counted(shape)).append(" less than or equal to ").append(std::to_string(shape.max));
    case Constraint::kMin:
      return text.append("have ").append(Counted(shape)).append(" greater than or equal to ").append(std::to_string(shape.min));
    case Constraint::kPattern:
      return text.append("satisfy regular expression pattern: ").append(shape.pattern_text);
    case Constraint::kEnumeration:
      return text.append("satisfy enum value set: [").append(util::Join(shape.enumeration, ", ")).append("]");
  }
  return text;
}

std::string ConstraintList(const Shape& shape) {
  std::vector<std::string> texts;
  for (std::size_t kind = 0; kind < kConstraintKinds; ++kind) {
    const auto constraint = static_cast<Constraint>(kind);
    if (Has(shape, constraint)) {
      texts.push_back(ConstraintText(shape, constraint));
    }
  }
  return "[" + util::Join(texts, ", ") + "]";
}

namespace {

// By address, since patterns are constants.
template <class Pointer>
using ByAddress = std::unordered_map<const char*, Pointer>;

// Most patterns are one set of characters, repeated: then each character of a text stands by itself, and a table of the ASCII ones, made by
// asking the expression about each, spares it most texts. It takes 20 ns for a character, and a token has a thousand.
class Pattern {
 public:
  explicit Pattern(std::string_view text) : expression_(re2::StringPiece(text.data(), text.size()), RE2::Quiet) {
    if (!expression_.ok()) {
      throw std::logic_error("pattern not understood: " + std::string(text));
    }
    if (IsOneSetRepeated(text)) {
      allowed_.emplace();
      for (std::size_t i = 0; i < kAscii; ++i) {
        const auto character = static_cast<char>(i);
        (*allowed_)[i] = RE2::FullMatch(re2::StringPiece(&character, 1), expression_);
      }
    }
  }

  bool Matches(std::string_view value) const {
    if (allowed_ && !value.empty()) {
      if (AreAllAllowed(value)) {
        return true;
      }
      const auto* first = std::ranges::find_if(value, [&](char c) { return !(*allowed_)[static_cast<unsigned char>(c)]; });
      if (static_cast<unsigned char>(*first) < kAscii) {
        return false;
      }
    }
    return RE2::FullMatch(re2::StringPiece(value.data(), value.size()), expression_);
  }

 private:
  static constexpr std::size_t kAscii = 128;

  // Like "[a-z0-9]+", with no bracket inside it, escaped or not.
  static bool IsOneSetRepeated(std::string_view text) {
    constexpr std::string_view kEnd = "]+";
    return text.starts_with('[') && text.ends_with(kEnd) && text.find('[', 1) == text.npos && text.find(']') == text.size() - kEnd.size();
  }

  // Looks at all, and branches once for a few: most texts are legal.
  bool AreAllAllowed(std::string_view value) const {
    bool all = true;
#pragma GCC unroll 8
    for (const char c : value) {
      all &= (*allowed_)[static_cast<unsigned char>(c)];
    }
    return all;
  }

  RE2 expression_;
  std::optional<std::array<bool, 256>> allowed_;  // by byte; of those that are no ASCII character none
};

const Pattern& CompiledForAll(std::string_view pattern) {
  static util::Mutex mutex;
  static ByAddress<std::unique_ptr<Pattern>> compiled ROCKPOOL_GUARDED_BY(mutex);
  const util::LockGuard lock(mutex);
  auto& found = compiled[pattern.data()];
  if (!found) {
    found = std::make_unique<Pattern>(pattern);
  }
  return *found;
}

// A long list asks for one pattern as often as it has elements: each thread remembers what it met, and takes no lock for it.
const Pattern& Compiled(std::string_view pattern) {
  thread_local ByAddress<const Pattern*> met;
  const Pattern*& found = met[pattern.data()];
  if (found == nullptr) {
    found = &CompiledForAll(pattern);
  }
  return *found;
}

}  // namespace

bool Matches(std::string_view pattern, std::string_view value) { return Compiled(pattern).Matches(value); }

}  // namespace rockpool::protocol
