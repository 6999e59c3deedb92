#include <gtest/gtest.h>

#include "tests/operations/users/users.h"

namespace rockpool::support {
namespace {

using AdminDisableUser = PoolTest<UsersPool>;

TEST_F(AdminDisableUser, ShowsTheUserAsDisabledAndMayBeRepeated) {
  pool.Add("ada");
  for (int i = 0; i < 2; ++i) {
    EXPECT_EQ(pool.Of("AdminDisableUser", "ada").body, "{}");
    EXPECT_FALSE(pool.Of("AdminGetUser", "ada").At("Enabled").GetBool());
  }
  EXPECT_EQ(UsersPool::NamesIn(pool.Call("ListUsers", R"("Filter":"status = \"Disabled\"")")), "ada");
}

TEST_F(AdminDisableUser, LeavesTheStatusAndTheList) {
  pool.Add("ada");
  ASSERT_EQ(pool.TryOf("AdminSetUserPassword", "ada", R"("Password":"Secret-1","Permanent":true)"), kOk);
  ASSERT_EQ(pool.TryOf("AdminDisableUser", "ada"), kOk);
  EXPECT_EQ(pool.StatusOf("ada"), "CONFIRMED");
  EXPECT_EQ(UsersPool::NamesIn(pool.Call("ListUsers")), "ada");
}

TEST_F(AdminDisableUser, EndsWhatTheUserIsSignedInWithForGood) {
  pool.Add("ada");
  const std::string client = pool.AddClient();
  storage::Store& store = service.world().store;
  store.Write([&](storage::Transaction& transaction) {
    storage::RefreshFamily family;
    family.origin_jti = "origin";
    family.event_id = "event";
    family.user_pool_id = pool.id();
    family.client_id = client;
    family.user = transaction.users().Find(pool.id(), "ada")->number;
    family.document = "{}";
    family.expires_millis = family.kept_until_millis = service.clock.Now() + 60'000;
    transaction.refresh_families().Insert(family);
  });
  const auto is_revoked = [&] {
    return store.Read([&](const storage::Transaction& transaction) {
      const auto family = transaction.refresh_families().FindByEvent(transaction.users().Find(pool.id(), "ada")->number, "event");
      return !family || family->is_revoked;
    });
  };
  ASSERT_FALSE(is_revoked());
  ASSERT_EQ(pool.TryOf("AdminDisableUser", "ada"), kOk);
  EXPECT_TRUE(is_revoked());
  ASSERT_EQ(pool.TryOf("AdminEnableUser", "ada"), kOk);
  EXPECT_TRUE(is_revoked());
}

}  // namespace
}  // namespace rockpool::support
