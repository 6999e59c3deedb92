#include <gtest/gtest.h>

#include "tests/operations/domains/domains.h"

namespace rockpool {
namespace {

using support::CustomDomain;
using support::Describe;
using support::Domain;
using support::kOk;
using support::PoolCaller;
using support::TestService;

TEST(DeleteUserPoolDomain, AnswersWithAnEmptyObjectAndSparesTheOther) {
  TestService service;
  PoolCaller pool(service);
  pool.Call("CreateUserPoolDomain", Domain("shop"));
  pool.Call("CreateUserPoolDomain", CustomDomain("auth.example.com"));
  EXPECT_EQ(pool.Call("DeleteUserPoolDomain", Domain("auth.example.com")).body, "{}");
  EXPECT_EQ(Describe(service, "auth.example.com").body, support::kEmptyDescription);
  EXPECT_EQ(Describe(service, "shop").TextAt("DomainDescription.Domain"), "shop");
}

TEST(DeleteUserPoolDomain, TellsADomainThatThePoolHasNot) {
  TestService service;
  PoolCaller pool(service);
  PoolCaller other(service);
  other.Call("CreateUserPoolDomain", Domain("shop"));
  for (const char* domain : {"shop", "nobody", "auth.example.com"}) {
    EXPECT_EQ(pool.Try("DeleteUserPoolDomain", Domain(domain)), "InvalidParameterException: No such domain or user pool exists.");
  }
  EXPECT_EQ(other.Try("DeleteUserPoolDomain", Domain("shop")), kOk);
  EXPECT_EQ(other.Try("DeleteUserPoolDomain", Domain("shop")), "InvalidParameterException: No such domain or user pool exists.");
}

TEST(DeleteUserPoolDomain, TellsAnUnknownPool) {
  TestService service;
  PoolCaller pool(service);
  EXPECT_EQ(OutcomeOf(pool.CallAs({.access_key = "123456789012"}, "DeleteUserPoolDomain", Domain("shop"))),
            "ResourceNotFoundException: User pool " + pool.id() + " does not exist.");
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
}  // namespace rockpool
