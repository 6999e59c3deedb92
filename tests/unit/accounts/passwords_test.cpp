#include "server/accounts/passwords.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "server/crypto/srp.h"
#include "tests/support/fake_random.h"
#include "tests/support/refusal.h"
#include "tests/unit/accounts/pools.h"

namespace rockpool::accounts {
namespace {

pools::PoolInUse PoolWithPolicy(const std::string& policy) { return PoolOf(R"({"Policies":{"PasswordPolicy":{)" + policy + "}}}"); }

const pools::PoolInUse kStrict =
    PoolWithPolicy(R"("MinimumLength":8,"RequireUppercase":true,"RequireLowercase":true,"RequireNumbers":true,"RequireSymbols":true)");
const pools::PoolInUse kLax = PoolWithPolicy(R"("MinimumLength":6)");

std::string Refusal(const pools::PoolInUse& pool, std::string_view password, std::string_view wording = kWithPolicy) {
  return support::RefusalOf([&] { CheckPolicy(pool, password, wording); });
}

TEST(PasswordPolicy, TellsTheFirstRuleThatIsBroken) {
  const std::string begin = "InvalidPasswordException: Password did not conform with policy: ";
  EXPECT_EQ(Refusal(kStrict, ""), begin + "Password not long enough");
  EXPECT_EQ(Refusal(kStrict, "Aa1!567"), begin + "Password not long enough");
  EXPECT_EQ(Refusal(kStrict, "........"), begin + "Password must have uppercase characters");
  EXPECT_EQ(Refusal(kStrict, "A......."), begin + "Password must have lowercase characters");
  EXPECT_EQ(Refusal(kStrict, "Aa......"), begin + "Password must have numeric characters");
  EXPECT_EQ(Refusal(kStrict, "Aa1xxxxx"), begin + "Password must have symbol characters");
  EXPECT_EQ(Refusal(kStrict, "Aa1....."), "accepted");
}

TEST(PasswordPolicy, AsksOnlyWhatThePoolSays) { EXPECT_EQ(Refusal(kLax, "aaaaaa"), "accepted"); }

TEST(PasswordPolicy, HasAnotherWordingForAdministrators) {
  EXPECT_EQ(Refusal(kLax, "a", kWithPasswordPolicy),
            "InvalidPasswordException: Password did not conform with password policy: Password not long enough");
}

TEST(PasswordPolicy, CountsTheSymbolsThatAreDocumentedAndInnerBlanks) {
  for (const char symbol : std::string_view("^$*.[]{}()?\"!@#%&/\\,><':;|_~`=+-")) {
    EXPECT_EQ(Refusal(kStrict, std::string("Aa1xxxx") + symbol), "accepted") << symbol;
  }
  EXPECT_EQ(Refusal(kStrict, "Aa1x xxx"), "accepted");
  EXPECT_NE(Refusal(kStrict, "Aa1xxxx\u00a7"), "accepted");
}

TEST(PasswordPolicy, CountsLettersOfEnglishAlone) { EXPECT_NE(Refusal(kStrict, "\u00c4a1!5678"), "accepted"); }

TEST(PasswordPolicy, MeasuresUtf16) {
  EXPECT_NE(Refusal(kLax, "\u4eba\u4eba\u4eba\u4eba\u4eba"), "accepted");
  EXPECT_EQ(Refusal(kLax, "\u4eba\u4eba\u4eba\u4eba\u4eba\u4eba"), "accepted");
}

TEST(DrawnPassword, IsOneThatThePolicyTakes) {
  support::FakeRandom random;
  const pools::PoolInUse longest = PoolWithPolicy(R"("MinimumLength":99,"RequireUppercase":true,"RequireSymbols":true)");
  for (int i = 0; i < 50; ++i) {
    EXPECT_EQ(Refusal(kStrict, DrawTemporaryPassword(kStrict, random)), "accepted");
    EXPECT_EQ(Refusal(longest, DrawTemporaryPassword(longest, random)), "accepted");
  }
  EXPECT_NE(DrawTemporaryPassword(kLax, random), DrawTemporaryPassword(kLax, random));
}

TEST(Password, IsKnownByItsVerifierAlone) {
  support::FakeRandom random;
  const auto verifier = MakeVerifier(kLax, "ada", "Secret-1", random);
  EXPECT_TRUE(IsPassword(kLax, "ada", "Secret-1", verifier));
  EXPECT_FALSE(IsPassword(kLax, "ada", "Secret-2", verifier));
  EXPECT_FALSE(IsPassword(kLax, "bob", "Secret-1", verifier));
  EXPECT_NE(MakeVerifier(kLax, "ada", "Secret-1", random), verifier) << "each has a salt of its own";
}

Settings WithSecret(std::string secret) { return {AttemptLimits::kOff, std::move(secret)}; }

TEST(PasswordOfNobody, IsAlwaysTheSameOfTheSameName) {
  const Settings settings = WithSecret("secret");
  const auto nobody = VerifierOfNobody(settings, kLax, "nobody");
  EXPECT_EQ(VerifierOfNobody(settings, kLax, "nobody"), nobody);
  EXPECT_NE(VerifierOfNobody(settings, kLax, "else"), nobody);
  EXPECT_NE(VerifierOfNobody(WithSecret("other"), kLax, "nobody"), nobody);
  EXPECT_EQ(nobody.salt.size(), crypto::kSrpSaltBytes);
  EXPECT_EQ(nobody.verifier.size(), crypto::kSrpVerifierBytes);
  EXPECT_FALSE(IsPassword(kLax, "nobody", "Secret-1", nobody));
}

TEST(PasswordOfNobody, IsTheSameInAnyCaseWhereNamesAre) {
  const pools::PoolInUse folding = PoolOf(R"({"UsernameConfiguration":{"CaseSensitive":false}})");
  EXPECT_EQ(VerifierOfNobody({}, folding, "NoBody"), VerifierOfNobody({}, folding, "nobody"));
  EXPECT_NE(VerifierOfNobody({}, kLax, "NoBody"), VerifierOfNobody({}, kLax, "nobody"));
}

TEST(TemporaryPassword, LivesForTheDaysOfThePolicy) {
  constexpr util::EpochMillis kDay = 86'400'000;
  const pools::PoolInUse two = PoolWithPolicy(R"("MinimumLength":8,"TemporaryPasswordValidityDays":2)");
  EXPECT_FALSE(HasTemporaryPasswordExpired(two, kNow, kNow + 2 * kDay));
  EXPECT_TRUE(HasTemporaryPasswordExpired(two, kNow, kNow + 2 * kDay + 1));
  EXPECT_FALSE(HasTemporaryPasswordExpired(kLax, kNow, kNow + 7 * kDay));
  EXPECT_TRUE(HasTemporaryPasswordExpired(kLax, kNow, kNow + 7 * kDay + 1));
}

class PasswordHistory : public testing::Test {
 protected:
  PasswordHistory() {
    store_->Write([&](storage::Transaction& transaction) {
      user_ = UserOf(kLax, "ada");
      Insert(transaction, kLax, user_);
    });
  }

