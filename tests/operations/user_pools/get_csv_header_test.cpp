#include <gtest/gtest.h>

#include "tests/operations/user_pools/user_pool.h"

namespace rockpool {
namespace {

using support::OutcomeOf;
using support::TestService;
using support::UserPool;

TEST(GetCSVHeader, NamesTheAttributesAndClosesWithTheThreeOfTheUser) {
  TestService service;
  UserPool pool(service, R"("Schema":[{"Name":"team","AttributeDataType":"String"}])");
  EXPECT_EQ(pool.Call("GetCSVHeader").body,
            R"({"CSVHeader":["name","given_name","family_name","middle_name","nickname","preferred_username","profile","picture",)"
            R"("website","email","email_verified","gender","birthdate","zoneinfo","locale","phone_number","phone_number_verified",)"
            R"("address","updated_at","custom:team","cognito:mfa_enabled","cognito:username","password_hash"],"UserPoolId":")" +
                pool.id() + R"("})");
}

TEST(GetCSVHeader, TellsAnUnknownPool) {
  TestService service;
  EXPECT_EQ(OutcomeOf(service.Call("GetCSVHeader", R"({"UserPoolId":"us-east-1_Nowhere"})")),
            "ResourceNotFoundException: User pool us-east-1_Nowhere does not exist.");
}

}  // namespace
}  // namespace rockpool
