// Keys and certificates as PEM text, for the sources of this folder alone.
#pragma once

#include <string>
#include <string_view>

#include "server/crypto/openssl.h"

namespace rockpool::crypto {

// The first unencrypted private key in `pem`; nullptr if there is none. Nobody is asked for a passphrase.
KeyPointer PrivateKeyIn(std::string_view pem);

// The first public key (SubjectPublicKeyInfo) in `pem`; nullptr if there is none.
KeyPointer PublicKeyIn(std::string_view pem);

// The first certificate in `pem`; nullptr if there is none.
CertificatePointer CertificateIn(std::string_view pem);

// Unencrypted PKCS#8: a secret. Throws std::runtime_error if OpenSSL fails, and so do the others.
std::string PemOf(EVP_PKEY* key);
std::string PemOf(X509* certificate);

// The public half of `key`, as SubjectPublicKeyInfo.
std::string PublicPemOf(EVP_PKEY* key);

}  // namespace rockpool::crypto
