#include <gtest/gtest.h>

#include "tests/operations/replicas/replicated_pool.h"

namespace rockpool::support {
namespace {

using CreateUserPoolReplica = PoolTest<ReplicatedPool>;

using Replicas = std::vector<std::string>;

constexpr const char* kCreate = "CreateUserPoolReplica";
constexpr const char* kToIreland = R"("RegionName":"eu-west-1")";

TEST_F(CreateUserPoolReplica, AnswersThatItIsBeingCreated) {
  EXPECT_EQ(pool.Create("eu-west-1", R"(,"UserPoolTags":{"team":"login"})").body, pool.Shown("eu-west-1", "CREATING"));
}

TEST_F(CreateUserPoolReplica, IsInactiveOnceTheTimeIsOver) {
  pool.Create("eu-west-1");
  service.clock.Advance(1999);
  EXPECT_EQ(pool.Listed(), (Replicas{"eu-west-1 SECONDARY CREATING", "us-east-1 PRIMARY ACTIVE"}));
  service.clock.Advance(1);
  EXPECT_EQ(pool.Listed(), (Replicas{"eu-west-1 SECONDARY INACTIVE", "us-east-1 PRIMARY ACTIVE"}));
}

TEST_F(CreateUserPoolReplica, NeedsTheEssentialsTier) {
  ReplicatedPool own(service, R"(,"UserPoolTier":"LITE")");
  EXPECT_EQ(OutcomeOf(own.Create("eu-west-1")),
            "FeatureUnavailableInTierException: The following feature is not available for the LITE pricing tier configured: "
            "Multi-Region Replication");
}

TEST_F(CreateUserPoolReplica, NeedsAMultiRegionKeyOfTheCustomer) {
  for (const char* key : {"", R"(,"KeyConfiguration":{"KeyType":"AWS_OWNED_KEY"})",
                          R"(,"KeyConfiguration":{"KeyType":"CUSTOMER_MANAGED_KEY",)"
                          R"("KmsKeyArn":"arn:aws:kms:us-east-1:000000000000:key/01234567-89ab-cdef-0123-456789abcdef"})"}) {
    PoolCaller own(service, key);
    EXPECT_EQ(own.Try(kCreate, kToIreland), "OperationNotEnabledException: User pool " + own.id() +
                                                " must be encrypted with a multi-Region customer managed key before it can be replicated.");
  }
}

TEST_F(CreateUserPoolReplica, RefusesThePoolsOwnRegionAndARegionWithAReplica) {
  TestService configured({.quotas = {.replicas = 2}});
  ReplicatedPool own(configured);
  EXPECT_EQ(OutcomeOf(own.Create("us-east-1")),
            "InvalidParameterException: Region us-east-1 is the primary region of user pool " + own.id() + ".");
  ASSERT_EQ(OutcomeOf(own.Create("eu-west-1")), kOk);
  EXPECT_EQ(OutcomeOf(own.Create("eu-west-1")),
            "InvalidParameterException: User pool " + own.id() + " already has a replica in region eu-west-1.");
}

TEST_F(CreateUserPoolReplica, RefusesWhatIsNoRegion) {
  EXPECT_EQ(OutcomeOf(pool.Create("Ireland")),
            "InvalidParameterException: 1 validation error detected: Value 'Ireland' at 'regionName' failed to satisfy constraint: "
            "Member must satisfy regular expression pattern: [a-z]{2}(-[a-z]+)+-[0-9]+");
}

TEST_F(CreateUserPoolReplica, StopsAtTheQuota) {
  ASSERT_EQ(OutcomeOf(pool.Create("eu-west-1")), kOk);
  EXPECT_EQ(OutcomeOf(pool.Create("eu-west-2")),
            "LimitExceededException: Maximum number of replicas reached for user pool " + pool.id() + ": 1.");
}

TEST_F(CreateUserPoolReplica, HasRoomAgainOnceADeletionIsOver) {
  pool.Create("eu-west-1");
  service.clock.Advance(kLong);
  pool.Delete("eu-west-1");
  EXPECT_EQ(OutcomeOf(pool.Create("eu-west-1")),
            "InvalidParameterException: User pool " + pool.id() + " already has a replica in region eu-west-1.");
  service.clock.Advance(kLong);
  EXPECT_EQ(pool.Create("eu-west-1").body, pool.Shown("eu-west-1", "CREATING"));
}

TEST_F(CreateUserPoolReplica, IsForThePrimaryRegionAlone) {
  pool.Create("eu-west-1");
  EXPECT_EQ(OutcomeOf(pool.Create("eu-west-2", "", {.region = "eu-west-1"})),
            "OperationNotEnabledException: This operation is not enabled in this Region.");
}

TEST_F(CreateUserPoolReplica, TellsAnUnknownPool) {
  EXPECT_EQ(OutcomeOf(service.Call(kCreate, R"({"UserPoolId":"us-east-1_Nowhere",)" + std::string(kToIreland) + "}")),
            "ResourceNotFoundException: User pool us-east-1_Nowhere does not exist.");
  ReplicatedPool own(service);
  EXPECT_EQ(OutcomeOf(own.Create("eu-west-1", "", {.access_key = "123456789012"})),
            "ResourceNotFoundException: User pool " + own.id() + " does not exist.");
}

}  // namespace
}  // namespace rockpool::support
