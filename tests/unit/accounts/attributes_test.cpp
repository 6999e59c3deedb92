#include "server/accounts/attributes.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/support/refusal.h"
#include "tests/unit/accounts/pools.h"

namespace rockpool::accounts {
namespace {

using List = std::vector<api::AttributeType>;
using enum AttributeWrite;

const char* const kSchema = R"("SchemaAttributes":[
  {"Name":"sub","AttributeDataType":"String","Mutable":false,"Required":true},
  {"Name":"name","AttributeDataType":"String","Mutable":true,"Required":true},
  {"Name":"email","AttributeDataType":"String","Mutable":true,"Required":true},
  {"Name":"email_verified","AttributeDataType":"Boolean","Mutable":true},
  {"Name":"phone_number","AttributeDataType":"String","Mutable":true},
  {"Name":"phone_number_verified","AttributeDataType":"Boolean","Mutable":true},
  {"Name":"nickname","AttributeDataType":"String","Mutable":true},
  {"Name":"gender","AttributeDataType":"String","Mutable":false},
  {"Name":"preferred_username","AttributeDataType":"String","Mutable":true},
  {"Name":"custom:badge","AttributeDataType":"Number","Mutable":false}])";

const pools::PoolInUse kPool = PoolOf("{" + std::string(kSchema) + "}");

std::string Refusal(AttributeWrite write, const List& attributes, const User* user = nullptr) {
  return support::RefusalOf([&] { CheckAttributes(kPool, write, user, attributes); });
}

std::string Text(const User& user) {
  std::string text;
  for (const api::AttributeType& attribute : *user.content.UserAttributes) {
    text += (text.empty() ? "" : " ") + attribute.Name + "=" + attribute.Value.value_or("");
  }
  return text;
}

const List kRequired = {{"name", "Ada"}, {"email", "a@example.com"}};

TEST(Attributes, AreAllRequiredOnesAtSignUpAlone) {
  EXPECT_EQ(Refusal(kSignUp, kRequired), "accepted");
  EXPECT_EQ(Refusal(kSignUp, {{"name", ""}}),
            "InvalidParameterException: Attributes did not conform to the schema: name.formatted: The attribute name.formatted is "
            "required\nemail: The attribute is required\n");
  EXPECT_EQ(Refusal(kAdminCreateUser, {}), "accepted");
  const User user = UserOf(kPool, "ada");
  EXPECT_EQ(Refusal(kUpdate, {{"nickname", "a"}}, &user), "accepted");
}

TEST(Attributes, AreToldTogetherIfSeveralBreakTheSchema) {
  EXPECT_EQ(Refusal(kSignUp, {{"custom:badge", "x"}}),
            "InvalidParameterException: Attributes did not conform to the schema: custom:badge: Value must be a number\n"
            "name.formatted: The attribute name.formatted is required\nemail: The attribute is required\n");
}

TEST(Attributes, CannotBeEmptiedByAnUpdateIfTheyAreRequired) {
  const User user = UserOf(kPool, "ada", kRequired);
  for (const AttributeWrite write : {kUpdate, kAdminUpdate}) {
    EXPECT_EQ(Refusal(write, {{"email", ""}}, &user),
              "InvalidParameterException: Attributes did not conform to the schema: email: The attribute is required\n");
  }
}

