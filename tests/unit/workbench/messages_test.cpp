// The outbox under /_rockpool/messages.
#include "server/workbench/messages.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "server/http/router.h"
#include "server/protocol/json_owner.h"
#include "storage/store.h"
#include "tests/support/test_service.h"
#include "tests/support/users.h"

namespace rockpool::workbench {
namespace {

class MessagesTest : public ::testing::Test {
 protected:
  MessagesTest() {
    AddMessages(workbench_, service.world(), service.random);
    workbench_.Mount(router_);
  }

  std::int64_t Send(const std::string& pool, const std::string& username, const std::string& destination = "a@example.com") {
    storage::Message message;
    message.user_pool_id = pool;
    message.username = username;
    message.destination = destination;
    message.medium = "EMAIL";
    message.purpose = "CustomMessage_SignUp";
    message.code = "123456";
    return Put(message);
  }
  std::int64_t Put(const storage::Message& message) {
    return service.world().store.Write([&](storage::Transaction& transaction) { return transaction.messages().Insert(message); });
  }

  std::unique_ptr<http::Work> Accept(const std::string& method, const std::string& query, const std::string& host = "localhost") {
    http::Request request;
    request.method = method;
    request.path = "/_rockpool/messages";
    request.query = query;
    request.headers.Add("Host", host);
    return router_.Route(std::move(request)).work;
  }
  http::Response Answer(const std::string& method, const std::string& query) { return http::WorkOutHere(*Accept(method, query)); }

  // The ids of the messages that are listed, in their order.
  std::vector<std::int64_t> Ids(const std::string& query) {
    const std::string body = Answer("GET", query).body;
    rapidjson::Document json;
    json.Parse(body.data(), body.size());
    std::vector<std::int64_t> ids;
    if (!json.IsObject() || !json.HasMember("messages")) {
      ADD_FAILURE() << body;
      return ids;
    }
    for (const auto& message : json["messages"].GetArray()) {
      ids.push_back(message["id"].GetInt64());
    }
    return ids;
  }
  bool IsWaiting(const std::string& query) {
    const auto work = Accept("GET", query);
    work->Prepare();
    return work->IsWaiting();
  }

  using IdList = std::vector<std::int64_t>;

  support::TestService service;
  const std::string pool = service.CreatePool();

 private:
  protocol::Faults faults_;
  triggers::Faults trigger_faults_;
  Workbench workbench_{faults_, trigger_faults_, [] {}, {}, service.random};
  const protocol::JsonOwner json_{service.random};
  http::Router router_{json_};
};

TEST_F(MessagesTest, ShowsAllThatAMessageHas) {
  storage::Message message;
  message.user_pool_id = pool;
  message.client_id = "client";
  message.username = "alice";
  message.purpose = "CustomMessage_SignUp";
  message.medium = "EMAIL";
  message.via = "SES";
  message.region = "eu-west-1";
  message.destination = "a@example.com";
  message.subject = "Subject";
  message.body = "Body of \"it\"";
  message.code = "123456";
  message.temporary_password = "Secret-1";
  message.link = "https://a.example/confirmUser?a=b";
  message.sent_millis = 1'700'000'000'000;
  const std::int64_t id = Put(message);
  EXPECT_EQ(
      Answer("GET", "").body,
      R"({"messages":[{"id":)" + std::to_string(id) + R"(,"time":"2023-11-14T22:13:20.000Z","pool":")" + pool +
          R"(","region":"eu-west-1","client":"client","user":"alice","purpose":"CustomMessage_SignUp","medium":"EMAIL","via":"SES",)"
          R"("destination":"a@example.com","subject":"Subject","body":"Body of \"it\"","code":"123456","temporary_password":"Secret-1",)"
          R"("link":"https://a.example/confirmUser?a=b"}]})");
}

TEST_F(MessagesTest, LeavesOutWhatAMessageHasNot) {
  Send(pool, "alice");
  const std::string body = Answer("GET", "").body;
  for (const char* name : {"client", "via", "subject", "temporary_password", "link"}) {
    EXPECT_EQ(body.find('"' + std::string(name) + '"'), std::string::npos) << body;
  }
}

TEST_F(MessagesTest, AreOfThePoolsRegionWhereNoneWasKept) {
  Send(pool, "alice");
  EXPECT_NE(Answer("GET", "").body.find(R"("region":"us-east-1")"), std::string::npos);
}

TEST_F(MessagesTest, AreNoneAtFirst) { EXPECT_EQ(Answer("GET", "").body, R"({"messages":[]})"); }

TEST_F(MessagesTest, AreInTheOrderOfSendingAndOfAllPools) {
  const std::int64_t first = Send(pool, "alice");
  const std::int64_t second = Send(service.CreatePool(), "bob");
  const std::int64_t third = Send(pool, "alice");
  EXPECT_EQ(Ids(""), (IdList{first, second, third}));
}

