#include "tests/support/provider_samples.h"

#include <stdexcept>

#include "tests/support/saml_documents.h"

namespace rockpool::support {
namespace {

using identity_providers::Details;
using identity_providers::ProviderType;
using Type = api::IdentityProviderTypeType;

Details DetailsOf(Type type) {
  switch (type) {
    case Type::SAML:
      return {{"MetadataFile", SamlXml()}, {"IDPSignout", "true"}};
    case Type::Facebook:
      return {{"client_id", "fb"}, {"client_secret", "fb-secret"}, {"authorize_scopes", "public_profile, email"}, {"api_version", "v17.0"}};
    case Type::Google:
      return {{"client_id", "g"}, {"client_secret", "g-secret"}, {"authorize_scopes", "profile email openid"}};
    case Type::LoginWithAmazon:
      return {{"client_id", "lwa"}, {"client_secret", "lwa-secret"}, {"authorize_scopes", "profile postal_code"}};
    case Type::SignInWithApple:
      return {{"client_id", "com.example.app"},
              {"team_id", "TEAM"},
              {"key_id", "KEY"},
              {"private_key", "apple-key"},
              {"authorize_scopes", "email name"}};
    case Type::OIDC:
      return {{"client_id", "o"},
              {"client_secret", "o-secret"},
              {"authorize_scopes", "openid custom"},
              {"oidc_issuer", "https://idp.example.com"},
              {"attributes_request_method", "GET"}};
  }
  throw std::logic_error("a provider type without a sample");
}

}  // namespace

ProviderSample SampleOf(const ProviderType& type) { return {type, DetailsOf(type.api_type)}; }

std::vector<ProviderSample> ProviderSamples() {
  std::vector<ProviderSample> samples;
  for (const ProviderType* type : identity_providers::ProviderTypes()) samples.push_back(SampleOf(*type));
  return samples;
}

Details With(Details details, const Details& changes) {
  for (const auto& [key, value] : changes) details.insert_or_assign(key, value);
  return details;
}

Details Without(Details details, std::string_view key) {
  const auto found = details.find(key);
  if (found == details.end()) throw std::logic_error("the sample has no key " + std::string(key));
  details.erase(found);
  return details;
}

}  // namespace rockpool::support
