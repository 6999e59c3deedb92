// OpenID Connect. Sources: a rule suite run on AWS (required keys, legal methods, their texts), a public experiment log against AWS (what
// is echoed: the endpoints only if they were sent, attributes_url_add_attributes always), developer guide (the four endpoints).
// Assumed: the https rule, seen for oidc_issuer, holds for the other addresses.
#include "server/identity_providers/provider_type.h"

namespace rockpool::identity_providers {
namespace {

constexpr std::string_view kMethods[] = {"POST", "GET"};

constexpr KeyRule kKeys[] = {
    Required("client_id"),
    Required("authorize_scopes"),
    Required("oidc_issuer", OidcEndpoint{}),
    Required("attributes_request_method", OneOf{"providerConfiguration.oidcConfig.attributesRequestMethod", kMethods}),
    Optional("client_secret"),
    Optional("authorize_url", OidcEndpoint{}),
    Optional("token_url", OidcEndpoint{}),
    Optional("attributes_url", OidcEndpoint{}),
    Optional("jwks_uri", OidcEndpoint{}),
    Derived("attributes_url_add_attributes", "false"),
};

// What takes part in discovery: the issuer, and the four endpoints that make it needless when all of them are given.
constexpr std::string_view kDocumentKeys[] = {"oidc_issuer", "authorize_url", "token_url", "attributes_url", "jwks_uri"};

}  // namespace

constinit const ProviderType kOidc = {
    .api_type = api::IdentityProviderTypeType::OIDC,
    .name = "OIDC",
    .fixed_name = false,
    .keys = kKeys,
    .missing_keys_text = "clientId, authorizeScopes, oidcIssuer and attributesRequestMethod are all required idp details.",
    .username_claim = "sub",
    .document = Document::kOidcDiscovery,
    .document_keys = kDocumentKeys,
};

}  // namespace rockpool::identity_providers