TEST(Attributes, ThatSayWhatIsVerifiedAreAdministrators) {
  const User user = UserOf(kPool, "ada", kRequired);
  for (const AttributeWrite write : {kUpdate, kNewPassword}) {
    EXPECT_EQ(Refusal(write, {{"email_verified", "true"}}, &user),
              "InvalidParameterException: Cannot modify the non-mutable attribute email_verified");
    EXPECT_EQ(Refusal(write, {{"phone_number_verified", "false"}}, &user),
              "InvalidParameterException: Cannot modify the non-mutable attribute phone_number_verified");
  }
  EXPECT_EQ(Refusal(kSignUp, {{"email", "a@example.com"}, {"email_verified", "true"}}),
            "NotAuthorizedException: A client attempted to write unauthorized attribute");
  EXPECT_EQ(Refusal(kAdminUpdate, {{"email_verified", "true"}}, &user), "accepted");
  EXPECT_EQ(Refusal(kAdminCreateUser, {{"email", "a@example.com"}, {"email_verified", "true"}}), "accepted");
  EXPECT_EQ(Refusal(kAdminCreateUser, {{"email_verified", "false"}}), "accepted");
  EXPECT_NE(Refusal(kAdminCreateUser, {{"email_verified", "true"}}), "accepted");
}

TEST(Attributes, ThatNobodyWritesAreToldFirstToUsersAndLastToAdministrators) {
  const User user = UserOf(kPool, "ada", kRequired);
  const List both = {{"custom:none", "x"}, {"sub", "y"}};
  const std::string sub = "InvalidParameterException: Cannot modify the non-mutable attribute sub";
  const std::string unknown =
      "InvalidParameterException: Attributes did not conform to the schema: custom:none: Attribute does not exist in the schema.\n";
  for (const AttributeWrite write : {kSignUp, kUpdate, kNewPassword}) {
    EXPECT_EQ(Refusal(write, both, &user), sub);
  }
  for (const AttributeWrite write : {kAdminCreateUser, kAdminUpdate}) {
    EXPECT_EQ(Refusal(write, both, &user), unknown);
    EXPECT_EQ(Refusal(write, {{"sub", "y"}}, &user), sub);
    EXPECT_EQ(Refusal(write, {{"sub", ""}}, &user), sub);
    EXPECT_EQ(Refusal(write, {{"identities", "[]"}}, &user),
              "InvalidParameterException: Cannot modify the non-mutable attribute identities");
  }
}

TEST(Attributes, ThatAreImmutableAreWrittenOnce) {
  const User empty = UserOf(kPool, "ada");
  const User full = UserOf(kPool, "ada", {{"gender", "f"}, {"custom:badge", "7"}});
  EXPECT_EQ(Refusal(kAdminCreateUser, {{"gender", "f"}, {"custom:badge", "7"}}), "accepted");
  EXPECT_EQ(Refusal(kUpdate, {{"gender", "f"}}, &empty), "accepted");
  for (const AttributeWrite write : {kUpdate, kAdminUpdate, kNewPassword}) {
    EXPECT_EQ(Refusal(write, {{"gender", "f"}, {"nickname", "a"}, {"custom:badge", "7"}}, &full),
              "InvalidParameterException: user.gender: Attribute cannot be updated.\nuser.custom:badge: Attribute cannot be updated.\n");
  }
  for (const AttributeWrite write : {kUpdate, kAdminUpdate}) {
    EXPECT_EQ(Refusal(write, {{"custom:badge", "7"}}, &empty),
              "InvalidParameterException: user.custom:badge: Attribute cannot be updated.\n");
  }
}

TEST(Attributes, HoldNoPreferredUsernameAtSignUpWhereItIsAnAlias) {
  const pools::PoolInUse aliases = PoolOf("{" + std::string(kSchema) + R"(,"AliasAttributes":["preferred_username"]})");
  const List attributes = {{"name", "Ada"}, {"email", "a@example.com"}, {"preferred_username", "a"}};
  EXPECT_EQ(Refusal(kSignUp, attributes), "accepted");
  EXPECT_NE(support::RefusalOf([&] { CheckAttributes(aliases, kSignUp, nullptr, attributes); }), "accepted");
}

