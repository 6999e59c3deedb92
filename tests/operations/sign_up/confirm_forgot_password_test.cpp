#include <gtest/gtest.h>

#include <set>
#include <string>

#include "server/accounts/passwords.h"
#include "storage/store.h"
#include "tests/operations/sign_up/sign_up_pool.h"

namespace rockpool::support {
namespace {

constexpr const char* kNew = "An0ther-horse";
constexpr const char* kWeak = "weak";
constexpr const char* kTooShort = "InvalidPasswordException: Password did not conform with policy: Password not long enough";

class ConfirmForgotPassword : public PoolTest<SignUpPool> {
 protected:
  // Of a new user with a verified address.
  static std::string CodeFor(const SignUpPool& of, std::string_view username) {
    of.CreateReachable(username);
    EXPECT_EQ(of.TryFor("ForgotPassword", username), kOk);
    return of.LastCode();
  }

  static bool HasPassword(TestService& of, const SignUpPool& pool, std::string_view username, std::string_view password) {
    const accounts::User user = UserOf(of, pool.id(), username);
    const auto verifier = of.world().store.Read(
        [&](const storage::Transaction& transaction) { return transaction.credentials().Find(user.number()).password; });
    const auto in_use = of.world().store.Read(
        [&](const storage::Transaction& transaction) { return pools::UsePoolOf(transaction, of.world().caches, pool.id()); });
    return verifier && accounts::IsPassword(*in_use, user.username(), password, *verifier);
  }
};

TEST_F(ConfirmForgotPassword, SetsThePassword) {
  const std::string code = CodeFor(pool, "alice");
  const Answer answer =
      pool.CallFor("ConfirmForgotPassword", "alice", R"("Password":"An0ther-horse",)" + TextMember("ConfirmationCode", code));
  EXPECT_EQ(answer.body, "{}");
  EXPECT_TRUE(HasPassword(service, pool, "alice", kNew));
  EXPECT_FALSE(HasPassword(service, pool, "alice", kPassword));
  EXPECT_EQ(pool.Status("alice"), "CONFIRMED");
}

TEST_F(ConfirmForgotPassword, LeavesTokensAlone) {
  const std::string code = CodeFor(pool, "alice");
  const auto tokens = TokensOf(service, pool.client(), "alice");
  EXPECT_EQ(pool.TryRecover("alice", code, kNew), kOk);
  EXPECT_EQ(OutcomeOf(service.Call("GetUser", "{" + TextMember("AccessToken", *tokens.AccessToken) + "}")), kOk);
  EXPECT_EQ(OutcomeOf(service.Call(
                "GetTokensFromRefreshToken",
                "{" + JoinedMembers(TextMember("ClientId", pool.client()), TextMember("RefreshToken", *tokens.RefreshToken)) + "}")),
            kOk);
}

TEST_F(ConfirmForgotPassword, ConfirmsWhoseReset) {
  pool.CreateReachable("alice");
  EXPECT_EQ(pool.Try("AdminResetUserPassword", R"("Username":"alice")"), kOk);
  EXPECT_EQ(pool.TryRecover("alice", pool.LastCode(), kNew), kOk);
  EXPECT_EQ(pool.Status("alice"), "CONFIRMED");
}

TEST_F(ConfirmForgotPassword, EndsALockout) {
  const std::string code = CodeFor(pool, "alice");
  const auto now = service.clock.Now();
  service.world().store.Write([&](storage::Transaction& transaction) {
    transaction.attempts().Put({pool.id(), "alice", "password", 9, now, now, now + kHour});
  });
  EXPECT_EQ(pool.TryRecover("alice", code), kOk);
  EXPECT_FALSE(service.world().store.Read(
      [&](const storage::Transaction& transaction) { return transaction.attempts().Find(pool.id(), "alice", "password"); }));
}

TEST_F(ConfirmForgotPassword, LooksForTheClientThenForTheSecret) {
  ExpectClientThenSecret(service, "ConfirmForgotPassword", R"("ConfirmationCode":"1","Password":"weak")", kNoSuchUser);
}

TEST_F(ConfirmForgotPassword, TellsThatThereIsNoSuchUserBeforeThePolicy) {
  EXPECT_EQ(pool.TryRecover("nobody", "123456", kWeak), kNoSuchUser);
}

TEST_F(ConfirmForgotPassword, TellsOfThePasswordBeforeTheCodeWhichSurvives) {
  const std::string code = CodeFor(pool, "alice");
  EXPECT_EQ(pool.TryRecover("alice", OtherCode(code), kWeak), kTooShort);
  EXPECT_EQ(pool.TryRecover("alice", code, kWeak), kTooShort);
  EXPECT_EQ(pool.TryRecover("alice", code, kNew), kOk);
}

TEST_F(ConfirmForgotPassword, RefusesAnotherCodeAndTakesTheRightOneAfterwards) {
  const std::string code = CodeFor(pool, "alice");
  EXPECT_EQ(pool.TryRecover("alice", OtherCode(code)), kWrongCode);
  EXPECT_EQ(pool.TryRecover("alice", code), kOk);
}

TEST_F(ConfirmForgotPassword, RefusesAsExpiredWhatNeverWasAndWhatWasUsed) {
  pool.CreateReachable("bob");
  EXPECT_EQ(pool.TryRecover("bob", "123456"), kExpiredCode);
  const std::string code = CodeFor(pool, "alice");
  EXPECT_EQ(pool.TryRecover("alice", code), kOk);
  EXPECT_EQ(pool.TryRecover("alice", code), kExpiredCode);
}

TEST_F(ConfirmForgotPassword, TakesACodeForAnHour) {
  const std::string first = CodeFor(pool, "alice");
  service.clock.Advance(kHour - 1);
  EXPECT_EQ(pool.TryRecover("alice", first), kOk);
  const std::string second = CodeFor(pool, "bob");
  service.clock.Advance(kHour);
  EXPECT_EQ(pool.TryRecover("bob", second), kExpiredCode);
}

TEST_F(ConfirmForgotPassword, TakesACodeFromOneOfTwoWhoHaveItAtOnce) {
  for (const char* name : {"alice", "bob", "carol", "dave"}) {
    const std::string code = CodeFor(pool, name);
    EXPECT_EQ(OutcomesOfTwo([&] { return pool.TryRecover(name, code); }), (std::multiset<std::string>{kOk, kExpiredCode}));
  }
}

TEST_F(ConfirmForgotPassword, DoesNotTakeTheCodeOfASignUp) {
  pool.SignUp("alice", {{"email", "a@example.com"}});
  const std::string code = pool.LastCode();
  SetStatus(service, pool.id(), "alice", api::UserStatusType::CONFIRMED);
  EXPECT_EQ(pool.TryRecover("alice", code), kExpiredCode);
}

TEST_F(ConfirmForgotPassword, TellsWhoIsNotConfirmed) {
  pool.SignUp("alice", {{"email", "a@example.com"}});
  EXPECT_EQ(pool.TryRecover("alice", "123456"), "UserNotConfirmedException: User is not confirmed.");
}

TEST_F(ConfirmForgotPassword, TellsWhoIsDisabled) {
  const std::string code = CodeFor(pool, "alice");
  pool.Disable("alice");
  EXPECT_EQ(pool.TryRecover("alice", code), "NotAuthorizedException: User is disabled.");
}

TEST_F(ConfirmForgotPassword, TakesNoPasswordAgainWhereThePoolRemembersThem) {
  const std::string reused = "PasswordHistoryPolicyViolationException: Password has previously been used";
  const SignUpPool strict(service, {.pool = R"(,"AutoVerifiedAttributes":["email"],"Policies":{"PasswordPolicy":{"MinimumLength":8,)"
                                            R"("PasswordHistorySize":1}})"});
  const std::string code = CodeFor(strict, "alice");
  EXPECT_EQ(strict.TryRecover("alice", OtherCode(code), kPassword), kWrongCode) << "told after the code";
  EXPECT_EQ(strict.TryRecover("alice", code, kPassword), reused);
  EXPECT_EQ(strict.TryRecover("alice", code, kNew), kOk) << "the code survives";
}

TEST_F(ConfirmForgotPassword, ChecksThePolicyBeforeTheUserWhereTheClientHidesWhoExists) {
  const SignUpPool hiding(service, {.client = kHides});
  const std::string code = CodeFor(hiding, "alice");
  for (const char* name : {"nobody", "alice"}) {
    EXPECT_EQ(hiding.TryRecover(name, OtherCode(code), kWeak), kTooShort) << name;
    EXPECT_EQ(hiding.TryRecover(name, OtherCode(code)), kWrongCode) << name;
  }
  hiding.Disable("alice");
  EXPECT_EQ(hiding.TryRecover("alice", code), kWrongCode);
  hiding.CreateReachable("silent");
  EXPECT_EQ(hiding.TryRecover("silent", code), kExpiredCode) << "a known user who asked for none";
}

TEST_F(ConfirmForgotPassword, CostsForNobodyWhatAWrongCodeCosts) {
  const SignUpPool hiding(service, {.client = kHides});
  const std::string wrong = OtherCode(CodeFor(hiding, "alice"));
  const Cost known = CostOf(service, [&] { EXPECT_EQ(hiding.TryRecover("alice", wrong), kWrongCode); });
  EXPECT_EQ(known, (Cost{.exponentiations = 0, .writes = 0}));
  EXPECT_EQ(CostOf(service, [&] { EXPECT_EQ(hiding.TryRecover("nobody", wrong), kWrongCode); }), known);
}

TEST_F(ConfirmForgotPassword, TellsThePolicyBeforeTheLimit) {
  TestService limited(WithLimits());
  const SignUpPool counted(limited);
  const std::string wrong = OtherCode(CodeFor(counted, "alice"));
  for (int i = 0; i < 19; ++i) {  // the call for the code counts too
    EXPECT_EQ(counted.TryRecover("alice", wrong, kWeak), kTooShort);
    ASSERT_EQ(counted.TryRecover("alice", wrong), kWrongCode) << i;
  }
  EXPECT_EQ(counted.TryRecover("alice", wrong), kTooOften);
  EXPECT_EQ(counted.TryRecover("alice", wrong, kWeak), kTooShort);
}

TEST_F(ConfirmForgotPassword, TakesNoCodeThatWentToAnotherAddress) {
  const std::string code = CodeFor(pool, "alice");
  pool.Change("alice", {{"email", "new@example.com"}, {"email_verified", "true"}});
  EXPECT_EQ(pool.TryRecover("alice", code), kWrongCode);
  EXPECT_EQ(pool.Try("AdminDeleteUserAttributes", R"("Username":"alice","UserAttributeNames":["email"])"), kOk);
  EXPECT_EQ(pool.TryRecover("alice", code), kWrongCode);
}

TEST_F(ConfirmForgotPassword, TakesNoCodeFromBeforeAnotherPassword) {
  const std::string code = CodeFor(pool, "alice");
  EXPECT_EQ(pool.Try("AdminSetUserPassword", R"("Username":"alice","Password":"An0ther-horse","Permanent":true)"), kOk);
  EXPECT_EQ(pool.TryRecover("alice", code), kExpiredCode);
  EXPECT_EQ(pool.TryFor("ForgotPassword", "alice"), kOk);
  const std::string second = pool.LastCode();
  EXPECT_EQ(pool.TryHolding("alice", "ChangePassword", R"("PreviousPassword":"An0ther-horse","ProposedPassword":"Th1rd-horse")"), kOk);
  EXPECT_EQ(pool.TryRecover("alice", second), kExpiredCode);
}

TEST_F(ConfirmForgotPassword, TellsWhosePasswordIsNotHisOwnThatHeAskedForNoCode) {
  const SignUpPool hiding(service, {.client = kHides});
  pool.CreateReachable("alice");
  hiding.CreateReachable("alice");
  for (const auto status : {api::UserStatusType::FORCE_CHANGE_PASSWORD, api::UserStatusType::EXTERNAL_PROVIDER}) {
    SetStatus(service, pool.id(), "alice", status);
    SetStatus(service, hiding.id(), "alice", status);
    EXPECT_EQ(pool.TryRecover("alice", "123456"), kExpiredCode);
    EXPECT_EQ(hiding.TryRecover("alice", "123456"), kExpiredCode) << "as of any user";
  }
}

TEST_F(ConfirmForgotPassword, TellsWhoIsNotConfirmedAlsoWhereTheClientHidesWhoExists) {
  const SignUpPool hiding(service, {.client = kHides});
  hiding.SignUp("alice", {{"email", "a@example.com"}});
  EXPECT_EQ(hiding.TryRecover("alice", "123456"), "UserNotConfirmedException: User is not confirmed.");
  EXPECT_EQ(hiding.TryRecover("nobody", "123456"), kWrongCode);
}

}  // namespace
}  // namespace rockpool::support
