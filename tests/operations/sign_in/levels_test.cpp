// TARGET_ACR_VALUES, ACCESS_TOKEN and MAX_AGE of USER_AUTH: which factors are asked, and what tokens say afterwards.
#include <gtest/gtest.h>

#include "server/accounts/names.h"
#include "server/clients/client_in_use.h"
#include "server/sign_in/issue_tokens.h"
#include "storage/store.h"
#include "tests/operations/sign_in/passkey_pool.h"
#include "tests/operations/tokens/token_pool.h"
#include "tests/support/jwt.h"

namespace rockpool::support {
namespace {

constexpr const char* kPasswordFactors = R"(["PASSWORD_SRP","PASSWORD"])";
constexpr const char* kUnreachable = "InvalidParameterException: User has no factors that satisfy the requested ACR values.";
constexpr const char* kBadToken = "NotAuthorizedException: Invalid Access Token";
constexpr const char* kWrongCode = "CodeMismatchException: Invalid code received for user";
const Pairs kVerifiedEmail{{"email", "alice@example.com"}, {"email_verified", "true"}};

std::string LevelOf(int level) { return "urn:cognito:loa:" + std::to_string(level); }

// acr and amr, as both tokens have them.
std::string ReachedBy(const Answer& answer) {
  const std::string access = AccessIn(answer);
  const std::string reached = ClaimOf(access, "acr") + ClaimOf(access, "amr");
  EXPECT_EQ(ClaimOf(IdIn(answer), "acr") + ClaimOf(IdIn(answer), "amr"), reached);
  return reached;
}

class Levels : public PasskeyTest {
 protected:
  Levels()
      : PasskeyTest(std::string(R"("MfaConfiguration":"OPTIONAL","SoftwareTokenMfaConfiguration":{"Enabled":true},)") +
                    R"("EmailMfaConfiguration":{},)" + kSingleFactor) {}

