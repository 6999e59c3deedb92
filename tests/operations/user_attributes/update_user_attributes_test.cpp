#include <gtest/gtest.h>

#include "tests/operations/sign_up/sign_up_pool.h"

namespace rockpool::support {
namespace {

constexpr const char* kWaiting =
    R"(,"AutoVerifiedAttributes":["email"],"UserAttributeUpdateSettings":{"AttributesRequireVerificationBeforeUpdate":["email"]})";
constexpr const char* kTaken = "AliasExistsException: An account with the given email already exists.";
constexpr const char* kSentToNew =
    R"({"CodeDeliveryDetailsList":[{"AttributeName":"email","DeliveryMedium":"EMAIL","Destination":"n***@e***"}]})";
constexpr const char* kNothingSent = R"({"CodeDeliveryDetailsList":[]})";

std::string Unschemed(std::string_view lines) {
  return "InvalidParameterException: Attributes did not conform to the schema: " + std::string(lines);
}

std::string Fixed(std::string_view name) {
  return "InvalidParameterException: Cannot modify the non-mutable attribute " + std::string(name);
}

class UpdateUserAttributes : public PoolTest<SignUpPool> {
 protected:
  UpdateUserAttributes() { pool.CreateReachable("alice"); }

  static Answer Update(const SignUpPool& of, const std::vector<NameAndValue>& attributes, std::string_view username = "alice") {
    return of.CallHolding(username, "UpdateUserAttributes", AttributesMember(attributes));
  }
  static std::string Try(const SignUpPool& of, const std::vector<NameAndValue>& attributes, std::string_view username = "alice") {
    return OutcomeOf(Update(of, attributes, username));
  }
  static std::string Verify(const SignUpPool& of, std::string_view code) {
    return of.TryHolding("alice", "VerifyUserAttribute", JoinedMembers(R"("AttributeName":"email")", TextMember("Code", code)));
  }
};

TEST_F(UpdateUserAttributes, ChangesWhatItIsGivenAndNothingElse) {
  EXPECT_EQ(Update(pool, {{"name", "Alice"}, {"family_name", "Liddell"}}).body, kNothingSent);
  EXPECT_EQ(pool.Attribute("alice", "name"), "Alice");
  EXPECT_EQ(pool.Attribute("alice", "family_name"), "Liddell");
  EXPECT_EQ(pool.Attribute("alice", "email"), "a@example.com");
  EXPECT_EQ(pool.Attribute("alice", "email_verified"), "true");
}

TEST_F(UpdateUserAttributes, SendsACodeForANewAddressThatCountsAtOnce) {
  EXPECT_EQ(Update(pool, {{"email", "new@example.com"}}).body, kSentToNew);
  EXPECT_EQ(pool.Attribute("alice", "email"), "new@example.com");
  EXPECT_EQ(pool.Attribute("alice", "email_verified"), "false");
  const storage::Message message = pool.LastMessage();
  EXPECT_EQ(message.purpose, "CustomMessage_UpdateUserAttribute");
  EXPECT_EQ(message.destination, "new@example.com");
  EXPECT_EQ(message.client_id, pool.client());
  EXPECT_EQ(Verify(pool, message.code), kOk);
  EXPECT_EQ(pool.Attribute("alice", "email_verified"), "true");
}

TEST_F(UpdateUserAttributes, SendsNothingForTheAddressThatIsThere) {
  EXPECT_EQ(Update(pool, {{"email", "a@example.com"}}).body, kNothingSent);
  EXPECT_EQ(pool.Attribute("alice", "email_verified"), "true");
  EXPECT_EQ(pool.CountMessages(), 0);
}

TEST_F(UpdateUserAttributes, SendsNothingWhereThePoolVerifiesNothing) {
  const SignUpPool silent(service, {.pool = ""});
  silent.CreateReachable("alice");
  EXPECT_EQ(Update(silent, {{"email", "new@example.com"}}).body, kNothingSent);
  EXPECT_EQ(silent.Attribute("alice", "email"), "new@example.com");
  EXPECT_EQ(silent.Attribute("alice", "email_verified"), "false");
  EXPECT_EQ(silent.CountMessages(), 0);
}

TEST_F(UpdateUserAttributes, SendsACodeForEachAddressThatChanges) {
  const SignUpPool both(service, {.pool = kVerifiesBoth});
  both.Create("alice");
  const Answer answer = Update(both, {{"email", "new@example.com"}, {"phone_number", "+12345679934"}});
  EXPECT_EQ(answer.At("CodeDeliveryDetailsList").Size(), 2);
  const auto messages = MessagesOf(service, both.id());
  ASSERT_EQ(messages.size(), 2);
  EXPECT_NE(messages[0].code, messages[1].code);
}

TEST_F(UpdateUserAttributes, KeepsTheOldAddressUntilTheNewOneIsVerifiedWhereThePoolSaysSo) {
  const SignUpPool waiting(service, {.pool = kWaiting});
  waiting.CreateReachable("alice");
  EXPECT_EQ(Update(waiting, {{"email", "new@example.com"}, {"name", "Alice"}}).body, kSentToNew);
  EXPECT_EQ(waiting.Attribute("alice", "email"), "a@example.com");
  EXPECT_EQ(waiting.Attribute("alice", "email_verified"), "true");
  EXPECT_EQ(waiting.Attribute("alice", "name"), "Alice");
  EXPECT_EQ(waiting.LastMessage().destination, "new@example.com");
  EXPECT_EQ(Verify(waiting, waiting.LastCode()), kOk);
  EXPECT_EQ(waiting.Attribute("alice", "email"), "new@example.com");
  EXPECT_EQ(waiting.Attribute("alice", "email_verified"), "true");
}

TEST_F(UpdateUserAttributes, LetsTheNewestOfTwoWaitingAddressesCount) {
  const SignUpPool waiting(service, {.pool = kWaiting});
  waiting.CreateReachable("alice");
  Update(waiting, {{"email", "old@example.com"}});
  const std::string old = waiting.LastCode();
  Update(waiting, {{"email", "new@example.com"}});
  ASSERT_NE(waiting.LastCode(), old);
  EXPECT_EQ(Verify(waiting, old), kWrongCode);
  EXPECT_EQ(Verify(waiting, waiting.LastCode()), kOk);
  EXPECT_EQ(waiting.Attribute("alice", "email"), "new@example.com");
}

TEST_F(UpdateUserAttributes, LooksAtTheTokenFirst) {
  ExpectTokenFirst(service, "UpdateUserAttributes", R"("UserAttributes":[{"Name":"x"}])");
}

TEST_F(UpdateUserAttributes, LooksAtPermissionsBeforeAllElse) {
  const SignUpPool narrow(service, {.client = R"("WriteAttributes":["email"])"});
  narrow.Create("alice");
  for (const char* name : {"name", "sub", "email_verified", "custom:unknown"}) {
    EXPECT_EQ(Try(narrow, {{"email", "no address"}, {name, "x"}}),
              "NotAuthorizedException: A client attempted to write unauthorized attribute")
        << name;
  }
  EXPECT_EQ(Try(narrow, {{"email", "no address"}}), "InvalidParameterException: Invalid email address format.");
}

TEST_F(UpdateUserAttributes, DoesNotTouchTheSubNorTheFlagsAndTellsThatBeforeTheSchema) {
  for (const char* name : {"sub", "email_verified", "phone_number_verified"}) {
    EXPECT_EQ(Try(pool, {{"custom:unknown", "x"}, {"name", "stored?"}, {name, "true"}}), Fixed(name));
  }
  EXPECT_EQ(pool.Attribute("alice", "name"), "") << "nothing is stored";
}

TEST_F(UpdateUserAttributes, RefusesUnknownAttributesALineEach) {
  EXPECT_EQ(Try(pool, {{"custom:a", "x"}, {"custom:b", "x"}}),
            Unschemed("custom:a: Attribute does not exist in the schema.\ncustom:b: Attribute does not exist in the schema.\n"));
}

TEST_F(UpdateUserAttributes, RefusesImmutableAttributesALineEach) {
  const SignUpPool fixed(service, {.pool = R"(,"Schema":[{"Name":"a","AttributeDataType":"String","Mutable":false},)"
                                           R"({"Name":"b","AttributeDataType":"String","Mutable":false}])"});
  fixed.Create("alice", {{"custom:a", "1"}, {"custom:b", "1"}});
  EXPECT_EQ(Try(fixed, {{"custom:a", "2"}, {"custom:b", "2"}}),
            "InvalidParameterException: user.custom:a: Attribute cannot be updated.\nuser.custom:b: Attribute cannot be updated.\n");
}

TEST_F(UpdateUserAttributes, RefusesValuesThatBreakTheirFormOrTheSchema) {
  EXPECT_EQ(Try(pool, {{"email", "no address"}}), "InvalidParameterException: Invalid email address format.");
  EXPECT_EQ(Try(pool, {{"phone_number", "01"}}), "InvalidParameterException: Invalid phone number format.");
  EXPECT_EQ(Try(pool, {{"birthdate", "1970"}}), Unschemed("birthdate: String must be at least 10 characters long\n"));
}

TEST_F(UpdateUserAttributes, DeletesWhatItIsGivenEmpty) {
  Update(pool, {{"name", "Alice"}});
  EXPECT_EQ(Try(pool, {{"name", ""}}), kOk);
  EXPECT_EQ(pool.Attribute("alice", "name"), "");
}

TEST_F(UpdateUserAttributes, RefusesAnAliasThatSomebodyElseHasButNotAnAddressThatIsNone) {
  const SignUpPool alias(service, {.pool = kEmailAlias});
  alias.CreateReachable("first");
  alias.Create("alice", {{"email", "b@example.com"}});
  EXPECT_EQ(Try(alias, {{"email", "a@example.com"}}), kTaken);
  EXPECT_EQ(alias.Attribute("alice", "email"), "b@example.com");
  EXPECT_EQ(alias.CountMessages(), 0);
  alias.Create("third", {{"email", "c@example.com"}});
  EXPECT_EQ(Try(alias, {{"email", "c@example.com"}}), kOk) << "it is not verified, so nobody is known by it";
  pool.Create("bob");
  EXPECT_EQ(Try(pool, {{"email", "a@example.com"}}, "bob"), kOk) << "addresses are no aliases in this pool";
}

TEST_F(UpdateUserAttributes, RefusesATakenNameWhereAddressesAreNames) {
  const SignUpPool named(service, {.pool = kNamesAreEmails});
  named.Create("a@example.com");
  named.Create("b@example.com");
  EXPECT_EQ(Try(named, {{"email", "a@example.com"}}, "b@example.com"), kTaken);
}

TEST_F(UpdateUserAttributes, RefusesATakenAliasThatWouldHaveToWait) {
  const SignUpPool waiting(service, {.pool = std::string(kWaiting) + R"(,"AliasAttributes":["email","preferred_username"])"});
  waiting.CreateReachable("first");
  waiting.Create("alice");
  EXPECT_EQ(Try(waiting, {{"email", "a@example.com"}}), kTaken);
  EXPECT_EQ(Try(waiting, {{"preferred_username", "al"}}, "first"), kOk);
  EXPECT_EQ(Try(waiting, {{"preferred_username", "al"}}),
            "AliasExistsException: An account with the given preferred_username already exists.");
}

TEST_F(UpdateUserAttributes, EndsAnAliasWithItsValueAndBeginsTheNewOneWhenItIsVerified) {
  const SignUpPool alias(service, {.pool = kEmailAlias});
  alias.CreateReachable("alice");
  const auto known = [&](const char* name) { return alias.Try("AdminGetUser", TextMember("Username", name)); };
  const std::string unknown = "UserNotFoundException: User does not exist.";
  EXPECT_EQ(known("a@example.com"), kOk);
  Update(alias, {{"email", "new@example.com"}});
  EXPECT_EQ(known("a@example.com"), unknown);
  EXPECT_EQ(known("new@example.com"), unknown);
  EXPECT_EQ(Verify(alias, alias.LastCode()), kOk);
  EXPECT_EQ(known("new@example.com"), kOk);
}

TEST_F(UpdateUserAttributes, LeavesTheOldAliasInForceUntilTheNewOneIsVerifiedWhereThePoolSaysSo) {
  const SignUpPool waiting(service, {.pool = std::string(kWaiting) + R"(,"AliasAttributes":["email"])"});
  waiting.CreateReachable("alice");
  const auto known = [&](const char* name) { return waiting.TryFor("ForgotPassword", name); };
  Update(waiting, {{"email", "new@example.com"}});
  const std::string code = waiting.LastCode();
  EXPECT_EQ(known("a@example.com"), kOk);
  EXPECT_EQ(waiting.LastMessage().destination, "a@example.com");
  EXPECT_EQ(known("new@example.com"), kNoSuchUser);
  EXPECT_EQ(Verify(waiting, code), kOk);
  EXPECT_EQ(known("a@example.com"), kNoSuchUser);
  EXPECT_EQ(known("new@example.com"), kOk);
}

TEST_F(UpdateUserAttributes, TakesAWaitingValueBackWithThePresentOne) {
  const SignUpPool waiting(service, {.pool = kWaiting});
  waiting.CreateReachable("alice");
  Update(waiting, {{"email", "wrong@example.com"}});
  const std::string code = waiting.LastCode();
  EXPECT_EQ(Try(waiting, {{"name", "Alice"}}), kOk);
  EXPECT_EQ(Try(waiting, {{"email", "a@example.com"}}), kOk);
  EXPECT_EQ(Verify(waiting, code), kExpiredCode);
  EXPECT_EQ(waiting.Attribute("alice", "email"), "a@example.com");
}

TEST_F(UpdateUserAttributes, LetsNoPreferredUsernameFindAnotherUser) {
  const SignUpPool alias(service, {.pool = R"(,"AliasAttributes":["email","phone_number","preferred_username"])"});
  alias.Create("alice");
  alias.Create("bob");
  const std::string taken = "AliasExistsException: An account with the given preferred_username already exists.";
  EXPECT_EQ(Try(alias, {{"preferred_username", "bob"}}), taken);
  EXPECT_EQ(Try(alias, {{"preferred_username", alias.Attribute("bob", "sub")}}), taken);
  EXPECT_EQ(Try(alias, {{"preferred_username", "alice"}}), kOk) << "his own";
  const std::string begin = "InvalidParameterException: preferred_username cannot be of ";
  EXPECT_EQ(Try(alias, {{"preferred_username", "victim@example.com"}}),
            begin + "email format, since user pool is configured for email alias.");
  EXPECT_EQ(Try(alias, {{"preferred_username", "+12345678901"}}),
            begin + "phone number format, since user pool is configured for phone number alias.");
}

}  // namespace
}  // namespace rockpool::support
