#include "server/crypto/certificate.h"

#include <openssl/asn1.h>
#include <openssl/err.h>

#include <algorithm>
#include <ctime>
#include <iterator>
#include <memory>
#include <stdexcept>
#include <vector>

#include "server/crypto/base64.h"
#include "server/crypto/openssl.h"

namespace rockpool::crypto {

namespace {

constexpr std::size_t kMaxCertificateText = 64 * 1024;
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
  const bool added = X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_UTF8, text, static_cast<int>(common_name.size()), -1, 0) == 1;
  Require(added && X509_set_issuer_name(certificate, name) == 1, "The name of a certificate cannot be set");
}

void SetValidity(X509* certificate, const CertificateValidity& validity) {
  Require(ASN1_TIME_set(X509_getm_notBefore(certificate), validity.not_before_seconds) != nullptr &&
              ASN1_TIME_set(X509_getm_notAfter(certificate), validity.not_after_seconds) != nullptr,
          "The validity of a certificate cannot be set");
}

std::string DerOf(const X509* certificate) {
  unsigned char* bytes = nullptr;
  const int length = i2d_X509(certificate, &bytes);
  Require(length > 0, "A certificate cannot be encoded");
  const std::unique_ptr<unsigned char, decltype([](unsigned char* buffer) { OPENSSL_free(buffer); })> owner(bytes);
  return {reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(length)};
}

CertificatePointer ParseDer(std::string_view der) {
  const auto* position = reinterpret_cast<const unsigned char*>(der.data());
  const auto* const end = position + der.size();
  CertificatePointer certificate(d2i_X509(nullptr, &position, static_cast<long>(der.size())));
  ERR_clear_error();
  if (position != end) certificate.reset();
  return certificate;
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

std::string SelfSignedCertificate(const RsaKey& key, const std::string& common_name, const CertificateValidity& validity,
                                  std::span<const unsigned char> serial) {
  const CertificatePointer certificate(X509_new());
  Require(certificate != nullptr && X509_set_version(certificate.get(), kVersion3) == 1, "A certificate cannot be made");
  SetSerial(certificate.get(), serial);
  SetName(certificate.get(), common_name);
  SetValidity(certificate.get(), validity);
  Require(X509_set_pubkey(certificate.get(), key.native()) == 1 && X509_sign(certificate.get(), key.native(), EVP_sha256()) > 0,
          "A certificate cannot be signed");
  return Base64Encode(DerOf(certificate.get()));
}

std::optional<CertificateValidity> ValidityOf(std::string_view base64_der) {
  if (base64_der.size() > kMaxCertificateText) return std::nullopt;
  std::string compact;
  constexpr std::string_view kWhiteSpace = " \t\r\n";
  std::copy_if(base64_der.begin(), base64_der.end(), std::back_inserter(compact),
               [&](char character) { return kWhiteSpace.find(character) == std::string_view::npos; });
  const std::optional<std::string> der = Base64Decode(compact);
  if (!der) return std::nullopt;
  const CertificatePointer certificate = ParseDer(*der);
  if (!certificate) return std::nullopt;
  const auto not_before = SecondsOf(X509_get0_notBefore(certificate.get()));
  const auto not_after = SecondsOf(X509_get0_notAfter(certificate.get()));
  if (!not_before || !not_after) return std::nullopt;
  return CertificateValidity{*not_before, *not_after};
}

}  // namespace rockpool::crypto
