// Login with Amazon. Sources: API model (scopes, the eight echoed keys), developer guide (user_id as the source of the user name).
// The text of missing keys is Google's.
#include "server/identity_providers/provider_type.h"

namespace rockpool::identity_providers {
namespace {

constexpr std::string_view kScopes[] = {"profile", "postal_code"};

constexpr KeyRule kKeys[] = {
    Required("client_id"),
    Required("client_secret"),
    Required("authorize_scopes", Scopes{kScopes}),
    Derived("attributes_url", "https://api.amazon.com/user/profile"),
    Derived("attributes_url_add_attributes", "false"),
    Derived("authorize_url", "https://www.amazon.com/ap/oa"),
    Derived("token_request_method", "POST"),
    Derived("token_url", "https://api.amazon.com/auth/o2/token"),
};

}  // namespace

constinit const ProviderType kLoginWithAmazon = {
    .api_type = api::IdentityProviderTypeType::LoginWithAmazon,
    .name = "LoginWithAmazon",
    .fixed_name = true,
    .keys = kKeys,
    .missing_keys_text = "clientId, clientSecret and authorizeScopes are all required idp details.",
    .username_claim = "user_id",
};

}  // namespace rockpool::identity_providers
