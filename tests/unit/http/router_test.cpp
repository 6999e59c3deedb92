#include "server/http/router.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <stdexcept>
#include <string>
#include <vector>

#include "tests/unit/http/doubles.h"

namespace rockpool::http {
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
    return Answer(std::move(request));
  }

  Response Answer(Request request) {
    routed = router.Route(std::move(request));
    Response response = routed.work->Run();
    routed.Finish(response);
    return response;
  }

  Response AnswerAt(const std::string& host, const std::string& method, const std::string& path) {
    Request request;
    request.method = method;
    request.path = path;
    request.headers.Add("Host", host);
    return Answer(std::move(request));
  }

  CountingRandom random;
  FunctionEndpoint api{[](const Request&) { return Text("api"); }};
  FunctionEndpoint health{[](const Request& request) { return Text("health " + request.method); }};
  protocol::JsonOwner json{random};
  Router router{json};
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
  router.Mount({"POST", "a.test", "/"}, health);
  EXPECT_THROW(router.Mount({"POST", "a.test", "/"}, health), std::logic_error);
}

class PatternRoutesTest : public RouterTest {
 protected:
  PatternRoutesTest() {
    router.Define("pool", [](std::string_view text) { return text.find('_') != std::string_view::npos; });
    router.Mount("POST", "/{pool}", told, Cors::kAnyOrigin);
    router.Mount("GET", "/{pool}/keys", told, Cors::kAnyOrigin);
    router.Mount("GET", "/{a}/{b}", told, Cors::kNone);
    router.Mount({"GET", "{domain}.auth.{region}.amazoncognito.com", "/login"}, told);
    router.Mount({"GET", "{domain}.localhost", "/login"}, told);
    router.Mount({"GET", "sso.example.com", "/login"}, told);
    router.Mount({"POST", "", "/login"}, health);
  }

  FunctionEndpoint told{[](const Request& request) {
    std::string text;
    for (const Capture& capture : request.captures) {
      text.append(capture.name).append("=").append(capture.value).append(";");
    }
    return Text(text);
  }};
};

TEST_F(PatternRoutesTest, HandTheEndpointWhatTheyCapture) {
  EXPECT_EQ(Answer("POST", "/us-east-1_abc").body, "pool=us-east-1_abc;");
  EXPECT_EQ(Answer("GET", "/us-east-1_abc/keys").body, "pool=us-east-1_abc;");
}

TEST_F(PatternRoutesTest, DecodeWhatTheyCapture) {
  EXPECT_EQ(Answer("GET", "/a%20b/%e2%82%AC%2F").body, "a=a b;b=\xE2\x82\xAC/;");
  EXPECT_EQ(Answer("POST", "/us-east-1%5Fabc").body, "pool=us-east-1_abc;");
}

TEST_F(PatternRoutesTest, AreNotMetByHalfAnEscapeOrAnEmptyPart) {
  for (const char* path : {"/a/%", "/a/%4", "/a/%4g", "/a/%-1", "/a/%+1", "/a/", "//b", "/a/b/", "/a/b/c"}) {
    EXPECT_EQ(Answer("GET", path).status, 404) << path;
  }
}

TEST_F(PatternRoutesTest, AreMetOnlyByTextsOfTheirForm) {
  EXPECT_EQ(Answer("POST", "/abc").status, 404);
  EXPECT_EQ(Answer("GET", "/abc/keys").body, "a=abc;b=keys;") << "the next pattern that fits";
}

TEST_F(PatternRoutesTest, ComeAfterPathsWithoutNames) {
  router.Mount("GET", "/{any}", told, Cors::kNone);
  EXPECT_EQ(Answer("GET", "/health").body, "health GET");
  EXPECT_EQ(Answer("GET", "/other").body, "any=other;");
}

TEST_F(PatternRoutesTest, NameTheMethodsOfWhatTheyMeet) {
  const Response response = Answer("DELETE", "/us-east-1_abc");
  EXPECT_EQ(response.status, 405);
  EXPECT_EQ(response.headers.Find("Allow"), "POST, OPTIONS");
  EXPECT_EQ(Answer("OPTIONS", "/us-east-1_abc").status, 200);
}

TEST_F(PatternRoutesTest, AreOfTheHostsThatTheyName) {
  EXPECT_EQ(AnswerAt("shop.auth.eu-west-1.amazoncognito.com", "GET", "/login").body, "domain=shop;region=eu-west-1;");
  EXPECT_EQ(AnswerAt("shop.localhost:9229", "GET", "/login").body, "domain=shop;");
  EXPECT_EQ(AnswerAt("sso.example.com:443", "GET", "/login").body, "");
}

