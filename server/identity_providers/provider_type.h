// identity_providers: the six provider types, their ProviderDetails, mappings and remote documents. It may not know of users or of a
// sign-in: what a provider says of a person is for others to read.
//
// What a provider type knows about its ProviderDetails, as data. The generic code beside it (details_merge, remote_documents, mappings)
// does the rest, so that the six files of the types differ only where AWS differs.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>

#include "server/api/types.h"

namespace rockpool::identity_providers {

// In byte order of the keys, as AWS answers them.
using Details = std::map<std::string, std::string, std::less<>>;

// What a value may be. `path` is what AWS calls the key in its validation texts.
struct AnyText {};
struct OneOf {
  std::string_view path;
  std::span<const std::string_view> members;  // in the order of AWS's text
};
struct TrueOrFalse {  // in any case
  std::string_view path;
};
struct Matching {
  std::string_view path;
  std::string_view pattern;  // RE2, matches the whole value
};
struct OidcEndpoint {};  // a URL with https, or with http where a local host is fetched from
struct Scopes {          // separated by spaces and commas
  std::span<const std::string_view> documented;
};
using LegalValues = std::variant<AnyText, OneOf, TrueOrFalse, Matching, OidcEndpoint, Scopes>;

enum class Role {
  kRequired,
  kAlternative,  // exactly one of the type's alternatives is required
  kOptional,
  kDerived,       // added by the service; ignored in requests
  kFromDocument,  // likewise, but read from the document that the details name
  kIssued,        // made by the service for this provider; refused in requests
};

struct KeyRule {
  std::string_view key;
  Role role = Role::kOptional;
  LegalValues legal = AnyText{};
  std::string_view constant{};  // kDerived: the value, unless the type's `derive` gives it
  bool echoed = true;           // false: never leaves the server

  // A request sets it.
  constexpr bool Settable() const { return role == Role::kRequired || role == Role::kAlternative || role == Role::kOptional; }
};

constexpr KeyRule Required(std::string_view key, LegalValues legal = AnyText{}) { return {key, Role::kRequired, legal}; }
constexpr KeyRule RequiredSecret(std::string_view key) { return {key, Role::kRequired, AnyText{}, {}, false}; }
constexpr KeyRule Alternative(std::string_view key) { return {key, Role::kAlternative}; }
constexpr KeyRule Optional(std::string_view key, LegalValues legal = AnyText{}) { return {key, Role::kOptional, legal}; }
constexpr KeyRule Derived(std::string_view key, std::string_view constant = {}) { return {key, Role::kDerived, AnyText{}, constant}; }
constexpr KeyRule FromDocument(std::string_view key) { return {key, Role::kFromDocument}; }
constexpr KeyRule Issued(std::string_view key) { return {key, Role::kIssued}; }

enum class Document { kNone, kOidcDiscovery, kSamlMetadata };

struct ProviderType {
  api::IdentityProviderTypeType api_type;
  std::string_view name;  // as the API writes it
  bool fixed_name;        // a provider of this type is called as the type, so a pool has at most one
  std::span<const KeyRule> keys;
  std::string_view missing_keys_text;                    // no value for a required key, or for all alternatives
  std::string_view several_alternatives_text{};          // a value for more than one alternative
  std::optional<std::string_view> username_claim{};      // the one claim that `username` is mapped to
  Document document = Document::kNone;                   // what the service reads before it believes the details
  std::span<const std::string_view> document_keys{};     // the keys that name or hold it
  Details (*derive)(const Details& settable) = nullptr;  // kDerived keys that depend on other keys

  // nullptr for a key that the type does not know.
  const KeyRule* FindKey(std::string_view key) const;
};

extern const ProviderType kFacebook;
extern const ProviderType kGoogle;
extern const ProviderType kLoginWithAmazon;
extern const ProviderType kOidc;
extern const ProviderType kSaml;
extern const ProviderType kSignInWithApple;

// All six.
std::span<const ProviderType* const> ProviderTypes();

const ProviderType& TypeOf(api::IdentityProviderTypeType type);

// The type that the API writes as `name`; nullptr if there is none.
const ProviderType* FindType(std::string_view name);

// Which name fits which provider type. The characters of a name are the model's affair and were checked before.

// A social provider is called as its type; no other one is called as a social type, or COGNITO, which stands for the pool's own users.
// Case counts. Throws api::InvalidParameterException.
void CheckName(const ProviderType& type, std::string_view name);

}  // namespace rockpool::identity_providers
