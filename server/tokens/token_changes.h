// What a PreTokenGeneration function changes of tokens, before they are signed.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace rockpool::tokens {

struct ClaimChanges {
  std::vector<std::pair<std::string, std::string>> to_set;  // name, and value as JSON; in the order of the answer
  std::vector<std::string> to_suppress;

  bool operator==(const ClaimChanges&) const = default;
};

// cognito:groups, cognito:roles, cognito:preferred_role.
struct GroupClaims {
  std::vector<std::string> groups;
  std::vector<std::string> roles;
  std::optional<std::string> preferred_role;

  bool operator==(const GroupClaims&) const = default;
};

// What an answer names, whether it may be changed or not: what the service does not let anybody change is passed over when the claims are
// written (claims.h), not here.
struct TokenChanges {
  ClaimChanges id;
  ClaimChanges access;
  std::vector<std::string> scopes_to_add;
  std::vector<std::string> scopes_to_suppress;
  std::optional<GroupClaims> groups;  // in the place of the user's own, in both tokens

  bool operator==(const TokenChanges&) const = default;
};

// JSON, as an authorization code keeps them until it is exchanged.
std::string ToDocument(const TokenChanges& changes);
TokenChanges ChangesFromDocument(const std::string& document);

}  // namespace rockpool::tokens
