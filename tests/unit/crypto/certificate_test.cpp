#include "server/crypto/certificate.h"

#include <gtest/gtest.h>
#include <openssl/err.h>

#include <array>
#include <stdexcept>

#include "server/crypto/base64.h"
#include "server/crypto/openssl.h"

namespace rockpool::crypto {
namespace {

constexpr CertificateValidity kTenYears{1'795'316'872, 2'110'676'872};
constexpr std::array<unsigned char, 4> kSerial{0xFF, 0x02, 0x03, 0x04};

// Of an elliptic-curve key, made with `openssl req -x509 -days 36500`: its end lies beyond 2049, where the encoding of dates changes.
constexpr std::string_view kForeignCertificate =
    "MIIBjDCCATGgAwIBAgIUXYNHRH0Ra8NtTgJxMAK8jvJJGZ0wCgYIKoZIzj0EAwIwGjEYMBYGA1UEAwwPaWRwLmV4YW1wbGUuY29tMCAXDTI2MTEyMjAzMDc1MloYDzIxMjYx"
    "MDI5MDMwNzUyWjAaMRgwFgYDVQQDDA9pZHAuZXhhbXBsZS5jb20wWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAAQanuHd1R2umg16WqxeWbnSdskLoK8NEA+rqNiDJyjZgPb3"
    "yEuBrUK+braN0Z25cDWI8iez8fsPYsZ4W77vEh6po1MwUTAdBgNVHQ4EFgQUC0wU8YgFF7Fm6x7pMSrT2NsNdvMwHwYDVR0jBBgwFoAUC0wU8YgFF7Fm6x7pMSrT2NsNdvMw"
    "DwYDVR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNJADBGAiEA2+1FwKf5FjdN3TE62mmQJIoSDSNsHXpSAxzljKyTv+ECIQCxbTS0FGDy0BvfY5/Ev8jvnJvAmADz2is6j/z4"
    "1jwqBA==";
constexpr CertificateValidity kForeignValidity{1'795'316'872, 4'948'916'872};

const RsaKey& AKey() {
  static const RsaKey key = RsaKey::Generate();
  return key;
}

CertificatePointer Parsed(const std::string& base64) {
  const std::string der = Base64Decode(base64).value();
  const auto* bytes = reinterpret_cast<const unsigned char*>(der.data());
  return CertificatePointer(d2i_X509(nullptr, &bytes, static_cast<long>(der.size())));
}

std::string OneLine(const X509_NAME* name) {
  std::array<char, 256> text{};
  return X509_NAME_oneline(name, text.data(), static_cast<int>(text.size()));
}

TEST(SelfSignedCertificate, IsSignedByItsOwnKey) {
  const auto certificate = Parsed(SelfSignedCertificate(AKey(), "us-east-1_abc", kTenYears, kSerial));
  ASSERT_NE(certificate, nullptr);
  EXPECT_EQ(X509_verify(certificate.get(), AKey().native()), 1);
  EXPECT_EQ(X509_get_signature_nid(certificate.get()), NID_sha256WithRSAEncryption);
  EXPECT_EQ(EVP_PKEY_eq(X509_get0_pubkey(certificate.get()), AKey().native()), 1);
}

TEST(SelfSignedCertificate, NamesSubjectAndIssuerAlike) {
  const auto certificate = Parsed(SelfSignedCertificate(AKey(), "us-east-1_abc", kTenYears, kSerial));
  ASSERT_NE(certificate, nullptr);
  EXPECT_EQ(OneLine(X509_get_subject_name(certificate.get())), "/CN=us-east-1_abc");
  EXPECT_EQ(OneLine(X509_get_issuer_name(certificate.get())), "/CN=us-east-1_abc");
  EXPECT_EQ(X509_get_version(certificate.get()), 2);
}

TEST(SelfSignedCertificate, HasAPositiveSerialOfTheBytesGiven) {
  const auto certificate = Parsed(SelfSignedCertificate(AKey(), "pool", kTenYears, kSerial));
  ASSERT_NE(certificate, nullptr);
  std::int64_t serial = 0;
  ASSERT_EQ(ASN1_INTEGER_get_int64(&serial, X509_get0_serialNumber(certificate.get())), 1);
  EXPECT_EQ(serial, 0x7F020304);
}

TEST(SelfSignedCertificate, RefusesASerialOfAWrongLength) {
  const std::array<unsigned char, 21> too_long{1};
  EXPECT_THROW(SelfSignedCertificate(AKey(), "pool", kTenYears, too_long), std::invalid_argument);
  EXPECT_THROW(SelfSignedCertificate(AKey(), "pool", kTenYears, {}), std::invalid_argument);
}

TEST(SelfSignedCertificate, RefusesANameOfAWrongLength) {
  EXPECT_NO_THROW(SelfSignedCertificate(AKey(), std::string(64, 'x'), kTenYears, kSerial));
  EXPECT_THROW(SelfSignedCertificate(AKey(), std::string(65, 'x'), kTenYears, kSerial), std::runtime_error);
  EXPECT_THROW(SelfSignedCertificate(AKey(), "", kTenYears, kSerial), std::runtime_error);
}

TEST(SelfSignedCertificate, IsTheSameForTheSameInput) {
  EXPECT_EQ(SelfSignedCertificate(AKey(), "pool", kTenYears, kSerial), SelfSignedCertificate(AKey(), "pool", kTenYears, kSerial));
}

TEST(ValidityOf, ReadsWhatACertificateWasMadeWith) {
  EXPECT_EQ(ValidityOf(SelfSignedCertificate(AKey(), "pool", kTenYears, kSerial)), kTenYears);
}

TEST(ValidityOf, ReadsBothEncodingsOfDatesAndOtherKeys) { EXPECT_EQ(ValidityOf(kForeignCertificate), kForeignValidity); }

TEST(ValidityOf, AllowsWhiteSpaceAsXmlHasIt) {
  std::string folded = "\n\t";
  for (const char character : kForeignCertificate) folded.append(1, character).append(character == 'A' ? "\r\n    " : "");
  EXPECT_EQ(ValidityOf(folded), kForeignValidity);
}

TEST(ValidityOf, RefusesWhatIsNoCertificate) {
  const std::string der = Base64Decode(kForeignCertificate).value();
  EXPECT_EQ(ValidityOf(""), std::nullopt);
  EXPECT_EQ(ValidityOf("no base64!"), std::nullopt);
  EXPECT_EQ(ValidityOf(Base64Encode("no certificate")), std::nullopt);
  EXPECT_EQ(ValidityOf(Base64Encode(der + "x")), std::nullopt) << "bytes after the certificate";
  EXPECT_EQ(ERR_peek_error(), 0U);
}

TEST(ValidityOf, RefusesACertificateThatIsCutOff) {
  const std::string der = Base64Decode(kForeignCertificate).value();
  for (std::size_t length = 0; length < der.size(); ++length) {
    EXPECT_EQ(ValidityOf(Base64Encode(der.substr(0, length))), std::nullopt) << length;
  }
}

TEST(ValidityOf, SurvivesEveryDamagedByte) {
  const std::string der = Base64Decode(kForeignCertificate).value();
  int refused = 0;
  for (std::size_t position = 0; position < der.size(); ++position) {
    std::string damaged = der;
    damaged[position] = static_cast<char>(damaged[position] ^ 0xFF);
    refused += ValidityOf(Base64Encode(damaged)) ? 0 : 1;
  }
  EXPECT_GT(refused, 0);
}

TEST(ValidityOf, RefusesMoreThanSixtyFourKibibytes) {
  const std::string certificate(kForeignCertificate);
  EXPECT_EQ(ValidityOf(certificate + std::string(64 * 1024 - certificate.size(), ' ')), kForeignValidity);
  EXPECT_EQ(ValidityOf(certificate + std::string(64 * 1024 - certificate.size() + 1, ' ')), std::nullopt);
}

}  // namespace
}  // namespace rockpool::crypto
