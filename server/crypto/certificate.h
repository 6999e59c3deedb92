// crypto: digests, keys, certificates, passwords as numbers of SRP, one-time codes, signed and sealed tokens and their text forms, by
// OpenSSL, whose types stay inside this folder. It knows bytes alone: not what a key or a token is for, where it is kept or who trusts it,
// and no time but the one it is given.
//
// X.509 certificates as SAML uses them: base64 of the DER form, without the lines of PEM around it.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "server/crypto/rsa_key.h"

namespace rockpool::crypto {

// Seconds since 1970-01-01T00:00:00Z; the certificate is valid from the first to the second, both included.
struct CertificateValidity {
  std::int64_t not_before_seconds = 0;
  std::int64_t not_after_seconds = 0;

  bool operator==(const CertificateValidity&) const = default;
};

// A version 3 certificate for the public half of `key`, signed with `key` and SHA-256; one line. `common_name` (1 to 64 characters of
// UTF-8) is subject and issuer. `serial` is 1 to 20 random bytes, of which the highest bit is dropped (RFC 5280, 4.1.2.2: positive). The
// same input gives the same certificate. Throws std::runtime_error if OpenSSL refuses the input, std::invalid_argument for the serial.
std::string SelfSignedCertificate(const RsaKey& key, const std::string& common_name, const CertificateValidity& validity,
                                  std::span<const unsigned char> serial);

// Reads a stranger's certificate, of any key type. White space inside the base64 is allowed. nullopt for anything but one whole
// certificate, and for more than 64 KiB of text. Says nothing of signatures.
std::optional<CertificateValidity> ValidityOf(std::string_view base64_der);

}  // namespace rockpool::crypto
