#include "server/federation/level.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <string_view>

#include "server/api/json.h"
#include "server/pools/acr_levels.h"

namespace rockpool::federation {
namespace {

constexpr std::array<std::string_view, 6> kMethods{"pwd", "otp", "sms", "email_otp", "swk", "hwk"};
constexpr const char* kFederated = "fed";

// The JSON value of a member of the ID token. False if there is none.
bool ParseMember(const Claims& claims, std::string_view name, rapidjson::Document& value) {
  const auto found = std::ranges::find(claims.said.id_token, name, &SaidMembers::value_type::first);
  return found != claims.said.id_token.end() && api::ParseJson(found->second, value);
}

int LevelNamed(const identity_providers::ProviderInUse& provider, std::string_view acr) {
  const auto& mapping = provider.settings.acr_mapping;
  for (std::size_t i = 0; mapping && i < pools::kAcrLevels.size(); ++i) {
    const auto named = mapping->find(pools::kAcrLevels.at(i));
    if (named != mapping->end() && named->second == acr) {
      return static_cast<int>(i) + 1;
    }
  }
  return 1;
}

std::vector<std::string> MethodsIn(const rapidjson::Document& amr) {
  std::vector<std::string> methods;
  for (const std::string_view known : kMethods) {
    const bool is_said =
        std::any_of(amr.Begin(), amr.End(), [&](const api::JsonValue& said) { return said.IsString() && api::TextOf(said) == known; });
    if (is_said) {
      methods.emplace_back(known);
    }
  }
  return methods;
}

}  // namespace

ReachedLevel LevelOf(const identity_providers::ProviderInUse& provider, const Claims& claims) {
  ReachedLevel reached;
  rapidjson::Document acr;
  if (ParseMember(claims, "acr", acr) && acr.IsString()) {
    reached.level = LevelNamed(provider, api::TextOf(acr));
  }
  rapidjson::Document amr;
  reached.methods.emplace_back(kFederated);
  if (ParseMember(claims, "amr", amr) && amr.IsArray()) {
    std::ranges::move(MethodsIn(amr), std::back_inserter(reached.methods));
  }
  return reached;
}

}  // namespace rockpool::federation
