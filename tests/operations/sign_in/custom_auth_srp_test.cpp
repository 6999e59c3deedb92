// CUSTOM_AUTH that begins with SRP: the service proves the password, and a second factor, before it asks the functions again.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "tests/operations/sign_in/custom_auth_pool.h"
#include "tests/operations/sign_in/sign_in_errors.h"

namespace rockpool::support {
namespace {

constexpr const char* kUnrecognizable = "InvalidLambdaResponseException: Unrecognizable lambda output";
const Pairs kAliceAlone{{"USERNAME", "alice"}};

class CustomAuthWithSrp : public testing::Test, public CustomAuthPool {
 protected:
  CustomAuthWithSrp() { pool.AddUser("alice"); }

  Pairs With(const std::string& name, const std::string& value) {
    Pairs responses = kAliceAlone;
    responses[name] = value;
    return responses;
  }
};

TEST_F(CustomAuthWithSrp, AsksTheFunctionsBeforeAndAfterTheProof) {
  const Answer asked = OpenBySrp();
  ASSERT_EQ(NextOf(asked), "PASSWORD_VERIFIER");
  EXPECT_EQ(LastHistory(*functions), "SRP_A true");
  EXPECT_EQ(asked.TextAt("ChallengeParameters.USERNAME"), "alice");
  const Answer custom = Prove(asked);
  ASSERT_EQ(NextOf(custom), "CUSTOM_CHALLENGE");
  EXPECT_EQ(LastHistory(*functions), "SRP_A true, PASSWORD_VERIFIER true");
  EXPECT_EQ(NextOf(Give(custom, kSum)), "tokens");
  EXPECT_EQ(LastHistory(*functions), "SRP_A true, PASSWORD_VERIFIER true, CUSTOM_CHALLENGE true (SUM)");
  EXPECT_EQ(functions->Sources(), (Sources{kDefine, kDefine, kCreate, kVerify, kDefine}));
}

TEST_F(CustomAuthWithSrp, HasASessionBesideTheSecretBlock) {
  const Answer asked = OpenBySrp();
  const Pairs proof = pool.ProofOf(asked);
  EXPECT_EQ(NextOf(pool.Respond("PASSWORD_VERIFIER", "", proof)), "InvalidParameterException: Missing required parameter Session");
  EXPECT_EQ(NextOf(pool.Respond("PASSWORD_VERIFIER", OpenBySrp().TextAt("Session"), proof)), kInvalidSession) << "of another sign-in";
  EXPECT_EQ(NextOf(Prove(asked)), "CUSTOM_CHALLENGE") << "neither cost it anything";
  EXPECT_EQ(NextOf(Prove(asked)), "NotAuthorizedException: Invalid session for the user, session can only be used once.");
}

TEST_F(CustomAuthWithSrp, EndsWithAWrongPasswordWhateverTheFunctionsSay) {
  const Answer asked = OpenBySrp();
  functions->Forget();
  EXPECT_EQ(NextOf(Prove(asked, "Wrong-Pass1")), kIncorrectPassword);
  EXPECT_EQ(functions->Sources(), Sources());
  for (int i = 0; i < 4; ++i) {
    EXPECT_EQ(NextOf(Prove(OpenBySrp(), "Wrong-Pass1")), kIncorrectPassword) << i;
  }
  EXPECT_EQ(NextOf(Prove(OpenBySrp())), "NotAuthorizedException: Password attempts exceeded");
}

TEST_F(CustomAuthWithSrp, ForgetsWrongPasswordsWithTheRightOne) {
  for (int round = 0; round < 2; ++round) {
    for (int i = 0; i < 3; ++i) {
      EXPECT_EQ(NextOf(Prove(OpenBySrp(), "Wrong-Pass1")), kIncorrectPassword);
    }
    EXPECT_EQ(NextOf(Prove(OpenBySrp())), "CUSTOM_CHALLENGE");
  }
}

TEST_F(CustomAuthWithSrp, TellsOfTheStateOfTheUserBehindTheProof) {
  EXPECT_EQ(pool.TryOn("AdminDisableUser", "alice"), kOk);
  const Answer asked = OpenBySrp();
  ASSERT_EQ(NextOf(asked), "PASSWORD_VERIFIER");
  EXPECT_EQ(NextOf(Prove(asked)), "NotAuthorizedException: User is disabled.");
}

TEST_F(CustomAuthWithSrp, AsksForTheSecondFactorBeforeTheFunctions) {
  SetMfa(pool, "OPTIONAL", "token");
  pool.AddToken("alice");
  SetMfa(pool, "ON", "token");
  const Answer asked = Prove(OpenBySrp());
  ASSERT_EQ(NextOf(asked), "SOFTWARE_TOKEN_MFA");
  EXPECT_EQ(LastHistory(*functions), "SRP_A true");
  const Answer custom = pool.Respond("SOFTWARE_TOKEN_MFA", asked.TextAt("Session"), With("SOFTWARE_TOKEN_MFA_CODE", pool.CodeOf("alice")));
  ASSERT_EQ(NextOf(custom), "CUSTOM_CHALLENGE");
  EXPECT_EQ(LastHistory(*functions), "SRP_A true, PASSWORD_VERIFIER true, SOFTWARE_TOKEN_MFA true");
  EXPECT_EQ(NextOf(Give(Give(custom, "3"), kSum)), "tokens");
  EXPECT_EQ(LastHistory(*functions),
            "SRP_A true, PASSWORD_VERIFIER true, SOFTWARE_TOKEN_MFA true, CUSTOM_CHALLENGE false (SUM), CUSTOM_CHALLENGE true (SUM)");
}

TEST_F(CustomAuthWithSrp, TellsTheFunctionsOfTheChoiceAmongSecondFactorsTooAndOfNoWrongCode) {
  SetMfa(pool, "OPTIONAL", "sms token");
  pool.AddUser("dora", {{"phone_number", "+491701234567"}});
  pool.AddToken("dora");
  ASSERT_EQ(
      pool.TryOn("AdminSetUserMFAPreference", "dora", R"("SMSMfaSettings":{"Enabled":true},"SoftwareTokenMfaSettings":{"Enabled":true})"),
      kOk);
  const Answer asked = Prove(OpenBySrp("dora"));
  ASSERT_EQ(NextOf(asked), "SELECT_MFA_TYPE");
  const Answer sent = pool.Respond("SELECT_MFA_TYPE", asked.TextAt("Session"), {{"USERNAME", "dora"}, {"ANSWER", "SMS_MFA"}});
  ASSERT_EQ(NextOf(sent), "SMS_MFA");
  const auto give = [&](const std::string& code) {
    return pool.Respond("SMS_MFA", sent.TextAt("Session"), {{"USERNAME", "dora"}, {"SMS_MFA_CODE", code}});
  };
  EXPECT_EQ(NextOf(give(pool.SentCode() == "000000" ? "000001" : "000000")), kMismatchedCode);
  EXPECT_EQ(LastHistory(*functions), "SRP_A true");
  const Answer custom = give(pool.SentCode());
  ASSERT_EQ(NextOf(custom), "CUSTOM_CHALLENGE");
  EXPECT_EQ(LastHistory(*functions), "SRP_A true, PASSWORD_VERIFIER true, SELECT_MFA_TYPE true, SMS_MFA true");
  EXPECT_EQ(NextOf(Give(custom, kSum, "dora")), "tokens");
}

TEST_F(CustomAuthWithSrp, SetsAnAuthenticatorUpOnTheWay) {
  SetMfa(pool, "ON", "token");
  const Answer asked = Prove(OpenBySrp());
  ASSERT_EQ(NextOf(asked), "MFA_SETUP");
  const Answer begun = service.Call("AssociateSoftwareToken", "{" + TextMember("Session", asked.TextAt("Session")) + "}");
  const Answer verified = service.Call("VerifySoftwareToken", "{" + TextMember("Session", begun.TextAt("Session")) + "," +
                                                                  TextMember("UserCode", pool.CodeOf("alice")) + "}");
  const Answer custom = pool.Respond("MFA_SETUP", verified.TextAt("Session"), kAliceAlone);
  ASSERT_EQ(NextOf(custom), "CUSTOM_CHALLENGE");
  EXPECT_EQ(LastHistory(*functions), "SRP_A true, PASSWORD_VERIFIER true, MFA_SETUP true");
  EXPECT_EQ(NextOf(Give(custom, kSum)), "tokens");
}

TEST_F(CustomAuthWithSrp, AsksForANewPasswordInPlaceOfATemporaryOne) {
  pool.Invite("carol");
  const Answer asked = Prove(OpenBySrp("carol"));
  ASSERT_EQ(NextOf(asked), "NEW_PASSWORD_REQUIRED");
  const Answer custom =
      pool.Respond("NEW_PASSWORD_REQUIRED", asked.TextAt("Session"), {{"USERNAME", "carol"}, {"NEW_PASSWORD", "New-Password2"}});
  ASSERT_EQ(NextOf(custom), "CUSTOM_CHALLENGE");
  EXPECT_EQ(LastHistory(*functions), "SRP_A true, PASSWORD_VERIFIER true, NEW_PASSWORD_REQUIRED true");
  EXPECT_EQ(NextOf(Give(custom, kSum, "carol")), "tokens");
}

TEST_F(CustomAuthWithSrp, MayBeEnoughWithoutACustomChallenge) {
  const Answer asked = OpenBySrp();
  Define(R"({"issueTokens":true})");
  EXPECT_EQ(NextOf(Prove(asked)), "tokens");
}

TEST_F(CustomAuthWithSrp, ProvesThePasswordFirst) {
  Define(R"({"challengeName":"CUSTOM_CHALLENGE"})");
  EXPECT_EQ(NextOf(OpenBySrp()), kUnrecognizable);
  Define(R"({"failAuthentication":true})");
  EXPECT_EQ(NextOf(OpenBySrp()), kIncorrectPassword);
}

TEST_F(CustomAuthWithSrp, GivesNoTokensBeforeTheProof) {
  Define(R"({"issueTokens":true})");
  EXPECT_EQ(NextOf(OpenBySrp()), kUnrecognizable);
  EXPECT_EQ(NextOf(Open()), "tokens") << "nobody spoke of a password";
}

TEST_F(CustomAuthWithSrp, ProvesThePasswordOnce) {
  const Answer asked = OpenBySrp();
  Define(R"({"challengeName":"PASSWORD_VERIFIER"})");
  EXPECT_EQ(NextOf(Prove(asked)), kUnrecognizable);
}

TEST_F(CustomAuthWithSrp, EndsWhereThePasswordIsSetAnew) {
  const Answer custom = Prove(OpenBySrp());
  EXPECT_EQ(pool.TryOn("AdminSetUserPassword", "alice", TextMember("Password", "New-Password2") + R"(,"Permanent":true)"), kOk);
  EXPECT_EQ(NextOf(Give(custom, kSum)), kInvalidSession);
}

TEST_F(CustomAuthWithSrp, WantsWhatSrpBeginsWith) {
  EXPECT_EQ(NextOf(Open("alice", {{"CHALLENGE_NAME", "SRP_A"}})), "InvalidParameterException: Missing required parameter SRP_A");
  EXPECT_EQ(NextOf(Open("alice", {{"CHALLENGE_NAME", "SRP_A"}, {"SRP_A", "0"}})), "InvalidParameterException: Invalid SRP_A.");
  EXPECT_EQ(NextOf(Open("alice", {{"CHALLENGE_NAME", "PASSWORD"}})), "InvalidParameterException: Invalid challenge type.");
  EXPECT_EQ(functions->Sources(), Sources());
  EXPECT_EQ(NextOf(Open("alice", {{"SRP_A", SrpClient().public_hex()}})), "CUSTOM_CHALLENGE") << "without CHALLENGE_NAME there is no SRP";
}

}  // namespace
}  // namespace rockpool::support
