#include <gtest/gtest.h>

#include "tests/operations/replicas/replicated_pool.h"

namespace rockpool::support {
namespace {

using Replicas = std::vector<std::string>;

// A pool with a replica in eu-west-1, which is there long enough to be INACTIVE.
class DeleteUserPoolReplica : public ::testing::Test {
 protected:
  DeleteUserPoolReplica() {
    pool.Create("eu-west-1");
    service.clock.Advance(kLong);
  }

  TestService service;
  ReplicatedPool pool{service};
};

TEST_F(DeleteUserPoolReplica, AnswersThatItIsBeingDeleted) {
  EXPECT_EQ(pool.Delete("eu-west-1").body, pool.Shown("eu-west-1", "DELETING"));
}

TEST_F(DeleteUserPoolReplica, IsOverAfterATime) {
  pool.Delete("eu-west-1");
  service.clock.Advance(1999);
  EXPECT_EQ(pool.Listed(), (Replicas{"eu-west-1 SECONDARY DELETING", "us-east-1 PRIMARY ACTIVE"}));
  service.clock.Advance(1);
  EXPECT_EQ(pool.Listed(), Replicas{"us-east-1 PRIMARY ACTIVE"});
  const std::string gone = "ResourceNotFoundException: User pool " + pool.id() + " has no replica in region eu-west-1.";
  EXPECT_EQ(OutcomeOf(pool.Delete("eu-west-1")), gone);
  EXPECT_EQ(OutcomeOf(pool.Update("eu-west-1", "ACTIVE")), gone);
}

TEST_F(DeleteUserPoolReplica, DeletesNoneThatIsActiveOrOnItsWay) {
  pool.Update("eu-west-1", "ACTIVE");
  const std::string refused = "InvalidParameterException: Replica in region eu-west-1 cannot be deleted in status ";
  EXPECT_EQ(OutcomeOf(pool.Delete("eu-west-1")), refused + "ACTIVE.");
  pool.Update("eu-west-1", "INACTIVE");
  pool.Delete("eu-west-1");
  EXPECT_EQ(OutcomeOf(pool.Delete("eu-west-1")), refused + "DELETING.");
  service.clock.Advance(kLong);
  pool.Create("eu-west-1");
  EXPECT_EQ(OutcomeOf(pool.Delete("eu-west-1")), refused + "CREATING.");
}

TEST_F(DeleteUserPoolReplica, IsForThePrimaryRegionAlone) {
  EXPECT_EQ(OutcomeOf(pool.Delete("eu-west-1", {.region = "eu-west-1"})),
            "OperationNotEnabledException: This operation is not enabled in this Region.");
}

TEST_F(DeleteUserPoolReplica, SparesThePrimary) {
  EXPECT_EQ(OutcomeOf(pool.Delete("us-east-1")),
            "InvalidParameterException: Region us-east-1 is the primary region of user pool " + pool.id() + ".");
}

TEST_F(DeleteUserPoolReplica, TellsAnUnknownReplica) {
  EXPECT_EQ(OutcomeOf(pool.Delete("eu-west-2")),
            "ResourceNotFoundException: User pool " + pool.id() + " has no replica in region eu-west-2.");
}

}  // namespace
}  // namespace rockpool::support
