#include <gtest/gtest.h>

#include "server/accounts/passwords.h"
#include "storage/store.h"
#include "tests/operations/tokens/token_pool.h"

namespace rockpool::support {
namespace {

constexpr const char* kNextPassword = "An0ther-horse";
constexpr const char* kWrong = "NotAuthorizedException: Incorrect username or password.";
constexpr const char* kLimit = "LimitExceededException: Attempt limit exceeded, please try after some time.";
constexpr util::EpochMillis kHour = 3'600'000;

class ChangePassword : public PoolTest<TokenPool> {
 protected:
  std::string Try(const std::string& previous, const std::string& proposed) { return TryOf(pool, previous, proposed); }
  std::string TryOf(TokenPool& of, const std::string& previous, const std::string& proposed) {
    return of.TryBy(AccessOf(of.SignIn()), "ChangePassword", Passwords(previous, proposed));
  }
  static std::string Passwords(const std::string& previous, const std::string& proposed) {
    return JoinedMembers(previous.empty() ? "" : TextMember("PreviousPassword", previous), TextMember("ProposedPassword", proposed));
  }

  bool IsPasswordOf(TokenPool& of, const std::string& password) {
    const accounts::User user = UserOf(service, of.id(), "ada");
    const auto [verifier, shared] = service.world().store.Read([&](const storage::Transaction& transaction) {
      return std::pair(transaction.credentials().Find(user.number()).password,
                       pools::UsePoolOf(transaction, service.world().caches, of.id()));
    });
    return verifier && accounts::IsPassword(*shared, user.username(), password, *verifier);
  }

