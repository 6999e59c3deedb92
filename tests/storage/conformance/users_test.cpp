// What every store promises of users and of how they are found.
#include <gtest/gtest.h>

#include <limits>
#include <string>
#include <vector>

#include "tests/storage/conformance/backends.h"
#include "tests/storage/records.h"

namespace rockpool::storage::testing {
namespace {

using Names = std::vector<std::string>;

class UsersContract : public BackendTest {
 protected:
  UsersContract() {
    store().Write([](Transaction& transaction) {
      transaction.user_pools().Insert(PoolNamed("pool"));
      transaction.user_pools().Insert(PoolNamed("other"));
    });
  }
  auto Write(auto function) {
    return store().Write([&](Transaction& transaction) { return function(transaction.users()); });
  }
  auto Read(auto function) {
    return store().Read([&](const Transaction& transaction) { return function(transaction.users()); });
  }
  std::int64_t Insert(const std::string& username, const std::vector<SearchValue>& values = {}, const std::string& pool = "pool") {
    return Write([&](Users& users) { return users.Insert(UserNamed(pool, username), values); });
  }
  std::optional<User> Find(const std::string& username, const std::string& pool = "pool") {
    return Read([&](const Users& users) { return users.Find(pool, username); });
  }
  std::string ByAlias(const std::string& value, const std::string& pool = "pool") {
    const auto user = Read([&](const Users& users) { return users.FindByAlias(pool, "email", value); });
    return user ? user->username : "nobody";
  }
  Names List(const std::string& prefix, const std::string& after, std::size_t limit = 100) {
    Names names;
    for (const User& user : Read([&](const Users& users) { return users.List("pool", prefix, after, limit); })) {
      names.push_back(user.username);
    }
    return names;
  }
  // As "username=value".
  Names ByValue(const std::string& value, const std::optional<SearchMark>& after = {}, std::size_t limit = 100) {
    return NamesOf(Read([&](const Users& users) { return users.ListByValue("pool", "email", value, after, limit); }));
  }
  Names ByPrefix(const std::string& prefix, const std::optional<SearchMark>& after = {}, std::size_t limit = 100) {
    return NamesOf(Read([&](const Users& users) { return users.ListByPrefix("pool", "email", prefix, after, limit); }));
  }
  std::size_t Count(const std::string& pool = "pool") {
    return Read([&](const Users& users) { return users.Count(pool); });
  }
  static SearchValue Email(const std::string& value) { return {.name = "email", .value = value, .is_alias = false}; }
  static SearchValue Alias(const std::string& value) { return {.name = "email", .value = value, .is_alias = true}; }

