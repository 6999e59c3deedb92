// What GetGroup shows can be sent back, and makes another group like it.
#include <gtest/gtest.h>

#include "tests/operations/drawn_settings.h"
#include "tests/operations/members_sent.h"
#include "tests/operations/pool_caller.h"
#include "tests/operations/round_trip.h"

namespace rockpool {
namespace {

using support::DrawnObject;
using support::DrawnSettings;
using support::GoRound;
using support::MembersSent;
using support::PoolCaller;
using support::RoundTrip;
using support::SetText;
using support::TestService;

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

TEST(Group, GoesRoundThroughGetUpdateAndCreate) {
  MembersSent sent("CreateGroup");
  for (std::uint32_t seed = 0; seed < 100; ++seed) {
    DrawnSettings drawn(seed);
    TestService service;
    const PoolCaller pool(service);
    const PoolCaller other(service);
    const std::string group = DrawGroup(drawn, pool);
    SCOPED_TRACE(std::to_string(seed) + ": " + group);
    ASSERT_NO_FATAL_FAILURE(GoRound(service, TripTo(other), group));
    sent.Add(group);
  }
  EXPECT_EQ(sent.Missing(), std::set<std::string>());
}

}  // namespace
}  // namespace rockpool
