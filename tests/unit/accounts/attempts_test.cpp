#include "server/accounts/attempts.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/support/refusal.h"
#include "tests/unit/accounts/pools.h"

namespace rockpool::accounts {
namespace {

const pools::PoolInUse kPool = PoolOf("{}");
constexpr const char* kLocked = "NotAuthorizedException: Password attempts exceeded";
constexpr util::EpochMillis kSecond = 1'000;
constexpr util::EpochMillis kQuarter = 15 * 60 * kSecond;

class Lockout : public testing::Test {
 protected:
  void Fail(int times, std::string_view subject = "ada") {
    for (int i = 0; i < times; ++i) {
      store_->Write([&](storage::Transaction& transaction) { CountWrongPassword(transaction, kPool.id, subject, now_); });
    }
  }
  std::string Try(util::EpochMillis later, std::string_view subject = "ada") {
    return support::RefusalOf([&] {
      store_->Read([&](const storage::Transaction& transaction) { RequireUnlocked(transaction, kPool.id, subject, now_ + later); });
    });
  }

  std::unique_ptr<storage::Store> store_ = StoreWith(kPool);
  util::EpochMillis now_ = kNow;
};

TEST_F(Lockout, BeginsWithTheFifthWrongPassword) {
  EXPECT_EQ(Try(0), "accepted");
  Fail(4);
  EXPECT_EQ(Try(0), "accepted");
  Fail(1);
  EXPECT_EQ(Try(0), kLocked);
}

TEST_F(Lockout, DoublesFromASecondOnUpToFifteenMinutes) {
  Fail(4);
  for (const util::EpochMillis seconds : {1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900}) {
    Fail(1);
    EXPECT_EQ(Try(seconds * kSecond - 1), kLocked) << seconds;
    EXPECT_EQ(Try(seconds * kSecond), "accepted") << seconds;
  }
}

TEST_F(Lockout, StaysAtItsLongestHoweverManyFail) {
  Fail(200);
  EXPECT_EQ(Try(kQuarter - 1), kLocked);
  EXPECT_EQ(Try(kQuarter), "accepted");
}

TEST_F(Lockout, GoesOnFromWhereItWasWithinFifteenMinutes) {
  Fail(5);
  now_ += kQuarter - 1;
  Fail(1);
  EXPECT_EQ(Try(2 * kSecond - 1), kLocked);
}

TEST_F(Lockout, IsForgottenAfterFifteenMinutesWithoutAttempts) {
  Fail(8);
  now_ += kQuarter;
  Fail(4);
  EXPECT_EQ(Try(0), "accepted");
  Fail(1);
  EXPECT_EQ(Try(kSecond), "accepted");
}

TEST_F(Lockout, IsForgottenWithASuccess) {
  Fail(7);
  store_->Write([&](storage::Transaction& transaction) { ForgetWrongPasswords(transaction, kPool.id, "ada"); });
  EXPECT_EQ(Try(0), "accepted");
  Fail(4);
  EXPECT_EQ(Try(0), "accepted");
}

TEST_F(Lockout, IsOfOneSubject) {
  Fail(5);
  EXPECT_EQ(Try(0, "bob"), "accepted");
  Fail(5, "nobody");
  EXPECT_EQ(Try(0, "nobody"), kLocked);
}

class AttemptLimits : public testing::Test {
 protected:
  std::string Count(Limited what, const Settings& settings = {.attempt_limits = accounts::AttemptLimits::kAws, .secret = ""},
                    std::string_view subject = "ada") {
    return support::RefusalOf([&] {
      store_->Write([&](storage::Transaction& transaction) { CountAttempt(transaction, settings, what, kPool.id, subject, now_); });
    });
  }

  std::unique_ptr<storage::Store> store_ = StoreWith(kPool);
  util::EpochMillis now_ = kNow;
};

constexpr const char* kTooMany = "LimitExceededException: Attempt limit exceeded, please try after some time.";

TEST_F(AttemptLimits, AreAWSsOfEachKindInAnHour) {
  const std::vector<std::pair<Limited, int>> limits = {
      {Limited::kConfirmSignUp, 15}, {Limited::kResendConfirmationCode, 5},           {Limited::kVerifyUserAttribute, 15},
      {Limited::kChangePassword, 5}, {Limited::kGetUserAttributeVerificationCode, 5}, {Limited::kForgotPassword, 20}};
  for (const auto& [what, most] : limits) {
    for (int i = 0; i < most; ++i) {
      EXPECT_EQ(Count(what), "accepted");
    }
    EXPECT_EQ(Count(what), kTooMany);
    EXPECT_EQ(Count(what, {.attempt_limits = accounts::AttemptLimits::kAws, .secret = ""}, "bob"), "accepted");
  }
}

TEST_F(AttemptLimits, BeginAnewAfterAnHour) {
  for (int i = 0; i < 5; ++i) {
    Count(Limited::kChangePassword);
  }
  now_ += 60 * 60 * kSecond - 1;
  EXPECT_EQ(Count(Limited::kChangePassword), kTooMany);
  now_ += 1;
  EXPECT_EQ(Count(Limited::kChangePassword), "accepted");
}

TEST_F(AttemptLimits, AreOffUnlessTheSettingsTurnThemOn) {
  for (int i = 0; i < 50; ++i) {
    EXPECT_EQ(Count(Limited::kChangePassword, {}), "accepted");
  }
}

TEST_F(Lockout, OutlivesNoClockThatIsTurnedBack) {
  Fail(20);
  EXPECT_EQ(Try(-kSecond), kLocked) << "a call that began a little earlier";
  EXPECT_EQ(Try(-kQuarter), "accepted");
}

TEST_F(Lockout, SweepsTheAttemptsOfOthersThatExpired) {
  Fail(1, "nobody");
  now_ += 2 * kQuarter;
  Fail(1, "ada");
  EXPECT_EQ(
      store_->Read([&](const storage::Transaction& transaction) { return transaction.attempts().Find(kPool.id, "nobody", "password"); }),
      std::nullopt);
}

TEST_F(AttemptLimits, AreForgottenWithTheUser) {
  for (const Limited what : {Limited::kConfirmSignUp, Limited::kResendConfirmationCode, Limited::kVerifyUserAttribute,
                             Limited::kGetUserAttributeVerificationCode, Limited::kChangePassword, Limited::kForgotPassword}) {
    while (Count(what) == "accepted") {
    }
    EXPECT_EQ(Count(what), kTooMany);
    store_->Write([&](storage::Transaction& transaction) { ForgetAttempts(transaction, kPool.id, "ada"); });
    EXPECT_EQ(Count(what), "accepted");
  }
}

}  // namespace
}  // namespace rockpool::accounts
