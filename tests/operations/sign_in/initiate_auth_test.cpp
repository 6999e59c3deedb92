#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <utility>

#include "server/crypto/base64.h"
#include "server/crypto/digest.h"
#include "server/crypto/srp.h"
#include "tests/operations/sign_in/sign_in_errors.h"
#include "tests/operations/sign_in/sign_in_pool.h"
#include "tests/support/users.h"

namespace rockpool::support {
namespace {

constexpr const char* kLocked = "NotAuthorizedException: Password attempts exceeded";
constexpr const char* kNoHash = "NotAuthorizedException: Client {} is configured with secret but SECRET_HASH was not received";

class InitiateAuth : public PoolTest<SignInPool> {
 protected:
  // Does it once, while the next tokens are signed.
  void Meanwhile(std::function<void()> change) {
    service.keys.on_take = [change = std::move(change), is_done = false]() mutable {
      if (!std::exchange(is_done, true)) {
        change();
      }
    };
  }
};

std::string Flows(const std::string& flow) { return R"("ExplicitAuthFlows":[")" + flow + R"("])"; }
const std::string kPasswordAndRefresh = Flows(R"(ALLOW_USER_PASSWORD_AUTH","ALLOW_REFRESH_TOKEN_AUTH)");

const Pairs kAliceByPassword{{"USERNAME", "alice"}, {"PASSWORD", kRightPassword}};

std::string With(std::string text, const std::string& id) { return text.replace(text.find("{}"), 2, id); }

TEST_F(InitiateAuth, AnswersTheRightPasswordWithTokensAndAnEmptyMap) {
  pool.AddUser("alice");
  const Answer answer = pool.ByPassword("alice");
  ASSERT_EQ(NextOf(answer), "tokens");
  EXPECT_EQ(answer.At("AuthenticationResult.ExpiresIn").GetInt(), 3600);
  EXPECT_EQ(answer.TextAt("AuthenticationResult.TokenType"), "Bearer");
  for (const char* token : {"AccessToken", "IdToken", "RefreshToken"}) {
    EXPECT_NE(answer.TextAt(std::string("AuthenticationResult.") + token), "") << token;
  }
  EXPECT_EQ(JsonAt(answer, "ChallengeParameters"), "{}");
  for (const char* absent : {"ChallengeName", "Session", "AvailableChallenges", "AuthenticationResult.NewDeviceMetadata"}) {
    EXPECT_FALSE(answer.Has(absent)) << absent;
  }
}

TEST_F(InitiateAuth, PassesOverADeviceKey) {
  pool.AddUser("alice");
  Pairs parameters = kAliceByPassword;
  parameters["DEVICE_KEY"] = "us-east-1_00000000-0000-4000-8000-000000000000";
  EXPECT_EQ(NextOf(pool.Initiate("USER_PASSWORD_AUTH", parameters)), "tokens");
}

TEST_F(InitiateAuth, TellsAnUnknownClient) {
  pool.UseClient("nobodysclient");
  EXPECT_EQ(NextOf(pool.ByPassword("alice")), "ResourceNotFoundException: User pool client nobodysclient does not exist.");
}

TEST_F(InitiateAuth, NeedsTheClientToAllowTheFlow) {
  pool.AddUser("alice");
  pool.UseClient(pool.AddClient(Flows("ALLOW_CUSTOM_AUTH")));
  const std::string invalid = "InvalidParameterException: ";
  for (const auto& [flow, refusal] : Pairs{{"USER_PASSWORD_AUTH", "USER_PASSWORD_AUTH flow not enabled for this client"},
                                           {"USER_SRP_AUTH", "USER_SRP_AUTH is not enabled for the client."},
                                           {"REFRESH_TOKEN", "Auth flow not enabled for this client"},
                                           {"REFRESH_TOKEN_AUTH", "Auth flow not enabled for this client"},
                                           {"ADMIN_USER_PASSWORD_AUTH", "Initiate Auth method not supported."},
                                           {"ADMIN_NO_SRP_AUTH", "Initiate Auth method not supported."},
                                           {"USER_AUTH", "USER_AUTH flow not enabled for this client"},
                                           {"CUSTOM_AUTH", "Custom auth lambda trigger is not configured for the user pool."}}) {
    EXPECT_EQ(NextOf(pool.Initiate(flow, {})), invalid + refusal);
  }
}

TEST_F(InitiateAuth, LeavesAClientWithoutFlowsSrpAndRefreshing) {
  pool.AddUser("alice");
  pool.UseClient(pool.AddClient());
  EXPECT_EQ(NextOf(pool.ByPassword("alice")), "InvalidParameterException: USER_PASSWORD_AUTH flow not enabled for this client");
  const Answer answer = pool.BySrp("alice");
  ASSERT_EQ(NextOf(answer), "tokens");
  EXPECT_EQ(NextOf(pool.Initiate("REFRESH_TOKEN_AUTH", {{"REFRESH_TOKEN", answer.TextAt("AuthenticationResult.RefreshToken")}})), "tokens");
}

TEST_F(InitiateAuth, LeavesNothingToAClientThatAsksForTokensOfItsOwn) {
  pool.UseClient(pool.AddClient(R"("GenerateSecret":true,)" + Flows("ALLOW_CLIENT_TOKEN_AUTH")));
  const std::string invalid = "InvalidParameterException: ";
  EXPECT_EQ(NextOf(pool.ByPassword("alice")), invalid + "USER_PASSWORD_AUTH flow not enabled for this client");
  EXPECT_EQ(NextOf(pool.BySrp("alice")), invalid + "USER_SRP_AUTH is not enabled for the client.");
  EXPECT_EQ(NextOf(pool.Initiate("REFRESH_TOKEN_AUTH", {})), invalid + "Auth flow not enabled for this client");
  EXPECT_EQ(NextOf(pool.AdminInitiate("ADMIN_NO_SRP_AUTH", kAliceByPassword)), invalid + "Auth flow not enabled for this client");
}

TEST_F(InitiateAuth, TellsTheFirstParameterThatIsMissingBeforeItLooksForTheUser) {
  const std::string missing = "InvalidParameterException: Missing required parameter ";
  EXPECT_EQ(NextOf(pool.Initiate("USER_PASSWORD_AUTH", {{"PASSWORD", "x"}})), missing + "USERNAME");
  EXPECT_EQ(NextOf(pool.Initiate("USER_PASSWORD_AUTH", {{"USERNAME", "nobody"}})), missing + "PASSWORD");
  EXPECT_EQ(NextOf(pool.Initiate("USER_SRP_AUTH", {{"SRP_A", "2"}})), missing + "USERNAME");
  EXPECT_EQ(NextOf(pool.Initiate("USER_SRP_AUTH", {{"USERNAME", "nobody"}})), missing + "SRP_A");
  EXPECT_EQ(NextOf(pool.Initiate("REFRESH_TOKEN_AUTH", {})), missing + "REFRESH_TOKEN");
}

TEST_F(InitiateAuth, WantsTheSecretHashOverTheNameThatWasSent) {
  pool.AddUser("alice");
  const Answer client =
      pool.Call("CreateUserPoolClient", R"("ClientName":"secret","GenerateSecret":true,)" + Flows("ALLOW_USER_PASSWORD_AUTH"));
  const std::string id = client.TextAt("UserPoolClient.ClientId");
  const std::string secret = client.TextAt("UserPoolClient.ClientSecret");
  const auto hash = [&](const std::string& name) { return crypto::Base64Encode(crypto::BytesOf(crypto::HmacSha256(secret, name + id))); };
  pool.UseClient(id);
  EXPECT_EQ(NextOf(pool.Initiate("USER_PASSWORD_AUTH", {{"USERNAME", "nobody"}})),
            "InvalidParameterException: Missing required parameter PASSWORD")
      << "before the secret hash";
  EXPECT_EQ(NextOf(pool.ByPassword("nobody")), With(kNoHash, id)) << "before the user is looked for";
  Pairs parameters = kAliceByPassword;
  parameters["SECRET_HASH"] = hash("Alice");
  EXPECT_EQ(NextOf(pool.Initiate("USER_PASSWORD_AUTH", parameters)),
            "NotAuthorizedException: Unable to verify secret hash for client " + id);
  parameters["SECRET_HASH"] = hash("alice");
  EXPECT_EQ(NextOf(pool.Initiate("USER_PASSWORD_AUTH", parameters)), "tokens");
}

TEST_F(InitiateAuth, TellsAWrongPassword) {
  pool.AddUser("alice");
  EXPECT_EQ(NextOf(pool.ByPassword("alice", "Wrong-Pass1")), kIncorrectPassword);
  EXPECT_EQ(NextOf(pool.ByPassword("alice", kRightPassword)), "tokens");
}

TEST_F(InitiateAuth, TellsWhoDoesNotExistUnlessTheClientHidesIt) {
  EXPECT_EQ(NextOf(pool.ByPassword("nobody")), kNotThere);
  EXPECT_EQ(NextOf(pool.Initiate("USER_SRP_AUTH", {{"USERNAME", "nobody"}, {"SRP_A", "no number"}})), kNotThere)
      << "before SRP_A is looked at";
  pool.UseClient(pool.AddClient(Flows("ALLOW_USER_PASSWORD_AUTH") + R"(,"PreventUserExistenceErrors":"ENABLED")"));
  EXPECT_EQ(NextOf(pool.ByPassword("nobody")), kIncorrectPassword);
}

TEST_F(InitiateAuth, RefusesADisabledUserWhateverHisPassword) {
  pool.AddUser("alice");
  EXPECT_EQ(pool.TryOn("AdminDisableUser", "alice"), kOk);
  EXPECT_EQ(NextOf(pool.ByPassword("alice")), "NotAuthorizedException: User is disabled.");
  EXPECT_EQ(NextOf(pool.ByPassword("alice", "Wrong-Pass1")), "NotAuthorizedException: User is disabled.");
  EXPECT_EQ(pool.TryOn("AdminEnableUser", "alice"), kOk);
  EXPECT_EQ(NextOf(pool.ByPassword("alice")), "tokens");
}

TEST_F(InitiateAuth, WantsAResetFirstWhateverThePassword) {
  pool.AddUser("alice", {{"email", "alice@example.com"}, {"email_verified", "true"}});
  ASSERT_EQ(pool.TryOn("AdminResetUserPassword", "alice"), kOk);
  const char* reset = "PasswordResetRequiredException: Password reset required for the user";
  EXPECT_EQ(NextOf(pool.ByPassword("alice")), reset);
  EXPECT_EQ(NextOf(pool.ByPassword("alice", "Wrong-Pass1")), reset);
  pool.UseClient(pool.AddClient(Flows("ALLOW_USER_PASSWORD_AUTH") + R"(,"PreventUserExistenceErrors":"ENABLED")"));
  EXPECT_EQ(NextOf(pool.ByPassword("alice")), reset);
}

TEST_F(InitiateAuth, TellsThatTheUserIsDisabledBeforeTheResetAndThatBeforeTheLockout) {
  pool.AddUser("alice");
  for (int i = 0; i < 5; ++i) {
    pool.ByPassword("alice", "Wrong-Pass1");
  }
  EXPECT_EQ(NextOf(pool.ByPassword("alice")), kLocked);
  SetStatus(service, pool.id(), "alice", api::UserStatusType::RESET_REQUIRED);
  EXPECT_EQ(NextOf(pool.ByPassword("alice")), "PasswordResetRequiredException: Password reset required for the user");
  EXPECT_EQ(pool.TryOn("AdminDisableUser", "alice"), kOk);
  EXPECT_EQ(NextOf(pool.ByPassword("alice")), "NotAuthorizedException: User is disabled.");
}

TEST_F(InitiateAuth, TellsTheRightPasswordAloneThatTheUserIsNotConfirmed) {
  ASSERT_EQ(OutcomeOf(service.Call("SignUp", "{" + TextMember("ClientId", pool.client()) + R"(,"Username":"alice",)" +
                                                 TextMember("Password", kRightPassword) + "}")),
            kOk);
  EXPECT_EQ(NextOf(pool.ByPassword("alice", "Wrong-Pass1")), kIncorrectPassword);
  EXPECT_EQ(NextOf(pool.ByPassword("alice")), "UserNotConfirmedException: User is not confirmed.");
}

TEST_F(InitiateAuth, TellsTheRightPasswordAloneThatItWasTemporaryForTooLong) {
  pool.Invite("alice");
  service.clock.Advance(7LL * 24 * 60 * 60 * 1000);
  EXPECT_EQ(NextOf(pool.ByPassword("alice")), "NEW_PASSWORD_REQUIRED");
  service.clock.Advance(1);
  EXPECT_EQ(NextOf(pool.ByPassword("alice", "Wrong-Pass1")), kIncorrectPassword);
  EXPECT_EQ(NextOf(pool.ByPassword("alice")),
            "NotAuthorizedException: Temporary password has expired and must be reset by an administrator.");
}

TEST_F(InitiateAuth, LocksAUserOutAfterFiveWrongPasswordsForTwiceAsLongEachTime) {
  pool.AddUser("alice");
  for (int i = 0; i < 5; ++i) {
    EXPECT_EQ(NextOf(pool.ByPassword("alice", "Wrong-Pass1")), kIncorrectPassword) << i;
  }
  EXPECT_EQ(NextOf(pool.ByPassword("alice")), kLocked) << "also the right one";
  service.clock.Advance(999);
  EXPECT_EQ(NextOf(pool.ByPassword("alice")), kLocked);
  service.clock.Advance(1);
  EXPECT_EQ(NextOf(pool.ByPassword("alice", "Wrong-Pass1")), kIncorrectPassword);
  service.clock.Advance(1'999);
  EXPECT_EQ(NextOf(pool.ByPassword("alice")), kLocked);
  service.clock.Advance(1);
  EXPECT_EQ(NextOf(pool.ByPassword("alice")), "tokens");
  EXPECT_EQ(NextOf(pool.ByPassword("alice", "Wrong-Pass1")), kIncorrectPassword) << "a sign-in forgets the failures before it";
  EXPECT_EQ(NextOf(pool.ByPassword("alice")), "tokens");
}

TEST_F(InitiateAuth, LocksOutWhoDoesNotExistAlike) {
  pool.UseClient(pool.AddClient(Flows("ALLOW_USER_PASSWORD_AUTH") + R"(,"PreventUserExistenceErrors":"ENABLED")"));
  for (int i = 0; i < 5; ++i) {
    EXPECT_EQ(NextOf(pool.ByPassword("nobody", "Wrong-Pass1")), kIncorrectPassword) << i;
  }
  EXPECT_EQ(NextOf(pool.ByPassword("nobody", "Wrong-Pass1")), kLocked);
  service.clock.Advance(1'000);
  EXPECT_EQ(NextOf(pool.ByPassword("nobody", "Wrong-Pass1")), kIncorrectPassword);
}

TEST_F(InitiateAuth, SignsInByEveryNameOfAUser) {
  SignInPool by_email(service, R"(,"UsernameAttributes":["email"],"UsernameConfiguration":{"CaseSensitive":false})");
  by_email.AddUser("alice@example.com", {{"email", "alice@example.com"}});
  const std::string sub = by_email.Show("alice@example.com").TextAt("Username");
  for (const std::string& name : {std::string("alice@example.com"), std::string("ALICE@example.com"), sub}) {
    EXPECT_EQ(NextOf(by_email.ByPassword(name)), "tokens") << name;
    EXPECT_EQ(NextOf(by_email.BySrp(name)), "tokens") << name;
  }
}

TEST_F(InitiateAuth, RefreshesTokensWithoutANewRefreshToken) {
  pool.AddUser("alice");
  const std::string refresh_token = pool.ByPassword("alice").TextAt("AuthenticationResult.RefreshToken");
  for (const char* flow : {"REFRESH_TOKEN", "REFRESH_TOKEN_AUTH"}) {
    const Answer answer = pool.Initiate(flow, {{"REFRESH_TOKEN", refresh_token}});
    EXPECT_EQ(NextOf(answer), "tokens");
    EXPECT_FALSE(answer.Has("AuthenticationResult.RefreshToken"));
    EXPECT_EQ(JsonAt(answer, "ChallengeParameters"), "{}");
  }
  EXPECT_EQ(NextOf(pool.Initiate("REFRESH_TOKEN", {{"REFRESH_TOKEN", "garbage"}})), "NotAuthorizedException: Invalid Refresh Token.");
}

TEST_F(InitiateAuth, WantsTheSecretHashOfARefreshOverTheUsernameOfItsTokens) {
  SignInPool by_email(service, R"(,"UsernameAttributes":["email"])");
  by_email.AddUser("alice@example.com", {{"email", "alice@example.com"}});
  const Answer client =
      by_email.Call("CreateUserPoolClient", R"("ClientName":"secret","GenerateSecret":true,)"
                                            R"("ExplicitAuthFlows":["ALLOW_USER_PASSWORD_AUTH","ALLOW_REFRESH_TOKEN_AUTH"])");
  const std::string id = client.TextAt("UserPoolClient.ClientId");
  const auto hash = [&](const std::string& name) {
    return crypto::Base64Encode(crypto::BytesOf(crypto::HmacSha256(client.TextAt("UserPoolClient.ClientSecret"), name + id)));
  };
  by_email.UseClient(id);
  const std::string token =
      by_email
          .Initiate("USER_PASSWORD_AUTH",
                    {{"USERNAME", "alice@example.com"}, {"PASSWORD", kRightPassword}, {"SECRET_HASH", hash("alice@example.com")}})
          .TextAt("AuthenticationResult.RefreshToken");
  EXPECT_EQ(NextOf(by_email.Initiate("REFRESH_TOKEN", {{"REFRESH_TOKEN", token}})), With(kNoHash, id));
  EXPECT_EQ(NextOf(by_email.Initiate("REFRESH_TOKEN", {{"REFRESH_TOKEN", token}, {"SECRET_HASH", hash("alice@example.com")}})),
            "NotAuthorizedException: SecretHash does not match for the client: " + id);
  const std::string username = by_email.Show("alice@example.com").TextAt("Username");
  EXPECT_EQ(NextOf(by_email.Initiate("REFRESH_TOKEN", {{"REFRESH_TOKEN", token}, {"SECRET_HASH", hash(username)}})), "tokens");
  EXPECT_EQ(NextOf(by_email.Initiate("REFRESH_TOKEN", {{"REFRESH_TOKEN", "garbage"}, {"SECRET_HASH", hash(username)}})),
            "NotAuthorizedException: Invalid Refresh Token.");
}

TEST_F(InitiateAuth, SendsAClientThatRotatesToTheOtherOperationBeforeItsFlows) {
  pool.UseClient(
      pool.AddClient(Flows("ALLOW_USER_PASSWORD_AUTH") + R"(,"RefreshTokenRotation":{"Feature":"ENABLED","RetryGracePeriodSeconds":0})"));
  EXPECT_EQ(NextOf(pool.Initiate("REFRESH_TOKEN_AUTH", {{"REFRESH_TOKEN", "x"}})),
            "UnsupportedOperationException: Refresh token rotation is enabled; use GetTokensFromRefreshToken.");
}

TEST_F(InitiateAuth, GivesNoTokensForAPasswordThatIsReplacedMeanwhile) {
  pool.AddUser("alice");
  Meanwhile([&] { pool.TryOn("AdminSetUserPassword", "alice", R"("Password":"Other-Pass1","Permanent":true)"); });
  EXPECT_EQ(NextOf(pool.ByPassword("alice")), "NotAuthorizedException: Incorrect username or password.");
  EXPECT_EQ(NextOf(pool.ByPassword("alice", "Other-Pass1")), "tokens");
}

TEST_F(InitiateAuth, GivesNoTokensToWhoIsLockedOutMeanwhile) {
  pool.AddUser("alice");
  Meanwhile([&] {
    for (int i = 0; i < 5; ++i) {
      pool.ByPassword("alice", "Wrong-Pass1");
    }
  });
  EXPECT_EQ(NextOf(pool.ByPassword("alice")), "NotAuthorizedException: Password attempts exceeded");
}

TEST_F(InitiateAuth, GivesNoTokensToWhoHasToResetThePasswordMeanwhile) {
  pool.AddUser("alice");
  Meanwhile([&] { SetStatus(service, pool.id(), "alice", api::UserStatusType::RESET_REQUIRED); });
  EXPECT_EQ(NextOf(pool.ByPassword("alice")), "PasswordResetRequiredException: Password reset required for the user");
}

TEST_F(InitiateAuth, TellsOfATokenThatRotationHasReplacedAsOfAnInvalidOne) {
  pool.AddUser("alice");
  const std::string client =
      pool.AddClient(Flows("ALLOW_USER_PASSWORD_AUTH") + R"(,"RefreshTokenRotation":{"Feature":"ENABLED","RetryGracePeriodSeconds":0})");
  pool.UseClient(client);
  const std::string token = pool.ByPassword("alice").TextAt("AuthenticationResult.RefreshToken");
  EXPECT_EQ(OutcomeOf(service.Call("GetTokensFromRefreshToken",
                                   "{" + TextMember("ClientId", client) + "," + TextMember("RefreshToken", token) + "}")),
            kOk);
  EXPECT_EQ(pool.Try("UpdateUserPoolClient", TextMember("ClientId", client) + "," + kPasswordAndRefresh +
                                                 R"(,"RefreshTokenRotation":{"Feature":"DISABLED","RetryGracePeriodSeconds":0})"),
            kOk);
  EXPECT_EQ(NextOf(pool.Initiate("REFRESH_TOKEN_AUTH", {{"REFRESH_TOKEN", token}})), "NotAuthorizedException: Invalid Refresh Token.");
}

TEST_F(InitiateAuth, TellsNothingOfARefreshTokenOfAnotherClient) {
  pool.AddUser("alice");
  const std::string token = pool.ByPassword("alice").TextAt("AuthenticationResult.RefreshToken");
  pool.UseClient(pool.AddClient(R"("GenerateSecret":true,)" + kPasswordAndRefresh));
  EXPECT_EQ(NextOf(pool.Initiate("REFRESH_TOKEN_AUTH", {{"REFRESH_TOKEN", token}, {"SECRET_HASH", "of another"}})),
            "NotAuthorizedException: Invalid Refresh Token.");
}

TEST_F(InitiateAuth, ComputesNothingForAPasswordThatIsLongerThanAny) {
  pool.AddUser("alice");
  const std::uint64_t before = crypto::SrpExponentiations();
  EXPECT_EQ(NextOf(pool.ByPassword("alice", std::string(257, 'x'))), "NotAuthorizedException: Incorrect username or password.");
  EXPECT_EQ(crypto::SrpExponentiations(), before);
}

}  // namespace
}  // namespace rockpool::support
