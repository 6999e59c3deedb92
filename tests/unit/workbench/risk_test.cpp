// How risky events are, under /_rockpool/risk.
#include "server/workbench/risk.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "server/http/router.h"
#include "server/protocol/faults.h"
#include "server/protocol/json_owner.h"
#include "server/triggers/faults.h"
#include "tests/support/test_service.h"

namespace rockpool::workbench {
namespace {

class RiskEndpoint : public ::testing::Test {
 protected:
  RiskEndpoint() {
    AddRisk(workbench_, world_, service_.random);
    workbench_.Mount(router_);
  }

  std::string Answer(const std::string& method, const std::string& body = "") {
    http::Request request;
    request.method = method;
    request.path = "/_rockpool/risk";
    request.headers.Add("Host", "localhost");
    request.headers.Add("Content-Type", "application/json");
    request.body = body;
    return router_.Route(std::move(request)).work->Run().body;
  }

  support::TestService service_;
  const world::World& world_ = service_.world();
  const risk::Rules& rules_ = *service_.risk_rules;
  const std::string pool_ = service_.CreatePool();
  protocol::Faults faults_;
  triggers::Faults trigger_faults_;
  const protocol::JsonOwner owner_{service_.random};
  http::Router router_{owner_};
  Workbench workbench_{faults_, trigger_faults_, [] {}, {}, service_.random};
};

TEST_F(RiskEndpoint, ShowsWhatWasPutUntilItIsDeleted) {
  EXPECT_EQ(Answer("GET"), R"({"rules":[],"compromisedPasswords":0})");
  const std::string rule =
      R"({"UserPoolId":")" + pool_ + R"(","Username":"ada","ipAddress":"192.0.2.7","level":"MEDIUM","compromised":true,"times":2})";
  const std::string other = R"({"ipAddress":"192.0.2.8","level":"LOW","compromised":false})";
  EXPECT_EQ(Answer("PUT", rule), R"({"rules":[)" + rule + R"(],"compromisedPasswords":0})");
  EXPECT_EQ(Answer("PUT", "[" + other + "]"), R"({"rules":[)" + rule + "," + other + R"(],"compromisedPasswords":0})");
  EXPECT_EQ(Answer("PUT", R"({"compromisedPasswords":["a","b","a"]})"),
            R"({"rules":[)" + rule + "," + other + R"(],"compromisedPasswords":2})");
  EXPECT_TRUE(rules_.IsCompromised("b"));
  EXPECT_EQ(Answer("DELETE"), R"({"rules":[],"compromisedPasswords":0})");
}

TEST_F(RiskEndpoint, RefusesWhatIsNoRule) {
  const auto refused = [&](const std::string& body) {
    const std::string answer = Answer("PUT", body);
    return answer.find("InvalidParameterException") != std::string::npos && Answer("GET") == R"({"rules":[],"compromisedPasswords":0})";
  };
  for (const std::string& body : std::vector<std::string>{
           "", "7", "[7]", R"({"level":"HIGH"})", R"({"Username":"a","UserPoolId":"p","level":"SOME"})",
           R"({"Username":"a","UserPoolId":"p","compromised":1})", R"({"Username":"a","UserPoolId":"p","level":"LOW","more":1})",
           R"({"Username":"a","UserPoolId":")" + pool_ + R"(","level":"LOW","times":0})", R"({"compromisedPasswords":"a"})",
           R"({"compromisedPasswords":["a"],"level":"LOW"})"}) {
    EXPECT_TRUE(refused(body)) << body;
  }
}

TEST_F(RiskEndpoint, RefusesAPoolThatIsNotThere) {
  const std::string of_pool = R"({"UserPoolId":")" + pool_ + R"(","Username":"ada","level":"LOW","compromised":false})";
  const std::string of_none = R"({"UserPoolId":"us-east-1_none","Username":"ada","level":"LOW"})";
  for (const std::string& body : {of_none, "[" + of_pool + "," + of_none + "]"}) {
    const std::string answer = Answer("PUT", body);
    EXPECT_NE(answer.find("ResourceNotFoundException"), std::string::npos) << answer;
    EXPECT_NE(answer.find("User pool us-east-1_none does not exist."), std::string::npos) << answer;
    EXPECT_EQ(Answer("GET"), R"({"rules":[],"compromisedPasswords":0})");
  }
  EXPECT_EQ(Answer("PUT", of_pool), R"({"rules":[)" + of_pool + R"(],"compromisedPasswords":0})");
}

}  // namespace
}  // namespace rockpool::workbench
