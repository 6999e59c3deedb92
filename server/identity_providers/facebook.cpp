// Facebook. Sources: API model (scopes, addresses with an api_version), Terraform issue 4831 and AWS's CLI example (addresses without one,
// `username` default). The text of missing keys is Google's. Assumed: the form of api_version; that v2.9 is still the default.
#include "server/identity_providers/provider_type.h"

namespace rockpool::identity_providers {
namespace {

constexpr std::string_view kScopes[] = {"public_profile", "email"};

constexpr KeyRule kKeys[] = {
    Required("client_id"),
    Required("client_secret"),
    Required("authorize_scopes", Scopes{kScopes}),
    Optional("api_version", Matching{"providerConfiguration.facebookConfig.apiVersion", R"(v\d+\.\d+)"}),
    Derived("attributes_url"),
    Derived("attributes_url_add_attributes", "true"),
    Derived("authorize_url"),
    Derived("token_request_method", "GET"),
    Derived("token_url"),
};

Details AddressesOf(const Details& settable) {
  const auto version = settable.find("api_version");
  const bool chosen = version != settable.end();
  const std::string dialog_version = chosen ? version->second : "v2.9";
  // Without an api_version this address alone carries no version.
  const std::string attributes_version = chosen ? version->second + "/" : "";
  return {
      {"attributes_url", "https://graph.facebook.com/" + attributes_version + "me?fields="},
      {"authorize_url", "https://www.facebook.com/" + dialog_version + "/dialog/oauth"},
      {"token_url", "https://graph.facebook.com/" + dialog_version + "/oauth/access_token"},
  };
}

}  // namespace

constinit const ProviderType kFacebook = {
    .api_type = api::IdentityProviderTypeType::Facebook,
    .name = "Facebook",
    .fixed_name = true,
    .keys = kKeys,
    .missing_keys_text = "clientId, clientSecret and authorizeScopes are all required idp details.",
    .username_claim = "id",
    .derive = &AddressesOf,
};

}  // namespace rockpool::identity_providers
