#include <gtest/gtest.h>

#include "server/crypto/digest.h"
#include "storage/store.h"
#include "tests/operations/sign_in/sign_in_pool.h"

namespace rockpool::support {
namespace {

constexpr const char* kNewPassword = "New-Password2";

constexpr const char* kSchema =
    R"(,"Schema":[{"Name":"given_name","Required":true,"Mutable":true},{"Name":"address","Required":true,"Mutable":true},)"
    R"({"Name":"team","AttributeDataType":"String","Mutable":true}])";

class NewPasswordRequired : public testing::Test {
 protected:
  Answer Change(const SignInPool& in, const Pairs& more = {}, const std::string& name = "alice") {
    Pairs responses{{"USERNAME", name}, {"NEW_PASSWORD", kNewPassword}};
    for (const auto& [member, value] : more) {
      responses[member] = value;
    }
    return in.Respond("NEW_PASSWORD_REQUIRED", in.ByPassword(name).TextAt("Session"), responses);
  }

  TestService service;
};

TEST_F(NewPasswordRequired, ShowsWhatTheUserHasAndWhatIsMissing) {
  SignInPool pool(service, kSchema);
  pool.Invite("alice", {{"email", "a@example.com"}, {"email_verified", "true"}});
  const Answer asked = pool.ByPassword("alice");
  ASSERT_EQ(NextOf(asked), "NEW_PASSWORD_REQUIRED");
  EXPECT_EQ(asked.TextAt("ChallengeParameters.USER_ID_FOR_SRP"), "alice");
  EXPECT_EQ(asked.TextAt("ChallengeParameters.requiredAttributes"), R"(["userAttributes.given_name","userAttributes.address"])");
  EXPECT_EQ(asked.TextAt("ChallengeParameters.userAttributes"), R"({"email":"a@example.com","email_verified":"true"})");
}

TEST_F(NewPasswordRequired, ShowsNothingMissingAsAnEmptyList) {
  SignInPool pool(service);
  pool.Invite("alice");
  EXPECT_EQ(pool.ByPassword("alice").TextAt("ChallengeParameters.requiredAttributes"), "[]");
  EXPECT_EQ(pool.ByPassword("alice").TextAt("ChallengeParameters.userAttributes"), "{}");
}

TEST_F(NewPasswordRequired, SetsThePasswordAndConfirmsTheUser) {
  SignInPool pool(service);
  pool.Invite("alice");
  EXPECT_EQ(pool.Show("alice").TextAt("UserStatus"), "FORCE_CHANGE_PASSWORD");
  EXPECT_EQ(NextOf(Change(pool)), "tokens");
  EXPECT_EQ(pool.Show("alice").TextAt("UserStatus"), "CONFIRMED");
  EXPECT_EQ(NextOf(pool.ByPassword("alice", kNewPassword)), "tokens");
  EXPECT_EQ(NextOf(pool.BySrp("alice", kNewPassword)), "tokens");
  EXPECT_EQ(NextOf(pool.ByPassword("alice")), "NotAuthorizedException: Incorrect username or password.");
}

TEST_F(NewPasswordRequired, TakesWhatIsMissingAndWhatTheClientMayWrite) {
  SignInPool pool(service, kSchema);
  pool.Invite("alice");
  EXPECT_EQ(NextOf(Change(pool, {{"userAttributes.given_name", "Alice"}, {"userAttributes.custom:team", "red"}})),
            "InvalidParameterException: Invalid attributes given, address is missing");
  EXPECT_EQ(NextOf(Change(pool)), "InvalidParameterException: Invalid attributes given, given_name and address are missing");
  EXPECT_EQ(NextOf(Change(
                pool, {{"userAttributes.given_name", "Alice"}, {"userAttributes.address", "Here"}, {"userAttributes.custom:team", "red"}})),
            "tokens");
  const std::string shown = JsonAt(pool.Show("alice"), "UserAttributes");
  for (const char* attribute : {R"({"Name":"given_name","Value":"Alice"})", R"({"Name":"custom:team","Value":"red"})"}) {
    EXPECT_NE(shown.find(attribute), std::string::npos) << shown;
  }
}

TEST_F(NewPasswordRequired, RefusesWhatIsProvidedAlreadyAndWhatNobodyMayWrite) {
  SignInPool pool(service);
  pool.Invite("alice", {{"email", "a@example.com"}});
  EXPECT_EQ(NextOf(Change(pool, {{"userAttributes.email", "b@example.com"}})),
            "NotAuthorizedException: Cannot modify an already provided email");
  EXPECT_EQ(NextOf(Change(pool, {{"userAttributes.email_verified", "true"}})),
            "InvalidParameterException: Cannot modify the non-mutable attribute email_verified");
  EXPECT_EQ(
      NextOf(Change(pool, {{"userAttributes.custom:nothing", "x"}})),
      "InvalidParameterException: Attributes did not conform to the schema: custom:nothing: Attribute does not exist in the schema.\n");
}

TEST_F(NewPasswordRequired, RefusesWhatTheClientMayNotWrite) {
  SignInPool pool(service, "", R"("ExplicitAuthFlows":["ALLOW_USER_PASSWORD_AUTH"],"WriteAttributes":["email"])");
  pool.Invite("alice");
  EXPECT_EQ(NextOf(Change(pool, {{"userAttributes.name", "Alice"}})),
            "NotAuthorizedException: A client attempted to write unauthorized attribute");
  EXPECT_EQ(NextOf(Change(pool, {{"userAttributes.email", "a@example.com"}})), "tokens");
}

TEST_F(NewPasswordRequired, KeepsTheSessionOpenForAnotherTry) {
  SignInPool pool(service);
  pool.Invite("alice");
  const std::string session = pool.ByPassword("alice").TextAt("Session");
  const auto respond = [&](const std::string& password) {
    return NextOf(pool.Respond("NEW_PASSWORD_REQUIRED", session, {{"USERNAME", "alice"}, {"NEW_PASSWORD", password}}));
  };
  EXPECT_EQ(respond("Sh0rt!"), "InvalidPasswordException: Password did not conform with policy: Password not long enough");
  EXPECT_EQ(respond("no-capitals1"),
            "InvalidPasswordException: Password did not conform with policy: Password must have uppercase characters");
  EXPECT_EQ(respond(kNewPassword), "tokens");
}

TEST_F(NewPasswordRequired, HoldsTheNewOneToTheHistory) {
  SignInPool pool(service, R"(,"Policies":{"PasswordPolicy":{"PasswordHistorySize":2}})");
  pool.Invite("alice");
  const std::string session = pool.ByPassword("alice").TextAt("Session");
  EXPECT_EQ(NextOf(pool.Respond("NEW_PASSWORD_REQUIRED", session, {{"USERNAME", "alice"}, {"NEW_PASSWORD", kRightPassword}})),
            "PasswordHistoryPolicyViolationException: Password has previously been used");
}

TEST_F(NewPasswordRequired, ComesBeforeTheSecondFactor) {
  SignInPool pool(service);
  pool.Invite("alice");
  SetMfa(pool, "ON", "token");
  EXPECT_EQ(NextOf(Change(pool)), "MFA_SETUP");
}

TEST_F(NewPasswordRequired, EndsWithTheTemporaryPasswordThatWasProved) {
  SignInPool pool(service);
  pool.Invite("alice");
  for (const char* permanent : {"false", "true"}) {
    const std::string session = pool.ByPassword("alice").TextAt("Session");
    EXPECT_EQ(
        pool.TryOn("AdminSetUserPassword", "alice", TextMember("Password", kRightPassword) + R"(,"Permanent":)" + std::string(permanent)),
        kOk);
    EXPECT_EQ(NextOf(pool.Respond("NEW_PASSWORD_REQUIRED", session, {{"USERNAME", "alice"}, {"NEW_PASSWORD", kNewPassword}})),
              "NotAuthorizedException: Invalid session for the user.")
        << permanent;
  }
  EXPECT_EQ(NextOf(pool.ByPassword("alice")), "tokens") << "the password is the administrator's";
}

TEST_F(NewPasswordRequired, HoldsPasswordAndAttributesToTheModel) {
  SignInPool pool(service);
  pool.Invite("alice");
  const std::string violation = "InvalidParameterException: 1 validation error detected: Value at 'challengeResponses.";
  const std::string pattern = violation + R"(NEW_PASSWORD' failed to satisfy constraint: Member must satisfy regular expression pattern: )"
                                          R"(^[\S]+.*[\S]+$)";
  for (const char* password : {" New-Password2", "New-Password2 ", "New\nPassword2!", "x"}) {
    EXPECT_EQ(NextOf(Change(pool, {{"NEW_PASSWORD", password}})), pattern) << password;
  }
  const auto of_length = [](std::size_t length) { return kNewPassword + std::string(length - std::string(kNewPassword).size(), 'x'); };
  EXPECT_EQ(NextOf(Change(pool, {{"NEW_PASSWORD", of_length(257)}})),
            violation + "NEW_PASSWORD' failed to satisfy constraint: Member must have length less than or equal to 256");
  EXPECT_EQ(NextOf(Change(pool, {{"userAttributes.name", std::string(2049, 'x')}})),
            violation + "userAttributes.name' failed to satisfy constraint: Member must have length less than or equal to 2048");
  EXPECT_EQ(NextOf(Change(pool, {{"NEW_PASSWORD", of_length(256)}, {"userAttributes.name", std::string(2048, 'x')}})), "tokens");
  EXPECT_EQ(NextOf(pool.ByPassword("alice", of_length(256))), "tokens");
}

TEST_F(NewPasswordRequired, LeavesNoSessionsBehindThatNobodyAnswers) {
  SignInPool pool(service);
  pool.Invite("alice");
  const auto is_kept = [&](const std::string& session) {
    return service.world().store.Read(
        [&](const storage::Transaction& transaction) { return transaction.sign_in_sessions().Find(crypto::Sha256(session)).has_value(); });
  };
  const std::string first = pool.ByPassword("alice").TextAt("Session");
  service.clock.Advance(24 * 3'600'000);
  const std::string second = pool.ByPassword("alice").TextAt("Session");
  EXPECT_FALSE(is_kept(first)) << "swept by a question";
  service.clock.Advance(24 * 3'600'000);
  pool.ByPassword("alice", "Wrong-Pass1");
  EXPECT_FALSE(is_kept(second)) << "swept by a refusal";
}

}  // namespace
}  // namespace rockpool::support
