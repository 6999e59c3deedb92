// Settings for property tests: different in every draw, and the same with every compiler and library. Two draws never stand in one
// expression, whose order would be the compiler's.
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <random>
#include <string>
#include <string_view>

namespace rockpool::support {

// The text as JSON, if JSON carries it as it stands.
inline std::string Quoted(std::string_view text) { return '"' + std::string(text) + '"'; }

class DrawnSettings {
 public:
  explicit DrawnSettings(std::uint32_t seed) : engine_(seed) {}

  // From `least` to `most`, both included; each of these two comes in every eighth draw at least.
  int Number(int least, int most);
  bool Coin() { return Below(2) == 0; }
  std::string Flag() { return Coin() ? "true" : "false"; }

  // One of the texts that spaces separate, or of those in the list.
  std::string OneOf(std::string_view texts);
  std::string OneOf(std::initializer_list<std::string_view> texts);

  // A JSON list of `least` or more of the texts that spaces separate, in any order, none of them twice.
  std::string SomeOf(std::string_view texts, std::size_t least = 0);

  // Text that JSON carries as it stands, of several scripts and with spaces in it; `most` words or fewer.
  std::string Words(int most);

 private:
  // Not std::uniform_int_distribution, whose numbers differ between libraries.
  std::uint32_t Below(std::uint32_t bound) { return static_cast<std::uint32_t>(engine_() % bound); }

  std::mt19937 engine_;
};

// A JSON object that is drawn member by member.
class DrawnObject {
 public:
  // `drawn` outlives it.
  explicit DrawnObject(DrawnSettings& drawn) : drawn_(drawn) {}

  void Set(std::string_view name, std::string_view json);
  void SetText(std::string_view name, std::string_view text) { Set(name, Quoted(text)); }

  // Half of the time.
  void Perhaps(std::string_view name, std::string_view json);
  void PerhapsText(std::string_view name, std::string_view text) { Perhaps(name, Quoted(text)); }

  // Like "a":1,"b":{}.
  const std::string& members() const { return members_; }
  std::string Json() const { return "{" + members_ + "}"; }

 private:
  DrawnSettings& drawn_;
  std::string members_;
};

}  // namespace rockpool::support