 private:
  static Names NamesOf(const std::vector<FoundUser>& found) {
    Names names;
    for (const FoundUser& one : found) {
      names.push_back(one.user.username + "=" + one.value);
    }
    return names;
  }
};

INSTANTIATE_TEST_SUITE_P(Backends, UsersContract, ::testing::ValuesIn(Backends()), NameOf);

TEST_P(UsersContract, KeepsEveryMember) {
  User user = UserNamed("pool", AwkwardText());
  user.document = AwkwardText();
  user.number = Write([&](Users& users) { return users.Insert(user, {}); });
  EXPECT_EQ(AsWritten(Find(AwkwardText())), user);
  EXPECT_EQ(AsWritten(Read([&](const Users& users) { return users.FindByNumber(user.number); })), user);
}

TEST_P(UsersContract, FindsNobodyWhoIsNotThere) {
  const std::int64_t number = Insert("anna");
  EXPECT_EQ(Find("Anna"), std::nullopt);
  EXPECT_EQ(Find("anna", "other"), std::nullopt);
  EXPECT_EQ(Find("anna", "none"), std::nullopt);
  EXPECT_EQ(Read([&](const Users& users) { return users.FindByNumber(number + 1); }), std::nullopt);
  EXPECT_EQ(Read([&](const Users& users) { return users.FindRevision(number + 1); }), std::nullopt);
}

TEST_P(UsersContract, TellsTheRevisionAlone) {
  User user = UserNamed("pool", "anna");
  user.number = Insert("anna");
  const auto revision = [&] { return Read([&](const Users& users) { return users.FindRevision(user.number); }); };
  const std::int64_t before = Find("anna").value().revision;
  EXPECT_EQ(revision(), before);
  Write([&](Users& users) { return users.Update(user, {}); });
  EXPECT_NE(revision(), before);
  EXPECT_EQ(revision(), Find("anna").value().revision);
  Write([&](Users& users) { return users.Delete(user.number); });
  EXPECT_EQ(revision(), std::nullopt);
}

TEST_P(UsersContract, TellsNoRevisionOfAUserWhosePoolIsGone) {
  const std::int64_t number = Insert("anna");
  store().Write([](Transaction& transaction) { transaction.user_pools().Delete("pool"); });
  EXPECT_EQ(Read([&](const Users& users) { return users.FindRevision(number); }), std::nullopt);
}

TEST_P(UsersContract, InsertsIntoPoolsThatExistOnly) { EXPECT_THROW(Insert("anna", {}, "none"), std::logic_error); }

TEST_P(UsersContract, HasEachUsernameOnceInAPool) {
  Insert("anna");
  EXPECT_THROW(Insert("anna"), Conflict);
  EXPECT_NO_THROW(Insert("anna", {}, "other"));
}

TEST_P(UsersContract, DrawsNumbersInTheOrderOfCreationAndNoneAgain) {
  const std::int64_t first = Insert("anna");
  const std::int64_t second = Insert("bert", {}, "other");
  EXPECT_GT(first, 0);
  EXPECT_GT(second, first);
  Write([&](Users& users) { return users.Delete(second); });
  EXPECT_GT(Insert("carl"), second);
}

TEST_P(UsersContract, DrawsNoNumberAgainAfterTheContentsWereReplaced) {
  TemporaryDirectory directory;
  const std::unique_ptr<Store> seeded = GetParam().open(directory);
  seeded->Write([](Transaction& transaction) { transaction.user_pools().Insert(PoolNamed("pool")); });
  Insert("anna");
  const std::int64_t last = Insert("bert");
  store().ReplaceContentsWith(*seeded);
  EXPECT_GT(Insert("carl"), last);
}

TEST_P(UsersContract, OverwritesDocumentAndDateAlone) {
  User user = UserNamed("pool", "anna");
  user.number = Insert("anna", {Alias("a@x")});
  const std::int64_t revision = Find("anna")->revision;
  User changed = UserNamed("elsewhere", "renamed");
  changed.number = user.number;
  changed.creation_millis = 1;
  changed.document = "new";
  changed.last_modified_millis = 2;
  EXPECT_TRUE(Write([&](Users& users) { return users.Update(changed, {Alias("a@x")}); }));
  user.document = "new";
  user.last_modified_millis = 2;
  EXPECT_EQ(AsWritten(Find("anna")), user);
  EXPECT_NE(Find("anna")->revision, revision);
  EXPECT_EQ(Read([&](const Users& users) { return users.FindRevision(user.number); }), Find("anna")->revision);
  EXPECT_EQ(ByAlias("a@x"), "anna");
  changed.number += 1;
  EXPECT_FALSE(Write([&](Users& users) { return users.Update(changed, {Alias("b@x")}); }));
  EXPECT_EQ(ByAlias("b@x"), "nobody");
}

TEST_P(UsersContract, FindsByTheValuesOfTheLastUpdateOnly) {
  User user = UserNamed("pool", "anna");
  user.number = Insert("anna", {Alias("old@x"), {.name = "phone", .value = "1", .is_alias = false}});
  Write([&](Users& users) { return users.Update(user, {Alias("new@x")}); });
  EXPECT_EQ(ByAlias("old@x"), "nobody");
  EXPECT_EQ(ByAlias("new@x"), "anna");
  EXPECT_EQ(Read([&](const Users& users) { return users.ValuesOf(user.number); }), std::vector{Alias("new@x")});
  EXPECT_EQ(ByValue("old@x"), Names{});
}

TEST_P(UsersContract, LetsAValueBecomeAnAliasAndBack) {
  User user = UserNamed("pool", "anna");
  user.number = Insert("anna", {Email("a@x")});
  EXPECT_EQ(ByAlias("a@x"), "nobody");
  Write([&](Users& users) { return users.Update(user, {Alias("a@x")}); });
  EXPECT_EQ(ByAlias("a@x"), "anna");
  Write([&](Users& users) { return users.Update(user, {Email("a@x")}); });
  EXPECT_EQ(ByAlias("a@x"), "nobody");
  EXPECT_EQ(ByValue("a@x"), Names{"anna=a@x"});
}

TEST_P(UsersContract, HasEachAliasOnceInAPool) {
  Insert("anna", {Alias("a@x")});
  EXPECT_THROW(Insert("bert", {Alias("a@x")}), Conflict);
  EXPECT_EQ(Find("bert"), std::nullopt);
  Insert("bert", {Email("a@x")});
  Insert("carl", {{.name = "phone", .value = "a@x", .is_alias = true}});
  Insert("dora", {Alias("a@x")}, "other");
  User bert = *Find("bert");
  EXPECT_THROW(Write([&](Users& users) { return users.Update(bert, {Alias("a@x")}); }), Conflict);
  EXPECT_EQ(ByAlias("a@x"), "anna");
  EXPECT_EQ(ByAlias("a@x", "other"), "dora");
}

TEST_P(UsersContract, HandsAnAliasOverInOneWrite) {
  Insert("anna", {Alias("a@x")});
  Insert("bert", {Email("a@x")});
  Write([&](Users& users) {
    users.Update(*users.Find("pool", "anna"), {Email("a@x")});
    return users.Update(*users.Find("pool", "bert"), {Alias("a@x")});
  });
  EXPECT_EQ(ByAlias("a@x"), "bert");
}

TEST_P(UsersContract, ListsByUsernameInPagesThatSurviveChanges) {
  for (const char* name : {"b", "a", "c", "B", "ab", "abc"}) {
    Insert(name);
  }
  Insert("zed", {}, "other");
  EXPECT_EQ(List("", ""), (Names{"B", "a", "ab", "abc", "b", "c"}));
  EXPECT_EQ(List("", "", 2), (Names{"B", "a"}));
  Write([](Users& users) { return users.Delete(users.Find("pool", "a")->number); });
  EXPECT_EQ(List("", "a", 2), (Names{"ab", "abc"}));
}

TEST_P(UsersContract, ListsByThePrefixOfUsernames) {
  for (const std::string name : {"a", "ab", "abc", "ac", "b", "a\xFF", "a\xFF\xFFz", "\xFF", "\xFF\xFF"}) {
    Insert(name);
  }
  EXPECT_EQ(List("ab", ""), (Names{"ab", "abc"}));
  EXPECT_EQ(List("ab", "ab"), (Names{"abc"}));
  EXPECT_EQ(List("ab", "abc"), Names{});
  EXPECT_EQ(List("ab", "b"), Names{});
  EXPECT_EQ(List("ab", "a"), (Names{"ab", "abc"}));
  EXPECT_EQ(List("a\xFF", ""), (Names{"a\xFF", "a\xFF\xFFz"}));
  EXPECT_EQ(List("\xFF", ""), (Names{"\xFF", "\xFF\xFF"}));
}

TEST_P(UsersContract, ListsByValueInTheOrderOfNumbers) {
  const std::int64_t anna = Insert("zoe", {Email("x")});
  Insert("bert", {Email("x")});
  Insert("carl", {Email("xy")});
  Insert("dora", {{.name = "phone", .value = "x", .is_alias = false}});
  Insert("emma", {Email("x")}, "other");
  EXPECT_EQ(ByValue("x"), (Names{"zoe=x", "bert=x"}));
  EXPECT_EQ(ByValue("x", {}, 1), (Names{"zoe=x"}));
  EXPECT_EQ(ByValue("x", SearchMark{"x", anna}), (Names{"bert=x"}));
  EXPECT_EQ(ByValue("x", SearchMark{"w", anna}), (Names{"zoe=x", "bert=x"}));
  EXPECT_EQ(ByValue("x", SearchMark{"y", 0}), Names{});
}

TEST_P(UsersContract, ListsByThePrefixOfValuesInTheOrderOfValuesThenOfNumbers) {
  Insert("a", {Email("xb")});
  const std::int64_t b = Insert("b", {Email("xa")});
  Insert("c", {Email("xa")});
  Insert("d", {Email("x")});
  Insert("e", {Email("y")});
  Insert("f", {Email("w")});
  Insert("g", {Email("x\xFF")});
  EXPECT_EQ(ByPrefix("x"), (Names{"d=x", "b=xa", "c=xa", "a=xb", "g=x\xFF"}));
  EXPECT_EQ(ByPrefix("x", {}, 2), (Names{"d=x", "b=xa"}));
  EXPECT_EQ(ByPrefix("x", SearchMark{"xa", b}), (Names{"c=xa", "a=xb", "g=x\xFF"}));
  EXPECT_EQ(ByPrefix("x\xFF"), (Names{"g=x\xFF"}));
  EXPECT_EQ(ByPrefix("", {}, 1), (Names{"f=w"}));
  EXPECT_EQ(ByPrefix("x", SearchMark{"y", std::numeric_limits<std::int64_t>::max()}), Names{});
}

TEST_P(UsersContract, CountsThoseOfAPool) {
  EXPECT_EQ(Count(), 0U);
  const std::int64_t anna = Insert("anna");
  Insert("bert");
  Insert("carl", {}, "other");
  EXPECT_EQ(Count(), 2U);
  Write([&](Users& users) { return users.Delete(anna); });
  EXPECT_EQ(Count(), 1U);
  EXPECT_EQ(Count("other"), 1U);
  EXPECT_EQ(Count("none"), 0U);
}

TEST_P(UsersContract, FreesEverythingOfWhomItDeletes) {
  const std::int64_t anna = Insert("anna", {Alias("a@x")});
  EXPECT_TRUE(Write([&](Users& users) { return users.Delete(anna); }));
  EXPECT_FALSE(Write([&](Users& users) { return users.Delete(anna); }));
  EXPECT_EQ(Find("anna"), std::nullopt);
  EXPECT_EQ(ByAlias("a@x"), "nobody");
  EXPECT_EQ(ByPrefix(""), Names{});
  EXPECT_NO_THROW(Insert("anna", {Alias("a@x")}));
}

}  // namespace
}  // namespace rockpool::storage::testing
