// Scopes of a resource server that the pool no longer has: users get no more tokens with them, whenever their sign-in was.
#include <gtest/gtest.h>

#include "tests/oauth/support/token_test.h"
#include "tests/support/jwt.h"

namespace rockpool::oauth {
namespace {

using support::ClaimOf;
using support::Page;
using support::TokenTest;

using Fields = http::NamedValues;

class GoneScopes : public TokenTest {
 protected:
  static constexpr const char* kInvalidScope = "https://app.example/cb?error_description=invalid_scope&error=invalid_request";

  GoneScopes() {
    CallOfServer("CreateResourceServer", R"(,"Name":"r","Scopes":[{"ScopeName":"s","ScopeDescription":"d"}])");
    both = oauth.CreateClient(pool, R"({"AllowedOAuthScopes":["openid","r/s"],"ExplicitAuthFlows":["ALLOW_REFRESH_TOKEN_AUTH"]})");
    custom = oauth.CreateClient(pool, R"({"AllowedOAuthScopes":["r/s"],"ExplicitAuthFlows":["ALLOW_REFRESH_TOKEN_AUTH"]})");
  }

  void CallOfServer(std::string_view operation, const std::string& more = "") {
    const auto answer = oauth.service.Call(operation, R"({"UserPoolId":")" + pool + R"(","Identifier":"r")" + more + "}");
    ASSERT_EQ(answer.status, 200) << answer.body;
  }
  void DeleteServer() { CallOfServer("DeleteResourceServer"); }

  Page Authorize(const Fields& request) { return support::OAuthTest::Ask(request); }
  Page Redeem(const std::string& client_id, const std::string& code) { return Ask(CodeForm(code, {{"client_id", client_id}})); }
  Page Refresh(const std::string& client_id, const Page& first) {
    return Ask({{"grant_type", "refresh_token"}, {"client_id", client_id}, {"refresh_token", Member(first, "refresh_token")}});
  }
  static std::string ScopeIn(const Page& page) { return ClaimOf(Member(page, "access_token"), "scope"); }

  std::string both;    // has openid, and a scope of the resource server
  std::string custom;  // has that scope alone
};

TEST_F(GoneScopes, AreRefusedAtAuthorizeWhereTheyAreNamed) {
  EXPECT_TRUE(LeadsToSignIn(Authorize(RequestOf(both, {{"scope", "openid r/s"}}))));
  DeleteServer();
  for (const char* scope : {"openid r/s", "r/s"}) {
    EXPECT_EQ(Authorize(RequestOf(both, {{"scope", scope}})).location(), kInvalidScope) << scope;
  }
  EXPECT_TRUE(LeadsToSignIn(Authorize(RequestOf(both, {{"scope", "openid"}}))));
}

TEST_F(GoneScopes, AreLeftOutAtAuthorizeWhereNoneIsNamed) {
  EXPECT_EQ(ScopeIn(Redeem(both, CodeOf(both))), R"("openid r/s")");
  DeleteServer();
  EXPECT_EQ(ScopeIn(Redeem(both, CodeOf(both))), R"("openid")");
  const Fields implicit = browser.SignIn(kUser, RequestOf(both, {{"response_type", "token"}})).LocationFragment();
  EXPECT_EQ(ClaimOf(std::string(implicit.Find("access_token").value_or("")), "scope"), R"("openid")");
}

TEST_F(GoneScopes, AreRefusedAtAuthorizeWhereTheClientHasNoOther) {
  EXPECT_TRUE(LeadsToSignIn(Authorize(RequestOf(custom, {}))));
  DeleteServer();
  EXPECT_EQ(Authorize(RequestOf(custom, {})).location(), kInvalidScope);
}

TEST_F(GoneScopes, AreThoseTooThatTheResourceServerOffersNoMore) {
  CallOfServer("UpdateResourceServer", R"(,"Name":"r","Scopes":[{"ScopeName":"other","ScopeDescription":"d"}])");
  EXPECT_EQ(Authorize(RequestOf(both, {{"scope", "r/s"}})).location(), kInvalidScope);
  EXPECT_EQ(ScopeIn(Redeem(both, CodeOf(both))), R"("openid")");
}

TEST_F(GoneScopes, AreInNoTokenOfACodeThatWasIssuedBefore) {
  const std::string code = CodeOf(both);
  const std::string code_of_custom = CodeOf(custom);
  DeleteServer();
  EXPECT_EQ(ScopeIn(Redeem(both, code)), R"("openid")");
  EXPECT_EQ(Outcome(Redeem(custom, code_of_custom)), kInvalidGrant) << "nothing is left of it";
}

TEST_F(GoneScopes, AreInNoTokenOfARefresh) {
  const Page first = Redeem(both, CodeOf(both));
  const Page of_custom = Redeem(custom, CodeOf(custom));
  EXPECT_EQ(ScopeIn(Refresh(both, first)), R"("openid r/s")");
  DeleteServer();
  EXPECT_EQ(ScopeIn(Refresh(both, first)), R"("openid")");
  EXPECT_EQ(Outcome(Refresh(custom, of_custom)), kInvalidGrant) << "nothing is left of it";
}

TEST_F(GoneScopes, AreInNoTokenOfARefreshByTheApi) {
  const auto refresh = [this](const std::string& client_id, const Page& first) {
    return oauth.service.Call("InitiateAuth", R"({"AuthFlow":"REFRESH_TOKEN_AUTH","ClientId":")" + client_id +
                                                  R"(","AuthParameters":{"REFRESH_TOKEN":")" + Member(first, "refresh_token") + "\"}}");
  };
  const Page first = Redeem(both, CodeOf(both));
  const Page of_custom = Redeem(custom, CodeOf(custom));
  DeleteServer();
  const auto again = refresh(both, first);
  ASSERT_EQ(again.status, 200) << again.body;
  constexpr std::string_view kBegin = R"("AccessToken":")";
  const std::size_t begin = again.body.find(kBegin);
  ASSERT_NE(begin, std::string::npos) << again.body;
  const std::string token = again.body.substr(begin + kBegin.size());
  EXPECT_EQ(ClaimOf(token.substr(0, token.find('"')), "scope"), R"("openid")");
  const auto refused = refresh(custom, of_custom);
  EXPECT_EQ(refused.status, 400);
  EXPECT_NE(refused.body.find("Invalid Refresh Token."), std::string::npos) << refused.body;
}

TEST_F(GoneScopes, CostASignInWithStandardOnesAloneNoRead) {
  const auto reads_of = [this](const std::string& scope) {
    const std::string code = CodeOf(both, {{"scope", scope}});
    const std::int64_t before = oauth.service.reads();
    const Page first = Redeem(both, code);
    EXPECT_EQ(Refresh(both, first).status, 200);
    return oauth.service.reads() - before;
  };
  reads_of("openid");  // the pool has its keys from here on
  EXPECT_EQ(reads_of("openid r/s"), reads_of("openid") + 2) << "one at the exchange, one at the refresh";
}

TEST_F(GoneScopes, AreNotNamedToTheSignInPageAtSignOut) {
  const auto named = [this] {
    const Fields query = browser.Get("/logout?" + support::QueryOf(RequestOf(both, {}))).LocationQuery();
    return std::string(query.Find("scope").value_or(""));
  };
  EXPECT_EQ(named(), "openid r/s");
  DeleteServer();
  EXPECT_EQ(named(), "openid");
}

}  // namespace
}  // namespace rockpool::oauth
