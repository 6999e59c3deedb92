#include "server/crypto/certificate_authority.h"

#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <memory>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

#include "server/crypto/certificate_parts.h"
#include "server/crypto/openssl.h"
#include "server/util/strings.h"

namespace rockpool::crypto {
namespace {

KeyPointer NewKey() {
  KeyPointer key(EVP_EC_gen("P-256"));
  Require(key != nullptr, "A key cannot be generated");
  return key;
}

// For whom a certificate is: RFC 5280, 4.2.1.6.
using NamePointer = OpensslPointer<GENERAL_NAME, GENERAL_NAME_free>;
using NamesPointer = OpensslPointer<GENERAL_NAMES, GENERAL_NAMES_free>;
using StringPointer = OpensslPointer<ASN1_STRING, ASN1_STRING_free>;

// RFC 1035, 2.3.4.
constexpr std::size_t kMaxLabelBytes = 63;
constexpr std::size_t kMaxNameBytes = 253;

bool IsLabelCharacter(char c) { return util::IsLetterOrDigit(c) || c == '-' || c == '_'; }

bool IsLabel(std::string_view label) {
  return !label.empty() && label.size() <= kMaxLabelBytes && std::all_of(label.begin(), label.end(), IsLabelCharacter);
}

bool IsHostName(std::string_view name) {
  if (name.size() > kMaxNameBytes) return false;
  std::string_view rest = name.starts_with("*.") ? name.substr(2) : name;
  for (std::size_t dot = rest.find('.'); dot != std::string_view::npos; dot = rest.find('.')) {
    if (!IsLabel(rest.substr(0, dot))) return false;
    rest.remove_prefix(dot + 1);
  }
  return IsLabel(rest);
}

// nullptr for what is no IP address.
StringPointer AddressIn(const std::string& text) {
  StringPointer address(text.find('\0') == std::string::npos ? a2i_IPADDRESS(text.c_str()) : nullptr);
  ERR_clear_error();
  return address;
}

NamePointer NameOf(const std::string& text) {
  int type = GEN_IPADD;
  StringPointer value = AddressIn(text);
  if (value == nullptr) {
    if (!IsHostName(text)) throw std::invalid_argument("A certificate is for host names and IP addresses.");
    type = GEN_DNS;
    value.reset(ASN1_IA5STRING_new());
    Require(value != nullptr && ASN1_STRING_set(value.get(), text.data(), static_cast<int>(text.size())) == 1,
            "A name cannot be added to a certificate");
  }
  NamePointer name(GENERAL_NAME_new());
  Require(name != nullptr, "A name cannot be added to a certificate");
  GENERAL_NAME_set0_value(name.get(), type, value.release());
  return name;
}

// Throws std::invalid_argument for a name of which IsServerName says no, std::runtime_error if OpenSSL fails.
void AddAlternativeNames(X509* certificate, std::span<const std::string> names) {
  const NamesPointer list(GENERAL_NAMES_new());
  Require(list != nullptr, "The names of a certificate cannot be listed");
  for (const std::string& text : names) {
    NamePointer name = NameOf(text);
    Require(sk_GENERAL_NAME_push(list.get(), name.get()) > 0, "The names of a certificate cannot be listed");
    static_cast<void>(name.release());
  }
  Require(X509_add1_ext_i2d(certificate, NID_subject_alt_name, list.get(), 0, X509V3_ADD_DEFAULT) == 1,
          "The names of a certificate cannot be added");
}

}  // namespace

bool IsServerName(const std::string& name) { return AddressIn(name) != nullptr || IsHostName(name); }

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
