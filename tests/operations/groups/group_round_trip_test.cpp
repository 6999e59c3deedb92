// What GetGroup shows can be sent back, and makes another group like it.
#include <gtest/gtest.h>

#include "tests/operations/drawn_round_trips.h"
#include "tests/operations/pool_caller.h"

namespace rockpool {
namespace {

using support::DrawnObject;
using support::DrawnSettings;
using support::PoolCaller;
using support::RoundTrip;
using support::SetText;

std::string DrawGroup(DrawnSettings& drawn, const PoolCaller& pool) {
  DrawnObject group(drawn);
  group.SetText("UserPoolId", pool.id());
  group.SetText("GroupName", drawn.OneOf("admins \u00e4rzte \u4eba us-east-1_Pool_Google $%&"));
  group.PerhapsText("Description", drawn.Coin() ? drawn.Words(50) : "");
  group.Perhaps("Precedence", drawn.OneOf("0 1 2147483647"));
  group.PerhapsText("RoleArn", "arn:aws:iam::123456789012:role/path/" + drawn.OneOf("a b+=c"));
  return group.Json();
}

RoundTrip TripTo(const PoolCaller& other) {
  return {
      .thing = "Group",
      .create = "CreateGroup",
      .describe = "GetGroup",
      .update = "UpdateGroup",
      .key = {"UserPoolId", "GroupName"},
      .dates = {"LastModifiedDate"},
      .own = {"UserPoolId", "CreationDate", "LastModifiedDate"},
      .prepare_copy = [&other](rapidjson::Document& group) { SetText(group, "UserPoolId", other.id()); },
  };
}

TEST(Group, GoesRoundThroughGetUpdateAndCreate) { support::DrawnGoRoundBetween<PoolCaller>("CreateGroup", 100, DrawGroup, TripTo); }

}  // namespace
}  // namespace rockpool
