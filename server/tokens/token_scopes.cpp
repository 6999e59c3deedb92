#include "server/tokens/token_scopes.h"

#include <algorithm>
#include <array>
#include <span>

#include "server/util/strings.h"

namespace rockpool::tokens {
namespace {

constexpr std::array<std::string_view, 2> kOfEmail{"email", "email_verified"};
constexpr std::array<std::string_view, 2> kOfPhone{"phone_number", "phone_number_verified"};
constexpr std::array<std::string_view, 14> kOfProfile{"birthdate",   "family_name", "gender",   "given_name", "locale",
                                                      "middle_name", "name",        "nickname", "picture",    "preferred_username",
                                                      "profile",     "updated_at",  "website",  "zoneinfo"};

struct NamedScope {
  std::string_view name;
  std::span<const std::string_view> attributes;
};
constexpr std::array<NamedScope, 3> kNamedScopes{{{"email", kOfEmail}, {"phone", kOfPhone}, {"profile", kOfProfile}}};

}  // namespace

bool HasScope(std::string_view scope, std::string_view name) {
  const auto names = util::Split(scope, " ");
  return std::ranges::find(names, name) != names.end();
}

bool ShowsAttribute(std::string_view scope, std::string_view attribute) {
  bool names_any = false;
  for (const NamedScope& named : kNamedScopes) {
    if (HasScope(scope, named.name)) {
      names_any = true;
      if (std::ranges::find(named.attributes, attribute) != named.attributes.end() ||
          (named.name == "profile" && attribute.starts_with("custom:"))) {
        return true;
      }
    }
  }
  return !names_any;
}

bool MayReadAllOf(const clients::ClientInUse& client, std::string_view scope) {
  return std::ranges::all_of(kNamedScopes, [&](const NamedScope& named) {
    return named.name == "profile" || !HasScope(scope, named.name) ||
           std::ranges::all_of(named.attributes, [&](std::string_view attribute) { return clients::MayRead(client, attribute); });
  });
}

}  // namespace rockpool::tokens