  // The outcome of setting the password, as operations do.
  std::string Set(const pools::PoolInUse& pool, std::string_view password) {
    const auto earlier = store_->Read([&](const storage::Transaction& transaction) { return LookAtHistory(transaction, pool, user_); });
    return support::RefusalOf([&] {
      CheckHistory(pool, "ada", password, earlier);
      const auto verifier = MakeVerifier(pool, "ada", password, random_);
      store_->Write([&](storage::Transaction& transaction) { SetPassword(transaction, pool, user_, verifier, kNow); });
    });
  }

  support::FakeRandom random_;
  std::unique_ptr<storage::Store> store_ = StoreWith(kLax);
  User user_ = UserOf(kLax, "ada");
};

constexpr const char* kUsed = "PasswordHistoryPolicyViolationException: Password has previously been used";

TEST_F(PasswordHistory, HoldsThePresentOneAndEarlierOnes) {
  const pools::PoolInUse two = PoolWithPolicy(R"("MinimumLength":6,"PasswordHistorySize":2)");
  EXPECT_EQ(Set(two, "Secret-1"), "accepted");
  EXPECT_EQ(Set(two, "Secret-1"), kUsed);
  EXPECT_EQ(Set(two, "Secret-2"), "accepted");
  EXPECT_EQ(Set(two, "Secret-1"), kUsed);
  EXPECT_EQ(Set(two, "Secret-3"), "accepted");
  EXPECT_EQ(Set(two, "Secret-1"), "accepted");
}

TEST_F(PasswordHistory, OfOneHoldsThePresentOneAlone) {
  const pools::PoolInUse one = PoolWithPolicy(R"("MinimumLength":6,"PasswordHistorySize":1)");
  EXPECT_EQ(Set(one, "Secret-1"), "accepted");
  EXPECT_EQ(Set(one, "Secret-1"), kUsed);
  EXPECT_EQ(Set(one, "Secret-2"), "accepted");
  EXPECT_EQ(Set(one, "Secret-1"), "accepted");
}

TEST_F(PasswordHistory, IsNotAskedForUnlessThePolicyDoes) {
  EXPECT_EQ(HistorySize(kLax), 0U);
  EXPECT_EQ(Set(kLax, "Secret-1"), "accepted");
  EXPECT_EQ(Set(kLax, "Secret-1"), "accepted");
}

}  // namespace
}  // namespace rockpool::accounts
