#include "server/http/beast/client.h"

#include <gtest/gtest.h>

#include <atomic>
#include <functional>
#include <future>

#include "tests/support/raw_http.h"
#include "tests/unit/http/fetching.h"

namespace rockpool::http::beast {
namespace {

using std::chrono::milliseconds;
using support::RawServer;

std::string Ok(const std::string& body) { return "HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body; }

std::string RedirectTo(const std::string& location) {
  return "HTTP/1.1 302 Found\r\nLocation: " + location + "\r\nContent-Length: 0\r\n\r\n";
}

RawServer::Answer Always(std::string bytes) {
  return [bytes = std::move(bytes)](const std::string&) { return bytes; };
}

Resolver Resolving(std::vector<std::string> addresses) {
  return [addresses = std::move(addresses)](const std::string&) { return addresses; };
}

TEST(Client, FetchesADocument) {
  std::string seen;
  const RawServer server([&seen](const std::string& request) {
    seen = request;
    return Ok("document");
  });
  Client client;
  const FetchResponse response = client.Fetch(RequestTo("http", "127.0.0.1", server.port(), "/a?b=c"));
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.body, "document");
  EXPECT_TRUE(seen.starts_with("GET /a?b=c HTTP/1.1\r\nHost: 127.0.0.1:" + std::to_string(server.port()) + "\r\n")) << seen;
  EXPECT_NE(seen.find("\r\nUser-Agent: rockpool\r\n"), std::string::npos);
  EXPECT_NE(seen.find("\r\nAccept-Encoding: identity\r\n"), std::string::npos);
}

TEST(Client, SendsAMethodHeadersAndABody) {
  std::string seen;
  const RawServer server([&seen](const std::string& request) {
    seen = request;
    return "HTTP/1.1 201 Created\r\nContent-Type: application/json\r\nX-Two: a\r\nx-two: b\r\nContent-Length: 2\r\n\r\n{}";
  });
  Client client;
  FetchRequest request = RequestTo("http", "127.0.0.1", server.port(), "/token");
  request.method = "POST";
  request.headers.Add("Content-Type", "application/x-www-form-urlencoded");
  request.headers.Add("Accept", "application/json");
  request.secret_headers.Add("Authorization", "Basic c2VjcmV0");
  request.body = "grant_type=authorization_code";
  const FetchResponse response = client.Fetch(request);
  EXPECT_EQ(response.status, 201);
  EXPECT_EQ(response.body, "{}");
  EXPECT_EQ(response.headers.Find("content-type"), "application/json");
  EXPECT_EQ(std::distance(response.headers.begin(), response.headers.end()), 4);
  EXPECT_EQ(seen, "POST /token HTTP/1.1\r\nHost: 127.0.0.1:" + std::to_string(server.port()) +
                      "\r\nUser-Agent: rockpool\r\nAccept-Encoding: identity\r\nConnection: close\r\n"
                      "Content-Type: application/x-www-form-urlencoded\r\nAccept: application/json\r\nAuthorization: Basic c2VjcmV0\r\n"
                      "Content-Length: 29\r\n\r\ngrant_type=authorization_code");
}

TEST(Client, SendsABodyOfAnyLength) {
  std::atomic<std::size_t> received = 0;
  const RawServer server([&received](const std::string& request) {
    received = request.size() - request.find("\r\n\r\n") - 4;
    return Ok("");
  });
  Client client;
  FetchRequest request = RequestTo("http", "127.0.0.1", server.port());
  request.method = "PUT";
  request.body = std::string(3'000'000, 'x');
  EXPECT_EQ(client.Fetch(request).status, 200);
  EXPECT_EQ(received, 3'000'000U);
}

TEST(Client, ExpectsNoBodyInAnAnswerToHead) {
  const RawServer server(Always("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n"));
  Client client;
  FetchRequest request = RequestTo("http", "127.0.0.1", server.port());
  request.method = "HEAD";
  const FetchResponse response = client.Fetch(request);
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.body, "");
  EXPECT_EQ(response.headers.Find("Content-Length"), "1000");
}

TEST(Client, SendsNothingWhereTheRequestCannotBeSent) {
  const RawServer server([](const std::string&) -> std::optional<std::string> {
    ADD_FAILURE() << "it was sent";
    return "";
  });
  Client client;
  FetchRequest request = RequestTo("http", "127.0.0.1", server.port());
  request.secret_headers.Add("X-Token", "secret\r\nX: y");
  EXPECT_EQ(ErrorOf(client, request), "127.0.0.1: the request has a header that cannot be sent, X-Token");
}

TEST(Client, HandsBackAnyStatus) {
  const RawServer server(Always("HTTP/1.1 404 Not Found\r\nContent-Length: 2\r\n\r\nno"));
  Client client;
  const FetchResponse response = client.Fetch(RequestTo("http", "127.0.0.1", server.port()));
  EXPECT_EQ(response.status, 404);
  EXPECT_EQ(response.body, "no");
}

TEST(Client, ReadsChunkedAndUnboundedBodies) {
  Client client;
  const RawServer chunked(Always("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n1\r\nc\r\n0\r\n\r\n"));
  EXPECT_EQ(client.Fetch(RequestTo("http", "127.0.0.1", chunked.port())).body, "abc");
  const RawServer unbounded(Always("HTTP/1.0 200 OK\r\n\r\nabc"));
  EXPECT_EQ(client.Fetch(RequestTo("http", "127.0.0.1", unbounded.port())).body, "abc");
}

TEST(Client, PassesOverInformationalResponses) {
  const RawServer server(Always("HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n" + Ok("real")));
  Client client;
  EXPECT_EQ(client.Fetch(RequestTo("http", "127.0.0.1", server.port())).body, "real");
}

TEST(Client, LooksUpNamesByTheHostsFile) {
  const RawServer server(Always(Ok("local")));
  Client client;
  EXPECT_EQ(client.Fetch(RequestTo("http", "localhost", server.port())).body, "local");
}

TEST(Client, TakesABodyUpToItsLimitAndNoLonger) {
  const RawServer server(Always(Ok("12345")));
  Client client;
  FetchRequest request = RequestTo("http", "127.0.0.1", server.port());
  request.max_body_bytes = 5;
  EXPECT_EQ(client.Fetch(request).body, "12345");
  request.max_body_bytes = 4;
  EXPECT_EQ(ErrorOf(client, request), "127.0.0.1: the answer is larger than 4 bytes");
  EXPECT_EQ(KindOf(client, request), FetchError::Kind::kTooLong);
}

TEST(Client, TellsHowABodyGrowsAndEndsByWhatThatThrows) {
  struct TooMuch : std::exception {};
  const RawServer server(Always("HTTP/1.0 200 OK\r\n\r\n" + std::string(100000, 'x')));
  Client client;
  FetchRequest request = RequestTo("http", "127.0.0.1", server.port());
  std::size_t told = 0;
  request.body_grows = [&told](std::size_t body_bytes) { told = body_bytes; };
  EXPECT_EQ(client.Fetch(request).body.size(), 100000U);
  EXPECT_GE(told, 100000U);
  request.body_grows = [](std::size_t body_bytes) {
    if (body_bytes > 1000) {
      throw TooMuch();
    }
  };
  EXPECT_THROW(client.Fetch(request), TooMuch);
}

TEST(Client, BoundsABodyOfUnknownLength) {
  const RawServer server(Always("HTTP/1.0 200 OK\r\n\r\n" + std::string(100000, 'x')));
  Client client;
  FetchRequest request = RequestTo("http", "127.0.0.1", server.port());
  request.max_body_bytes = 1000;
  EXPECT_EQ(ErrorOf(client, request), "127.0.0.1: the answer is larger than 1000 bytes");
}

TEST(Client, RefusesWhatIsNoHttpOrEndsEarly) {
  Client client;
  for (const std::string& bytes : {std::string("SSH-2.0-OpenSSH\r\n\r\n"), "HTTP/1.1 200 OK\r\nA: " + std::string(100000, 'x'),
                                   std::string("HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\nxx")}) {
    const RawServer server(Always(bytes));
    EXPECT_EQ(ErrorOf(client, RequestTo("http", "127.0.0.1", server.port())), "127.0.0.1: the answer is no HTTP response");
  }
  for (const char* bytes : {"", "HTTP/1.1 200", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nshort"}) {
    const RawServer server(Always(bytes));
    EXPECT_EQ(ErrorOf(client, RequestTo("http", "127.0.0.1", server.port())), "127.0.0.1: the connection ended before the answer did");
  }
}

TEST(Client, GivesUpOnAServerThatDoesNotAnswer) {
  const RawServer server([](const std::string&) { return std::nullopt; });
  Client client;
  FetchRequest request = RequestTo("http", "127.0.0.1", server.port());
  request.times.whole = milliseconds(50);
  EXPECT_EQ(ErrorOf(client, request), "127.0.0.1: there was no answer in time");
}

TEST(Client, GivesUpOnANameThatIsNotLookedUpInTime) {
  const auto release = std::make_shared<std::promise<void>>();
  Client client([waited = release->get_future().share()](const std::string&) {
    waited.wait();
    return std::vector<std::string>{"127.0.0.1"};
  });
  FetchRequest request = RequestTo("http", "slow", 1);
  request.times.whole = milliseconds(50);
  EXPECT_EQ(ErrorOf(client, request), "slow could not be looked up in time");
  release->set_value();
}

TEST(Client, TellsWhenNobodyListens) {
  std::uint16_t port = 0;
  {
    const RawServer gone(Always(""));
    port = gone.port();
  }
  Client client;
  EXPECT_EQ(ErrorOf(client, RequestTo("http", "127.0.0.1", port)), "127.0.0.1: it cannot be connected: Connection refused");
}

TEST(Client, TellsWhenANameIsUnknown) {
  Client client([](const std::string& host) -> std::vector<std::string> { throw FetchError(host + " cannot be found"); });
  EXPECT_EQ(ErrorOf(client, RequestTo("http", "nobody", 1)), "nobody cannot be found");
}

TEST(Client, TriesTheNextAddressWhenOneRefuses) {
  const RawServer server(Always(Ok("second")));
  Client client(Resolving({"127.0.0.2", "127.0.0.1"}));  // the server listens on the latter only
  EXPECT_EQ(client.Fetch(RequestTo("http", "twofold", server.port())).body, "second");
}

TEST(Client, RefusesForbiddenHosts) {
  Client client(Resolving({"127.0.0.1"}));
  EXPECT_EQ(ErrorOf(client, RequestTo("http", "169.254.169.254", 80)), "169.254.169.254 is a host that nothing is fetched from");
  EXPECT_EQ(ErrorOf(client, RequestTo("http", "2130706433", 80)), "2130706433 is a host that nothing is fetched from");
}

TEST(Client, RefusesALocalNameWithAPublicAddressAndTheReverse) {
  Client to_public(Resolving({"127.0.0.1", "93.184.216.34"}));
  EXPECT_EQ(ErrorOf(to_public, RequestTo("http", "keycloak", 80)), "keycloak has an address of another kind than its name, 93.184.216.34");
  Client to_local(Resolving({"127.0.0.1"}));
  EXPECT_EQ(ErrorOf(to_local, RequestTo("http", "idp.example.com", 80)),
            "idp.example.com has an address of another kind than its name, 127.0.0.1");
  Client to_metadata(Resolving({"169.254.169.254"}));
  EXPECT_EQ(ErrorOf(to_metadata, RequestTo("http", "idp.example.com", 80)),
            "idp.example.com has an address of another kind than its name, 169.254.169.254");
}

TEST(Client, LooksANameUpOnceAndConnectsTheAddressThatWasChecked) {
  const RawServer server(Always(Ok("checked")));
  std::atomic<int> lookups = 0;
  Client client([&lookups](const std::string&) { return std::vector<std::string>{lookups++ == 0 ? "127.0.0.1" : "93.184.216.34"}; });
  EXPECT_EQ(client.Fetch(RequestTo("http", "rebinding", server.port())).body, "checked");
  EXPECT_EQ(lookups, 1);
}

TEST(Client, FollowsRedirectsWithinTheSameClassOfHost) {
  const RawServer target(Always(Ok("found")));
  const RawServer server([&target](const std::string& request) -> std::optional<std::string> {
    return RedirectTo(request.starts_with("GET /first ") ? "/second" : "http://localhost:" + std::to_string(target.port()) + "/x");
  });
  Client client;
  EXPECT_EQ(client.Fetch(RequestTo("http", "127.0.0.1", server.port(), "/first")).body, "found");
}

TEST(Client, ReadsALocationThatIsRelativeToThePath) {
  const RawServer server([](const std::string& request) -> std::optional<std::string> {
    return request.starts_with("GET /realms/one/x?y HTTP") ? Ok("found") : RedirectTo("../one/./x?y#z");
  });
  Client client;
  EXPECT_EQ(client.Fetch(RequestTo("http", "127.0.0.1", server.port(), "/realms/two/metadata")).body, "found");
}

TEST(Client, ReadsALocationWithoutASchemeAsOneOfTheSameScheme) {
  const RawServer target(Always(Ok("found")));
  const RawServer server(Always(RedirectTo("//127.0.0.1:" + std::to_string(target.port()) + "/x")));
  Client client;
  EXPECT_EQ(client.Fetch(RequestTo("http", "127.0.0.1", server.port())).body, "found");
}

TEST(Client, RefusesARedirectIntoAnotherClassOfHost) {
  Client client(Resolving({"127.0.0.1"}));
  const RawServer to_public(Always(RedirectTo("https://idp.example.com/metadata")));
  EXPECT_EQ(ErrorOf(client, RequestTo("http", "keycloak", to_public.port())),
            "keycloak redirects to another kind of host, idp.example.com");
  const RawServer to_metadata(Always(RedirectTo("http://169.254.169.254/latest")));
  EXPECT_EQ(ErrorOf(client, RequestTo("http", "keycloak", to_metadata.port())),
            "keycloak redirects to another kind of host, 169.254.169.254");
}

TEST(Client, RefusesARedirectThatCannotBeRead) {
  Client client;
  for (const char* location : {"http:relative", "ftp://127.0.0.1/", "http://user@127.0.0.1/", "http:\\\\127.0.0.1", "///"}) {
    const RawServer server(Always(RedirectTo(location)));
    EXPECT_EQ(ErrorOf(client, RequestTo("http", "127.0.0.1", server.port())), "127.0.0.1 redirects to a place that cannot be read")
        << location;
  }
}

TEST(Client, GivesUpOnACircleOfRedirects) {
  std::atomic<int> requests = 0;
  const RawServer server([&requests](const std::string&) {
    ++requests;
    return RedirectTo("/");
  });
  Client client;
  EXPECT_EQ(ErrorOf(client, RequestTo("http", "127.0.0.1", server.port())), "127.0.0.1 redirects too often");
  EXPECT_EQ(requests, 4);
}

TEST(Client, HandsBackARedirectThatNamesNoPlace) {
  const RawServer server(Always("HTTP/1.1 302 Found\r\nContent-Length: 0\r\n\r\n"));
  Client client;
  EXPECT_EQ(client.Fetch(RequestTo("http", "127.0.0.1", server.port())).status, 302);
}

TEST(Client, TakesAHeaderAlongWithARedirect) {
  std::string seen;
  const RawServer target([&seen](const std::string& request) {
    seen = request;
    return Ok("found");
  });
  const RawServer server(Always(RedirectTo("http://localhost:" + std::to_string(target.port()) + "/x")));
  Client client;
  FetchRequest request = RequestTo("http", "127.0.0.1", server.port());
  request.headers.Add("Accept", "text/xml");
  EXPECT_EQ(client.Fetch(request).body, "found");
  EXPECT_NE(seen.find("\r\nAccept: text/xml\r\n"), std::string::npos);
}

struct Kept {
  std::string what;
  std::function<void(FetchRequest&)> add;
};

void PrintTo(const Kept& value, std::ostream* out) { *out << value.what; }

class KeptFromRedirects : public ::testing::TestWithParam<Kept> {};

TEST_P(KeptFromRedirects, GetsTheRedirectAsItsAnswer) {
  const RawServer elsewhere([](const std::string& request) -> std::optional<std::string> {
    ADD_FAILURE() << "it followed with " << request;
    return Ok("");
  });
  const std::string location = "http://localhost:" + std::to_string(elsewhere.port()) + "/x";
  for (const std::string& place : {location, std::string("/of-the-same-origin")}) {
    const RawServer server(Always(RedirectTo(place)));
    Client client;
    FetchRequest request = RequestTo("http", "127.0.0.1", server.port());
    GetParam().add(request);
    const FetchResponse response = client.Fetch(request);
    EXPECT_EQ(response.status, 302);
    EXPECT_EQ(response.headers.Find("Location"), place);
  }
}

INSTANTIATE_TEST_SUITE_P(Client, KeptFromRedirects,
                         ::testing::Values(Kept{"a body", [](FetchRequest& r) { r.body = "client_secret=x"; }},
                                           Kept{"POST", [](FetchRequest& r) { r.method = "POST"; }},
                                           Kept{"a secret header", [](FetchRequest& r) { r.secret_headers.Add("X-Api-Key", "x"); }},
                                           Kept{"Authorization", [](FetchRequest& r) { r.headers.Add("authorization", "Bearer x"); }}));

}  // namespace
}  // namespace rockpool::http::beast
