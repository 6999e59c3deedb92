#include <gtest/gtest.h>

#include <algorithm>

#include "tests/operations/users/users.h"
#include "tests/support/users.h"

namespace rockpool::support {
namespace {

class ListUsers : public PoolTest<UsersPool> {
 protected:
  // The names that the filter, as it stands between the quotes of JSON, lets through.
  static std::string Filtered(const UsersPool& in, const std::string& filter) {
    const Answer answer = in.Call("ListUsers", R"("Filter":")" + filter + '"');
    return answer.status == 200 ? UsersPool::NamesIn(answer) : OutcomeOf(answer);
  }

  // All names, by pages.
  static std::string Paged(const UsersPool& in, int limit, const std::string& more = "") {
    std::string names;
    std::string token;
    do {
      const Answer page = in.Call(
          "ListUsers", R"("Limit":)" + std::to_string(limit) + more + (token.empty() ? "" : "," + TextMember("PaginationToken", token)));
      EXPECT_EQ(OutcomeOf(page), kOk);
      names += (names.empty() ? "" : " ") + UsersPool::NamesIn(page);
      token = page.Has("PaginationToken") ? page.TextAt("PaginationToken") : "";
    } while (!token.empty());
    return names;
  }
};

constexpr const char* kBadFilter = "InvalidParameterException: Error while parsing filter.";
constexpr const char* kBadAttributes = "InvalidParameterException: One or more requested attributes do not exist.";
constexpr const char* kBadToken = "InvalidParameterException: Invalid pagination token given.";

TEST_F(ListUsers, ShowsEachAsItIsWithoutWhatIsNotSet) {
  EXPECT_EQ(pool.Call("ListUsers").body, R"({"Users":[]})");
  pool.Add("ada", FixedSub(kSub) + "," + Attributes({{"nickname", "a"}}));
  EXPECT_EQ(pool.Call("ListUsers").body,
            R"({"Users":[{"Attributes":[{"Name":"sub","Value":"11111111-2222-4333-8444-555555555555"},{"Name":"nickname","Value":"a"}],)"
            R"("Enabled":true,"UserCreateDate":1700000000.000,"UserLastModifiedDate":1700000000.000,)"
            R"("UserStatus":"FORCE_CHANGE_PASSWORD","Username":"ada"}]})");
}

TEST_F(ListUsers, ShowsUsersOfEveryStatusAndTheirMfaOptions) {
  pool.Add("ada", Attributes({{"phone_number", "+15551234567"}}));
  ASSERT_EQ(pool.TryOf("AdminSetUserSettings", "ada", R"("MFAOptions":[{"DeliveryMedium":"SMS","AttributeName":"phone_number"}])"), kOk);
  pool.Add("bob");
  SetStatus(service, pool.id(), "bob", api::UserStatusType::EXTERNAL_PROVIDER);
  pool.Add("eve");
  SetStatus(service, pool.id(), "eve", api::UserStatusType::UNCONFIRMED);
  const Answer all = pool.Call("ListUsers");
  EXPECT_EQ(UsersPool::NamesIn(all), "ada bob eve");
  EXPECT_EQ(UsersPool::NamesIn(all, "UserStatus"), "FORCE_CHANGE_PASSWORD EXTERNAL_PROVIDER UNCONFIRMED");
  EXPECT_EQ(JsonAt(all, "Users.0.MFAOptions"), R"([{"AttributeName":"phone_number","DeliveryMedium":"SMS"}])");
  EXPECT_FALSE(all.Has("Users.1.MFAOptions"));
}

TEST_F(ListUsers, TellsAPoolThatTheCallerHasNot) {
  EXPECT_EQ(OutcomeOf(pool.CallAs({.access_key = "210987654321"}, "ListUsers", R"("Filter":"x")")), NoSuchPool(pool.id()));
}

TEST_F(ListUsers, ShowsEachOnceOnPagesOfAnySize) {
  const UsersPool other(service);
  other.Add("else");
  for (const char* name : {"d", "b", "e", "a", "c"}) {
    pool.Add(name);
  }
  ASSERT_EQ(pool.TryOf("AdminDisableUser", "c"), kOk);
  for (const int limit : {0, 1, 2, 5, 60}) {
    EXPECT_EQ(Paged(pool, limit), "a b c d e") << limit;
  }
  EXPECT_EQ(pool.Of("ListUsers", "x", R"("Limit":61)").ErrorType(), "InvalidParameterException");
}

TEST_F(ListUsers, ShowsSixtyUnlessItIsAskedForFewer) {
  const std::string created = pool.Of("AdminCreateUser", "a").body;
  for (int i = 0; i < 60; ++i) {
    ASSERT_EQ(pool.TryOf("AdminCreateUser", "u" + std::to_string(i)), kOk);
  }
  for (const char* limit : {"", R"("Limit":0)"}) {
    const Answer page = pool.Call("ListUsers", limit);
    EXPECT_EQ(page.At("Users").Size(), 60U);
    EXPECT_TRUE(page.Has("PaginationToken"));
  }
}

TEST_F(ListUsers, KeepsItsPlaceWhileUsersComeAndGo) {
  for (const char* name : {"a", "c", "e"}) {
    pool.Add(name);
  }
  const Answer first = pool.Call("ListUsers", R"("Limit":2)");
  ASSERT_EQ(UsersPool::NamesIn(first), "a c");
  ASSERT_EQ(pool.TryOf("AdminDeleteUser", "c"), kOk);
  pool.Add("b");
  pool.Add("d");
  EXPECT_EQ(UsersPool::NamesIn(pool.Call("ListUsers", TextMember("PaginationToken", first.TextAt("PaginationToken")))), "d e");
}

TEST_F(ListUsers, PagesWhatAFilterFinds) {
  for (const char* name : {"d", "b", "c", "a"}) {
    pool.Add(name, Attributes({{"name", "Same"}, {"email", std::string(name) + "@example.com"}}));
  }
  const std::string same = R"(,"Filter":"name = \"Same\"")";
  std::string names = Paged(pool, 1, same);
  std::ranges::sort(names);
  EXPECT_EQ(names, "   abcd");
  EXPECT_EQ(Paged(pool, 3, same), Paged(pool, 1, same));
  EXPECT_EQ(Paged(pool, 1, R"(,"Filter":"email ^= \"\"")"), "a b c d");
  EXPECT_EQ(Paged(pool, 1, R"(,"Filter":"username ^= \"\"")"), "a b c d");
}

TEST_F(ListUsers, RefusesTokensThatItDidNotIssueForThisList) {
  pool.Add("a");
  pool.Add("b");
  const std::string token = TextMember("PaginationToken", pool.Call("ListUsers", R"("Limit":1)").TextAt("PaginationToken"));
  EXPECT_EQ(pool.Try("ListUsers", token), kOk);
  EXPECT_EQ(pool.Try("ListUsers", R"("PaginationToken":"bad")"), kBadToken);
  EXPECT_EQ(pool.Try("ListUsers", token + R"(,"Filter":"username ^= \"a\"")"), kBadToken);
  EXPECT_EQ(UsersPool(service).Try("ListUsers", token), kBadToken);
}

TEST_F(ListUsers, TellsBadFiltersThenBadAttributesThenBadTokens) {
  EXPECT_EQ(pool.Try("ListUsers", R"("PaginationToken":"bad","AttributesToGet":["custom:x"],"Filter":"x")"), kBadFilter);
  EXPECT_EQ(pool.Try("ListUsers", R"("PaginationToken":"bad","AttributesToGet":["custom:x"],"Filter":"nickname = \"x\"")"),
            "InvalidParameterException: Invalid search attribute: nickname");
  EXPECT_EQ(pool.Try("ListUsers", R"("PaginationToken":"bad","AttributesToGet":["custom:x"])"), kBadAttributes);
  EXPECT_EQ(pool.Try("ListUsers", R"("PaginationToken":"bad")"), kBadToken);
}

TEST_F(ListUsers, FindsByEachAttributeThatCanBeSearched) {
  pool.Add("Ada", FixedSub(kSub) + "," +
                      Attributes({{"email", "Ada@Example.com"},
                                  {"phone_number", "+15551234567"},
                                  {"name", "Ada L"},
                                  {"given_name", "Ada"},
                                  {"family_name", "Lovelace"},
                                  {"preferred_username", "Countess"}}));
  pool.Add("bob");
  ASSERT_EQ(pool.TryOf("AdminSetUserPassword", "bob", R"("Password":"Secret-1","Permanent":true)"), kOk);
  ASSERT_EQ(pool.TryOf("AdminDisableUser", "bob"), kOk);
  EXPECT_EQ(Filtered(pool, ""), "Ada bob");
  EXPECT_EQ(Filtered(pool, R"(email = \"ada@example.COM\")"), "Ada");
  EXPECT_EQ(Filtered(pool, R"(phone_number = \"+15551234567\")"), "Ada");
  EXPECT_EQ(Filtered(pool, R"(phone_number ^= \"+1555\")"), "Ada");
  EXPECT_EQ(Filtered(pool, R"(name = \"ADA l\")"), "Ada");
  EXPECT_EQ(Filtered(pool, R"(given_name ^= \"a\")"), "Ada");
  EXPECT_EQ(Filtered(pool, R"(family_name ^= \"LOVE\")"), "Ada");
  EXPECT_EQ(Filtered(pool, R"(preferred_username = \"countess\")"), "Ada");
  EXPECT_EQ(Filtered(pool, R"(cognito:user_status = \"force_change_password\")"), "Ada");
  EXPECT_EQ(Filtered(pool, R"(cognito:user_status = \"CONFIRMED\")"), "bob");
  EXPECT_EQ(Filtered(pool, R"(status = \"Enabled\")"), "Ada");
  EXPECT_EQ(Filtered(pool, R"(status = \"Disabled\")"), "bob");
  EXPECT_EQ(Filtered(pool, R"(status = \"disabled\")"), "");
  EXPECT_EQ(Filtered(pool, R"(sub = \"11111111-2222-4333-8444-555555555555\")"), "Ada");
  EXPECT_EQ(Filtered(pool, R"(sub ^= \"11111111\")"), "Ada");
  EXPECT_EQ(Filtered(pool, R"(username = \"Ada\")"), "Ada");
  EXPECT_EQ(Filtered(pool, R"(username = \"ada\")"), "");
  EXPECT_EQ(Filtered(pool, R"(username ^= \"b\")"), "bob");
  EXPECT_EQ(Filtered(pool, R"(email = \"ada\")"), "");
}

TEST_F(ListUsers, FindsUsersWhomTheirSubNames) {
  const UsersPool named(service, kNamedByEmail);
  named.Add("a@example.com", FixedSub(kSub));
  named.Add("b@example.com", FixedSub(kOtherSub));
  EXPECT_EQ(Filtered(named, R"(sub ^= \"1111\")"), kSub);
  EXPECT_EQ(Filtered(named, R"(sub = \"11111111-2222-4333-8444-555555555555\")"), kSub);
  EXPECT_EQ(Filtered(named, R"(username ^= \"666\")"), kOtherSub);
  EXPECT_EQ(Filtered(named, R"(username = \"a@example.com\")"), "") << "the stored name alone counts";
}

TEST_F(ListUsers, FollowsEveryChangeOfAUser) {
  pool.Add("ada", Attributes({{"name", "A"}}));
  ASSERT_EQ(pool.TryOf("AdminUpdateUserAttributes", "ada", Attributes({{"name", "B"}})), kOk);
  EXPECT_EQ(Filtered(pool, R"(name = \"A\")"), "");
  EXPECT_EQ(Filtered(pool, R"(name = \"B\")"), "ada");
  ASSERT_EQ(pool.TryOf("AdminDeleteUserAttributes", "ada", R"("UserAttributeNames":["name"])"), kOk);
  EXPECT_EQ(Filtered(pool, R"(name ^= \"\")"), "");
}

TEST_F(ListUsers, FindsLongValuesOfAnyAlphabet) {
  std::string name;
  for (int i = 0; i < 120; ++i) {
    name += "\u4eba";
  }
  pool.Add("ada", Attributes({{"name", name + "a"}}));
  pool.Add("bob", Attributes({{"name", name + "b"}}));
  EXPECT_EQ(Filtered(pool, R"(name = \")" + name + R"(b\")"), "bob");
  EXPECT_EQ(Filtered(pool, R"(name = \")" + name + R"(\")"), "");
  EXPECT_EQ(Filtered(pool, R"(name ^= \")" + name + R"(\")"), "ada bob");
}

TEST_F(ListUsers, ShowsOnlyTheAttributesThatItIsAskedFor) {
  pool.Add("ada", Attributes({{"email", "a@example.com"}, {"nickname", "a"}, {"website", "w"}}));
  const Answer thin = pool.Call("ListUsers", R"("AttributesToGet":["nickname","email"])");
  EXPECT_EQ(JsonAt(thin, "Users.0.Attributes"), R"([{"Name":"email","Value":"a@example.com"},{"Name":"nickname","Value":"a"}])");
  EXPECT_EQ(thin.TextAt("Users.0.Username"), "ada");
  EXPECT_EQ(JsonAt(pool.Call("ListUsers", R"("AttributesToGet":[])"), "Users.0.Attributes"), "[]");
}

TEST_F(ListUsers, RefusesAttributesThatThePoolOrAListedUserHasNot) {
  EXPECT_EQ(pool.Try("ListUsers", R"("AttributesToGet":["custom:x"])"), kBadAttributes);
  EXPECT_EQ(pool.Try("ListUsers", R"("AttributesToGet":["nickname"])"), kOk) << "nobody is listed";
  pool.Add("ada", Attributes({{"nickname", "a"}}));
  EXPECT_EQ(pool.Try("ListUsers", R"("AttributesToGet":["nickname"])"), kOk);
  pool.Add("bob");
  EXPECT_EQ(pool.Try("ListUsers", R"("AttributesToGet":["nickname"])"), kBadAttributes);
  EXPECT_EQ(pool.Try("ListUsers", R"("AttributesToGet":["nickname"],"Filter":"username = \"ada\"")"), kOk);
}

TEST_F(ListUsers, TakesNamesThatFiltersKnowWhetherOrNotUsersHaveThem) {
  pool.Add("ada", FixedSub(kSub));
  const Answer thin =
      pool.Call("ListUsers", R"("AttributesToGet":["sub","email","phone_number","name","given_name","family_name","preferred_username"])");
  EXPECT_EQ(JsonAt(thin, "Users.0.Attributes"), R"([{"Name":"sub","Value":"11111111-2222-4333-8444-555555555555"}])");
}

}  // namespace
}  // namespace rockpool::support
