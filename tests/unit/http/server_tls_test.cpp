// The server as a client of its TLS port sees it.
#include <gtest/gtest.h>

#include <array>
#include <atomic>
#include <chrono>
#include <future>
#include <optional>
#include <string>
#include <vector>

#include "server/crypto/certificate_authority.h"
#include "server/http/beast/server.h"
#include "tests/support/raw_http.h"
#include "tests/support/tls_client.h"
#include "tests/unit/http/doubles.h"

namespace rockpool::http::beast {
namespace {

using std::chrono::milliseconds;
using support::RawConnection;
using support::RawResponse;
using support::TlsClient;
using support::TlsConnection;

constexpr std::size_t kLarge = 3UL * 1024 * 1024;
constexpr std::array<unsigned char, 4> kSerial{1, 2, 3, 4};
constexpr crypto::CertificateValidity kAlways{0, 4'102'444'800};  // until 2100

const crypto::CertificateAuthority& Authority() {
  static const crypto::CertificateAuthority authority = crypto::CertificateAuthority::Generate("test", kAlways, kSerial);
  return authority;
}

TlsSettings TestTls() {
  static const std::array<std::string, 2> names{"localhost", "127.0.0.1"};
  static const crypto::ServerCertificate issued = Authority().Issue("test", names, kAlways, kSerial);
  TlsSettings tls;
  tls.certificate_pem = issued.certificate_pem;
  tls.key_pem = issued.key_pem;
  return tls;
}

TlsClient Trusting() {
  TlsClient client;
  client.trusted = Authority().CertificatePem();
  return client;
}

class ServerTlsTest : public ::testing::Test {
 protected:
  ServerTlsTest() {
    router.Mount("POST", "/", echo, Cors::kAnyOrigin);
    router.Mount("GET", "/large", large, Cors::kNone);
    router.Mount("GET", "/working", working, Cors::kNone);
  }

  // What the client is told instead of a handshake.
  static std::string RefusalOf(const RunningServer& server, const TlsClient& client) {
    try {
      TlsConnection(server.tls_port(), client);
    } catch (const std::runtime_error& error) {
      return error.what();
    }
    return "";
  }

  CountingRandom random;
  FunctionEndpoint echo{[](const Request& request) { return Text(request.peer + " " + request.body); }};
  FunctionEndpoint large{[](const Request&) { return Text(std::string(kLarge, 'x')); }};
  HeldEndpoint working;
  protocol::JsonOwner json{random};
  Router router{json};
};

TEST_F(ServerTlsTest, AnswersOnBothPortsAlike) {
  const RunningServer server(TestSettings(), router, TestTls());
  RawConnection plain(server.port());
  TlsConnection tls(server.tls_port(), Trusting());
  for (RawConnection* client : {&plain, static_cast<RawConnection*>(&tls)}) {
    client->Send("POST / HTTP/1.1\r\nContent-Length: 5\r\n\r\nhello");
    const RawResponse response = client->ReadResponse();
    EXPECT_EQ(response.status_line, "HTTP/1.1 200 OK\r\n");
    EXPECT_EQ(response.body, "127.0.0.1 hello");
  }
}

TEST_F(ServerTlsTest, ShowsAHostTheCertificateThatIsMadeForIt) {
  TlsSettings tls = TestTls();
  std::atomic<int> made = 0;
  tls.certify = [&made](const std::string& host) -> std::optional<TlsCertificate> {
    if (host != "shop.example") {
      return std::nullopt;
    }
    ++made;
    const std::array<std::string, 1> names{host};
    const crypto::ServerCertificate issued = Authority().Issue("test", names, kAlways, kSerial);
    return TlsCertificate{issued.certificate_pem, issued.key_pem};
  };
  const RunningServer server(TestSettings(), router, tls);
  TlsClient client = Trusting();
  for (const std::string host : {"shop.example", "Shop.Example", "localhost"}) {
    client.host = host;
    EXPECT_EQ(RefusalOf(server, client), "") << host;
  }
  EXPECT_EQ(made, 1) << "it is remembered";
  client.host = "other.example";
  EXPECT_NE(RefusalOf(server, client), "");
}

TEST_F(ServerTlsTest, ShowsTheUsualCertificateWhereNoneCanBeMade) {
  TlsSettings tls = TestTls();
  tls.certify = [](const std::string& host) -> std::optional<TlsCertificate> {
    if (host == "127.0.0.1") {
      return std::nullopt;
    }
    throw std::runtime_error("no certificate for " + host);
  };
  const RunningServer server(TestSettings(), router, tls);
  EXPECT_EQ(RefusalOf(server, Trusting()), "");
}

TEST_F(ServerTlsTest, HasNoTlsPortUnlessAskedForOne) {
  Server server(TestSettings(), router);
  server.Listen();
  EXPECT_EQ(server.tls_port(), std::nullopt);
}

TEST_F(ServerTlsTest, SaysWhichPortIsInUse) {
  const RunningServer server(TestSettings(), router, TestTls());
  TlsSettings taken = TestTls();
  taken.port = server.tls_port();
  Server second(TestSettings(), router);
  second.Listen();
  try {
    second.ListenTls(taken);
    FAIL() << "two servers on one port";
  } catch (const ListenError& error) {
    EXPECT_EQ(std::string(error.what()), "Port " + std::to_string(server.tls_port()) + " on 127.0.0.1 is in use by another program.");
  }
}

TEST_F(ServerTlsTest, AnswersRequestsThatCameTogetherInTheirOrder) {
  const RunningServer server(TestSettings(), router, TestTls());
  TlsConnection client(server.tls_port(), Trusting());
  client.Send("POST / HTTP/1.1\r\nContent-Length: 1\r\n\r\n1POST / HTTP/1.1\r\nContent-Length: 1\r\n\r\n2");
  EXPECT_EQ(client.ReadResponse().body, "127.0.0.1 1");
  EXPECT_EQ(client.ReadResponse().body, "127.0.0.1 2");
}

TEST_F(ServerTlsTest, ReadsAndWritesBodiesOfSeveralMegabytes) {
  const RunningServer server(TestSettings(), router, TestTls());
  TlsConnection client(server.tls_port(), Trusting());
  client.Send("POST / HTTP/1.1\r\nContent-Length: " + std::to_string(kLarge) + "\r\n\r\n");
  client.Send(std::string(kLarge, 'x'));
  EXPECT_EQ(client.ReadResponse().body, "127.0.0.1 " + std::string(kLarge, 'x'));
  client.Send("GET /large HTTP/1.1\r\n\r\n");
  EXPECT_EQ(client.ReadResponse().body, std::string(kLarge, 'x'));
}

TEST_F(ServerTlsTest, ShakesHandsOnSeveralThreadsAtOnce) {
  const RunningServer server(TestSettingsWith(&Settings::threads, 3), router, TestTls());
  std::vector<std::future<std::string>> bodies;
  for (int i = 0; i < 9; ++i) {
    bodies.push_back(std::async(std::launch::async, [&server] {
      TlsConnection client(server.tls_port(), Trusting());
      client.Send("POST / HTTP/1.1\r\nContent-Length: 1\r\n\r\nx");
      return client.ReadResponse().body;
    }));
  }
  for (std::future<std::string>& body : bodies) {
    EXPECT_EQ(body.get(), "127.0.0.1 x");
  }
}

TEST_F(ServerTlsTest, TellsAClientThatWaitsToContinue) {
  const RunningServer server(TestSettings(), router, TestTls());
  TlsConnection client(server.tls_port(), Trusting());
  client.Send("POST / HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
  EXPECT_EQ(client.ReadUntil("\r\n\r\n"), "HTTP/1.1 100 Continue\r\n\r\n");
  client.Send("ok");
  EXPECT_EQ(client.ReadResponse().body, "127.0.0.1 ok");
}

TEST_F(ServerTlsTest, SaysThatItCloses) {
  const RunningServer server(TestSettings(), router, TestTls());
  TlsConnection client(server.tls_port(), Trusting());
  client.Send("POST / HTTP/1.1\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
  client.ReadResponse();
  EXPECT_TRUE(client.IsClosed());
  EXPECT_TRUE(client.WasToldTheEnd());
}

TEST_F(ServerTlsTest, SaysThatItClosesAnIdleConnection) {
  const RunningServer server(TestSettingsWith(&Settings::idle_timeout, milliseconds(30)), router, TestTls());
  TlsConnection client(server.tls_port(), Trusting());
  EXPECT_TRUE(client.IsClosed());
  EXPECT_TRUE(client.WasToldTheEnd());
}

TEST_F(ServerTlsTest, LetsAClientReadWhyItsBodyIsRefusedWhileItStillSends) {
  const RunningServer server(TestSettingsWith(&Settings::max_body_bytes, 1000), router, TestTls());
  TlsConnection client(server.tls_port(), Trusting());
  client.Send("POST / HTTP/1.1\r\nContent-Length: 9000000\r\n\r\n");
  client.Send(std::string(9000000, 'x'));
  EXPECT_EQ(client.ReadResponse().status(), 413);
  EXPECT_TRUE(client.IsClosed());
  EXPECT_TRUE(client.WasToldTheEnd());
}

TEST_F(ServerTlsTest, AnswersARequestThatDoesNotEnd) {
  const RunningServer server(TestSettingsWith(&Settings::header_timeout, milliseconds(30)), router, TestTls());
  TlsConnection client(server.tls_port(), Trusting());
  client.Send("POST / HTTP/1.1\r\nX: y\r\n");
  EXPECT_EQ(client.ReadResponse().status(), 408);
  EXPECT_TRUE(client.IsClosed());
}

TEST_F(ServerTlsTest, CountsBothPortsTogetherAgainstTheLimit) {
  const RunningServer server(TestSettingsWith(&Settings::max_connections, 1), router, TestTls());
  RawConnection first(server.port());
  first.Send("POST / HTTP/1.1\r\nContent-Length: 0\r\n\r\n");
  EXPECT_EQ(first.ReadResponse().status(), 200);
  TlsConnection second(server.tls_port(), Trusting());
  EXPECT_EQ(second.ReadResponse().status(), 503);
  EXPECT_TRUE(second.IsClosed());
}

TEST_F(ServerTlsTest, CountsAHandshakeThatDoesNotBegin) {
  const RunningServer server(TestSettingsWith(&Settings::max_connections, 1), router, TestTls());
  RawConnection silent(server.tls_port());
  TlsConnection other(server.tls_port(), Trusting());
  EXPECT_EQ(other.ReadResponse().status(), 503);
}

TEST_F(ServerTlsTest, GivesUpOnAHandshakeThatDoesNotBegin) {
  const RunningServer server(TestSettingsWith(&Settings::handshake_timeout, milliseconds(30)), router, TestTls());
  RawConnection silent(server.tls_port());
  EXPECT_TRUE(silent.IsClosed());
}

TEST_F(ServerTlsTest, GivesUpOnAHandshakeThatStopsHalfWay) {
  const RunningServer server(TestSettingsWith(&Settings::handshake_timeout, milliseconds(30)), router, TestTls());
  RawConnection client(server.tls_port());
  client.Send(std::string("\x16\x03\x01\x02\x00\x01\x00", 7));  // a client's hello of 512 bytes begins
  EXPECT_TRUE(client.IsClosed());
}

TEST_F(ServerTlsTest, TellsAClientOfPlainHttpToUseTls) {
  const RunningServer server(TestSettings(), router, TestTls());
  RawConnection client(server.tls_port());
  client.Send("POST / HTTP/1.1\r\nContent-Length: 5\r\n\r\nhello");
  const RawResponse response = client.ReadResponse();
  EXPECT_EQ(response.status(), 400);
  EXPECT_NE(response.body.find("This port speaks TLS"), std::string::npos) << response.body;
  EXPECT_TRUE(client.IsClosed());
}

TEST_F(ServerTlsTest, ClosesWhatIsNeitherTlsNorHttpWithAnAlertAtMost) {
  const RunningServer server(TestSettings(), router, TestTls());
  for (const std::string& nonsense : {std::string("DELETE / HTTP/1.1\r\n\r\n"), std::string(100, '\0'), std::string(20000, '\x16')}) {
    RawConnection client(server.tls_port());
    client.Send(nonsense);
    constexpr std::string_view kAlert = "\x15\x03";
    EXPECT_TRUE(client.IsClosed() || client.ReadUntil(kAlert) == kAlert);
  }
  TlsConnection good(server.tls_port(), Trusting());
  good.Send("POST / HTTP/1.1\r\nContent-Length: 0\r\n\r\n");
  EXPECT_EQ(good.ReadResponse().status(), 200);
}

TEST_F(ServerTlsTest, SpeaksTls12And13WithForwardSecrecy) {
  const RunningServer server(TestSettings(), router, TestTls());
  TlsClient client = Trusting();
  EXPECT_EQ(TlsConnection(server.tls_port(), client).Version(), "TLSv1.3");
  client.newest_version = TLS1_2_VERSION;
  const TlsConnection older(server.tls_port(), client);
  EXPECT_EQ(older.Version(), "TLSv1.2");
  EXPECT_TRUE(older.Cipher().starts_with("ECDHE-ECDSA-")) << older.Cipher();
}

TEST_F(ServerTlsTest, RefusesOlderVersionsAndWeakCiphers) {
  const RunningServer server(TestSettings(), router, TestTls());
  TlsClient client = Trusting();
  client.newest_version = TLS1_1_VERSION;
  EXPECT_EQ(RefusalOf(server, client), "TLS client: no handshake: tlsv1 alert protocol version");
  client.newest_version = TLS1_2_VERSION;
  client.ciphers = "ECDHE-ECDSA-AES128-SHA:AES128-GCM-SHA256:@SECLEVEL=0";
  EXPECT_EQ(RefusalOf(server, client), "TLS client: no handshake: sslv3 alert handshake failure");
}

TEST_F(ServerTlsTest, AgreesOnHttp11WhereItIsOffered) {
  const RunningServer server(TestSettings(), router, TestTls());
  TlsClient client = Trusting();
  EXPECT_EQ(TlsConnection(server.tls_port(), client).Protocol(), "");
  client.protocols = "\x02h2\x08http/1.1";
  EXPECT_EQ(TlsConnection(server.tls_port(), client).Protocol(), "http/1.1");
  client.protocols = "\x02h2";
  EXPECT_EQ(RefusalOf(server, client), "TLS client: no handshake: tlsv1 alert no application protocol");
}

TEST_F(ServerTlsTest, IsWhoItsCertificateSays) {
  const RunningServer server(TestSettings(), router, TestTls());
  TlsClient client = Trusting();
  client.host = "127.0.0.1";
  EXPECT_EQ(RefusalOf(server, client), "");
  client.host = "example.com";
  EXPECT_EQ(RefusalOf(server, client), "TLS client: no handshake: certificate verify failed");
}

TEST_F(ServerTlsTest, DoesNotRenegotiate) {
  const RunningServer server(TestSettings(), router, TestTls());
  TlsClient client = Trusting();
  client.newest_version = TLS1_2_VERSION;
  TlsConnection connection(server.tls_port(), client);
  EXPECT_FALSE(connection.Renegotiate());
}

TEST_F(ServerTlsTest, AnswersWhatRunsWhenItStopsAndEndsTheRest) {
  RunningServer server(TestSettings(), router, TestTls());
  TlsConnection idle(server.tls_port(), Trusting());
  idle.Send("POST / HTTP/1.1\r\nContent-Length: 0\r\n\r\n");
  idle.ReadResponse();
  std::optional<TlsConnection> busy(std::in_place, server.tls_port(), Trusting());
  busy->Send("GET /working HTTP/1.1\r\n\r\n");
  working.WaitUntilRunning();
  RawConnection silent(server.tls_port());

  server.Stop();
  EXPECT_TRUE(idle.IsClosed());
  EXPECT_TRUE(idle.WasToldTheEnd());
  EXPECT_TRUE(silent.IsClosed());
  EXPECT_THROW(RawConnection(server.tls_port()), std::runtime_error);
  working.Release();
  EXPECT_EQ(busy->ReadResponse().body, "done");
  EXPECT_TRUE(busy->IsClosed());
  busy.reset();
  server.Join();
}

TEST_F(ServerTlsTest, CutsWhatDoesNotEndByTheDeadline) {
  RunningServer server(TestSettingsWith(&Settings::drain_deadline, milliseconds(30)), router, TestTls());
  TlsConnection sending(server.tls_port(), Trusting());
  sending.Send("POST / HTTP/1.1\r\nContent-Length: 0\r\n\r\nPOST / HTTP/1.1\r\nX:");
  EXPECT_EQ(sending.ReadResponse().status(), 200);
  RawConnection half(server.tls_port());
  half.Send("\x16");
  server.Stop();
  server.Join();
  EXPECT_TRUE(sending.IsClosed());
  EXPECT_TRUE(half.IsClosed());
}

}  // namespace
}  // namespace rockpool::http::beast
