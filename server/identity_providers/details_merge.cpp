#include "server/identity_providers/details_merge.h"

#include <re2/re2.h>

#include <algorithm>
#include <string>
#include <utility>
#include <variant>

#include "server/api/errors.h"
#include "server/api/service_exception.h"
#include "server/http/url.h"
#include "server/util/strings.h"

namespace rockpool::identity_providers {
namespace {

template <typename Predicate>
Details KeysThat(const ProviderType& type, const Details& details, Predicate predicate) {
  Details chosen;
  for (const auto& [key, value] : details) {
    const KeyRule* rule = type.FindKey(key);
    if (rule != nullptr && predicate(*rule)) chosen.emplace(key, value);
  }
  return chosen;
}

bool HasRole(const ProviderType& type, std::string_view key, Role role) {
  const KeyRule* rule = type.FindKey(key);
  return rule != nullptr && rule->role == role;
}

void Apply(const ProviderType& type, const Details& submitted, Details& details) {
  const auto replaces_alternatives = [&type](const auto& entry) {
    return !entry.second.empty() && HasRole(type, entry.first, Role::kAlternative);
  };
  if (std::ranges::any_of(submitted, replaces_alternatives)) {
    std::erase_if(details, [&type](const auto& entry) { return HasRole(type, entry.first, Role::kAlternative); });
  }
  for (const auto& [key, value] : submitted) {
    if (value.empty()) {
      details.erase(key);
    } else {
      details.insert_or_assign(key, value);
    }
  }
}

void CheckRequiredKeys(const ProviderType& type, const Details& details) {
  int alternatives = 0;
  int present_alternatives = 0;
  for (const KeyRule& rule : type.keys) {
    const bool present = details.contains(rule.key);
    if (rule.role == Role::kRequired && !present) throw api::InvalidParameterException(std::string(type.missing_keys_text));
    if (rule.role == Role::kAlternative) {
      ++alternatives;
      present_alternatives += present ? 1 : 0;
    }
  }
  if (present_alternatives > 1) throw api::InvalidParameterException(std::string(type.several_alternatives_text));
  if (alternatives > 0 && present_alternatives == 0) throw api::InvalidParameterException(std::string(type.missing_keys_text));
}

void CheckKnownKeys(const ProviderType& type, const Details& submitted) {
  for (const auto& [key, value] : submitted) {
    const KeyRule* rule = type.FindKey(key);
    if (rule != nullptr && rule->role != Role::kIssued) continue;
    // Seen for SAML; Assumed for the other types.
    throw api::InvalidParameterException(key + " is not a valid key for " + std::string(type.name) + " identity provider details.");
  }
}

// Requires: CheckKnownKeys let the keys pass. A value that is `stored` was checked when it came.
void CheckValues(const ProviderType& type, const Details* stored, const Details& submitted, const Settings& settings) {
  const auto is_stored = [stored](const auto& entry) {
    if (stored == nullptr) return false;
    const auto found = stored->find(entry.first);
    return found != stored->end() && found->second == entry.second;
  };
  for (const auto& entry : submitted) {
    const KeyRule* rule = type.FindKey(entry.first);
    if (rule->Settable() && !entry.second.empty() && !is_stored(entry)) CheckValue(type, *rule, entry.second, settings);
  }
}

}  // namespace

Details MergeDetails(const ProviderType& type, const Details* stored, const Details& submitted, const Settings& settings) {
  const bool merge = stored != nullptr && settings.update_mode == Settings::UpdateMode::kMerge;
  Details details = merge ? *stored : Details{};
  Apply(type, submitted, details);
  CheckRequiredKeys(type, details);
  CheckKnownKeys(type, submitted);
  CheckValues(type, stored, submitted, settings);
  std::erase_if(details, [&type](const auto& entry) {
    const KeyRule* rule = type.FindKey(entry.first);
    return rule == nullptr || !rule->Settable();
  });
  return details;
}

Details CompleteDetails(const ProviderType& type, Details settable, const Details* stored, const std::optional<Details>& document_facts) {
  Details derived = type.derive == nullptr ? Details{} : type.derive(settable);
  for (const KeyRule& rule : type.keys) {
    if (!rule.constant.empty()) derived.emplace(rule.key, rule.constant);
  }
  if (stored != nullptr) {
    derived.merge(KeysThat(type, *stored, [&document_facts](const KeyRule& rule) {
      return rule.role == Role::kIssued || (rule.role == Role::kFromDocument && !document_facts);
    }));
  }
  settable.merge(std::move(derived));
  if (document_facts) settable.insert(document_facts->begin(), document_facts->end());
  return settable;
}

Details EchoOf(const ProviderType& type, Details stored) {
  std::erase_if(stored, [&type](const auto& entry) {
    const KeyRule* rule = type.FindKey(entry.first);
    return rule == nullptr || !rule->echoed;
  });
  return stored;
}

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
    const bool allows_local_http = settings.providers == Settings::Providers::kLocal;
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
