#include <gtest/gtest.h>

#include "tests/operations/users/memberships.h"

namespace rockpool::support {
namespace {

using AdminListGroupsForUser = PoolTest<MembersPool>;

TEST_F(AdminListGroupsForUser, ShowsEachGroupAsGetGroupDoes) {
  pool.Add("ada");
  EXPECT_EQ(pool.Of("AdminListGroupsForUser", "ada").body, R"({"Groups":[]})");
  ASSERT_EQ(pool.Try("CreateGroup", R"("GroupName":"b","Description":"Those","Precedence":0,"RoleArn":"arn:aws:iam::123456789012:role/r")"),
            kOk);
  pool.AddGroup("a");
  pool.Join("ada", "b");
  pool.Join("ada", "a");
  EXPECT_EQ(pool.Of("AdminListGroupsForUser", "ada").body,
            R"({"Groups":[{"CreationDate":1700000000.000,"GroupName":"a","LastModifiedDate":1700000000.000,"UserPoolId":")" + pool.id() +
                R"("},{"CreationDate":1700000000.000,"Description":"Those","GroupName":"b","LastModifiedDate":1700000000.000,)"
                R"("Precedence":0,"RoleArn":"arn:aws:iam::123456789012:role/r","UserPoolId":")" +
                pool.id() + R"("}]})");
}

TEST_F(AdminListGroupsForUser, ShowsPagesInTheOrderOfNames) {
  pool.Add("ada");
  for (const char* group : {"c", "a", "b"}) {
    pool.AddGroup(group);
    pool.Join("ada", group);
  }
  const Answer first = pool.Of("AdminListGroupsForUser", "ada", R"("Limit":2)");
  EXPECT_EQ(first.At("Groups").Size(), 2U);
  EXPECT_EQ(first.TextAt("Groups.0.GroupName"), "a");
  EXPECT_EQ(first.TextAt("Groups.1.GroupName"), "b");
  const Answer last = pool.Of("AdminListGroupsForUser", "ada", R"("Limit":2,)" + TextMember("NextToken", first.TextAt("NextToken")));
  EXPECT_EQ(last.At("Groups").Size(), 1U);
  EXPECT_EQ(last.TextAt("Groups.0.GroupName"), "c");
  EXPECT_FALSE(last.Has("NextToken"));
}

TEST_F(AdminListGroupsForUser, ShowsSixtyUnlessItIsAskedForFewer) {
  pool.Add("ada");
  for (int i = 0; i <= 60; ++i) {
    pool.AddGroup("g" + std::to_string(i));
    pool.Join("ada", "g" + std::to_string(i));
  }
  for (const char* limit : {"", R"("Limit":0)", R"("Limit":60)"}) {
    const Answer page = pool.Of("AdminListGroupsForUser", "ada", limit);
    EXPECT_EQ(page.At("Groups").Size(), 60U);
    EXPECT_TRUE(page.Has("NextToken"));
  }
}

TEST_F(AdminListGroupsForUser, RefusesTokensOfOtherLists) {
  pool.Add("ada");
  pool.Add("bob");
  for (const char* group : {"a", "b"}) {
    pool.AddGroup(group);
    pool.Join("ada", group);
  }
  const std::string token = TextMember("NextToken", pool.Of("AdminListGroupsForUser", "ada", R"("Limit":1)").TextAt("NextToken"));
  const char* refused = "InvalidParameterException: Invalid NextToken given.";
  EXPECT_EQ(pool.TryOf("AdminListGroupsForUser", "ada", token), kOk);
  EXPECT_EQ(pool.TryOf("AdminListGroupsForUser", "bob", token), refused);
  EXPECT_EQ(pool.TryOf("AdminListGroupsForUser", "ada", R"("NextToken":"bad")"), refused);
  EXPECT_EQ(pool.TryOf("AdminListGroupsForUser", "nobody", R"("NextToken":"bad")"), kNoUser);
}

TEST_F(AdminListGroupsForUser, FollowsTheGroups) {
  pool.Add("ada");
  pool.AddGroup("a");
  pool.AddGroup("b");
  pool.Join("ada", "a");
  pool.Join("ada", "b");
  ASSERT_EQ(pool.Try("DeleteGroup", R"("GroupName":"a")"), kOk);
  EXPECT_EQ(pool.GroupsOf("ada"), "b");
  pool.AddGroup("a");
  EXPECT_EQ(pool.GroupsOf("ada"), "b");
}

}  // namespace
}  // namespace rockpool::support