TEST_F(MessagesTest, AreFoundByPoolUserAndDestination) {
  const std::string other = service.CreatePool();
  const std::int64_t first = Send(pool, "alice", "+1234567");
  const std::int64_t second = Send(pool, "bob", "b@example.com");
  const std::int64_t third = Send(other, "alice", "b@example.com");
  EXPECT_EQ(Ids("pool=" + pool), (IdList{first, second}));
  EXPECT_EQ(Ids("user=alice"), (IdList{first, third}));
  EXPECT_EQ(Ids("to=b%40example.com"), (IdList{second, third}));
  EXPECT_EQ(Ids("to=%2B1234567"), (IdList{first}));
  EXPECT_EQ(Ids("pool=" + pool + "&user=bob&to=b%40example.com"), (IdList{second}));
  EXPECT_EQ(Ids("pool=unknown"), IdList());
  EXPECT_EQ(Ids("pool=" + pool + "&user=unknown"), IdList());
}

TEST_F(MessagesTest, AreFoundByAnyNameOfAUserOfTheNamedPool) {
  support::CreateUser(service, pool, "alice");
  const std::int64_t sent = Send(pool, "alice");
  EXPECT_EQ(Ids("pool=" + pool + "&user=" + support::AttributeOf(service, pool, "alice", "sub")), (IdList{sent}));
}

TEST_F(MessagesTest, AreFoundByTheAddressThatNamesTheUser) {
  const std::string named = service.CreatePool(R"(,"UsernameAttributes":["email"])");
  support::CreateUser(service, named, "a@example.com");
  const std::int64_t sent = Send(named, support::AttributeOf(service, named, "a@example.com", "sub"));
  EXPECT_EQ(Ids("pool=" + named + "&user=a%40example.com"), (IdList{sent}));
}

TEST_F(MessagesTest, AreThoseAfterTheOneThatWasSeen) {
  const std::int64_t first = Send(pool, "alice");
  const std::int64_t second = Send(pool, "alice");
  EXPECT_EQ(Ids("after=" + std::to_string(first)), (IdList{second}));
  EXPECT_EQ(Ids("after=" + std::to_string(second)), IdList());
  EXPECT_EQ(Ids("after=0"), (IdList{first, second}));
  EXPECT_EQ(Ids("after=9223372036854775807"), IdList());
}

TEST_F(MessagesTest, WaitOnlyWhereTheyAreAskedToAndNoneIsThere) {
  EXPECT_FALSE(IsWaiting(""));
  EXPECT_FALSE(IsWaiting("wait=0"));
  EXPECT_TRUE(IsWaiting("wait=60"));
  const std::int64_t sent = Send(pool, "alice");
  EXPECT_FALSE(IsWaiting("wait=60"));
  EXPECT_TRUE(IsWaiting("wait=60&user=bob"));
  EXPECT_TRUE(IsWaiting("wait=60&after=" + std::to_string(sent)));
}

TEST_F(MessagesTest, EndTheWaitOfWhoeverAsksForThem) {
  const auto work = Accept("GET", "wait=60&user=alice");
  work->Prepare();
  EXPECT_TRUE(work->IsWaiting());
  Send(pool, "bob");
  EXPECT_TRUE(work->IsWaiting());
  Send(pool, "alice");
  EXPECT_FALSE(work->IsWaiting());
  EXPECT_NE(work->Run().body.find(R"("user":"alice")"), std::string::npos);
}

TEST_F(MessagesTest, RefuseNumbersThatAreNoneAtOnce) {
  for (const char* name : {"after", "wait"}) {
    for (const char* value : {"x", "-1", "1.5", "1x", "%201", "99999999999999999999"}) {
      const std::string query = std::string(name) + "=" + value;
      const http::Response refused = Answer("GET", query);
      EXPECT_EQ(refused.status, 400) << query;
      EXPECT_NE(refused.body.find(R"("message":")" + std::string(name) + R"( must be a whole number."})"), std::string::npos)
          << refused.body;
      EXPECT_FALSE(IsWaiting(query));
    }
  }
}

TEST_F(MessagesTest, RefuseAQueryThatCannotBeRead) { EXPECT_EQ(Answer("GET", "pool=%zz").status, 400); }

TEST_F(MessagesTest, AreGoneWhenTheyAreDeletedAndTheirIdsDoNotComeBack) {
  const std::int64_t old = Send(pool, "alice");
  EXPECT_EQ(Answer("DELETE", "").body, "{}");
  EXPECT_EQ(Ids(""), IdList());
  EXPECT_GT(Send(pool, "alice"), old);
}

TEST_F(MessagesTest, StandBehindTheGuard) {
  EXPECT_EQ(http::WorkOutHere(*Accept("GET", "", "evil.example")).status, 403);
  EXPECT_EQ(http::WorkOutHere(*Accept("DELETE", "", "evil.example")).status, 403);
}

}  // namespace
}  // namespace rockpool::workbench