TEST(Attributes, AreWrittenByClientsThatMay) {
  clients::ClientInUse client;
  EXPECT_EQ(support::RefusalOf([&] { CheckWritable(client, List{{"custom:badge", "7"}}); }), "accepted");
  client.settings.WriteAttributes = {"nickname"};
  EXPECT_EQ(support::RefusalOf([&] { CheckWritable(client, List{{"nickname", "a"}}); }), "accepted");
  EXPECT_EQ(support::RefusalOf([&] {
              CheckWritable(client, List{{"nickname", "a"}, {"email", "x"}});
            }),
            "NotAuthorizedException: A client attempted to write unauthorized attribute");
}

TEST(Attributes, CanBeDeletedUnlessTheSchemaNeedsThem) {
  const auto refusal = [](const std::vector<std::string>& names, AttributeWrite write) {
    return support::RefusalOf([&] { CheckDeletable(kPool, names, write); });
  };
  EXPECT_EQ(refusal({"nickname", "phone_number"}, kUpdate), "accepted");
  EXPECT_EQ(refusal({"email_verified"}, kAdminUpdate), "accepted");
  EXPECT_EQ(refusal({"email_verified"}, kUpdate), "InvalidParameterException: Cannot modify the non-mutable attribute email_verified");
  for (const AttributeWrite write : {kUpdate, kAdminUpdate}) {
    EXPECT_EQ(refusal({"sub"}, write), "InvalidParameterException: Cannot modify the non-mutable attribute sub");
    EXPECT_EQ(refusal({"nickname", "email"}, write),
              "InvalidParameterException: Attributes did not conform to the schema: email: The attribute is required\n");
    EXPECT_EQ(refusal({"custom:badge"}, write), "InvalidParameterException: user.custom:badge: Attribute cannot be updated.\n");
  }
}

TEST(Attributes, ThatAreMissingAreToldInTheOrderOfTheSchema) {
  EXPECT_EQ(MissingRequired(kPool, UserOf(kPool, "ada")), (std::vector<std::string>{"name", "email"}));
  EXPECT_EQ(MissingRequired(kPool, UserOf(kPool, "ada", kRequired)), std::vector<std::string>{});
}

TEST(Attributes, TakeTheFlagBackWithANewAddress) {
  User user = UserOf(kPool, "ada");
  Apply(kUpdate, user, List{{"nickname", "a"}, {"email", "a@example.com"}});
  EXPECT_EQ(Text(user), "sub=sub-of-ada nickname=a email=a@example.com email_verified=false");
  Apply(kAdminUpdate, user, List{{"email_verified", "true"}});
  Apply(kUpdate, user, List{{"email", "a@example.com"}});
  EXPECT_EQ(Text(user), "sub=sub-of-ada nickname=a email=a@example.com email_verified=true");
  Apply(kUpdate, user, List{{"email", "b@example.com"}});
  EXPECT_EQ(Text(user), "sub=sub-of-ada nickname=a email=b@example.com email_verified=false");
  Apply(kAdminUpdate, user, List{{"email", "c@example.com"}, {"email_verified", "true"}});
  EXPECT_EQ(Text(user), "sub=sub-of-ada nickname=a email=c@example.com email_verified=true");
  Apply(kUpdate, user, List{{"email", ""}});
  EXPECT_EQ(Text(user), "sub=sub-of-ada nickname=a");
}

TEST(Attributes, AreVerifiedByThePoolOrWaitAsItSays) {
  const pools::PoolInUse pool = PoolOf(R"({"AutoVerifiedAttributes":["email","phone_number"],)"
                                       R"("UserAttributeUpdateSettings":{"AttributesRequireVerificationBeforeUpdate":["phone_number"]}})");
  EXPECT_TRUE(IsAutoVerified(pool, "email"));
  EXPECT_FALSE(WaitsForVerification(pool, "email"));
  EXPECT_TRUE(WaitsForVerification(pool, "phone_number"));
  EXPECT_FALSE(IsAutoVerified(kPool, "email"));
  EXPECT_FALSE(WaitsForVerification(kPool, "email"));
}

}  // namespace
}  // namespace rockpool::accounts
