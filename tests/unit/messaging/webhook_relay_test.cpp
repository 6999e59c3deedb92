#include "server/messaging/webhook_relay.h"

#include <gtest/gtest.h>

#include "server/messaging/message_json.h"
#include "tests/support/fake_http_client.h"

namespace rockpool::messaging {
namespace {

constexpr const char* kUrl = "http://127.0.0.1:8080/hook?a=1";

Outgoing CodeByText() {
  Outgoing outgoing;
  outgoing.message.number = 7;
  outgoing.message.user_pool_id = "us-east-1_Example";
  outgoing.message.region = "us-east-1";
  outgoing.message.medium = "SMS";
  outgoing.message.destination = "+15551234567";
  outgoing.message.body = "Your code is \"123456\"";
  outgoing.message.code = "123456";
  return outgoing;
}

// "delivered", or the error and whether it lasts.
std::string Delivered(support::FakeHttpClient& client) {
  WebhookRelay relay(client, http::ParseUrl(kUrl).value());
  try {
    relay.Deliver(CodeByText(), {});
    return "delivered";
  } catch (const RelayError& error) {
    return std::string(error.what()) + (error.kind() == RelayError::Kind::kLasting ? ", lasting" : ", passing");
  }
}

TEST(WebhookRelay, PostsTheMessageAsTheOutboxShowsIt) {
  support::FakeHttpClient client;
  client.Answer(kUrl, 204, "");
  EXPECT_EQ(Delivered(client), "delivered");
  ASSERT_EQ(client.requests.size(), 1U);
  const http::FetchRequest& request = client.requests[0];
  EXPECT_EQ(request.method, "POST");
  EXPECT_EQ(request.headers.Find("Content-Type"), "application/json");
  EXPECT_EQ(request.body, JsonOf(CodeByText().message));
  EXPECT_EQ(request.body, R"({"id":7,"time":"1970-01-01T00:00:00.000Z","pool":"us-east-1_Example","region":"us-east-1","medium":"SMS",)"
                          R"("destination":"+15551234567","body":"Your code is \"123456\"","code":"123456"})");
}

TEST(WebhookRelay, TakesBothMedia) {
  support::FakeHttpClient client;
  const WebhookRelay relay(client, http::ParseUrl(kUrl).value());
  storage::Message message;
  for (const char* medium : {"EMAIL", "SMS"}) {
    message.medium = medium;
    EXPECT_TRUE(relay.Takes(message));
  }
}

TEST(WebhookRelay, TellsFailuresThatPassFromThoseThatLast) {
  for (const auto& [status, outcome] : std::map<int, std::string>{{200, "delivered"},
                                                                  {302, "status 302, lasting"},
                                                                  {404, "status 404, lasting"},
                                                                  {429, "status 429, passing"},
                                                                  {503, "status 503, passing"}}) {
    support::FakeHttpClient client;
    client.Answer(kUrl, status, "");
    EXPECT_EQ(Delivered(client), outcome);
  }
  support::FakeHttpClient unreachable;
  EXPECT_EQ(Delivered(unreachable), "connection refused, passing");
}

}  // namespace
}  // namespace rockpool::messaging
