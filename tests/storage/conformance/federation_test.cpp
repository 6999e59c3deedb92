// What every store promises of what signing in through identity providers remembers: who is who, states, assertions, stand-ins.
#include <gtest/gtest.h>

#include "tests/storage/conformance/sign_ins.h"

namespace rockpool::storage::testing {
namespace {

class FederationContract : public SignInsContract {
 protected:
  void Insert(const LinkedIdentity& identity) {
    Write([&](Transaction& transaction) { transaction.linked_identities().Insert(identity); });
  }
  void Insert(const FederationState& state) {
    Write([&](Transaction& transaction) { transaction.federation_states().Insert(state); });
  }
  bool Insert(const UsedAssertion& assertion) {
    return Write([&](Transaction& transaction) { return transaction.used_assertions().Insert(assertion); });
  }
  void Put(const StandIn& stand_in) {
    Write([&](Transaction& transaction) { transaction.stand_ins().Put(stand_in); });
  }
  std::optional<LinkedIdentity> Identity(const LinkedIdentity& like) {
    return Read([&](const Transaction& transaction) {
      return transaction.linked_identities().Find(like.user_pool_id, like.provider, like.attribute, like.value);
    });
  }
  bool Delete(const LinkedIdentity& like) {
    return Write([&](Transaction& transaction) {
      return transaction.linked_identities().Delete(like.user_pool_id, like.provider, like.attribute, like.value);
    });
  }
  std::vector<LinkedIdentity> IdentitiesOf(std::int64_t user) {
    return Read([&](const Transaction& transaction) { return transaction.linked_identities().ListOfUser(user); });
  }
  Names Attributes(const std::string& pool, const std::string& provider, std::size_t limit = 100) {
    return Read([&](const Transaction& transaction) { return transaction.linked_identities().ListAttributes(pool, provider, limit); });
  }
  std::optional<FederationState> State(const std::string& digest) {
    return Read([&](const Transaction& transaction) { return transaction.federation_states().Find(digest); });
  }
  std::optional<StandIn> Kept(const std::string& pool, const std::string& provider) {
    return Read([&](const Transaction& transaction) { return transaction.stand_ins().Find(pool, provider); });
  }
  std::optional<std::int64_t> RevisionOf(const std::string& pool, const std::string& provider) {
    return Read([&](const Transaction& transaction) { return transaction.stand_ins().FindRevision(pool, provider); });
  }
  // Of anna, at a provider, by an attribute of its claims.
  LinkedIdentity By(const std::string& provider, const std::string& attribute, const std::string& value) {
    LinkedIdentity identity = IdentityOf(value, "pool", anna_);
    identity.provider = provider;
    identity.attribute = attribute;
    return identity;
  }
};

INSTANTIATE_TEST_SUITE_P(Backends, FederationContract, ::testing::ValuesIn(Backends()), NameOf);

TEST_P(FederationContract, FindsAnIdentityByWhatItIsAtTheProvider) {
  LinkedIdentity identity = By(AwkwardText(), AwkwardText() + "2", AwkwardText() + "3");
  identity.document = AwkwardText();
  Insert(identity);
  EXPECT_EQ(Identity(identity), identity);
  for (std::string LinkedIdentity::*member :
       {&LinkedIdentity::user_pool_id, &LinkedIdentity::provider, &LinkedIdentity::attribute, &LinkedIdentity::value}) {
    LinkedIdentity another = identity;
    another.*member = "another";
    EXPECT_EQ(Identity(another), std::nullopt);
    EXPECT_FALSE(Delete(another));
  }
  EXPECT_EQ(Identity(By("Okta", "sub", "A")), std::nullopt);
  Insert(By("Okta", "sub", "a"));
  EXPECT_EQ(Identity(By("Okta", "sub", "A")), std::nullopt) << "Text compares as bytes";
}

TEST_P(FederationContract, FindsAnIdentityByWhatItsValueFoldsTo) {
  LinkedIdentity identity = By("Okta", "sub", "A");
  identity.folded = AwkwardText();
  Insert(identity);
  const auto find = [&](const std::string& provider, const std::string& attribute, const std::string& folded) {
    return Read(
        [&](const Transaction& transaction) { return transaction.linked_identities().FindFolded("pool", provider, attribute, folded); });
  };
  EXPECT_EQ(find("Okta", "sub", AwkwardText()), identity);
  EXPECT_EQ(find("Okta", "sub", "A"), std::nullopt);
  EXPECT_EQ(find("Okta", "email", AwkwardText()), std::nullopt);
  EXPECT_EQ(find("Google", "sub", AwkwardText()), std::nullopt);
  LinkedIdentity twin = identity;
  twin.value = "a";
  Insert(twin);
  EXPECT_TRUE(find("Okta", "sub", AwkwardText()));
}

TEST_P(FederationContract, ChangesTheDocumentOfAnIdentity) {
  Insert(IdentityOf("a", "pool", anna_));
  Insert(IdentityOf("b", "pool", anna_));
  const auto update = [&](const LinkedIdentity& identity) {
    return Write([&](Transaction& transaction) { return transaction.linked_identities().Update(identity); });
  };
  LinkedIdentity changed = IdentityOf("a", "pool", anna_);
  changed.document = AwkwardText();
  EXPECT_TRUE(update(changed));
  EXPECT_FALSE(update(IdentityOf("c", "pool", anna_)));
  EXPECT_EQ(IdentitiesOf(anna_), (std::vector<LinkedIdentity>{changed, IdentityOf("b", "pool", anna_)}));
}

TEST_P(FederationContract, KeepsIdentitiesOfUsersThatExist) {
  Insert(IdentityOf("a", "pool", anna_));
  EXPECT_THROW(Insert(IdentityOf("a", "pool", bert_)), Conflict);
  EXPECT_THROW(Insert(IdentityOf("1", "pool", kNobody)), std::logic_error);
  EXPECT_THROW(Insert(IdentityOf("2", "pool", stranger_)), std::logic_error);
  Insert(IdentityOf("a", "other", stranger_));
  EXPECT_EQ(Identity(IdentityOf("a", "pool", 0))->user, anna_);
  EXPECT_EQ(Identity(IdentityOf("a", "other", 0))->user, stranger_);
}

TEST_P(FederationContract, ListsTheIdentitiesOfAUserInTheOrderOfTheirInsertion) {
  Insert(IdentityOf("b", "pool", anna_));
  Insert(IdentityOf("of bert", "pool", bert_));
  Insert(IdentityOf("a", "pool", anna_));
  EXPECT_EQ(IdentitiesOf(anna_), (std::vector<LinkedIdentity>{IdentityOf("b", "pool", anna_), IdentityOf("a", "pool", anna_)}));
  EXPECT_TRUE(Delete(IdentityOf("b", "pool", 0)));
  EXPECT_FALSE(Delete(IdentityOf("b", "pool", 0)));
  Insert(IdentityOf("b", "pool", anna_));
  EXPECT_EQ(IdentitiesOf(anna_), (std::vector<LinkedIdentity>{IdentityOf("a", "pool", anna_), IdentityOf("b", "pool", anna_)}));
  EXPECT_TRUE(IdentitiesOf(kNobody).empty());
}

TEST_P(FederationContract, ListsEachAttributeOfAProviderOnce) {
  for (const LinkedIdentity& identity :
       {By("Okta", "sub", "1"), By("Okta", "email", "1"), By("Okta", "Email", "1"), By("Okta", "email", "2"), By("Google", "id", "1")}) {
    Insert(identity);
  }
  EXPECT_EQ(Attributes("pool", "Okta"), (Names{"Email", "email", "sub"}));
  EXPECT_EQ(Attributes("pool", "Okta", 2), (Names{"Email", "email"}));
  EXPECT_EQ(Attributes("pool", "Okta", 0), Names{});
  EXPECT_EQ(Attributes("pool", "Nobody"), Names{});
  EXPECT_EQ(Attributes("other", "Okta"), Names{});
}

TEST_P(FederationContract, FindsAStateUntilItIsTaken) {
  FederationState state = StateOf(AwkwardText(), "pool", kClient);
  state.document = AwkwardText();
  Insert(state);
  EXPECT_EQ(State(AwkwardText()), state);
  EXPECT_EQ(State("none"), std::nullopt);
  const auto take = [&] { return Write([](Transaction& transaction) { return transaction.federation_states().Delete(AwkwardText()); }); };
  EXPECT_TRUE(take());
  EXPECT_FALSE(take());
  EXPECT_EQ(State(AwkwardText()), std::nullopt);
}

TEST_P(FederationContract, KeepsStatesOfClientsThatExist) {
  Insert(StateOf("s", "pool", kClient));
  EXPECT_THROW(Insert(StateOf("s", "other", "client of other")), Conflict);
  EXPECT_THROW(Insert(StateOf("1", "pool", "client of other")), std::logic_error);
  EXPECT_EQ(State("s")->user_pool_id, "pool");
}

TEST_P(FederationContract, ForgetsTheOldestStatesOfAClientWhereItHasTooMany) {
  Insert(StateOf("of another client", "other", "client of other"));
  Write([](Transaction& transaction) {
    for (std::size_t i = 0; i < kMostFederationStates; ++i) {
      transaction.federation_states().Insert(StateOf(std::to_string(i), "pool", kClient));
    }
  });
  EXPECT_TRUE(State("0"));
  Insert(StateOf("a", "pool", kClient));
  Insert(StateOf("b", "pool", kClient));
  EXPECT_EQ(State("0"), std::nullopt);
  EXPECT_EQ(State("1"), std::nullopt);
  for (const char* kept : {"2", "3", "9999", "a", "b", "of another client"}) {
    EXPECT_TRUE(State(kept)) << kept;
  }
}

TEST_P(FederationContract, TakesAnAssertionOnceInEachPool) {
  EXPECT_TRUE(Insert(AssertionOf(AwkwardText(), "pool")));
  EXPECT_FALSE(Insert(AssertionOf(AwkwardText(), "pool")));
  EXPECT_TRUE(Insert(AssertionOf(AwkwardText(), "other")));
  EXPECT_TRUE(Insert(AssertionOf("another", "pool")));
  EXPECT_THROW(Insert(AssertionOf("1", "no pool")), std::logic_error);
  Write([](Transaction& transaction) { transaction.used_assertions().SweepExpired(AssertionOf("", "").expires_millis, 10); });
  EXPECT_FALSE(Insert(AssertionOf("another", "pool"))) << "It expires after its time";
  Write([](Transaction& transaction) { transaction.used_assertions().SweepExpired(AssertionOf("", "").expires_millis + 1, 10); });
  EXPECT_TRUE(Insert(AssertionOf("another", "pool")));
}

TEST_P(FederationContract, KeepsOneStandInForAProvider) {
  Write([](Transaction& transaction) {
    transaction.identity_providers().Insert(ProviderNamed("pool", "Okta"));
    transaction.identity_providers().Insert(ProviderNamed("other", "Okta"));
  });
  EXPECT_EQ(Kept("pool", "Okta"), std::nullopt);
  EXPECT_EQ(RevisionOf("pool", "Okta"), std::nullopt);
  Put(StandInOf("pool", "Okta"));
  const StandIn first = Kept("pool", "Okta").value();
  EXPECT_EQ(AsWritten(first), StandInOf("pool", "Okta"));
  StandIn changed = StandInOf("pool", "Okta");
  changed.document = AwkwardText();
  changed.revision = first.revision;
  Put(changed);
  const StandIn second = Kept("pool", "Okta").value();
  EXPECT_EQ(AsWritten(second), AsWritten(changed));
  EXPECT_NE(second.revision, first.revision);
  EXPECT_EQ(RevisionOf("pool", "Okta"), second.revision);
  EXPECT_EQ(Kept("other", "Okta"), std::nullopt);
  EXPECT_THROW(Put(StandInOf("pool", "Nobody")), std::logic_error);
}

TEST_P(FederationContract, EndsAStandInByItselfOrWithItsProvider) {
  const auto remove = [&] { return Write([](Transaction& transaction) { return transaction.stand_ins().Delete("pool", "Okta"); }); };
  const auto insert = [&] {
    Write([](Transaction& transaction) { transaction.identity_providers().Insert(ProviderNamed("pool", "Okta")); });
  };
  insert();
  EXPECT_FALSE(remove());
  Put(StandInOf("pool", "Okta"));
  EXPECT_TRUE(remove());
  EXPECT_EQ(Kept("pool", "Okta"), std::nullopt);
  Put(StandInOf("pool", "Okta"));
  Write([](Transaction& transaction) { transaction.identity_providers().Delete("pool", "Okta"); });
  insert();
  EXPECT_EQ(Kept("pool", "Okta"), std::nullopt);
}

}  // namespace
}  // namespace rockpool::storage::testing
