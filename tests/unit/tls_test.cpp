#include "server/tls.h"

#include <gtest/gtest.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <ctime>
#include <filesystem>
#include <fstream>
#include <memory>
#include <set>

#include "server/util/random.h"
#include "storage/sqlite/store.h"
#include "tests/support/fake_clock.h"

namespace rockpool {
namespace {

constexpr util::EpochMillis kDay = 24LL * 60 * 60 * 1000;

using Certificate = std::unique_ptr<X509, decltype(&X509_free)>;

Certificate Read(const std::string& pem) {
  const std::unique_ptr<BIO, decltype(&BIO_free)> bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())), &BIO_free);
  return {PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr), &X509_free};
}

std::int64_t Seconds(const ASN1_TIME* time) {
  std::tm parts{};
  ASN1_TIME_to_tm(time, &parts);
  return timegm(&parts);
}

std::set<std::string> NamesIn(const std::string& certificate_pem) {
  const Certificate certificate = Read(certificate_pem);
  std::set<std::string> names;
  auto* list = static_cast<GENERAL_NAMES*>(X509_get_ext_d2i(certificate.get(), NID_subject_alt_name, nullptr, nullptr));
  for (int i = 0; i < sk_GENERAL_NAME_num(list); ++i) {
    const GENERAL_NAME* name = sk_GENERAL_NAME_value(list, i);
    if (name->type == GEN_DNS) {
      names.emplace(reinterpret_cast<const char*>(ASN1_STRING_get0_data(name->d.dNSName)));
    }
  }
  GENERAL_NAMES_free(list);
  return names;
}

class TlsTest : public ::testing::Test {
 protected:
  TlsTest() : path((std::filesystem::temp_directory_path() / "rockpool-tls-XXXXXX").string()) {
    mkdtemp(path.data());
    options.port = 0;
    Open();
  }
  ~TlsTest() override {
    store.reset();
    std::filesystem::remove_all(path);
  }

  // As a start after an end.
  void Open() {
    store.reset();
    store = storage::sqlite::Store::Open({path + "/rockpool.db"});
  }

  std::string File(const std::string& name, const std::string& text) const {
    std::ofstream(path + "/" + name) << text;
    return path + "/" + name;
  }

  std::optional<Tls> Prepare() { return PrepareTls(options, http, *store, clock, random); }

  std::string Refusal() {
    try {
      Prepare();
    } catch (const http::beast::TlsError& error) {
      return error.what();
    }
    return "accepted";
  }

  bool IsFor(const char* name) {
    const Certificate certificate = Read(Prepare()->settings.certificate_pem);
    return X509_check_host(certificate.get(), name, 0, 0, nullptr) == 1 || X509_check_ip_asc(certificate.get(), name, 0) == 1;
  }

  std::optional<std::string> Kept() const {
    return store->Read([](const storage::Transaction& transaction) { return transaction.properties().Find("tls_authority"); });
  }

  std::string path;
  std::unique_ptr<storage::Store> store;
  support::FakeWallClock clock;
  util::SystemRandom random;
  TlsOptions options;
  http::beast::Settings http;
};

TEST_F(TlsTest, MakesNothingWithoutAPort) {
  options.port = std::nullopt;
  EXPECT_EQ(Prepare(), std::nullopt);
  EXPECT_EQ(Kept(), std::nullopt);
}

TEST_F(TlsTest, KeepsTheAuthorityOverARestartAndMakesTheCertificateAnew) {
  const auto first = Prepare();
  Open();
  const auto second = Prepare();
  EXPECT_EQ(second->authority_pem, first->authority_pem);
  EXPECT_NE(second->settings.certificate_pem, first->settings.certificate_pem);
  EXPECT_NE(second->settings.key_pem, first->settings.key_pem);
  const Certificate authority = Read(*first->authority_pem);
  const Certificate certificate = Read(second->settings.certificate_pem);
  EXPECT_EQ(X509_verify(certificate.get(), X509_get0_pubkey(authority.get())), 1);
}

TEST_F(TlsTest, GivesEveryDatabaseAnAuthorityOfItsOwn) {
  const auto mine = Prepare();
  const auto other_store = storage::sqlite::Store::Open({":memory:"});
  const auto other = PrepareTls(options, http, *other_store, clock, random);
  const Certificate left = Read(*mine->authority_pem);
  const Certificate right = Read(*other->authority_pem);
  EXPECT_NE(X509_NAME_cmp(X509_get_subject_name(left.get()), X509_get_subject_name(right.get())), 0);
  EXPECT_NE(ASN1_INTEGER_cmp(X509_get0_serialNumber(left.get()), X509_get0_serialNumber(right.get())), 0);
}

TEST_F(TlsTest, MakesACertificateForADomainWhenItIsNamed) {
  const auto tls = PrepareTls(options, http, *store, clock, random, [](const std::string& host) { return host == "auth.shop.example"; });
  EXPECT_FALSE(tls->settings.certify("auth.other.example"));
  const auto made = tls->settings.certify("auth.shop.example");
  ASSERT_TRUE(made);
  EXPECT_EQ(NamesIn(made->certificate_pem), std::set<std::string>{"auth.shop.example"});
  const Certificate authority = Read(*tls->authority_pem);
  EXPECT_EQ(X509_verify(Read(made->certificate_pem).get(), X509_get0_pubkey(authority.get())), 1);
}

TEST_F(TlsTest, HandsOutNoKeyOfTheAuthority) {
  EXPECT_EQ(Prepare()->authority_pem->find("PRIVATE"), std::string::npos);
  EXPECT_NE(Kept()->find("PRIVATE"), std::string::npos);
}

