// /oauth2/userInfo: what of its user a token shows, and how it is refused.
#include <gtest/gtest.h>

#include "tests/oauth/support/token_test.h"
#include "tests/support/users.h"

namespace rockpool::oauth {
namespace {

using support::Page;
using support::TokenTest;

using Fields = http::NamedValues;

class UserInfo : public TokenTest {
 protected:
  UserInfo() {
    support::CreateUser(oauth.service, pool, "bob",
                        {{"email", "bob@example.com"}, {"phone_number", "+12065550100"}, {"name", "Bob"}, {"address", "1 Street"}});
  }

  std::string TokenOf(const Fields& request, const std::string& user = "bob", const std::string& id = "") {
    const std::string& asking = id.empty() ? client : id;
    const Page page = browser.SignIn(user, RequestOf(asking, request));
    return Member(Ask(CodeForm(page.LocationQuery().Find("code").value_or(""), {{"client_id", asking}})), "access_token");
  }
  Page Show(const std::string& token, const std::string& method = "GET", const std::string& origin = "http://localhost:9229") {
    return Send(method, "/oauth2/userInfo", "", {.authorization = "Bearer " + token, .origin = origin, .content_type = ""});
  }
  static void ExpectRefused(const Page& page, int status, const std::string& error, const std::string& description) {
    EXPECT_EQ(Outcome(page), std::to_string(status) + R"( {"error":")" + error + R"(","error_description":")" + description + "\"}");
    EXPECT_EQ(page.Header("WWW-Authenticate"), "error=\"" + error + "\", error_description=\"" + description + "\"");
  }
  static void ExpectInvalidToken(const Page& page) {
    ExpectRefused(page, 401, "invalid_token", "Access token is expired, disabled, or deleted, or the user has globally signed out.");
  }
};

TEST_F(UserInfo, ShowsAllThatIsReadableForOpenidAlone) {
  const Page page = Show(TokenOf({{"scope", "openid"}}));
  const std::string sub = support::AttributeOf(oauth.service, pool, "bob", "sub");
  EXPECT_EQ(Outcome(page), R"(200 {"sub":")" + sub +
                               R"(","email_verified":"false","phone_number_verified":"false",)"
                               R"("email":"bob@example.com","phone_number":"+12065550100","name":"Bob","address":"1 Street",)"
                               R"("username":"bob"})");
  EXPECT_EQ(page.Header("Content-Type"), "application/json;charset=UTF-8");
  EXPECT_EQ(page.Header("Access-Control-Allow-Origin"), "*");
}

TEST_F(UserInfo, ShowsWhatTheScopesName) {
  EXPECT_EQ(NamesOf(Show(TokenOf({{"scope", "openid email"}}))), "sub email_verified email username");
  EXPECT_EQ(NamesOf(Show(TokenOf({{"scope", "openid phone"}}))), "sub phone_number_verified phone_number username");
  EXPECT_EQ(NamesOf(Show(TokenOf({{"scope", "openid profile"}}))), "sub name username");
}

