#include "server/http/connect_to.h"

#include <gtest/gtest.h>

#include "server/http/beast/client.h"
#include "tests/support/raw_http.h"
#include "tests/unit/http/fetching.h"

namespace rockpool::http {
namespace {

TEST(ConnectTo, ReadsAHostAndWhereItIs) {
  EXPECT_EQ(ParseConnectTo("Graph.Facebook.com=127.0.0.1:9443"), (ConnectTo{"graph.facebook.com", "127.0.0.1", 9443}));
  EXPECT_EQ(ParseConnectTo("graph.facebook.com=[::1]:9443"), (ConnectTo{"graph.facebook.com", "::1", 9443}));
  EXPECT_EQ(ParseConnectTo("graph.facebook.com=10.0.0.9"), (ConnectTo{"graph.facebook.com", "10.0.0.9", 443}));
}

TEST(ConnectTo, RefusesAllElse) {
  for (const char* text : {"", "graph.facebook.com", "=127.0.0.1:1", "graph.facebook.com=", "graph.facebook.com=localhost:1",
                           "1.2.3.4=127.0.0.1:1", "graph.facebook.com:443=127.0.0.1:1:2", "graph.facebook.com:80=127.0.0.1:1",
                           "graph.facebook.com/a=127.0.0.1:1", "graph.facebook.com=127.0.0.1:1/a", "graph.facebook.com=169.254.169.254:80",
                           "graph.facebook.com=127.0.0.1:99999", "metadata.google.internal=127.0.0.1:1", "a b=127.0.0.1:1"}) {
    EXPECT_EQ(ParseConnectTo(text), std::nullopt) << text;
  }
}

TEST(ConnectTo, LeadsThatHostAloneElsewhere) {
  const support::RawServer server([](const std::string&) { return "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"; });
  beast::ClientSettings settings;
  settings.connect_to = {{"graph.facebook.com", "127.0.0.1", server.port()}};
  beast::Client client([](const std::string&) { return std::vector<std::string>{"127.0.0.1"}; }, settings);
  EXPECT_EQ(client.Fetch(RequestTo("http", "graph.facebook.com", 80, "/me")).body, "ok");
  EXPECT_THROW(client.Fetch(RequestTo("http", "www.facebook.com", server.port(), "/me")), FetchError);
}

}  // namespace
}  // namespace rockpool::http
