// What every store promises of the resources of pools.
#include <gtest/gtest.h>

#include <stdexcept>
#include <string>
#include <vector>

#include "tests/storage/conformance/backends.h"
#include "tests/storage/records.h"

namespace rockpool::storage::testing {
namespace {

using enum ResourceKind;

// Each test begins with the pools "pool" and "other".
class PoolResourcesContract : public BackendTest {
 protected:
  PoolResourcesContract() {
    store().Write([](Transaction& transaction) {
      transaction.user_pools().Insert(PoolNamed("pool"));
      transaction.user_pools().Insert(PoolNamed("other"));
    });
  }
  void Insert(ResourceKind kind, const PoolResource& resource) {
    store().Write([&](Transaction& transaction) { transaction.resources(kind).Insert(resource); });
  }
  bool Update(ResourceKind kind, const PoolResource& resource) {
    return store().Write([&](Transaction& transaction) { return transaction.resources(kind).Update(resource); });
  }
  bool Delete(ResourceKind kind, const std::string& pool, const std::string& key) {
    return store().Write([&](Transaction& transaction) { return transaction.resources(kind).Delete(pool, key); });
  }
  std::optional<PoolResource> Find(ResourceKind kind, const std::string& key, const std::string& pool = "pool") {
    return store().Read([&](const Transaction& transaction) { return AsWritten(transaction.resources(kind).Find(pool, key)); });
  }
  std::optional<PoolResource> FindInStore(ResourceKind kind, const std::string& key) {
    return store().Read([&](const Transaction& transaction) { return AsWritten(transaction.resources(kind).FindInStore(key)); });
  }
  std::vector<std::string> Keys(ResourceKind kind, const std::string& after = "", std::size_t limit = 100) {
    return KeysOf(store().Read([&](const Transaction& transaction) { return transaction.resources(kind).List("pool", after, limit); }));
  }
  std::vector<std::string> KeysOfClient(ResourceKind kind, const std::string& client) {
    return KeysOf(store().Read([&](const Transaction& transaction) { return transaction.resources(kind).ListOfClient("pool", client); }));
  }
  std::vector<ResourceVersion> VersionsOfClient(ResourceKind kind, const std::string& client) {
    return store().Read([&](const Transaction& transaction) { return transaction.resources(kind).ListVersionsOfClient("pool", client); });
  }
  // Of one that is there.
  std::int64_t Revision(ResourceKind kind, const std::string& key) {
    return store().Read([&](const Transaction& transaction) { return transaction.resources(kind).Find("pool", key).value().revision; });
  }
  std::size_t Count(ResourceKind kind) {
    return store().Read([&](const Transaction& transaction) { return transaction.resources(kind).Count("pool"); });
  }
  std::size_t CountOfAccount(ResourceKind kind, const std::string& account = kAccount) {
    return store().Read([&](const Transaction& transaction) { return transaction.resources(kind).CountOfAccount(account); });
  }
  static PoolResource Counted(PoolResource resource) {
    resource.counts_for_account = true;
    return resource;
  }

