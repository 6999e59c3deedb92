// What Describe shows of a domain can be sent back, and makes it again in another pool.
#include <gtest/gtest.h>

#include "tests/operations/domains/domains.h"
#include "tests/operations/drawn_settings.h"

namespace rockpool {
namespace {

using support::Describe;
using support::DrawnSettings;
using support::kOk;
using support::MembersAt;
using support::PoolCaller;
using support::TestService;

// The members of a request that makes the domain, which is a custom one if its name has dots.
std::string DrawDomain(DrawnSettings& drawn, const std::string& name) {
  std::string domain = support::Domain(name);
  if (name.find('.') != std::string::npos) {
    const std::string policy = drawn.Coin() ? R"(,"SecurityPolicy":")" + drawn.OneOf("TLS_V1 TLS_V1_2_2021 TLS_V1_3_2025") + '"' : "";
    domain += R"(,"CustomDomainConfig":{"CertificateArn":")" + std::string(support::kCertificate) + '"' + policy + "}";
    domain += drawn.Coin() ? support::kRouting : "";
  }
  return domain + (drawn.Coin() ? R"(,"ManagedLoginVersion":)" + drawn.OneOf("1 2") : "");
}

TEST(Domain, GoesRoundThroughDescribeUpdateAndCreate) {
  TestService service;
  PoolCaller pool(service);
  PoolCaller other(service);
  DrawnSettings drawn(20260103);
  const auto sent = [](const support::Answer& answer) {
    return MembersAt(answer, "DomainDescription", {"Domain", "CustomDomainConfig", "ManagedLoginVersion", "Routing"});
  };
  const auto all_but_date_and_pool = [&](const support::Answer& answer) {
    return sent(answer) + MembersAt(answer, "DomainDescription", {"AWSAccountId", "CloudFrontDistribution", "S3Bucket", "Status"});
  };
  for (int turn = 0; turn < 100; ++turn) {
    const std::string name = drawn.OneOf("shop a 0-0 x--y auth.example.com a.b.c.d 0.1.2");
    const std::string domain = DrawDomain(drawn, name);
    const support::Answer created = pool.Call("CreateUserPoolDomain", domain);
    ASSERT_EQ(OutcomeOf(created), kOk) << domain;
    const support::Answer described = Describe(service, name);
    EXPECT_EQ(pool.Call("UpdateUserPoolDomain", sent(described)).body, created.body);
    EXPECT_EQ(Describe(service, name).body, described.body);
    ASSERT_EQ(pool.Try("DeleteUserPoolDomain", support::Domain(name)), kOk);
    EXPECT_EQ(other.Call("CreateUserPoolDomain", sent(described)).body, created.body);
    EXPECT_EQ(all_but_date_and_pool(Describe(service, name)), all_but_date_and_pool(described));
    ASSERT_EQ(other.Try("DeleteUserPoolDomain", support::Domain(name)), kOk);
  }
}

}  // namespace
}  // namespace rockpool
