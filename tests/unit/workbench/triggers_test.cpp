// GET /_rockpool/triggers and POST /_rockpool/triggers/{id}/replay.
#include "server/workbench/triggers.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "server/api/json.h"
#include "server/http/router.h"
#include "server/triggers/record.h"
#include "tests/support/refusal.h"
#include "tests/support/test_service.h"

namespace rockpool::workbench {
namespace {

std::string Refusal(const std::string& query) {
  return support::RefusalOf([&] { ReadTriggersQuery(query); });
}

TEST(TriggersQuery, ReadsItsMembers) {
  EXPECT_EQ(ReadTriggersQuery(""), TriggersQuery());
  EXPECT_EQ(ReadTriggersQuery("pool=us-east-1_a&after=12"), (TriggersQuery{"us-east-1_a", 12}));
  EXPECT_EQ(ReadTriggersQuery("pool=&after="), TriggersQuery());
}

TEST(TriggersQuery, RefusesAnythingElse) {
  for (const char* after : {"after=x", "after=+", "after=-1", "after=1x", "after=99999999999999999999"}) {
    EXPECT_EQ(Refusal(after), "InvalidParameterException: after must be the id of a call.") << after;
  }
  EXPECT_EQ(Refusal("user=x"), "InvalidParameterException: The query has the members pool and after, and no others.");
  EXPECT_EQ(Refusal("pool=%"), "InvalidParameterException: The query cannot be read.");
}

class Echo final : public triggers::Invoker {
 public:
  triggers::Outcome Invoke(const triggers::Invocation& invocation) noexcept override {
    asked.push_back(invocation.event);
    return {triggers::Outcome::Kind::kAnswered, invocation.event, "echoed", 1};
  }

  std::vector<std::string> asked;
};

class TriggersTest : public ::testing::Test {
 protected:
  TriggersTest() {
    world.settings.Put(triggers::Settings{invoker, record});
    AddTriggers(workbench, world, service.random);
    workbench.Mount(router);
  }

  std::int64_t Keep(const std::string& event) {
    triggers::RecordedCall call;
    call.invocation.source = "PreSignUp_SignUp";
    call.invocation.user_pool_id = "p";
    call.invocation.event = event;
    call.outcome = {triggers::Outcome::Kind::kFunctionError, "failed", "", 1};
    return record->Keep(call);
  }

  http::Routed Accept(const std::string& method, const std::string& path, const std::string& query = "", const std::string& origin = "") {
    http::Request request;
    request.method = method;
    request.path = path;
    request.query = query;
    request.headers.Add("Host", "localhost");
    if (!origin.empty()) {
      request.headers.Add("Origin", origin);
    }
    return router.Route(std::move(request));
  }

  http::Response Answer(const std::string& method, const std::string& path, const std::string& query = "", const std::string& origin = "") {
    return Accept(method, path, query, origin).work->Run();
  }

  support::TestService service;
  world::World world = service.world();
  const std::shared_ptr<Echo> invoker = std::make_shared<Echo>();
  const std::shared_ptr<triggers::Record> record = std::make_shared<triggers::Record>();
  protocol::Faults faults;
  triggers::Faults trigger_faults;
  Workbench workbench{faults, trigger_faults, [] {}, {}, service.random};
  const protocol::JsonOwner json{service.random};
  http::Router router{json};
};

TEST_F(TriggersTest, ListsTheCalls) {
  Keep(R"({"a":1,"response":{}})");
  Keep(R"({"a":2,"response":{}})");
  const http::Response all = Answer("GET", "/_rockpool/triggers");
  EXPECT_EQ(all.status, 200);
  EXPECT_EQ(all.body, record->Json("", 0));
  EXPECT_EQ(Answer("GET", "/_rockpool/triggers", "pool=p&after=1").body, record->Json("p", 1));
  EXPECT_EQ(Answer("GET", "/_rockpool/triggers", "pool=q").body, R"({"triggers":[]})");
  EXPECT_EQ(Answer("GET", "/_rockpool/triggers", "to=x").status, 400);
}

TEST_F(TriggersTest, SendsAnEventOnceMoreAndTellsWhatCame) {
  const std::string event = R"({"request":{"password":"Corr3ct-horse"},"response":{}})";
  const std::string path = "/_rockpool/triggers/" + std::to_string(Keep(event)) + "/replay";
  const http::Routed routed = Accept("POST", path);
  EXPECT_EQ(routed.work->Where(), http::Runs::kWaits);
  EXPECT_TRUE(invoker->asked.empty());
  const http::Response response = routed.work->Run();
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(invoker->asked, std::vector<std::string>{event}) << "with its secrets";
  rapidjson::Document shown;
  ASSERT_TRUE(api::ParseJson(response.body, shown)) << response.body;
  EXPECT_STREQ(shown["verdict"].GetString(), "answered");
  EXPECT_STREQ(shown["hint"].GetString(), "echoed");
  EXPECT_STREQ(shown["answer"]["request"]["password"].GetString(), "... (13 characters)");
  EXPECT_EQ(response.body.find("Corr3ct"), std::string::npos);
}

TEST_F(TriggersTest, RefusesToReplayWhatIsNotThere) {
  EXPECT_EQ(Answer("POST", "/_rockpool/triggers/1/replay").status, 400);
  EXPECT_NE(Answer("POST", "/_rockpool/triggers/1/replay").body.find("There is no such call: the last 1,000 are kept."), std::string::npos);
  EXPECT_NE(Answer("POST", "/_rockpool/triggers/x/replay").body.find("id must be the id of a call."), std::string::npos);
  EXPECT_TRUE(invoker->asked.empty());
}

TEST_F(TriggersTest, RefusesToReplayWhatWasNotKeptWhole) {
  const std::int64_t id = Keep(R"({"a":")" + std::string(triggers::Record::kLongestText, 'x') + R"("})");
  const http::Response response = Answer("POST", "/_rockpool/triggers/" + std::to_string(id) + "/replay");
  EXPECT_EQ(response.status, 400);
  EXPECT_NE(response.body.find("too long to be kept whole"), std::string::npos) << response.body;
  EXPECT_TRUE(invoker->asked.empty());
}

TEST_F(TriggersTest, IsForNoPageOfAnotherOrigin) {
  const std::string path = "/_rockpool/triggers/" + std::to_string(Keep("{}")) + "/replay";
  EXPECT_EQ(Answer("GET", "/_rockpool/triggers", "", "https://evil.example").status, 403);
  EXPECT_EQ(Answer("POST", path, "", "https://evil.example").status, 403);
  EXPECT_TRUE(invoker->asked.empty());
}

TEST_F(TriggersTest, AnswersWhereNothingIsCalledOrRecorded) {
  world.settings.Put(triggers::Settings{});
  EXPECT_EQ(Answer("GET", "/_rockpool/triggers").body, R"({"triggers":[]})");
  EXPECT_EQ(Answer("POST", "/_rockpool/triggers/1/replay").status, 400);
  world.settings.Put(triggers::Settings{nullptr, record});
  const http::Response skipped = Answer("POST", "/_rockpool/triggers/" + std::to_string(Keep("{}")) + "/replay");
  EXPECT_NE(skipped.body.find(R"("verdict":"skipped")"), std::string::npos) << skipped.body;
}

}  // namespace
}  // namespace rockpool::workbench