 private:
  static std::vector<std::string> KeysOf(const std::vector<PoolResource>& resources) {
    std::vector<std::string> keys;
    for (const PoolResource& resource : resources) {
      keys.push_back(resource.key);
    }
    return keys;
  }
};

INSTANTIATE_TEST_SUITE_P(Backends, PoolResourcesContract, ::testing::ValuesIn(Backends()), NameOf);

TEST_P(PoolResourcesContract, AreFoundByTheirKeyWithAllMembers) {
  const PoolResource group = ResourceNamed("pool", "admins");
  Insert(kGroup, group);
  EXPECT_EQ(Find(kGroup, "admins"), group);
  EXPECT_EQ(Find(kGroup, "Admins"), std::nullopt);
  EXPECT_EQ(Find(kGroup, "admins", "other"), std::nullopt);
  EXPECT_EQ(Find(kGroup, "admins", "nowhere"), std::nullopt);
}

TEST_P(PoolResourcesContract, KeepTextsAsTheyAre) {
  PoolResource group = ResourceNamed("pool", AwkwardText());
  group.document = AwkwardText() + "{}";
  Insert(kGroup, group);
  EXPECT_EQ(Find(kGroup, AwkwardText()), group);
}

TEST_P(PoolResourcesContract, OfEachKindStandApart) {
  for (std::size_t kind = 0; kind < kResourceKinds; ++kind) {
    PoolResource resource = ResourceNamed("pool", "same");
    resource.document = std::to_string(kind);
    Insert(static_cast<ResourceKind>(kind), resource);
  }
  for (std::size_t kind = 0; kind < kResourceKinds; ++kind) {
    const auto found = Find(static_cast<ResourceKind>(kind), "same");
    ASSERT_TRUE(found) << kind;
    EXPECT_EQ(found->document, std::to_string(kind));
    EXPECT_EQ(Count(static_cast<ResourceKind>(kind)), 1U);
  }
}

TEST_P(PoolResourcesContract, HaveOneKeyEachInTheirPool) {
  Insert(kGroup, ResourceNamed("pool", "admins"));
  EXPECT_THROW(Insert(kGroup, ResourceNamed("pool", "admins")), Conflict);
  Insert(kGroup, ResourceNamed("other", "admins"));
  EXPECT_EQ(Count(kGroup), 1U);
}

TEST_P(PoolResourcesContract, OfSomeKindsHaveOneKeyEachInTheStore) {
  for (const ResourceKind kind : {kAppClient, kDomain}) {
    Insert(kind, ResourceNamed("pool", "shop"));
    EXPECT_THROW(Insert(kind, ResourceNamed("other", "shop")), Conflict);
    EXPECT_EQ(FindInStore(kind, "shop"), ResourceNamed("pool", "shop"));
    EXPECT_EQ(FindInStore(kind, "Shop"), std::nullopt);
    EXPECT_TRUE(Delete(kind, "pool", "shop"));
    Insert(kind, ResourceNamed("other", "shop"));
    EXPECT_EQ(FindInStore(kind, "shop"), ResourceNamed("other", "shop"));
  }
  EXPECT_THROW(FindInStore(kGroup, "shop"), std::logic_error);
}

TEST_P(PoolResourcesContract, NeedTheirPoolAndTheirAppClient) {
  EXPECT_THROW(Insert(kGroup, ResourceNamed("nowhere", "admins")), std::logic_error);
  EXPECT_THROW(Insert(kTerms, ResourceNamed("pool", "t", "nobody")), std::logic_error);
  Insert(kAppClient, ResourceNamed("other", "web"));
  EXPECT_THROW(Insert(kTerms, ResourceNamed("pool", "t", "web")), std::logic_error);
  Insert(kGroup, ResourceNamed("pool", "g"));
  EXPECT_THROW(Insert(kTerms, ResourceNamed("pool", "t", "g")), std::logic_error);
  EXPECT_EQ(Count(kTerms), 0U);
}

TEST_P(PoolResourcesContract, ChangeDocumentAndDateAlone) {
  Insert(kAppClient, ResourceNamed("pool", "web"));
  PoolResource terms = ResourceNamed("pool", "t", "web");
  Insert(kTerms, terms);
  Insert(kTerms, ResourceNamed("pool", "u", "web"));
  PoolResource change = terms;
  change.document = "{}";
  change.last_modified_millis += 5;
  change.creation_millis = 1;
  change.client_id = "";
  EXPECT_TRUE(Update(kTerms, change));
  terms.document = change.document;
  terms.last_modified_millis = change.last_modified_millis;
  EXPECT_EQ(Find(kTerms, "t"), terms);
  EXPECT_EQ(Find(kTerms, "u"), ResourceNamed("pool", "u", "web"));
}

TEST_P(PoolResourcesContract, CannotChangeWhatIsNotThere) {
  Insert(kGroup, ResourceNamed("pool", "admins"));
  EXPECT_FALSE(Update(kGroup, ResourceNamed("pool", "users")));
  EXPECT_FALSE(Update(kGroup, ResourceNamed("other", "admins")));
  EXPECT_FALSE(Update(kTerms, ResourceNamed("pool", "admins")));
}

TEST_P(PoolResourcesContract, AreListedInTheOrderOfTheirKeys) {
  for (const char* key : {"b", "a", "B", "\xc3\xa4", "c"}) {
    Insert(kGroup, ResourceNamed("pool", key));
  }
  Insert(kGroup, ResourceNamed("other", "0"));
  Insert(kTerms, ResourceNamed("pool", "0"));
  EXPECT_EQ(Keys(kGroup), (std::vector<std::string>{"B", "a", "b", "c", "\xc3\xa4"}));
  EXPECT_EQ(Keys(kGroup, "a", 2), (std::vector<std::string>{"b", "c"}));
  EXPECT_EQ(Keys(kGroup, "aa", 1), (std::vector<std::string>{"b"}));
  EXPECT_EQ(Keys(kGroup, "\xc3\xa4"), std::vector<std::string>{});
  EXPECT_EQ(Count(kGroup), 5U);
}

TEST_P(PoolResourcesContract, OfAnAppClientAreListedAndGoWithIt) {
  Insert(kAppClient, ResourceNamed("pool", "web"));
  Insert(kAppClient, ResourceNamed("pool", "app"));
  Insert(kTerms, ResourceNamed("pool", "2", "web"));
  Insert(kTerms, ResourceNamed("pool", "1", "web"));
  Insert(kTerms, ResourceNamed("pool", "3", "app"));
  Insert(kTerms, ResourceNamed("pool", "4"));
  Insert(kManagedLoginBranding, ResourceNamed("pool", "b", "web"));
  EXPECT_EQ(KeysOfClient(kTerms, "web"), (std::vector<std::string>{"1", "2"}));
  EXPECT_EQ(Find(kTerms, "1"), ResourceNamed("pool", "1", "web"));
  EXPECT_EQ(KeysOfClient(kTerms, ""), std::vector<std::string>{});
  EXPECT_TRUE(Delete(kAppClient, "pool", "web"));
  EXPECT_EQ(Keys(kTerms), (std::vector<std::string>{"3", "4"}));
  EXPECT_EQ(Count(kManagedLoginBranding), 0U);
}

TEST_P(PoolResourcesContract, OfAnAppClientTellTheirVersionsWithoutTheirDocuments) {
  Insert(kAppClient, ResourceNamed("pool", "web"));
  Insert(kAppClient, ResourceNamed("pool", "app"));
  Insert(kTerms, ResourceNamed("pool", "2", "web"));
  Insert(kTerms, ResourceNamed("pool", "1", "web"));
  Insert(kTerms, ResourceNamed("pool", "3", "app"));
  Insert(kManagedLoginBranding, ResourceNamed("pool", "b", "web"));
  EXPECT_EQ(VersionsOfClient(kTerms, "web"), (std::vector<ResourceVersion>{{"1", Revision(kTerms, "1")}, {"2", Revision(kTerms, "2")}}));
  EXPECT_EQ(VersionsOfClient(kTerms, "nobody"), std::vector<ResourceVersion>{});
  const auto before = VersionsOfClient(kManagedLoginBranding, "web");
  EXPECT_TRUE(Update(kManagedLoginBranding, ResourceNamed("pool", "b", "web")));
  EXPECT_NE(VersionsOfClient(kManagedLoginBranding, "web"), before);
  EXPECT_TRUE(Delete(kAppClient, "pool", "web"));
  EXPECT_EQ(VersionsOfClient(kTerms, "web"), std::vector<ResourceVersion>{});
}

TEST_P(PoolResourcesContract, OfAPoolTellTheirVersionsWithoutTheirDocuments) {
  const auto versions = [this](std::size_t limit) {
    return store().Read([&](const Transaction& transaction) { return transaction.resources(kDomain).ListVersions("pool", limit); });
  };
  EXPECT_EQ(versions(10), std::vector<ResourceVersion>{});
  Insert(kDomain, ResourceNamed("pool", "b"));
  Insert(kDomain, ResourceNamed("pool", "a"));
  Insert(kDomain, ResourceNamed("other", "c"));
  Insert(kGroup, ResourceNamed("pool", "d"));
  const auto before = versions(10);
  EXPECT_EQ(before, (std::vector<ResourceVersion>{{"a", Revision(kDomain, "a")}, {"b", Revision(kDomain, "b")}}));
  EXPECT_EQ(versions(1), (std::vector<ResourceVersion>{before.front()}));
  EXPECT_TRUE(Update(kDomain, ResourceNamed("pool", "b")));
  EXPECT_EQ(versions(10), (std::vector<ResourceVersion>{before.front(), {"b", Revision(kDomain, "b")}}));
  EXPECT_NE(versions(10), before);
}

TEST_P(PoolResourcesContract, TellTheirRevisionAlone) {
  const auto revision_of = [this](ResourceKind kind, const std::string& key) {
    return store().Read([&](const Transaction& transaction) { return transaction.resources(kind).FindRevision("pool", key); });
  };
  Insert(kGroup, ResourceNamed("pool", "admins"));
  Insert(kGroup, ResourceNamed("other", "users"));
  EXPECT_EQ(revision_of(kGroup, "admins"), Revision(kGroup, "admins"));
  EXPECT_EQ(revision_of(kGroup, "users"), std::nullopt);
  EXPECT_EQ(revision_of(kTerms, "admins"), std::nullopt);
  const auto before = revision_of(kGroup, "admins");
  EXPECT_TRUE(Update(kGroup, ResourceNamed("pool", "admins")));
  EXPECT_NE(revision_of(kGroup, "admins"), before);
  EXPECT_TRUE(Delete(kGroup, "pool", "admins"));
  EXPECT_EQ(revision_of(kGroup, "admins"), std::nullopt);
}

TEST_P(PoolResourcesContract, CountForTheirAccountInAllItsPools) {
  UserPool elsewhere = PoolNamed("elsewhere");
  elsewhere.region = "us-east-1";
  UserPool strangers = PoolNamed("strangers");
  strangers.account = "210987654321";
  store().Write([&](Transaction& transaction) {
    transaction.user_pools().Insert(elsewhere);
    transaction.user_pools().Insert(strangers);
  });
  EXPECT_EQ(CountOfAccount(kDomain), 0U);
  for (const char* pool : {"pool", "other", "elsewhere", "strangers"}) {
    Insert(kDomain, Counted(ResourceNamed(pool, pool)));
  }
  EXPECT_EQ(CountOfAccount(kDomain), 3U);
  EXPECT_EQ(CountOfAccount(kDomain, "210987654321"), 1U);
  EXPECT_EQ(CountOfAccount(kDomain, "nobody"), 0U);
  EXPECT_EQ(CountOfAccount(kGroup), 0U);
}

TEST_P(PoolResourcesContract, CountForTheirAccountOnlyIfTheySaySo) {
  Insert(kDomain, ResourceNamed("pool", "a"));
  Insert(kDomain, Counted(ResourceNamed("pool", "b")));
  Insert(kGroup, Counted(ResourceNamed("pool", "c")));
  EXPECT_EQ(CountOfAccount(kDomain), 1U);
  EXPECT_EQ(Find(kDomain, "a"), ResourceNamed("pool", "a"));
  EXPECT_EQ(Find(kDomain, "b"), Counted(ResourceNamed("pool", "b")));
  EXPECT_TRUE(Update(kDomain, Counted(ResourceNamed("pool", "a"))));
  EXPECT_TRUE(Update(kDomain, ResourceNamed("pool", "b")));
  EXPECT_EQ(CountOfAccount(kDomain), 1U);
  EXPECT_EQ(Find(kDomain, "b"), Counted(ResourceNamed("pool", "b")));
}

TEST_P(PoolResourcesContract, CountForTheirAccountUntilTheyOrTheirOwnersGo) {
  Insert(kAppClient, ResourceNamed("pool", "web"));
  Insert(kTerms, Counted(ResourceNamed("pool", "a", "web")));
  Insert(kTerms, Counted(ResourceNamed("pool", "b")));
  Insert(kTerms, Counted(ResourceNamed("other", "c")));
  Insert(kTerms, Counted(ResourceNamed("other", "d")));
  EXPECT_EQ(CountOfAccount(kTerms), 4U);
  Delete(kTerms, "other", "d");
  EXPECT_EQ(CountOfAccount(kTerms), 3U);
  Delete(kAppClient, "pool", "web");
  EXPECT_EQ(CountOfAccount(kTerms), 2U);
  store().Write([](Transaction& transaction) { transaction.user_pools().Delete("pool"); });
  EXPECT_EQ(CountOfAccount(kTerms), 1U);
}

TEST_P(PoolResourcesContract, DoNotCountIfTheyWereNotInserted) {
  Insert(kDomain, Counted(ResourceNamed("pool", "shop")));
  EXPECT_THROW(Insert(kDomain, Counted(ResourceNamed("other", "shop"))), Conflict);
  EXPECT_EQ(CountOfAccount(kDomain), 1U);
  EXPECT_EQ(Count(kDomain), 1U);
}

TEST_P(PoolResourcesContract, GoWithTheirPool) {
  Insert(kAppClient, ResourceNamed("pool", "web"));
  Insert(kTerms, ResourceNamed("pool", "t", "web"));
  Insert(kGroup, ResourceNamed("other", "admins"));
  store().Write([](Transaction& transaction) { transaction.user_pools().Delete("pool"); });
  EXPECT_EQ(FindInStore(kAppClient, "web"), std::nullopt);
  EXPECT_EQ(Count(kTerms), 0U);
  EXPECT_EQ(Find(kGroup, "admins", "other"), ResourceNamed("other", "admins"));
}

TEST_P(PoolResourcesContract, AreDeletedOnce) {
  Insert(kGroup, ResourceNamed("pool", "admins"));
  EXPECT_FALSE(Delete(kGroup, "other", "admins"));
  EXPECT_FALSE(Delete(kTerms, "pool", "admins"));
  EXPECT_TRUE(Delete(kGroup, "pool", "admins"));
  EXPECT_FALSE(Delete(kGroup, "pool", "admins"));
  EXPECT_EQ(Find(kGroup, "admins"), std::nullopt);
}

}  // namespace
}  // namespace rockpool::storage::testing
