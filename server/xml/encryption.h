// XML encryption as SAML uses it: AES-128/192/256 in CBC or GCM under a key that RSA-OAEP wraps. RSA 1.5 and 3DES are refused.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "server/crypto/rsa_key.h"
#include "server/xml/document.h"

namespace rockpool::xml {

// What an EncryptedAssertion (or any element with an EncryptedData child) holds: a document whose root is the one element that was
// encrypted, with the namespaces that were in force around it. nullopt for all that is wrong with it, without telling what: whoever hears
// the difference could read ciphertexts. It says nothing of who has encrypted it.
std::optional<Document> Decrypt(const Element& encrypted, const crypto::RsaKey& key);

// <saml:EncryptedAssertion> around `assertion` (one element, our own), by AES-256-GCM under RSA-OAEP for the certificate (base64 DER).
// Throws std::runtime_error for a certificate that is none of an RSA key.
std::string Encrypt(std::string_view assertion, std::string_view certificate);

}  // namespace rockpool::xml
