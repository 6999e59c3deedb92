#include <gtest/gtest.h>

#include "tests/operations/domains/domains.h"
#include "tests/operations/user_pools/json_text.h"

namespace rockpool {
namespace {

using support::CustomDomain;
using support::Describe;
using support::Domain;
using support::JsonAt;
using support::kOk;
using support::PoolCaller;
using support::TestService;

constexpr const char* kNewCertificate = "arn:aws:acm:us-east-1:123456789012:certificate/new";

TEST(UpdateUserPoolDomain, ChangesThePagesOfAPrefixAndTheVersion) {
  TestService service;
  PoolCaller pool(service);
  pool.Call("CreateUserPoolDomain", Domain("shop"));
  service.clock.Advance(61'000);
  EXPECT_EQ(pool.Call("UpdateUserPoolDomain", Domain("shop", R"(,"ManagedLoginVersion":2)")).body, R"({"ManagedLoginVersion":2})");
  const support::Answer described = Describe(service, "shop");
  EXPECT_EQ(described.At("DomainDescription.ManagedLoginVersion").GetInt(), 2);
  EXPECT_EQ(described.TextAt("DomainDescription.Version"), "20231114221421");
}

TEST(UpdateUserPoolDomain, ReplacesTheConfigurationOfACustomDomain) {
  TestService service;
  PoolCaller pool(service);
  const std::string name =
      pool.Call("CreateUserPoolDomain", CustomDomain("auth.example.com", support::kRouting)).TextAt("CloudFrontDomain");
  const support::Answer updated =
      pool.Call("UpdateUserPoolDomain",
                Domain("auth.example.com", R"(,"CustomDomainConfig":{"CertificateArn":")" + std::string(kNewCertificate) +
                                               R"(","SecurityPolicy":"TLS_V1_3_2025"},"ManagedLoginVersion":2,"Routing":{})"));
  EXPECT_EQ(updated.body, R"({"CloudFrontDomain":")" + name + R"(","ManagedLoginVersion":2,"Routing":{}})");
  EXPECT_EQ(JsonAt(Describe(service, "auth.example.com"), "DomainDescription.CustomDomainConfig"),
            R"({"CertificateArn":")" + std::string(kNewCertificate) + R"(","SecurityPolicy":"TLS_V1_3_2025"})");
  ASSERT_EQ(pool.Try("UpdateUserPoolDomain", CustomDomain("auth.example.com")), kOk);
  EXPECT_FALSE(Describe(service, "auth.example.com").Has("DomainDescription.CustomDomainConfig.SecurityPolicy"));
}

TEST(UpdateUserPoolDomain, KeepsWhatIsLeftOut) {
  TestService service;
  PoolCaller pool(service);
  pool.Call("CreateUserPoolDomain", Domain("shop", R"(,"ManagedLoginVersion":2)"));
  pool.Call("CreateUserPoolDomain", CustomDomain("auth.example.com", std::string(support::kRouting) + R"(,"ManagedLoginVersion":2)"));
  for (const std::string& domain : {Domain("shop"), CustomDomain("auth.example.com")}) {
    EXPECT_EQ(pool.Call("UpdateUserPoolDomain", domain).At("ManagedLoginVersion").GetInt(), 2);
  }
  EXPECT_EQ(JsonAt(Describe(service, "auth.example.com"), "DomainDescription.Routing.Failover.SecondaryRegion"), R"("us-west-2")");
}

TEST(UpdateUserPoolDomain, LeavesADomainOfItsKind) {
  TestService service;
  PoolCaller pool(service);
  pool.Call("CreateUserPoolDomain", Domain("shop"));
  EXPECT_EQ(pool.Try("UpdateUserPoolDomain", CustomDomain("shop")),
            "InvalidParameterException: User pool should have a custom domain associated, failed to update the certificate.");
  EXPECT_EQ(pool.Try("UpdateUserPoolDomain", CustomDomain("auth.example.com")),
            "InvalidParameterException: User pool should have a custom domain associated, failed to update the certificate.");
  pool.Call("CreateUserPoolDomain", CustomDomain("auth.example.com"));
  EXPECT_EQ(pool.Try("UpdateUserPoolDomain", Domain("auth.example.com", R"(,"ManagedLoginVersion":2)")),
            "InvalidParameterException: Cannot convert custom domain to prefix domain.");
}

TEST(UpdateUserPoolDomain, ChangesNothingWhenItIsRefused) {
  TestService service;
  PoolCaller pool(service, R"(,"UserPoolTier":"LITE")");
  pool.Call("CreateUserPoolDomain", Domain("shop"));
  pool.Call("CreateUserPoolDomain", CustomDomain("auth.example.com"));
  const std::string prefix = Describe(service, "shop").body;
  const std::string custom = Describe(service, "auth.example.com").body;
  service.clock.Advance(10'000);
  EXPECT_EQ(pool.Try("UpdateUserPoolDomain", Domain("shop", R"(,"ManagedLoginVersion":2)")),
            "FeatureUnavailableInTierException: The following feature is not available for the LITE pricing tier configured: Managed Login "
            "Version 2");
  EXPECT_EQ(pool.Try("UpdateUserPoolDomain", Domain("shop", R"(,"ManagedLoginVersion":7)")),
            "InvalidParameterException: ManagedLoginVersion must be 1 or 2.");
  EXPECT_EQ(pool.Try("UpdateUserPoolDomain", Domain("shop", support::kRouting)),
            "InvalidParameterException: Routing is only supported for custom domains.");
  EXPECT_EQ(pool.Call("UpdateUserPoolDomain", CustomDomain("auth.example.com", "", "arn:aws:acm:eu-west-1:123456789012:certificate/x"))
                .Message()
                .find("The specified SSL certificate doesn't exist, isn't in us-east-1 region"),
            0u);
  EXPECT_EQ(Describe(service, "shop").body, prefix);
  EXPECT_EQ(Describe(service, "auth.example.com").body, custom);
}

TEST(UpdateUserPoolDomain, TellsAnUnknownDomainAndAnUnknownPool) {
  TestService service;
  PoolCaller pool(service);
  PoolCaller other(service);
  other.Call("CreateUserPoolDomain", Domain("shop"));
  EXPECT_EQ(pool.Try("UpdateUserPoolDomain", Domain("shop")), "InvalidParameterException: No such domain or user pool exists.");
  EXPECT_EQ(OutcomeOf(pool.CallAs({.region = "eu-west-1"}, "UpdateUserPoolDomain", Domain("shop"))),
            "ResourceNotFoundException: User pool " + pool.id() + " does not exist.");
}

}  // namespace
}  // namespace rockpool
