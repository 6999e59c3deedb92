#include <gtest/gtest.h>

#include "tests/operations/domains/domains.h"

namespace rockpool::support {
namespace {

using DescribeUserPoolDomain = PoolTest<PoolCaller>;

TEST_F(DescribeUserPoolDomain, ShowsAPrefix) {
  pool.Call("CreateUserPoolDomain", Domain("shop"));
  service.clock.Advance(10'000);
  const Answer described = Describe(service, "shop");
  EXPECT_EQ(
      described.body,
      R"({"DomainDescription":{"AWSAccountId":"000000000000","CloudFrontDistribution":")" +
          described.TextAt("DomainDescription.CloudFrontDistribution") +
          R"(","CustomDomainConfig":{},"Domain":"shop","ManagedLoginVersion":1,"S3Bucket":"aws-cognito-prod-iad-assets","Status":"ACTIVE","UserPoolId":")" +
          pool.id() + R"(","Version":"20231114221320"}})");
}

TEST_F(DescribeUserPoolDomain, ShowsACustomDomain) {
  PoolCaller own(service, "", {.access_key = "123456789012", .region = "us-west-2"});
  const Answer created = own.Call(
      "CreateUserPoolDomain", Domain("auth.example.com", R"(,"CustomDomainConfig":{"CertificateArn":")" + std::string(kCertificate) +
                                                             R"(","SecurityPolicy":"TLS_V1_2_2021"},"ManagedLoginVersion":2)" + kRouting));
  ASSERT_EQ(OutcomeOf(created), kOk);
  EXPECT_EQ(Describe(service, "auth.example.com", {.access_key = "123456789012", .region = "us-west-2"}).body,
            R"({"DomainDescription":{"AWSAccountId":"123456789012","CloudFrontDistribution":")" + created.TextAt("CloudFrontDomain") +
                R"(","CustomDomainConfig":{"CertificateArn":")" + kCertificate +
                R"(","SecurityPolicy":"TLS_V1_2_2021"},"Domain":"auth.example.com","ManagedLoginVersion":2,)"
                R"("Routing":{"Failover":{"PrimaryRoute53HealthCheckId":"0f1e2d3c","SecondaryRegion":"us-west-2"}},)"
                R"("S3Bucket":"aws-cognito-prod-pdx-assets","Status":"ACTIVE","UserPoolId":")" +
                own.id() + R"(","Version":"20231114221320"}})");
}

TEST_F(DescribeUserPoolDomain, NamesTheBucketOfAnyRegion) {
  const CallerKey caller{.region = "mars-north-1"};
  PoolCaller(service, "", caller).Call("CreateUserPoolDomain", Domain("shop"));
  EXPECT_EQ(Describe(service, "shop", caller).TextAt("DomainDescription.S3Bucket"), "aws-cognito-prod-mars-north-1-assets");
}

TEST_F(DescribeUserPoolDomain, ShowsNothingOfADomainThatNobodyHas) {
  pool.Call("CreateUserPoolDomain", Domain("shop"));
  for (const char* domain : {"nobody", "SHOP", "no.such.example", "not a domain"}) {
    const Answer described = Describe(service, domain);
    EXPECT_EQ(described.status, 200);
    EXPECT_EQ(described.body, kEmptyDescription) << domain;
  }
}

TEST_F(DescribeUserPoolDomain, ShowsNothingOfADomainOfOtherAccountsAndRegions) {
  pool.Call("CreateUserPoolDomain", Domain("shop"));
  pool.Call("CreateUserPoolDomain", CustomDomain("auth.example.com"));
  for (const char* domain : {"shop", "auth.example.com"}) {
    EXPECT_EQ(Describe(service, domain, {.access_key = "123456789012"}).body, kEmptyDescription);
    EXPECT_EQ(Describe(service, domain, {.region = "eu-west-1"}).body, kEmptyDescription);
  }
}

TEST(DescribeUserPool, ShowsTheDomainsOfThePool) {
  TestService service;
  PoolCaller pool(service);
  const Answer before = pool.Call("DescribeUserPool");
  EXPECT_FALSE(before.Has("UserPool.Domain"));
  EXPECT_FALSE(before.Has("UserPool.CustomDomain"));
  pool.Call("CreateUserPoolDomain", CustomDomain("auth.example.com"));
  EXPECT_FALSE(pool.Call("DescribeUserPool").Has("UserPool.Domain"));
  pool.Call("CreateUserPoolDomain", Domain("shop"));
  const Answer both = pool.Call("DescribeUserPool");
  EXPECT_EQ(both.TextAt("UserPool.Domain"), "shop");
  EXPECT_EQ(both.TextAt("UserPool.CustomDomain"), "auth.example.com");
  pool.Call("DeleteUserPoolDomain", Domain("shop"));
  pool.Call("DeleteUserPoolDomain", Domain("auth.example.com"));
  EXPECT_EQ(pool.Call("DescribeUserPool").body, before.body);
}

}  // namespace
}  // namespace rockpool::support
