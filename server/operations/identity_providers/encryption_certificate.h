// The certificate that an identity provider encrypts its SAML assertions for.
#pragma once

#include <string>
#include <string_view>

#include "server/identity_providers/provider_type.h"
#include "server/operations/context.h"

namespace rockpool::operations {

// The key of ProviderDetails that shows the certificate; empty for a type that has none.
std::string_view CertificateKey(const identity_providers::ProviderType& type);

struct EncryptionCertificate {
  std::string base64_der;   // what answers show
  std::string private_key;  // PEM, never shown
};

// A certificate with a key of its own out of the stock; waits where the stock is empty, so never on an I/O thread or in a transaction.
EncryptionCertificate IssueEncryptionCertificate(const Context& context, const std::string& user_pool_id);

}  // namespace rockpool::operations
