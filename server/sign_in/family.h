// What a refresh family's document says: that which later tokens of a sign-in repeat.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace rockpool::sign_in {

struct FamilyFacts {
  std::string issuer;
  std::string scope;
  bool from_oauth = false;
  std::optional<std::string> audience = std::nullopt;
  std::optional<std::string> acr = std::nullopt;
  std::vector<std::string> amr{};
  std::optional<std::string> device_key = std::nullopt;
  std::optional<std::string> session_id = std::nullopt;

  bool operator==(const FamilyFacts&) const = default;
};

std::string ToDocument(const FamilyFacts& facts);
FamilyFacts FamilyFactsOf(const std::string& document);

}  // namespace rockpool::sign_in
