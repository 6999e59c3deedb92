#include <gtest/gtest.h>

#include "tests/operations/sign_up/sign_up_pool.h"

namespace rockpool::support {
namespace {

class ForgotPassword : public PoolTest<SignUpPool> {
 protected:
  static std::string Forget(const SignUpPool& of, std::string_view username) { return of.TryFor("ForgotPassword", username); }

  static void CreateWithBoth(const SignUpPool& of, std::string_view username) {
    of.Create(
        username,
        {{"email", "first@example.com"}, {"email_verified", "true"}, {"phone_number", "+12345679934"}, {"phone_number_verified", "true"}});
  }

  static std::string Recovering(std::string_view mechanisms) {
    return std::string(kVerifiesBoth) + R"(,"AccountRecoverySetting":{"RecoveryMechanisms":[)" + std::string(mechanisms) + "]}";
  }
  static std::string ByAdministrators() { return Recovering(R"({"Priority":1,"Name":"admin_only"})"); }
};

constexpr const char* kNotInThisState = "NotAuthorizedException: User password cannot be reset in the current state.";
constexpr const char* kDisabled = "NotAuthorizedException: User is disabled.";
constexpr const char* kAskAdministrator = "NotAuthorizedException: Contact administrator to reset password.";
constexpr const char* kByEmail = R"({"CodeDeliveryDetails":{"AttributeName":"email","DeliveryMedium":"EMAIL","Destination":"f***@e***"}})";
constexpr const char* kByPhone =
    R"({"CodeDeliveryDetails":{"AttributeName":"phone_number","DeliveryMedium":"SMS","Destination":"+*******9934"}})";

TEST_F(ForgotPassword, SendsACodeThatRecoversThePassword) {
  pool.Create("alice", {{"email", "first@example.com"}, {"email_verified", "true"}});
  EXPECT_EQ(pool.CallFor("ForgotPassword", "alice").body, kByEmail);
  const storage::Message message = pool.LastMessage();
  EXPECT_EQ(message.purpose, "CustomMessage_ForgotPassword");
  EXPECT_EQ(message.destination, "first@example.com");
  EXPECT_EQ(message.client_id, pool.client());
  EXPECT_EQ(message.code.size(), 6);
  EXPECT_EQ(pool.TryRecover("alice", message.code), kOk);
}

TEST_F(ForgotPassword, LeavesTheStatusAsItIs) {
  pool.CreateReachable("alice");
  Forget(pool, "alice");
  EXPECT_EQ(pool.Status("alice"), "CONFIRMED");
  EXPECT_EQ(pool.Try("AdminResetUserPassword", R"("Username":"alice")"), kOk);
  EXPECT_EQ(Forget(pool, "alice"), kOk);
  EXPECT_EQ(pool.Status("alice"), "RESET_REQUIRED");
}

TEST_F(ForgotPassword, VoidsTheCodeBefore) {
  pool.CreateReachable("alice");
  Forget(pool, "alice");
  const std::string old = pool.LastCode();
  Forget(pool, "alice");
  ASSERT_NE(pool.LastCode(), old);
  EXPECT_EQ(pool.TryRecover("alice", old), kWrongCode);
  EXPECT_EQ(pool.TryRecover("alice", pool.LastCode()), kOk);
}

TEST_F(ForgotPassword, GoesByThePriorityOfTheMechanisms) {
  const SignUpPool phone_first(
      service, {.pool = Recovering(R"({"Priority":2,"Name":"verified_email"},{"Priority":1,"Name":"verified_phone_number"})")});
  CreateWithBoth(phone_first, "alice");
  EXPECT_EQ(phone_first.CallFor("ForgotPassword", "alice").body, kByPhone);
  const SignUpPool email_first(
      service, {.pool = Recovering(R"({"Priority":1,"Name":"verified_email"},{"Priority":2,"Name":"verified_phone_number"})")});
  CreateWithBoth(email_first, "alice");
  EXPECT_EQ(email_first.CallFor("ForgotPassword", "alice").body, kByEmail);
  email_first.Create("phoned", {{"phone_number", "+12345679934"}, {"phone_number_verified", "true"}, {"email", "first@example.com"}});
  EXPECT_EQ(email_first.CallFor("ForgotPassword", "phoned").body, kByPhone) << "the e-mail address is not verified";
}

TEST_F(ForgotPassword, GoesByEmailFirstWhereThePoolDoesNotSay) {
  const SignUpPool usual(service, {.pool = kVerifiesBoth});
  CreateWithBoth(usual, "alice");
  EXPECT_EQ(usual.CallFor("ForgotPassword", "alice").body, kByEmail);
}

TEST_F(ForgotPassword, NeverGoesByTheMediumOfThePreferredSecondFactor) {
  const SignUpPool usual(service, {.pool = kVerifiesBoth});
  CreateWithBoth(usual, "alice");
  PreferFactor(service, usual.id(), "alice", "EMAIL_OTP");
  EXPECT_EQ(usual.CallFor("ForgotPassword", "alice").body, kByPhone);
  PreferFactor(service, usual.id(), "alice", "SMS_MFA");
  EXPECT_EQ(usual.CallFor("ForgotPassword", "alice").body, kByEmail);
  usual.CreateReachable("bob");
  PreferFactor(service, usual.id(), "bob", "EMAIL_OTP");
  EXPECT_EQ(Forget(usual, "bob"), kUnreachable);
}

TEST_F(ForgotPassword, LooksForTheClientThenForTheSecret) { ExpectClientThenSecret(service, "ForgotPassword", "", kNoSuchUser); }

TEST_F(ForgotPassword, TellsThatThereIsNoSuchUser) { EXPECT_EQ(Forget(pool, "nobody"), kNoSuchUser); }

TEST_F(ForgotPassword, TellsOfADisabledUserBeforeHisState) {
  pool.CreateReachable("alice");
  SetStatus(service, pool.id(), "alice", api::UserStatusType::FORCE_CHANGE_PASSWORD);
  pool.Disable("alice");
  EXPECT_EQ(Forget(pool, "alice"), kDisabled);
}

TEST_F(ForgotPassword, TellsOfTheStateBeforeTheAddress) {
  pool.Create("alice");
  for (const auto status : {api::UserStatusType::FORCE_CHANGE_PASSWORD, api::UserStatusType::EXTERNAL_PROVIDER}) {
    SetStatus(service, pool.id(), "alice", status);
    EXPECT_EQ(Forget(pool, "alice"), kNotInThisState);
  }
}

TEST_F(ForgotPassword, NeedsAVerifiedAddressOfAConfirmedUser) {
  pool.Create("bare");
  EXPECT_EQ(Forget(pool, "bare"), kUnreachable);
  pool.Create("unverified", {{"email", "a@example.com"}});
  EXPECT_EQ(Forget(pool, "unverified"), kUnreachable);
  pool.SignUp("unconfirmed", {{"email", "a@example.com"}});
  EXPECT_EQ(Forget(pool, "unconfirmed"), kUnreachable);
  pool.Change("unconfirmed", {{"email_verified", "true"}});
  EXPECT_EQ(Forget(pool, "unconfirmed"), kUnreachable) << "verified, and still not confirmed";
}

TEST_F(ForgotPassword, IsAnAdministratorsWhereThePoolSaysSoWhichIsToldLast) {
  const SignUpPool closed(service, {.pool = ByAdministrators()});
  closed.CreateReachable("alice");
  EXPECT_EQ(Forget(closed, "alice"), kAskAdministrator);
  closed.Create("bare");
  EXPECT_EQ(Forget(closed, "bare"), kUnreachable);
  closed.Disable("alice");
  EXPECT_EQ(Forget(closed, "alice"), kDisabled);
  EXPECT_EQ(Forget(closed, "nobody"), kNoSuchUser);
  EXPECT_EQ(closed.CountMessages(), 0);
}

TEST_F(ForgotPassword, IsRefusedAsTooOftenWithWhatConfirmsIt) {
  TestService limited(WithLimits());
  const SignUpPool counted(limited);
  counted.CreateReachable("alice");
  for (int i = 0; i < 10; ++i) {
    ASSERT_EQ(Forget(counted, "alice"), kOk);
    ASSERT_EQ(counted.TryRecover("alice", OtherCode(counted.LastCode())), kWrongCode);
  }
  EXPECT_EQ(Forget(counted, "alice"), kTooOften);
  EXPECT_EQ(counted.TryRecover("alice", counted.LastCode()), kTooOften);
  counted.Disable("alice");
  EXPECT_EQ(Forget(counted, "alice"), kDisabled) << "what is wrong with the user is told before the limit";
  limited.clock.Advance(kHour);
  EXPECT_EQ(counted.Try("AdminEnableUser", R"("Username":"alice")"), kOk);
  EXPECT_EQ(Forget(counted, "alice"), kOk);
}

TEST_F(ForgotPassword, TakesNobodyForSomebodyWhereTheClientHidesWhoExists) {
  const SignUpPool hiding(service, {.client = kHides});
  EXPECT_EQ(hiding.CallFor("ForgotPassword", "first@example.com").body, kByEmail);
  const Answer made_up = hiding.CallFor("ForgotPassword", "nobody");
  EXPECT_EQ(OutcomeOf(made_up), kOk);
  EXPECT_EQ(made_up.TextAt("CodeDeliveryDetails.DeliveryMedium"), "EMAIL");
  EXPECT_EQ(made_up.body, hiding.CallFor("ForgotPassword", "nobody").body) << "always the same";
  EXPECT_EQ(hiding.CountMessages(), 0);
}

TEST_F(ForgotPassword, ShowsAPhoneNumberOfNobodyWherePhonesRecover) {
  const SignUpPool hiding(service, {.pool = Recovering(R"({"Priority":1,"Name":"verified_phone_number"})"), .client = kHides});
  EXPECT_EQ(hiding.CallFor("ForgotPassword", "nobody").TextAt("CodeDeliveryDetails.DeliveryMedium"), "SMS");
  EXPECT_EQ(hiding.CallFor("ForgotPassword", "+12345679934").body, kByPhone);
}

TEST_F(ForgotPassword, HidesWhoIsDisabledOrHasNoVerifiedAddressToo) {
  const SignUpPool hiding(service, {.client = kHides});
  hiding.CreateReachable("disabled");
  hiding.Disable("disabled");
  hiding.Create("bare");
  hiding.SignUp("unconfirmed");
  for (const char* name : {"disabled", "bare", "unconfirmed"}) {
    EXPECT_EQ(Forget(hiding, name), kOk) << name;
  }
  EXPECT_EQ(hiding.CountMessages(), 0);
}

// Assumed: else the answer would tell who exists.
TEST_F(ForgotPassword, RefusesEverybodyAlikeWhereAdministratorsRecoverAndTheClientHidesWhoExists) {
  const SignUpPool closed(service, {.pool = ByAdministrators(), .client = kHides});
  closed.CreateReachable("alice");
  for (const char* name : {"alice", "nobody"}) {
    EXPECT_EQ(Forget(closed, name), kAskAdministrator) << name;
  }
}

TEST_F(ForgotPassword, CostsForNobodyWhatItCostsForSomebody) {
  const SignUpPool hiding(service, {.client = kHides});
  hiding.CreateReachable("alice");
  hiding.Create("bare");
  for (const char* name : {"alice", "bare", "nobody"}) {
    EXPECT_EQ(CostOf(service, [&] { EXPECT_EQ(Forget(hiding, name), kOk); }), (Cost{.exponentiations = 0, .writes = 1})) << name;
  }
  ExpectRowsOfNobody(service, hiding.id(), "bare");
  ExpectRowsOfNobody(service, hiding.id(), "nobody");
}

TEST_F(ForgotPassword, KnowsUsersByTheirVerifiedAlias) {
  const SignUpPool alias(service, {.pool = kEmailAlias});
  alias.CreateReachable("alice");
  EXPECT_EQ(Forget(alias, "a@example.com"), kOk);
  EXPECT_EQ(alias.LastMessage().username, "alice");
}

TEST_F(ForgotPassword, HidesWhosePasswordIsNotHisOwn) {
  const SignUpPool hiding(service, {.client = kHides});
  hiding.CreateReachable("alice");
  for (const auto status : {api::UserStatusType::FORCE_CHANGE_PASSWORD, api::UserStatusType::EXTERNAL_PROVIDER}) {
    SetStatus(service, hiding.id(), "alice", status);
    EXPECT_EQ(Forget(hiding, "alice"), kOk);
  }
  EXPECT_EQ(hiding.CountMessages(), 0);
}

TEST_F(ForgotPassword, TakesNoNameForAPhoneNumberThatOnlyBeginsLikeOne) {
  const SignUpPool hiding(service, {.client = kHides});
  const Answer answer = hiding.CallFor("ForgotPassword", "+\u00fc\u00fc\u00fc\u00fc");
  EXPECT_EQ(answer.TextAt("CodeDeliveryDetails.DeliveryMedium"), "EMAIL");
}

}  // namespace
}  // namespace rockpool::support
