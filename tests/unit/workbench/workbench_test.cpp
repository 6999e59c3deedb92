// The endpoints under /_rockpool.
#include "server/workbench/workbench.h"

#include <gtest/gtest.h>

#include <stdexcept>
#include <string>

#include "tests/support/fake_random.h"

namespace rockpool::workbench {
namespace {

constexpr const char* kFaults = "/_rockpool/faults";
constexpr const char* kReset = "/_rockpool/reset";
constexpr const char* kFault = R"({"operation":"DeleteUserPool","error":"InternalErrorException","message":"m","times":2,"delay_ms":0})";
constexpr const char* kTriggerFault = R"({"trigger":"PreSignUp","wrong":"error","message":"m"})";

class WorkbenchTest : public ::testing::Test {
 protected:
  WorkbenchTest() { workbench.Mount(router); }

  http::Routed Accept(const std::string& method, const std::string& path, const std::string& body = "",
                      const std::string& host = "localhost") {
    http::Request request;
    request.method = method;
    request.path = path;
    request.headers.Add("Host", host);
    request.headers.Add("Content-Type", "application/json");
    request.body = body;
    return router.Route(std::move(request));
  }
  http::Response Answer(const std::string& method, const std::string& path, const std::string& body = "") {
    return Finished(Accept(method, path, body));
  }
  static http::Response Finished(const http::Routed& routed) {
    http::Response response = routed.work->Run();
    routed.Finish(response);
    return response;
  }

