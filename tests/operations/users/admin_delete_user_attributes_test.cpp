#include <gtest/gtest.h>

#include "tests/operations/users/users.h"

namespace rockpool::support {
namespace {

class AdminDeleteUserAttributes : public PoolTest<UsersPool> {
 protected:
  static std::string Delete(const UsersPool& in, const std::string& names) {
    return in.TryOf("AdminDeleteUserAttributes", "ada", R"("UserAttributeNames":[)" + names + "]");
  }
};

TEST_F(AdminDeleteUserAttributes, AnswersWithAnEmptyObject) {
  pool.Add("ada", Attributes({{"nickname", "a"}, {"website", "w"}}));
  EXPECT_EQ(pool.Of("AdminDeleteUserAttributes", "ada", R"("UserAttributeNames":["nickname"])").body, "{}");
  EXPECT_EQ(pool.AttributesOf("ada"), "website=w");
}

TEST_F(AdminDeleteUserAttributes, MindsNoAttributeThatHasNoValue) {
  pool.Add("ada", Attributes({{"nickname", "a"}}));
  EXPECT_EQ(Delete(pool, R"("website","nickname","nickname")"), kOk);
  EXPECT_EQ(pool.AttributesOf("ada"), "");
}

TEST_F(AdminDeleteUserAttributes, DeletesTheFlagWithTheAddress) {
  pool.Add(
      "ada",
      Attributes(
          {{"email", "a@example.com"}, {"email_verified", "true"}, {"phone_number", "+15551234567"}, {"phone_number_verified", "true"}}));
  EXPECT_EQ(Delete(pool, R"("email")"), kOk);
  EXPECT_EQ(pool.AttributesOf("ada"), "phone_number=+15551234567 phone_number_verified=true");
  EXPECT_EQ(Delete(pool, R"("phone_number_verified")"), kOk);
  EXPECT_EQ(pool.AttributesOf("ada"), "phone_number=+15551234567");
}

TEST_F(AdminDeleteUserAttributes, FreesTheAlias) {
  const UsersPool aliases(service, kAliases);
  const std::string email = Attributes({{"email", "a@example.com"}, {"email_verified", "true"}});
  aliases.Add("ada", email);
  EXPECT_EQ(Delete(aliases, R"("email")"), kOk);
  EXPECT_EQ(aliases.TryOf("AdminGetUser", "a@example.com"), kNoUser);
  aliases.Add("bob", email);
}

TEST_F(AdminDeleteUserAttributes, RefusesWhatIsUnknownImmutableOrRequiredAndDeletesNothingThen) {
  const UsersPool own(service, R"(,"Schema":[{"Name":"name","Required":true},{"Name":"birthdate","Required":true},)"
                               R"({"Name":"badge","AttributeDataType":"String","Mutable":false}])");
  own.Add("ada", Attributes({{"nickname", "a"}, {"custom:badge", "7"}, {"name", "Ada"}, {"birthdate", "1815-12-10"}}));
  const std::string begin = "InvalidParameterException: ";
  EXPECT_EQ(Delete(own, R"("nickname","custom:none")"),
            begin + "Attributes did not conform to the schema: custom:none: Attribute does not exist in the schema.\n");
  EXPECT_EQ(Delete(own, R"("nickname","custom:badge")"), begin + "user.custom:badge: Attribute cannot be updated.\n");
  EXPECT_EQ(Delete(own, R"("nickname","name","birthdate")"),
            begin +
                "Attributes did not conform to the schema: name.formatted: The attribute name.formatted is required\n"
                "birthdate: The attribute is required\n");
  EXPECT_EQ(Delete(own, R"("nickname","sub")"), begin + "Cannot modify the non-mutable attribute sub");
  EXPECT_EQ(own.AttributesOf("ada"), "nickname=a custom:badge=7 name=Ada birthdate=1815-12-10");
}

}  // namespace
}  // namespace rockpool::support
