// What every store promises of user pools.
#include <gtest/gtest.h>

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "tests/storage/conformance/backends.h"
#include "tests/storage/records.h"

namespace rockpool::storage::testing {
namespace {

class UserPoolsContract : public BackendTest {
 protected:
  void Insert(const UserPool& pool) {
    store().Write([&](Transaction& transaction) { transaction.user_pools().Insert(pool); });
  }
  std::optional<UserPool> Find(const UserPool& pool) {
    return store().Read(
        [&](const Transaction& transaction) { return AsWritten(transaction.user_pools().Find(pool.account, pool.region, pool.id)); });
  }
  std::vector<std::string> Ids(const std::string& after, std::size_t limit) {
    std::vector<std::string> ids;
    const std::vector<UserPool> pools =
        store().Read([&](const Transaction& transaction) { return transaction.user_pools().List(kAccount, kRegion, after, limit); });
    for (const UserPool& pool : pools) {
      ids.push_back(pool.id);
    }
    return ids;
  }
};

INSTANTIATE_TEST_SUITE_P(Backends, UserPoolsContract, ::testing::ValuesIn(Backends()), NameOf);

TEST_P(UserPoolsContract, AreHandedBackAsTheyWereInserted) {
  const UserPool pool = PoolNamed("eu-central-1_a");
  Insert(pool);
  EXPECT_EQ(Find(pool), pool);
}

TEST_P(UserPoolsContract, KeepTextOfAnyBytes) {
  UserPool pool{.account = AwkwardText() + "1",
                .region = AwkwardText() + "2",
                .id = AwkwardText() + "3",
                .name = AwkwardText() + "4",
                .document = AwkwardText() + "5",
                .creation_millis = std::numeric_limits<std::int64_t>::max(),
                .last_modified_millis = std::numeric_limits<std::int64_t>::min(),
                .session_limit = 100};
  Insert(pool);
  EXPECT_EQ(Find(pool), pool);
}

TEST_P(UserPoolsContract, TellTextsApartThatDifferAfterAZeroByte) {
  UserPool first = PoolNamed(std::string("id\0a", 4));
  UserPool second = PoolNamed(std::string("id\0b", 4));
  second.name = "another";
  Insert(first);
  Insert(second);
  EXPECT_EQ(Find(first), first);
  EXPECT_EQ(Find(second), second);
  EXPECT_EQ(Find(PoolNamed("id")), std::nullopt);
}

TEST_P(UserPoolsContract, KeepEmptyTexts) {
  UserPool pool = PoolNamed("eu-central-1_a");
  pool.name.clear();
  pool.document.clear();
  Insert(pool);
  EXPECT_EQ(Find(pool), pool);
}

TEST_P(UserPoolsContract, KeepADocumentOfAMegabyte) {
  UserPool pool = PoolNamed("eu-central-1_a");
  pool.document = std::string(1 << 20, 'x') + "end";
  Insert(pool);
  EXPECT_EQ(Find(pool), pool);
}

TEST_P(UserPoolsContract, CompareIdsByTheirBytes) {
  Insert(PoolNamed("eu-central-1_a"));
  Insert(PoolNamed("eu-central-1_A"));
  Insert(PoolNamed("eu-central-1_a "));
  EXPECT_EQ(Ids("", 10), (std::vector<std::string>{"eu-central-1_A", "eu-central-1_a", "eu-central-1_a "}));
}

TEST_P(UserPoolsContract, RefuseAnIdThatAnyAccountHas) {
  Insert(PoolNamed("eu-central-1_a"));
  UserPool stranger = PoolNamed("eu-central-1_a");
  stranger.account = "210987654321";
  stranger.region = "us-east-1";
  EXPECT_THROW(Insert(stranger), Conflict);
  EXPECT_EQ(Find(stranger), std::nullopt);
  EXPECT_EQ(Find(PoolNamed("eu-central-1_a")), PoolNamed("eu-central-1_a"));
}

TEST_P(UserPoolsContract, MayShareAName) {
  Insert(PoolNamed("eu-central-1_a"));
  EXPECT_NO_THROW(Insert(PoolNamed("eu-central-1_b")));
}

TEST_P(UserPoolsContract, AreInvisibleToAnotherAccountAndRegion) {
  Insert(PoolNamed("eu-central-1_a"));
  const auto seen_by = [&](const char* account, const char* region) {
    return store().Read([&](const Transaction& transaction) {
      const UserPools& pools = transaction.user_pools();
      return int{pools.Exists(account, region, "eu-central-1_a")} + int{pools.Find(account, region, "eu-central-1_a").has_value()} +
             static_cast<int>(pools.Count(account, region)) + static_cast<int>(pools.List(account, region, "", 10).size());
    });
  };
  EXPECT_EQ(seen_by(kAccount, kRegion), 4);
  EXPECT_EQ(seen_by("210987654321", kRegion), 0);
  EXPECT_EQ(seen_by(kAccount, "us-east-1"), 0);
}

TEST_P(UserPoolsContract, AreFoundByTheirIdAlone) {
  UserPool strangers = PoolNamed("us-east-1_b");
  strangers.account = "210987654321";
  strangers.region = "us-east-1";
  Insert(PoolNamed("eu-central-1_a"));
  Insert(strangers);
  const auto find = [&](const char* id) {
    return store().Read([&](const Transaction& transaction) { return AsWritten(transaction.user_pools().FindById(id)); });
  };
  EXPECT_EQ(find("eu-central-1_a"), PoolNamed("eu-central-1_a"));
  EXPECT_EQ(find("us-east-1_b"), strangers);
  EXPECT_EQ(find("eu-central-1_A"), std::nullopt);
  EXPECT_EQ(find(""), std::nullopt);
}

TEST_P(UserPoolsContract, AreListedInTheOrderOfTheirIdsWithAllTheirMembers) {
  for (const char* id : {"c", "a", "b"}) {
    Insert(PoolNamed(id));
  }
  const std::vector<UserPool> listed =
      store().Read([](const Transaction& transaction) { return transaction.user_pools().List(kAccount, kRegion, "", 10); });
  EXPECT_EQ(AsWritten(listed), (std::vector<UserPool>{PoolNamed("a"), PoolNamed("b"), PoolNamed("c")}));
}

TEST_P(UserPoolsContract, ArePagedThroughInsertsAndDeletes) {
  for (const char* id : {"b", "d", "f", "h"}) {
    Insert(PoolNamed(id));
  }
  EXPECT_EQ(Ids("", 2), (std::vector<std::string>{"b", "d"}));
  Insert(PoolNamed("a"));
  Insert(PoolNamed("e"));
  store().Write([](Transaction& transaction) { transaction.user_pools().Delete("d"); });
  EXPECT_EQ(Ids("d", 2), (std::vector<std::string>{"e", "f"}));
  EXPECT_EQ(Ids("f", 2), (std::vector<std::string>{"h"}));
  EXPECT_EQ(Ids("h", 2), std::vector<std::string>{});
}

TEST_P(UserPoolsContract, TakeAnyNumberAsTheLimitOfAPage) {
  Insert(PoolNamed("a"));
  EXPECT_EQ(Ids("", 0).size(), 0U);
  EXPECT_EQ(Ids("", std::numeric_limits<std::size_t>::max()).size(), 1U);
}

TEST_P(UserPoolsContract, AreCountedAsTheyComeAndGo) {
  const auto count = [&] {
    return store().Read([](const Transaction& transaction) { return transaction.user_pools().Count(kAccount, kRegion); });
  };
  EXPECT_EQ(count(), 0U);
  Insert(PoolNamed("a"));
  Insert(PoolNamed("b"));
  EXPECT_EQ(count(), 2U);
  EXPECT_THROW(Insert(PoolNamed("b")), Conflict);
  EXPECT_EQ(count(), 2U);
  const std::size_t seen_inside = store().Write([](Transaction& transaction) {
    transaction.user_pools().Delete("nowhere");
    transaction.user_pools().Delete("a");
    return transaction.user_pools().Count(kAccount, kRegion);
  });
  EXPECT_EQ(seen_inside, 1U);
  EXPECT_EQ(count(), 1U);
}

TEST_P(UserPoolsContract, SayWhetherThereWasOneToDelete) {
  Insert(PoolNamed("a"));
  const auto remove = [&] { return store().Write([](Transaction& transaction) { return transaction.user_pools().Delete("a"); }); };
  EXPECT_TRUE(remove());
  EXPECT_EQ(Find(PoolNamed("a")), std::nullopt);
  EXPECT_FALSE(remove());
}

TEST_P(UserPoolsContract, TakeTheirProvidersWithThemSoThatAllCanBeInsertedAnew) {
  const auto insert_all = [&] {
    store().Write([](Transaction& transaction) {
      transaction.user_pools().Insert(PoolNamed("a"));
      transaction.identity_providers().Insert(ProviderNamed("a", "p", {"one", "two"}));
      transaction.identity_providers().Insert(ProviderNamed("a", "q", {"three"}));
    });
  };
  insert_all();
  store().Write([](Transaction& transaction) { transaction.user_pools().Delete("a"); });
  store().Read([](const Transaction& transaction) {
    EXPECT_EQ(transaction.identity_providers().Find("a", "p"), std::nullopt);
    EXPECT_EQ(transaction.identity_providers().FindByIdentifier("a", "one"), std::nullopt);
    EXPECT_EQ(transaction.identity_providers().Count("a"), 0U);
  });
  store().Write([](Transaction& transaction) { transaction.user_pools().Insert(PoolNamed("a")); });
  EXPECT_EQ(store().Read([](const Transaction& transaction) { return transaction.identity_providers().Count("a"); }), 0U);
  store().Write([](Transaction& transaction) { transaction.user_pools().Delete("a"); });
  EXPECT_NO_THROW(insert_all());
}

TEST_P(UserPoolsContract, AreEmptyUntilAnyAccountHasOne) {
  const auto is_empty = [&] { return store().Read([](const Transaction& transaction) { return transaction.user_pools().IsEmpty(); }); };
  EXPECT_TRUE(is_empty());
  UserPool pool = PoolNamed("a");
  pool.account = "another";
  Insert(pool);
  EXPECT_FALSE(is_empty());
  store().Write([](Transaction& transaction) { transaction.user_pools().Delete("a"); });
  EXPECT_TRUE(is_empty());
}

TEST_P(UserPoolsContract, LeaveTheProvidersOfOtherPoolsWhenDeleted) {
  store().Write([](Transaction& transaction) {
    for (const char* pool : {"a", "b"}) {
      transaction.user_pools().Insert(PoolNamed(pool));
      transaction.identity_providers().Insert(ProviderNamed(pool, "p", {"one"}));
    }
    transaction.user_pools().Delete("a");
  });
  EXPECT_EQ(
      store().Read([](const Transaction& transaction) { return AsWritten(transaction.identity_providers().FindByIdentifier("b", "one")); }),
      ProviderNamed("b", "p", {"one"}));
}

TEST_P(UserPoolsContract, ChangeNameDocumentAndDateAlone) {
  Insert(PoolNamed("pool"));
  Insert(PoolNamed("other"));
  UserPool changed = PoolNamed("pool");
  changed.name = "another name";
  changed.document = "{}";
  changed.last_modified_millis += 7;
  UserPool change = changed;
  change.account = "210987654321";
  change.region = "us-west-2";
  change.creation_millis = 1;
  const auto update = [this](const UserPool& pool) {
    return store().Write([&](Transaction& transaction) { return transaction.user_pools().Update(pool); });
  };
  EXPECT_TRUE(update(change));
  EXPECT_FALSE(update(PoolNamed("nowhere")));
  EXPECT_EQ(Find(PoolNamed("pool")), changed);
  EXPECT_EQ(Find(PoolNamed("other")), PoolNamed("other"));
}

}  // namespace
}  // namespace rockpool::storage::testing
