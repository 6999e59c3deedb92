// POST /oauth2/revoke.
#include <gtest/gtest.h>

#include "tests/oauth/support/token_test.h"
#include "tests/support/users.h"

namespace rockpool::oauth {
namespace {

using support::Page;
using support::TokenTest;

using Fields = http::NamedValues;

class RevokeEndpoint : public TokenTest {
 protected:
  Page Revoke(const std::string& token, const Fields& changes = {}, const Program& program = Program()) {
    return PostForm("/oauth2/revoke", With({{"token", token}, {"client_id", client}}, changes), program);
  }
  Page Refresh(const std::string& token) { return Ask({{"grant_type", "refresh_token"}, {"client_id", client}, {"refresh_token", token}}); }
};

TEST_F(RevokeEndpoint, EndsARefreshTokenAndItsAccessTokens) {
  const Page tokens = Ask(CodeForm(Code()));
  const std::string refresh = Member(tokens, "refresh_token");
  const Page page = Revoke(refresh, {{"token_type_hint", "refresh_token"}});
  EXPECT_EQ(Outcome(page), "200 ");
  EXPECT_EQ(page.Header("Access-Control-Allow-Origin"), "*");
  EXPECT_EQ(Outcome(Refresh(refresh)), kInvalidGrant);
  EXPECT_EQ(Send("GET", "/oauth2/userInfo", "", {.authorization = "Bearer " + Member(tokens, "access_token"), .content_type = ""}).status,
            401);
}

TEST_F(RevokeEndpoint, AnswersTheSameForUnknownForeignAndRevokedTokens) {
  const std::string refresh = Member(Ask(CodeForm(Code())), "refresh_token");
  const std::string other = oauth.CreateClient(pool);
  EXPECT_EQ(Outcome(Revoke("unknown")), "200 ");
  EXPECT_EQ(Outcome(Revoke(refresh, {{"client_id", other}})), "200 ");
  EXPECT_EQ(Refresh(refresh).status, 200) << "another client's is left alone";
  EXPECT_EQ(Outcome(Revoke(refresh)), "200 ");
  EXPECT_EQ(Outcome(Revoke(refresh)), "200 ");
}

TEST_F(RevokeEndpoint, NeedsATokenAndAForm) {
  EXPECT_EQ(Outcome(Revoke("", {{"token", ""}})), kInvalidRequest);
  EXPECT_EQ(Outcome(Send("POST", "/oauth2/revoke", R"({"token":"x"})", {.content_type = "application/json"})), kInvalidRequest);
  Fields twice{{"token", "a"}, {"client_id", client}};
  twice.Add("token", "b");
  EXPECT_EQ(Outcome(PostForm("/oauth2/revoke", twice)), kInvalidRequest);
}

TEST_F(RevokeEndpoint, RefusesOtherTokens) {
  const Page tokens = Ask(CodeForm(Code()));
  for (const char* name : {"access_token", "id_token"}) {
    EXPECT_EQ(Outcome(Revoke(Member(tokens, name))), R"(400 {"error":"unsupported_token_type"})") << name;
  }
}

TEST_F(RevokeEndpoint, RefusesClientsWithoutRevocation) {
  const std::string off = oauth.CreateClient(pool, R"({"EnableTokenRevocation":false})");
  EXPECT_EQ(Outcome(Revoke("x", {{"client_id", off}})), kInvalidRequest);
}

TEST_F(RevokeEndpoint, AnswersA401ToWhomItDoesNotKnow) {
  constexpr const char* kRefused = R"(401 {"error":"invalid_client"})";
  EXPECT_EQ(Outcome(Revoke("x", {{"client_id", "nobody"}})), kRefused);
  const std::string id = ConfidentialClient();
  EXPECT_EQ(Outcome(Revoke("x", {{"client_id", id}})), kRefused);
  EXPECT_EQ(Outcome(Revoke("x", {{"client_id", id}}, {.authorization = BasicOf(id, "wrong")})), kRefused);
  EXPECT_EQ(Outcome(Revoke("x", {{"client_id", id}}, {.authorization = Basic(id)})), "200 ");
  EXPECT_EQ(Outcome(Revoke("x", {{"client_id", ""}})), kInvalidRequest);
}

}  // namespace
}  // namespace rockpool::oauth
