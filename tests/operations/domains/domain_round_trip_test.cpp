// What Describe shows of a domain can be sent back, and makes it again in another pool.
#include <gtest/gtest.h>

#include "tests/operations/domains/domains.h"
#include "tests/operations/drawn_round_trips.h"

namespace rockpool {
namespace {

using support::Answer;
using support::DrawnObject;
using support::DrawnSettings;
using support::kOk;
using support::PoolCaller;
using support::RoundTrip;
using support::SetText;
using support::TestService;

// What custom domains alone have.
void DrawCustom(DrawnSettings& drawn, DrawnObject& domain) {
  DrawnObject config(drawn);
  config.SetText("CertificateArn", support::kCertificate);
  config.PerhapsText("SecurityPolicy", drawn.OneOf("TLS_V1 TLS_V1_2_2021 TLS_V1_3_2025"));
  domain.Set("CustomDomainConfig", config.Json());
  DrawnObject failover(drawn);
  failover.SetText("SecondaryRegion", drawn.OneOf("us-west-2 eu-central-1"));
  failover.SetText("PrimaryRoute53HealthCheckId", "0f1e2d3c");
  DrawnObject routing(drawn);
  routing.Perhaps("Failover", failover.Json());
  domain.Perhaps("Routing", routing.Json());
}

std::string DrawDomain(DrawnSettings& drawn, const std::string& name, const PoolCaller& pool) {
  DrawnObject domain(drawn);
  domain.SetText("UserPoolId", pool.id());
  domain.SetText("Domain", name);
  domain.Perhaps("ManagedLoginVersion", drawn.OneOf("1 2"));
  if (name.find('.') != std::string::npos) {
    DrawCustom(drawn, domain);
  }
  return domain.Json();
}

// A prefix shows an empty configuration, which no request takes.
void LeaveOutEmptyConfig(rapidjson::Document& domain) {
  if (domain["CustomDomainConfig"].ObjectEmpty()) {
    domain.RemoveMember("CustomDomainConfig");
  }
}

// A name is free again for the other pool once the first one has let go of it.
RoundTrip TripFrom(TestService& service, const std::string& name, const PoolCaller& pool, const PoolCaller& other) {
  return {
      .thing = "DomainDescription",
      .create = "CreateUserPoolDomain",
      .describe = "DescribeUserPoolDomain",
      .update = "UpdateUserPoolDomain",
      .key = {},
      .dates = {"Version"},
      .own = {"UserPoolId", "Version"},
      .prepare_update = LeaveOutEmptyConfig,
      .prepare_copy =
          [&pool, &other, name](rapidjson::Document& domain) {
            LeaveOutEmptyConfig(domain);
            ASSERT_EQ(pool.Try("DeleteUserPoolDomain", support::Domain(name)), kOk);
            SetText(domain, "UserPoolId", other.id());
          },
      .show = [&service, name](const Answer&) { return support::Describe(service, name); },
  };
}

TEST(Domain, GoesRoundThroughDescribeUpdateAndCreate) {
  support::DrawnGoRound("CreateUserPoolDomain", 100, [](DrawnSettings& drawn) {
    TestService service;
    const PoolCaller pool(service);
    const PoolCaller other(service);
    const std::string name = drawn.OneOf("shop a 0-0 x--y auth.example.com a.b.c.d 0.1.2");
    const std::string domain = DrawDomain(drawn, name, pool);
    support::GoRound(service, TripFrom(service, name, pool, other), domain);
    return domain;
  });
}

}  // namespace
}  // namespace rockpool
