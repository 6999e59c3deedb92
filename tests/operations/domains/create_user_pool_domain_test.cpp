#include <gtest/gtest.h>

#include "tests/operations/domains/domains.h"

namespace rockpool::support {
namespace {

using CreateUserPoolDomain = PoolTest<PoolCaller>;

TEST_F(CreateUserPoolDomain, AnswersAPrefixWithTheVersionOfItsPages) {
  EXPECT_EQ(pool.Call("CreateUserPoolDomain", Domain("shop")).body, R"({"ManagedLoginVersion":1})");
  PoolCaller other(service);
  EXPECT_EQ(other.Call("CreateUserPoolDomain", Domain("shop-2", R"(,"ManagedLoginVersion":2)")).body, R"({"ManagedLoginVersion":2})");
}

TEST_F(CreateUserPoolDomain, AnswersACustomDomainWithItsCloudFrontNameToo) {
  const Answer created =
      pool.Call("CreateUserPoolDomain", CustomDomain("auth.example.com", std::string(kRouting) + R"(,"ManagedLoginVersion":2)"));
  const std::string name = created.TextAt("CloudFrontDomain");
  EXPECT_EQ(created.body, R"({"CloudFrontDomain":")" + name +
                              R"(","ManagedLoginVersion":2,"Routing":{"Failover":{"PrimaryRoute53HealthCheckId":"0f1e2d3c",)"
                              R"("SecondaryRegion":"us-west-2"}}})");
  EXPECT_EQ(name.size(), std::string("d111111abcdef8.cloudfront.net").size());
  EXPECT_TRUE(name.starts_with("d") && name.ends_with(".cloudfront.net")) << name;
  EXPECT_EQ(name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789."), std::string::npos) << name;
}

TEST_F(CreateUserPoolDomain, GivesADomainTheSameCloudFrontNameAgain) {
  TestService first;
  TestService second;
  const auto name_of = [](TestService& service, const char* domain) {
    return PoolCaller(service).Call("CreateUserPoolDomain", CustomDomain(domain)).TextAt("CloudFrontDomain");
  };
  EXPECT_EQ(name_of(first, "auth.example.com"), name_of(second, "auth.example.com"));
  EXPECT_NE(name_of(first, "login.example.com"), name_of(second, "sign-in.example.com"));
}

TEST_F(CreateUserPoolDomain, GivesAPoolOnePrefixAndOneCustomDomain) {
  const std::string full = "InvalidParameterException: User pool already has a domain configured.";
  ASSERT_EQ(pool.Try("CreateUserPoolDomain", Domain("shop")), kOk);
  EXPECT_EQ(pool.Try("CreateUserPoolDomain", Domain("store")), full);
  EXPECT_EQ(pool.Try("CreateUserPoolDomain", Domain("shop")), full);
  ASSERT_EQ(pool.Try("CreateUserPoolDomain", CustomDomain("auth.example.com")), kOk);
  EXPECT_EQ(pool.Try("CreateUserPoolDomain", CustomDomain("login.example.com")), full);
}

TEST_F(CreateUserPoolDomain, RefusesADomainThatAnyPoolOfAnyoneHas) {
  ASSERT_EQ(pool.Try("CreateUserPoolDomain", Domain("shop")), kOk);
  ASSERT_EQ(pool.Try("CreateUserPoolDomain", CustomDomain("auth.example.com")), kOk);
  for (const CallerKey& caller : {CallerKey{}, {.access_key = "123456789012"}, {.region = "eu-west-1"}}) {
    PoolCaller other(service, "", caller);
    for (const std::string& domain : {Domain("shop"), CustomDomain("auth.example.com")}) {
      EXPECT_EQ(other.Try("CreateUserPoolDomain", domain), "InvalidParameterException: Domain already associated with another user pool.");
    }
  }
}

TEST_F(CreateUserPoolDomain, TakesADomainThatWasGivenUp) {
  PoolCaller other(service);
  pool.Call("CreateUserPoolDomain", Domain("shop"));
  pool.Call("DeleteUserPoolDomain", Domain("shop"));
  EXPECT_EQ(other.Try("CreateUserPoolDomain", Domain("shop")), kOk);
  EXPECT_EQ(Describe(service, "shop").TextAt("DomainDescription.UserPoolId"), other.id());
}

TEST_F(CreateUserPoolDomain, RefusesAPrefixOfWrongCharacters) {
  for (const char* prefix : {"Shop", "-shop", "shop-", "sh_op", "auth.example.com", "shöp", "a b", "-", "."}) {
    EXPECT_EQ(pool.Try("CreateUserPoolDomain", Domain(prefix)),
              "InvalidParameterException: The domain name contains an invalid character. Domain names can only contain lower-case letters, "
              "numbers, and hyphens. Please enter a different name that follows this format: ^[a-z0-9](?:[a-z0-9\\-]{0,61}[a-z0-9])?$")
        << prefix;
  }
}

TEST_F(CreateUserPoolDomain, RefusesReservedWordsBetweenHyphens) {
  for (const char* word : {"aws", "amazon", "cognito"}) {
    for (const std::string& prefix :
         {std::string(word), "my-" + std::string(word), std::string(word) + "-x", "a-" + std::string(word) + "-b"}) {
      EXPECT_EQ(pool.Try("CreateUserPoolDomain", Domain(prefix)),
                "InvalidParameterException: Domain cannot contain reserved word: " + std::string(word))
          << prefix;
    }
  }
  EXPECT_EQ(pool.Try("CreateUserPoolDomain", Domain("my-awsome-shop")), kOk);
}

TEST_F(CreateUserPoolDomain, TakesTheShortestAndTheLongestPrefix) {
  EXPECT_EQ(PoolCaller(service).Try("CreateUserPoolDomain", Domain("a")), kOk);
  EXPECT_EQ(PoolCaller(service).Try("CreateUserPoolDomain", Domain(std::string(63, 'a'))), kOk);
  EXPECT_EQ(PoolCaller(service).Try("CreateUserPoolDomain", Domain(std::string(64, 'a'))),
            "InvalidParameterException: 1 validation error detected: Value '" + std::string(64, 'a') +
                "' at 'domain' failed to satisfy constraint: Member must have length less than or equal to 63");
}

TEST_F(CreateUserPoolDomain, RefusesACustomDomainThatIsNoSubdomain) {
  for (const char* domain :
       {"shop", "example.com", "auth..com", ".example.com", "auth.example.com.", "Auth.example.com", "a_b.example.com"}) {
    EXPECT_EQ(pool.Try("CreateUserPoolDomain", CustomDomain(domain)),
              "InvalidParameterException: Custom domain is not a valid subdomain: Was not able to resolve a DNS A record for the parent "
              "domain or domain parent is a top-level domain.")
        << domain;
  }
  EXPECT_EQ(pool.Try("CreateUserPoolDomain", CustomDomain("a.b.c.example.com")), kOk);
}

TEST_F(CreateUserPoolDomain, WantsACertificateOfTheRegionOfCloudFront) {
  for (const char* certificate : {"arn:aws:acm:eu-west-1:123456789012:certificate/x", "arn:aws:iam::123456789012:server-certificate/x",
                                  "arn:aws:kms:us-east-1:123456789012:key/x"}) {
    const Answer refused = pool.Call("CreateUserPoolDomain", CustomDomain("auth.example.com", "", certificate));
    EXPECT_EQ(OutcomeOf(refused),
              "InvalidParameterException: The specified SSL certificate doesn't exist, isn't in us-east-1 region, isn't valid, or doesn't "
              "include a valid certificate chain. (Service: CloudFront, Status Code: 400, Request ID: " +
                  std::string(refused.headers.Find("x-amzn-RequestId").value_or("")) + ")");
  }
  EXPECT_EQ(pool.Try("CreateUserPoolDomain", Domain("auth.example.com", R"(,"CustomDomainConfig":{})")),
            "InvalidParameterException: 1 validation error detected: Value null at 'customDomainConfig.certificateArn' failed to satisfy "
            "constraint: Member must not be null");
}

TEST_F(CreateUserPoolDomain, KnowsTwoVersionsOfManagedLogin) {
  for (const char* version : {"0", "3", "-1"}) {
    EXPECT_EQ(pool.Try("CreateUserPoolDomain", Domain("shop", R"(,"ManagedLoginVersion":)" + std::string(version))),
              "InvalidParameterException: ManagedLoginVersion must be 1 or 2.");
  }
}

TEST_F(CreateUserPoolDomain, WantsMoreThanTheLiteTierForManagedLogin) {
  PoolCaller lite(service, R"(,"UserPoolTier":"LITE")");
  EXPECT_EQ(lite.Try("CreateUserPoolDomain", Domain("shop", R"(,"ManagedLoginVersion":2)")),
            "FeatureUnavailableInTierException: The following feature is not available for the LITE pricing tier configured: Managed Login "
            "Version 2");
  EXPECT_EQ(lite.Try("CreateUserPoolDomain", Domain("shop", R"(,"ManagedLoginVersion":1)")), kOk);
  PoolCaller plus(service, R"(,"UserPoolTier":"PLUS")");
  EXPECT_EQ(plus.Try("CreateUserPoolDomain", Domain("plus", R"(,"ManagedLoginVersion":2)")), kOk);
}

TEST_F(CreateUserPoolDomain, RoutesCustomDomainsAlone) {
  EXPECT_EQ(pool.Try("CreateUserPoolDomain", Domain("shop", kRouting)),
            "InvalidParameterException: Routing is only supported for custom domains.");
}

TEST_F(CreateUserPoolDomain, StopsAtTheQuotaOfCustomDomainsOfTheAccount) {
  support::Settings settings;
  settings.quotas.custom_domains = 2;
  TestService configured(settings);
  PoolCaller elsewhere(configured, "", {.region = "eu-west-1"});
  ASSERT_EQ(elsewhere.Try("CreateUserPoolDomain", CustomDomain("a.example.com")), kOk);
  ASSERT_EQ(PoolCaller(configured).Try("CreateUserPoolDomain", CustomDomain("b.example.com")), kOk);
  PoolCaller own(configured);
  EXPECT_EQ(own.Try("CreateUserPoolDomain", CustomDomain("c.example.com")),
            "LimitExceededException: Maximum number of custom domains reached for account 000000000000: 2.");
  EXPECT_EQ(own.Try("CreateUserPoolDomain", Domain("shop")), kOk);
  EXPECT_EQ(PoolCaller(configured, "", {.access_key = "123456789012"}).Try("CreateUserPoolDomain", CustomDomain("d.example.com")), kOk);
  ASSERT_EQ(elsewhere.Try("DeleteUserPoolDomain", Domain("a.example.com")), kOk);
  EXPECT_EQ(own.Try("CreateUserPoolDomain", CustomDomain("c.example.com")), kOk);
}

TEST_F(CreateUserPoolDomain, AllowsFourCustomDomainsUnlessConfigured) { EXPECT_EQ(pools::Quotas().custom_domains, 4u); }

TEST_F(CreateUserPoolDomain, TellsAnUnknownPoolFirst) {
  EXPECT_EQ(OutcomeOf(pool.CallAs({.access_key = "123456789012"}, "CreateUserPoolDomain", Domain("Wrong_"))),
            "ResourceNotFoundException: User pool " + pool.id() + " does not exist.");
}

}  // namespace
}  // namespace rockpool::support
