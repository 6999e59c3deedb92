// SAML 2.0. Sources: a rule suite run on AWS (one of MetadataURL and MetadataFile, the texts), Terraform's acceptance tests (which keys
// come back; no `username` default), Terraform pull request 36311 (ActiveEncryptionCertificate refused), user reports (the two binding
// addresses taken back in requests). Assumed: the paths of the optional keys, by analogy with OIDC's; booleans in any case.
#include "server/identity_providers/provider_type.h"

namespace rockpool::identity_providers {
namespace {

constexpr std::string_view kAlgorithms[] = {"rsa-sha256"};

constexpr KeyRule kKeys[] = {
    Alternative("MetadataFile"),
    Alternative("MetadataURL"),
    Optional("EncryptedResponses", TrueOrFalse{"providerConfiguration.samlConfig.encryptedResponses"}),
    Optional("IDPInit", TrueOrFalse{"providerConfiguration.samlConfig.idpInit"}),
    Optional("IDPSignout", TrueOrFalse{"providerConfiguration.samlConfig.idpSignout"}),
    Optional("RequestSigningAlgorithm", OneOf{"providerConfiguration.samlConfig.requestSigningAlgorithm", kAlgorithms}),
    FromDocument("SLORedirectBindingURI"),
    FromDocument("SSORedirectBindingURI"),
    Issued("ActiveEncryptionCertificate"),
};

constexpr std::string_view kDocumentKeys[] = {"MetadataFile", "MetadataURL"};

}  // namespace

constinit const ProviderType kSaml = {
    .api_type = api::IdentityProviderTypeType::SAML,
    .name = "SAML",
    .fixed_name = false,
    .keys = kKeys,
    .missing_keys_text = "At least one of the MetadataURL or MetadataFile should be provided.",
    .several_alternatives_text = "Only one of the MetadataURL or MetadataFile should be provided.",
    .document = Document::kSamlMetadata,
    .document_keys = kDocumentKeys,
};

}  // namespace rockpool::identity_providers
