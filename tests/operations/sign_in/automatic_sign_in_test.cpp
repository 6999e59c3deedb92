// The sessions of SignUp and ConfirmSignUp, which lead to tokens without a further question.
#include <gtest/gtest.h>

#include "tests/operations/sign_in/sign_in_errors.h"
#include "tests/operations/sign_in/sign_in_pool.h"
#include "tests/operations/sign_up/sign_up_pool.h"

namespace rockpool::support {
namespace {

constexpr const char* kLate = "NotAuthorizedException: Invalid session for the user, session is expired.";
constexpr const char* kCodesFirst =
    R"(,"AutoVerifiedAttributes":["email"],"Policies":{"SignInPolicy":{"AllowedFirstAuthFactors":["PASSWORD","EMAIL_OTP"]}})";
constexpr const char* kChooses = R"("ExplicitAuthFlows":["ALLOW_USER_AUTH"])";

class AutomaticSignIn : public testing::Test {
 protected:
  // The session of a sign-up.
  std::string SignUp(const std::string& name = "alice") const {
    const Answer answer = pool.SignUp(name, {{"email", name + "@example.com"}});
    EXPECT_EQ(OutcomeOf(answer), kOk);
    return answer.Has("Session") ? answer.TextAt("Session") : "";
  }
  Answer Confirm(const std::string& session, const std::string& name = "alice") const {
    return pool.CallFor("ConfirmSignUp", name,
                        JoinedMembers(TextMember("ConfirmationCode", pool.LastCode()), TextMember("Session", session)));
  }
  Answer SignIn(const std::string& session, const Pairs& parameters = {{"USERNAME", "alice"}}) {
    return service.Call("InitiateAuth", "{" + JoinedMembers(TextMember("ClientId", pool.client()), TextMember("Session", session)) +
                                            R"(,"AuthFlow":"USER_AUTH","AuthParameters":)" + JsonOf(parameters) + "}");
  }
  std::string Confirmed(const std::string& name = "alice") const { return Confirm(SignUp(name), name).TextAt("Session"); }

  TestService service;
  SignUpPool pool{service, {kCodesFirst, kChooses}};
};

TEST_F(AutomaticSignIn, LeadsFromTheSignUpToTokens) {
  const std::string signed_up = SignUp();
  ASSERT_GT(signed_up.size(), 1000U);
  const Answer confirmed = Confirm(signed_up);
  ASSERT_EQ(OutcomeOf(confirmed), kOk);
  ASSERT_NE(confirmed.TextAt("Session"), signed_up);
  EXPECT_EQ(NextOf(SignIn(confirmed.TextAt("Session"))), "tokens");
}

TEST_F(AutomaticSignIn, IgnoresTheParameters) {
  EXPECT_EQ(NextOf(SignIn(Confirmed(), {{"USERNAME", "alice"}, {"PREFERRED_CHALLENGE", "PASSWORD"}})), "tokens");
  EXPECT_EQ(NextOf(SignIn(Confirmed("bob"), {})), "tokens");
}

TEST_F(AutomaticSignIn, HappensOnce) {
  const std::string session = Confirmed();
  EXPECT_EQ(NextOf(SignIn(session)), "tokens");
  EXPECT_EQ(NextOf(SignIn(session)), kUsedSession);
}

TEST_F(AutomaticSignIn, HappensWhileTheSessionLives) {
  const std::string session = Confirmed();
  service.clock.Advance(3 * 60'000);
  EXPECT_EQ(NextOf(SignIn(session)), kLate);
}

TEST_F(AutomaticSignIn, TakesTheSessionOfTheConfirmationAlone) {
  const std::string signed_up = SignUp();
  EXPECT_EQ(NextOf(SignIn(signed_up)), kInvalidSession);
  EXPECT_EQ(NextOf(SignIn("AYABeGarbage-that-is-long-enough")), kInvalidSession);
  EXPECT_EQ(OutcomeOf(Confirm("AYABeGarbage-that-is-long-enough")), kInvalidSession);
  EXPECT_EQ(pool.Status("alice"), "UNCONFIRMED");
  EXPECT_EQ(OutcomeOf(Confirm(signed_up)), kOk);
}

TEST_F(AutomaticSignIn, IsOfTheUserWhoseSessionItIs) {
  const std::string of_bob = SignUp("bob");
  SignUp("alice");
  EXPECT_EQ(OutcomeOf(Confirm(of_bob, "alice")), kInvalidSession);
  EXPECT_EQ(NextOf(SignIn(Confirmed("carol"), {{"USERNAME", "alice"}})), kInvalidSession);
}

TEST_F(AutomaticSignIn, RefusesTheSessionOfASignUpThatIsTooOld) {
  const std::string session = SignUp();
  service.clock.Advance(3 * 60'000);
  EXPECT_EQ(OutcomeOf(Confirm(session)), kLate);
}

TEST_F(AutomaticSignIn, LeavesTheSessionToWhoEntersAWrongCode) {
  const std::string session = SignUp();
  EXPECT_EQ(
      OutcomeOf(pool.CallFor("ConfirmSignUp", "alice",
                             JoinedMembers(TextMember("ConfirmationCode", OtherCode(pool.LastCode())), TextMember("Session", session)))),
      kWrongCode);
  EXPECT_EQ(OutcomeOf(Confirm(session)), kOk);
}

TEST_F(AutomaticSignIn, IsThereForWhoHandsNoSessionInToo) {
  SignUp();
  const Answer confirmed = pool.CallFor("ConfirmSignUp", "alice", TextMember("ConfirmationCode", pool.LastCode()));
  EXPECT_EQ(OutcomeOf(confirmed), kOk);
  EXPECT_EQ(NextOf(SignIn(confirmed.TextAt("Session"))), "tokens");
}

TEST_F(AutomaticSignIn, NeedsAClientThatChooses) {
  SignUpPool other(service, {kCodesFirst, R"("ExplicitAuthFlows":["ALLOW_USER_PASSWORD_AUTH"])"});
  const Answer signed_up = other.SignUp("alice", {{"email", "a@example.com"}});
  EXPECT_EQ(OutcomeOf(signed_up), kOk);
  EXPECT_FALSE(signed_up.Has("Session"));
}

TEST_F(AutomaticSignIn, LeavesTheChoiceToWhoseMediumIsNoFirstFactor) {
  SignUpPool by_password(service, {kVerifiesEmail, kChooses});
  const std::string session = by_password.SignUp("alice", {{"email", "a@example.com"}}).TextAt("Session");
  const Answer confirmed = by_password.CallFor(
      "ConfirmSignUp", "alice", JoinedMembers(TextMember("ConfirmationCode", by_password.LastCode()), TextMember("Session", session)));
  const Answer answer =
      service.Call("InitiateAuth",
                   "{" + JoinedMembers(TextMember("ClientId", by_password.client()), TextMember("Session", confirmed.TextAt("Session"))) +
                       R"(,"AuthFlow":"USER_AUTH","AuthParameters":{"USERNAME":"alice"}})");
  EXPECT_EQ(NextOf(answer), "SELECT_CHALLENGE");
}

TEST_F(AutomaticSignIn, WorksForWhoHasNoPassword) {
  const Answer signed_up = pool.CallFor("SignUp", "dave", AttributesMember({{"email", "dave@example.com"}}));
  ASSERT_EQ(OutcomeOf(signed_up), kOk);
  const Answer confirmed = Confirm(signed_up.TextAt("Session"), "dave");
  EXPECT_EQ(NextOf(SignIn(confirmed.TextAt("Session"), {{"USERNAME", "dave"}})), "tokens");
}

}  // namespace
}  // namespace rockpool::support
