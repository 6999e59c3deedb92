#include "server/sign_in/levels.h"

#include <gtest/gtest.h>

#include "server/pools/acr_levels.h"

namespace rockpool::sign_in {
namespace {

using Q = Question;
using Questions = std::vector<Question>;

constexpr const char* kPwd = "pwd";
constexpr const char* kOtp = "otp";
constexpr const char* kSms = "sms";
constexpr const char* kMail = "email_otp";

int LevelBy(const Methods& methods) { return LevelOf(methods); }

api::UserPoolType PoolWith(pools::AcrConfiguration names) {
  api::UserPoolType pool;
  pool.AcrConfiguration = pools::WithDefaults(std::move(names));
  return pool;
}

// What somebody has who has set up everything.
const Reach kAll{{Q::PASSWORD_SRP, Q::PASSWORD, Q::EMAIL_OTP, Q::SMS_OTP, Q::WEB_AUTHN}, {Q::SMS_MFA, Q::SOFTWARE_TOKEN_MFA, Q::EMAIL_OTP}};
const Questions kPasswords{Q::PASSWORD_SRP, Q::PASSWORD};

TEST(LevelOf, FollowsTheTableOfTheGuide) {
  EXPECT_EQ(LevelBy({}), 0);
  EXPECT_EQ(LevelBy({kPwd}), 1);
  EXPECT_EQ(LevelBy({kSms}), 2);
  EXPECT_EQ(LevelBy({kMail}), 2);
  EXPECT_EQ(LevelBy({"swk"}), 3);
  EXPECT_EQ(LevelBy({"hwk"}), 3);
  EXPECT_EQ(LevelBy({kPwd, kSms}), 3);
  EXPECT_EQ(LevelBy({kMail, kPwd}), 3);
  EXPECT_EQ(LevelBy({kPwd, kOtp}), 4);
  EXPECT_EQ(LevelBy({kPwd, kSms, kOtp, "mfa"}), 4);
}

TEST(LevelOf, IsNoneForWhatTheTableDoesNotName) {
  EXPECT_EQ(LevelBy({kOtp}), 0);
  EXPECT_EQ(LevelBy({"fed"}), 0);
  EXPECT_EQ(LevelBy({"mfa"}), 0);
}

TEST(AmrOf, HasEachMethodOnceAndMfaLast) {
  EXPECT_EQ(AmrOf(Methods{}), Methods{});
  EXPECT_EQ(AmrOf(Methods{kPwd}), Methods{kPwd});
  EXPECT_EQ(AmrOf(Methods{kPwd, kPwd}), Methods{kPwd});
  EXPECT_EQ(AmrOf(Methods{kPwd, kOtp}), (Methods{kPwd, kOtp, "mfa"}));
  EXPECT_EQ(AmrOf(Methods{kPwd, kSms, "mfa", kOtp}), (Methods{kPwd, kSms, kOtp, "mfa"})) << "what a token says already";
  EXPECT_EQ(AmrOf(Methods{"fed", kOtp}), (Methods{"fed", kOtp})) << "one factor, at a provider";
  EXPECT_EQ(AmrOf(Methods{"fed", kPwd, kOtp}), (Methods{"fed", kPwd, kOtp, "mfa"}));
}

TEST(LevelNames, AreThePoolsOrAwss) {
  const api::UserPoolType pool = PoolWith({{"Level2", {"silver"}}});
  EXPECT_EQ(AcrOf(pool, 1), "urn:cognito:loa:1");
  EXPECT_EQ(AcrOf(pool, 2), "silver");
  EXPECT_EQ(AcrOf(pool, 4), "urn:cognito:loa:4");
}

TEST(LevelsNamed, KeepTheOrderAndPassOverWhatIsUnknown) {
  const api::UserPoolType pool = PoolWith({{"Level2", {"silver"}}});
  EXPECT_EQ(LevelsNamed(pool, "urn:cognito:loa:4 gold  silver urn:cognito:loa:4"), (std::vector{4, 2}));
  EXPECT_EQ(LevelsNamed(pool, "urn:cognito:loa:2"), std::vector<int>{}) << "the pool calls that level otherwise";
  EXPECT_EQ(LevelsNamed(pool, "SILVER Level2"), std::vector<int>{});
  EXPECT_EQ(LevelsNamed(pool, ""), std::vector<int>{});
}

TEST(MissingFor, NarrowsTheFirstFactorsToThoseThatLeadThere) {
  EXPECT_EQ(MissingFor(1, {}, kAll), (Missing{kPasswords, {}}));
  EXPECT_EQ(MissingFor(2, {}, kAll), (Missing{{Q::EMAIL_OTP, Q::SMS_OTP}, {}}));
  EXPECT_EQ(MissingFor(3, {}, kAll), (Missing{{Q::PASSWORD_SRP, Q::PASSWORD, Q::WEB_AUTHN}, {}}));
  EXPECT_EQ(MissingFor(4, {}, kAll), (Missing{kPasswords, {}}));
}

TEST(MissingFor, KnowsWhoCannotGetThere) {
  const Reach password{kPasswords, {}};
  EXPECT_TRUE(MissingFor(1, {}, password));
  EXPECT_FALSE(MissingFor(2, {}, password));
  EXPECT_FALSE(MissingFor(3, {}, password));
  EXPECT_FALSE(MissingFor(4, {}, password));
  const Reach code{{Q::EMAIL_OTP}, {}};
  EXPECT_FALSE(MissingFor(1, {}, code)) << "no password";
  EXPECT_TRUE(MissingFor(2, {}, code));
  EXPECT_FALSE(MissingFor(3, {}, code));
  const Reach passkey{{Q::WEB_AUTHN}, {}};
  EXPECT_FALSE(MissingFor(2, {}, passkey)) << "documented: no passkey";
  EXPECT_EQ(MissingFor(3, {}, passkey), (Missing{{Q::WEB_AUTHN}, {}}));
  EXPECT_FALSE(MissingFor(4, {}, passkey));
}

TEST(MissingFor, TakesAStrongerSecondFactor) {
  EXPECT_EQ(MissingFor(3, {}, Reach{kPasswords, {Q::SOFTWARE_TOKEN_MFA}}), (Missing{kPasswords, {}}));
  EXPECT_FALSE(MissingFor(4, {}, Reach{kPasswords, {Q::SMS_MFA, Q::EMAIL_OTP}}));
}

TEST(MissingFor, AsksOnlyForWhatWasNotProved) {
  EXPECT_EQ(MissingFor(3, Methods{kPwd}, kAll), (Missing{{}, {Q::SMS_MFA, Q::SOFTWARE_TOKEN_MFA, Q::EMAIL_OTP}}));
  EXPECT_EQ(MissingFor(4, Methods{kPwd}, kAll), (Missing{{}, {Q::SOFTWARE_TOKEN_MFA}}));
  EXPECT_EQ(MissingFor(4, Methods{kPwd, kSms}, kAll), (Missing{{}, {Q::SOFTWARE_TOKEN_MFA}}));
  EXPECT_EQ(MissingFor(4, Methods{"swk"}, kAll), (Missing{kPasswords, {}}));
  EXPECT_EQ(MissingFor(3, Methods{kMail}, Reach{kPasswords, {}}), (Missing{kPasswords, {}})) << "the code counts beside the password";
  EXPECT_EQ(MissingFor(3, Methods{kPwd}, Reach{{Q::PASSWORD, Q::WEB_AUTHN}, {}}), (Missing{{Q::WEB_AUTHN}, {}}));
  EXPECT_FALSE(MissingFor(4, Methods{kPwd}, Reach{kPasswords, {Q::SMS_MFA}}));
}

TEST(MissingFor, IsNothingAtTheLevelOrAboveIt) {
  EXPECT_EQ(MissingFor(1, Methods{kPwd}, kAll), Missing{});
  EXPECT_EQ(MissingFor(2, Methods{"hwk"}, kAll), Missing{});
  EXPECT_EQ(MissingFor(4, Methods{kPwd, kOtp, "mfa"}, Reach{}), Missing{});
}

TEST(ReachableOf, IsTheFirstThatTheUserCanReach) {
  const Reach password{kPasswords, {Q::SMS_MFA}};
  EXPECT_EQ(ReachableOf(std::vector{4, 3, 1}, {}, password), 3);
  EXPECT_EQ(ReachableOf(std::vector{1, 3}, {}, password), 1);
  EXPECT_EQ(ReachableOf(std::vector{4, 2}, {}, password), std::nullopt);
  EXPECT_EQ(ReachableOf(std::vector<int>{}, {}, password), std::nullopt);
}

TEST(HasSecondFactor, NeedsThePasswordAndAFactorThatIsStillASecondOne) {
  EXPECT_FALSE(HasSecondFactor(Methods{kMail}, kAll.second)) << "it was the first factor";
  EXPECT_FALSE(HasSecondFactor(Methods{kPwd}, kAll.second));
  EXPECT_TRUE(HasSecondFactor(Methods{kPwd, kMail}, kAll.second));
  EXPECT_TRUE(HasSecondFactor(Methods{kPwd, "swk"}, std::vector{Q::WEB_AUTHN}));
  EXPECT_FALSE(HasSecondFactor(Methods{kPwd, kMail}, std::vector{Q::SOFTWARE_TOKEN_MFA}));
  EXPECT_FALSE(HasSecondFactor(Methods{kPwd, "fed"}, kAll.second));
}

}  // namespace
}  // namespace rockpool::sign_in
