// What all certificates are built from, for the sources of this folder alone. Everything throws std::runtime_error if OpenSSL refuses.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "server/crypto/certificate.h"
#include "server/crypto/openssl.h"

namespace rockpool::crypto {

// Version 3, for the public half of `key`, without issuer, extensions and signature. `common_name` has 1 to 64 characters of UTF-8.
// `serial` is 1 to 20 random bytes, of which the highest bit is dropped (RFC 5280, 4.1.2.2: positive); std::invalid_argument otherwise.
CertificatePointer UnsignedCertificate(EVP_PKEY* key, const std::string& common_name, const CertificateValidity& validity,
                                       std::span<const unsigned char> serial);

// The subject of `issuer` signs `certificate`; they may be the same.
void SetIssuer(X509* certificate, const X509* issuer);

// `value` in the words of OpenSSL's configuration files: written in the code, nothing from outside belongs into it. Those that name
// keys ("hash", "keyid") need the issuer's certificate with its own key identifier.
void AddExtension(X509* certificate, X509* issuer, int nid, const char* value);

// The last step: with SHA-256.
void Sign(X509* certificate, EVP_PKEY* key);

// Reads a stranger's certificate: base64 of DER, white space allowed. nullptr for anything but one whole certificate, and for more than 64
// KiB of text.
CertificatePointer CertificateOf(std::string_view base64_der);

// nullopt if a date cannot be read.
std::optional<CertificateValidity> ValidityOf(const X509* certificate);

}  // namespace rockpool::crypto
