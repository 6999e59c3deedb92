// GET /_rockpool/sign-ins and /_rockpool/totp.
#include "server/workbench/sign_ins.h"

#include <gtest/gtest.h>

#include <string>

#include "server/api/errors.h"
#include "server/http/router.h"
#include "tests/support/fake_random.h"

namespace rockpool::workbench {
namespace {

std::string Refusal(const std::string& query) {
  try {
    ReadSignInsQuery(query);
  } catch (const api::InvalidParameterException& refusal) {
    return refusal.what();
  }
  return "none";
}

TEST(SignInsQuery, ReadsItsMembers) {
  EXPECT_EQ(ReadSignInsQuery(""), SignInsQuery());
  EXPECT_EQ(ReadSignInsQuery("pool=us-east-1_a&user=a%40b.example&after=12"), (SignInsQuery{"us-east-1_a", "a@b.example", 12}));
  EXPECT_EQ(ReadSignInsQuery("pool=&user=&after="), SignInsQuery());
}

TEST(SignInsQuery, RefusesAnythingElse) {
  for (const char* after : {"after=x", "after=+", "after=-1", "after=1x", "after=99999999999999999999"}) {
    EXPECT_EQ(Refusal(after), "after must be the id of a sign-in.") << after;
  }
  EXPECT_EQ(Refusal("to=x"), "The query has the members pool, user and after, and no others.");
  EXPECT_EQ(Refusal("pool=%"), "The query cannot be read.");
}

class SignInsTest : public ::testing::Test {
 protected:
  SignInsTest() {
    AddSignIns(workbench,
               {[](const SignInsQuery& query) { return query.pool + " " + query.user + " " + std::to_string(query.after); },
                [](const std::string& id) { return R"({"sign_ins":[{"operation":"of )" + id + R"("}]})"; },
                [](const std::string& pool, const std::string& user) { return "code of " + user + " in " + pool; }},
               random);
    workbench.Mount(router);
  }

  http::Response Get(const std::string& path, const std::string& query, const std::string& origin = "", const std::string& accept = "") {
    http::Request request;
    request.method = "GET";
    request.path = path;
    request.query = query;
    request.headers.Add("Host", "localhost");
    if (!origin.empty()) {
      request.headers.Add("Origin", origin);
    }
    if (!accept.empty()) {
      request.headers.Add("Accept", accept);
    }
    const http::Routed routed = router.Route(std::move(request));
    http::Response response = routed.work->Run();
    routed.Finish(response);
    return response;
  }

  support::FakeRandom random;
  protocol::Faults faults;
  triggers::Faults trigger_faults;
  Workbench workbench{faults, trigger_faults, [] {}, {}, random};
  protocol::JsonOwner json{random};
  http::Router router{json};
};

TEST_F(SignInsTest, HandsTheQueryToItsReader) {
  const http::Response response = Get("/_rockpool/sign-ins", "pool=p&user=u&after=3");
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.body, "p u 3");
}

// Pages of sign-in are seen under other names than the one that their links to the workbench have.
TEST_F(SignInsTest, MayBeWhereALinkOfASignInPageLeads) {
  const auto follow = [&](const std::string& path, const std::string& destination) {
    http::Request request;
    request.method = "GET";
    request.path = path;
    request.query = "pool=p&user=u";
    for (const auto& [name, value] : {std::pair<const char*, std::string>{"Host", "127.0.0.1"},
                                      {"Sec-Fetch-Site", "cross-site"},
                                      {"Sec-Fetch-Mode", "navigate"},
                                      {"Sec-Fetch-Dest", destination}}) {
      request.headers.Add(name, value);
    }
    return router.Route(std::move(request)).work->Run().status;
  };
  EXPECT_EQ(follow("/_rockpool/sign-ins", "document"), 200);
  EXPECT_EQ(follow("/_rockpool/sign-ins", "iframe"), 403);
  EXPECT_EQ(follow("/_rockpool/totp", "document"), 403) << "no page leads there";
}

TEST_F(SignInsTest, AnswersOneSignInAsJsonAndAsAPageForPeople) {
  EXPECT_EQ(Get("/_rockpool/sign-ins/ab", "").body, R"({"sign_ins":[{"operation":"of ab"}]})");
  EXPECT_EQ(Get("/_rockpool/sign-ins/ab", "", "", "application/json").body, R"({"sign_ins":[{"operation":"of ab"}]})");
  const http::Response page = Get("/_rockpool/sign-ins/ab", "", "", "text/html,application/xhtml+xml,*/*;q=0.8");
  EXPECT_EQ(page.headers.Find("Content-Type"), "text/html; charset=utf-8");
  EXPECT_NE(page.body.find("<h2>of ab"), std::string::npos) << page.body;
  EXPECT_EQ(Get("/_rockpool/sign-ins/ab", "", "https://evil.example", "text/html").status, 403);
}

TEST_F(SignInsTest, AnswersTheCodeOfAUser) {
  EXPECT_EQ(Get("/_rockpool/totp", "pool=p&user=u").body, "code of u in p");
  for (const char* query : {"", "pool=p", "user=u", "pool=p&user=u&after=1"}) {
    EXPECT_EQ(Get("/_rockpool/totp", query).status, 400) << query;
  }
}

TEST_F(SignInsTest, ShowsNothingToPagesOfOtherOrigins) {
  EXPECT_EQ(Get("/_rockpool/totp", "pool=p&user=u", "https://evil.example").status, 403);
  EXPECT_EQ(Get("/_rockpool/sign-ins", "", "https://evil.example").status, 403);
}

}  // namespace
}  // namespace rockpool::workbench
