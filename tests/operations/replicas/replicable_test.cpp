// What a pool must have to be replicated, and cannot lose while it is. What CreateUserPoolReplica says of each is in its own test.
#include <gtest/gtest.h>

#include <string>

#include "server/pools/records.h"
#include "storage/store.h"
#include "tests/operations/replicas/replicated_pool.h"

namespace rockpool {
namespace {

using support::kLong;
using support::kOk;
using support::ReplicatedPool;
using support::TestService;

constexpr const char* kKey =
    R"("KeyConfiguration":{"KeyType":"CUSTOMER_MANAGED_KEY","KmsKeyArn":"arn:aws:kms:us-east-1:000000000000:key/mrk-1"})";

TEST(ReplicablePool, KeepsItsKeyWhileItHasReplicas) {
  TestService service;
  ReplicatedPool pool(service);
  EXPECT_EQ(pool.Try("UpdateUserPool"), kOk);
  EXPECT_EQ(pool.Try("UpdateUserPool", kKey), kOk);
  ASSERT_EQ(OutcomeOf(pool.Create("eu-west-1")), kOk);
  service.clock.Advance(kLong);
  EXPECT_EQ(pool.Try("UpdateUserPool"), "InvalidParameterException: User pool " + pool.id() +
                                            " must be encrypted with a multi-Region customer managed key while it has "
                                            "replicas.");
  EXPECT_EQ(pool.Try("UpdateUserPool", kKey), kOk);
  ASSERT_EQ(OutcomeOf(pool.Delete("eu-west-1")), kOk);
  EXPECT_EQ(pool.Try("UpdateUserPool"), kOk);
}

// terraform-provider-aws, user_pool_replica_test.go
TEST(ReplicablePool, HasEitherIssuer) {
  TestService service;
  for (const char* issuer : {"ORIGINAL", "UPDATED"}) {
    ReplicatedPool pool(service, R"(,"IssuerConfiguration":{"Type":")" + std::string(issuer) + R"("})");
    EXPECT_EQ(OutcomeOf(pool.Create("eu-west-1")), kOk) << issuer;
  }
}

TEST(ReplicablePool, MayBeUpdatedWhateverItsIdIsIfAnOlderVersionHasReplicatedIt) {
  TestService service;
  ReplicatedPool pool(service, R"(,"UserPoolTags":{"_custom_id_":"local_Fixed"})");
  api::UserPoolReplicaType replica;
  replica.RegionName = "eu-west-1";
  replica.Status = api::ReplicaStatusType::ACTIVE;
  const auto record = pools::NewResource(0, "local_Fixed", "eu-west-1", replica);
  service.world().store.Write(
      [&](storage::Transaction& transaction) { transaction.resources(storage::ResourceKind::kReplica).Insert(record); });
  EXPECT_EQ(pool.Try("UpdateUserPool", kKey), kOk);
  EXPECT_EQ(pool.Try("UpdateUserPool"),
            "InvalidParameterException: User pool local_Fixed must be encrypted with a multi-Region "
            "customer managed key while it has replicas.");
}

TEST(ReplicablePool, HasAnIdThatBeginsWithItsRegion) {
  TestService service;
  for (const char* id : {"pool_Fixed", "eu-west-1_Fixed", "us-east-1_x_Fixed"}) {
    ReplicatedPool pool(service, R"(,"UserPoolTags":{"_custom_id_":")" + std::string(id) + R"("})");
    EXPECT_EQ(OutcomeOf(pool.Create("eu-west-1")), "OperationNotEnabledException: User pool " + std::string(id) +
                                                       " must have an id that begins with its region before it can be replicated.");
  }
  ReplicatedPool pool(service, R"(,"UserPoolTags":{"_custom_id_":"us-east-1_Fixed"})");
  EXPECT_EQ(OutcomeOf(pool.Create("eu-west-1")), kOk);
}

}  // namespace
}  // namespace rockpool
