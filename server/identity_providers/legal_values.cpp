#include "server/identity_providers/legal_values.h"

#include <re2/re2.h>

#include <algorithm>
#include <variant>

#include "server/api/errors.h"
#include "server/api/service_exception.h"
#include "server/http/url.h"
#include "server/util/strings.h"

namespace rockpool::identity_providers {
namespace {

[[noreturn]] void RefuseMember(std::string_view path, const std::string& value, const std::string& constraint) {
  throw api::InvalidParameterException(api::ViolationText("'" + value + "'", path, "Member must satisfy " + constraint));
}

[[noreturn]] void RefuseOutside(std::string_view path, const std::string& value, std::span<const std::string_view> members) {
  RefuseMember(path, value, "enum value set: [" + util::Join(members, ", ") + "]");
}

bool Contains(std::span<const std::string_view> members, std::string_view value) {
  return std::ranges::find(members, value) != members.end();
}

// One overload for each alternative of LegalValues.
struct ValueCheck {
  const ProviderType& type;
  const std::string& value;
  const Settings& settings;

  void operator()(const AnyText&) const {}

  void operator()(const OneOf& rule) const {
    if (!Contains(rule.members, value)) RefuseOutside(rule.path, value, rule.members);
  }

  void operator()(const TrueOrFalse& rule) const {
    static constexpr std::string_view kBooleans[] = {"true", "false"};
    // Assumed: the text; AWS's is not known.
    if (!util::EqualsIgnoringCase(value, "true") && !util::EqualsIgnoringCase(value, "false")) RefuseOutside(rule.path, value, kBooleans);
  }

  void operator()(const Matching& rule) const {
    const re2::RE2 pattern(re2::StringPiece(rule.pattern.data(), rule.pattern.size()));
    if (!re2::RE2::FullMatch(value, pattern)) RefuseMember(rule.path, value, "regular expression pattern: " + pattern.pattern());
  }

  void operator()(const OidcEndpoint&) const {
    const auto url = http::ParseUrl(value);
    if (url && url->https) return;
    const bool allows_local_http = settings.remote_documents == Settings::RemoteDocuments::kLocal;
    if (url && allows_local_http && http::ClassOfHost(url->host) == http::HostClass::kLocal) return;
    // Assumed: what begins rightly and yet is no URL fails as an address that nobody answers at.
    if (value.starts_with("https://")) throw api::InvalidParameterException("Unable to contact well-known endpoint");
    throw api::InvalidParameterException("OIDC endpoint must start with https://");
  }

  void operator()(const Scopes& rule) const {
    const auto scopes = util::Split(value, " ,");
    if (scopes.empty()) throw api::InvalidParameterException(std::string(type.missing_keys_text));  // Assumed: as if the key were missing
    for (const std::string_view scope : scopes) {
      if (settings.any_social_scopes || Contains(rule.documented, scope)) continue;
      // Assumed: the text; that scopes must be documented ones is documented.
      throw api::InvalidParameterException(std::string(scope) + " is not a valid scope for " + std::string(type.name) +
                                           " identity provider.");
    }
  }
};

}  // namespace

void CheckValue(const ProviderType& type, const KeyRule& rule, const std::string& value, const Settings& settings) {
  std::visit(ValueCheck{type, value, settings}, rule.legal);
}

}  // namespace rockpool::identity_providers
