#include "server/messaging/codes.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "server/util/strings.h"
#include "tests/support/fake_random.h"
#include "tests/support/refusal.h"
#include "tests/unit/accounts/pools.h"

namespace rockpool::messaging {
namespace {

using accounts::kNow;
using enum CodePurpose;

constexpr const char* kExpired = "ExpiredCodeException: Invalid code provided, please request a code again.";
constexpr const char* kWrong = "CodeMismatchException: Invalid verification code provided, please try again.";
constexpr util::EpochMillis kHour = 60 * 60 * 1000;
constexpr const char* kAddress = "a@example.com";

class Codes : public testing::Test {
 protected:
  Codes() {
    store_->Write([&](storage::Transaction& transaction) {
      user_ = accounts::UserOf(pool_, "ada", {{"email", kAddress}});
      accounts::Insert(transaction, pool_, user_);
    });
  }

  void Put(CodePurpose purpose, std::string_view code, std::string_view pending = "") {
    const Destination destination = DestinationOf("email", std::string(pending.empty() ? kAddress : pending));
    store_->Write(
        [&](storage::Transaction& transaction) { KeepCode(transaction, user_, purpose, code, destination, kNow, !pending.empty()); });
  }
  std::string Check(CodePurpose purpose, std::string_view code, util::EpochMillis later = 0) {
    return support::RefusalOf([&] {
      store_->Read([&](const storage::Transaction& transaction) { CheckCode(transaction, user_, purpose, code, kNow + later); });
    });
  }

  const pools::PoolInUse pool_ = accounts::PoolOf("{}");
  std::unique_ptr<storage::Store> store_ = accounts::StoreWith(pool_);
  accounts::User user_ = accounts::UserOf(pool_, "ada");
};

TEST_F(Codes, AreSixDigits) {
  support::FakeRandom random;
  for (int i = 0; i < 50; ++i) {
    const std::string code = DrawCode(random);
    EXPECT_EQ(code.size(), 6U);
    EXPECT_TRUE(std::ranges::all_of(code, util::IsDigit)) << code;
  }
}

TEST_F(Codes, AreTakenAgainAndAgainUntilTheyAreDeleted) {
  Put(kConfirmSignUp, "123456");
  EXPECT_EQ(Check(kConfirmSignUp, "123456"), "accepted");
  EXPECT_EQ(Check(kConfirmSignUp, "123456"), "accepted");
  store_->Write([&](storage::Transaction& transaction) { DeleteCode(transaction, user_, kConfirmSignUp); });
  EXPECT_EQ(Check(kConfirmSignUp, "123456"), kExpired);
}

TEST_F(Codes, AreToldFromOthers) {
  Put(kConfirmSignUp, "123456");
  for (const char* wrong : {"123457", "12345", "1234567", ""}) {
    EXPECT_EQ(Check(kConfirmSignUp, wrong), kWrong) << wrong;
  }
}

TEST_F(Codes, AreGoodForOnePurpose) {
  Put(kVerifyEmail, "123456");
  for (const CodePurpose other : {kConfirmSignUp, kForgotPassword, kVerifyPhoneNumber}) {
    EXPECT_EQ(Check(other, "123456"), kExpired);
  }
}

TEST_F(Codes, TakeThePlaceOfEarlierOnes) {
  Put(kForgotPassword, "111111");
  Put(kForgotPassword, "222222");
  EXPECT_EQ(Check(kForgotPassword, "111111"), kWrong);
  EXPECT_EQ(Check(kForgotPassword, "222222"), "accepted");
}

TEST_F(Codes, LiveADayButThoseOfRecoveryAnHour) {
  for (const auto& [purpose, life] : {std::pair(kConfirmSignUp, 24 * kHour), std::pair(kVerifyEmail, 24 * kHour),
                                      std::pair(kVerifyPhoneNumber, 24 * kHour), std::pair(kForgotPassword, kHour)}) {
    Put(purpose, "123456");
    EXPECT_EQ(Check(purpose, "123456", life - 1), "accepted");
    EXPECT_EQ(Check(purpose, "123456", life), kExpired);
    EXPECT_EQ(Check(purpose, "654321", life), kExpired);
  }
}

TEST_F(Codes, AreKeptAsDigestsThatDifferByUserPurposeAndAddress) {
  const Destination email = DestinationOf("email", kAddress);
  const accounts::User bob = accounts::UserOf(pool_, "bob");
  const std::string digest = KeptCode(user_, kVerifyEmail, "123456", email, kNow).digest;
  EXPECT_EQ(digest.find("123456"), std::string::npos);
  EXPECT_NE(KeptCode(bob, kVerifyEmail, "123456", email, kNow).digest, digest);
  EXPECT_NE(KeptCode(user_, kConfirmSignUp, "123456", email, kNow).digest, digest);
  EXPECT_NE(KeptCode(user_, kVerifyEmail, "123456", DestinationOf("email", "b@example.com"), kNow).digest, digest);
}

TEST_F(Codes, ProveTheAddressThatTheyWentToAndNoOther) {
  Put(kForgotPassword, "123456");
  for (const char* other : {"b@example.com", "A@example.com", ""}) {
    accounts::SetAttribute(user_, "email", other);
    EXPECT_EQ(Check(kForgotPassword, "123456"), kWrong) << other;
  }
  accounts::SetAttribute(user_, "email", kAddress);
  EXPECT_EQ(Check(kForgotPassword, "123456"), "accepted");
  accounts::SetAttribute(user_, "email", "b@example.com");
  Put(kVerifyEmail, "123456", kAddress);
  EXPECT_EQ(Check(kVerifyEmail, "123456"), "accepted") << "the value that waits, not the present one";
}

TEST_F(Codes, SweepWhatExpiredBefore) {
  Put(kVerifyEmail, "123456");
  store_->Write([&](storage::Transaction& transaction) {
    KeepCode(transaction, user_, kForgotPassword, "123456", DestinationOf("email", kAddress), kNow + 25 * kHour);
  });
  EXPECT_EQ(store_->Read([&](const storage::Transaction& transaction) { return transaction.codes().Find(user_.number(), "verify_email"); }),
            std::nullopt);
}

TEST_F(Codes, CarryTheValueThatWaitsForThem) {
  Put(kVerifyEmail, "123456", "b@example.com");
  const storage::Code code =
      store_->Read([&](const storage::Transaction& transaction) { return CheckCode(transaction, user_, kVerifyEmail, "123456", kNow); });
  EXPECT_EQ(code.pending_value, "b@example.com");
  EXPECT_EQ(code.attribute, "email");
  EXPECT_EQ(VerifyPurpose("email"), kVerifyEmail);
  EXPECT_EQ(VerifyPurpose("phone_number"), kVerifyPhoneNumber);
}

}  // namespace
}  // namespace rockpool::messaging
