#include <gtest/gtest.h>

#include <set>
#include <string>

#include "tests/operations/sign_up/sign_up_pool.h"

namespace rockpool::support {
namespace {

using SignUp = PoolTest<SignUpPool>;

constexpr const char* kTaken = "UsernameExistsException: User already exists";
constexpr const char* kWeak = R"("Password":"weak")";

std::string Unlike(std::string_view rule) { return "InvalidPasswordException: Password did not conform with policy: " + std::string(rule); }

std::string Invalid(std::string_view text) { return "InvalidParameterException: " + std::string(text); }

std::string Unschemed(std::string_view lines) { return Invalid("Attributes did not conform to the schema: " + std::string(lines)); }

TEST_F(SignUp, AnswersWithTheSubAndWhereTheCodeWent) {
  const Answer answer = pool.SignUp("alice", {{"email", "first@example.com"}});
  EXPECT_EQ(answer.body,
            R"({"CodeDeliveryDetails":{"AttributeName":"email","DeliveryMedium":"EMAIL","Destination":"f***@e***"},"UserConfirmed":false,)"
            R"("UserSub":")" +
                pool.Attribute("alice", "sub") + R"("})");
}

TEST_F(SignUp, MakesAnUnconfirmedUserWithAttributesInTheOrderSent) {
  pool.SignUp("alice", {{"family_name", "Liddell"}, {"email", "a@example.com"}, {"given_name", "Alice"}});
  const Answer shown = pool.Call("AdminGetUser", R"("Username":"alice")");
  EXPECT_EQ(shown.TextAt("UserStatus"), "UNCONFIRMED");
  EXPECT_TRUE(shown.At("Enabled").GetBool());
  EXPECT_EQ(shown.TextAt("UserAttributes.0.Name"), "sub");
  EXPECT_EQ(pool.Attribute("alice", "family_name"), "Liddell");
  EXPECT_EQ(pool.Attribute("alice", "email_verified"), "false");
}

TEST_F(SignUp, SendsACodeOfSixDigits) {
  pool.SignUp("alice", {{"email", "a@example.com"}});
  const storage::Message message = pool.LastMessage();
  EXPECT_EQ(pool.CountMessages(), 1);
  EXPECT_EQ(message.purpose, "CustomMessage_SignUp");
  EXPECT_EQ(message.destination, "a@example.com");
  EXPECT_EQ(message.client_id, pool.client());
  EXPECT_EQ(message.username, "alice");
  EXPECT_EQ(message.code.size(), 6);
  EXPECT_EQ(message.code.find_first_not_of("0123456789"), std::string::npos);
  EXPECT_EQ(message.body, "Your verification code is " + message.code + ". ");
}

TEST_F(SignUp, SendsTheCodeToThePhoneWhereBothAreVerified) {
  const SignUpPool both(service, {.pool = kVerifiesBoth});
  const Answer answer = both.SignUp("alice", {{"email", "a@example.com"}, {"phone_number", "+12345679934"}});
  EXPECT_EQ(JsonAt(answer, "CodeDeliveryDetails"),
            R"({"AttributeName":"phone_number","DeliveryMedium":"SMS","Destination":"+*******9934"})");
  EXPECT_EQ(both.CountMessages(), 1);
}

TEST_F(SignUp, SendsNothingWhereThePoolVerifiesNothing) {
  const SignUpPool silent(service, {.pool = ""});
  const Answer answer = silent.SignUp("alice", {{"email", "a@example.com"}});
  EXPECT_EQ(OutcomeOf(answer), kOk);
  EXPECT_FALSE(answer.Has("CodeDeliveryDetails"));
  EXPECT_FALSE(answer.Has("Session"));
  EXPECT_EQ(silent.CountMessages(), 0);
}

TEST_F(SignUp, SendsNothingToWhoGivesNoAddress) {
  const Answer answer = pool.SignUp("alice");
  EXPECT_EQ(OutcomeOf(answer), kOk);
  EXPECT_FALSE(answer.Has("CodeDeliveryDetails"));
  EXPECT_EQ(pool.CountMessages(), 0);
}