TEST_F(PatternRoutesTest, KnowAHostInEverySpelling) {
  for (const char* host : {"Shop.LocalHost", "shop.localhost.", "SHOP.localhost.:80"}) {
    EXPECT_EQ(AnswerAt(host, "GET", "/login").body, "domain=shop;") << host;
  }
}

TEST_F(PatternRoutesTest, AreNotOfOtherHosts) {
  for (const char* host :
       {"localhost", ".localhost", "a.b.localhost", "shop.localhost.evil.example", "user@shop.localhost", "shop.localhost/",
        "shop.localhost:x", "[::1]", "auth.eu-west-1.amazoncognito.com", "a.b.auth.eu-west-1.amazoncognito.com",
        "sso.example.com.evil.example", "xsso.example.com", "", "shop.localhost, evil.example", "\x80.localhost"}) {
    EXPECT_EQ(AnswerAt(host, "GET", "/login").status, 405) << host;
  }
}

TEST_F(PatternRoutesTest, LookForAMethodOnTheHostFirstAndThenOnAnyHost) {
  EXPECT_EQ(AnswerAt("shop.localhost", "POST", "/login").body, "health POST");
  EXPECT_EQ(AnswerAt("shop.localhost", "PUT", "/login").headers.Find("Allow"), "GET, HEAD, POST");
}

TEST_F(PatternRoutesTest, GoByTheHostOfAnAbsoluteTargetAndNotByTheHeader) {
  Request request;
  request.method = "GET";
  request.path = "/login";
  request.authority = "shop.localhost";
  request.headers.Add("Host", "sso.example.com");
  EXPECT_EQ(Answer(std::move(request)).body, "domain=shop;");
}

TEST_F(PatternRoutesTest, AreRefusedWithABraceInTheMiddle) {
  for (const char* path : {"/a{b}", "/{a}b", "/{a", "/a}", "/{}", "/{{a}}"}) {
    EXPECT_THROW(router.Mount("GET", path, told, Cors::kNone), std::logic_error) << path;
  }
}

TEST_F(PatternRoutesTest, AreFoundWithoutBeingAsked) {
  Request request;
  request.method = "POST";
  request.path = "/us-east-1_abc";
  EXPECT_EQ(router.EndpointOf(request), &told);
  request.path = "/nothing";
  EXPECT_EQ(router.EndpointOf(request), nullptr);
}

TEST_F(PatternRoutesTest, CanBeWalkedOver) {
  std::vector<std::string> routes;
  router.ForEachRoute([&](const Entrance& entrance) { routes.push_back(entrance.method + " " + entrance.host + entrance.path); });
  EXPECT_EQ(routes.size(), 11U);
  for (const char* route : {"POST /", "GET /token", "POST /{pool}", "GET {domain}.localhost/login", "POST /login"}) {
    EXPECT_EQ(std::ranges::count(routes, route), 1) << route;
  }
}

int StatusFor(Reason reason) {
  switch (reason) {
    case Reason::kForbidden:
      return 403;
    case Reason::kUnknownMethod:
      return 405;
    case Reason::kBodyTooLarge:
      return 413;
    default:
      return 404;
  }
}

class GateKeeper final : public Owner {
 public:
  std::optional<Refusal> Admit(const Request& request, const Entrance* entrance) const override {
    asked = entrance == nullptr ? "nothing" : entrance->path;
    return request.query == "let me in" ? std::nullopt : std::optional(Refusal{Reason::kForbidden, "No."});
  }
  Response Refuse(const Request&, const Refusal& refusal) const override {
    Response response = Text("<p>" + refusal.message + "</p>");
    response.status = StatusFor(refusal.reason);
    return response;
  }
  void Finish(Response& response) const override { response.headers.Add("X-Owner", "gate"); }

  mutable std::string asked;
};

class OwnedRoutesTest : public RouterTest {
 protected:
  OwnedRoutesTest() {
    router.Own("", "/gate", gate);
    router.Mount("GET", "/gate/inside", health, Cors::kNone);
  }

  GateKeeper gate;
};

