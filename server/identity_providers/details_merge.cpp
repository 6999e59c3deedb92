#include "server/identity_providers/details_merge.h"

#include <re2/re2.h>

#include <algorithm>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "server/api/errors.h"
#include "server/api/service_exception.h"
#include "server/http/url.h"
#include "server/util/strings.h"

namespace rockpool::identity_providers {
namespace {

// A submitted entry with what the type says of its key.
struct Submitted {
  const std::string& key;
  const std::string& value;
  const KeyRule* rule;  // null for a key that the type does not know
  bool is_stored;       // with that value

  bool HasRole(Role role) const { return rule != nullptr && rule->role == role; }
  bool IsSettable() const { return rule != nullptr && rule->Settable(); }
};

// `stored` may be null.
std::vector<Submitted> LookAt(const ProviderType& type, const Details* stored, const Details& submitted) {
  const auto is_stored = [stored](const auto& entry) {
    if (stored == nullptr) return false;
    const auto found = stored->find(entry.first);
    return found != stored->end() && found->second == entry.second;
  };
  std::vector<Submitted> entries;
  entries.reserve(submitted.size());
  for (const auto& entry : submitted) entries.push_back({entry.first, entry.second, type.FindKey(entry.first), is_stored(entry)});
  return entries;
}

// Removes those whose rule, which is null for a key that the type does not know, is so.
template <typename Predicate>
void Erase(const ProviderType& type, Details& details, Predicate is_so) {
  std::erase_if(details, [&](const auto& entry) { return is_so(type.FindKey(entry.first)); });
}

bool IsSettable(const KeyRule* rule) { return rule != nullptr && rule->Settable(); }

// Of settable keys alone.
void Apply(const ProviderType& type, const std::vector<Submitted>& submitted, Details& details) {
  const auto replaces_alternatives = [](const Submitted& entry) { return !entry.value.empty() && entry.HasRole(Role::kAlternative); };
  if (std::ranges::any_of(submitted, replaces_alternatives)) {
    Erase(type, details, [](const KeyRule* rule) { return rule != nullptr && rule->role == Role::kAlternative; });
  }
  for (const Submitted& entry : submitted) {
    if (!entry.IsSettable()) continue;
    if (entry.value.empty()) {
      details.erase(entry.key);
    } else {
      details.insert_or_assign(entry.key, entry.value);
    }
  }
}

void CheckRequiredKeys(const ProviderType& type, const Details& details) {
  int alternatives = 0;
  int present_alternatives = 0;
  for (const KeyRule& rule : type.keys) {
    if (rule.role == Role::kRequired && !details.contains(rule.key))
      throw api::InvalidParameterException(std::string(type.missing_keys_text));
    if (rule.role == Role::kAlternative) {
      ++alternatives;
      present_alternatives += details.contains(rule.key) ? 1 : 0;
    }
  }
  if (present_alternatives > 1) throw api::InvalidParameterException(std::string(type.several_alternatives_text));
  if (alternatives > 0 && present_alternatives == 0) throw api::InvalidParameterException(std::string(type.missing_keys_text));
}

void CheckKnownKeys(const ProviderType& type, const std::vector<Submitted>& submitted) {
  for (const Submitted& entry : submitted) {
    if (entry.rule != nullptr && entry.rule->role != Role::kIssued) continue;
    // Seen for SAML; Assumed for the other types.
    throw api::InvalidParameterException(entry.key + " is not a valid key for " + std::string(type.name) + " identity provider details.");
  }
}

// A value that is stored was checked when it came.
void CheckValues(const ProviderType& type, const std::vector<Submitted>& submitted, const Settings& settings) {
  for (const Submitted& entry : submitted) {
    if (entry.IsSettable() && !entry.value.empty() && !entry.is_stored) CheckValue(type, *entry.rule, entry.value, settings);
  }
}

// `details` are the stored ones, of which what `submitted` does not name is left as it is.
void Merge(const ProviderType& type, const std::vector<Submitted>& submitted, const Settings& settings, Details& details) {
  if (settings.update_mode != Settings::UpdateMode::kMerge) Erase(type, details, &IsSettable);
  Apply(type, submitted, details);
  CheckRequiredKeys(type, details);
  CheckKnownKeys(type, submitted);
  CheckValues(type, submitted, settings);
}

// Adds what the settable keys leave to the service, and takes the document's keys for the facts, if there are any.
void Complete(const ProviderType& type, const std::optional<Details>& document_facts, Details& details) {
  Erase(type, details, [&](const KeyRule* rule) {
    return rule == nullptr || rule->role == Role::kDerived || (rule->role == Role::kFromDocument && document_facts);
  });
  if (type.derive != nullptr) details.merge(type.derive(details));
  for (const KeyRule& rule : type.keys) {
    if (!rule.constant.empty()) details.emplace(rule.key, rule.constant);
  }
  if (document_facts) details.insert(document_facts->begin(), document_facts->end());
}

}  // namespace

Details MergeDetails(const ProviderType& type, const Details* stored, const Details& submitted, const Settings& settings) {
  Details details = stored != nullptr ? *stored : Details{};
  Merge(type, LookAt(type, stored, submitted), settings, details);
  Erase(type, details, [](const KeyRule* rule) { return !IsSettable(rule); });
  return details;
}

Details CompleteDetails(const ProviderType& type, Details settable, const Details* stored, const std::optional<Details>& document_facts) {
  if (stored != nullptr) {
    for (const auto& [key, value] : *stored) {
      const KeyRule* rule = type.FindKey(key);
      if (rule != nullptr && !rule->Settable()) settable.emplace(key, value);
    }
  }
  Complete(type, document_facts, settable);
  return settable;
}

void UpdateDetails(const ProviderType& type, Details& details, const Details& submitted, const std::optional<Details>& document_facts,
                   const Settings& settings) {
  Merge(type, LookAt(type, &details, submitted), settings, details);
  Complete(type, document_facts, details);
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
