// Google. Sources: API model (scopes, added keys), Terraform's acceptance tests (the nine echoed keys, added keys taken back in requests,
// the `username` default), a rule suite run on AWS (text of missing keys).
#include "server/identity_providers/provider_type.h"

namespace rockpool::identity_providers {
namespace {

constexpr std::string_view kScopes[] = {"email", "profile", "openid"};

constexpr KeyRule kKeys[] = {
    Required("client_id"),
    Required("client_secret"),
    Required("authorize_scopes", Scopes{kScopes}),
    Derived("attributes_url", "https://people.googleapis.com/v1/people/me?personFields="),
    Derived("attributes_url_add_attributes", "true"),
    Derived("authorize_url", "https://accounts.google.com/o/oauth2/v2/auth"),
    Derived("oidc_issuer", "https://accounts.google.com"),
    Derived("token_request_method", "POST"),
    Derived("token_url", "https://www.googleapis.com/oauth2/v4/token"),
};

}  // namespace

constinit const ProviderType kGoogle = {
    .api_type = api::IdentityProviderTypeType::Google,
    .name = "Google",
    .fixed_name = true,
    .keys = kKeys,
    .missing_keys_text = "clientId, clientSecret and authorizeScopes are all required idp details.",
    .username_claim = "sub",
};

}  // namespace rockpool::identity_providers