  void TakePasswordAway() {
    const std::int64_t number = UserOf(service, pool.id(), "ada").number();
    service.world().store.Write([&](storage::Transaction& transaction) { transaction.credentials().Put(number, {}); });
  }
};

TEST_F(ChangePassword, SetsTheNewOneAndLeavesStatusAndSessions) {
  const auto tokens = pool.SignIn();
  const Answer answer = pool.CallBy(AccessOf(tokens), "ChangePassword", Passwords(kPassword, kNextPassword));
  EXPECT_EQ(answer.body, "{}");
  EXPECT_TRUE(IsPasswordOf(pool, kNextPassword));
  EXPECT_FALSE(IsPasswordOf(pool, kPassword));
  EXPECT_EQ(StatusOf(service, pool.id(), "ada"), "CONFIRMED");
  EXPECT_EQ(pool.TryBy(AccessOf(tokens), "GetUser"), kOk);
  EXPECT_EQ(pool.TryRefresh(pool.client(), RefreshOf(tokens)), kOk);
}

TEST_F(ChangePassword, RefusesAWrongPreviousPassword) {
  EXPECT_EQ(Try("Wr0ng-horse", kNextPassword), kWrong);
  EXPECT_TRUE(IsPasswordOf(pool, kPassword));
}

TEST_F(ChangePassword, TellsTheWrongPasswordBeforeThePolicy) { EXPECT_EQ(Try("Wr0ng-horse", "short"), kWrong); }

TEST_F(ChangePassword, TellsTheFirstRuleThatTheNewOneBreaks) {
  const std::string prefix = "InvalidPasswordException: Password did not conform with policy: ";
  EXPECT_EQ(Try(kPassword, "Sh0rt-1"), prefix + "Password not long enough");
  EXPECT_EQ(Try(kPassword, "an0ther-horse"), prefix + "Password must have uppercase characters");
  EXPECT_EQ(Try(kPassword, "AN0THER-HORSE"), prefix + "Password must have lowercase characters");
  EXPECT_EQ(Try(kPassword, "Another-horse"), prefix + "Password must have numeric characters");
  EXPECT_EQ(Try(kPassword, "An0therhorse"), prefix + "Password must have symbol characters");
  EXPECT_TRUE(IsPasswordOf(pool, kPassword));
}

TEST_F(ChangePassword, RefusesWhatThePoolRemembersThePresentOneToo) {
  TokenPool strict(service, R"(,"Policies":{"PasswordPolicy":{"MinimumLength":8,"PasswordHistorySize":2}})");
  const std::string used = "PasswordHistoryPolicyViolationException: Password has previously been used";
  EXPECT_EQ(TryOf(strict, kPassword, kPassword), used);
  EXPECT_EQ(TryOf(strict, kPassword, "second-password"), kOk);
  EXPECT_EQ(TryOf(strict, "second-password", kPassword), used);
  EXPECT_EQ(TryOf(strict, "second-password", "third-password"), kOk);
  EXPECT_EQ(TryOf(strict, "third-password", kPassword), kOk) << "two are remembered, the present one among them";
}

TEST_F(ChangePassword, AsksForThePreviousPasswordOfWhoHasOne) {
  EXPECT_EQ(Try("", kNextPassword), "InvalidParameterException: Missing required parameter PreviousPassword");
}

TEST_F(ChangePassword, SetsTheFirstPasswordOfWhoHasNoneWithoutAPreviousOne) {
  TakePasswordAway();
  EXPECT_EQ(Try(kPassword, kNextPassword), kWrong);
  EXPECT_EQ(Try("", "short"), "InvalidPasswordException: Password did not conform with policy: Password not long enough");
  EXPECT_EQ(Try("", kNextPassword), kOk);
  EXPECT_TRUE(IsPasswordOf(pool, kNextPassword));
}

TEST_F(ChangePassword, GivesAFederatedUserNoPassword) {
  TakePasswordAway();
  SetStatus(service, pool.id(), "ada", api::UserStatusType::EXTERNAL_PROVIDER);
  EXPECT_EQ(Try("", kNextPassword), kWrong);
  EXPECT_EQ(Try(kPassword, kNextPassword), kWrong);
}

TEST_F(ChangePassword, TriesAsOftenAsOneLikesUnlessTheLimitsAreThoseOfAws) {
  for (int i = 0; i < 12; ++i) {
    EXPECT_EQ(Try("Wr0ng-horse", kNextPassword), kWrong);
  }
  EXPECT_EQ(Try(kPassword, kNextPassword), kOk);
}

TEST_F(ChangePassword, RefusesTheSixthWrongPasswordOfAnHourWhereTheLimitsAreThoseOfAws) {
  Settings settings;
  settings.accounts.attempt_limits = accounts::AttemptLimits::kAws;
  TestService limited(settings);
  TokenPool own(limited);
  const auto wrong = [&] { return own.TryBy(AccessOf(own.SignIn()), "ChangePassword", Passwords("Wr0ng-horse", kNextPassword)); };
  for (int i = 0; i < 5; ++i) {
    EXPECT_EQ(wrong(), kWrong);
  }
  EXPECT_EQ(wrong(), kLimit);
  limited.clock.Advance(kHour);
  EXPECT_EQ(wrong(), kWrong);
}

TEST_F(ChangePassword, TellsNotWhichGuessIsRightOnceTheyAreTooMany) {
  Settings settings;
  settings.accounts.attempt_limits = accounts::AttemptLimits::kAws;
  TestService limited(settings);
  TokenPool own(limited);
  const std::string token = AccessOf(own.SignIn());
  for (int i = 0; i < 5; ++i) {
    EXPECT_EQ(own.TryBy(token, "ChangePassword", Passwords("Wr0ng-horse", kNextPassword)), kWrong);
  }
  EXPECT_EQ(own.TryBy(token, "ChangePassword", Passwords(kPassword, kNextPassword)), kLimit);
  EXPECT_EQ(own.TryBy(token, "ChangePassword", Passwords(kPassword, "short")), kLimit);
  limited.clock.Advance(kHour);
  EXPECT_EQ(own.TryBy(AccessOf(own.SignIn()), "ChangePassword", Passwords(kPassword, kNextPassword)), kOk);
}

}  // namespace
}  // namespace rockpool::support
