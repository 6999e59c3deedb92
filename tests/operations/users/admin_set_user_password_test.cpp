#include <gtest/gtest.h>

#include "server/accounts/attempts.h"
#include "server/accounts/names.h"
#include "server/accounts/passwords.h"
#include "server/pools/pool_in_use.h"
#include "tests/operations/users/users.h"
#include "tests/support/users.h"

namespace rockpool::support {
namespace {

class AdminSetUserPassword : public PoolTest<UsersPool> {
 protected:
  std::string Set(const UsersPool& in, const std::string& password, const std::string& more = "") {
    return in.TryOf("AdminSetUserPassword", "ada", TextMember("Password", password) + more);
  }

  storage::Credentials Kept() {
    return service.world().store.Read([&](const storage::Transaction& transaction) {
      return transaction.credentials().Find(transaction.users().Find(pool.id(), "ada")->number);
    });
  }

  bool IsPassword(std::string_view password) {
    const auto in_use = service.world().store.Read(
        [&](const storage::Transaction& transaction) { return pools::UsePoolOf(transaction, service.world().caches, pool.id()); });
    return accounts::IsPassword(*in_use, "ada", password, *Kept().password);
  }
};

TEST_F(AdminSetUserPassword, SetsOneForGood) {
  pool.Add("ada");
  const Answer set = pool.Of("AdminSetUserPassword", "ada", R"("Password":"Secret-2","Permanent":true)");
  EXPECT_EQ(set.body, "{}");
  EXPECT_EQ(pool.StatusOf("ada"), "CONFIRMED");
  EXPECT_TRUE(IsPassword("Secret-2"));
  EXPECT_FALSE(IsPassword("Secret-1"));
}

TEST_F(AdminSetUserPassword, ConfirmsWhoHasOneForGoodWhateverHisStatus) {
  pool.Add("ada");
  for (const auto status : {api::UserStatusType::UNCONFIRMED, api::UserStatusType::CONFIRMED, api::UserStatusType::RESET_REQUIRED,
                            api::UserStatusType::EXTERNAL_PROVIDER, api::UserStatusType::FORCE_CHANGE_PASSWORD}) {
    SetStatus(service, pool.id(), "ada", status);
    EXPECT_EQ(Set(pool, "Secret-2", R"(,"Permanent":true)"), kOk);
    EXPECT_EQ(pool.StatusOf("ada"), "CONFIRMED");
    SetStatus(service, pool.id(), "ada", status);
    EXPECT_EQ(Set(pool, "Secret-3"), kOk);
    EXPECT_EQ(pool.StatusOf("ada"), "FORCE_CHANGE_PASSWORD");
  }
}

TEST_F(AdminSetUserPassword, LeavesTokensAlone) {
  pool.Add("ada");
  const std::string client = pool.AddClient();
  const auto tokens = TokensOf(service, client, "ada");
  for (const char* permanent : {"", R"(,"Permanent":true)"}) {
    ASSERT_EQ(Set(pool, "Secret-2", permanent), kOk);
    EXPECT_EQ(OutcomeOf(service.Call("GetUser", "{" + TextMember("AccessToken", *tokens.AccessToken) + "}")), kOk);
    EXPECT_EQ(OutcomeOf(service.Call(
                  "GetTokensFromRefreshToken",
                  "{" + JoinedMembers(TextMember("ClientId", client), TextMember("RefreshToken", *tokens.RefreshToken)) + "}")),
              kOk);
  }
}

TEST_F(AdminSetUserPassword, SetsATemporaryOneWithAPeriodOfItsOwn) {
  pool.Add("ada");
  ASSERT_EQ(Set(pool, "Secret-2", R"(,"Permanent":true)"), kOk);
  for (const char* temporary : {"", R"(,"Permanent":false)"}) {
    service.clock.Advance(1'000);
    ASSERT_EQ(Set(pool, "Secret-3", temporary), kOk);
    EXPECT_EQ(pool.StatusOf("ada"), "FORCE_CHANGE_PASSWORD");
    EXPECT_EQ(Kept().password_set_millis, service.clock.Now());
  }
}

TEST_F(AdminSetUserPassword, TellsTheFirstRuleOfThePolicyThatIsBroken) {
  pool.Add("ada");
  const std::string begin = "InvalidPasswordException: Password did not conform with policy: ";
  EXPECT_EQ(Set(pool, "short"), begin + "Password not long enough");
  EXPECT_EQ(Set(pool, "longenough"), begin + "Password must have uppercase characters");
  EXPECT_EQ(Set(pool, "LONGENOUGH"), begin + "Password must have lowercase characters");
  EXPECT_EQ(Set(pool, "LongEnough"), begin + "Password must have numeric characters");
  EXPECT_EQ(Set(pool, "LongEnough1"), begin + "Password must have symbol characters");
  EXPECT_EQ(Set(pool, "Long Enough1"), kOk);
  EXPECT_EQ(pool.StatusOf("ada"), "FORCE_CHANGE_PASSWORD");
}

TEST_F(AdminSetUserPassword, TellsBlanksAtTheEndsBeforeAnyLookUp) {
  EXPECT_EQ(pool.Of("AdminSetUserPassword", "nobody", R"("Password":" Secret-1")").ErrorType(), "InvalidParameterException");
}

TEST_F(AdminSetUserPassword, RefusesThePresentAndTheEarlierOnesThatThePolicyNames) {
  const UsersPool strict(service, R"(,"Policies":{"PasswordPolicy":{"MinimumLength":8,"PasswordHistorySize":2}})");
  strict.Add("ada");
  const std::string refused = "PasswordHistoryPolicyViolationException: Password has previously been used";
  EXPECT_EQ(Set(strict, "Secret-1"), refused);
  EXPECT_EQ(Set(strict, "Secret-2", R"(,"Permanent":true)"), kOk);
  EXPECT_EQ(Set(strict, "Secret-1"), refused);
  EXPECT_EQ(Set(strict, "Secret-2"), refused);
  EXPECT_EQ(strict.StatusOf("ada"), "CONFIRMED");
  EXPECT_EQ(Set(strict, "Secret-3"), kOk);
  EXPECT_EQ(Set(strict, "Secret-1"), kOk);
}

TEST_F(AdminSetUserPassword, TakesTheSameAgainWhereThePolicyNamesNone) {
  pool.Add("ada");
  EXPECT_EQ(Set(pool, "Secret-1"), kOk);
  EXPECT_EQ(Set(pool, "Secret-1"), kOk);
}

TEST_F(AdminSetUserPassword, EndsALockout) {
  pool.Add("ada");
  const auto now = service.clock.Now();
  storage::Store& store = service.world().store;
  for (int i = 0; i < 5; ++i) {
    store.Write([&](storage::Transaction& transaction) { accounts::CountWrongPassword(transaction, pool.id(), "ada", now); });
  }
  const auto is_locked = [&] {
    return store.Read(
        [&](const storage::Transaction& transaction) { return transaction.attempts().Find(pool.id(), "ada", "password").has_value(); });
  };
  ASSERT_TRUE(is_locked());
  ASSERT_EQ(Set(pool, "Secret-2"), kOk);
  EXPECT_FALSE(is_locked());
}

TEST_F(AdminSetUserPassword, SendsNothing) {
  pool.Add("ada", Attributes({{"email", "ada@example.com"}}));
  ASSERT_EQ(Set(pool, "Secret-2"), kOk);
  EXPECT_TRUE(pool.Messages().empty());
}

TEST_F(AdminSetUserPassword, ConfirmsNobodyByAPreferredUsernameThatIsTaken) {
  const UsersPool aliases(service, kAliases);
  const std::string preferred = Attributes({{"preferred_username", "countess"}});
  aliases.Add("ada");
  SetStatus(service, aliases.id(), "ada", api::UserStatusType::UNCONFIRMED);
  ASSERT_EQ(aliases.TryOf("AdminUpdateUserAttributes", "ada", preferred), kOk);
  aliases.Add("bob", preferred);
  EXPECT_EQ(Set(aliases, "Secret-2"), "InvalidParameterException: An account with the given preferred_username already exists.");
  EXPECT_EQ(aliases.StatusOf("ada"), "UNCONFIRMED");
}

}  // namespace
}  // namespace rockpool::support