TEST_F(TlsTest, LastsNoLongerThanBrowsersTake) {
  const Certificate certificate = Read(Prepare()->settings.certificate_pem);
  const std::int64_t begin = Seconds(X509_get0_notBefore(certificate.get()));
  const std::int64_t end = Seconds(X509_get0_notAfter(certificate.get()));
  EXPECT_LE(end - begin, 397 * kDay / 1000);
  EXPECT_LT(begin, clock.Now() / 1000);
  EXPECT_GT(end, (clock.Now() + 396 * kDay) / 1000);
}

TEST_F(TlsTest, ReplacesAnAuthorityThatIsAboutToEnd) {
  const auto first = Prepare();
  clock.Advance(3619 * kDay);
  const auto late = Prepare();
  EXPECT_EQ(late->authority_pem, first->authority_pem);
  const Certificate authority = Read(*late->authority_pem);
  const Certificate certificate = Read(late->settings.certificate_pem);
  EXPECT_EQ(ASN1_TIME_compare(X509_get0_notAfter(certificate.get()), X509_get0_notAfter(authority.get())), 0);
  clock.Advance(2 * kDay);
  EXPECT_NE(Prepare()->authority_pem, first->authority_pem);
}

TEST_F(TlsTest, IsForTheLocalNames) {
  for (const char* name : {"localhost", "127.0.0.1", "::1", "host.docker.internal"}) {
    EXPECT_TRUE(IsFor(name)) << name;
  }
  // OpenSSL's own check believes no wildcard before a single label; other clients do.
  EXPECT_TRUE(NamesIn(Prepare()->settings.certificate_pem).contains("*.localhost"));
  EXPECT_FALSE(IsFor("rockpool"));
}

TEST_F(TlsTest, IsForItsHostAndTheNamesOfTheOption) {
  http.host = "cognito.internal";
  options.names = {"rockpool", "*.auth.test", "10.1.2.3"};
  for (const char* name : {"cognito.internal", "rockpool", "shop.auth.test", "10.1.2.3", "localhost"}) {
    EXPECT_TRUE(IsFor(name)) << name;
  }
  http.host = "192.168.1.5";
  EXPECT_TRUE(IsFor("192.168.1.5"));
  http.host = "0.0.0.0";
  EXPECT_FALSE(IsFor("0.0.0.0"));
  http.host = "fe80::1%eth0";
  EXPECT_TRUE(IsFor("localhost"));
}

TEST_F(TlsTest, TakesTheFilesOfTheOptionsAndMakesNothing) {
  options.certificate = File("c.pem", "a certificate");
  options.key = File("k.pem", "a key");
  const auto tls = Prepare();
  EXPECT_EQ(tls->settings.certificate_pem, "a certificate");
  EXPECT_EQ(tls->settings.key_pem, "a key");
  EXPECT_EQ(tls->settings.certificate_source, options.certificate);
  EXPECT_EQ(tls->settings.key_source, options.key);
  EXPECT_EQ(tls->authority_pem, std::nullopt);
  EXPECT_EQ(Kept(), std::nullopt);
}

TEST_F(TlsTest, RefusesFilesThatCannotBeReadOrAreNoCertificates) {
  options.key = File("k.pem", "a key");
  options.certificate = path + "/missing.pem";
  EXPECT_EQ(Refusal(), "The file " + path + "/missing.pem cannot be read.");
  options.certificate = path;
  EXPECT_EQ(Refusal(), "The file " + path + " cannot be read.");
  options.certificate = File("large.pem", std::string(1024 * 1024 + 1, 'x'));
  EXPECT_EQ(Refusal(), "The file " + path + "/large.pem is too large for a certificate or a key.");
}

TEST_F(TlsTest, RefusesOptionsThatDoNotFitTogether) {
  options.certificate = "c.pem";
  EXPECT_EQ(Refusal(), "--tls-certificate and --tls-key belong together: give both or none.");
  options.key = "k.pem";
  options.port = std::nullopt;
  EXPECT_EQ(Refusal(), "--tls-certificate and --tls-key need --tls-port.");
  options = TlsOptions();
  options.port = http.port;
  EXPECT_EQ(Refusal(), "--tls-port must be another than --port.");
}

TEST_F(TlsTest, TrustsNoMoreThanTheSystemDoesUnlessAFileIsNamed) { EXPECT_EQ(ClientSettings(options, {}).trusted_ca_pem, ""); }

TEST_F(TlsTest, TrustsTheCertificatesOfTheFileToo) {
  options.trusted_ca = File("ca.pem", "certificates");
  EXPECT_EQ(ClientSettings(options, {}).trusted_ca_pem, "certificates");
  EXPECT_EQ(ClientSettings(options, {}).trusted_ca_source, options.trusted_ca);
}

TEST_F(TlsTest, RefusesAFileOfTrustedCertificatesThatCannotBeReadOrIsEmpty) {
  const auto refusal = [this](const std::string& file) -> std::string {
    options.trusted_ca = file;
    try {
      ClientSettings(options, {});
    } catch (const http::beast::TlsError& error) {
      return error.what();
    }
    return "";
  };
  EXPECT_EQ(refusal(path + "/missing.pem"), "The file " + path + "/missing.pem cannot be read.");
  EXPECT_EQ(refusal(File("empty.pem", "")), "The file " + path + "/empty.pem is empty.");
}

}  // namespace
}  // namespace rockpool
