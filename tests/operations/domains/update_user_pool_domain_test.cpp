#include <gtest/gtest.h>

#include "tests/operations/domains/domains.h"
#include "tests/operations/user_pools/json_text.h"

namespace rockpool::support {
namespace {

using UpdateUserPoolDomain = PoolTest<PoolCaller>;

constexpr const char* kNewCertificate = "arn:aws:acm:us-east-1:123456789012:certificate/new";

TEST_F(UpdateUserPoolDomain, ChangesThePagesOfAPrefixAndTheVersion) {
  pool.Call("CreateUserPoolDomain", Domain("shop"));
  service.clock.Advance(61'000);
  EXPECT_EQ(pool.Call("UpdateUserPoolDomain", Domain("shop", R"(,"ManagedLoginVersion":2)")).body, R"({"ManagedLoginVersion":2})");
  const Answer described = Describe(service, "shop");
  EXPECT_EQ(described.At("DomainDescription.ManagedLoginVersion").GetInt(), 2);
  EXPECT_EQ(described.TextAt("DomainDescription.Version"), "20231114221421");
}

TEST_F(UpdateUserPoolDomain, ReplacesTheConfigurationOfACustomDomain) {
  const std::string name = pool.Call("CreateUserPoolDomain", CustomDomain("auth.example.com", kRouting)).TextAt("CloudFrontDomain");
  const Answer updated =
      pool.Call("UpdateUserPoolDomain",
                Domain("auth.example.com", R"(,"CustomDomainConfig":{"CertificateArn":")" + std::string(kNewCertificate) +
                                               R"(","SecurityPolicy":"TLS_V1_3_2025"},"ManagedLoginVersion":2,"Routing":{})"));
  EXPECT_EQ(updated.body, R"({"CloudFrontDomain":")" + name + R"(","ManagedLoginVersion":2,"Routing":{}})");
  EXPECT_EQ(JsonAt(Describe(service, "auth.example.com"), "DomainDescription.CustomDomainConfig"),
            R"({"CertificateArn":")" + std::string(kNewCertificate) + R"(","SecurityPolicy":"TLS_V1_3_2025"})");
  ASSERT_EQ(pool.Try("UpdateUserPoolDomain", CustomDomain("auth.example.com")), kOk);
  EXPECT_FALSE(Describe(service, "auth.example.com").Has("DomainDescription.CustomDomainConfig.SecurityPolicy"));
}

TEST_F(UpdateUserPoolDomain, KeepsWhatIsLeftOut) {
  pool.Call("CreateUserPoolDomain", Domain("shop", R"(,"ManagedLoginVersion":2)"));
  pool.Call("CreateUserPoolDomain", CustomDomain("auth.example.com", std::string(kRouting) + R"(,"ManagedLoginVersion":2)"));
  for (const std::string& domain : {Domain("shop"), CustomDomain("auth.example.com")}) {
    EXPECT_EQ(pool.Call("UpdateUserPoolDomain", domain).At("ManagedLoginVersion").GetInt(), 2);
  }
  EXPECT_EQ(JsonAt(Describe(service, "auth.example.com"), "DomainDescription.Routing.Failover.SecondaryRegion"), R"("us-west-2")");
}

TEST_F(UpdateUserPoolDomain, LeavesADomainOfItsKind) {
  pool.Call("CreateUserPoolDomain", Domain("shop"));
  EXPECT_EQ(pool.Try("UpdateUserPoolDomain", CustomDomain("shop")),
            "InvalidParameterException: User pool should have a custom domain associated, failed to update the certificate.");
  EXPECT_EQ(pool.Try("UpdateUserPoolDomain", CustomDomain("auth.example.com")),
            "InvalidParameterException: User pool should have a custom domain associated, failed to update the certificate.");
  pool.Call("CreateUserPoolDomain", CustomDomain("auth.example.com"));
  EXPECT_EQ(pool.Try("UpdateUserPoolDomain", Domain("auth.example.com", R"(,"ManagedLoginVersion":2)")),
            "InvalidParameterException: Cannot convert custom domain to prefix domain.");
}

TEST_F(UpdateUserPoolDomain, ChangesNothingWhenItIsRefused) {
  PoolCaller own(service, R"(,"UserPoolTier":"LITE")");
  own.Call("CreateUserPoolDomain", Domain("shop"));
  own.Call("CreateUserPoolDomain", CustomDomain("auth.example.com"));
  const std::string prefix = Describe(service, "shop").body;
  const std::string custom = Describe(service, "auth.example.com").body;
  service.clock.Advance(10'000);
  EXPECT_EQ(own.Try("UpdateUserPoolDomain", Domain("shop", R"(,"ManagedLoginVersion":2)")),
            "FeatureUnavailableInTierException: The following feature is not available for the LITE pricing tier configured: Managed Login "
            "Version 2");
  EXPECT_EQ(own.Try("UpdateUserPoolDomain", Domain("shop", R"(,"ManagedLoginVersion":7)")),
            "InvalidParameterException: ManagedLoginVersion must be 1 or 2.");
  EXPECT_EQ(own.Try("UpdateUserPoolDomain", Domain("shop", kRouting)),
            "InvalidParameterException: Routing is only supported for custom domains.");
  EXPECT_EQ(own.Call("UpdateUserPoolDomain", CustomDomain("auth.example.com", "", "arn:aws:acm:eu-west-1:123456789012:certificate/x"))
                .Message()
                .find("The specified SSL certificate doesn't exist, isn't in us-east-1 region"),
            0u);
  EXPECT_EQ(Describe(service, "shop").body, prefix);
  EXPECT_EQ(Describe(service, "auth.example.com").body, custom);
}

}  // namespace
}  // namespace rockpool::support
