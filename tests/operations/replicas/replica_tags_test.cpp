// The tags of a replica are its own: its region's tag operations see them, the primary's do not.
#include <gtest/gtest.h>

#include "tests/operations/replicas/replicated_pool.h"

namespace rockpool::support {
namespace {

// A pool with a tag, and a replica in eu-west-1 with another.
class ReplicaTags : public ::testing::Test {
 protected:
  ReplicaTags() { pool.Create("eu-west-1", R"(,"UserPoolTags":{"team":"login"})"); }

  Answer Call(const std::string& operation, const std::string& region, const std::string& more = "") {
    return service.Call(operation,
                        R"({"ResourceArn":"arn:aws:cognito-idp:)" + region + ":000000000000:userpool/" + pool.id() + R"(")" + more + "}",
                        {.region = region});
  }
  std::string TagsIn(const std::string& region) { return Call("ListTagsForResource", region).body; }

  TestService service;
  ReplicatedPool pool{service, R"(,"UserPoolTags":{"home":"virginia"})"};
};

TEST_F(ReplicaTags, AreThoseThatItWasCreatedWith) {
  EXPECT_EQ(TagsIn("eu-west-1"), R"({"Tags":{"team":"login"}})");
  EXPECT_EQ(TagsIn("us-east-1"), R"({"Tags":{"home":"virginia"}})");
}

TEST_F(ReplicaTags, ChangeApartFromThePrimarys) {
  EXPECT_EQ(OutcomeOf(Call("TagResource", "eu-west-1", R"(,"Tags":{"stage":"test"})")), kOk);
  EXPECT_EQ(OutcomeOf(Call("UntagResource", "eu-west-1", R"(,"TagKeys":["team"])")), kOk);
  EXPECT_EQ(TagsIn("eu-west-1"), R"({"Tags":{"stage":"test"}})");
  EXPECT_EQ(TagsIn("us-east-1"), R"({"Tags":{"home":"virginia"}})");
}

TEST_F(ReplicaTags, AreHeldToTheRulesOfThePools) {
  EXPECT_EQ(OutcomeOf(Call("TagResource", "eu-west-1", R"(,"Tags":{"aws:stage":"test"})")),
            "InvalidParameterException: Tag keys that begin with aws: are reserved: aws:stage");
  ReplicatedPool other(service);
  EXPECT_EQ(OutcomeOf(other.Create("eu-west-1", R"(,"UserPoolTags":{"aws:stage":"test"})")),
            "UserPoolTaggingException: Tag keys that begin with aws: are reserved: aws:stage");
}

TEST_F(ReplicaTags, GoWithTheReplica) {
  service.clock.Advance(kLong);
  pool.Delete("eu-west-1");
  service.clock.Advance(kLong);
  EXPECT_EQ(OutcomeOf(Call("ListTagsForResource", "eu-west-1")), "ResourceNotFoundException: User pool " + pool.id() + " does not exist.");
  pool.Create("eu-west-1");
  EXPECT_EQ(TagsIn("eu-west-1"), R"({"Tags":{}})");
}

}  // namespace
}  // namespace rockpool::support
