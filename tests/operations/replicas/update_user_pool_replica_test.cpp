#include <gtest/gtest.h>

#include "tests/operations/replicas/replicated_pool.h"

namespace rockpool::support {
namespace {

// A pool with a replica in eu-west-1.
class UpdateUserPoolReplica : public ::testing::Test {
 protected:
  UpdateUserPoolReplica() { pool.Create("eu-west-1"); }

  TestService service;
  ReplicatedPool pool{service};
};

TEST_F(UpdateUserPoolReplica, ActivatesAndDeactivates) {
  service.clock.Advance(kLong);
  EXPECT_EQ(pool.Update("eu-west-1", "ACTIVE").body, pool.Shown("eu-west-1", "ACTIVE"));
  EXPECT_EQ(pool.Listed().front(), "eu-west-1 SECONDARY ACTIVE");
  EXPECT_EQ(pool.Update("eu-west-1", "INACTIVE").body, pool.Shown("eu-west-1", "INACTIVE"));
  EXPECT_EQ(pool.Listed().front(), "eu-west-1 SECONDARY INACTIVE");
}

TEST_F(UpdateUserPoolReplica, TakesTheStatusThatItHas) {
  service.clock.Advance(kLong);
  EXPECT_EQ(OutcomeOf(pool.Update("eu-west-1", "INACTIVE")), kOk);
  EXPECT_EQ(OutcomeOf(pool.Update("eu-west-1", "ACTIVE")), kOk);
  EXPECT_EQ(OutcomeOf(pool.Update("eu-west-1", "ACTIVE")), kOk);
}

TEST_F(UpdateUserPoolReplica, WaitsForTheCreation) {
  EXPECT_EQ(OutcomeOf(pool.Update("eu-west-1", "ACTIVE")),
            "InvalidParameterException: Replica in region eu-west-1 cannot be updated in status CREATING.");
}

TEST_F(UpdateUserPoolReplica, DoesNotStopADeletion) {
  service.clock.Advance(kLong);
  pool.Delete("eu-west-1");
  EXPECT_EQ(OutcomeOf(pool.Update("eu-west-1", "ACTIVE")),
            "InvalidParameterException: Replica in region eu-west-1 cannot be updated in status DELETING.");
}

TEST_F(UpdateUserPoolReplica, MayBeCalledFromTheReplicasRegion) {
  service.clock.Advance(kLong);
  EXPECT_EQ(pool.Update("eu-west-1", "ACTIVE", {.region = "eu-west-1"}).body, pool.Shown("eu-west-1", "ACTIVE"));
  EXPECT_EQ(pool.Listed().front(), "eu-west-1 SECONDARY ACTIVE");
  EXPECT_EQ(OutcomeOf(pool.Update("eu-west-1", "ACTIVE", {.region = "eu-west-2"})),
            "ResourceNotFoundException: User pool " + pool.id() + " does not exist.");
  EXPECT_EQ(OutcomeOf(pool.Update("eu-west-1", "ACTIVE", {.access_key = "123456789012", .region = "eu-west-1"})),
            "ResourceNotFoundException: User pool " + pool.id() + " does not exist.");
}

TEST_F(UpdateUserPoolReplica, SparesThePrimary) {
  EXPECT_EQ(OutcomeOf(pool.Update("us-east-1", "INACTIVE")),
            "InvalidParameterException: Region us-east-1 is the primary region of user pool " + pool.id() + ".");
}

TEST_F(UpdateUserPoolReplica, TellsAnUnknownReplica) {
  EXPECT_EQ(OutcomeOf(pool.Update("eu-west-2", "ACTIVE")),
            "ResourceNotFoundException: User pool " + pool.id() + " has no replica in region eu-west-2.");
}

}  // namespace
}  // namespace rockpool::support
