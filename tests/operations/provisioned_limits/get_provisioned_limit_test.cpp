#include <gtest/gtest.h>

#include "tests/operations/identity_providers/provider_pool.h"
#include "tests/operations/provisioned_limits/limit_calls.h"

namespace rockpool {
namespace {

using support::GetLimit;
using support::TestService;

TEST(GetProvisionedLimit, AnswersTheDefaultWhereNothingWasProvisioned) {
  TestService service;
  EXPECT_EQ(GetLimit(service, "UserAuthentication").body, support::ShownLimit("UserAuthentication", 120, 120));
  EXPECT_EQ(GetLimit(service, "UserFederation").body, support::ShownLimit("UserFederation", 25, 25));
  EXPECT_EQ(GetLimit(service, "ClientAuthentication").body, support::ShownLimit("ClientAuthentication", 150, 150));
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
    EXPECT_EQ(OutcomeOf(service.Call("GetProvisionedLimit", support::LimitWith(attributes))),
              "InvalidParameterException: The attributes of an API_CATEGORY limit must be Category alone.")
        << attributes;
  }
}

}  // namespace
}  // namespace rockpool
