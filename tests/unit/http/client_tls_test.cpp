#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "server/http/beast/client.h"
#include "server/http/beast/tls_contexts.h"
#include "tests/support/tls_server.h"
#include "tests/unit/http/fetching.h"

namespace rockpool::http::beast {
namespace {

using support::TlsServer;

constexpr const char* kAnswer = "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nsecret";

// Makes the system trust `certificate` and nothing else, as SSL_CERT_FILE does for people; taken back at the end.
class Trusting {
 public:
  explicit Trusting(const std::string& certificate) {
    std::string pattern = (std::filesystem::temp_directory_path() / "rockpool-ca-XXXXXX").string();
    path_ = mkdtemp(pattern.data());
    std::ofstream(path_ / "ca.pem") << certificate;
    setenv("SSL_CERT_FILE", (path_ / "ca.pem").c_str(), 1);
    setenv("SSL_CERT_DIR", path_.c_str(), 1);
  }
  Trusting(const Trusting&) = delete;
  Trusting& operator=(const Trusting&) = delete;
  ~Trusting() {
    unsetenv("SSL_CERT_FILE");
    unsetenv("SSL_CERT_DIR");
    std::filesystem::remove_all(path_);
  }

 private:
  std::filesystem::path path_;
};

std::vector<std::string> Loopback(const std::string& /*host*/) { return {"127.0.0.1"}; }

TEST(TlsClient, BelievesACertificateForTheHostFromATrustedAuthority) {
  const TlsServer server("localhost", kAnswer);
  const Trusting trusting(server.certificate());
  Client client(Loopback);
  EXPECT_EQ(client.Fetch(RequestTo("https", "localhost", server.port())).body, "secret");
}

TEST(TlsClient, RefusesACertificateForAnotherHost) {
  const TlsServer server("localhost", kAnswer);
  const Trusting trusting(server.certificate());
  Client client(Loopback);
  EXPECT_TRUE(ErrorOf(client, RequestTo("https", "keycloak", server.port())).starts_with("keycloak: no trusted TLS connection: "));
}

TEST(TlsClient, RefusesACertificateThatNobodyTrusts) {
  const TlsServer server("localhost", kAnswer);
  const TlsServer other("localhost", kAnswer);
  const Trusting trusting(other.certificate());
  Client client(Loopback);
  EXPECT_TRUE(ErrorOf(client, RequestTo("https", "localhost", server.port())).starts_with("localhost: no trusted TLS connection: "));
}

TEST(TlsClient, RefusesARedirectToHttp) {
  const TlsServer server("localhost", "HTTP/1.1 301 Moved\r\nLocation: http://localhost:1/\r\nContent-Length: 0\r\n\r\n");
  const Trusting trusting(server.certificate());
  Client client(Loopback);
  EXPECT_EQ(ErrorOf(client, RequestTo("https", "localhost", server.port())), "localhost redirects from https to http");
}

TEST(TlsClient, RefusesABodyThatIsCutOff) {
  const TlsServer server("localhost", "HTTP/1.1 200 OK\r\nContent-Length: 60\r\n\r\nsecret");
  const Trusting trusting(server.certificate());
  Client client(Loopback);
  EXPECT_EQ(ErrorOf(client, RequestTo("https", "localhost", server.port())), "localhost: the connection ended before the answer did");
}

// Nothing is trusted but what is given here.
std::string ErrorWhenTrusting(const TlsServer& server, const std::string& pem, const std::string& host = "localhost") {
  const Trusting nobody("");
  ClientSettings settings;
  settings.trusted_ca_pem = pem;
  Client client(Loopback, settings);
  return ErrorOf(client, RequestTo("https", host, server.port()));
}

TEST(TlsClient, BelievesTheCertificatesThatItWasGivenBesideTheSystems) {
  const TlsServer server("localhost", kAnswer);
  const TlsServer other("localhost", kAnswer);
  EXPECT_EQ(ErrorWhenTrusting(server, server.certificate()), "");
  EXPECT_EQ(ErrorWhenTrusting(server, "a comment\n" + other.certificate() + "\n" + server.certificate() + "more\n"), "");
  EXPECT_TRUE(ErrorWhenTrusting(server, other.certificate()).starts_with("localhost: no trusted TLS connection: "));
  EXPECT_TRUE(ErrorWhenTrusting(server, server.certificate(), "keycloak").starts_with("keycloak: no trusted TLS connection: "));
}

TEST(TlsClient, StillBelievesTheSystemsWhereItWasGivenOthers) {
  const TlsServer server("localhost", kAnswer);
  const TlsServer other("localhost", kAnswer);
  const Trusting trusting(server.certificate());
  ClientSettings settings;
  settings.trusted_ca_pem = other.certificate();
  Client client(Loopback, settings);
  EXPECT_EQ(client.Fetch(RequestTo("https", "localhost", server.port())).body, "secret");
}

TEST(TlsTrust, RefusesWhatIsNoCertificateOrNotWhole) {
  const TlsServer server("localhost", kAnswer);
  const std::string& good = server.certificate();
  std::string broken = good;
  broken.replace(broken.find('\n') + 10, 5, "!!!!!");
  for (const std::string& pem : {std::string("hello"), broken, good + broken, good.substr(0, good.size() / 2),
                                 std::string("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")}) {
    try {
      const TlsTrust trust(pem, "ca.pem");
      ADD_FAILURE() << "trusted: " << pem;
    } catch (const TlsError& error) {
      EXPECT_STREQ(error.what(), "There is no readable certificate in PEM in ca.pem, or one of several is broken.");
    }
  }
}

}  // namespace
}  // namespace rockpool::http::beast
