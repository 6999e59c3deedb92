#include <gtest/gtest.h>

#include "tests/operations/sign_up/sign_up_pool.h"

namespace rockpool::support {
namespace {

class ConfirmSignUp : public PoolTest<SignUpPool> {
 protected:
  static constexpr const char* kAddress = "a@example.com";

  // Signs up, and returns the code.
  std::string CodeFor(const SignUpPool& of, std::string_view username, const char* address = kAddress) {
    EXPECT_EQ(of.TrySignUp(username, {{"email", address}}), kOk);
    return of.LastCode();
  }
};

constexpr const char* kConfirmedAlready = "NotAuthorizedException: User cannot be confirmed. Current status is CONFIRMED";

TEST_F(ConfirmSignUp, ConfirmsTheUserAndVerifiesWhereTheCodeWent) {
  const std::string code = CodeFor(pool, "alice");
  const Answer answer = pool.CallFor("ConfirmSignUp", "alice", TextMember("ConfirmationCode", code));
  EXPECT_EQ(answer.body, "{}");
  EXPECT_EQ(pool.Status("alice"), "CONFIRMED");
  EXPECT_EQ(pool.Attribute("alice", "email_verified"), "true");
}

TEST_F(ConfirmSignUp, VerifiesThePhoneAloneWhereTheCodeWentThere) {
  const SignUpPool both(service, {.pool = kVerifiesBoth});
  both.SignUp("alice", {{"email", kAddress}, {"phone_number", "+12345678901"}});
  EXPECT_EQ(both.TryConfirm("alice", both.LastCode()), kOk);
  EXPECT_EQ(both.Attribute("alice", "phone_number_verified"), "true");
  EXPECT_EQ(both.Attribute("alice", "email_verified"), "false");
}

TEST_F(ConfirmSignUp, LooksForTheClientThenForTheSecret) {
  ExpectClientThenSecret(service, "ConfirmSignUp", R"("ConfirmationCode":"1")", kNoSuchUser);
}

TEST_F(ConfirmSignUp, TellsThatThereIsNoSuchUser) { EXPECT_EQ(pool.TryConfirm("nobody", "123456"), kNoSuchUser); }

TEST_F(ConfirmSignUp, TakesNobodysCodeForAWrongOneWhereTheClientHidesWhoExists) {
  const SignUpPool hiding(service, {.client = kHides});
  CodeFor(hiding, "alice");
  EXPECT_EQ(hiding.TryConfirm("nobody", "123456"), kWrongCode);
  EXPECT_EQ(hiding.TryConfirm("alice", OtherCode(hiding.LastCode())), kWrongCode);
}

TEST_F(ConfirmSignUp, CostsForNobodyWhatAWrongCodeCosts) {
  const SignUpPool hiding(service, {.client = kHides});
  const std::string wrong = OtherCode(CodeFor(hiding, "alice"));
  const Cost known = CostOf(service, [&] { EXPECT_EQ(hiding.TryConfirm("alice", wrong), kWrongCode); });
  EXPECT_EQ(known.exponentiations, 0U);
  EXPECT_EQ(CostOf(service, [&] { EXPECT_EQ(hiding.TryConfirm("nobody", wrong), kWrongCode); }), known);
}

TEST_F(ConfirmSignUp, LooksAtTheStatusBeforeTheCode) {
  const std::string code = CodeFor(pool, "alice");
  EXPECT_EQ(pool.TryConfirm("alice", code), kOk);
  EXPECT_EQ(pool.TryConfirm("alice", code), kConfirmedAlready);
  EXPECT_EQ(pool.TryConfirm("alice", OtherCode(code)), kConfirmedAlready);
  SetStatus(service, pool.id(), "alice", api::UserStatusType::FORCE_CHANGE_PASSWORD);
  EXPECT_EQ(pool.TryConfirm("alice", code), "NotAuthorizedException: User cannot be confirmed. Current status is FORCE_CHANGE_PASSWORD");
}

TEST_F(ConfirmSignUp, RefusesAnotherCodeAndTakesTheRightOneAfterwards) {
  const std::string code = CodeFor(pool, "alice");
  EXPECT_EQ(pool.TryConfirm("alice", OtherCode(code)), kWrongCode);
  EXPECT_EQ(pool.TryConfirm("alice", "abc"), kWrongCode);
  EXPECT_EQ(pool.Status("alice"), "UNCONFIRMED");
  EXPECT_EQ(pool.TryConfirm("alice", code), kOk);
}

TEST_F(ConfirmSignUp, TakesNobodyElsesCode) {
  CodeFor(pool, "alice");
  const std::string other = CodeFor(pool, "bob");
  EXPECT_EQ(pool.TryConfirm("alice", other), kWrongCode);
}

TEST_F(ConfirmSignUp, RefusesAsExpiredWhatNeverWas) {
  pool.SignUp("alice");
  EXPECT_EQ(pool.TryConfirm("alice", "123456"), kExpiredCode);
}

TEST_F(ConfirmSignUp, TakesACodeForTwentyFourHours) {
  const std::string first = CodeFor(pool, "alice");
  service.clock.Advance(24 * kHour - 1);
  EXPECT_EQ(pool.TryConfirm("alice", OtherCode(first)), kWrongCode);
  EXPECT_EQ(pool.TryConfirm("alice", first), kOk);
  const std::string second = CodeFor(pool, "bob");
  service.clock.Advance(24 * kHour);
  EXPECT_EQ(pool.TryConfirm("bob", OtherCode(second)), kExpiredCode);
  EXPECT_EQ(pool.TryConfirm("bob", second), kExpiredCode);
}

TEST_F(ConfirmSignUp, TakesACodeFromOneOfTwoWhoHaveItAtOnce) {
  for (const char* name : {"alice", "bob", "carol", "dave"}) {
    const std::string code = CodeFor(pool, name);
    EXPECT_EQ(OutcomesOfTwo([&] { return pool.TryConfirm(name, code); }), (std::multiset<std::string>{kOk, kConfirmedAlready}));
  }
}

TEST_F(ConfirmSignUp, IsRefusedAsTooOftenFifteenTimesAnHourAndBeforeTheCode) {
  TestService limited(WithLimits());
  const SignUpPool counted(limited);
  const std::string code = CodeFor(counted, "alice");
  ExpectLimit(15, kWrongCode, limited.clock, [&] { return counted.TryConfirm("alice", OtherCode(code)); });
  EXPECT_EQ(counted.TryConfirm("alice", code), kOk) << "the limit has passed with its hour";
}

TEST_F(ConfirmSignUp, TellsWhoIsThereAndHisStatusBeforeTheLimit) {
  TestService limited(WithLimits());
  const SignUpPool counted(limited);
  CodeFor(counted, "alice");
  for (int i = 0; i < 16; ++i) {
    counted.TryConfirm("alice", "000000x");
    EXPECT_EQ(counted.TryConfirm("nobody", "123456"), kNoSuchUser);
  }
  EXPECT_EQ(counted.TryConfirm("alice", "000000x"), kTooOften);
  SetStatus(limited, counted.id(), "alice", api::UserStatusType::CONFIRMED);
  EXPECT_EQ(counted.TryConfirm("alice", "000000x"), kConfirmedAlready);
}

TEST_F(ConfirmSignUp, LimitsNobodyLikeSomebodyWhereTheClientHidesWhoExists) {
  TestService limited(WithLimits());
  const SignUpPool hiding(limited, {.client = kHides});
  ExpectLimit(15, kWrongCode, limited.clock, [&] { return hiding.TryConfirm("nobody", "123456"); });
}

TEST_F(ConfirmSignUp, LooksAtTheCodeBeforeTheAlias) {
  const SignUpPool alias(service, {.pool = kEmailAlias});
  alias.CreateReachable("first");
  const std::string code = CodeFor(alias, "second");
  EXPECT_EQ(alias.TryConfirm("second", OtherCode(code)), kWrongCode);
  EXPECT_EQ(alias.TryConfirm("second", code), "AliasExistsException: An account with the email already exists.");
  EXPECT_EQ(alias.Status("second"), "UNCONFIRMED");
  EXPECT_EQ(alias.TryConfirm("second", code, R"("ForceAliasCreation":false)"),
            "AliasExistsException: An account with the email already exists.")
      << "the code survives, and false is the default";
}

TEST_F(ConfirmSignUp, TakesTheAliasFromWhoHasItIfItIsForced) {
  const SignUpPool alias(service, {.pool = kEmailAlias});
  alias.CreateReachable("first");
  const std::string code = CodeFor(alias, "second");
  EXPECT_EQ(alias.TryConfirm("second", code, R"("ForceAliasCreation":true)"), kOk);
  EXPECT_EQ(alias.Attribute("first", "email_verified"), "false");
  EXPECT_EQ(alias.Attribute("first", "email"), kAddress);
  EXPECT_EQ(alias.Call("AdminGetUser", TextMember("Username", kAddress)).TextAt("Username"), "second");
}

TEST_F(ConfirmSignUp, KnowsUsersByTheirAddressWhereItIsTheName) {
  const SignUpPool named(service, {.pool = kNamesAreEmails});
  named.SignUp(kAddress);
  EXPECT_EQ(named.TryConfirm(kAddress, named.LastCode()), kOk);
  EXPECT_EQ(named.Status(kAddress), "CONFIRMED");
}

TEST_F(ConfirmSignUp, DoesNotKnowAnUnverifiedAlias) {
  const SignUpPool alias(service, {.pool = kEmailAlias});
  const std::string code = CodeFor(alias, "alice");
  EXPECT_EQ(alias.TryConfirm(kAddress, code), kNoSuchUser);
}

TEST_F(ConfirmSignUp, RefusesTheCodeOfAnAddressThatIsGone) {
  const std::string code = CodeFor(pool, "alice");
  EXPECT_EQ(pool.Try("AdminDeleteUserAttributes", R"("Username":"alice","UserAttributeNames":["email"])"), kOk);
  EXPECT_EQ(pool.TryConfirm("alice", code), kWrongCode);
  EXPECT_EQ(pool.Status("alice"), "UNCONFIRMED");
  EXPECT_EQ(pool.Attribute("alice", "email_verified"), "");
}

TEST_F(ConfirmSignUp, VerifiesNoAddressThatTheCodeDidNotGoTo) {
  const SignUpPool alias(service, {.pool = kEmailAlias});
  alias.Create("first", {{"email", "victim@example.com"}, {"email_verified", "true"}});
  const std::string code = CodeFor(alias, "second");
  alias.Change("second", {{"email", "victim@example.com"}});
  EXPECT_EQ(alias.TryConfirm("second", code, R"("ForceAliasCreation":true)"), kWrongCode);
  EXPECT_EQ(alias.Attribute("first", "email_verified"), "true");
  EXPECT_EQ(alias.Attribute("second", "email_verified"), "false");
}

}  // namespace
}  // namespace rockpool::support
