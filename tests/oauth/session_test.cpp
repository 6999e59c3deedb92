// Who has signed in goes back to the application: with a code or with tokens, at once and, as long as the browser's session lasts, again.
#include <gtest/gtest.h>

#include "server/api/errors.h"
#include "server/clients/client_in_use.h"
#include "server/crypto/digest.h"
#include "server/oauth/browser_sessions.h"
#include "server/oauth/codes.h"
#include "server/oauth/completion.h"
#include "server/oauth/domain_answer.h"
#include "server/sign_in/issue_tokens.h"
#include "server/world/look_call_commit.h"
#include "storage/store.h"
#include "tests/oauth/support/oauth_test.h"
#include "tests/support/jwt.h"
#include "tests/support/users.h"

namespace rockpool::oauth {
namespace {

using support::Browser;
using support::OAuthTest;
using support::Page;

using Fields = http::NamedValues;

constexpr std::int64_t kMinute = 60'000;
constexpr std::int64_t kHour = 60 * kMinute;

class BrowserSessions : public OAuthTest {
 protected:
  std::optional<storage::AuthorizationCode> Kept(const std::string& code) {
    return oauth.service.world().store.Read(
        [&](const storage::Transaction& transaction) { return transaction.authorization_codes().Find(DigestOfCode(code)); });
  }
  void CallOnUser(const std::string& operation, const std::string& members) {
    const auto answer = oauth.service.Call(operation, R"({"UserPoolId":")" + pool + R"(","Username":"ann")" + members + "}");
    ASSERT_EQ(answer.status, 200) << answer.body;
  }
  static std::string CodeOf(const Page& page) { return std::string(page.LocationQuery().Find("code").value_or("")); }
  static bool HasCode(const Page& page) { return page.LocationBase() == "https://app.example/cb" && !CodeOf(page).empty(); }
};

TEST_F(BrowserSessions, EndASignInWithACodeAndTheState) {
  const Page page = browser.SignIn(kUser, Request({{"state", "a b"}}));
  EXPECT_EQ(page.status, 302);
  const std::string code = CodeOf(page);
  EXPECT_EQ(code.size(), 36U) << "a UUID";
  EXPECT_EQ(page.location(), "https://app.example/cb?code=" + code + "&state=a+b");
}

TEST_F(BrowserSessions, KeepOfACodeWhatItStandsForAndNotTheCode) {
  const Page page = browser.SignIn(kUser, ManagedRequest({{"scope", "openid email"},
                                                          {"nonce", "n"},
                                                          {"code_challenge", kChallenge},
                                                          {"code_challenge_method", "S256"},
                                                          {"resource", "https://api.example"}}));
  const auto kept = Kept(CodeOf(page));
  ASSERT_TRUE(kept);
  const std::int64_t now = oauth.service.clock.Now();
  EXPECT_EQ(kept->user_pool_id, managed_pool);
  EXPECT_EQ(kept->client_id, managed_client);
  EXPECT_EQ(kept->user, support::UserOf(oauth.service, managed_pool, kUser).number());
  EXPECT_FALSE(kept->is_used);
  EXPECT_EQ(kept->expires_millis, now + 5 * kMinute);
  CodeFacts expected{std::string(support::OAuthService::kCallback),
                     "openid email",
                     "n",
                     kChallenge,
                     "https://api.example",
                     "https://cognito-idp.us-east-1.amazonaws.com/" + managed_pool,
                     now};
  expected.sign_in = FactsOf(kept->document).sign_in;
  EXPECT_EQ(FactsOf(kept->document), expected);
  EXPECT_EQ(kept->document.find(CodeOf(page)), std::string::npos);
}

TEST_F(BrowserSessions, EndAnImplicitSignInWithTokensInTheFragment) {
  const Page page = browser.SignIn(kUser, Request({{"response_type", "token"}, {"state", "s"}, {"nonce", "n"}}));
  EXPECT_EQ(page.LocationBase(), "https://app.example/cb");
  const Fields fragment = page.LocationFragment();
  std::vector<std::string> names;
  for (const auto& [name, value] : fragment) {
    names.push_back(name);
  }
  EXPECT_EQ(names, (std::vector<std::string>{"id_token", "access_token", "expires_in", "token_type", "state"}));
  EXPECT_EQ(fragment.Find("expires_in"), "3600");
  EXPECT_EQ(fragment.Find("token_type"), "Bearer");
  EXPECT_EQ(fragment.Find("state"), "s");
  const auto id = support::ClaimsOf(std::string(*fragment.Find("id_token")));
  EXPECT_EQ(std::string(id["nonce"].GetString()), "n");
  EXPECT_TRUE(id.HasMember("at_hash"));
}

TEST_F(BrowserSessions, EndAnImplicitSignInWithTheResourceAsTheAudienceOfTheAccessToken) {
  const Page page =
      browser.SignIn(kUser, ManagedRequest({{"response_type", "token"}, {"scope", "openid"}, {"resource", "https://api.example"}}));
  const Fields fragment = page.LocationFragment();
  ASSERT_TRUE(fragment.Find("access_token")) << page.location();
  EXPECT_EQ(support::ClaimOf(std::string(*fragment.Find("access_token")), "aud"), R"("https://api.example")");
  EXPECT_EQ(support::ClaimOf(std::string(*fragment.Find("id_token")), "aud"), "\"" + managed_client + "\"");
}

TEST_F(BrowserSessions, EndAnImplicitSignInWithoutAnIdTokenWhereOpenidWasNotAsked) {
  const Page page = browser.SignIn(kUser, Request({{"response_type", "token"}, {"scope", "aws.cognito.signin.user.admin"}}));
  EXPECT_FALSE(page.LocationFragment().Find("id_token"));
  EXPECT_TRUE(page.LocationFragment().Find("access_token"));
}

TEST_F(BrowserSessions, LeadBackAtOnceWhoHasOne) {
  browser.SignIn(kUser, Request());
  EXPECT_TRUE(HasCode(AskWith({{"state", "again"}})));
  const Page tokens = AskWith({{"response_type", "token"}});
  EXPECT_TRUE(tokens.LocationFragment().Find("access_token"));
}

TEST_F(BrowserSessions, ServeEveryClientOfThePool) {
  browser.SignIn(kUser, Request());
  const std::string other = oauth.CreateClient(pool);
  EXPECT_TRUE(HasCode(Ask(RequestOf(other, {}))));
}

TEST_F(BrowserSessions, ServeNoOtherPool) {
  browser.SignIn(kUser, Request());
  EXPECT_TRUE(LeadsToSignIn(AskManagedWith({})));
  browser.PutCookie("cognito-" + managed_pool, browser.Cookie("cognito-" + pool));
  EXPECT_TRUE(LeadsToSignIn(AskManagedWith({}))) << "under the other pool's name it is still the first one's";
}

TEST_F(BrowserSessions, KeepTheTimeOfTheSignIn) {
  const std::int64_t signed_in = oauth.service.clock.Now();
  browser.SignIn(kUser, Request());
  oauth.service.clock.Advance(10 * kMinute);
  const auto kept = Kept(CodeOf(AskWith({})));
  ASSERT_TRUE(kept);
  EXPECT_EQ(FactsOf(kept->document).authenticated_millis, signed_in);
  const Fields fragment = AskWith({{"response_type", "token"}}).LocationFragment();
  EXPECT_EQ(support::ClaimsOf(std::string(*fragment.Find("access_token")))["auth_time"].GetInt64(), signed_in / 1000);
}

TEST_F(BrowserSessions, LastAnHourAndAreNotProlongedByUse) {
  browser.SignIn(kUser, Request());
  oauth.service.clock.Advance(59 * kMinute);
  EXPECT_TRUE(HasCode(AskWith({})));
  oauth.service.clock.Advance(1 * kMinute);
  EXPECT_TRUE(LeadsToSignIn(AskWith({})));
}

TEST_F(BrowserSessions, HaveACookieThatSaysNothingAndIsKeptByItsDigestAlone) {
  const Page page = browser.SignIn(kUser, Request());
  const std::string quoted = browser.Cookie("cognito-" + pool);
  ASSERT_EQ(quoted.size(), 45U);
  const std::string value = quoted.substr(1, 43);
  EXPECT_TRUE(page.SetCookie("cognito-" + pool).starts_with("cognito-" + pool + "=\"" + value + "\"; Version=1; Max-Age=3600; Expires="));
  EXPECT_TRUE(page.SetCookie("cognito-" + pool).ends_with(" GMT; Path=/; HttpOnly; SameSite=Lax"));
  const auto kept = oauth.service.world().store.Read(
      [&](const storage::Transaction& transaction) { return transaction.browser_sessions().Find(crypto::Sha256(value)); });
  ASSERT_TRUE(kept);
  EXPECT_EQ(kept->provider, "COGNITO");
  EXPECT_EQ(kept->expires_millis, oauth.service.clock.Now() + kHour);
  EXPECT_NE(kept->document.find(client), std::string::npos);
}

TEST_F(BrowserSessions, AreNewAtEachSignInWhateverTheBrowserHadBefore) {
  browser.PutCookie("cognito-" + pool, "fixed-by-somebody-else");
  browser.SignIn(kUser, Request());
  const std::string first = browser.Cookie("cognito-" + pool);
  EXPECT_NE(first, "fixed-by-somebody-else");
  browser.SignIn(kUser, Request());
  const std::string second = browser.Cookie("cognito-" + pool);
  EXPECT_NE(second, first);
  browser.PutCookie("cognito-" + pool, first);
  EXPECT_TRUE(HasCode(AskWith({}))) << "the old one stays good";
}

TEST_F(BrowserSessions, AreNotBelievedWhereTheCookieWasTamperedWith) {
  browser.SignIn(kUser, Request());
  std::string value = browser.Cookie("cognito-" + pool);
  for (const std::string& other : {value + "A", value.substr(1), std::string("'; DROP TABLE browser_sessions"), std::string(5000, 'x')}) {
    browser.PutCookie("cognito-" + pool, other);
    EXPECT_TRUE(LeadsToSignIn(AskWith({}))) << other;
  }
}

TEST_F(BrowserSessions, EndWithTheUser) {
  browser.SignIn(kUser, Request());
  ASSERT_EQ(oauth.service.Call("AdminDisableUser", R"({"UserPoolId":")" + pool + R"(","Username":"ann"})").status, 200);
  EXPECT_TRUE(LeadsToSignIn(AskWith({})));
  ASSERT_EQ(oauth.service.Call("AdminEnableUser", R"({"UserPoolId":")" + pool + R"(","Username":"ann"})").status, 200);
  EXPECT_TRUE(LeadsToSignIn(AskWith({}))) << "for good";
  EXPECT_TRUE(HasCode(browser.SignIn(kUser, Request())));
  ASSERT_EQ(oauth.service.Call("AdminDeleteUser", R"({"UserPoolId":")" + pool + R"(","Username":"ann"})").status, 200);
  support::CreateUser(oauth.service, pool, kUser);
  EXPECT_TRUE(LeadsToSignIn(AskWith({}))) << "another one of his name";
}

TEST_F(BrowserSessions, AreKnownByACookieWithAndWithoutItsQuotes) {
  browser.SignIn(kUser, Request());
  const std::string quoted = browser.Cookie("cognito-" + pool);
  browser.PutCookie("cognito-" + pool, quoted.substr(1, quoted.size() - 2));
  EXPECT_TRUE(HasCode(AskWith({})));
}

TEST_F(BrowserSessions, OutliveChangesOfAttributesAndFactors) {
  browser.SignIn(kUser, Request());
  CallOnUser("AdminSetUserPassword", R"(,"Password":"An0ther-horse","Permanent":true)");
  EXPECT_TRUE(HasCode(AskWith({})));
  CallOnUser("AdminUpdateUserAttributes", R"(,"UserAttributes":[{"Name":"email","Value":"ann.b@example.com"}])");
  EXPECT_TRUE(HasCode(AskWith({})));
}

TEST_F(BrowserSessions, DoNotCountWhileThePasswordIsBeingResetOrTemporaryOrTheUserIsNotConfirmed) {
  browser.SignIn(kUser, Request());
  for (const auto status :
       {api::UserStatusType::RESET_REQUIRED, api::UserStatusType::FORCE_CHANGE_PASSWORD, api::UserStatusType::UNCONFIRMED}) {
    support::SetStatus(oauth.service, pool, kUser, status);
    EXPECT_TRUE(LeadsToSignIn(AskWith({})));
  }
  support::SetStatus(oauth.service, pool, kUser, api::UserStatusType::CONFIRMED);
  EXPECT_TRUE(HasCode(AskWith({})));
}

TEST_F(BrowserSessions, AreThoseOfThePoolAmongCookiesOfOneName) {
  oauth.CreateDomain(pool, "auth.app.example");
  Browser own(oauth, "https://auth.app.example");
  own.SignIn(kUser, Request());
  const std::string value = own.Cookie("cognito");
  Browser nested(oauth, "https://auth.app.example");
  nested.PutCookie("cognito", "of-the-domain-above");
  nested.Say("Cookie", "cognito=" + value);
  EXPECT_TRUE(HasCode(nested.Get("/oauth2/authorize?" + support::QueryOf(Request()))));
}

TEST_F(BrowserSessions, OfAnotherOneUnderTheSameNumberAreNotBegun) {
  Browser first(oauth);
  const accounts::User ann = support::UserOf(oauth.service, pool, kUser);
  accounts::User other = ann;
  ++other.record.revision;  // nobody has another one's
  for (auto& attribute : *other.content.UserAttributes) {
    attribute.Value = attribute.Name == "sub" ? "00000000-0000-0000-0000-000000000000" : attribute.Value;
  }
  const auto& world = oauth.service.world();
  http::Request request;
  const Exchange exchange = BeginExchange(world, request);
  AuthorizationRequest authorization;
  authorization.redirect_uri = std::string(support::OAuthService::kCallback);
  sign_in::TokenGrant grant;
  world.store.Read([&](const storage::Transaction& transaction) {
    authorization.site.pool = pools::UsePoolOf(transaction, world.caches, pool);
    grant.client = clients::UseClient(transaction, world.caches, client);
  });
  authorization.client = grant.client;
  world::LookCallCommit steps(world.store);
  EXPECT_NO_THROW(FinishSignIn(exchange, steps, authorization, {ann, 1, ""}));
  EXPECT_THROW(FinishSignIn(exchange, steps, authorization, {other, 1, ""}), RedirectError);
  const auto require = [&](const accounts::User& user) {
    grant.user = user;
    world.store.Write([&](storage::Transaction& transaction) { sign_in::RequireStillGood(transaction, grant); });
  };
  EXPECT_NO_THROW(require(ann));
  EXPECT_THROW(require(other), api::NotAuthorizedException);
}

TEST_F(BrowserSessions, LetExpiredCodesBeSwept) {
  const std::string code = CodeOf(browser.SignIn(kUser, Request()));
  oauth.service.clock.Advance(6 * kMinute);
  EXPECT_TRUE(Kept(code));
  EXPECT_TRUE(HasCode(AskWith({})));
  EXPECT_FALSE(Kept(code));
}

TEST_F(BrowserSessions, OutliveAGlobalSignOut) {
  browser.SignIn(kUser, Request());
  ASSERT_EQ(oauth.service.Call("AdminUserGlobalSignOut", R"({"UserPoolId":")" + pool + R"(","Username":"ann"})").status, 200);
  EXPECT_TRUE(HasCode(AskWith({})));
}

TEST_F(BrowserSessions, EndForGoodWhenTheVersionOfThePagesChanges) {
  browser.SignIn(kUser, Request());
  const auto set_version = [&](const std::string& version) {
    const auto answer = oauth.service.Call("UpdateUserPoolDomain",
                                           R"({"UserPoolId":")" + pool + R"(","Domain":"shop","ManagedLoginVersion":)" + version + "}");
    ASSERT_EQ(answer.status, 200) << answer.body;
  };
  set_version("1");
  EXPECT_TRUE(HasCode(AskWith({}))) << "nothing has changed";
  set_version("2");
  EXPECT_TRUE(LeadsToSignIn(AskWith({})));
  set_version("1");
  EXPECT_TRUE(LeadsToSignIn(AskWith({})));
}

TEST_F(BrowserSessions, DoNotCountWherePromptAsksForASignIn) {
  browser.SignIn(kUser, ManagedRequest());
  EXPECT_TRUE(LeadsToSignIn(AskManagedWith({{"prompt", "login"}})));
  EXPECT_TRUE(LeadsToSignIn(AskManagedWith({{"prompt", "consent login"}})));
  EXPECT_TRUE(HasCode(AskManagedWith({{"prompt", "none"}})));
  EXPECT_TRUE(HasCode(AskManagedWith({{"prompt", "select_account"}})));
  EXPECT_TRUE(HasCode(AskManagedWith({{"prompt", "consent"}})));
}

TEST_F(BrowserSessions, CountForThePoolsOwnUsersAlone) {
  CreateProvider(pool, "Corp");
  browser.SignIn(kUser, Request());
  EXPECT_TRUE(HasCode(AskWith({{"identity_provider", "COGNITO"}})));
  EXPECT_TRUE(LeadsToSignIn(AskWith({{"identity_provider", "Nobody"}})));
  const std::string federated = oauth.CreateClient(pool, R"({"SupportedIdentityProviders":["Corp"]})");
  EXPECT_TRUE(LeadsToSignIn(Ask(RequestOf(federated, {}))));
}

TEST_F(BrowserSessions, TellTheApplicationWhereTheUserIsDisabledWhileHeSignsIn) {
  ASSERT_EQ(oauth.service.Call("AdminDisableUser", R"({"UserPoolId":")" + pool + R"(","Username":"ann"})").status, 200);
  const Page page = browser.SignIn(kUser, Request({{"state", "s"}}));
  EXPECT_EQ(page.location(), "https://app.example/cb?error_description=User+is+disabled.&state=s&error=invalid_request");
  EXPECT_EQ(browser.Cookie("cognito-" + pool), "");
}

}  // namespace
}  // namespace rockpool::oauth
