#include <gtest/gtest.h>

#include "tests/operations/sign_up/sign_up_pool.h"

namespace rockpool::support {
namespace {

class ResendConfirmationCode : public PoolTest<SignUpPool> {
 protected:
  static std::string Resend(const SignUpPool& of, std::string_view username) { return of.TryFor("ResendConfirmationCode", username); }

  static void Join(const SignUpPool& pool, std::string_view username) {
    EXPECT_EQ(pool.TrySignUp(username, {{"email", "first@example.com"}}), kOk);
  }
};

constexpr const char* kDelivered =
    R"({"CodeDeliveryDetails":{"AttributeName":"email","DeliveryMedium":"EMAIL","Destination":"f***@e***"}})";

TEST_F(ResendConfirmationCode, SendsANewCodeAndTheOldOneIsVoid) {
  Join(pool, "alice");
  const std::string old = pool.LastCode();
  EXPECT_EQ(pool.CallFor("ResendConfirmationCode", "alice").body, kDelivered);
  const storage::Message message = pool.LastMessage();
  EXPECT_EQ(message.purpose, "CustomMessage_ResendCode");
  EXPECT_EQ(message.destination, "first@example.com");
  ASSERT_NE(message.code, old);
  EXPECT_EQ(pool.TryConfirm("alice", old), kWrongCode);
  EXPECT_EQ(pool.TryConfirm("alice", message.code), kOk);
}

TEST_F(ResendConfirmationCode, SendsASecondOneAtOnce) {
  Join(pool, "alice");
  EXPECT_EQ(Resend(pool, "alice"), kOk);
  EXPECT_EQ(Resend(pool, "alice"), kOk);
  EXPECT_EQ(pool.CountMessages(), 3);
}

TEST_F(ResendConfirmationCode, BeginsTheTwentyFourHoursAnew) {
  Join(pool, "alice");
  service.clock.Advance(20 * kHour);
  Resend(pool, "alice");
  service.clock.Advance(24 * kHour - 1);
  EXPECT_EQ(pool.TryConfirm("alice", pool.LastCode()), kOk);
}

TEST_F(ResendConfirmationCode, LooksForTheClientThenForTheSecret) {
  ExpectClientThenSecret(service, "ResendConfirmationCode", "", kNoSuchUser);
}

TEST_F(ResendConfirmationCode, TellsThatThereIsNoSuchUser) { EXPECT_EQ(Resend(pool, "nobody"), kNoSuchUser); }

TEST_F(ResendConfirmationCode, TellsThatTheUserIsConfirmedBeforeItLooksForAnAddress) {
  pool.Create("alice");
  EXPECT_EQ(Resend(pool, "alice"), "InvalidParameterException: User is already confirmed.");
}

TEST_F(ResendConfirmationCode, NeedsAnAddressThatThePoolVerifies) {
  const std::string refused = "NotAuthorizedException: Cannot resend codes. Auto verification not turned on.";
  const SignUpPool silent(service, {.pool = ""});
  Join(silent, "alice");
  EXPECT_EQ(Resend(silent, "alice"), refused);
  pool.SignUp("bob");
  EXPECT_EQ(Resend(pool, "bob"), refused);
}

TEST_F(ResendConfirmationCode, IsRefusedAsTooOftenFiveTimesAnHour) {
  TestService limited(WithLimits());
  const SignUpPool counted(limited);
  Join(counted, "alice");
  ExpectLimit(5, kOk, limited.clock, [&] { return Resend(counted, "alice"); });
}

TEST_F(ResendConfirmationCode, TellsWhatIsWrongWithTheUserBeforeTheLimit) {
  TestService limited(WithLimits());
  const SignUpPool counted(limited);
  Join(counted, "alice");
  for (int i = 0; i < 6; ++i) {
    Resend(counted, "alice");
    EXPECT_EQ(Resend(counted, "nobody"), kNoSuchUser);
  }
  EXPECT_EQ(counted.TryConfirm("alice", counted.LastCode()), kOk);
  EXPECT_EQ(Resend(counted, "alice"), "InvalidParameterException: User is already confirmed.");
}

TEST_F(ResendConfirmationCode, ShowsAMadeUpAddressOfNobodyWhereTheClientHidesWhoExists) {
  const SignUpPool hiding(service, {.client = kHides});
  EXPECT_EQ(hiding.CallFor("ResendConfirmationCode", "first@example.com").body, kDelivered);
  const Answer made_up = hiding.CallFor("ResendConfirmationCode", "nobody");
  EXPECT_EQ(made_up.TextAt("CodeDeliveryDetails.DeliveryMedium"), "EMAIL");
  EXPECT_EQ(made_up.body, hiding.CallFor("ResendConfirmationCode", "nobody").body) << "always the same";
  EXPECT_EQ(hiding.CountMessages(), 0);
}

TEST_F(ResendConfirmationCode, ShowsAPhoneNumberOfNobodyWhereThePoolVerifiesPhones) {
  const SignUpPool hiding(service, {.pool = kVerifiesBoth, .client = kHides});
  const Answer made_up = hiding.CallFor("ResendConfirmationCode", "nobody");
  EXPECT_EQ(made_up.TextAt("CodeDeliveryDetails.DeliveryMedium"), "SMS");
  EXPECT_EQ(made_up.TextAt("CodeDeliveryDetails.AttributeName"), "phone_number");
  EXPECT_TRUE(made_up.TextAt("CodeDeliveryDetails.Destination").starts_with("+*******"));
}

TEST_F(ResendConfirmationCode, SendsADisabledUserNothingAndHidesThat) {
  const SignUpPool hiding(service, {.client = kHides});
  Join(hiding, "alice");
  hiding.Disable("alice");
  EXPECT_EQ(Resend(hiding, "alice"), kOk);
  EXPECT_EQ(hiding.CountMessages(), 1);
}

TEST_F(ResendConfirmationCode, CostsForNobodyWhatItCostsForSomebody) {
  const SignUpPool hiding(service, {.client = kHides});
  Join(hiding, "alice");
  const auto cost = [&](std::string_view name) { return CostOf(service, [&] { EXPECT_EQ(Resend(hiding, name), kOk); }); };
  EXPECT_EQ(cost("alice"), (Cost{.exponentiations = 0, .writes = 1}));
  EXPECT_EQ(cost("nobody"), (Cost{.exponentiations = 0, .writes = 1}));
  ExpectRowsOfNobody(service, hiding.id(), "nobody");
}

}  // namespace
}  // namespace rockpool::support
