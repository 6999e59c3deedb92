#include <gtest/gtest.h>

#include "tests/operations/identity_providers/provider_pool.h"
#include "tests/operations/provisioned_limits/limit_calls.h"

namespace rockpool::support {
namespace {

TEST(GetProvisionedLimit, AnswersTheDefaultWhereNothingWasProvisioned) {
  TestService service;
  EXPECT_EQ(GetLimit(service, "UserAuthentication").body, ShownLimit("UserAuthentication", 120, 120));
  EXPECT_EQ(GetLimit(service, "UserFederation").body, ShownLimit("UserFederation", 25, 25));
  EXPECT_EQ(GetLimit(service, "ClientAuthentication").body, ShownLimit("ClientAuthentication", 150, 150));
}

TEST(GetProvisionedLimit, TellsACategoryThatAwsDoesNotHave) {
  TestService service;
  for (const char* category : {"", "userauthentication", "UserAuthentication ", "Everything"}) {
    EXPECT_EQ(OutcomeOf(GetLimit(service, category)),
              "ResourceNotFoundException: Limit for API category " + std::string(category) + " does not exist.");
  }
}

TEST(GetProvisionedLimit, WantsTheCategoryAndNothingElse) {
  TestService service;
  for (const char* attributes : {"", R"("category":"UserRead")", R"("Category":"UserRead","Pool":"us-east-1_A")"}) {
    EXPECT_EQ(OutcomeOf(service.Call("GetProvisionedLimit", LimitWith(attributes))),
              "InvalidParameterException: The attributes of an API_CATEGORY limit must be Category alone.")
        << attributes;
  }
}

}  // namespace
}  // namespace rockpool::support
