// Sessions: what is true of an answer to any challenge.
#include <gtest/gtest.h>

#include "tests/operations/sign_in/sign_in_errors.h"
#include "tests/operations/sign_in/sign_in_pool.h"
#include "tests/support/users.h"

namespace rockpool::support {
namespace {

constexpr const char* kExpired = "NotAuthorizedException: Invalid session for the user, session is expired.";
constexpr const char* kChosenPassword = "New-Password2";

class RespondToAuthChallenge : public PoolTest<SignInPool> {
 protected:
  RespondToAuthChallenge() { pool.Invite("alice"); }

  std::string Session() { return pool.ByPassword("alice").TextAt("Session"); }
  Answer Change(std::string_view session, const std::string& password = kChosenPassword, const std::string& name = "alice") {
    return pool.Respond("NEW_PASSWORD_REQUIRED", session, {{"USERNAME", name}, {"NEW_PASSWORD", password}});
  }
};

TEST_F(RespondToAuthChallenge, GetsASessionInTheFormOfAws) {
  const std::string session = Session();
  EXPECT_EQ(session.substr(0, 5), "AYABe");
  EXPECT_EQ(session.size(), 1499U);
  EXPECT_EQ(session.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"), std::string::npos);
  EXPECT_NE(Session(), session);
}

TEST_F(RespondToAuthChallenge, TakesASessionOnce) {
  const std::string session = Session();
  EXPECT_EQ(NextOf(Change(session)), "tokens");
  EXPECT_EQ(NextOf(Change(session, "Other-Pass3")), kUsedSession);
}

TEST_F(RespondToAuthChallenge, TakesASessionUntilItExpires) {
  const std::string session = Session();
  service.clock.Advance(3 * 60'000 - 1);
  EXPECT_EQ(OutcomeOf(Change(session, "short")),
            "InvalidPasswordException: Password did not conform with policy: Password not long enough");
  service.clock.Advance(1);
  EXPECT_EQ(NextOf(Change(session)), kExpired);
}

TEST_F(RespondToAuthChallenge, TellsThatASessionHasExpiredForAnHour) {
  pool.AddUser("bob");
  const std::string session = Session();
  service.clock.Advance(62 * 60'000);
  ASSERT_EQ(NextOf(pool.ByPassword("bob")), "tokens") << "which takes away what nobody needs";
  EXPECT_EQ(NextOf(Change(session)), kExpired);
  service.clock.Advance(60'001);
  ASSERT_EQ(NextOf(pool.ByPassword("bob")), "tokens");
  EXPECT_EQ(NextOf(Change(session)), kInvalidSession);
}

TEST_F(RespondToAuthChallenge, LetsTheClientSayHowLongASessionLives) {
  pool.UseClient(pool.AddClient(R"("ExplicitAuthFlows":["ALLOW_USER_PASSWORD_AUTH"],"AuthSessionValidity":15)"));
  const std::string session = Session();
  service.clock.Advance(15 * 60'000 - 1);
  EXPECT_EQ(NextOf(Change(session)), "tokens");
}

TEST_F(RespondToAuthChallenge, RefusesASessionThatItDidNotGive) {
  EXPECT_EQ(NextOf(Change("a session of twenty or more characters")), kInvalidSession);
  std::string session = Session();
  session.back() = session.back() == 'A' ? 'B' : 'A';
  EXPECT_EQ(NextOf(Change(session)), kInvalidSession);
}

TEST_F(RespondToAuthChallenge, RefusesASessionOfAnotherClientUserOrChallenge) {
  pool.Invite("bob");
  const std::string session = Session();
  EXPECT_EQ(NextOf(Change(session, kChosenPassword, "bob")), kInvalidSession);
  EXPECT_EQ(NextOf(Change(session, kChosenPassword, "nobody")), kInvalidSession);
  for (const char* challenge : {"SOFTWARE_TOKEN_MFA", "SMS_MFA", "MFA_SETUP", "WEB_AUTHN", "CUSTOM_CHALLENGE", "SELECT_CHALLENGE",
                                "PASSWORD", "PASSWORD_SRP", "SMS_OTP", "EMAIL_OTP"}) {
    const Pairs responses{{"USERNAME", "alice"},      {"SOFTWARE_TOKEN_MFA_CODE", "123456"}, {"SMS_MFA_CODE", "123456"},
                          {"SMS_OTP_CODE", "123456"}, {"EMAIL_OTP_CODE", "123456"},          {"ANSWER", "x"},
                          {"CREDENTIAL", "x"},        {"PASSWORD", kRightPassword},          {"SRP_A", "2"}};
    EXPECT_EQ(NextOf(pool.Respond(challenge, session, responses)), kInvalidSession) << challenge;
  }
  const std::string client = pool.client();
  pool.UseClient(pool.AddClient());
  EXPECT_EQ(NextOf(Change(session)), kInvalidSession);
  pool.UseClient(client);
  EXPECT_EQ(NextOf(Change(session)), "tokens") << "none of them used it up";
}

TEST_F(RespondToAuthChallenge, TellsWhatIsMissing) {
  const std::string session = Session();
  const std::string missing = "InvalidParameterException: Missing required parameter ";
  EXPECT_EQ(NextOf(pool.Respond("NEW_PASSWORD_REQUIRED", session, {{"NEW_PASSWORD", kChosenPassword}})), missing + "USERNAME");
  EXPECT_EQ(NextOf(pool.Respond("NEW_PASSWORD_REQUIRED", session, {{"USERNAME", "alice"}})), missing + "NEW_PASSWORD");
  EXPECT_EQ(NextOf(Change("")), missing + "Session");
  EXPECT_EQ(NextOf(Change(session)), "tokens");
}

TEST_F(RespondToAuthChallenge, TellsWhatIsMissingBeforeItLooksAtSecretHashAndSession) {
  const std::string client = pool.AddClient(R"("GenerateSecret":true)");
  pool.UseClient(client);
  for (const auto& [challenge, member] : Pairs{{"NEW_PASSWORD_REQUIRED", "NEW_PASSWORD"},
                                               {"SOFTWARE_TOKEN_MFA", "SOFTWARE_TOKEN_MFA_CODE"},
                                               {"SMS_MFA", "SMS_MFA_CODE"},
                                               {"EMAIL_OTP", "EMAIL_OTP_CODE"},
                                               {"SELECT_MFA_TYPE", "ANSWER"},
                                               {"PASSWORD_VERIFIER", "PASSWORD_CLAIM_SECRET_BLOCK"}}) {
    EXPECT_EQ(NextOf(pool.Respond(challenge, "a session of twenty or more characters", {{"USERNAME", "alice"}})),
              "InvalidParameterException: Missing required parameter " + member);
  }
}

TEST_F(RespondToAuthChallenge, TakesTheUserByEveryNameInAnAnswer) {
  SignInPool by_email(service, R"(,"UsernameAttributes":["email"],"UsernameConfiguration":{"CaseSensitive":false})");
  by_email.Invite("bob@example.com", {{"email", "bob@example.com"}});
  const std::string sub = by_email.Show("bob@example.com").TextAt("Username");
  const std::string session = by_email.ByPassword("bob@example.com").TextAt("Session");
  for (const std::string& name : {std::string("bob@example.com"), std::string("BOB@example.com"), sub}) {
    EXPECT_EQ(NextOf(by_email.Respond("NEW_PASSWORD_REQUIRED", session, {{"USERNAME", name}, {"NEW_PASSWORD", "Sh0rt!"}})),
              "InvalidPasswordException: Password did not conform with policy: Password not long enough")
        << name;
  }
  EXPECT_EQ(
      NextOf(by_email.Respond("NEW_PASSWORD_REQUIRED", session, {{"USERNAME", "bob@example.com"}, {"NEW_PASSWORD", kChosenPassword}})),
      "tokens");
}

TEST_F(RespondToAuthChallenge, TakesTheSecretHashOverTheNameInTheAnswer) {
  constexpr const char* kSecret = "the_first_secret_of_a_client";
  pool.UseClient(pool.AddClient(TextMember("ClientSecret", kSecret) + R"(,"ExplicitAuthFlows":["ALLOW_USER_PASSWORD_AUTH"])"));
  const std::string hash = SecretHash(kSecret, "alice", pool.client());
  const std::string session =
      pool.Initiate("USER_PASSWORD_AUTH", {{"USERNAME", "alice"}, {"PASSWORD", kRightPassword}, {"SECRET_HASH", hash}}).TextAt("Session");
  Pairs responses{{"USERNAME", "alice"}, {"NEW_PASSWORD", kChosenPassword}};
  responses["SECRET_HASH"] = SecretHash(kSecret, "bob", pool.client());
  EXPECT_EQ(NextOf(pool.Respond("NEW_PASSWORD_REQUIRED", session, responses)),
            "NotAuthorizedException: Unable to verify secret hash for client " + pool.client());
  responses["SECRET_HASH"] = hash;
  EXPECT_EQ(NextOf(pool.Respond("NEW_PASSWORD_REQUIRED", session, responses)), "tokens");
}

TEST_F(RespondToAuthChallenge, TellsAnUnknownClient) {
  pool.UseClient("nobodysclient");
  EXPECT_EQ(NextOf(Change("a session of twenty or more characters")),
            "ResourceNotFoundException: User pool client nobodysclient does not exist.");
}

TEST_F(RespondToAuthChallenge, WantsTheSecretHashBeforeItLooksAtTheSession) {
  const Answer client = pool.Call("CreateUserPoolClient", R"("ClientName":"secret","GenerateSecret":true)");
  const std::string id = client.TextAt("UserPoolClient.ClientId");
  pool.UseClient(id);
  EXPECT_EQ(NextOf(Change("a session of twenty or more characters")),
            "NotAuthorizedException: Client " + id + " is configured with secret but SECRET_HASH was not received");
}

TEST_F(RespondToAuthChallenge, EndsTheSessionsOfAUserWhoIsDeleted) {
  const std::string session = Session();
  EXPECT_EQ(pool.TryOn("AdminDeleteUser", "alice"), kOk);
  EXPECT_EQ(NextOf(Change(session)), kInvalidSession);
}

}  // namespace
}  // namespace rockpool::support
