#include <gtest/gtest.h>

#include "tests/operations/users/memberships.h"

namespace rockpool::support {
namespace {

using ListUsersInGroup = PoolTest<MembersPool>;

TEST_F(ListUsersInGroup, ShowsEachAsListUsersDoes) {
  pool.AddGroup("admins");
  EXPECT_EQ(pool.Call("ListUsersInGroup", R"("GroupName":"admins")").body, R"({"Users":[]})");
  pool.Add("ada", Attributes({{"email", "ada@example.com"}}));
  pool.Join("ada", "admins");
  EXPECT_EQ(pool.Call("ListUsersInGroup", R"("GroupName":"admins")").body, pool.Call("ListUsers").body);
}

TEST_F(ListUsersInGroup, ShowsPagesInTheOrderOfJoining) {
  pool.AddGroup("admins");
  pool.AddGroup("others");
  for (const char* name : {"c", "a", "b", "else"}) {
    pool.Add(name);
    pool.Join(name, "others");
  }
  for (const char* name : {"b", "c", "a"}) {
    pool.Join(name, "admins");
  }
  const Answer first = pool.Call("ListUsersInGroup", R"("GroupName":"admins","Limit":2)");
  EXPECT_EQ(UsersPool::NamesIn(first), "b c");
  const Answer last =
      pool.Call("ListUsersInGroup", R"("GroupName":"admins","Limit":2,)" + TextMember("NextToken", first.TextAt("NextToken")));
  EXPECT_EQ(UsersPool::NamesIn(last), "a");
  EXPECT_FALSE(last.Has("NextToken"));
}

TEST_F(ListUsersInGroup, ShowsSixtyUnlessItIsAskedForFewer) {
  pool.AddGroup("admins");
  for (int i = 0; i <= 60; ++i) {
    pool.Add("u" + std::to_string(i));
    pool.Join("u" + std::to_string(i), "admins");
  }
  for (const char* limit : {"", R"(,"Limit":0)", R"(,"Limit":60)"}) {
    const Answer page = pool.Call("ListUsersInGroup", R"("GroupName":"admins")" + std::string(limit));
    EXPECT_EQ(page.At("Users").Size(), 60U);
    EXPECT_TRUE(page.Has("NextToken"));
  }
}

TEST_F(ListUsersInGroup, TellsAPoolThenAGroupThatIsNotThereThenABadToken) {
  const std::string bad = R"("GroupName":"admins","NextToken":"bad")";
  EXPECT_EQ(OutcomeOf(pool.CallAs({.access_key = "210987654321"}, "ListUsersInGroup", bad)), NoSuchPool(pool.id()));
  EXPECT_EQ(pool.Try("ListUsersInGroup", bad), kNoGroup);
  pool.AddGroup("admins");
  EXPECT_EQ(pool.Try("ListUsersInGroup", bad), "InvalidParameterException: Invalid NextToken given.");
}

TEST_F(ListUsersInGroup, RefusesTokensOfOtherGroups) {
  for (const char* group : {"admins", "others"}) {
    pool.AddGroup(group);
    for (const char* name : {"a", "b"}) {
      if (std::string_view(group) == "admins") {
        pool.Add(name);
      }
      pool.Join(name, group);
    }
  }
  const std::string token = TextMember("NextToken", pool.Call("ListUsersInGroup", R"("GroupName":"admins","Limit":1)").TextAt("NextToken"));
  EXPECT_EQ(pool.Try("ListUsersInGroup", R"("GroupName":"admins",)" + token), kOk);
  EXPECT_EQ(pool.Try("ListUsersInGroup", R"("GroupName":"others",)" + token), "InvalidParameterException: Invalid NextToken given.");
}

TEST_F(ListUsersInGroup, ShowsDisabledUsersToo) {
  pool.AddGroup("admins");
  pool.Add("ada");
  pool.Join("ada", "admins");
  ASSERT_EQ(pool.TryOf("AdminDisableUser", "ada"), kOk);
  EXPECT_EQ(pool.MembersOf("admins"), "ada");
}

}  // namespace
}  // namespace rockpool::support