TEST_F(SignUp, SendsALinkBesideTheCodeWhereThePoolSaysSoAndHasADomain) {
  const SignUpPool linking(
      service, {.pool = std::string(kVerifiesEmail) + R"(,"VerificationMessageTemplate":{"DefaultEmailOption":"CONFIRM_WITH_LINK"})"});
  linking.SignUp("early", {{"email", "a@example.com"}});
  EXPECT_EQ(linking.LastMessage().link, "") << "there is no domain that it could lead to";
  EXPECT_EQ(linking.Try("CreateUserPoolDomain", R"("Domain":"links")"), kOk);
  linking.SignUp("alice", {{"email", "a@example.com"}});
  const storage::Message message = linking.LastMessage();
  EXPECT_EQ(message.link, "https://links.auth.us-east-1.amazoncognito.com/confirmUser?client_id=" + linking.client() +
                              "&user_name=alice&confirmation_code=" + message.code);
  EXPECT_EQ(linking.TryConfirm("alice", message.code), kOk);
}

TEST_F(SignUp, LooksForTheClientThenForTheSecret) { ExpectClientThenSecret(service, "SignUp", kWeak, Unlike("Password not long enough")); }

TEST_F(SignUp, IsRefusedWhereAdministratorsCreateUsersBeforeItsNameIsLookedAt) {
  const SignUpPool closed(service,
                          {.pool = R"(,"AdminCreateUserConfig":{"AllowAdminCreateUserOnly":true},"UsernameAttributes":["email"])"});
  EXPECT_EQ(closed.TryFor("SignUp", "noaddress", kWeak), "NotAuthorizedException: SignUp is not permitted for this user pool");
}

TEST_F(SignUp, LooksAtTheNameBeforeThePassword) {
  const SignUpPool named(service, {.pool = kNamesAreEmails});
  EXPECT_EQ(named.TryFor("SignUp", "alice", kWeak), Invalid("Username should be an email."));
}

TEST_F(SignUp, LooksAtThePasswordBeforeTheAttributes) {
  const SignUpPool narrow(service, {.client = R"("WriteAttributes":["email"])"});
  EXPECT_EQ(narrow.TryFor("SignUp", "alice", JoinedMembers(kWeak, AttributesMember({{"name", "Alice"}}))),
            Unlike("Password not long enough"));
}

TEST_F(SignUp, LooksAtPermissionsBeforeTheSchema) {
  const SignUpPool narrow(service, {.client = R"("WriteAttributes":["email"])"});
  EXPECT_EQ(narrow.TrySignUp("alice", {{"email", "no address"}, {"name", "Alice"}}),
            "NotAuthorizedException: A client attempted to write unauthorized attribute");
  EXPECT_EQ(narrow.TrySignUp("alice", {{"email", "no address"}}), Invalid("Invalid email address format."));
}

TEST_F(SignUp, LooksAtAttributesBeforeItLooksWhoIsThere) {
  pool.SignUp("alice");
  EXPECT_EQ(pool.TrySignUp("alice", {{"custom:x", "1"}}), Unschemed("custom:x: Attribute does not exist in the schema.\n"));
  EXPECT_EQ(pool.TrySignUp("alice"), kTaken);
}

TEST_F(SignUp, RefusesATakenNameWhateverItsStatusAndWhateverTheClientHides) {
  const SignUpPool hiding(service, {.client = kHides});
  hiding.SignUp("unconfirmed");
  hiding.Create("confirmed");
  for (const char* name : {"unconfirmed", "confirmed"}) {
    EXPECT_EQ(hiding.TrySignUp(name), kTaken) << name;
  }
  EXPECT_EQ(hiding.Status("unconfirmed"), "UNCONFIRMED");
}

TEST_F(SignUp, TellsNamesApartByCaseOnlyWhereThePoolDoes) {
  pool.SignUp("Alice");
  EXPECT_EQ(pool.TrySignUp("alice"), kOk);
  const SignUpPool folding(service, {.pool = R"(,"UsernameConfiguration":{"CaseSensitive":false})"});
  folding.SignUp("Alice");
  EXPECT_EQ(folding.TrySignUp("ALICE"), kTaken);
  EXPECT_EQ(folding.Call("AdminGetUser", R"("Username":"aLICE")").TextAt("Username"), "alice");
}

TEST_F(SignUp, TakesATakenAddressWhereItIsAnAlias) {
  const SignUpPool alias(service, {.pool = kEmailAlias});
  alias.CreateReachable("first");
  EXPECT_EQ(alias.TrySignUp("second", {{"email", "a@example.com"}}), kOk);
}

