// What GetGroup shows can be sent back, and makes another group like it.
#include <gtest/gtest.h>

#include "tests/operations/drawn_settings.h"
#include "tests/operations/groups/groups.h"

namespace rockpool {
namespace {

using support::DrawnSettings;
using support::kOk;
using support::MembersAt;
using support::PoolCaller;
using support::TestService;

std::string DrawGroup(DrawnSettings& drawn, int number) {
  std::string group = support::Group(drawn.OneOf("admins \u00e4rzte \u4eba us-east-1_Pool_Google $%&") + std::to_string(number));
  if (drawn.Coin()) {
    group += R"(,"Description":")" + drawn.Words(50) + '"';
  }
  if (drawn.Coin()) {
    group += R"(,"Precedence":)" + drawn.OneOf("0 1 2147483647");
  }
  if (drawn.Coin()) {
    group += R"(,"RoleArn":"arn:aws:iam::)" + drawn.OneOf("123456789012 210987654321") + R"(:role/path/)" + drawn.OneOf("a b+=c") + '"';
  }
  return group;
}

TEST(Group, GoesRoundThroughGetUpdateAndCreate) {
  TestService service;
  PoolCaller pool(service);
  PoolCaller copies(service);
  DrawnSettings drawn(20260102);
  const auto members = [](const support::Answer& answer) {
    return MembersAt(answer, "Group", {"GroupName", "Description", "Precedence", "RoleArn"});
  };
  for (int number = 0; number < 100; ++number) {
    const std::string group = DrawGroup(drawn, number);
    const support::Answer created = pool.Call("CreateGroup", group);
    ASSERT_EQ(OutcomeOf(created), kOk) << group;
    const std::string named = MembersAt(created, "Group", {"GroupName"});
    const support::Answer shown = pool.Call("GetGroup", named);
    EXPECT_EQ(shown.body, created.body);
    service.clock.Advance(1'000);
    const support::Answer updated = pool.Call("UpdateGroup", members(shown));
    EXPECT_EQ(members(updated), members(shown));
    EXPECT_EQ(MembersAt(updated, "Group", {"CreationDate", "UserPoolId"}), MembersAt(shown, "Group", {"CreationDate", "UserPoolId"}));
    EXPECT_EQ(pool.Call("GetGroup", named).body, updated.body);
    EXPECT_EQ(members(copies.Call("CreateGroup", members(shown))), members(shown));
  }
}

}  // namespace
}  // namespace rockpool
