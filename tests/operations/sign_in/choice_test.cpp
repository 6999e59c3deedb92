// USER_AUTH: what a user is offered, and what he makes of it with a password.
#include <gtest/gtest.h>

#include "tests/operations/sign_in/choice_pool.h"
#include "tests/operations/sign_in/sign_in_errors.h"

namespace rockpool::support {
namespace {

constexpr const char* kByPassword = R"(["PASSWORD_SRP","PASSWORD"])";
constexpr const char* kNotAvailable = "InvalidParameterException: Selected challenge is not available.";
const std::string kMissing = "InvalidParameterException: Missing required parameter ";
const Pairs kVerified{{"email", "alice@example.com"}, {"email_verified", "true"}};

class Choice : public PoolTest<ChoicePool> {
 protected:
  Choice() { pool.AddUser("alice", kVerified); }

  std::string OfferedTo(const std::string& name) const { return OfferedIn(pool.Choose(name)); }
};

TEST_F(Choice, AsksForOneWhereNothingIsPreferred) {
  const Answer asked = pool.Choose("alice");
  ASSERT_EQ(NextOf(asked), "SELECT_CHALLENGE");
  EXPECT_EQ(JsonAt(asked, "ChallengeParameters"), "{}");
  EXPECT_EQ(OfferedIn(asked), R"(["PASSWORD_SRP","PASSWORD","EMAIL_OTP"])");
  EXPECT_GT(asked.TextAt("Session").size(), 1000U);
}

TEST_F(Choice, OffersWhatIsVerified) {
  pool.AddUser("bob", {{"email", "bob@example.com"}, {"phone_number", "+491701234567"}, {"phone_number_verified", "true"}});
  EXPECT_EQ(OfferedTo("bob"), R"(["PASSWORD_SRP","PASSWORD","SMS_OTP"])");
  pool.AddUser("carol");
  EXPECT_EQ(OfferedTo("carol"), kByPassword);
}

TEST_F(Choice, OffersWhatThePoolAllows) {
  ChoicePool by_password(service, "");
  by_password.AddUser("alice", kVerified);
  EXPECT_EQ(OfferedIn(by_password.Choose("alice")), kByPassword);
}

TEST_F(Choice, OffersThePasswordAloneWhileItMustBeChanged) {
  pool.Invite("dave", {{"email", "dave@example.com"}, {"email_verified", "true"}});
  EXPECT_EQ(OfferedTo("dave"), kByPassword);
  EXPECT_EQ(NextOf(pool.Choose("dave", "EMAIL_OTP")), "SELECT_CHALLENGE");
  EXPECT_EQ(NextOf(pool.Choose("dave", "PASSWORD", {{"PASSWORD", kRightPassword}})), "NEW_PASSWORD_REQUIRED");
}

TEST_F(Choice, OffersNoPasswordToWhoHasNone) {
  EXPECT_EQ(pool.AddPasswordless("erin", {{"email", "erin@example.com"}, {"email_verified", "true"}}), kOk);
  EXPECT_EQ(OfferedTo("erin"), R"(["EMAIL_OTP"])");
  EXPECT_EQ(NextOf(pool.Choose("erin", "PASSWORD", {{"PASSWORD", kRightPassword}})), "SELECT_CHALLENGE");
}

TEST_F(Choice, RefusesWhoHasNothingToBeginWith) {
  EXPECT_EQ(pool.AddPasswordless("frank", {{"email", "frank@example.com"}}), kOk);
  EXPECT_EQ(NextOf(pool.Choose("frank")), kIncorrectPassword);
  EXPECT_EQ(pool.LastTraced(), "first factors: refused (the user has nothing of what the pool allows to begin with)");
}

TEST_F(Choice, OffersCodesToNobodyWhoHasASecondFactorOn) {
  SetMfa(pool, "OPTIONAL", "sms token email");
  EXPECT_EQ(OfferedTo("alice"), R"(["PASSWORD_SRP","PASSWORD","EMAIL_OTP"])");
  pool.AddToken("alice");
  EXPECT_EQ(OfferedTo("alice"), R"(["PASSWORD_SRP","PASSWORD","EMAIL_OTP"])") << "registered, not on";
  EXPECT_EQ(pool.TryOn("AdminSetUserMFAPreference", "alice", R"("SoftwareTokenMfaSettings":{"Enabled":true})"), kOk);
  EXPECT_EQ(OfferedTo("alice"), kByPassword);
  EXPECT_EQ(NextOf(pool.Choose("alice", "EMAIL_OTP")), "SELECT_CHALLENGE");
}

TEST_F(Choice, OffersThePasswordAloneWhereASecondFactorIsRequired) {
  ChoicePool strict(service, kWithEmail);
  strict.AddUser("alice", kVerified);
  SetMfa(strict, "ON", "token email");
  EXPECT_EQ(OfferedIn(strict.Choose("alice")), kByPassword);
}

TEST_F(Choice, TakesThePasswordAtOnce) {
  const Answer answer = pool.Choose("alice", "PASSWORD", {{"PASSWORD", kRightPassword}});
  EXPECT_EQ(NextOf(answer), "tokens");
  EXPECT_EQ(JsonAt(answer, "ChallengeParameters"), "{}");
  EXPECT_FALSE(answer.Has("AvailableChallenges"));
  EXPECT_EQ(NextOf(pool.Choose("alice", "PASSWORD", {{"PASSWORD", "Wrong-Pass1"}})), kIncorrectPassword);
}

TEST_F(Choice, WantsWithAPreferenceWhatItNeeds) {
  EXPECT_EQ(NextOf(pool.Initiate("USER_AUTH", {})), kMissing + "USERNAME");
  EXPECT_EQ(NextOf(pool.Choose("nobody", "PASSWORD")), kMissing + "PASSWORD");
  EXPECT_EQ(NextOf(pool.Choose("nobody", "PASSWORD_SRP")), kMissing + "SRP_A");
}

TEST_F(Choice, RefusesAPreferenceThatIsNoFirstFactor) {
  for (const char* name : {"SMS_MFA", "SELECT_CHALLENGE", "SOFTWARE_TOKEN_MFA", "password", "x"}) {
    EXPECT_EQ(NextOf(pool.Choose("alice", name)), "InvalidParameterException: Invalid challenge type.") << name;
  }
}

TEST_F(Choice, LooksForTheUserFirst) {
  EXPECT_EQ(NextOf(pool.Choose("nobody")), "UserNotFoundException: User does not exist.");
  EXPECT_EQ(NextOf(pool.Choose("nobody", "EMAIL_OTP")), "UserNotFoundException: User does not exist.");
}

TEST_F(Choice, BeginsSrpAtOnce) {
  const Answer asked = pool.Choose("alice", "PASSWORD_SRP", {{"SRP_A", SrpClient().public_hex()}});
  ASSERT_EQ(NextOf(asked), "PASSWORD_VERIFIER");
  EXPECT_EQ(OfferedIn(asked), R"(["PASSWORD_SRP","PASSWORD","EMAIL_OTP"])");
  EXPECT_EQ(NextOf(pool.Prove(asked)), "InvalidParameterException: Missing required parameter Session");
  EXPECT_EQ(NextOf(pool.Respond("PASSWORD_VERIFIER", asked.TextAt("Session"), pool.ProofOf(asked))), "tokens");
  EXPECT_EQ(NextOf(pool.Respond("PASSWORD_VERIFIER", asked.TextAt("Session"), pool.ProofOf(asked))), kUsedSession);
}

TEST_F(Choice, GoesFromAChoiceToTheEndInOneStep) {
  EXPECT_EQ(NextOf(pool.Select("alice", "PASSWORD", {{"PASSWORD", kRightPassword}})), "tokens");
  const Answer asked = pool.Select("alice", "PASSWORD_SRP", {{"SRP_A", SrpClient().public_hex()}});
  ASSERT_EQ(NextOf(asked), "PASSWORD_VERIFIER");
  EXPECT_EQ(NextOf(pool.Respond("PASSWORD_VERIFIER", asked.TextAt("Session"), pool.ProofOf(asked))), "tokens");
}

TEST_F(Choice, AsksForWhatDidNotComeAlong) {
  const Answer password = pool.Select("alice", "PASSWORD");
  ASSERT_EQ(NextOf(password), "PASSWORD");
  EXPECT_EQ(JsonAt(password, "ChallengeParameters"), "{}");
  EXPECT_EQ(NextOf(pool.AnswerTo(password, "alice", {})), kMissing + "PASSWORD");
  EXPECT_EQ(NextOf(pool.AnswerTo(password, "alice", {{"PASSWORD", kRightPassword}})), "tokens");
  const Answer srp = pool.Select("alice", "PASSWORD_SRP");
  ASSERT_EQ(NextOf(srp), "PASSWORD_SRP");
  EXPECT_EQ(NextOf(pool.AnswerTo(srp, "alice", {})), kMissing + "SRP_A");
  const Answer proof = pool.AnswerTo(srp, "alice", {{"SRP_A", SrpClient().public_hex()}});
  ASSERT_EQ(NextOf(proof), "PASSWORD_VERIFIER");
  EXPECT_EQ(NextOf(pool.Respond("PASSWORD_VERIFIER", proof.TextAt("Session"), pool.ProofOf(proof))), "tokens");
}

TEST_F(Choice, EndsItsSessionWithAWrongPassword) {
  const Answer asked = pool.Choose("alice");
  EXPECT_EQ(NextOf(pool.AnswerTo(asked, "alice", {{"ANSWER", "PASSWORD"}, {"PASSWORD", "Wrong-Pass1"}})), kIncorrectPassword);
  EXPECT_EQ(NextOf(pool.AnswerTo(asked, "alice", {{"ANSWER", "PASSWORD"}, {"PASSWORD", kRightPassword}})), kUsedSession);
}

TEST_F(Choice, LocksOutAsPasswordsDo) {
  for (int i = 0; i < 5; ++i) {
    EXPECT_EQ(NextOf(pool.Select("alice", "PASSWORD", {{"PASSWORD", "Wrong-Pass1"}})), kIncorrectPassword) << i;
  }
  const char* locked = "NotAuthorizedException: Password attempts exceeded";
  EXPECT_EQ(NextOf(pool.Select("alice", "PASSWORD", {{"PASSWORD", kRightPassword}})), locked);
  EXPECT_EQ(NextOf(pool.Choose("alice", "PASSWORD", {{"PASSWORD", kRightPassword}})), locked);
  service.clock.Advance(1'000);
  EXPECT_EQ(NextOf(pool.Select("alice", "PASSWORD", {{"PASSWORD", kRightPassword}})), "tokens");
}

TEST_F(Choice, TakesNoChoiceThatWasNotOffered) {
  const Answer asked = pool.Choose("alice");
  for (const char* choice : {"WEB_AUTHN", "SMS_OTP", "SMS_MFA", "PASSWORD_VERIFIER", "x"}) {
    EXPECT_EQ(NextOf(pool.AnswerTo(asked, "alice", {{"ANSWER", choice}})), kNotAvailable) << choice;
  }
  EXPECT_EQ(NextOf(pool.AnswerTo(asked, "alice", {})), kMissing + "ANSWER");
  EXPECT_EQ(NextOf(pool.AnswerTo(asked, "alice", {{"ANSWER", "PASSWORD"}, {"PASSWORD", kRightPassword}})), "tokens");
}

TEST_F(Choice, GoesOnToTheSecondFactorBehindAPassword) {
  SetMfa(pool, "OPTIONAL", "sms token email");
  pool.AddToken("alice");
  EXPECT_EQ(pool.TryOn("AdminSetUserMFAPreference", "alice", R"("SoftwareTokenMfaSettings":{"Enabled":true})"), kOk);
  const Answer asked = pool.Choose("alice", "PASSWORD", {{"PASSWORD", kRightPassword}});
  ASSERT_EQ(NextOf(asked), "SOFTWARE_TOKEN_MFA");
  EXPECT_FALSE(asked.Has("AvailableChallenges"));
  EXPECT_EQ(NextOf(pool.AnswerTo(asked, "alice", {{"SOFTWARE_TOKEN_MFA_CODE", pool.CodeOf("alice")}})), "tokens");
}

TEST_F(Choice, LooksAtTheStateOfTheUserBeforeAnythingIsChosen) {
  EXPECT_EQ(pool.TryOn("AdminDisableUser", "alice"), kOk);
  EXPECT_EQ(NextOf(pool.Choose("alice")), "NotAuthorizedException: User is disabled.");
  EXPECT_EQ(NextOf(pool.Choose("alice", "PASSWORD", {{"PASSWORD", "Wrong-Pass1"}})), "NotAuthorizedException: User is disabled.");
}

TEST_F(Choice, IsThereInEachTierForPasswords) {
  ChoicePool lite(service, R"(,"UserPoolTier":"LITE")");
  lite.AddUser("alice", kVerified);
  EXPECT_EQ(OfferedIn(lite.Choose("alice")), kByPassword);
  EXPECT_EQ(NextOf(lite.Choose("alice", "EMAIL_OTP")), "SELECT_CHALLENGE");
  EXPECT_EQ(NextOf(lite.Choose("alice", "PASSWORD", {{"PASSWORD", kRightPassword}})), "tokens");
}

TEST_F(Choice, IsForAdministratorsToo) {
  const Answer asked = pool.AdminInitiate("USER_AUTH", {{"USERNAME", "alice"}});
  ASSERT_EQ(NextOf(asked), "SELECT_CHALLENGE");
  EXPECT_EQ(OfferedIn(asked), R"(["PASSWORD_SRP","PASSWORD","EMAIL_OTP"])");
  EXPECT_EQ(NextOf(pool.AdminRespond("SELECT_CHALLENGE", asked.TextAt("Session"),
                                     {{"USERNAME", "alice"}, {"ANSWER", "PASSWORD"}, {"PASSWORD", kRightPassword}})),
            "tokens");
}

TEST_F(Choice, NeedsTheClientToAllowIt) {
  pool.UseClient(pool.AddClient(R"("ExplicitAuthFlows":["ALLOW_USER_PASSWORD_AUTH"])"));
  EXPECT_EQ(NextOf(pool.Choose("alice")), "InvalidParameterException: USER_AUTH flow not enabled for this client");
}

TEST_F(Choice, NeedsNoOtherFlowOfTheClient) {
  pool.UseClient(pool.AddClient(R"("ExplicitAuthFlows":["ALLOW_USER_AUTH"])"));
  EXPECT_EQ(NextOf(pool.Choose("alice", "PASSWORD", {{"PASSWORD", kRightPassword}})), "tokens");
  EXPECT_EQ(NextOf(pool.ByPassword("alice")), "InvalidParameterException: USER_PASSWORD_AUTH flow not enabled for this client");
}

TEST_F(Choice, WantsTheSecretHash) {
  pool.UseClient(pool.AddClient(R"("GenerateSecret":true,"ExplicitAuthFlows":["ALLOW_USER_AUTH"])"));
  EXPECT_EQ(NextOf(pool.Choose("alice")),
            "NotAuthorizedException: Client " + pool.client() + " is configured with secret but SECRET_HASH was not received");
}

}  // namespace
}  // namespace rockpool::support
