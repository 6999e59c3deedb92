// What a refresh family's document says: that which later tokens of a sign-in repeat.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rockpool::sign_in {

// What was proved, as documents have it: with blanks between.
std::vector<std::string> MethodsIn(std::string_view text);

struct FamilyFacts {
  std::string issuer;
  std::string scope;
  bool from_oauth = false;
  std::optional<std::string> audience = std::nullopt;
  std::optional<std::string> acr = std::nullopt;
  std::vector<std::string> amr{};
  std::optional<std::string> device_key = std::nullopt;
  std::optional<std::string> session_id = std::nullopt;
  bool has_second_factor = false;  // was proved by the user, and not by a device in its place

  bool operator==(const FamilyFacts&) const = default;
};

std::string ToDocument(const FamilyFacts& facts);
FamilyFacts FamilyFactsOf(const std::string& document);

}  // namespace rockpool::sign_in
