// Sign in with Apple. Sources: API model (scopes, added keys), Terraform issue 13582 (nine keys come back, the private key never does),
// a rule suite run on AWS (text of missing keys, which does not name authorize_scopes).
// Assumed: authorize_scopes is required, as documented, and its absence is told with the same text.
#include "server/identity_providers/provider_type.h"

namespace rockpool::identity_providers {
namespace {

constexpr std::string_view kScopes[] = {"email", "name"};

constexpr KeyRule kKeys[] = {
    Required("client_id"),
    Required("team_id"),
    Required("key_id"),
    RequiredSecret("private_key"),
    Required("authorize_scopes", Scopes{kScopes}),
    Derived("attributes_url_add_attributes", "false"),
    Derived("authorize_url", "https://appleid.apple.com/auth/authorize"),
    Derived("oidc_issuer", "https://appleid.apple.com"),
    Derived("token_request_method", "POST"),
    Derived("token_url", "https://appleid.apple.com/auth/token"),
};

}  // namespace

constinit const ProviderType kSignInWithApple = {
    .api_type = api::IdentityProviderTypeType::SignInWithApple,
    .name = "SignInWithApple",
    .fixed_name = true,
    .keys = kKeys,
    .missing_keys_text = "clientId, privateKey, teamId, and keyId are all required idp details.",
    .username_claim = "sub",
};

}  // namespace rockpool::identity_providers
