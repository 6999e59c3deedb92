#include "server/crypto/certificate_authority.h"

#include <gtest/gtest.h>
#include <openssl/err.h>
#include <openssl/x509v3.h>

#include <array>
#include <stdexcept>
#include <vector>

#include "server/crypto/openssl.h"

namespace rockpool::crypto {
namespace {

using StorePointer = OpensslPointer<X509_STORE, X509_STORE_free>;
using StoreContextPointer = OpensslPointer<X509_STORE_CTX, X509_STORE_CTX_free>;

constexpr std::int64_t kDay = 24 * 60 * 60;
constexpr std::int64_t kNow = 1'795'316'872;
constexpr CertificateValidity kTenYears{kNow - kDay, kNow + 3650 * kDay};
constexpr CertificateValidity kOneYear{kNow - 60, kNow + 365 * kDay};
constexpr std::array<unsigned char, 4> kSerial{0xFF, 0x02, 0x03, 0x04};

CertificateAuthority AnAuthority() { return CertificateAuthority::Generate("rockpool test", kTenYears, kSerial); }

ServerCertificate IssuedBy(const CertificateAuthority& authority, const std::vector<std::string>& names = {"localhost"}) {
  return authority.Issue("rockpool", names, kOneYear, kSerial);
}

// The verdict of OpenSSL on a server's certificate, as strict as it can be, for a client that trusts the authority alone.
std::string Verdict(const CertificateAuthority& authority, const std::string& certificate_pem, std::int64_t time = kNow) {
  const CertificatePointer trusted = CertificateIn(authority.CertificatePem());
  const CertificatePointer shown = CertificateIn(certificate_pem);
  const StorePointer store(X509_STORE_new());
  X509_STORE_add_cert(store.get(), trusted.get());
  const StoreContextPointer context(X509_STORE_CTX_new());
  X509_STORE_CTX_init(context.get(), store.get(), shown.get(), nullptr);
  X509_VERIFY_PARAM* parameters = X509_STORE_CTX_get0_param(context.get());
  X509_VERIFY_PARAM_set_flags(parameters, X509_V_FLAG_X509_STRICT);
  X509_VERIFY_PARAM_set_purpose(parameters, X509_PURPOSE_SSL_SERVER);
  X509_VERIFY_PARAM_set_time(parameters, time);
  X509_verify_cert(context.get());
  return X509_verify_cert_error_string(X509_STORE_CTX_get_error(context.get()));
}

bool IsFor(const ServerCertificate& issued, const char* name) {
  const CertificatePointer certificate = CertificateIn(issued.certificate_pem);
  return X509_check_host(certificate.get(), name, 0, 0, nullptr) == 1 || X509_check_ip_asc(certificate.get(), name, 0) == 1;
}

TEST(CertificateAuthority, SignsWhatItsTrustersBelieve) {
  const auto authority = AnAuthority();
  EXPECT_EQ(Verdict(authority, IssuedBy(authority).certificate_pem), "ok");
}

TEST(CertificateAuthority, SignsForTheTimeAskedFor) {
  const auto authority = AnAuthority();
  const auto issued = IssuedBy(authority);
  EXPECT_EQ(Verdict(authority, issued.certificate_pem, kOneYear.not_after_seconds - 1), "ok");
  EXPECT_EQ(Verdict(authority, issued.certificate_pem, kOneYear.not_after_seconds + 1), "certificate has expired");
  EXPECT_EQ(Verdict(authority, issued.certificate_pem, kOneYear.not_before_seconds - 1), "certificate is not yet valid");
}

TEST(CertificateAuthority, IsNotAnother) {
  const auto issued = IssuedBy(AnAuthority());
  EXPECT_EQ(Verdict(AnAuthority(), issued.certificate_pem), "unable to get local issuer certificate");
}

TEST(CertificateAuthority, SignsNoAuthorities) {
  const auto authority = AnAuthority();
  const CertificatePointer own = CertificateIn(authority.CertificatePem());
  const CertificatePointer issued = CertificateIn(IssuedBy(authority).certificate_pem);
  EXPECT_EQ(X509_check_ca(own.get()), 1);
  EXPECT_EQ(X509_get_pathlen(own.get()), 0);
  EXPECT_EQ(X509_get_key_usage(own.get()), static_cast<unsigned>(KU_KEY_CERT_SIGN | KU_CRL_SIGN));
  EXPECT_EQ(X509_check_ca(issued.get()), 0);
  EXPECT_EQ(X509_get_key_usage(issued.get()), static_cast<unsigned>(KU_DIGITAL_SIGNATURE));
  EXPECT_EQ(X509_get_extended_key_usage(issued.get()), static_cast<unsigned>(XKU_SSL_SERVER));
}

TEST(CertificateAuthority, SignsForTheNamesAndAddressesAskedForAlone) {
  const auto issued = IssuedBy(AnAuthority(), {"localhost", "*.auth.test", "my_host", "127.0.0.1", "::1"});
  for (const char* name : {"localhost", "LocalHost", "pool.auth.test", "my_host", "127.0.0.1", "::1", "0:0:0:0:0:0:0:1"}) {
    EXPECT_TRUE(IsFor(issued, name)) << name;
  }
  for (const char* name : {"example.com", "auth.test", "a.b.auth.test", "127.0.0.2", "::2", "rockpool"}) {
    EXPECT_FALSE(IsFor(issued, name)) << name;
  }
}

TEST(CertificateAuthority, RefusesNamesThatAreNone) {
  const auto authority = AnAuthority();
  for (const std::string& name :
       {std::string(), std::string("*"), std::string("*."), std::string("a*.b"), std::string("a,DNS:b"), std::string("a b"),
        std::string("a\0b", 3), std::string("\xC3\xA9"), std::string("1:2"), std::string("a..b"), std::string(".a"), std::string("a."),
        std::string(64, 'a'), std::string("127.0.0.1\0x", 11)}) {
    EXPECT_FALSE(IsServerName(name)) << name;
    EXPECT_THROW(IssuedBy(authority, {"localhost", name}), std::invalid_argument) << name;
  }
  EXPECT_EQ(ERR_peek_error(), 0U);
}

TEST(CertificateAuthority, HandsOutTheKeyOfTheCertificate) {
  const auto authority = AnAuthority();
  const auto issued = IssuedBy(authority);
  const CertificatePointer certificate = CertificateIn(issued.certificate_pem);
  const KeyPointer key = PrivateKeyIn(issued.key_pem);
  EXPECT_EQ(X509_check_private_key(certificate.get(), key.get()), 1);
  EXPECT_EQ(PrivateKeyIn(IssuedBy(authority).key_pem) == nullptr, false);
  EXPECT_NE(IssuedBy(authority).key_pem, issued.key_pem);
}

TEST(CertificateAuthority, KeepsItsKeyOutOfWhatOthersTrust) {
  const auto authority = AnAuthority();
  EXPECT_EQ(PrivateKeyIn(authority.CertificatePem()), nullptr);
  EXPECT_NE(PrivateKeyIn(authority.ToPem()), nullptr);
}

TEST(CertificateAuthority, IsTheSameWhenItIsReadAgain) {
  const auto authority = AnAuthority();
  const auto again = CertificateAuthority::FromPem(authority.ToPem());
  EXPECT_EQ(again.CertificatePem(), authority.CertificatePem());
  EXPECT_EQ(again.ToPem(), authority.ToPem());
  EXPECT_EQ(again.Validity(), kTenYears);
  EXPECT_EQ(Verdict(authority, IssuedBy(again).certificate_pem), "ok");
}

TEST(CertificateAuthority, IsNotReadFromAnythingElse) {
  const auto authority = AnAuthority();
  const std::string other_key = IssuedBy(authority).key_pem;
  for (const std::string& text :
       {std::string(), std::string("secret"), authority.CertificatePem(), other_key, authority.CertificatePem() + other_key}) {
    EXPECT_THROW(CertificateAuthority::FromPem(text), std::runtime_error) << text;
  }
  EXPECT_EQ(ERR_peek_error(), 0U);
}

}  // namespace
}  // namespace rockpool::crypto
