#include <gtest/gtest.h>

#include "tests/operations/sign_up/sign_up_pool.h"

namespace rockpool::support {
namespace {

class VerifyUserAttribute : public PoolTest<SignUpPool> {
 protected:
  static std::string Verify(const SignUpPool& of, std::string_view code, std::string_view attribute = "email") {
    return of.TryHolding("alice", "VerifyUserAttribute", JoinedMembers(TextMember("AttributeName", attribute), TextMember("Code", code)));
  }
  // Of a user with an address that is not verified.
  static std::string CodeFor(const SignUpPool& of, std::string_view address = "a@example.com") {
    of.Create("alice", {{"email", address}, {"phone_number", "+12345678901"}});
    return AskAgain(of);
  }
  static std::string AskAgain(const SignUpPool& of, std::string_view attribute = "email") {
    EXPECT_EQ(of.TryHolding("alice", "GetUserAttributeVerificationCode", TextMember("AttributeName", attribute)), kOk);
    return of.LastCode();
  }
};

TEST_F(VerifyUserAttribute, SetsTheFlag) {
  const std::string code = CodeFor(pool);
  EXPECT_EQ(pool.CallHolding("alice", "VerifyUserAttribute", R"("AttributeName":"email",)" + TextMember("Code", code)).body, "{}");
  EXPECT_EQ(pool.Attribute("alice", "email_verified"), "true");
  EXPECT_EQ(pool.Attribute("alice", "phone_number_verified"), "");
  EXPECT_EQ(Verify(pool, AskAgain(pool, "phone_number"), "phone_number"), kOk);
  EXPECT_EQ(pool.Attribute("alice", "phone_number_verified"), "true");
}

TEST_F(VerifyUserAttribute, ConsumesTheCode) {
  const std::string code = CodeFor(pool);
  EXPECT_EQ(Verify(pool, code), kOk);
  EXPECT_EQ(Verify(pool, code), kExpiredCode);
}

TEST_F(VerifyUserAttribute, TakesACodeFromOneOfTwoWhoHaveItAtOnce) {
  std::string code = CodeFor(pool);
  for (int i = 0; i < 4; ++i) {
    EXPECT_EQ(OutcomesOfTwo([&] { return Verify(pool, code); }), (std::multiset<std::string>{kOk, kExpiredCode}));
    code = AskAgain(pool);
  }
}

TEST_F(VerifyUserAttribute, RefusesAnotherCodeAndTakesTheRightOneAfterwards) {
  const std::string code = CodeFor(pool);
  EXPECT_EQ(Verify(pool, OtherCode(code)), kWrongCode);
  EXPECT_EQ(Verify(pool, code, "phone_number"), kExpiredCode) << "none was asked for";
  EXPECT_EQ(Verify(pool, code), kOk);
}

TEST_F(VerifyUserAttribute, TakesACodeForTwentyFourHours) {
  const std::string first = CodeFor(pool);
  service.clock.Advance(24 * kHour - 1);
  EXPECT_EQ(Verify(pool, first), kOk);
  const std::string second = AskAgain(pool);
  service.clock.Advance(24 * kHour);
  EXPECT_EQ(Verify(pool, second), kExpiredCode);
}

TEST_F(VerifyUserAttribute, LooksAtTheTokenFirst) {
  ExpectTokenFirst(service, "VerifyUserAttribute", R"("AttributeName":"name","Code":"1")");
}

// Assumed: the text is recorded of GetUserAttributeVerificationCode.
TEST_F(VerifyUserAttribute, KnowsNoOtherAttributes) {
  pool.Create("alice");
  EXPECT_EQ(Verify(pool, "123456", "name"),
            "InvalidParameterException: Invalid attribute name. Only phone_number and email can be verified.");
}

TEST_F(VerifyUserAttribute, IsRefusedAsTooOftenFifteenTimesAnHourWhateverTheCode) {
  TestService limited(WithLimits());
  const SignUpPool counted(limited);
  const std::string code = CodeFor(counted);
  for (int i = 0; i < 15; ++i) {
    EXPECT_EQ(Verify(counted, "1", "name"),
              "InvalidParameterException: Invalid attribute name. Only phone_number and email can be verified.");
    ASSERT_EQ(Verify(counted, OtherCode(code)), kWrongCode) << i;
  }
  EXPECT_EQ(Verify(counted, code), kTooOften);
  limited.clock.Advance(kHour);
  EXPECT_EQ(Verify(counted, code), kOk);
}

TEST_F(VerifyUserAttribute, RefusesAnAliasThatSomebodyElseHasMeanwhileAfterTheCode) {
  const SignUpPool alias(service, {.pool = kEmailAlias});
  const std::string code = CodeFor(alias);
  alias.CreateReachable("first");
  EXPECT_EQ(Verify(alias, OtherCode(code)), kWrongCode);
  EXPECT_EQ(Verify(alias, code), "AliasExistsException: An account with the given email already exists.");
  EXPECT_EQ(alias.Attribute("alice", "email_verified"), "");
  alias.Change("first", {{"email", "other@example.com"}});
  EXPECT_EQ(Verify(alias, code), kOk) << "the code survives";
}

TEST_F(VerifyUserAttribute, DoesNotVerifyAValueThatTheCodeDidNotGoTo) {
  const SignUpPool silent(service, {.pool = ""});
  const std::string code = CodeFor(silent);
  silent.Change("alice", {{"email", "other@example.com"}});
  EXPECT_EQ(Verify(silent, code), kExpiredCode);
  EXPECT_EQ(silent.Attribute("alice", "email_verified"), "false");
}

TEST_F(VerifyUserAttribute, VerifiesNothingThatAnAdministratorDeletedMeanwhile) {
  const std::string code = CodeFor(pool);
  EXPECT_EQ(pool.Try("AdminDeleteUserAttributes", R"("Username":"alice","UserAttributeNames":["email"])"), kOk);
  Verify(pool, code);
  EXPECT_EQ(pool.Attribute("alice", "email_verified"), "");
}

}  // namespace
}  // namespace rockpool::support
