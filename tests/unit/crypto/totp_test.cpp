#include "server/crypto/totp.h"

#include <gtest/gtest.h>

namespace rockpool::crypto {
namespace {

// RFC 6238, appendix B: its codes of SHA-1 have eight digits, of which these are the last six.
constexpr std::string_view kSecret = "12345678901234567890";

std::string CodeAt(std::int64_t seconds) { return TotpCode(kSecret, TotpStepOf(seconds * 1000)); }

TEST(TotpCode, AgreesWithRfc6238) {
  EXPECT_EQ(CodeAt(59), "287082");
  EXPECT_EQ(CodeAt(1111111109), "081804");
  EXPECT_EQ(CodeAt(1111111111), "050471");
  EXPECT_EQ(CodeAt(1234567890), "005924");
  EXPECT_EQ(CodeAt(2000000000), "279037");
  EXPECT_EQ(CodeAt(20000000000), "353130");
}

TEST(TotpCode, TakesSecretsOfAnyLength) {
  EXPECT_EQ(TotpCode("", 1).size(), 6U);
  EXPECT_EQ(TotpCode(std::string_view(), 1), TotpCode("", 1));
  EXPECT_NE(TotpCode(std::string(200, 'a'), 1), TotpCode(std::string(199, 'a'), 1));
}

TEST(TotpStepOf, RoundsDown) {
  EXPECT_EQ(TotpStepOf(0), 0);
  EXPECT_EQ(TotpStepOf(29'999), 0);
  EXPECT_EQ(TotpStepOf(30'000), 1);
  EXPECT_EQ(TotpStepOf(-1), -1);
  EXPECT_EQ(TotpStepOf(-30'000), -1);
}

TEST(MatchTotp, TellsTheStepOfACode) {
  constexpr std::int64_t kNow = 1'234'567'890'000;
  const std::int64_t step = TotpStepOf(kNow);
  EXPECT_EQ(MatchTotp(kSecret, TotpCode(kSecret, step), kNow), step);
  EXPECT_EQ(MatchTotp(kSecret, TotpCode(kSecret, step - 1), kNow), step - 1);
  EXPECT_EQ(MatchTotp(kSecret, TotpCode(kSecret, step + 1), kNow), step + 1);
}

TEST(MatchTotp, TakesNothingFromOutsideTheWindow) {
  constexpr std::int64_t kNow = 1'234'567'890'000;
  const std::int64_t step = TotpStepOf(kNow);
  EXPECT_FALSE(MatchTotp(kSecret, TotpCode(kSecret, step - 2), kNow));
  EXPECT_FALSE(MatchTotp(kSecret, TotpCode(kSecret, step + 2), kNow));
  EXPECT_FALSE(MatchTotp(kSecret, TotpCode(kSecret, step - 1), kNow, 0));
  EXPECT_EQ(MatchTotp(kSecret, TotpCode(kSecret, step - 2), kNow, 2), step - 2);
}

TEST(MatchTotp, TakesNoCodeOfAnotherSecret) { EXPECT_FALSE(MatchTotp("another secret", CodeAt(59), 59'000)); }

TEST(MatchTotp, TakesSixDigitsAlone) {
  ASSERT_EQ(MatchTotp(kSecret, "287082", 59'000), 1);
  for (const std::string_view text : {"", "28708", "94287082", "287082 ", " 287082", "28708a", "+87082", "0287082"}) {
    EXPECT_FALSE(MatchTotp(kSecret, text, 59'000)) << text;
  }
  EXPECT_FALSE(MatchTotp(kSecret, std::string_view("287082\0", 7), 59'000));
}

}  // namespace
}  // namespace rockpool::crypto
