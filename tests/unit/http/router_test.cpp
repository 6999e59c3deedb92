#include "server/http/beast/router.h"

#include <gtest/gtest.h>

#include <stdexcept>

#include "tests/unit/http/doubles.h"

namespace rockpool::http::beast {
namespace {

class RouterTest : public ::testing::Test {
 protected:
  RouterTest() {
    router.Mount("POST", "/", api, Cors::kAnyOrigin);
    router.Mount("GET", "/health", health, Cors::kNone);
    router.Mount("POST", "/token", api, Cors::kAnyOrigin);
    router.Mount("GET", "/token", health, Cors::kNone);
  }

  Response Answer(const std::string& method, const std::string& path, const std::string& query = "") {
    Request request;
    request.method = method;
    request.path = path;
    request.query = query;
    routed = router.Route(std::move(request));
    return routed.work->Run();
  }

  CountingRandom random;
  FunctionEndpoint api{[](const Request&) { return Text("api"); }};
  FunctionEndpoint health{[](const Request& request) { return Text("health " + request.method); }};
  Router router{random};
  Routed routed;
};

TEST_F(RouterTest, AnswersAMountedPathByItsEndpoint) {
  EXPECT_EQ(Answer("POST", "/").body, "api");
  EXPECT_EQ(routed.cors, Cors::kAnyOrigin);
  EXPECT_EQ(Answer("GET", "/health").body, "health GET");
  EXPECT_EQ(routed.cors, Cors::kNone);
}

TEST_F(RouterTest, IgnoresTheQuery) { EXPECT_EQ(Answer("POST", "/", "Action=x").body, "api"); }

TEST_F(RouterTest, AnswersHeadWhereGetIsMounted) {
  EXPECT_EQ(Answer("HEAD", "/health").status, 200);
  EXPECT_EQ(Answer("HEAD", "/").status, 405);
}

TEST_F(RouterTest, AnswersAnUnknownPathWithATypedError) {
  const Response response = Answer("GET", "/nothing");
  EXPECT_EQ(response.status, 404);
  EXPECT_EQ(response.body,
            R"({"__type":"UnknownOperationException","message":"rockpool has nothing at this path; the API is at POST /."})");
  EXPECT_EQ(response.headers.Find("content-type"), "application/x-amz-json-1.1");
  EXPECT_EQ(response.headers.Find("x-amzn-errortype"), "UnknownOperationException:");
  EXPECT_EQ(response.headers.Find("x-amzn-requestid")->size(), 36U);
}

TEST_F(RouterTest, GivesEveryErrorARequestIdOfItsOwn) {
  EXPECT_NE(Answer("GET", "/a").headers.Find("x-amzn-RequestId"), Answer("GET", "/a").headers.Find("x-amzn-RequestId"));
}

TEST_F(RouterTest, TakesOnlyExactPaths) {
  for (const char* path : {"/health/", "//health", "/./health", "/x/../health", "/%68ealth", "/HEALTH", "health", "", "*"}) {
    EXPECT_EQ(Answer("GET", path).status, 404) << path;
  }
}

TEST_F(RouterTest, NamesTheMethodsOfAPathThatIsAskedForAnother) {
  const Response response = Answer("PUT", "/health");
  EXPECT_EQ(response.status, 405);
  EXPECT_EQ(response.headers.Find("Allow"), "GET, HEAD");
  EXPECT_NE(response.body.find(R"("__type":"UnknownOperationException")"), std::string::npos);
  EXPECT_EQ(Answer("GET", "/").headers.Find("Allow"), "POST, OPTIONS");
  EXPECT_EQ(routed.cors, Cors::kAnyOrigin);
}

TEST_F(RouterTest, TakesMethodsInTheirOwnCaseOnly) { EXPECT_EQ(Answer("post", "/").status, 405); }

TEST_F(RouterTest, AnswersOptionsAsPreflightWhereOtherOriginsMayCall) {
  const Response response = Answer("OPTIONS", "/");
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.headers.Find("Access-Control-Allow-Methods"), "POST");
  EXPECT_EQ(routed.cors, Cors::kAnyOrigin);
  EXPECT_EQ(Answer("OPTIONS", "/health").status, 405);
  EXPECT_EQ(Answer("OPTIONS", "/nothing").status, 404);
}

TEST_F(RouterTest, AllowsOtherOriginsOnlyTheMethodsThatAreOpenToThem) {
  EXPECT_EQ(Answer("OPTIONS", "/token").headers.Find("Access-Control-Allow-Methods"), "POST");
}

TEST_F(RouterTest, RefusesTwoEndpointsForOnePathAndMethod) {
  EXPECT_THROW(router.Mount("POST", "/", health, Cors::kNone), std::logic_error);
}

}  // namespace
}  // namespace rockpool::http::beast
