#include "server/crypto/certificate_authority.h"

#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/x509v3.h>

#include <stdexcept>
#include <utility>

#include "server/crypto/alternative_names.h"
#include "server/crypto/certificate_parts.h"
#include "server/crypto/pem.h"

namespace rockpool::crypto {

namespace {

KeyPointer NewKey() {
  KeyPointer key(EVP_EC_gen("P-256"));
  Require(key != nullptr, "A key cannot be generated");
  return key;
}

}  // namespace

struct CertificateAuthority::Parts {
  KeyPointer key;
  CertificatePointer certificate;
};

CertificateAuthority CertificateAuthority::Generate(const std::string& common_name, const CertificateValidity& validity,
                                                    std::span<const unsigned char> serial) {
  KeyPointer key = NewKey();
  CertificatePointer certificate = UnsignedCertificate(key.get(), common_name, validity, serial);
  X509* own = certificate.get();
  SetIssuer(own, own);
  AddExtension(own, own, NID_basic_constraints, "critical,CA:TRUE,pathlen:0");
  AddExtension(own, own, NID_key_usage, "critical,keyCertSign,cRLSign");
  AddExtension(own, own, NID_subject_key_identifier, "hash");
  Sign(own, key.get());
  return CertificateAuthority(std::make_unique<Parts>(Parts{std::move(key), std::move(certificate)}));
}

CertificateAuthority CertificateAuthority::FromPem(std::string_view pem) {
  KeyPointer key = PrivateKeyIn(pem);
  CertificatePointer certificate = CertificateIn(pem);
  const bool belong_together = key != nullptr && certificate != nullptr && X509_check_private_key(certificate.get(), key.get()) == 1;
  ERR_clear_error();
  if (!belong_together || !crypto::ValidityOf(certificate.get())) {
    throw std::runtime_error("This is not a certificate and its private key in PEM.");
  }
  return CertificateAuthority(std::make_unique<Parts>(Parts{std::move(key), std::move(certificate)}));
}

CertificateAuthority::CertificateAuthority(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
CertificateAuthority::CertificateAuthority(CertificateAuthority&& other) noexcept = default;
CertificateAuthority::~CertificateAuthority() = default;

std::string CertificateAuthority::ToPem() const { return CertificatePem() + PemOf(parts_->key.get()); }

std::string CertificateAuthority::CertificatePem() const { return PemOf(parts_->certificate.get()); }

CertificateValidity CertificateAuthority::Validity() const { return crypto::ValidityOf(parts_->certificate.get()).value(); }

ServerCertificate CertificateAuthority::Issue(const std::string& common_name, std::span<const std::string> names,
                                              const CertificateValidity& validity, std::span<const unsigned char> serial) const {
  const KeyPointer key = NewKey();
  const CertificatePointer certificate = UnsignedCertificate(key.get(), common_name, validity, serial);
  X509* issuer = parts_->certificate.get();
  SetIssuer(certificate.get(), issuer);
  AddExtension(certificate.get(), issuer, NID_basic_constraints, "critical,CA:FALSE");
  AddExtension(certificate.get(), issuer, NID_key_usage, "critical,digitalSignature");
  AddExtension(certificate.get(), issuer, NID_ext_key_usage, "serverAuth");
  AddExtension(certificate.get(), issuer, NID_subject_key_identifier, "hash");
  AddExtension(certificate.get(), issuer, NID_authority_key_identifier, "keyid:always");
  AddAlternativeNames(certificate.get(), names);
  Sign(certificate.get(), parts_->key.get());
  return {PemOf(certificate.get()), PemOf(key.get())};
}

}  // namespace rockpool::crypto
