// USER_AUTH where PreventUserExistenceErrors hides who is there.
#include <gtest/gtest.h>

#include "tests/operations/sign_in/choice_pool.h"
#include "tests/operations/sign_in/sign_in_errors.h"
#include "tests/support/users.h"

namespace rockpool::support {
namespace {

constexpr const char* kHidingByChoice = R"("ExplicitAuthFlows":["ALLOW_USER_AUTH"],"PreventUserExistenceErrors":"ENABLED")";

class ChoiceOfNobody : public testing::Test {
 protected:
  ChoiceOfNobody() {
    pool.AddUser(
        "alice",
        {{"email", "alice@example.com"}, {"email_verified", "true"}, {"phone_number", "+491701234567"}, {"phone_number_verified", "true"}});
  }

  TestService service;
  ChoicePool pool{service, kEveryFactor, kHidingByChoice};
};

TEST_F(ChoiceOfNobody, IsWhatAUserWithEverythingButAPasskeyHas) {
  EXPECT_EQ(OfferedIn(pool.Choose("nobody")), OfferedIn(pool.Choose("alice")));
  EXPECT_EQ(OfferedIn(pool.Choose("nobody")), R"(["PASSWORD_SRP","PASSWORD","EMAIL_OTP","SMS_OTP"])");
  EXPECT_EQ(NextOf(pool.Choose("nobody", "WEB_AUTHN")), "SELECT_CHALLENGE");
}

TEST_F(ChoiceOfNobody, CostsWhatThatOfAUserCosts) {
  for (const char* preferred : {"", "EMAIL_OTP", "PASSWORD", "PASSWORD_SRP"}) {
    const auto choose = [&](const std::string& name) {
      return CostOf(service, [&] { pool.Choose(name, preferred, {{"PASSWORD", "Wrong-Pass1"}, {"SRP_A", SrpClient().public_hex()}}); });
    };
    const Cost known = choose("alice");
    const Cost unknown = choose("nobody");
    EXPECT_EQ(unknown, known) << preferred;
  }
}

TEST_F(ChoiceOfNobody, LeadsToAWrongPassword) {
  EXPECT_EQ(NextOf(pool.Choose("nobody", "PASSWORD", {{"PASSWORD", kRightPassword}})), kIncorrectPassword);
  EXPECT_EQ(NextOf(pool.Select("nobody", "PASSWORD", {{"PASSWORD", kRightPassword}})), kIncorrectPassword);
  const Answer asked = pool.Choose("nobody", "PASSWORD_SRP", {{"SRP_A", SrpClient().public_hex()}});
  ASSERT_EQ(NextOf(asked), "PASSWORD_VERIFIER");
  EXPECT_EQ(NextOf(pool.Respond("PASSWORD_VERIFIER", asked.TextAt("Session"), pool.ProofOf(asked))), kIncorrectPassword);
}

TEST_F(ChoiceOfNobody, ShowsWhereACodeCouldHaveGone) {
  const Answer by_name = pool.Choose("nobody", "EMAIL_OTP");
  ASSERT_EQ(NextOf(by_name), "EMAIL_OTP");
  EXPECT_EQ(by_name.At("ChallengeParameters").MemberCount(), 2U);
  EXPECT_EQ(JsonAt(by_name, "ChallengeParameters"), JsonAt(pool.Choose("nobody", "EMAIL_OTP"), "ChallengeParameters"));
  EXPECT_EQ(pool.Choose("someone@example.com", "EMAIL_OTP").TextAt("ChallengeParameters.CODE_DELIVERY_DESTINATION"), "s***@e***");
  const Answer by_sms = pool.Choose("someone@example.com", "SMS_OTP");
  ASSERT_EQ(NextOf(by_sms), "SMS_OTP");
  EXPECT_EQ(by_sms.TextAt("ChallengeParameters.CODE_DELIVERY_DELIVERY_MEDIUM"), "SMS");
  EXPECT_EQ(pool.SentCode(), "") << "nothing was sent";
}

TEST_F(ChoiceOfNobody, TakesAsManyWrongCodesAsThatOfAUser) {
  const Answer asked = pool.Choose("nobody", "EMAIL_OTP");
  for (int i = 0; i < 8; ++i) {
    EXPECT_EQ(NextOf(pool.AnswerTo(asked, "nobody", {{"EMAIL_OTP_CODE", "12345678"}})), kMismatchedCode) << i;
  }
  EXPECT_EQ(NextOf(pool.AnswerTo(asked, "nobody", {{"EMAIL_OTP_CODE", "12345678"}})), kInvalidSession);
}

}  // namespace
}  // namespace rockpool::support