TEST_F(UserInfo, ShowsTheIdentitiesOfALinkedUserAsAText) {
  const std::string in_pool = R"({"UserPoolId":")" + pool + R"(",)";
  ASSERT_EQ(support::OutcomeOf(oauth.service.Call(
                "CreateIdentityProvider",
                in_pool + R"("ProviderName":"Google","ProviderType":"Google","ProviderDetails":{"client_id":"i","client_secret":"s",)"
                          R"("authorize_scopes":"email"}})")),
            support::kOk);
  ASSERT_EQ(support::OutcomeOf(oauth.service.Call(
                "AdminLinkProviderForUser",
                in_pool + R"("DestinationUser":{"ProviderName":"Cognito","ProviderAttributeValue":"bob"},"SourceUser":)"
                          R"({"ProviderName":"Google","ProviderAttributeName":"Cognito_Subject","ProviderAttributeValue":"1"}})")),
            support::kOk);
  const std::string identities =
      R"([{\"userId\":\"1\",\"providerName\":\"Google\",\"providerType\":\"Google\",\"issuer\":null,\"primary\":false,\"dateCreated\":)";
  const Page page = Show(TokenOf({{"scope", "openid email"}}));
  EXPECT_NE(Outcome(page).find(R"("identities":")" + identities), std::string::npos) << Outcome(page);
}

TEST_F(UserInfo, ShowsCustomAttributesForProfile) {
  const std::string custom = oauth.CreatePool("custom", 1, R"(,"Schema":[{"Name":"team","AttributeDataType":"String"}])");
  support::CreateUser(oauth.service, custom, "bob", {{"email", "bob@example.com"}, {"custom:team", "red"}});
  const std::string id = oauth.CreateClient(custom);
  EXPECT_EQ(NamesOf(Show(TokenOf({{"scope", "openid profile"}}, "bob", id))), "sub custom:team username");
  EXPECT_EQ(NamesOf(Show(TokenOf({{"scope", "openid email"}}, "bob", id))), "sub email_verified email username");
}

TEST_F(UserInfo, ShowsNothingThatTheClientMayNotRead) {
  const std::string reader = oauth.CreateClient(pool, R"({"ReadAttributes":["name"]})");
  EXPECT_EQ(NamesOf(Show(TokenOf({{"scope", "openid"}}, "bob", reader))), "sub name username");
}

TEST_F(UserInfo, HasTextsAsAllItsValues) {
  EXPECT_EQ(Member(Show(TokenOf({{"scope", "openid"}}, kUser)), "email_verified"), "true");
  EXPECT_NE(Show(TokenOf({{"scope", "openid"}}, kUser)).body.find(R"("email_verified":"true")"), std::string::npos);
}

TEST_F(UserInfo, NamesTheUserInLowerCaseWhereCaseDoesNotCount) {
  support::CreateUser(oauth.service, pool, "Carol");
  EXPECT_EQ(Member(Show(TokenOf({{"scope", "openid"}}, "Carol")), "username"), "Carol") << "here it counts";
  const std::string folding = oauth.CreatePool("folding", 1, R"(,"UsernameConfiguration":{"CaseSensitive":false})");
  support::CreateUser(oauth.service, folding, "Carol");
  EXPECT_EQ(Member(Show(TokenOf({{"scope", "openid"}}, "carol", oauth.CreateClient(folding))), "username"), "carol");
}

TEST_F(UserInfo, IsAnsweredToPostToo) { EXPECT_EQ(Show(TokenOf({{"scope", "openid"}}), "POST").status, 200); }

TEST_F(UserInfo, HasOneSpellingOfItsPath) {
  EXPECT_EQ(Send("GET", "/oauth2/userinfo", "", {.authorization = "Bearer x", .content_type = ""}).status, 405);
}

TEST_F(UserInfo, NeedsABearer) {
  for (const std::string header : {"", "Bearer", "Bearer ", "Basic YTpi", "x"}) {
    ExpectRefused(Send("GET", "/oauth2/userInfo", "", {.authorization = header, .content_type = ""}), 400, "invalid_request",
                  "Bad OAuth2 request at UserInfo Endpoint");
  }
}

TEST_F(UserInfo, RefusesWhatIsNoGoodAccessToken) {
  ExpectInvalidToken(Show("garbage"));
  ExpectInvalidToken(Show(TokenOf({{"scope", "openid"}}) + "x"));
  const Page tokens = Ask(CodeForm(Code()));
  ExpectInvalidToken(Show(Member(tokens, "id_token")));
  ExpectInvalidToken(Show(Member(tokens, "refresh_token")));
}

TEST_F(UserInfo, RefusesATokenThatHasExpired) {
  const std::string token = TokenOf({{"scope", "openid"}});
  oauth.service.clock.Advance(60LL * 60 * 1000);
  ExpectInvalidToken(Show(token));
}

TEST_F(UserInfo, RefusesATokenOfAUserWhoSignedOutEverywhereOrIsDisabledOrGone) {
  const std::string user = R"({"UserPoolId":")" + pool + R"(","Username":"bob"})";
  for (const char* operation : {"AdminUserGlobalSignOut", "AdminDisableUser", "AdminDeleteUser"}) {
    oauth.service.Call("AdminEnableUser", user);
    const std::string token = TokenOf({{"scope", "openid"}});
    EXPECT_EQ(Show(token).status, 200);
    oauth.service.Call(operation, user);
    ExpectInvalidToken(Show(token));
  }
}

TEST_F(UserInfo, NeedsOpenid) {
  constexpr const char* kText = "Access token does not contain openid scope";
  ExpectRefused(Show(TokenOf({{"scope", "aws.cognito.signin.user.admin"}})), 401, "invalid_token", kText);
  ExpectRefused(Show(support::TokenOf(oauth.service, client, "bob")), 401, "invalid_token", kText);
  const std::string machine = MachineClient();
  const Page of_itself = Ask({{"grant_type", "client_credentials"}}, {.authorization = Basic(machine)});
  ExpectRefused(Show(Member(of_itself, "access_token")), 401, "invalid_token", kText);
}

TEST_F(UserInfo, KnowsNoTokenOfAnotherPoolOnTheHostOfADomain) {
  const std::string token = TokenOf({{"scope", "openid"}});
  EXPECT_EQ(Show(token, "GET", "http://shop.localhost:9229").status, 200);
  ExpectInvalidToken(Show(token, "GET", "http://managed.localhost:9229"));
}

}  // namespace
}  // namespace rockpool::oauth
