#include <gtest/gtest.h>

#include "tests/operations/user_pools/user_pool.h"

namespace rockpool {
namespace {

using support::kOk;
using support::OutcomeOf;
using support::TestService;
using support::UserPool;

TEST(GetUserPoolMfaConfig, ShowsNoFactorOfANewPool) {
  TestService service;
  UserPool pool(service);
  EXPECT_EQ(pool.Call("GetUserPoolMfaConfig").body, R"({"MfaConfiguration":"OFF"})");
}

TEST(GetUserPoolMfaConfig, TellsAnUnknownPool) {
  TestService service;
  EXPECT_EQ(OutcomeOf(service.Call("GetUserPoolMfaConfig", R"({"UserPoolId":"us-east-1_Nowhere"})")),
            "ResourceNotFoundException: User pool us-east-1_Nowhere does not exist.");
}

TEST(GetUserPoolMfaConfig, ForgetsTheFactorsOfAPoolThatWasDeleted) {
  TestService service;
  constexpr char kFixed[] = R"("UserPoolTags":{"_custom_id_":"us-east-1_Fixed"})";
  UserPool pool(service, kFixed);
  const std::string factors = R"("MfaConfiguration":"ON","SoftwareTokenMfaConfiguration":{"Enabled":true})";
  ASSERT_EQ(OutcomeOf(pool.Call("SetUserPoolMfaConfig", factors)), kOk);
  ASSERT_EQ(pool.Call("GetUserPoolMfaConfig").body, "{" + factors + "}");
  ASSERT_EQ(OutcomeOf(pool.Call("DeleteUserPool")), kOk);
  EXPECT_EQ(OutcomeOf(pool.Call("GetUserPoolMfaConfig")), "ResourceNotFoundException: User pool us-east-1_Fixed does not exist.");
  UserPool successor(service, kFixed);
  ASSERT_EQ(successor.id(), pool.id());
  EXPECT_EQ(successor.Call("GetUserPoolMfaConfig").body, R"({"MfaConfiguration":"OFF"})");
}

}  // namespace
}  // namespace rockpool
