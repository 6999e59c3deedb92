// Rules by which a test says how risky events are.
#include "server/risk/rules.h"

#include <gtest/gtest.h>

#include "tests/support/refusal.h"
#include "tests/unit/accounts/pools.h"

namespace rockpool::risk {
namespace {

constexpr auto kHigh = api::RiskLevelType::High;

accounts::User Ada() {
  static const pools::PoolInUse pool = accounts::PoolOf("{}");
  return accounts::UserOf(pool, "ada", {{"email", "ada@example.com"}});
}

TEST(RiskRules, MeetAUserByAnyNameAsOftenAsTheySay) {
  Rules rules;
  rules.Add({{"p", "ada@example.com", "", kHigh, false, 2}});
  EXPECT_FALSE(rules.Take("other", Ada(), ""));
  EXPECT_TRUE(rules.Take("p", Ada(), "192.0.2.7"));
  EXPECT_TRUE(rules.Take("p", Ada(), ""));
  EXPECT_FALSE(rules.Take("p", Ada(), ""));
}

TEST(RiskRules, MeetTheUserAtTheAddressWhereTheyNameBoth) {
  Rules rules;
  rules.Add({{"p", "ada", "192.0.2.7", kHigh, false, std::nullopt}});
  EXPECT_FALSE(rules.Take("p", Ada(), "192.0.2.8"));
  EXPECT_TRUE(rules.Take("p", Ada(), "192.0.2.7"));
}

TEST(RiskRules, AreRefusedAsAWhole) {
  Rules rules;
  const auto refused = [&](const Rule& rule) {
    return support::RefusalOf([&] { rules.Add({{"p", "ada", "", kHigh, false, std::nullopt}, rule}); });
  };
  EXPECT_EQ(refused({"p", "", "", kHigh}), "InvalidParameterException: A rule has a Username or an ipAddress.");
  EXPECT_EQ(refused({"", "ada", "", kHigh}), "InvalidParameterException: A rule of a Username has a UserPoolId.");
  EXPECT_EQ(refused({"", "", "here", kHigh}), "InvalidParameterException: ipAddress must be an IPv4 or IPv6 address.");
  EXPECT_EQ(refused({"p", "ada", ""}), "InvalidParameterException: A rule has a level, or compromised is true.");
  EXPECT_EQ(refused({"p", "ada", "", kHigh, false, 0}), "InvalidParameterException: times must be a whole number from 1 to 1000000.");
  EXPECT_TRUE(rules.List().empty());
}

TEST(RiskRules, KnowPasswords) {
  Rules rules;
  EXPECT_TRUE(rules.IsCompromised("Password1!"));
  EXPECT_FALSE(rules.IsCompromised("Mine-1234"));
  rules.AddPasswords({"Mine-1234"});
  EXPECT_TRUE(rules.IsCompromised("Mine-1234"));
  EXPECT_EQ(rules.passwords(), 1U);
  rules.Clear();
  EXPECT_FALSE(rules.IsCompromised("Mine-1234"));
  EXPECT_EQ(support::RefusalOf([&] { rules.AddPasswords({""}); }), "InvalidParameterException: A password has from 1 to 1024 bytes.");
}

}  // namespace
}  // namespace rockpool::risk