TEST_F(SignUp, RefusesNamesThatLookLikeAliases) {
  const SignUpPool alias(service, {.pool = R"(,"AliasAttributes":["email","phone_number"])"});
  EXPECT_EQ(alias.TrySignUp("a@example.com"),
            Invalid("Username cannot be of email format, since user pool is configured for email alias."));
  EXPECT_EQ(alias.TrySignUp("+12345678901"),
            Invalid("Username cannot be of phone number format, since user pool is configured for phone number alias."));
  EXPECT_EQ(pool.TrySignUp("a@example.com"), kOk);
}

TEST_F(SignUp, NamesByTheSubWhereAddressesAreNames) {
  const SignUpPool named(service, {.pool = kNamesAreEmails});
  const std::string sub = named.SignUp("a@example.com").TextAt("UserSub");
  EXPECT_EQ(named.Call("AdminGetUser", R"("Username":"a@example.com")").TextAt("Username"), sub);
  EXPECT_EQ(named.Attribute(sub, "email"), "a@example.com");
  EXPECT_EQ(named.LastMessage().destination, "a@example.com");
}

TEST_F(SignUp, RefusesATakenAddressWhereAddressesAreNames) {
  const SignUpPool named(service, {.pool = R"(,"UsernameAttributes":["email","phone_number"])"});
  named.SignUp("a@example.com");
  named.SignUp("+12345678901");
  EXPECT_EQ(named.TrySignUp("a@example.com"), "UsernameExistsException: An account with the given email already exists.");
  EXPECT_EQ(named.TrySignUp("+12345678901"), "UsernameExistsException: An account with the given phone_number already exists.");
}

TEST_F(SignUp, RefusesNamesThatAreNoAddressInTheWordsOfThePool) {
  EXPECT_EQ(SignUpPool(service, {.pool = R"(,"UsernameAttributes":["phone_number"])"}).TrySignUp("a@example.com"),
            Invalid("Username should be a phone number."));
  EXPECT_EQ(SignUpPool(service, {.pool = R"(,"UsernameAttributes":["email","phone_number"])"}).TrySignUp("alice"),
            Invalid("Username should be either an email or a phone number."));
}

// Assumed.
TEST_F(SignUp, TakesTheAddressFromTheNameWhateverTheAttributesSay) {
  const SignUpPool named(service, {.pool = kNamesAreEmails});
  named.SignUp("a@example.com", {{"email", "other@example.com"}});
  EXPECT_EQ(named.Attribute("a@example.com", "email"), "a@example.com");
}

TEST_F(SignUp, TellsTheFirstRuleOfThePolicyThatIsBroken) {
  const auto with = [&](std::string_view password) { return pool.TryFor("SignUp", "alice", TextMember("Password", password)); };
  EXPECT_EQ(with("ab"), Unlike("Password not long enough"));
  EXPECT_EQ(with("abcdefgh"), Unlike("Password must have uppercase characters"));
  EXPECT_EQ(with("ABCDEFGH"), Unlike("Password must have lowercase characters"));
  EXPECT_EQ(with("Abcdefgh"), Unlike("Password must have numeric characters"));
  EXPECT_EQ(with("Abcdefg1"), Unlike("Password must have symbol characters"));
  EXPECT_EQ(with("Abcdef1 h"), kOk);
}

TEST_F(SignUp, NeedsAPasswordWhereNoCodeSignsIn) {
  EXPECT_EQ(pool.TryFor("SignUp", "alice", AttributesMember({{"email", "a@example.com"}})), Unlike("Password not long enough"));
  EXPECT_EQ(pool.TryFor("SignUp", "alice", R"("Password":"")"), Unlike("Password not long enough"));
}

TEST_F(SignUp, NeedsNoPasswordWhereACodeSignsInThatReachesTheUser) {
  const SignUpPool codes(service, {.pool = R"(,"Policies":{"SignInPolicy":{"AllowedFirstAuthFactors":["PASSWORD","EMAIL_OTP"]}},)"
                                           R"("EmailConfiguration":{"EmailSendingAccount":"DEVELOPER",)"
                                           R"("SourceArn":"arn:aws:ses:us-east-1:123456789012:identity/a@example.com"})"});
  EXPECT_EQ(codes.TryFor("SignUp", "reached", AttributesMember({{"email", "a@example.com"}})), kOk);
  EXPECT_EQ(codes.TryFor("SignUp", "blank", JoinedMembers(R"("Password":"")", AttributesMember({{"email", "a@example.com"}}))), kOk);
  EXPECT_EQ(codes.TryFor("SignUp", "nowhere", AttributesMember({{"name", "A"}})), Unlike("Password not long enough"));
  EXPECT_EQ(codes.TryFor("SignUp", "weak", JoinedMembers(kWeak, AttributesMember({{"email", "a@example.com"}}))),
            Unlike("Password not long enough"));
}

