// What every store promises of identity providers.
#include <gtest/gtest.h>

#include <limits>
#include <string>
#include <vector>

#include "tests/storage/conformance/backends.h"
#include "tests/storage/records.h"

namespace rockpool::storage::testing {
namespace {

// Each test begins with the pools "pool" and "other".
class IdentityProvidersContract : public BackendTest {
 protected:
  IdentityProvidersContract() {
    store().Write([](Transaction& transaction) {
      transaction.user_pools().Insert(PoolNamed("pool"));
      transaction.user_pools().Insert(PoolNamed("other"));
    });
  }
  void Insert(const IdentityProvider& provider) {
    store().Write([&](Transaction& transaction) { transaction.identity_providers().Insert(provider); });
  }
  bool Update(const IdentityProvider& provider) {
    return store().Write([&](Transaction& transaction) { return transaction.identity_providers().Update(provider); });
  }
  std::optional<IdentityProvider> Find(const std::string& name) {
    return store().Read([&](const Transaction& transaction) { return AsWritten(transaction.identity_providers().Find("pool", name)); });
  }
  std::optional<IdentityProvider> FindByIdentifier(const std::string& identifier) {
    return store().Read(
        [&](const Transaction& transaction) { return AsWritten(transaction.identity_providers().FindByIdentifier("pool", identifier)); });
  }
  std::vector<std::string> Names(const std::string& after, std::size_t limit) {
    std::vector<std::string> names;
    const auto summaries =
        store().Read([&](const Transaction& transaction) { return transaction.identity_providers().List("pool", after, limit); });
    for (const IdentityProviderSummary& summary : summaries) {
      names.push_back(summary.name);
    }
    return names;
  }
};

INSTANTIATE_TEST_SUITE_P(Backends, IdentityProvidersContract, ::testing::ValuesIn(Backends()), NameOf);

TEST_P(IdentityProvidersContract, AreFoundByNameAndByEachIdentifier) {
  const IdentityProvider provider = ProviderNamed("pool", "p", {"one", "two", "three"});
  Insert(provider);
  Insert(ProviderNamed("pool", "q", {"four"}));
  EXPECT_EQ(Find("p"), provider);
  for (const std::string& identifier : provider.identifiers) {
    EXPECT_EQ(FindByIdentifier(identifier), provider) << identifier;
  }
  EXPECT_EQ(Find("r"), std::nullopt);
  EXPECT_EQ(FindByIdentifier("p"), std::nullopt);
}

TEST_P(IdentityProvidersContract, NeedNoIdentifier) {
  const IdentityProvider provider = ProviderNamed("pool", "p");
  Insert(provider);
  EXPECT_EQ(Find("p"), provider);
}

TEST_P(IdentityProvidersContract, KeepTheOrderOfTheirIdentifiers) {
  std::vector<std::string> identifiers;
  for (int i = 0; i < 50; ++i) {
    identifiers.push_back(std::to_string(i * 37 % 50));
  }
  Insert(ProviderNamed("pool", "p", identifiers));
  EXPECT_EQ(Find("p")->identifiers, identifiers);
  EXPECT_EQ(FindByIdentifier("11")->identifiers, identifiers);
}

TEST_P(IdentityProvidersContract, KeepTextOfAnyBytes) {
  const IdentityProvider provider{.user_pool_id = "pool",
                                  .name = AwkwardText() + "1",
                                  .type = AwkwardText() + "2",
                                  .document = AwkwardText() + "3",
                                  .identifiers = {AwkwardText() + "4", AwkwardText() + "5"},
                                  .encryption_key = AwkwardText() + "6",
                                  .creation_millis = std::numeric_limits<std::int64_t>::min(),
                                  .last_modified_millis = std::numeric_limits<std::int64_t>::max()};
  Insert(provider);
  EXPECT_EQ(Find(provider.name), provider);
  EXPECT_EQ(FindByIdentifier(AwkwardText() + "5"), provider);
  EXPECT_EQ(FindByIdentifier("a"), std::nullopt);
}

TEST_P(IdentityProvidersContract, KeepADocumentOfAMegabyteBesideManyIdentifiers) {
  IdentityProvider provider = ProviderNamed("pool", "p", {"one", "two", "three"});
  provider.document = std::string(1 << 20, 'x') + "end";
  provider.encryption_key.clear();
  Insert(provider);
  EXPECT_EQ(Find("p"), provider);
}

TEST_P(IdentityProvidersContract, RefuseANameThatThePoolHas) {
  Insert(ProviderNamed("pool", "p", {"one"}));
  EXPECT_THROW(Insert(ProviderNamed("pool", "p", {"two"})), Conflict);
  EXPECT_EQ(Find("p"), ProviderNamed("pool", "p", {"one"}));
  EXPECT_EQ(FindByIdentifier("two"), std::nullopt);
}

TEST_P(IdentityProvidersContract, RefuseAnIdentifierThatThePoolHas) {
  Insert(ProviderNamed("pool", "p", {"one"}));
  EXPECT_THROW(Insert(ProviderNamed("pool", "q", {"two", "one"})), Conflict);
  EXPECT_EQ(Find("q"), std::nullopt);
  EXPECT_EQ(FindByIdentifier("two"), std::nullopt);
}

TEST_P(IdentityProvidersContract, RefuseAnIdentifierTwiceInOneList) {
  EXPECT_THROW(Insert(ProviderNamed("pool", "p", {"one", "one"})), Conflict);
  EXPECT_EQ(Find("p"), std::nullopt);
}

TEST_P(IdentityProvidersContract, MayShareNamesAndIdentifiersWithAnotherPool) {
  Insert(ProviderNamed("pool", "p", {"one"}));
  Insert(ProviderNamed("other", "p", {"one"}));
  EXPECT_EQ(FindByIdentifier("one"), ProviderNamed("pool", "p", {"one"}));
}

TEST_P(IdentityProvidersContract, MayDifferInCaseAlone) {
  Insert(ProviderNamed("pool", "p", {"one"}));
  Insert(ProviderNamed("pool", "P", {"One"}));
  EXPECT_EQ(FindByIdentifier("One")->name, "P");
}

TEST_P(IdentityProvidersContract, CannotBeInsertedIntoAPoolThatIsMissing) {
  EXPECT_THROW(Insert(ProviderNamed("missing", "p")), std::logic_error);
}

TEST_P(IdentityProvidersContract, AreOverwrittenByAnUpdateButForTypeAndCreation) {
  Insert(ProviderNamed("pool", "p", {"one", "two"}));
  IdentityProvider update{.user_pool_id = "pool",
                          .name = "p",
                          .type = "another type",
                          .document = "another document",
                          .identifiers = {"three", "one"},
                          .encryption_key = "another key",
                          .creation_millis = 5,
                          .last_modified_millis = 6};
  EXPECT_TRUE(Update(update));
  update.type = ProviderNamed("pool", "p").type;
  update.creation_millis = ProviderNamed("pool", "p").creation_millis;
  EXPECT_EQ(Find("p"), update);
  EXPECT_EQ(FindByIdentifier("three"), update);
  EXPECT_EQ(FindByIdentifier("two"), std::nullopt);
}

TEST_P(IdentityProvidersContract, KeepTheirIdentifiersInAnUpdateThatRepeatsThem) {
  IdentityProvider provider = ProviderNamed("pool", "p", {"one", "two"});
  Insert(provider);
  provider.document = "another document";
  EXPECT_TRUE(Update(provider));
  EXPECT_EQ(FindByIdentifier("two"), provider);
}

TEST_P(IdentityProvidersContract, TakeIdentifiersInAnotherOrder) {
  Insert(ProviderNamed("pool", "p", {"one", "two"}));
  EXPECT_TRUE(Update(ProviderNamed("pool", "p", {"two", "one"})));
  EXPECT_EQ(Find("p")->identifiers, (std::vector<std::string>{"two", "one"}));
}

TEST_P(IdentityProvidersContract, LoseTheirIdentifiersInAnUpdateWithoutAny) {
  Insert(ProviderNamed("pool", "p", {"one"}));
  EXPECT_TRUE(Update(ProviderNamed("pool", "p")));
  EXPECT_EQ(Find("p"), ProviderNamed("pool", "p"));
  EXPECT_NO_THROW(Insert(ProviderNamed("pool", "q", {"one"})));
}

TEST_P(IdentityProvidersContract, AreNotUpdatedWhereThereIsNone) {
  Insert(ProviderNamed("other", "p"));
  EXPECT_FALSE(Update(ProviderNamed("pool", "p")));
  EXPECT_FALSE(Update(ProviderNamed("missing", "p")));
  EXPECT_EQ(Find("p"), std::nullopt);
}

TEST_P(IdentityProvidersContract, ChangeNothingInAnUpdateWithAnIdentifierOfAnother) {
  Insert(ProviderNamed("pool", "p", {"one"}));
  Insert(ProviderNamed("pool", "q", {"two"}));
  IdentityProvider update = ProviderNamed("pool", "p", {"three", "two"});
  update.document = "another document";
  EXPECT_THROW(Update(update), Conflict);
  EXPECT_EQ(Find("p"), ProviderNamed("pool", "p", {"one"}));
  EXPECT_EQ(FindByIdentifier("three"), std::nullopt);
}

TEST_P(IdentityProvidersContract, HandOverAnIdentifierInOneTransaction) {
  Insert(ProviderNamed("pool", "p", {"one", "two"}));
  Insert(ProviderNamed("pool", "q", {"three"}));
  store().Write([](Transaction& transaction) {
    transaction.identity_providers().Update(ProviderNamed("pool", "p", {"one"}));
    transaction.identity_providers().Update(ProviderNamed("pool", "q", {"three", "two"}));
  });
  EXPECT_EQ(FindByIdentifier("two"), ProviderNamed("pool", "q", {"three", "two"}));
}

TEST_P(IdentityProvidersContract, KeepWhatEachUpdateOfATransactionSaysAfterALook) {
  Insert(ProviderNamed("pool", "p", {"one", "two"}));
  Insert(ProviderNamed("pool", "q", {"three"}));
  const IdentityProvider last = ProviderNamed("pool", "p", {"one", "two"});
  store().Write([&](Transaction& transaction) {
    transaction.identity_providers().Find("pool", "p");
    EXPECT_TRUE(transaction.identity_providers().Update(ProviderNamed("pool", "q", {"three", "four"}))) << "which is another one";
    transaction.identity_providers().Find("pool", "p");
    EXPECT_TRUE(transaction.identity_providers().Update(ProviderNamed("pool", "p", {"two"})));
    EXPECT_TRUE(transaction.identity_providers().Update(last));
  });
  EXPECT_EQ(Find("p"), last);
  EXPECT_EQ(FindByIdentifier("one"), last);
  EXPECT_EQ(FindByIdentifier("four"), ProviderNamed("pool", "q", {"three", "four"}));
}

TEST_P(IdentityProvidersContract, AreUpdatedAsTheyWereMadeAnewAfterALook) {
  for (const bool with_pool : {false, true}) {
    store().Write([&](Transaction& transaction) {
      if (!transaction.identity_providers().Find("pool", "p")) {
        transaction.identity_providers().Insert(ProviderNamed("pool", "p", {"one"}));
      }
    });
    store().Write([&](Transaction& transaction) {
      transaction.identity_providers().Find("pool", "p");
      if (with_pool) {
        transaction.user_pools().Delete("pool");
        EXPECT_FALSE(transaction.identity_providers().Update(ProviderNamed("pool", "p", {"one"})));
        transaction.user_pools().Insert(PoolNamed("pool"));
      } else {
        transaction.identity_providers().Delete("pool", "p");
      }
      transaction.identity_providers().Insert(ProviderNamed("pool", "p", {"two", "three"}));
      EXPECT_TRUE(transaction.identity_providers().Update(ProviderNamed("pool", "p", {"one"})));
    });
    EXPECT_EQ(Find("p"), ProviderNamed("pool", "p", {"one"})) << with_pool;
    EXPECT_EQ(FindByIdentifier("three"), std::nullopt) << with_pool;
  }
}

TEST_P(IdentityProvidersContract, AreListedAsSummariesInTheOrderOfNames) {
  for (const char* name : {"c", "a", "B", "b"}) {
    Insert(ProviderNamed("pool", name));
  }
  Insert(ProviderNamed("other", "d"));
  EXPECT_EQ(Names("", 10), (std::vector<std::string>{"B", "a", "b", "c"}));
  const IdentityProvider whole = ProviderNamed("pool", "a");
  const auto summaries =
      store().Read([&](const Transaction& transaction) { return transaction.identity_providers().List("pool", "B", 1); });
  EXPECT_EQ(summaries, (std::vector<IdentityProviderSummary>{{.name = whole.name,
                                                              .type = whole.type,
                                                              .creation_millis = whole.creation_millis,
                                                              .last_modified_millis = whole.last_modified_millis}}));
}

TEST_P(IdentityProvidersContract, AreSummedUpOneByOne) {
  const auto summary_of = [this](const char* name) {
    return store().Read([&](const Transaction& transaction) { return transaction.identity_providers().FindSummary("pool", name); });
  };
  Insert(ProviderNamed("pool", "a", {"one", "two"}));
  Insert(ProviderNamed("other", "d"));
  const IdentityProvider whole = ProviderNamed("pool", "a");
  EXPECT_EQ(summary_of("a"), (IdentityProviderSummary{.name = whole.name,
                                                      .type = whole.type,
                                                      .creation_millis = whole.creation_millis,
                                                      .last_modified_millis = whole.last_modified_millis}));
  EXPECT_EQ(summary_of("A"), std::nullopt);
  EXPECT_EQ(summary_of("d"), std::nullopt);
}

TEST_P(IdentityProvidersContract, ArePagedThroughInsertsAndDeletes) {
  for (const char* name : {"b", "d", "f", "h"}) {
    Insert(ProviderNamed("pool", name));
  }
  EXPECT_EQ(Names("", 2), (std::vector<std::string>{"b", "d"}));
  Insert(ProviderNamed("pool", "a"));
  Insert(ProviderNamed("pool", "e"));
  store().Write([](Transaction& transaction) { transaction.identity_providers().Delete("pool", "d"); });
  EXPECT_EQ(Names("d", 2), (std::vector<std::string>{"e", "f"}));
  EXPECT_EQ(Names("f", 2), (std::vector<std::string>{"h"}));
  EXPECT_EQ(Names("h", 2), std::vector<std::string>{});
}

TEST_P(IdentityProvidersContract, AreCountedByPool) {
  Insert(ProviderNamed("pool", "p", {"one", "two"}));
  Insert(ProviderNamed("pool", "q"));
  Insert(ProviderNamed("other", "p"));
  store().Read([](const Transaction& transaction) {
    EXPECT_EQ(transaction.identity_providers().Count("pool"), 2U);
    EXPECT_EQ(transaction.identity_providers().Count("missing"), 0U);
  });
}

TEST_P(IdentityProvidersContract, GiveTheirIdentifiersBackWhenDeleted) {
  Insert(ProviderNamed("pool", "p", {"one"}));
  const auto remove = [&] {
    return store().Write([](Transaction& transaction) { return transaction.identity_providers().Delete("pool", "p"); });
  };
  EXPECT_TRUE(remove());
  EXPECT_EQ(FindByIdentifier("one"), std::nullopt);
  EXPECT_FALSE(remove());
  EXPECT_NO_THROW(Insert(ProviderNamed("pool", "p", {"one"})));
}

}  // namespace
}  // namespace rockpool::storage::testing
