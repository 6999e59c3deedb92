#include "server/tokens/group_claims.h"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>

namespace rockpool::tokens {
namespace {

std::vector<std::string> NamesOf(const std::vector<api::GroupType>& groups) {
  std::vector<std::string> names;
  names.reserve(groups.size());
  for (const api::GroupType& group : groups) {
    names.push_back(group.GroupName.value_or(""));
  }
  return names;
}

std::vector<std::string> RolesOf(const std::vector<api::GroupType>& groups) {
  std::vector<std::string> roles;
  for (const api::GroupType& group : groups) {
    if (group.RoleArn && std::ranges::find(roles, *group.RoleArn) == roles.end()) {
      roles.push_back(*group.RoleArn);
    }
  }
  return roles;
}

// The role of the group of lowest precedence, if that is one role; a group without precedence stands behind all others (the model's text on
// GroupType.Precedence).
std::optional<std::string> PreferredRole(const std::vector<api::GroupType>& groups) {
  constexpr std::int64_t kLast = std::numeric_limits<std::int64_t>::max();
  std::int64_t lowest = kLast;
  std::vector<std::string> roles;
  for (const api::GroupType& group : groups) {
    const std::int64_t precedence = group.Precedence ? std::int64_t{*group.Precedence} : kLast;
    if (!group.RoleArn || precedence > lowest) {
      continue;
    }
    if (precedence < lowest) {
      roles.clear();
    }
    lowest = precedence;
    if (std::ranges::find(roles, *group.RoleArn) == roles.end()) {
      roles.push_back(*group.RoleArn);
    }
  }
  return roles.size() == 1 ? std::optional(roles.front()) : std::nullopt;
}

}  // namespace

GroupClaims GroupClaimsOf(const std::vector<api::GroupType>& groups) { return {NamesOf(groups), RolesOf(groups), PreferredRole(groups)}; }

}  // namespace rockpool::tokens
