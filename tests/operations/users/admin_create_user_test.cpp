#include <gtest/gtest.h>

#include "tests/operations/users/users.h"
#include "tests/support/watched_store.h"

namespace rockpool::support {
namespace {

using AdminCreateUser = PoolTest<UsersPool>;

constexpr const char* kCodesFirst = R"(,"Policies":{"SignInPolicy":{"AllowedFirstAuthFactors":["PASSWORD","EMAIL_OTP"]}})";

TEST_F(AdminCreateUser, AnswersWithTheUserWhoHasToChangeThePassword) {
  EXPECT_EQ(pool.Of("AdminCreateUser", "ada",
                    R"("TemporaryPassword":"Secret-1",)" + Attributes({{"email", "ada@example.com"}, {"email_verified", "true"}}) + "," +
                        FixedSub(kSub))
                .body,
            R"({"User":{"Attributes":[{"Name":"sub","Value":"11111111-2222-4333-8444-555555555555"},)"
            R"({"Name":"email","Value":"ada@example.com"},{"Name":"email_verified","Value":"true"}],"Enabled":true,)"
            R"("UserCreateDate":1700000000.000,"UserLastModifiedDate":1700000000.000,"UserStatus":"FORCE_CHANGE_PASSWORD",)"
            R"("Username":"ada"}})");
}

TEST_F(AdminCreateUser, TellsAPoolThatTheCallerHasNot) {
  EXPECT_EQ(OutcomeOf(pool.CallAs({.access_key = "210987654321"}, "AdminCreateUser", R"("Username":"ada")")), NoSuchPool(pool.id()));
}

TEST_F(AdminCreateUser, DrawsASubForEach) {
  pool.Add("ada");
  pool.Add("bob");
  EXPECT_NE(pool.Of("AdminGetUser", "ada").TextAt("UserAttributes.0.Value"),
            pool.Of("AdminGetUser", "bob").TextAt("UserAttributes.0.Value"));
  const Answer odd = pool.Of("AdminCreateUser", "eve", FixedSub("no-uuid"));
  EXPECT_NE(odd.TextAt("User.Attributes.0.Value"), "no-uuid");
}

TEST_F(AdminCreateUser, AsksForNoRequiredAttribute) {
  const UsersPool strict(service, R"(,"Schema":[{"Name":"email","Required":true}])");
  EXPECT_EQ(strict.TryOf("AdminCreateUser", "ada"), kOk);
}

TEST_F(AdminCreateUser, LeavesOutTheFlagThatItIsNotGiven) {
  pool.Add("ada", Attributes({{"email", "ada@example.com"}}));
  EXPECT_EQ(pool.AttributesOf("ada"), "email=ada@example.com");
}

TEST_F(AdminCreateUser, TakesOfAnAttributeThatIsGivenTwiceTheLast) {
  pool.Add("ada", Attributes({{"nickname", "a"}, {"email", "a@example.com"}, {"nickname", "b"}}));
  EXPECT_EQ(pool.AttributesOf("ada"), "nickname=b email=a@example.com");
}

// The errors in AWS's order: each call breaks all later rules too.
TEST_F(AdminCreateUser, TellsTheFirstRuleThatIsBroken) {
  const UsersPool named(service, kNamedByEmail);
  named.Add("ada@example.com");
  const auto try_with = [&](const char* name, const std::vector<std::pair<std::string, std::string>>& attributes, const char* password) {
    return named.TryOf("AdminCreateUser", name, Attributes(attributes) + R"(,"TemporaryPassword":")" + password + '"');
  };
  EXPECT_EQ(try_with("ada", {{"custom:x", "1"}, {"sub", kSub}}, "short"), "InvalidParameterException: Username should be an email.");
  EXPECT_EQ(try_with("ada@example.com", {{"custom:x", "1"}, {"phone_number", "1"}, {"sub", kSub}}, "short"),
            "InvalidParameterException: Attributes did not conform to the schema: custom:x: Attribute does not exist in the schema.\n");
  EXPECT_EQ(try_with("ada@example.com", {{"birthdate", "1"}, {"phone_number", "1"}, {"sub", kSub}}, "short"),
            "InvalidParameterException: Invalid phone number format.");
  EXPECT_EQ(try_with("ada@example.com", {{"birthdate", "1"}, {"sub", kSub}}, "short"),
            "InvalidParameterException: Attributes did not conform to the schema: birthdate: String must be at least 10 characters long\n");
  EXPECT_EQ(try_with("ada@example.com", {{"sub", kSub}}, "short"),
            "InvalidParameterException: Cannot modify the non-mutable attribute sub");
  EXPECT_EQ(try_with("ada@example.com", {}, "short"),
            "InvalidPasswordException: Password did not conform with password policy: Password not long enough");
  EXPECT_EQ(try_with("ada@example.com", {}, "Secret-1"), "UsernameExistsException: An account with the given email already exists.");
}

// Documented; the texts are assumed.
TEST_F(AdminCreateUser, VerifiesNoAddressThatItIsNotGiven) {
  EXPECT_EQ(pool.TryOf("AdminCreateUser", "ada", Attributes({{"email_verified", "true"}})),
            "InvalidParameterException: Email is required to verify/un-verify an email");
  EXPECT_EQ(pool.TryOf("AdminCreateUser", "ada", Attributes({{"email", "a@example.com"}, {"phone_number_verified", "True"}})),
            "InvalidParameterException: Phone Number is required to verify/un-verify a phone number");
  EXPECT_EQ(pool.TryOf("AdminCreateUser", "ada", Attributes({{"email_verified", "false"}})), kOk);
}

TEST_F(AdminCreateUser, RefusesNamesThatLookLikeAnAliasInPoolsWithSuchAliases) {
  const UsersPool aliases(service, kAliases);
  EXPECT_EQ(aliases.TryOf("AdminCreateUser", "ada@example.com"),
            "InvalidParameterException: Username cannot be of email format, since user pool is configured for email alias.");
  EXPECT_EQ(aliases.TryOf("AdminCreateUser", "+15551234567"),
            "InvalidParameterException: Username cannot be of phone number format, since user pool is configured for phone number alias.");
  EXPECT_EQ(pool.TryOf("AdminCreateUser", "ada@example.com"), kOk);
}

TEST_F(AdminCreateUser, KeepsUsersWhomAnAddressNamesUnderTheirSub) {
  const UsersPool named(service, R"(,"UsernameAttributes":["email","phone_number"])");
  const Answer by_email = named.Of("AdminCreateUser", "ada@example.com", FixedSub(kSub));
  EXPECT_EQ(by_email.TextAt("User.Username"), kSub);
  EXPECT_EQ(named.AttributesOf(kSub), "email=ada@example.com");
  const Answer by_phone = named.Of("AdminCreateUser", "+15551234567", FixedSub(kOtherSub));
  EXPECT_EQ(by_phone.TextAt("User.Username"), kOtherSub);
  EXPECT_EQ(named.AttributesOf("+15551234567"), "phone_number=+15551234567");
  EXPECT_EQ(named.TryOf("AdminCreateUser", "ada"), "InvalidParameterException: Username should be either an email or a phone number.");
}

TEST_F(AdminCreateUser, RefusesNamesThatAreTaken) {
  pool.Add("ada", FixedSub(kSub));
  EXPECT_EQ(pool.TryOf("AdminCreateUser", "ada"), "UsernameExistsException: User account already exists");
  EXPECT_EQ(pool.TryOf("AdminCreateUser", "bob", FixedSub(kSub)), "UsernameExistsException: User account already exists");
  EXPECT_EQ(pool.TryOf("AdminCreateUser", "Ada"), kOk);
  const UsersPool named(service, R"(,"UsernameAttributes":["phone_number"])");
  named.Add("+15551234567");
  EXPECT_EQ(named.TryOf("AdminCreateUser", "+15551234567", R"("ForceAliasCreation":true)"),
            "UsernameExistsException: An account with the given phone_number already exists.");
}

TEST_F(AdminCreateUser, GivesANameAndAnAliasToOneOfTwoWhoWantThemAtOnce) {
  std::string first;
  WatchedStore::BeforeNextWrite([&] { first = pool.TryOf("AdminCreateUser", "ada"); });
  EXPECT_EQ(pool.TryOf("AdminCreateUser", "ada"), "UsernameExistsException: User account already exists");
  EXPECT_EQ(first, kOk);
  const UsersPool aliases(service, kAliases);
  const std::string verified = Attributes({{"email", "a@example.com"}, {"email_verified", "true"}});
  WatchedStore::BeforeNextWrite([&] { first = aliases.TryOf("AdminCreateUser", "bob", verified); });
  EXPECT_EQ(aliases.TryOf("AdminCreateUser", "eve", verified), "AliasExistsException: An account with the given email already exists.");
  EXPECT_EQ(first, kOk);
  EXPECT_EQ(aliases.TryOf("AdminGetUser", "eve"), "UserNotFoundException: User does not exist.");
}

TEST_F(AdminCreateUser, ComparesNamesWithoutCaseWherePoolsSaySo) {
  const UsersPool folding(service, kIgnoringCase);
  const Answer ada = folding.Of("AdminCreateUser", "Ada");
  EXPECT_EQ(ada.TextAt("User.Username"), "ada");
  EXPECT_EQ(folding.TryOf("AdminCreateUser", "ADA"), "UsernameExistsException: User account already exists");
  EXPECT_EQ(folding.TryOf("AdminGetUser", "aDa"), kOk);
}

TEST_F(AdminCreateUser, TakesAnAliasFromItsHolderOnlyIfItIsToldTo) {
  const UsersPool aliases(service, kAliases);
  const std::string verified = Attributes({{"email", "ada@example.com"}, {"email_verified", "true"}});
  aliases.Add("ada", verified);
  EXPECT_EQ(aliases.TryOf("AdminCreateUser", "bob", verified), "AliasExistsException: An account with the given email already exists.");
  EXPECT_EQ(aliases.TryOf("AdminCreateUser", "bob", verified + R"(,"ForceAliasCreation":false)"),
            "AliasExistsException: An account with the given email already exists.");
  EXPECT_EQ(aliases.Of("AdminGetUser", "ada@example.com").TextAt("Username"), "ada");
  EXPECT_EQ(aliases.TryOf("AdminCreateUser", "bob", verified + R"(,"ForceAliasCreation":true)"), kOk);
  EXPECT_EQ(aliases.Of("AdminGetUser", "ada@example.com").TextAt("Username"), "bob");
  EXPECT_EQ(aliases.AttributesOf("ada"), "email=ada@example.com email_verified=false");
}

TEST_F(AdminCreateUser, LeavesAliasesAloneThatItDoesNotVerify) {
  const UsersPool aliases(service, kAliases);
  aliases.Add("ada", Attributes({{"email", "ada@example.com"}, {"email_verified", "true"}}));
  EXPECT_EQ(aliases.TryOf("AdminCreateUser", "bob", Attributes({{"email", "ada@example.com"}}) + R"(,"ForceAliasCreation":true)"), kOk);
  EXPECT_EQ(aliases.Of("AdminGetUser", "ada@example.com").TextAt("Username"), "ada");
  EXPECT_EQ(aliases.AttributesOf("ada"), "email=ada@example.com email_verified=true");
}

TEST_F(AdminCreateUser, ConfirmsAtOnceWhoNeedsNoPassword) {
  const UsersPool passwordless(service, kCodesFirst);
  EXPECT_EQ(passwordless.Of("AdminCreateUser", "ada", Attributes({{"email", "ada@example.com"}})).TextAt("User.UserStatus"), "CONFIRMED");
  EXPECT_EQ(passwordless.Of("AdminCreateUser", "bob", R"("TemporaryPassword":"Secret-1")").TextAt("User.UserStatus"),
            "FORCE_CHANGE_PASSWORD");
  const auto has_password = [&](const char* name) {
    return service.world().store.Read([&](const storage::Transaction& transaction) {
      return transaction.credentials().Find(transaction.users().Find(passwordless.id(), name)->number).password.has_value();
    });
  };
  EXPECT_FALSE(has_password("ada"));
  EXPECT_TRUE(has_password("bob"));
  EXPECT_EQ(passwordless.Of("AdminCreateUser", "eve", R"("TemporaryPassword":"")").TextAt("User.UserStatus"), "CONFIRMED");
  EXPECT_FALSE(has_password("eve"));
  EXPECT_EQ(pool.Of("AdminCreateUser", "eve", R"("TemporaryPassword":"")").TextAt("User.UserStatus"), "FORCE_CHANGE_PASSWORD");
}

TEST_F(AdminCreateUser, TakesTheAddressFromTheNameWhateverTheAttributesSay) {
  const UsersPool named(service, kNamedByEmail);
  named.Add("ada@example.com", JoinedMembers(FixedSub(kSub), Attributes({{"email", "other@example.com"}, {"name", "Ada"}})));
  EXPECT_EQ(named.AttributesOf(kSub), "email=ada@example.com name=Ada");
}

TEST_F(AdminCreateUser, RefusesNamesThatFindSomebodyElse) {
  const UsersPool aliases(service, kAliases);
  aliases.Add("ada", JoinedMembers(FixedSub(kSub), Attributes({{"preferred_username", "countess"}})));
  EXPECT_EQ(aliases.TryOf("AdminCreateUser", "countess"), "UsernameExistsException: User account already exists");
  EXPECT_EQ(aliases.TryOf("AdminCreateUser", kSub), "UsernameExistsException: User account already exists");
  EXPECT_EQ(aliases.TryOf("AdminCreateUser", "bob", Attributes({{"preferred_username", "ada"}})),
            "AliasExistsException: An account with the given preferred_username already exists.");
}

}  // namespace
}  // namespace rockpool::support
