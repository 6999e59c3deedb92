#include <gtest/gtest.h>

#include "tests/operations/identity_providers/provider_pool.h"
#include "tests/operations/provisioned_limits/limit_calls.h"

namespace rockpool::support {
namespace {

TEST(UpdateProvisionedLimit, AnswersWithTheNewLimitAndKeepsIt) {
  TestService service;
  EXPECT_EQ(UpdateLimit(service, "UserAuthentication", 300).body, ShownLimit("UserAuthentication", 120, 300));
  EXPECT_EQ(GetLimit(service, "UserAuthentication").body, ShownLimit("UserAuthentication", 120, 300));
  EXPECT_EQ(GetLimit(service, "UserRead").body, ShownLimit("UserRead", 120, 120));
}

TEST(UpdateProvisionedLimit, GoesBackToTheDefault) {
  TestService service;
  UpdateLimit(service, "UserToken", 500);
  EXPECT_EQ(UpdateLimit(service, "UserToken", 120).body, ShownLimit("UserToken", 120, 120));
  EXPECT_EQ(GetLimit(service, "UserToken").body, ShownLimit("UserToken", 120, 120));
}

TEST(UpdateProvisionedLimit, RefusesLessThanTheDefault) {
  TestService service;
  EXPECT_EQ(OutcomeOf(UpdateLimit(service, "UserCreation", 49)),
            "InvalidParameterException: Requested limit value 49 is below the default limit of 50 for API category UserCreation.");
}

TEST(UpdateProvisionedLimit, RefusesMoreThanTheAccountMayHave) {
  TestService service;
  EXPECT_EQ(OutcomeOf(UpdateLimit(service, "UserCreation", 500)), kOk);
  EXPECT_EQ(OutcomeOf(UpdateLimit(service, "UserCreation", 501)),
            "ServiceQuotaExceededException: Requested limit value 501 exceeds the account's maximum of 500 for API category UserCreation.");
  EXPECT_EQ(GetLimit(service, "UserCreation").body, ShownLimit("UserCreation", 50, 500));
  EXPECT_EQ(OutcomeOf(UpdateLimit(service, "UserList", 31)),
            "ServiceQuotaExceededException: Requested limit value 31 exceeds the account's maximum of 30 for API category UserList.");
}

TEST(UpdateProvisionedLimit, RefusesARateThatIsNone) {
  TestService service;
  EXPECT_EQ(OutcomeOf(UpdateLimit(service, "UserCreation", 0)),
            "InvalidParameterException: 1 validation error detected: Value '0' at 'requestedLimitValue' failed to satisfy constraint: "
            "Member must have value greater than or equal to 1");
}

TEST(UpdateProvisionedLimit, TellsACategoryThatAwsDoesNotHave) {
  TestService service;
  EXPECT_EQ(OutcomeOf(UpdateLimit(service, "Everything", 100)),
            "ResourceNotFoundException: Limit for API category Everything does not exist.");
}

TEST(UpdateProvisionedLimit, CountsForOneAccountAndRegion) {
  TestService service;
  UpdateLimit(service, "UserRead", 200);
  const CallerKey account{.access_key = "123456789012"};
  const CallerKey region{.region = "eu-west-1"};
  EXPECT_EQ(GetLimit(service, "UserRead", account).body, ShownLimit("UserRead", 120, 120));
  EXPECT_EQ(GetLimit(service, "UserRead", region).body, ShownLimit("UserRead", 120, 120));
  UpdateLimit(service, "UserRead", 400, region);
  EXPECT_EQ(GetLimit(service, "UserRead").body, ShownLimit("UserRead", 120, 200));
}

}  // namespace
}  // namespace rockpool::support