TEST_F(OwnedRoutesTest, AreAnsweredOnlyToWhomTheOwnerAdmits) {
  EXPECT_EQ(Answer("GET", "/gate/inside", "let me in").body, "health GET");
  EXPECT_EQ(gate.asked, "/gate/inside");
  const Response refusal = Answer("GET", "/gate/inside");
  EXPECT_EQ(refusal.status, 403);
  EXPECT_EQ(refusal.body, "<p>No.</p>");
  EXPECT_EQ(refusal.headers.Find("X-Owner"), "gate");
}

TEST_F(OwnedRoutesTest, AreGuardedWhereNothingIsMountedToo) {
  for (const char* path : {"/gate", "/gate/", "/gate/nothing", "/gate/inside/"}) {
    EXPECT_EQ(Answer("GET", path).status, 403) << path;
    EXPECT_EQ(gate.asked, "nothing");
    const Response unknown = Answer("GET", path, "let me in");
    EXPECT_EQ(unknown.status, 404) << path;
    EXPECT_EQ(unknown.body, "<p>rockpool has nothing at this path; the API is at POST /.</p>");
    EXPECT_EQ(unknown.headers.Find("X-Owner"), "gate");
    EXPECT_EQ(unknown.headers.Find("Access-Control-Allow-Origin"), std::nullopt);
  }
  EXPECT_EQ(Answer("PUT", "/gate/inside").status, 403);
  const Response other_method = Answer("PUT", "/gate/inside", "let me in");
  EXPECT_EQ(other_method.status, 405);
  EXPECT_EQ(other_method.headers.Find("Allow"), "GET, HEAD");
  EXPECT_EQ(other_method.headers.Find("X-Owner"), "gate");
}

TEST_F(OwnedRoutesTest, EndWhereThePathDoes) {
  EXPECT_EQ(Answer("GET", "/gates").headers.Find("X-Owner"), std::nullopt);
  EXPECT_EQ(Answer("GET", "/gates").headers.Find("Access-Control-Allow-Origin"), "*");
}

TEST_F(OwnedRoutesTest, AreOwnedWhateverPatternMeetsThem) {
  router.Mount("GET", "/{any}/{thing}", health, Cors::kAnyOrigin);
  EXPECT_EQ(Answer("GET", "/gate/other").status, 403);
  EXPECT_EQ(Answer("GET", "/open/other").status, 200);
}

TEST_F(OwnedRoutesTest, AreOfTheLongestPathAndOfANamedHost) {
  router.Own("a.test", "/", gate);
  EXPECT_EQ(AnswerAt("a.test", "GET", "/nothing").status, 403);
  EXPECT_EQ(AnswerAt("b.test", "GET", "/nothing").status, 404);
  router.Own("", "/nothing", json);
  EXPECT_EQ(AnswerAt("a.test", "GET", "/nothing").status, 404);
}

TEST_F(OwnedRoutesTest, CanNotBeMountedBeforeTheirOwner) {
  EXPECT_THROW(router.Own("", "/health", gate), std::logic_error);
  EXPECT_THROW(router.Own("", "/gate", gate), std::logic_error);
}

TEST_F(OwnedRoutesTest, AreRefusedInTheOwnersWordsWhenARequestIsBroken) {
  Request broken;
  broken.path = "/gate/inside";
  const Response response = router.Refuse(broken, {Reason::kBodyTooLarge, "Too large."});
  EXPECT_EQ(response.status, 413);
  EXPECT_EQ(response.body, "<p>Too large.</p>");
  EXPECT_EQ(response.headers.Find("X-Owner"), "gate");
  const Response other = router.Refuse(Request{}, {Reason::kNotHttp, "No HTTP."});
  EXPECT_EQ(other.body, R"({"__type":"BadRequestException","message":"No HTTP."})");
  EXPECT_EQ(other.headers.Find("Access-Control-Allow-Origin"), "*");
}

TEST_F(OwnedRoutesTest, TellOtherOriginsOfABrokenRequestWhereTheirAnswersAreOpen) {
  router.Mount("POST", "/gate/open", health, Cors::kAnyOrigin);
  const auto refuse = [this](const std::string& method, const std::string& path) {
    Request broken;
    broken.method = method;
    broken.path = path;
    const Response response = router.Refuse(broken, {Reason::kBodyTooLarge, "Too large."});
    return std::string(response.headers.Find("Access-Control-Allow-Origin").value_or("none"));
  };
  EXPECT_EQ(refuse("POST", "/gate/open"), "*");
  EXPECT_EQ(refuse("GET", "/gate/inside"), "none");
  EXPECT_EQ(refuse("POST", "/gate/nothing"), "none");
}

}  // namespace
}  // namespace rockpool::http
