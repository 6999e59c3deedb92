#include "server/accounts/names.h"

#include <gtest/gtest.h>

#include <stdexcept>
#include <string>
#include <string_view>

#include "tests/support/refusal.h"
#include "tests/unit/accounts/pools.h"

namespace rockpool::accounts {
namespace {

const pools::PoolInUse kPlain = PoolOf("{}");
const pools::PoolInUse kAliases = PoolOf(R"({"AliasAttributes":["email","phone_number","preferred_username"]})");
const pools::PoolInUse kByEmail = PoolOf(R"({"UsernameAttributes":["email"]})");
const pools::PoolInUse kByPhone = PoolOf(R"({"UsernameAttributes":["phone_number"]})");
const pools::PoolInUse kByBoth = PoolOf(R"({"UsernameAttributes":["phone_number","email"]})");
const pools::PoolInUse kFolding =
    PoolOf(R"({"UsernameConfiguration":{"CaseSensitive":false},"AliasAttributes":["email","preferred_username"]})");

constexpr const char* kSub = "11111111-2222-4333-8444-555555555555";

// Like "ada", "<sub> email=a@example.com", or the refusal.
std::string Named(const pools::PoolInUse& pool, std::string_view name) {
  std::string named;
  const std::string refusal = support::RefusalOf([&] {
    const NewName made = NameNewUser(pool, name, kSub);
    named = made.username + (made.attribute ? " " + made.attribute->Name + "=" + made.attribute->Value.value_or("") : "");
  });
  return refusal == "accepted" ? named : refusal;
}

TEST(NewName, IsAsItIsGivenInAPlainPool) {
  for (const char* name : {"ada", "Ada", "a@example.com", "+15551234567", kSub, "\u4eba"}) {
    EXPECT_EQ(Named(kPlain, name), name);
  }
}

TEST(NewName, IsInSmallLettersWhereCaseIsNotToldApart) { EXPECT_EQ(Named(kFolding, "AdaL"), "adal"); }

TEST(NewName, DoesNotLookLikeAnAliasOfThePool) {
  EXPECT_EQ(Named(kAliases, "ada"), "ada");
  EXPECT_EQ(Named(kAliases, "a@example.com"),
            "InvalidParameterException: Username cannot be of email format, since user pool is configured for email alias.");
  EXPECT_EQ(Named(kAliases, "+15551234567"),
            "InvalidParameterException: Username cannot be of phone number format, since user pool is configured for phone number alias.");
  EXPECT_EQ(Named(kFolding, "+15551234567"), "+15551234567") << "phone numbers are no aliases there";
}

TEST(NewName, IsTheSubWhereAnAddressNamesTheUser) {
  const std::string sub = kSub;
  EXPECT_EQ(Named(kByEmail, "A@example.com"), sub + " email=A@example.com");
  EXPECT_EQ(Named(kByPhone, "+15551234567"), sub + " phone_number=+15551234567");
  EXPECT_EQ(Named(kByBoth, "a@example.com"), sub + " email=a@example.com");
  EXPECT_EQ(Named(kByBoth, "+15551234567"), sub + " phone_number=+15551234567");
  EXPECT_EQ(Named(kByEmail, "ada"), "InvalidParameterException: Username should be an email.");
  EXPECT_EQ(Named(kByEmail, "+15551234567"), "InvalidParameterException: Username should be an email.");
  EXPECT_EQ(Named(kByPhone, "a@example.com"), "InvalidParameterException: Username should be a phone number.");
  EXPECT_EQ(Named(kByBoth, "ada"), "InvalidParameterException: Username should be either an email or a phone number.");
}

// The users of a pool in a store of its own.
class Users {
 public:
  explicit Users(const pools::PoolInUse& pool) : pool_(pool), store_(StoreWith(pool)) {}

  void Add(User user) {
    store_->Write([&](storage::Transaction& transaction) { Insert(transaction, pool_, user); });
  }
  // The username of whom the name finds, or "nobody".
  std::string Find(std::string_view name) const {
    return store_->Read([&](const storage::Transaction& transaction) {
      const auto found = FindUser(transaction, pool_, name);
      return found ? found->username() : "nobody";
    });
  }
  std::string Holder(const User& user, std::string_view attribute) const {
    return store_->Read([&](const storage::Transaction& transaction) {
      const auto found = FindHolderOfAlias(transaction, pool_, user, attribute);
      return found ? found->username() : "nobody";
    });
  }
  std::string Claim(const User& user, bool force) {
    return support::RefusalOf(
        [&] { store_->Write([&](storage::Transaction& transaction) { ClaimAliases(transaction, pool_, kNow, user, force); }); });
  }
  bool IsVerified(std::string_view username) const {
    return store_->Read(
        [&](const storage::Transaction& transaction) { return accounts::IsVerified(RequireUser(transaction, pool_, username), "email"); });
  }

