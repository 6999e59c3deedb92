// The logs that pools export.
#include "server/messaging/pool_logs.h"

#include <gtest/gtest.h>

#include <fstream>
#include <functional>
#include <latch>
#include <sstream>
#include <stdexcept>

#include "server/pools/replicas/replica_settings.h"
#include "server/util/log.h"
#include "storage/sqlite/store.h"
#include "tests/storage/temporary_directory.h"
#include "tests/support/fake_http_client.h"
#include "tests/support/test_service.h"

namespace rockpool::messaging {
namespace {

using Source = api::EventSourceName;

constexpr std::chrono::seconds kLong{30};

struct PoolLogsTest : ::testing::Test {
  PoolLogsTest() {
    pool = service.CreatePool(R"(,"UserPoolTier":"PLUS")");
    const std::string group = R"("CloudWatchLogsConfiguration":{"LogGroupArn":"arn:aws:logs:us-east-1:123456789012:log-group:g"})";
    set = support::OutcomeOf(service.Call(
        "SetLogDeliveryConfiguration",
        R"({"UserPoolId":")" + pool + R"(","LogConfigurations":[{"EventSource":"userNotification","LogLevel":"ERROR",)" + group + "}]}"));
  }

  support::TestService service;
  std::string pool;
  std::string set;
  std::vector<std::string> lines;
};

TEST_F(PoolLogsTest, DeliverWhatThePoolExportsAlone) {
  ASSERT_EQ(set, support::kOk);
  PoolLogs logs(service.world().store, [this](const std::string& line) { lines.push_back(line); });
  logs.Take(pool, Source::userNotification, "one");
  logs.Take(pool, Source::userAuthEvents, "not exported");
  logs.Take("us-east-1_none", Source::userNotification, "of no pool");
  logs.Take(pool, Source::userNotification, "two");
  EXPECT_EQ(logs.Stop(kLong), 0U);
  EXPECT_EQ(lines, (std::vector<std::string>{"one", "two"}));
}

TEST_F(PoolLogsTest, DeliverOfAReplicaWhatTheReplicaExports) {
  ASSERT_EQ(set, support::kOk);
  service.world().store.Write([&](storage::Transaction& transaction) { pools::SetLogDelivery(transaction, "eu-west-1", {pool, {}}, 1); });
  PoolLogs logs(service.world().store, [this](const std::string& line) { lines.push_back(line); });
  logs.Take(pool, Source::userNotification, "primary");
  logs.Take(pool, Source::userNotification, "Ireland", "eu-west-1");
  logs.Take(pool, Source::userNotification, "Oregon", "us-west-2");
  logs.Stop(kLong);
  EXPECT_EQ(lines, (std::vector<std::string>{"primary", "Oregon"})) << "Oregon has set nothing";
}

TEST_F(PoolLogsTest, GoOnAfterALineThatCannotBeDelivered) {
  PoolLogs logs(service.world().store, [this](const std::string& line) {
    lines.push_back(line);
    throw std::runtime_error("the disk is full");
  });
  logs.Take(pool, Source::userNotification, "one");
  logs.Take(pool, Source::userNotification, "two");
  logs.Stop(kLong);
  EXPECT_EQ(lines.size(), 2U);
}

// What the server's log says meanwhile.
std::string LoggedDuring(const std::function<void()>& deed) {
  testing::internal::CaptureStderr();
  util::StartLog(util::LogLevel::kInfo, util::LogFormat::kText);
  deed();
  util::StopLog();
  return testing::internal::GetCapturedStderr();
}

std::size_t Count(std::string_view text, std::string_view part) {
  std::size_t count = 0;
  for (std::size_t at = text.find(part); at != std::string_view::npos; at = text.find(part, at + 1)) {
    ++count;
  }
  return count;
}

TEST_F(PoolLogsTest, TellOnceThatTheyOverflowAndOnceOfHowManyLines) {
  ASSERT_EQ(set, support::kOk);
  std::latch began(1);
  std::latch may_go_on(1);
  const std::string logged = LoggedDuring([&] {
    PoolLogs logs(
        service.world().store,
        [&](const std::string& line) {
          lines.push_back(line);
          if (line == "first") {
            began.count_down();
            may_go_on.wait();
          }
        },
        4);
    logs.Take(pool, Source::userNotification, "first");
    began.wait();
    for (int i = 0; i < 4 + 7; ++i) {
      logs.Take(pool, Source::userNotification, "more");
    }
    may_go_on.count_down();
    EXPECT_EQ(logs.Stop(kLong), 0U);
  });
  EXPECT_EQ(lines.size(), 1U + 4);
  EXPECT_EQ(Count(logged, "warning"), 2U) << logged;
  EXPECT_EQ(Count(logged, "reason=\"too many wait already\""), 1U) << logged;
  EXPECT_EQ(Count(logged, "lines of pools' logs found no place lines=7"), 1U) << logged;
}

TEST_F(PoolLogsTest, TellOnceThatLinesCannotBeDeliveredAndWhenTheyCanAgain) {
  ASSERT_EQ(set, support::kOk);
  const std::string logged = LoggedDuring([&] {
    PoolLogs logs(service.world().store, [](const std::string& line) {
      if (line == "bad") {
        throw std::runtime_error("status 500");
      }
    });
    for (const char* line : {"bad", "bad", "bad", "good", "good", "bad"}) {
      logs.Take(pool, Source::userNotification, line);
    }
    logs.Stop(kLong);
  });
  EXPECT_EQ(Count(logged, "warning"), 3U) << logged;
  EXPECT_EQ(Count(logged, "reason=\"status 500\""), 2U) << logged;
  EXPECT_EQ(Count(logged, "lines of pools' logs are delivered again undelivered=3"), 1U) << logged;
}

TEST_F(PoolLogsTest, SayWhichMessageWasNotDeliveredAndNotWhatItSays) {
  ASSERT_EQ(set, support::kOk);
  PoolLogs logs(service.world().store, [this](const std::string& line) { lines.push_back(line); });
  storage::Message message;
  message.user_pool_id = pool;
  message.username = "ada";
  message.medium = "EMAIL";
  message.purpose = "CustomMessage_SignUp";
  message.body = "Your code is 123456";
  message.code = "123456";
  message.sent_millis = 7;
  logs.TakeFailure(message, "status 500");
  logs.Stop(kLong);
  EXPECT_EQ(lines, std::vector<std::string>{
                       LogLine(pool, Source::userNotification,
                               R"({"details":"Message delivery failed: EMAIL of CustomMessage_SignUp to user ada: status 500"})", 7)});
}

TEST(PoolLogLine, HasTheFormOfTheDeveloperGuide) {
  EXPECT_EQ(LogLine("us-west-2_EXAMPLE", Source::userNotification, R"({"details":"String"})", 1687297330677),
            R"({"eventTimestamp":"1687297330677","eventSource":"USER_NOTIFICATION","logLevel":"ERROR","message":{"details":"String"},)"
            R"("logSourceId":{"userPoolId":"us-west-2_EXAMPLE"}})");
}

TEST(PoolLogSink, AddsLinesToAFile) {
  const storage::testing::TemporaryDirectory directory;
  const std::string path = directory.File("log");
  support::FakeHttpClient client;
  ASSERT_TRUE(IsLogPlace(path));
  SinkTo(path, client)("one");
  SinkTo(path, client)("two");
  std::ifstream file(path);
  std::stringstream text;
  text << file.rdbuf();
  EXPECT_EQ(text.str(), "one\ntwo\n");
  EXPECT_FALSE(IsLogPlace(directory.File("none/log")));
  EXPECT_FALSE(IsLogPlace("http://"));
  EXPECT_FALSE(IsLogPlace(""));
}

TEST(PoolLogSink, PostsLinesToAnAddress) {
  const std::string address = "https://logs.example.com/lines?of=pools";
  support::FakeHttpClient client;
  client.Answer(address, 204, "");
  ASSERT_TRUE(IsLogPlace(address));
  SinkTo(address, client)(R"({"line":1})");
  ASSERT_EQ(client.requests.size(), 1U);
  const http::FetchRequest& request = client.requests.front();
  EXPECT_EQ(request.method + " " + request.url.Origin() + request.url.target, "POST " + address);
  EXPECT_EQ(request.headers.Find("Content-Type"), "application/json");
  EXPECT_EQ(request.body, R"({"line":1})");
}

TEST(PoolLogSink, TellsOfAnAddressThatDoesNotTakeALine) {
  const std::string address = "https://logs.example.com/";
  support::FakeHttpClient client;
  EXPECT_THROW(SinkTo(address, client)("line"), http::FetchError) << "nobody answers";
  for (const int status : {301, 404, 500}) {
    client.Answer(address, status, "");
    EXPECT_THROW(SinkTo(address, client)("line"), std::runtime_error) << status;
  }
}

}  // namespace
}  // namespace rockpool::messaging
