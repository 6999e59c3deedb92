#include "server/crypto/certificate.h"

#include <openssl/err.h>

#include <memory>

#include "server/crypto/base64.h"
#include "server/crypto/certificate_parts.h"
#include "server/crypto/openssl.h"

namespace rockpool::crypto {

namespace {

constexpr std::size_t kMaxCertificateText = 64 * 1024;

std::string DerOf(const X509* certificate) {
  unsigned char* bytes = nullptr;
  const int length = i2d_X509(certificate, &bytes);
  Require(length > 0, "A certificate cannot be encoded");
  const std::unique_ptr<unsigned char, decltype([](unsigned char* buffer) { OPENSSL_free(buffer); })> owner(bytes);
  return {reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(length)};
}

}  // namespace

std::string SelfSignedCertificate(const RsaKey& key, const std::string& common_name, const CertificateValidity& validity,
                                  std::span<const unsigned char> serial) {
  const CertificatePointer certificate = UnsignedCertificate(key.native(), common_name, validity, serial);
  SetIssuer(certificate.get(), certificate.get());
  Sign(certificate.get(), key.native());
  return Base64Encode(DerOf(certificate.get()));
}

CertificatePointer CertificateOf(std::string_view base64_der) {
  if (base64_der.size() > kMaxCertificateText) return nullptr;
  const std::optional<std::string> der = Base64DecodeSpaced(base64_der);
  if (!der) return nullptr;
  const auto* position = reinterpret_cast<const unsigned char*>(der->data());
  const auto* const end = position + der->size();
  CertificatePointer certificate(d2i_X509(nullptr, &position, static_cast<long>(der->size())));
  ERR_clear_error();
  if (position != end) certificate.reset();
  return certificate;
}

std::optional<CertificateValidity> ValidityOf(std::string_view base64_der) {
  const CertificatePointer certificate = CertificateOf(base64_der);
  if (!certificate) return std::nullopt;
  return ValidityOf(certificate.get());
}

}  // namespace rockpool::crypto
