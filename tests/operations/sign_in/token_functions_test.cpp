// What PreTokenGeneration is told of a sign-in that ends with tokens.
#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "tests/operations/sign_in/custom_auth_pool.h"
#include "tests/support/jwt.h"

namespace rockpool::support {
namespace {

constexpr const char* kTokens = "TokenGeneration_Authentication";
constexpr const char* kNewPasswordChallenge = "TokenGeneration_NewPasswordChallenge";

class TokenFunctionsAtSignIn : public testing::Test, public CustomAuthPool {
 protected:
  TokenFunctionsAtSignIn() : CustomAuthPool({"PreTokenGeneration", "PostAuthentication"}) {
    pool.AddUser("alice", {{"phone_number", "+491701234567"}});
  }

  Answer Answered(const std::string& question, const Answer& asked, const std::string& member, const std::string& value,
                  const std::string& name = "alice") {
    return pool.Respond(question, asked.TextAt("Session"), {{"USERNAME", name}, {member, value}});
  }
};

TEST_F(TokenFunctionsAtSignIn, FollowOnPostAuthentication) {
  EXPECT_EQ(NextOf(pool.ByPassword("alice")), "tokens");
  EXPECT_EQ(functions->Sources(), (std::vector<std::string>{"PostAuthentication_Authentication", kTokens}));
  EXPECT_EQ(functions->In(kTokens, "userName"), "alice");
  EXPECT_EQ(functions->In(kTokens, "callerContext.clientId"), pool.client());
}

// Functions that number their users themselves write the number at the first sign-in.
TEST_F(TokenFunctionsAtSignIn, SeeWhatPostAuthenticationHasChanged) {
  functions->Do("PostAuthentication", [&](const triggers::Invocation& invocation) {
    EXPECT_EQ(pool.TryOn("AdminUpdateUserAttributes", "alice", R"("UserAttributes":[{"Name":"nickname","Value":"al"}])"), kOk);
    return triggers::Outcome{triggers::Outcome::Kind::kAnswered, invocation.event, "", 1};
  });
  const Answer answer = pool.ByPassword("alice");
  ASSERT_EQ(NextOf(answer), "tokens");
  EXPECT_EQ(functions->In(kTokens, "request.userAttributes.nickname"), "al");
  EXPECT_EQ(ClaimOf(answer.TextAt("AuthenticationResult.IdToken"), "nickname"), R"("al")");
}

TEST_F(TokenFunctionsAtSignIn, AreToldOfANewPasswordWhateverCameAfterIt) {
  pool.Invite("carol");
  const Answer asked = pool.ByPassword("carol");
  EXPECT_EQ(NextOf(Answered("NEW_PASSWORD_REQUIRED", asked, "NEW_PASSWORD", "New-Password2", "carol")), "tokens");
  EXPECT_EQ(functions->CountOf(kNewPasswordChallenge), 1U);
  pool.Invite("dave", {{"phone_number", "+491701234568"}});
  SetMfa(pool, "ON", "sms");
  const Answer code = Answered("NEW_PASSWORD_REQUIRED", pool.ByPassword("dave"), "NEW_PASSWORD", "New-Password2", "dave");
  ASSERT_EQ(NextOf(code), "SMS_MFA");
  EXPECT_EQ(NextOf(Answered("SMS_MFA", code, "SMS_MFA_CODE", pool.SentCode(), "dave")), "tokens");
  EXPECT_EQ(functions->CountOf(kNewPasswordChallenge), 2U);
  const Answer next = pool.ByPassword("dave", "New-Password2");
  EXPECT_EQ(NextOf(Answered("SMS_MFA", next, "SMS_MFA_CODE", pool.SentCode(), "dave")), "tokens");
  EXPECT_EQ(functions->CountOf(kNewPasswordChallenge), 2U) << "the next sign-in is a usual one";
  EXPECT_EQ(functions->CountOf(kTokens), 1U);
}

TEST_F(TokenFunctionsAtSignIn, AreToldOfCustomChallengesAsOfAnyAuthentication) {
  EXPECT_EQ(NextOf(Give(Open(), kSum)), "tokens");
  EXPECT_EQ(functions->CountOf(kTokens), 1U);
}

TEST_F(TokenFunctionsAtSignIn, GetTheMetadataOfTheLastAnswerAlone) {
  pool.SendMetadata(R"({"from":"opening"})");
  EXPECT_EQ(NextOf(pool.ByPassword("alice")), "tokens");
  EXPECT_EQ(functions->In(kTokens, "request.clientMetadata"), "-");
  const Answer asked = Open();
  pool.SendMetadata(R"({"from":"answer"})");
  EXPECT_EQ(NextOf(Give(asked, kSum)), "tokens");
  EXPECT_EQ(functions->In(kTokens, "request.clientMetadata.from"), "answer");
}

TEST_F(TokenFunctionsAtSignIn, GetTheMetadataOfARefresh) {
  const std::string token = pool.ByPassword("alice").TextAt("AuthenticationResult.RefreshToken");
  pool.SendMetadata(R"({"from":"refresh"})");
  functions->Forget();
  EXPECT_EQ(NextOf(pool.Initiate("REFRESH_TOKEN_AUTH", {{"REFRESH_TOKEN", token}})), "tokens");
  EXPECT_EQ(functions->Sources(), (std::vector<std::string>{"TokenGeneration_RefreshTokens"}));
  EXPECT_EQ(functions->In("TokenGeneration_RefreshTokens", "request.clientMetadata.from"), "refresh");
}

TEST_F(TokenFunctionsAtSignIn, RefuseWithTheSessionUsedUp) {
  functions->Throw("PreTokenGeneration", "no tokens");
  const char* refusal = "UserLambdaValidationException: PreTokenGeneration failed with error no tokens.";
  EXPECT_EQ(NextOf(pool.ByPassword("alice")), refusal);
  const Answer asked = Open();
  EXPECT_EQ(NextOf(Give(asked, kSum)), refusal);
  EXPECT_EQ(NextOf(Give(asked, kSum)), "NotAuthorizedException: Invalid session for the user, session can only be used once.");
  EXPECT_EQ(functions->CountOf(kTokens), 2U);
}

}  // namespace
}  // namespace rockpool::support
