#include <gtest/gtest.h>

#include "server/accounts/attempts.h"
#include "tests/operations/users/users.h"

namespace rockpool::support {
namespace {

using AdminDeleteUser = PoolTest<UsersPool>;

TEST_F(AdminDeleteUser, AnswersWithAnEmptyBodyAndTakesTheUserAway) {
  pool.Add("ada");
  pool.Add("bob");
  const Answer deleted = pool.Of("AdminDeleteUser", "ada");
  EXPECT_EQ(OutcomeOf(deleted), kOk);
  EXPECT_EQ(deleted.body, "");
  EXPECT_EQ(pool.TryOf("AdminGetUser", "ada"), kNoUser);
  EXPECT_EQ(pool.TryOf("AdminDeleteUser", "ada"), kNoUser);
  EXPECT_EQ(UsersPool::NamesIn(pool.Call("ListUsers")), "bob");
}

TEST_F(AdminDeleteUser, TakesThePlacesInGroups) {
  ASSERT_EQ(pool.Try("CreateGroup", R"("GroupName":"admins")"), kOk);
  pool.Add("ada");
  ASSERT_EQ(pool.TryOf("AdminAddUserToGroup", "ada", R"("GroupName":"admins")"), kOk);
  ASSERT_EQ(pool.TryOf("AdminDeleteUser", "ada"), kOk);
  pool.Add("ada");
  EXPECT_EQ(pool.Call("ListUsersInGroup", R"("GroupName":"admins")").body, R"({"Users":[]})");
  EXPECT_EQ(pool.Of("AdminListGroupsForUser", "ada").body, R"({"Groups":[]})");
}

TEST_F(AdminDeleteUser, FreesNameSubAndAliases) {
  const UsersPool aliases(service, kAliases);
  const std::string all = Attributes({{"email", "ada@example.com"}, {"email_verified", "true"}}) + "," + FixedSub(kSub);
  aliases.Add("ada", all);
  ASSERT_EQ(aliases.TryOf("AdminDeleteUser", "ada@example.com"), kOk);
  aliases.Add("ada", all);
  EXPECT_EQ(aliases.Of("AdminGetUser", "ada@example.com").TextAt("Username"), "ada");
}

// DescribeUserPool counts exactly, where AWS estimates.
TEST_F(AdminDeleteUser, IsCountedByThePool) {
  const auto count = [&] { return pool.Call("DescribeUserPool").At("UserPool.EstimatedNumberOfUsers").GetInt(); };
  const UsersPool other(service);
  other.Add("ada");
  EXPECT_EQ(count(), 0);
  pool.Add("ada");
  pool.Add("bob");
  EXPECT_EQ(count(), 2);
  pool.TryOf("AdminCreateUser", "bob");
  EXPECT_EQ(count(), 2);
  ASSERT_EQ(pool.TryOf("AdminDeleteUser", "ada"), kOk);
  EXPECT_EQ(count(), 1);
}

TEST_F(AdminDeleteUser, ForgetsWhatWasCountedAgainstTheName) {
  pool.Add("ada");
  const util::EpochMillis now = service.clock.Now();
  for (int i = 0; i < 5; ++i) {
    service.world().store.Write(
        [&](storage::Transaction& transaction) { accounts::CountWrongPassword(transaction, pool.id(), "ada", now); });
  }
  ASSERT_EQ(pool.TryOf("AdminDeleteUser", "ada"), kOk);
  pool.Add("ada");
  service.world().store.Read([&](const storage::Transaction& transaction) {
    EXPECT_EQ(accounts::WrongPasswordsOf(transaction, pool.id(), "ada", now), 0);
    EXPECT_NO_THROW(accounts::RequireUnlocked(transaction, pool.id(), "ada", now));
  });
}

}  // namespace
}  // namespace rockpool::support
