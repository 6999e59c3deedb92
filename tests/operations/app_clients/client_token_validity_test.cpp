#include <gtest/gtest.h>

#include "tests/operations/app_clients/client_pool.h"

namespace rockpool::support {
namespace {

using TokenValidity = PoolTest<ClientPool>;

constexpr const char* kBadRange = "InvalidParameterException: Invalid range for token validity.";
constexpr const char* kBadOrder =
    "InvalidParameterException: Access and Id Token expiration times must be less than or equal to refresh token expiration times.";

struct Validity {
  const char* unit;
  int least;
  int most;
};

std::string WithValidity(const std::string& token, int validity, const std::string& unit) {
  return '"' + token + R"(TokenValidity":)" + std::to_string(validity) + R"(,"TokenValidityUnits":{")" + token + R"(Token":")" + unit +
         R"("})";
}

void ExpectRange(const std::string& token, const Validity& validity) {
  TestService service;
  ClientPool pool(service);
  const auto outcome = [&](int value) { return OutcomeOf(pool.Create(WithValidity(token, value, validity.unit))); };
  EXPECT_EQ(outcome(validity.least), kOk) << token << validity.unit;
  EXPECT_EQ(outcome(validity.most), kOk) << token << validity.unit;
  EXPECT_EQ(outcome(validity.most + 1), kBadRange) << token << validity.unit;
  if (validity.least > 1) {
    EXPECT_EQ(outcome(validity.least - 1), kBadRange) << token << validity.unit;
  }
}

TEST_F(TokenValidity, IsFiveMinutesToADayForAccessAndIdTokens) {
  for (const char* token : {"Access", "Id"}) {
    ExpectRange(token, {"minutes", 5, 1440});
    ExpectRange(token, {"hours", 1, 24});
    ExpectRange(token, {"days", 1, 1});
  }
}

TEST_F(TokenValidity, IsAnHourToTenYearsForRefreshTokens) {
  ExpectRange("Refresh", {"minutes", 60, 5'256'000});
  ExpectRange("Refresh", {"hours", 1, 87'600});
  ExpectRange("Refresh", {"days", 1, 3650});
}

TEST_F(TokenValidity, CountsInSecondsToo) {
  EXPECT_EQ(OutcomeOf(pool.Create(WithValidity("Access", 300, "seconds"))), kOk);
  EXPECT_EQ(OutcomeOf(pool.Create(WithValidity("Access", 299, "seconds"))), kBadRange);
  EXPECT_EQ(OutcomeOf(pool.Create(WithValidity("Id", 86'400, "seconds"))), kOk);
  EXPECT_EQ(OutcomeOf(pool.Create(WithValidity("Refresh", 3600, "seconds"))), kOk);
  EXPECT_EQ(OutcomeOf(pool.Create(WithValidity("Refresh", 3599, "seconds"))), kBadRange);
  EXPECT_EQ(OutcomeOf(pool.Create(WithValidity("Refresh", 315'360'000, "seconds"))), kOk);
}

TEST_F(TokenValidity, IsInHoursAndDaysUnlessToldOtherwise) {
  EXPECT_EQ(OutcomeOf(pool.Create(R"("AccessTokenValidity":24,"IdTokenValidity":24,"RefreshTokenValidity":3650)")), kOk);
  EXPECT_EQ(OutcomeOf(pool.Create(R"("AccessTokenValidity":25)")), kBadRange);
  EXPECT_EQ(OutcomeOf(pool.Create(R"("IdTokenValidity":25)")), kBadRange);
  EXPECT_EQ(OutcomeOf(pool.Create(R"("RefreshTokenValidity":3651)")), kBadRange);
  EXPECT_EQ(OutcomeOf(pool.Create(R"("RefreshTokenValidity":315360000)")), kBadRange);
}

TEST_F(TokenValidity, EndsNoLaterThanTheRefreshToken) {
  const std::string hour = R"(,"RefreshTokenValidity":1,"TokenValidityUnits":{"RefreshToken":"hours"})";
  EXPECT_EQ(OutcomeOf(pool.Create(R"("AccessTokenValidity":1,"IdTokenValidity":1)" + hour)), kOk);
  EXPECT_EQ(OutcomeOf(pool.Create(R"("AccessTokenValidity":2)" + hour)), kBadOrder);
  EXPECT_EQ(OutcomeOf(pool.Create(R"("IdTokenValidity":2)" + hour)), kBadOrder);
}

TEST_F(TokenValidity, IsThirtyDaysForRefreshTokensWithoutANumber) {
  const auto validity = [&](const std::string& members) { return pool.Create(members).At("UserPoolClient.RefreshTokenValidity").GetInt(); };
  EXPECT_EQ(validity(R"("RefreshTokenValidity":0)"), 30);
  EXPECT_EQ(validity(R"("TokenValidityUnits":{"RefreshToken":"hours"})"), 720);
  EXPECT_EQ(validity(R"("TokenValidityUnits":{"RefreshToken":"seconds"})"), 2'592'000);
}

}  // namespace
}  // namespace rockpool::support
