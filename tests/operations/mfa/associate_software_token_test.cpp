#include <gtest/gtest.h>

#include "tests/operations/mfa/token_calls.h"

namespace rockpool::support {
namespace {

using AssociateSoftwareToken = TokenTest;

TEST_F(AssociateSoftwareToken, AnswersWithASecretAndNoSession) {
  const Answer answer = Associate();
  ASSERT_EQ(OutcomeOf(answer), kOk);
  EXPECT_EQ(answer.TextAt("SecretCode").size(), 52U) << "32 bytes in base 32";
  EXPECT_EQ(answer.TextAt("SecretCode").find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"), std::string::npos);
  EXPECT_FALSE(answer.Has("Session"));
  EXPECT_NE(Associate().TextAt("SecretCode"), answer.TextAt("SecretCode"));
}

TEST_F(AssociateSoftwareToken, WantsOneOfTokenAndSession) {
  EXPECT_EQ(OutcomeOf(service.Call("AssociateSoftwareToken", "{}")),
            "InvalidParameterException: Either AccessToken or Session is required.");
  EXPECT_EQ(OutcomeOf(service.Call("AssociateSoftwareToken",
                                   "{" + TextMember("AccessToken", access_token) + R"(,"Session":"twenty characters or more"})")),
            "InvalidParameterException: AccessToken and Session cannot both be given.");
}

TEST_F(AssociateSoftwareToken, RefusesATokenThatIsNone) {
  access_token = "garbage";
  EXPECT_EQ(OutcomeOf(Associate()), kInvalidToken);
}

TEST_F(AssociateSoftwareToken, NeedsAPoolWithAuthenticators) {
  SetMfa(pool, "OPTIONAL", "sms");
  EXPECT_EQ(OutcomeOf(Associate()), kNoTokens);
}

TEST_F(AssociateSoftwareToken, LeavesTheVerifiedOneInForce) {
  ASSERT_EQ(OutcomeOf(Associate()), kOk);
  ASSERT_EQ(OutcomeOf(Verify(pool.CodeOf("alice"))), kOk);
  service.clock.Advance(30'000);
  const std::string verified = pool.CodeOf("alice");
  ASSERT_EQ(OutcomeOf(Associate()), kOk);
  ASSERT_NE(pool.CodeOf("alice"), verified);
  SetMfa(pool, "ON", "token");
  EXPECT_EQ(NextOf(pool.Respond("SOFTWARE_TOKEN_MFA", pool.ByPassword("alice").TextAt("Session"),
                                {{"USERNAME", "alice"}, {"SOFTWARE_TOKEN_MFA_CODE", verified}})),
            "tokens");
}

}  // namespace
}  // namespace rockpool::support
