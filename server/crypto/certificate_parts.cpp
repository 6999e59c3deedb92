#include "server/crypto/certificate_parts.h"

#include <openssl/asn1.h>
#include <openssl/err.h>
#include <openssl/x509v3.h>

#include <ctime>
#include <stdexcept>
#include <vector>

namespace rockpool::crypto {

namespace {

constexpr std::size_t kMaxSerialBytes = 20;
constexpr long kVersion3 = 2;  // versions count from zero

void SetSerial(X509* certificate, std::span<const unsigned char> serial) {
  if (serial.empty() || serial.size() > kMaxSerialBytes) throw std::invalid_argument("The serial of a certificate has 1 to 20 bytes.");
  std::vector<unsigned char> positive(serial.begin(), serial.end());
  positive[0] &= 0x7F;
  const BignumPointer number(BN_bin2bn(positive.data(), static_cast<int>(positive.size()), nullptr));
  Require(number != nullptr && BN_to_ASN1_INTEGER(number.get(), X509_get_serialNumber(certificate)) != nullptr,
          "The serial of a certificate cannot be set");
}

void SetName(X509* certificate, const std::string& common_name) {
  X509_NAME* name = X509_get_subject_name(certificate);
  const auto* text = reinterpret_cast<const unsigned char*>(common_name.data());
  Require(X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_UTF8, text, static_cast<int>(common_name.size()), -1, 0) == 1,
          "The name of a certificate cannot be set");
}

void SetValidity(X509* certificate, const CertificateValidity& validity) {
  Require(ASN1_TIME_set(X509_getm_notBefore(certificate), validity.not_before_seconds) != nullptr &&
              ASN1_TIME_set(X509_getm_notAfter(certificate), validity.not_after_seconds) != nullptr,
          "The validity of a certificate cannot be set");
}

std::optional<std::int64_t> SecondsOf(const ASN1_TIME* time) {
  std::tm parts{};
  if (ASN1_TIME_to_tm(time, &parts) != 1) {
    ERR_clear_error();
    return std::nullopt;
  }
  return timegm(&parts);
}

}  // namespace

CertificatePointer UnsignedCertificate(EVP_PKEY* key, const std::string& common_name, const CertificateValidity& validity,
                                       std::span<const unsigned char> serial) {
  CertificatePointer certificate(X509_new());
  Require(certificate != nullptr && X509_set_version(certificate.get(), kVersion3) == 1, "A certificate cannot be made");
  SetSerial(certificate.get(), serial);
  SetName(certificate.get(), common_name);
  SetValidity(certificate.get(), validity);
  Require(X509_set_pubkey(certificate.get(), key) == 1, "A certificate cannot be made for this key");
  return certificate;
}

void SetIssuer(X509* certificate, const X509* issuer) {
  Require(X509_set_issuer_name(certificate, X509_get_subject_name(issuer)) == 1, "The issuer of a certificate cannot be set");
}

void AddExtension(X509* certificate, X509* issuer, int nid, const char* value) {
  X509V3_CTX context;
  X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
  const ExtensionPointer extension(X509V3_EXT_conf_nid(nullptr, &context, nid, value));
  Require(extension != nullptr && X509_add_ext(certificate, extension.get(), -1) == 1, "A certificate cannot be extended");
}

void Sign(X509* certificate, EVP_PKEY* key) { Require(X509_sign(certificate, key, EVP_sha256()) > 0, "A certificate cannot be signed"); }

std::optional<CertificateValidity> ValidityOf(const X509* certificate) {
  const auto not_before = SecondsOf(X509_get0_notBefore(certificate));
  const auto not_after = SecondsOf(X509_get0_notAfter(certificate));
  if (!not_before || !not_after) return std::nullopt;
  return CertificateValidity{*not_before, *not_after};
}

}  // namespace rockpool::crypto