TEST_F(SignUp, NeedsTheRequiredAttributesAndTellsAllThatAreMissing) {
  const SignUpPool strict(service, {.pool = R"(,"Schema":[{"Name":"email","Required":true},{"Name":"name","Required":true}])"});
  EXPECT_EQ(strict.TrySignUp("alice", {{"email", "a@example.com"}}),
            Unschemed("name.formatted: The attribute name.formatted is required\n"));
  const std::string both = strict.TrySignUp("alice");
  EXPECT_NE(both.find("email: The attribute is required\n"), std::string::npos) << both;
  EXPECT_NE(both.find("name.formatted: The attribute name.formatted is required\n"), std::string::npos) << both;
  EXPECT_EQ(strict.TrySignUp("alice", {{"email", "a@example.com"}, {"name", "Alice"}}), kOk);
}

TEST_F(SignUp, RefusesValuesThatBreakTheSchemaOrTheirForm) {
  EXPECT_EQ(pool.TrySignUp("alice", {{"email", "no address"}}), Invalid("Invalid email address format."));
  EXPECT_EQ(pool.TrySignUp("alice", {{"phone_number", "0123"}}), Invalid("Invalid phone number format."));
  EXPECT_EQ(pool.TrySignUp("alice", {{"birthdate", "1/1/70"}}), Unschemed("birthdate: String must be at least 10 characters long\n"));
  EXPECT_EQ(pool.TrySignUp("alice", {{"sub", "me"}}), Invalid("Cannot modify the non-mutable attribute sub"));
}

TEST_F(SignUp, DoesNotLetPeopleCallThemselvesVerified) {
  EXPECT_EQ(pool.TrySignUp("alice", {{"email", "a@example.com"}, {"email_verified", "true"}}),
            "NotAuthorizedException: A client attempted to write unauthorized attribute");
}

TEST_F(SignUp, TakesNoPreferredNameWhereItIsAnAlias) {
  const SignUpPool alias(service, {.pool = R"(,"AliasAttributes":["preferred_username"])"});
  EXPECT_EQ(alias.TrySignUp("alice", {{"preferred_username", "al"}}),
            Invalid("Preferred username cannot be provided for unconfirmed account, since user pool is configured for preferred username "
                    "alias."));
  EXPECT_EQ(pool.TrySignUp("alice", {{"preferred_username", "al"}}), kOk);
}

TEST_F(SignUp, StoresNeitherValidationDataNorMetadata) {
  EXPECT_EQ(pool.TrySignUp("alice", {}, R"("ValidationData":[{"Name":"name","Value":"x"}],"ClientMetadata":{"family_name":"y"})"), kOk);
  const Answer shown = pool.Call("AdminGetUser", R"("Username":"alice")");
  EXPECT_EQ(shown.At("UserAttributes").Size(), 1) << shown.body;
}

TEST_F(SignUp, KeepsOnlyTheLastOfAttributesOfOneName) {
  pool.SignUp("alice", {{"name", "A"}, {"name", "B"}});
  EXPECT_EQ(pool.Attribute("alice", "name"), "B");
}

TEST_F(SignUp, GivesANameToOneOfTwoWhoWantItAtOnce) {
  for (int i = 0; i < 5; ++i) {
    const std::string name = "user" + std::to_string(i);
    EXPECT_EQ(OutcomesOfTwo([&] { return pool.TrySignUp(name); }), (std::multiset<std::string>{kOk, kTaken}));
  }
}

TEST_F(SignUp, RefusesATakenNameAtTheCostOfAFreeOne) {
  const Cost free = CostOf(service, [&] { pool.SignUp("alice"); });
  EXPECT_EQ(free, (Cost{.exponentiations = 1, .writes = 1}));
  EXPECT_EQ(CostOf(service, [&] { pool.SignUp("alice"); }), free);
}

TEST_F(SignUp, RefusesANameThatFindsSomebodyElse) {
  const SignUpPool alias(service, {.pool = R"(,"AliasAttributes":["preferred_username"])"});
  alias.Create("alice", {{"preferred_username", "neo"}});
  EXPECT_EQ(alias.TrySignUp("neo"), "UsernameExistsException: User already exists");
  EXPECT_EQ(alias.TrySignUp(alias.Attribute("alice", "sub")), "UsernameExistsException: User already exists");
}

}  // namespace
}  // namespace rockpool::support
