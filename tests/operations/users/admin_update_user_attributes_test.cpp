#include <gtest/gtest.h>

#include "tests/operations/users/users.h"

namespace rockpool::support {
namespace {

using List = std::vector<std::pair<std::string, std::string>>;

class AdminUpdateUserAttributes : public PoolTest<UsersPool> {
 protected:
  static std::string Update(const UsersPool& in, const List& attributes, std::string_view name = "ada") {
    return in.TryOf("AdminUpdateUserAttributes", name, Attributes(attributes));
  }
};

constexpr const char* kVerifying = R"(,"AutoVerifiedAttributes":["email","phone_number"],)"
                                   R"("SmsConfiguration":{"SnsCallerArn":"arn:aws:iam::123456789012:role/sms"})";
constexpr const char* kWaiting = R"(,"AutoVerifiedAttributes":["email"],)"
                                 R"("UserAttributeUpdateSettings":{"AttributesRequireVerificationBeforeUpdate":["email"]})";
constexpr const char* kSchema =
    R"(,"Schema":[{"Name":"name","Required":true},{"Name":"birthdate","Required":true},)"
    R"({"Name":"badge","AttributeDataType":"Number","Mutable":false,"NumberAttributeConstraints":{"MinValue":"1","MaxValue":"9"}},)"
    R"({"Name":"level","AttributeDataType":"Number","NumberAttributeConstraints":{"MinValue":"1","MaxValue":"9"}},)"
    R"({"Name":"secret","AttributeDataType":"String","DeveloperOnlyAttribute":true}])";

TEST_F(AdminUpdateUserAttributes, AnswersWithAnEmptyObjectAndWritesAnyAttribute) {
  const UsersPool own(service, kSchema);
  own.Add("ada");
  const Answer updated = own.Of(
      "AdminUpdateUserAttributes", "ada",
      Attributes(
          {{"custom:level", "3"}, {"dev:custom:secret", "x"}, {"name", "Ada"}, {"email", "a@example.com"}, {"email_verified", "true"}}));
  EXPECT_EQ(updated.body, "{}");
  EXPECT_EQ(own.AttributesOf("ada"), "custom:level=3 dev:custom:secret=x name=Ada email=a@example.com email_verified=true");
}

TEST_F(AdminUpdateUserAttributes, DeletesWhatItGivesNoValue) {
  pool.Add("ada", Attributes({{"nickname", "a"}, {"email", "a@example.com"}, {"email_verified", "true"}}));
  EXPECT_EQ(Update(pool, {{"nickname", ""}, {"email", ""}, {"website", ""}}), kOk);
  EXPECT_EQ(pool.AttributesOf("ada"), "");
}

TEST_F(AdminUpdateUserAttributes, TakesOfAnAttributeThatIsGivenTwiceTheLast) {
  pool.Add("ada");
  EXPECT_EQ(Update(pool, {{"nickname", "a"}, {"nickname", "b"}}), kOk);
  EXPECT_EQ(pool.AttributesOf("ada"), "nickname=b");
}

// The errors in AWS's order: each call breaks all later rules too.
TEST_F(AdminUpdateUserAttributes, TellsTheFirstRuleThatIsBroken) {
  const UsersPool own(service, kSchema);
  own.Add("ada", Attributes({{"custom:badge", "7"}}));
  const List sub = {{"sub", kSub}};
  List attributes = sub;
  const auto with = [&](List more) {
    attributes.insert(attributes.begin(), more.begin(), more.end());
    return attributes;
  };
  const std::string begin = "InvalidParameterException: ";
  const std::string sub_refused = begin + "Cannot modify the non-mutable attribute sub";
  const std::string schema_refused =
      begin +
      "Attributes did not conform to the schema: custom:level: Value must be less than or equal to 9\nbirthdate: String must be at "
      "least 10 characters long\n";
  EXPECT_EQ(Update(own, with({})), sub_refused);
  EXPECT_EQ(Update(own, with({{"custom:level", "10"}, {"birthdate", "1"}})), schema_refused);
  EXPECT_EQ(Update(own, with({{"email", "a"}})), begin + "Invalid email address format.");
  EXPECT_EQ(Update(own, with({{"custom:badge", "8"}})), begin + "user.custom:badge: Attribute cannot be updated.\n");
  EXPECT_EQ(Update(own, with({{"custom:none", "8"}, {"custom:nil", ""}})),
            begin +
                "Attributes did not conform to the schema: custom:none: Attribute does not exist in the schema.\n"
                "custom:nil: Attribute does not exist in the schema.\n");
  EXPECT_EQ(Update(own, attributes, "nobody"), kNoUser);
  EXPECT_EQ(own.AttributesOf("ada"), "custom:badge=7");
}

TEST_F(AdminUpdateUserAttributes, RefusesToEmptyWhatIsRequired) {
  const UsersPool own(service, kSchema);
  own.Add("ada", Attributes({{"name", "Ada"}, {"birthdate", "1815-12-10"}}));
  EXPECT_EQ(Update(own, {{"birthdate", ""}, {"name", ""}}),
            "InvalidParameterException: Attributes did not conform to the schema: birthdate: The attribute is required\n"
            "name.formatted: The attribute name.formatted is required\n");
}

TEST_F(AdminUpdateUserAttributes, RefusesToVerifyWhatIsNotThere) {
  pool.Add("ada");
  EXPECT_EQ(pool.Of("AdminUpdateUserAttributes", "ada", Attributes({{"email_verified", "true"}})).ErrorType(), "InvalidParameterException");
  EXPECT_EQ(pool.Of("AdminUpdateUserAttributes", "ada", Attributes({{"email_verified", "True"}, {"email", ""}})).ErrorType(),
            "InvalidParameterException");
  EXPECT_EQ(Update(pool, {{"phone_number_verified", "true"}, {"phone_number", "+15551234567"}}), kOk);
  EXPECT_EQ(Update(pool, {{"phone_number_verified", "true"}}), kOk);
}

TEST_F(AdminUpdateUserAttributes, TakesTheFlagOfANewAddressBack) {
  pool.Add("ada", Attributes({{"email", "a@example.com"}, {"email_verified", "true"}}));
  EXPECT_EQ(Update(pool, {{"email", "a@example.com"}}), kOk);
  EXPECT_EQ(pool.AttributesOf("ada"), "email=a@example.com email_verified=true");
  EXPECT_EQ(Update(pool, {{"email", "b@example.com"}}), kOk);
  EXPECT_EQ(pool.AttributesOf("ada"), "email=b@example.com email_verified=false");
  EXPECT_TRUE(pool.Messages().empty()) << "the pool verifies nothing by itself";
}

TEST_F(AdminUpdateUserAttributes, SendsACodeToANewAddressThatThePoolVerifies) {
  const UsersPool verifying(service, kVerifying);
  verifying.Add("ada", Attributes({{"email", "a@example.com"}, {"email_verified", "true"}}));
  EXPECT_EQ(Update(verifying, {{"email", "b@example.com"}, {"phone_number", "+15551234567"}}), kOk);
  EXPECT_EQ(verifying.AttributesOf("ada"),
            "email=b@example.com email_verified=false phone_number=+15551234567 phone_number_verified=false");
  const auto messages = verifying.Messages();
  ASSERT_EQ(messages.size(), 2U);
  EXPECT_EQ(messages[0].destination, "b@example.com");
  EXPECT_EQ(messages[0].purpose, "CustomMessage_UpdateUserAttribute");
  EXPECT_EQ(messages[0].subject, "Your verification code");
  EXPECT_EQ(messages[0].code.size(), 6U);
  EXPECT_EQ(messages[0].body, "Your verification code is " + messages[0].code + ". ");
  EXPECT_EQ(messages[1].destination, "+15551234567");
  EXPECT_NE(messages[0].code, messages[1].code);
}

TEST_F(AdminUpdateUserAttributes, SendsNothingForWhatIsVerifiedOrNotNew) {
  const UsersPool verifying(service, kVerifying);
  verifying.Add("ada", Attributes({{"email", "a@example.com"}}));
  EXPECT_EQ(Update(verifying, {{"email", "a@example.com"}}), kOk);
  EXPECT_EQ(Update(verifying, {{"email", "b@example.com"}, {"email_verified", "True"}}), kOk);
  EXPECT_EQ(Update(verifying, {{"email", ""}}), kOk);
  EXPECT_TRUE(verifying.Messages().empty());
}

TEST_F(AdminUpdateUserAttributes, KeepsTheOldAddressUntilTheNewOneIsVerifiedWherePoolsSaySo) {
  const UsersPool waiting(service, kWaiting);
  waiting.Add("ada", Attributes({{"email", "a@example.com"}, {"email_verified", "true"}}));
  EXPECT_EQ(Update(waiting, {{"email", "b@example.com"}, {"nickname", "a"}}), kOk);
  EXPECT_EQ(waiting.AttributesOf("ada"), "email=a@example.com email_verified=true nickname=a");
  ASSERT_EQ(waiting.Messages().size(), 1U);
  EXPECT_EQ(waiting.Messages()[0].destination, "b@example.com");
  EXPECT_EQ(Update(waiting, {{"email", "c@example.com"}, {"email_verified", "true"}}), kOk);
  EXPECT_EQ(waiting.AttributesOf("ada"), "email=c@example.com email_verified=true nickname=a");
  EXPECT_EQ(waiting.Messages().size(), 1U);
}

TEST_F(AdminUpdateUserAttributes, VoidsTheCodeThatWouldProveAnotherAddress) {
  const UsersPool waiting(service, kWaiting);
  waiting.Add("ada", Attributes({{"email", "a@example.com"}, {"email_verified", "true"}}));
  const auto has_code = [&] {
    return service.world().store.Read([&](const storage::Transaction& transaction) {
      return transaction.codes().Find(transaction.users().Find(waiting.id(), "ada")->number, "verify_email").has_value();
    });
  };
  ASSERT_EQ(Update(waiting, {{"email", "b@example.com"}}), kOk);
  ASSERT_TRUE(has_code());
  ASSERT_EQ(Update(waiting, {{"nickname", "a"}}), kOk);
  EXPECT_TRUE(has_code());
  ASSERT_EQ(Update(waiting, {{"email", "c@example.com"}, {"email_verified", "true"}}), kOk);
  EXPECT_FALSE(has_code());
}

TEST_F(AdminUpdateUserAttributes, RefusesAnAliasThatAnotherUserHas) {
  const UsersPool aliases(service, kAliases);
  aliases.Add("ada", Attributes({{"email", "a@example.com"}, {"email_verified", "true"}}));
  aliases.Add("bob");
  EXPECT_EQ(Update(aliases, {{"email", "a@example.com"}, {"email_verified", "true"}}, "bob"),
            "AliasExistsException: An account with the given email already exists.");
  EXPECT_EQ(Update(aliases, {{"email", "a@example.com"}}, "bob"), kOk) << "it is no alias of his";
  EXPECT_EQ(Update(aliases, {{"email_verified", "true"}}, "bob"), "AliasExistsException: An account with the given email already exists.");
  const UsersPool named(service, kNamedByEmail);
  named.Add("a@example.com");
  named.Add("b@example.com");
  EXPECT_EQ(Update(named, {{"email", "a@example.com"}}, "b@example.com"),
            "AliasExistsException: An account with the given email already exists.");
}

TEST_F(AdminUpdateUserAttributes, ChangesTheNameThatIsAnAddress) {
  const UsersPool named(service, kNamedByEmail);
  named.Add("a@example.com", FixedSub(kSub));
  EXPECT_EQ(Update(named, {{"email", "b@example.com"}}, "a@example.com"), kOk);
  EXPECT_EQ(named.TryOf("AdminGetUser", "a@example.com"), kNoUser);
  EXPECT_EQ(named.Of("AdminGetUser", "b@example.com").TextAt("Username"), kSub);
}

TEST_F(AdminUpdateUserAttributes, EndsAnAliasWithItsValue) {
  const UsersPool aliases(service, kAliases);
  aliases.Add("ada", Attributes({{"email", "a@example.com"}, {"email_verified", "true"}, {"preferred_username", "countess"}}));
  EXPECT_EQ(aliases.TryOf("AdminGetUser", "countess"), kOk);
  ASSERT_EQ(Update(aliases, {{"email", "b@example.com"}, {"preferred_username", "lady"}}), kOk);
  EXPECT_EQ(aliases.TryOf("AdminGetUser", "a@example.com"), kNoUser);
  EXPECT_EQ(aliases.TryOf("AdminGetUser", "b@example.com"), kNoUser);
  EXPECT_EQ(aliases.TryOf("AdminGetUser", "countess"), kNoUser);
  EXPECT_EQ(aliases.TryOf("AdminGetUser", "lady"), kOk);
}

}  // namespace
}  // namespace rockpool::support