 private:
  const pools::PoolInUse& pool_;
  std::unique_ptr<storage::Store> store_;
};

const std::vector<api::AttributeType> kVerified = {
    {"email", "a@example.com"}, {"email_verified", "true"}, {"phone_number", "+15551234567"}, {"phone_number_verified", "True"}};

TEST(UserNames, FindByUsernameAndSub) {
  Users users(kPlain);
  users.Add(UserOf(kPlain, "ada", kVerified));
  EXPECT_EQ(users.Find("ada"), "ada");
  EXPECT_EQ(users.Find("sub-of-ada"), "ada");
  EXPECT_EQ(users.Find("Ada"), "nobody");
  EXPECT_EQ(users.Find("a@example.com"), "nobody") << "no alias of this pool";
}

TEST(UserNames, FindByAliasesOnceTheyAreVerified) {
  Users users(kAliases);
  users.Add(UserOf(kAliases, "ada", kVerified));
  users.Add(UserOf(kAliases, "bob", {{"email", "b@example.com"}, {"email_verified", "false"}, {"phone_number", "+15550000000"}}));
  EXPECT_EQ(users.Find("a@example.com"), "ada");
  EXPECT_EQ(users.Find("A@example.com"), "nobody");
  EXPECT_EQ(users.Find("+15551234567"), "ada");
  EXPECT_EQ(users.Find("b@example.com"), "nobody");
  EXPECT_EQ(users.Find("+15550000000"), "nobody");
}

TEST(UserNames, FindByPreferredUsernameOnceTheUserIsConfirmed) {
  Users users(kAliases);
  users.Add(UserOf(kAliases, "ada", {{"preferred_username", "countess"}}));
  users.Add(UserOf(kAliases, "bob", {{"preferred_username", "bobby"}}, api::UserStatusType::UNCONFIRMED));
  EXPECT_EQ(users.Find("countess"), "ada");
  EXPECT_EQ(users.Find("bobby"), "nobody");
}

TEST(UserNames, FindByAnUnverifiedAddressThatNamesTheUser) {
  Users users(kByBoth);
  users.Add(UserOf(kByBoth, kSub, {{"email", "a@example.com"}, {"phone_number", "+15551234567"}}));
  for (const char* name : {kSub, "a@example.com", "+15551234567"}) {
    EXPECT_EQ(users.Find(name), kSub);
  }
}

TEST(UserNames, IgnoreCaseWhereThePoolDoesButNotInSubs) {
  Users users(kFolding);
  users.Add(UserOf(kFolding, "ada", {{"email", "Ada@Example.com"}, {"email_verified", "true"}, {"preferred_username", "Countess"}}));
  for (const char* name : {"ADA", "ada@example.COM", "cOUNTESS", "sub-of-ada"}) {
    EXPECT_EQ(users.Find(name), "ada") << name;
  }
  EXPECT_EQ(users.Find("SUB-OF-ADA"), "nobody");
}

TEST(UserNames, AreToldApartHoweverLongTheyAre) {
  const std::string begin(2047, 'x');  // an attribute takes one character more
  for (const pools::PoolInUse& pool : {kAliases, kFolding}) {
    Users users(pool);
    users.Add(UserOf(pool, "ada", {{"preferred_username", begin + "a"}}));
    EXPECT_EQ(users.Find(begin + "a"), "ada");
    EXPECT_EQ(users.Find(begin + "b"), "nobody");
    const User bob = UserOf(pool, "bob", {{"preferred_username", begin + "b"}});
    EXPECT_EQ(users.Holder(bob, "preferred_username"), "nobody");
    EXPECT_EQ(users.Claim(bob, false), "accepted");
    users.Add(bob);
    EXPECT_EQ(users.Find(begin + "b"), "bob");
    EXPECT_EQ(users.Holder(UserOf(pool, "eve", {{"preferred_username", begin + "a"}}), "preferred_username"), "ada");
    EXPECT_EQ(users.Claim(UserOf(pool, "eve", {{"preferred_username", begin + "a"}}), false),
              "AliasExistsException: An account with the given preferred_username already exists.");
  }
}

TEST(UserNames, OfGreatLengthIgnoreCaseWhereThePoolDoes) {
  const std::string begin(800, 'x');
  Users users(kFolding);
  users.Add(UserOf(kFolding, "ada", {{"preferred_username", begin + "A"}}));
  EXPECT_EQ(users.Find(begin + "a"), "ada");
}

TEST(Alias, HasOneHolder) {
  Users users(kAliases);
  const User ada = UserOf(kAliases, "ada", kVerified);
  users.Add(ada);
  EXPECT_EQ(users.Holder(UserOf(kAliases, "bob", kVerified), "email"), "ada");
  EXPECT_EQ(users.Holder(ada, "email"), "nobody") << "nobody else";
  EXPECT_EQ(users.Holder(UserOf(kAliases, "bob"), "email"), "nobody");
}

TEST(Alias, IsTakenFromItsHolderByForceAlone) {
  Users users(kAliases);
  users.Add(UserOf(kAliases, "ada", {{"email", "a@example.com"}, {"email_verified", "true"}}));
  const User bob = UserOf(kAliases, "bob", {{"email", "a@example.com"}, {"email_verified", "true"}});
  EXPECT_EQ(users.Claim(bob, false), "AliasExistsException: An account with the given email already exists.");
  EXPECT_TRUE(users.IsVerified("ada"));
  EXPECT_EQ(users.Claim(bob, true), "accepted");
  EXPECT_FALSE(users.IsVerified("ada"));
  users.Add(bob);
  EXPECT_EQ(users.Find("a@example.com"), "bob");
}

TEST(Alias, IsNotClaimedByAnUnverifiedAddress) {
  Users users(kAliases);
  users.Add(UserOf(kAliases, "ada", kVerified));
  EXPECT_EQ(users.Claim(UserOf(kAliases, "bob", {{"email", "a@example.com"}}), true), "accepted");
  EXPECT_TRUE(users.IsVerified("ada"));
}

TEST(Alias, IsNeverTakenWhereItNamesTheUser) {
  Users users(kByEmail);
  users.Add(UserOf(kByEmail, "one", {{"email", "a@example.com"}}));
  EXPECT_EQ(users.Claim(UserOf(kByEmail, "two", {{"email", "a@example.com"}}), true),
            "AliasExistsException: An account with the given email already exists.");
}

TEST(Alias, OfAPreferredUsernameIsNeverTaken) {
  Users users(kAliases);
  users.Add(UserOf(kAliases, "ada", {{"preferred_username", "a"}}));
  EXPECT_EQ(users.Claim(UserOf(kAliases, "bob", {{"preferred_username", "a"}}), true),
            "AliasExistsException: An account with the given preferred_username already exists.");
}

TEST(SeenUser, IsNotTheNextOneOfHisName) {
  const auto store = StoreWith(kPlain);
  User ada = UserOf(kPlain, "ada");
  User next = UserOf(kPlain, "ada");
  store->Write([&](storage::Transaction& transaction) { Insert(transaction, kPlain, ada); });
  const auto still = [&](const User& seen) {
    return support::RefusalOf([&] { store->Read([&](const storage::Transaction& transaction) { RequireStill(transaction, seen); }); });
  };
  EXPECT_EQ(still(ada), "accepted");
  store->Write([&](storage::Transaction& transaction) {
    Delete(transaction, ada);
    Insert(transaction, kPlain, next);
  });
  EXPECT_EQ(still(ada), "UserNotFoundException: User does not exist.");
  EXPECT_EQ(still(next), "accepted");
}

TEST(SeenUser, IsAsTheStoreHasHim) {
  const auto store = StoreWith(kPlain);
  User ada = UserOf(kPlain, "ada", {{"name", "Ada"}});
  store->Write([&](storage::Transaction& transaction) { Insert(transaction, kPlain, ada); });
  const auto name_of = [&](const User& seen) {
    const auto still = store->Read([&](const storage::Transaction& transaction) { return FindStill(transaction, seen); });
    return *FindAttribute(still.value(), "name");
  };
  const User seen = store->Read([&](const storage::Transaction& transaction) { return RequireUser(transaction, kPlain, "ada"); });
  EXPECT_EQ(name_of(seen), "Ada");
  const auto rename = [&](User& user, const char* name) {
    store->Write([&](storage::Transaction& transaction) {
      SetAttribute(user, "name", name);
      Save(transaction, kPlain, 1, user);
      if (std::string_view(name) == "Nobody") {
        throw std::runtime_error("taken back");
      }
    });
  };
  User changed = seen;
  rename(changed, "Augusta");
  EXPECT_EQ(name_of(seen), "Augusta") << "whoever changed him";
  EXPECT_EQ(name_of(changed), "Augusta");
  User taken_back = store->Read([&](const storage::Transaction& transaction) { return RequireUser(transaction, kPlain, "ada"); });
  EXPECT_THROW(rename(taken_back, "Nobody"), std::runtime_error);
  EXPECT_EQ(name_of(taken_back), "Augusta") << "what was taken back was not";
}

TEST(SeenUser, IsNotAnotherOneWhoHasHisNumberBehindAReset) {
  const auto store = StoreWith(kPlain);
  User ada = UserOf(kPlain, "ada");
  store->Write([&](storage::Transaction& transaction) { Insert(transaction, kPlain, ada); });
  User before_reset = ada;
  SetAttribute(before_reset, "sub", "another");
  const bool is_found =
      store->Read([&](const storage::Transaction& transaction) { return FindStill(transaction, before_reset).has_value(); });
  EXPECT_FALSE(is_found);
}

}  // namespace
}  // namespace rockpool::accounts
