// POST /oauth2/token with grant_type=authorization_code: what a code is exchanged for, and what spends it.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <thread>

#include "tests/oauth/support/token_test.h"
#include "tests/support/jwt.h"
#include "tests/support/users.h"
#include "tests/support/watched_store.h"

namespace rockpool::oauth {
namespace {

using support::ClaimOf;
using support::Page;
using support::TokenTest;

using Fields = http::NamedValues;

class AuthorizationCode : public TokenTest {
 protected:
  static constexpr std::int64_t kMinute = 60'000;
  Fields Challenged(const Fields& more = {}) const {
    return With({{"code_challenge", kChallenge}, {"code_challenge_method", "S256"}}, more);
  }
};

TEST_F(AuthorizationCode, GivesTheTokensInTheRecordedOrder) {
  const Page page = Ask(CodeForm(Code()));
  EXPECT_EQ(page.status, 200) << page.body;
  EXPECT_EQ(page.Header("Content-Type"), "application/json;charset=UTF-8");
  EXPECT_EQ(NamesOf(page), "id_token access_token refresh_token expires_in token_type");
  EXPECT_EQ(Member(page, "token_type"), "Bearer");
  EXPECT_EQ(Member(page, "expires_in"), "3600");
}

TEST_F(AuthorizationCode, GivesNoIdTokenWithoutOpenid) {
  const Page page = Ask(CodeForm(Code({{"scope", "aws.cognito.signin.user.admin"}})));
  EXPECT_EQ(NamesOf(page), "access_token refresh_token expires_in token_type");
}

TEST_F(AuthorizationCode, GivesTokensOfWhatTheRequestForItSaid) {
  const std::string code = CodeOf(managed_client, {{"scope", "openid email"}, {"nonce", "n-1"}, {"resource", "https://api.example"}});
  oauth.service.clock.Advance(kMinute);
  const Page page = Ask(CodeForm(code, {{"client_id", managed_client}}));
  const std::string access = Member(page, "access_token");
  const std::string id = Member(page, "id_token");
  EXPECT_EQ(ClaimOf(access, "scope"), R"("openid email")");
  EXPECT_EQ(ClaimOf(access, "aud"), R"("https://api.example")");
  EXPECT_EQ(ClaimOf(access, "username"), R"("ann")");
  EXPECT_EQ(ClaimOf(access, "version"), "2");
  EXPECT_EQ(ClaimOf(id, "nonce"), R"("n-1")");
  EXPECT_EQ(ClaimOf(id, "aud"), "\"" + managed_client + "\"");
  EXPECT_EQ(ClaimOf(id, "auth_time"), std::to_string(oauth.service.clock.Now() / 1000 - 60)) << "of the sign-in";
  EXPECT_EQ(ClaimOf(id, "iat"), std::to_string(oauth.service.clock.Now() / 1000));
}

TEST_F(AuthorizationCode, SaysHowLongTheAccessTokenOfTheClientLives) {
  const std::string short_lived = oauth.CreateClient(pool, R"({"AccessTokenValidity":5,"TokenValidityUnits":{"AccessToken":"minutes"}})");
  EXPECT_EQ(Member(Ask(CodeForm(CodeOf(short_lived), {{"client_id", short_lived}})), "expires_in"), "300");
}

TEST_F(AuthorizationCode, EndsWithWhatEndsSignIns) {
  const std::string user = R"({"UserPoolId":")" + pool + R"(","Username":"ann"})";
  for (const char* operation : {"AdminUserGlobalSignOut", "AdminDisableUser", "AdminResetUserPassword"}) {
    const std::string code = Code();
    ASSERT_EQ(oauth.service.Call(operation, user).status, 200) << operation;
    oauth.service.Call("AdminEnableUser", user);
    EXPECT_EQ(Outcome(Ask(CodeForm(code))), kInvalidGrant) << operation;
  }
  support::SetStatus(oauth.service, pool, kUser, api::UserStatusType::CONFIRMED);
  EXPECT_EQ(Ask(CodeForm(Code())).status, 200);
}

TEST_F(AuthorizationCode, EndsWithTheUsersOwnSignOut) {
  const std::string code = Code();
  const std::string token = support::TokenOf(oauth.service, client, kUser);
  ASSERT_EQ(oauth.service.Call("GlobalSignOut", R"({"AccessToken":")" + token + R"("})").status, 200);
  EXPECT_EQ(Outcome(Ask(CodeForm(code))), kInvalidGrant);
}

TEST_F(AuthorizationCode, GivesNothingWhileTheUserIsNotConfirmed) {
  const std::string code = Code();
  support::SetStatus(oauth.service, pool, kUser, api::UserStatusType::UNCONFIRMED);
  EXPECT_EQ(Outcome(Ask(CodeForm(code))), kInvalidGrant);
  support::SetStatus(oauth.service, pool, kUser, api::UserStatusType::CONFIRMED);
  EXPECT_EQ(Ask(CodeForm(code)).status, 200) << "the refusal has not spent it";
}

TEST_F(AuthorizationCode, IsTakenOnce) {
  const std::string code = Code();
  const Page first = Ask(CodeForm(code));
  EXPECT_EQ(first.status, 200);
  EXPECT_EQ(Outcome(Ask(CodeForm(code))), kInvalidGrant);
  const Page refreshed = Ask({{"grant_type", "refresh_token"}, {"client_id", client}, {"refresh_token", Member(first, "refresh_token")}});
  EXPECT_EQ(refreshed.status, 200) << "the first tokens stay good";
}

TEST_F(AuthorizationCode, OfWhichTwoAskAtOnceIsOnesAlone) {
  const std::string code = Code();
  std::array<int, 2> statuses{};
  {
    std::array<std::jthread, 2> both;
    for (std::size_t i = 0; i < both.size(); ++i) {
      both[i] = std::jthread([&, i] { statuses[i] = Ask(CodeForm(code)).status; });
    }
  }
  std::ranges::sort(statuses);
  EXPECT_EQ(statuses, (std::array{200, 400}));
}

TEST_F(AuthorizationCode, IsOnesAloneThoughBothHaveSeenItUnused) {
  ASSERT_EQ(Ask(CodeForm(Code())).status, 200) << "the pool has its keys from here on";
  const std::string code = Code();
  Page other;
  support::WatchedStore::BeforeNextWrite([&] { other = Ask(CodeForm(code)); });
  EXPECT_EQ(Outcome(Ask(CodeForm(code))), kInvalidGrant);
  EXPECT_EQ(other.status, 200);
}

TEST_F(AuthorizationCode, IsGivenInOneWriteWithTheSessionAndTakenInOne) {
  ASSERT_EQ(Ask(CodeForm(Code())).status, 200) << "the pool has its keys from here on";
  const std::int64_t before = oauth.service.writes();
  const std::string code = Code();
  EXPECT_EQ(oauth.service.writes(), before + 1);
  EXPECT_EQ(Ask(CodeForm(code)).status, 200);
  EXPECT_EQ(oauth.service.writes(), before + 2);
}

TEST_F(AuthorizationCode, IsLookedAtOnceTogetherWithItsClientAndItsUser) {
  ASSERT_EQ(Ask(CodeForm(Code())).status, 200) << "the pool has its keys from here on";
  const Fields form = CodeForm(Code());
  const std::int64_t before = oauth.service.reads();
  EXPECT_EQ(Ask(form).status, 200);
  EXPECT_EQ(oauth.service.reads(), before + 1);
}

TEST_F(AuthorizationCode, IsSpentInTheWriteThatBeginsTheFamilyOrNotAtAll) {
  const std::string code = Code();
  support::WatchedStore::BeforeNextWrite([&] { support::SetStatus(oauth.service, pool, kUser, api::UserStatusType::RESET_REQUIRED); });
  EXPECT_EQ(Outcome(Ask(CodeForm(code))), kInvalidGrant);
  support::SetStatus(oauth.service, pool, kUser, api::UserStatusType::CONFIRMED);
  EXPECT_EQ(Ask(CodeForm(code)).status, 200);
}

TEST_F(AuthorizationCode, LastsFiveMinutes) {
  const std::string first = Code();
  const std::string second = Code();
  oauth.service.clock.Advance(5 * kMinute - 1);
  EXPECT_EQ(Ask(CodeForm(first)).status, 200);
  oauth.service.clock.Advance(1);
  EXPECT_EQ(Outcome(Ask(CodeForm(second))), kInvalidGrant);
}

TEST_F(AuthorizationCode, OfAnotherClientIsNoneAndStaysGood) {
  const std::string code = Code();
  const std::string other = oauth.CreateClient(pool);
  EXPECT_EQ(Outcome(Ask(CodeForm(code, {{"client_id", other}}))), kInvalidGrant);
  EXPECT_EQ(Outcome(Ask(CodeForm(code, {{"client_id", managed_client}}))), kInvalidGrant);
  EXPECT_EQ(Ask(CodeForm(code)).status, 200);
}

TEST_F(AuthorizationCode, ThatNobodyHasIsRefused) {
  EXPECT_EQ(Outcome(Ask(CodeForm("00000000-0000-4000-8000-000000000000"))), kInvalidGrant);
  EXPECT_EQ(Outcome(Ask(CodeForm("x"))), kInvalidGrant);
}

TEST_F(AuthorizationCode, NeedsTheRedirectUriOfTheRequestForIt) {
  const std::string code = Code();
  constexpr const char* kInvalidRedirect = R"(400 {"error":"unauthorized_client","error_description":"invalid_redirect"})";
  EXPECT_EQ(Outcome(Ask(CodeForm(code, {{"redirect_uri", "https://app.example/cb/"}}))), kInvalidRedirect);
  EXPECT_EQ(Ask(CodeForm(code)).status, 200);
}

TEST_F(AuthorizationCode, NeedsTheVerifierOfItsChallenge) {
  EXPECT_EQ(Ask(CodeForm(Code(Challenged()), {{"code_verifier", kVerifier}})).status, 200);
}

TEST_F(AuthorizationCode, IsSpentByAWrongVerifierAndByNone) {
  for (const std::string verifier : {"", "wrong", kChallenge, "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXK"}) {
    const std::string code = Code(Challenged());
    EXPECT_EQ(Outcome(Ask(CodeForm(code, {{"code_verifier", verifier}}))), kInvalidGrant) << verifier;
    EXPECT_EQ(Outcome(Ask(CodeForm(code, {{"code_verifier", kVerifier}}))), kInvalidGrant) << verifier;
  }
}

TEST_F(AuthorizationCode, WithoutAChallengeTakesAnyVerifier) {
  EXPECT_EQ(Ask(CodeForm(Code(), {{"code_verifier", kVerifier}})).status, 200);
}

TEST_F(AuthorizationCode, NeedsAllItsParameters) {
  const std::string code = Code();
  EXPECT_EQ(Outcome(Ask(CodeForm("", {{"code", ""}}))), kInvalidRequest);
  EXPECT_EQ(Outcome(Ask(CodeForm(code, {{"redirect_uri", ""}}))), kInvalidRequest);
}

TEST_F(AuthorizationCode, IsNothingToAClientThatIsNotProved) {
  const std::string confidential = ConfidentialClient();
  EXPECT_EQ(Outcome(Ask(CodeForm("", {{"code", ""}, {"client_id", confidential}}))), kInvalidSecret);
  const std::string code = CodeOf(confidential);
  EXPECT_EQ(Outcome(Ask(CodeForm(code, {{"client_id", confidential}}))), kInvalidSecret);
  EXPECT_EQ(Ask(CodeForm(code, {{"client_id", confidential}}), {.authorization = Basic(confidential)}).status, 200) << "it is not spent";
}

TEST_F(AuthorizationCode, IsForClientsThatHaveTheFlow) {
  const std::string implicit = oauth.CreateClient(pool, R"({"AllowedOAuthFlows":["implicit"]})");
  EXPECT_EQ(Outcome(Ask(CodeForm("x", {{"client_id", implicit}}))), kUnauthorizedClient);
  const std::string off = oauth.CreateClient(pool, R"({"AllowedOAuthFlowsUserPoolClient":false})");
  EXPECT_EQ(Outcome(Ask(CodeForm("x", {{"client_id", off}}))), kUnauthorizedClient);
}

TEST_F(AuthorizationCode, NeedsAllAttributesOfItsScopesToBeReadable) {
  const std::string half = oauth.CreateClient(pool, R"({"ReadAttributes":["email"]})");
  EXPECT_EQ(Outcome(Ask(CodeForm(CodeOf(half, {{"scope", "openid email"}}), {{"client_id", half}}))), kInvalidGrant);
  EXPECT_EQ(Ask(CodeForm(CodeOf(half, {{"scope", "openid"}}), {{"client_id", half}})).status, 200);
  const std::string whole = oauth.CreateClient(pool, R"({"ReadAttributes":["email","email_verified"]})");
  EXPECT_EQ(Ask(CodeForm(CodeOf(whole, {{"scope", "openid email"}}), {{"client_id", whole}})).status, 200);
}

TEST_F(AuthorizationCode, OfProfileShowsWhatTheClientMayRead) {
  const std::string user = R"({"UserPoolId":")" + pool + R"(","Username":"ann","UserAttributes":[)";
  ASSERT_EQ(
      oauth.service.Call("AdminUpdateUserAttributes", user + R"({"Name":"name","Value":"Ann"},{"Name":"given_name","Value":"Anna"}]})")
          .status,
      200);
  const std::string some = oauth.CreateClient(pool, R"({"ReadAttributes":["name"]})");
  const Page page = Ask(CodeForm(CodeOf(some, {{"scope", "openid profile"}}), {{"client_id", some}}));
  ASSERT_EQ(page.status, 200) << page.body;
  EXPECT_EQ(ClaimOf(Member(page, "id_token"), "name"), R"("Ann")");
  EXPECT_EQ(ClaimOf(Member(page, "id_token"), "given_name"), "");
}

TEST_F(AuthorizationCode, OfAUserWhoWasDisabledOrDeletedIsNone) {
  const std::string first = Code();
  const std::string second = Code();
  const std::string user = R"({"UserPoolId":")" + pool + R"(","Username":"ann"})";
  oauth.service.Call("AdminDisableUser", user);
  EXPECT_EQ(Outcome(Ask(CodeForm(first))), kInvalidGrant);
  oauth.service.Call("AdminDeleteUser", user);
  EXPECT_EQ(Outcome(Ask(CodeForm(second))), kInvalidGrant);
}

}  // namespace
}  // namespace rockpool::oauth
