#include "server/identity_providers/oidc_discovery.h"

#include <algorithm>

#include "server/api/json.h"

namespace rockpool::identity_providers {
namespace {

constexpr const char* kRequiredStrings[] = {"issuer", "authorization_endpoint", "token_endpoint", "jwks_uri"};

}  // namespace

std::string DiscoveryUrl(std::string_view issuer) {
  if (issuer.ends_with('/')) issuer.remove_suffix(1);
  return std::string(issuer) + "/.well-known/openid-configuration";
}

bool IsDiscoveryDocument(const std::string& json) {
  rapidjson::Document document;
  if (!api::ParseJson(json, document) || !document.IsObject()) return false;
  return std::ranges::all_of(kRequiredStrings, [&document](const char* name) {
    const auto member = document.FindMember(name);
    return member != document.MemberEnd() && member->value.IsString();
  });
}

}  // namespace rockpool::identity_providers
