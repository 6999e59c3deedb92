// The domains of a pool, as they are made, shown, changed and deleted in the region of its secondary replica.
#include <gtest/gtest.h>

#include <string>

#include "tests/operations/domains/domains.h"
#include "tests/operations/replicas/replicated_pool.h"

namespace rockpool::support {
namespace {

class ReplicaDomains : public testing::Test {
 protected:
  ReplicaDomains() {
    EXPECT_EQ(OutcomeOf(pool.Create("eu-west-1")), kOk);
    service.clock.Advance(kLong);
  }

  Answer InIreland(std::string_view operation, const std::string& members) { return pool.CallAs(kIreland, operation, members); }
  std::string Try(std::string_view operation, const std::string& members) { return OutcomeOf(InIreland(operation, members)); }

  TestService service;
  ReplicatedPool pool{service};
};

TEST_F(ReplicaDomains, AreThoseOfThePool) {
  for (const char* status : {"INACTIVE", "ACTIVE"}) {
    EXPECT_EQ(OutcomeOf(pool.Update("eu-west-1", status)), kOk);
    EXPECT_EQ(Try("CreateUserPoolDomain", Domain("shop", R"(,"ManagedLoginVersion":1)")), kOk) << status;
    EXPECT_EQ(pool.Call("DescribeUserPool").TextAt("UserPool.Domain"), "shop");
    const Answer described = Describe(service, "shop", kIreland);
    EXPECT_EQ(described.TextAt("DomainDescription.UserPoolId"), pool.id());
    EXPECT_EQ(described.TextAt("DomainDescription.S3Bucket"), "aws-cognito-prod-iad-assets") << "of the pool's own region";
    EXPECT_EQ(described.body, Describe(service, "shop").body);
    EXPECT_EQ(Try("UpdateUserPoolDomain", Domain("shop", R"(,"ManagedLoginVersion":2)")), kOk) << status;
    EXPECT_EQ(Describe(service, "shop").At("DomainDescription.ManagedLoginVersion").GetInt(), 2);
    EXPECT_EQ(Try("DeleteUserPoolDomain", Domain("shop")), kOk) << status;
    EXPECT_EQ(Describe(service, "shop").body, kEmptyDescription);
  }
}

TEST_F(ReplicaDomains, AreNoneBesideThoseOfThePrimary) {
  EXPECT_EQ(pool.Try("CreateUserPoolDomain", CustomDomain("auth.example.com")), kOk);
  EXPECT_EQ(Try("CreateUserPoolDomain", CustomDomain("auth.ireland.example.com")),
            "InvalidParameterException: User pool already has a domain configured.");
}

TEST_F(ReplicaDomains, AreLedFromThereToTheReplicaWhileThePrimaryIsDown) {
  EXPECT_EQ(pool.Try("CreateUserPoolDomain", CustomDomain("auth.example.com")), kOk);
  const std::string routing = R"(,"Routing":{"Failover":{"PrimaryRoute53HealthCheckId":"0f1e2d3c","SecondaryRegion":"eu-west-1"}})";
  EXPECT_EQ(Try("UpdateUserPoolDomain", CustomDomain("auth.example.com", routing)), kOk);
  EXPECT_EQ(Describe(service, "auth.example.com").TextAt("DomainDescription.Routing.Failover.SecondaryRegion"), "eu-west-1");
}

TEST_F(ReplicaDomains, AreUnknownWhereNoReplicaOfTheAccountIs) {
  EXPECT_EQ(pool.Try("CreateUserPoolDomain", Domain("shop")), kOk);
  for (const CallerKey& stranger : {CallerKey{.region = "us-west-2"}, CallerKey{"123456789012", "eu-west-1"}}) {
    EXPECT_EQ(Describe(service, "shop", stranger).body, kEmptyDescription);
    EXPECT_EQ(OutcomeOf(pool.CallAs(stranger, "DeleteUserPoolDomain", Domain("shop"))), NoSuchPool(pool.id()));
  }
}

TEST_F(ReplicaDomains, AreNotToBeHadWhileTheReplicaIsBeingCreated) {
  ReplicatedPool young(service);
  EXPECT_EQ(OutcomeOf(young.Create("eu-west-1")), kOk);
  EXPECT_EQ(young.Try("CreateUserPoolDomain", Domain("young")), kOk);
  EXPECT_EQ(Describe(service, "young", kIreland).body, kEmptyDescription);
  EXPECT_EQ(OutcomeOf(young.CallAs(kIreland, "DeleteUserPoolDomain", Domain("young"))),
            "OperationNotEnabledException: This operation is not enabled in this Region.");
}

}  // namespace
}  // namespace rockpool::support
