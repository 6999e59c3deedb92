#include <gtest/gtest.h>

#include "tests/operations/domains/domains.h"

namespace rockpool::support {
namespace {

using DeleteUserPoolDomain = PoolTest<PoolCaller>;

TEST_F(DeleteUserPoolDomain, AnswersWithAnEmptyObjectAndSparesTheOther) {
  pool.Call("CreateUserPoolDomain", Domain("shop"));
  pool.Call("CreateUserPoolDomain", CustomDomain("auth.example.com"));
  EXPECT_EQ(pool.Call("DeleteUserPoolDomain", Domain("auth.example.com")).body, "{}");
  EXPECT_EQ(Describe(service, "auth.example.com").body, kEmptyDescription);
  EXPECT_EQ(Describe(service, "shop").TextAt("DomainDescription.Domain"), "shop");
}

TEST(DeleteUserPool, SparesAPoolWithADomain) {
  TestService service;
  for (const std::string& domain : {Domain("shop"), CustomDomain("auth.example.com")}) {
    PoolCaller pool(service);
    ASSERT_EQ(pool.Try("CreateUserPoolDomain", domain), kOk);
    EXPECT_EQ(pool.Try("DeleteUserPool"),
              "InvalidParameterException: User pool cannot be deleted. It has a domain configured that should be deleted first.");
    EXPECT_EQ(pool.Try("DescribeUserPool"), kOk);
    ASSERT_EQ(pool.Try("DeleteUserPoolDomain", domain.substr(0, domain.find(','))), kOk);
    EXPECT_EQ(pool.Try("DeleteUserPool"), kOk);
  }
}

}  // namespace
}  // namespace rockpool::support