  Answer Aim(const std::string& names, const std::string& preferred = "", const Pairs& more = {}) const {
    Pairs parameters = more;
    parameters["TARGET_ACR_VALUES"] = names;
    if (preferred == "PASSWORD") {
      parameters["PASSWORD"] = kRightPassword;
    }
    return pool.Choose("alice", preferred, parameters);
  }
  Answer StepUp(const Answer& from, const std::string& names, const Pairs& more = {}) const {
    Pairs parameters = more;
    parameters["ACCESS_TOKEN"] = AccessIn(from);
    return Aim(names, "", parameters);
  }
  Answer GiveTokenCode(const Answer& asked) const {
    return pool.AnswerTo(asked, "alice", {{"SOFTWARE_TOKEN_MFA_CODE", pool.CodeOf("alice")}});
  }
  Answer GiveMail(const Answer& asked) const { return pool.AnswerTo(asked, "alice", {{"EMAIL_OTP_CODE", pool.SentCode()}}); }
  void TurnMailOn() const { EXPECT_EQ(pool.TryOn("AdminSetUserMFAPreference", "alice", R"("EmailMfaSettings":{"Enabled":true})"), kOk); }
};

TEST_F(Levels, AreNotTalkedOfUnlessTheyAreAskedFor) {
  const Answer tokens = pool.Choose("alice", "PASSWORD", {{"PASSWORD", kRightPassword}});
  EXPECT_EQ(ReachedBy(tokens), "");
}

TEST_F(Levels, ArePutBehindAuthTimeInBothTokensAndRepeatedByARefresh) {
  const Answer tokens = Aim(LevelOf(1), "PASSWORD");
  ASSERT_EQ(NextOf(tokens), "tokens");
  EXPECT_EQ(ReachedBy(tokens), R"("urn:cognito:loa:1"["pwd"])");
  for (const std::string& token : {AccessIn(tokens), IdIn(tokens)}) {
    EXPECT_NE(NamesOfClaims(token).find("auth_time acr amr"), std::string::npos) << NamesOfClaims(token);
  }
  service.clock.Advance(5000);
  const Answer refreshed = pool.Initiate("REFRESH_TOKEN_AUTH", {{"REFRESH_TOKEN", RefreshIn(tokens)}});
  EXPECT_EQ(ReachedBy(refreshed), R"("urn:cognito:loa:1"["pwd"])");
  EXPECT_EQ(ClaimOf(AccessIn(refreshed), "auth_time"), ClaimOf(AccessIn(tokens), "auth_time"));
}

TEST_F(Levels, NarrowWhatIsOffered) {
  EXPECT_EQ(OfferedIn(Aim(LevelOf(1))), kPasswordFactors);
  EXPECT_EQ(OfferedIn(Aim(LevelOf(2))), R"(["EMAIL_OTP"])");
  Register("alice");
  EXPECT_EQ(OfferedIn(Aim(LevelOf(3))), R"(["WEB_AUTHN"])");
  EXPECT_EQ(NextOf(Aim(LevelOf(2), "PASSWORD")), "SELECT_CHALLENGE") << "what does not lead there is not preferred";
  TurnTokenOn();
  EXPECT_EQ(OfferedIn(Aim(LevelOf(4))), kPasswordFactors);
}

TEST_F(Levels, ReachTheSecondByACodeAlone) {
  EXPECT_EQ(ReachedBy(GiveMail(Aim(LevelOf(2), "EMAIL_OTP"))), R"("urn:cognito:loa:2"["email_otp"])");
}

TEST_F(Levels, ReachTheThirdByAPasskeyOrByACodeBehindThePassword) {
  Register("alice");
  EXPECT_EQ(ReachedBy(Prove(Aim(LevelOf(3), "WEB_AUTHN"))), R"("urn:cognito:loa:3"["swk"])");
  TurnMailOn();
  const Answer asked = Aim(LevelOf(3), "PASSWORD");
  ASSERT_EQ(NextOf(asked), "EMAIL_OTP");
  EXPECT_EQ(ReachedBy(GiveMail(asked)), R"("urn:cognito:loa:3"["pwd","email_otp","mfa"])");
}

TEST_F(Levels, ReachTheFourthByAnAuthenticatorBehindThePassword) {
  TurnTokenOn();
  const Answer asked = Aim(LevelOf(4), "PASSWORD");
  ASSERT_EQ(NextOf(asked), "SOFTWARE_TOKEN_MFA");
  EXPECT_EQ(ReachedBy(GiveTokenCode(asked)), R"("urn:cognito:loa:4"["pwd","otp","mfa"])");
}

TEST_F(Levels, AskForTheFactorThatWillDoNotForThePreferredOne) {
  TurnTokenOn();
  EXPECT_EQ(pool.TryOn("AdminSetUserMFAPreference", "alice", R"("EmailMfaSettings":{"Enabled":true,"PreferredMfa":true})"), kOk);
  EXPECT_EQ(NextOf(Aim(LevelOf(4), "PASSWORD")), "SOFTWARE_TOKEN_MFA");
  EXPECT_EQ(NextOf(Aim(LevelOf(3), "PASSWORD")), "EMAIL_OTP");
}

TEST_F(Levels, LetTheUserChooseAmongSeveralThatWillDo) {
  TurnTokenOn();
  TurnMailOn();
  const Answer asked = Aim(LevelOf(3), "PASSWORD");
  ASSERT_EQ(NextOf(asked), "SELECT_MFA_TYPE");
  EXPECT_EQ(asked.TextAt("ChallengeParameters.MFAS_CAN_CHOOSE"), R"(["SOFTWARE_TOKEN_MFA","EMAIL_OTP"])");
  const Answer chosen = pool.AnswerTo(asked, "alice", {{"ANSWER", "SOFTWARE_TOKEN_MFA"}});
  EXPECT_EQ(ReachedBy(GiveTokenCode(chosen)), R"("urn:cognito:loa:4"["pwd","otp","mfa"])") << "what was reached is told";
}

TEST_F(Levels, TakeTheFirstOfSeveralThatTheUserCanReach) {
  EXPECT_EQ(ReachedBy(Aim("gold " + LevelOf(4) + " " + LevelOf(1), "PASSWORD")), R"("urn:cognito:loa:1"["pwd"])");
  EXPECT_EQ(OfferedIn(Aim(LevelOf(2) + " " + LevelOf(1))), R"(["EMAIL_OTP"])");
}

TEST_F(Levels, GoByThePoolsOwnNames) {
  ChoicePool named(service, std::string(kEveryFactor) + R"(,"AcrConfiguration":{"Level1":{"AcrValue":"bronze"}})");
  named.AddUser("alice", kVerifiedEmail);
  const Answer tokens = named.Choose("alice", "PASSWORD", {{"PASSWORD", kRightPassword}, {"TARGET_ACR_VALUES", "bronze"}});
  EXPECT_EQ(ReachedBy(tokens), R"("bronze"["pwd"])");
  EXPECT_EQ(NextOf(named.Choose("alice", "", {{"TARGET_ACR_VALUES", LevelOf(1)}})),
            "InvalidParameterException: Invalid TARGET_ACR_VALUES.");
}

TEST_F(Levels, LeadNobodyToSetUpAFactor) {
  for (const int level : {3, 4}) {
    EXPECT_EQ(NextOf(Aim(LevelOf(level), "PASSWORD")), kUnreachable);
  }
  ChoicePool strict(service, "");
  strict.AddUser("alice", kVerifiedEmail);
  SetMfa(strict, "ON", "token");
  const auto aim = [&](int level) {
    return NextOf(strict.Choose("alice", "PASSWORD", {{"PASSWORD", kRightPassword}, {"TARGET_ACR_VALUES", LevelOf(level)}}));
  };
  EXPECT_EQ(aim(4), kUnreachable);
  EXPECT_EQ(aim(1), "MFA_SETUP") << "it is required whatever the level";
}

TEST_F(Levels, LeaveRequiredFactorsWhatTheyAre) {
  TurnTokenOn();
  const Answer asked = Aim(LevelOf(1), "PASSWORD");
  ASSERT_EQ(NextOf(asked), "SOFTWARE_TOKEN_MFA");
  EXPECT_EQ(ReachedBy(GiveTokenCode(asked)), R"("urn:cognito:loa:4"["pwd","otp","mfa"])");
}

TEST_F(Levels, RefuseNamesThatThePoolDoesNotHave) {
  for (const char* none : {"", "  ", "gold", "Level1", "URN:COGNITO:LOA:1"}) {
    EXPECT_EQ(NextOf(Aim(none)), "InvalidParameterException: Invalid TARGET_ACR_VALUES.") << none;
  }
}

TEST_F(Levels, AreForTiersAboveLite) {
  ChoicePool lite(service, R"(,"UserPoolTier":"LITE")");
  lite.AddUser("alice", {});
  EXPECT_EQ(NextOf(lite.Choose("alice", "", {{"TARGET_ACR_VALUES", "gold"}})),
            "FeatureUnavailableInTierException: This feature is not available in the current tier.");
}

TEST_F(Levels, CanBeAskedForByAdministratorsToo) {
  const Answer tokens = pool.AdminInitiate(
      "USER_AUTH",
      {{"USERNAME", "alice"}, {"PREFERRED_CHALLENGE", "PASSWORD"}, {"PASSWORD", kRightPassword}, {"TARGET_ACR_VALUES", LevelOf(1)}});
  EXPECT_EQ(ReachedBy(tokens), R"("urn:cognito:loa:1"["pwd"])");
}

TEST_F(Levels, StepUpFromATokenByWhatIsMissing) {
  const Answer first = Aim(LevelOf(1), "PASSWORD");
  TurnTokenOn();
  service.clock.Advance(60'000);
  const Answer asked = StepUp(first, LevelOf(4));
  ASSERT_EQ(NextOf(asked), "SOFTWARE_TOKEN_MFA");
  EXPECT_FALSE(asked.Has("AvailableChallenges"));
  const Answer tokens = GiveTokenCode(asked);
  EXPECT_EQ(ReachedBy(tokens), R"("urn:cognito:loa:4"["pwd","otp","mfa"])");
  EXPECT_NE(ClaimOf(AccessIn(tokens), "auth_time"), ClaimOf(AccessIn(first), "auth_time")) << "it is a sign-in of its own";
  EXPECT_NE(ClaimOf(AccessIn(tokens), "origin_jti"), ClaimOf(AccessIn(first), "origin_jti"));
  EXPECT_EQ(NextOf(StepUp(tokens, LevelOf(1))), "InvalidParameterException: Token already satisfies the requested ACR values.");
}

TEST_F(Levels, StepUpFromAPasskeyByThePasswordAndAnAuthenticator) {
  Register("alice");
  const Answer first = Prove(Aim(LevelOf(3), "WEB_AUTHN"));
  TurnTokenOn();
  const Answer offered = StepUp(first, LevelOf(4));
  EXPECT_EQ(OfferedIn(offered), kPasswordFactors);
  const Answer asked = pool.AnswerTo(offered, "alice", {{"ANSWER", "PASSWORD"}, {"PASSWORD", kRightPassword}});
  ASSERT_EQ(NextOf(asked), "SOFTWARE_TOKEN_MFA");
  EXPECT_EQ(ReachedBy(GiveTokenCode(asked)), R"("urn:cognito:loa:4"["swk","pwd","otp","mfa"])");
}

TEST_F(Levels, StepUpFromACodeByThePasswordAlone) {
  const Answer first = GiveMail(Aim(LevelOf(2), "EMAIL_OTP"));
  const Answer offered = StepUp(first, LevelOf(3));
  EXPECT_EQ(OfferedIn(offered), kPasswordFactors);
  const Answer tokens = pool.AnswerTo(offered, "alice", {{"ANSWER", "PASSWORD"}, {"PASSWORD", kRightPassword}});
  EXPECT_EQ(ReachedBy(tokens), R"("urn:cognito:loa:3"["email_otp","pwd","mfa"])");
}

TEST_F(Levels, TakeNoCodeThatWasTheFirstFactorForTheSecondOne) {
  const Answer first = GiveMail(Aim(LevelOf(2), "EMAIL_OTP"));
  TurnTokenOn();
  const Answer offered = StepUp(first, LevelOf(3));
  const Answer asked = pool.AnswerTo(offered, "alice", {{"ANSWER", "PASSWORD"}, {"PASSWORD", kRightPassword}});
  ASSERT_EQ(NextOf(asked), "SOFTWARE_TOKEN_MFA") << "as behind the password alone";
  EXPECT_EQ(ReachedBy(GiveTokenCode(asked)), R"("urn:cognito:loa:4"["email_otp","pwd","otp","mfa"])");
}

TEST_F(Levels, CountNothingOfATokenThatSaysNoMethods) {
  TurnTokenOn();
  const Answer asked = pool.Choose("alice", "PASSWORD", {{"PASSWORD", kRightPassword}});
  const Answer first = GiveTokenCode(asked);
  ASSERT_EQ(NextOf(first), "tokens");
  EXPECT_EQ(NextOf(StepUp(first, LevelOf(4))), "SELECT_CHALLENGE");
}

// As by the hosted pages: the provider has asked for a code of its own authenticator.
TEST_F(Levels, CountNothingOfWhatAProviderHasAskedFor) {
  TurnTokenOn();
  const world::World& world = service.world();
  sign_in::TokenGrant grant = world.store.Read([&](const storage::Transaction& transaction) {
    clients::SharedClient client = clients::UseClient(transaction, world.caches, pool.client());
    accounts::User user = accounts::RequireUser(transaction, *client->pool, "alice");
    return sign_in::GrantOfApi(world, std::move(client), std::move(user), {});
  });
  grant.acr = LevelOf(1);
  grant.amr = {"fed", "otp"};
  const std::string token = sign_in::IssueTokens(world, grant).AccessToken.value_or("");
  const Answer asked =
      pool.Choose("alice", "PASSWORD", {{"PASSWORD", kRightPassword}, {"TARGET_ACR_VALUES", LevelOf(4)}, {"ACCESS_TOKEN", token}});
  ASSERT_EQ(NextOf(asked), "SOFTWARE_TOKEN_MFA") << "the pool's own";
  EXPECT_EQ(ReachedBy(GiveTokenCode(asked)), R"("urn:cognito:loa:4"["pwd","otp","mfa"])");
}

TEST_F(Levels, CountNothingOfATokenThatIsTooOld) {
  const Answer first = Aim(LevelOf(1), "PASSWORD");
  EXPECT_EQ(NextOf(StepUp(first, LevelOf(1), {{"MAX_AGE", "0"}})), "SELECT_CHALLENGE") << "in the same moment, too";
  TurnTokenOn();
  service.clock.Advance(70'000);
  const std::string age = std::to_string((service.clock.Now() - 1'700'000'000'000) / 1000);
  EXPECT_EQ(NextOf(StepUp(first, LevelOf(4), {{"MAX_AGE", age}})), "SOFTWARE_TOKEN_MFA");
  EXPECT_EQ(NextOf(StepUp(first, LevelOf(4), {{"MAX_AGE", "60"}})), "SELECT_CHALLENGE");
  EXPECT_EQ(NextOf(StepUp(first, LevelOf(1), {{"MAX_AGE", "0"}})), "SELECT_CHALLENGE") << "it is no error then";
  EXPECT_EQ(OutcomeOf(service.Call("GetUser", "{" + TextMember("AccessToken", AccessIn(first)) + "}")), kOk) << "it stays good";
  for (const char* none : {"", "-1", "1.5", "1h", " 1", "99999999999999999999"}) {
    EXPECT_EQ(NextOf(StepUp(first, LevelOf(4), {{"MAX_AGE", none}})), "InvalidParameterException: Invalid MAX_AGE.") << none;
  }
}

TEST_F(Levels, CountNothingOfWhoMustChangeHisPassword) {
  const Answer first = Aim(LevelOf(1), "PASSWORD");
  TurnTokenOn();
  ASSERT_EQ(pool.TryOn("AdminSetUserPassword", "alice", R"("Password":"Temp-Pass1","Permanent":false)"), kOk);
  const Answer offered = StepUp(first, LevelOf(4));
  ASSERT_EQ(NextOf(offered), "SELECT_CHALLENGE") << "the temporary password is to be proved before another one is set";
  EXPECT_EQ(OfferedIn(offered), kPasswordFactors);
  const Answer asked = pool.AnswerTo(offered, "alice", {{"ANSWER", "PASSWORD"}, {"PASSWORD", "Temp-Pass1"}});
  EXPECT_EQ(NextOf(asked), "NEW_PASSWORD_REQUIRED");
}

TEST_F(Levels, TakeNoProvidersWordForASecondFactor) {
  TurnTokenOn();
  const world::World& world = service.world();
  const accounts::User alice = UserOf(service, pool.id(), "alice");
  sign_in::TokenGrant grant = world.store.Read([&](const storage::Transaction& transaction) {
    return sign_in::GrantOfApi(world, clients::UseClient(transaction, world.caches, pool.client()), alice, {});
  });
  grant.acr = LevelOf(1);
  grant.amr = {"fed"};
  const std::string token = AccessOf(sign_in::IssueTokens(world, grant));
  EXPECT_EQ(NextOf(Aim(LevelOf(1), "PASSWORD", {{"ACCESS_TOKEN", token}})), "SOFTWARE_TOKEN_MFA");
}

TEST_F(Levels, TakeATokenBesideATargetAlone) {
  const Answer first = Aim(LevelOf(1), "PASSWORD");
  EXPECT_EQ(NextOf(pool.Choose("alice", "", {{"ACCESS_TOKEN", AccessIn(first)}})),
            "InvalidParameterException: ACCESS_TOKEN requires TARGET_ACR_VALUES.");
}

TEST_F(Levels, TakeNoTokenThatIsNotGoodOrOfSomebodyElse) {
  const Answer first = Aim(LevelOf(1), "PASSWORD");
  EXPECT_EQ(NextOf(Aim(LevelOf(2), "", {{"ACCESS_TOKEN", "garbage"}})), kBadToken);
  EXPECT_EQ(NextOf(Aim(LevelOf(2), "", {{"ACCESS_TOKEN", IdIn(first)}})), kBadToken);
  pool.AddUser("bob");
  EXPECT_EQ(NextOf(pool.Choose("bob", "", {{"TARGET_ACR_VALUES", LevelOf(1)}, {"ACCESS_TOKEN", AccessIn(first)}})), kBadToken);
  const std::string own = pool.client();
  pool.UseClient(pool.AddClient(kChoosing));
  EXPECT_EQ(NextOf(StepUp(first, LevelOf(2))), kBadToken) << "another client's";
  pool.UseClient(own);
  EXPECT_EQ(pool.TryOn("AdminUserGlobalSignOut", "alice"), kOk);
  EXPECT_EQ(NextOf(StepUp(first, LevelOf(2))), kBadToken) << "it was revoked";
}

TEST_F(Levels, GiveNothingForHalfTheWay) {
  const Answer first = Aim(LevelOf(1), "PASSWORD");
  TurnTokenOn();
  const Answer asked = StepUp(first, LevelOf(4));
  const Answer wrong = pool.AnswerTo(asked, "alice", {{"SOFTWARE_TOKEN_MFA_CODE", OtherCode(pool.CodeOf("alice"))}});
  EXPECT_EQ(NextOf(wrong), kWrongCode);
  EXPECT_FALSE(wrong.Has("AuthenticationResult"));
  EXPECT_EQ(OutcomeOf(service.Call("GetUser", "{" + TextMember("AccessToken", AccessIn(first)) + "}")), kOk);
}

TEST_F(Levels, SayOfNobodyWhatTheySayOfWhoHasAPassword) {
  pool.UseClient(pool.AddClient(std::string(kChoosing) + R"(,"PreventUserExistenceErrors":"ENABLED")"));
  EXPECT_EQ(OfferedIn(pool.Choose("nobody", "", {{"TARGET_ACR_VALUES", LevelOf(1)}})), kPasswordFactors);
  EXPECT_EQ(NextOf(pool.Choose("nobody", "", {{"TARGET_ACR_VALUES", LevelOf(4)}})), kUnreachable);
}

}  // namespace
}  // namespace rockpool::support