  support::FakeRandom random;
  protocol::Faults faults;
  std::function<void()> on_reset = [this] { ++resets; };
  int resets = 0;
  triggers::Faults trigger_faults;
  Workbench workbench{faults, trigger_faults, [this] { on_reset(); }, {"rockpool.test"}, random};
  protocol::JsonOwner json{random};
  http::Router router{json};
};

TEST_F(WorkbenchTest, AnswersJsonThatIsNoScript) {
  const http::Response response = Answer("GET", kFaults);
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.body, "[]");
  EXPECT_EQ(response.headers.Find("Content-Type"), "application/json");
  EXPECT_EQ(response.headers.Find("X-Content-Type-Options"), "nosniff");
  EXPECT_EQ(response.headers.Find("x-amzn-RequestId")->size(), 36U);
}

TEST_F(WorkbenchTest, AddsFaultsToThoseThatAreThere) {
  EXPECT_EQ(Answer("PUT", kFaults, kFault).body, "[" + std::string(kFault) + "]");
  EXPECT_EQ(Answer("PUT", kFaults, "[" + std::string(kFault) + "]").body, "[" + std::string(kFault) + "," + kFault + "]");
  EXPECT_EQ(faults.List().size(), 2U);
}

TEST_F(WorkbenchTest, ListsHowOftenAFaultStillMeets) {
  Answer("PUT", kFaults, kFault);
  faults.Take(*api::FindOperation("DeleteUserPool"));
  EXPECT_NE(Answer("GET", kFaults).body.find(R"("times":1,)"), std::string::npos);
}

TEST_F(WorkbenchTest, AddsFaultsOfTriggersToo) {
  Answer("PUT", kFaults, kFault);
  EXPECT_EQ(Answer("PUT", kFaults, kTriggerFault).body, "[" + std::string(kFault) + "," + kTriggerFault + "]");
  EXPECT_EQ(trigger_faults.List().size(), 1U);
}

TEST_F(WorkbenchTest, EndsAllFaults) {
  Answer("PUT", kFaults, kFault);
  Answer("PUT", kFaults, kTriggerFault);
  EXPECT_EQ(Answer("DELETE", kFaults).body, "[]");
  EXPECT_TRUE(faults.List().empty());
  EXPECT_TRUE(trigger_faults.List().empty());
}

TEST_F(WorkbenchTest, RefusesBadFaultsWithATypedErrorAndAddsNone) {
  for (const std::string body :
       {"", "{}", "no JSON", R"({"operation":"DeleteUserPool","error":"NoSuchException"})",
        R"({"operation":"DeleteUserPool","delay_ms":60001})", R"({"trigger":"PreSignUp","wrong":"error","times":0})"}) {
    const http::Response response = Answer("PUT", kFaults, body);
    EXPECT_EQ(response.status, 400) << body;
    EXPECT_TRUE(response.body.starts_with(R"({"__type":"InvalidParameterException","message":")")) << response.body;
  }
  EXPECT_TRUE(faults.List().empty());
}

TEST_F(WorkbenchTest, ResetsOnAWorkerAndEndsTheFaults) {
  Answer("PUT", kFaults, kFault);
  Answer("PUT", kFaults, kTriggerFault);
  const std::unique_ptr<http::Work> work = Accept("POST", kReset).work;
  EXPECT_EQ(work->Where(), http::Runs::kComputes);
  EXPECT_EQ(resets, 0);
  const http::Response response = work->Run();
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.body, "{}");
  EXPECT_EQ(resets, 1);
  EXPECT_TRUE(faults.List().empty());
  EXPECT_TRUE(trigger_faults.List().empty());
}

TEST_F(WorkbenchTest, KeepsTheFaultsWhenAResetFails) {
  Answer("PUT", kFaults, kFault);
  on_reset = [] { throw std::runtime_error("the disk is full"); };
  const http::Response response = Answer("POST", kReset);
  EXPECT_EQ(response.status, 500);
  EXPECT_TRUE(response.body.starts_with(R"({"__type":"InternalErrorException")")) << response.body;
  EXPECT_EQ(faults.List().size(), 1U);
}

TEST_F(WorkbenchTest, GuardsEveryEndpoint) {
  int routes = 0;
  router.ForEachRoute([&](const http::Entrance& entrance) {
    ++routes;
    const http::Response refusal = Finished(Accept(entrance.method, entrance.path, "", "evil.example"));
    EXPECT_EQ(refusal.status, 403) << entrance.method << " " << entrance.path;
    EXPECT_NE(Accept(entrance.method, entrance.path, "", "rockpool.test").work->Run().status, 403)
        << entrance.method << " " << entrance.path;
    EXPECT_EQ(entrance.cors, http::Cors::kNone) << entrance.path;
  });
  EXPECT_GE(routes, 4);
  EXPECT_EQ(resets, 1);
}

TEST_F(WorkbenchTest, AnswersATypedErrorWhereNothingIsMounted) {
  const http::Response response = Answer("GET", "/_rockpool/nothing");
  EXPECT_EQ(response.status, 404);
  EXPECT_TRUE(response.body.starts_with(R"({"__type":"UnknownOperationException")")) << response.body;
  EXPECT_EQ(response.headers.Find("Access-Control-Allow-Origin"), std::nullopt);
  EXPECT_EQ(response.headers.Find("Cache-Control"), "no-store");
  EXPECT_EQ(Answer("POST", kFaults).headers.Find("Allow"), "DELETE, GET, HEAD, PUT");
}

TEST(JsonEndpoint, WaitsWithALargeBodyWhereItsPlaceDependsOnTheBody) {
  support::FakeRandom random;
  const auto where = [](JsonEndpoint& endpoint, std::size_t bytes) {
    http::Request request;
    request.body = std::string(bytes, 'x');
    return endpoint.Accept(std::move(request))->Where();
  };
  const auto nothing = [](const http::Request&) { return std::string("{}"); };
  JsonEndpoint by_body(
      nothing, [](const http::Request&) { return http::Runs::kHere; }, random);
  EXPECT_EQ(where(by_body, http::kLargeBodyBytes), http::Runs::kHere);
  EXPECT_EQ(where(by_body, http::kLargeBodyBytes + 1), http::Runs::kWaits);
  JsonEndpoint computes(nothing, http::Runs::kComputes, random);
  EXPECT_EQ(where(computes, http::kLargeBodyBytes + 1), http::Runs::kComputes);
}

}  // namespace
}  // namespace rockpool::workbench
