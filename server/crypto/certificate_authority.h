// A certificate authority of our own, and the certificates for TLS that it signs: P-256 keys, SHA-256, PEM. Where it is kept and who
// trusts it is the business of others.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "server/crypto/certificate.h"

namespace rockpool::crypto {

// What a server shows to its clients, and what proves that it may: the key is a secret.
struct ServerCertificate {
  std::string certificate_pem;
  std::string key_pem;
};

// Whether a certificate can be for it: a host name, of which the first label may be `*`, or an IP address.
bool IsServerName(const std::string& name);

// Names, validity and serials are as in SelfSignedCertificate. Everything throws std::runtime_error where OpenSSL refuses the input.
class CertificateAuthority {
 public:
  // With a new key. What it signs cannot sign in its turn.
  static CertificateAuthority Generate(const std::string& common_name, const CertificateValidity& validity,
                                       std::span<const unsigned char> serial);

  // Reads what ToPem wrote. Throws std::runtime_error for anything but a certificate and its key; the text says nothing of the content.
  static CertificateAuthority FromPem(std::string_view pem);

  CertificateAuthority(CertificateAuthority&& other) noexcept;
  ~CertificateAuthority();

  // The certificate and the private key: a secret.
  std::string ToPem() const;

  // For those who are to trust it.
  std::string CertificatePem() const;

  CertificateValidity Validity() const;

  // For a server at `names` (at least one). With a new key. Throws std::invalid_argument unless IsServerName says so of each.
  ServerCertificate Issue(const std::string& common_name, std::span<const std::string> names, const CertificateValidity& validity,
                          std::span<const unsigned char> serial) const;

 private:
  struct Parts;
  explicit CertificateAuthority(std::unique_ptr<Parts> parts);

  std::unique_ptr<Parts> parts_;
};

}  // namespace rockpool::crypto
