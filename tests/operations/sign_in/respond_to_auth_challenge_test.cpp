// Sessions: what is true of an answer to any challenge.
#include <gtest/gtest.h>

#include "tests/operations/sign_in/sign_in_pool.h"

namespace rockpool::support {
namespace {

constexpr const char* kInvalid = "NotAuthorizedException: Invalid session for the user.";
constexpr const char* kOnce = "NotAuthorizedException: Invalid session for the user, session can only be used once.";
constexpr const char* kExpired = "NotAuthorizedException: Invalid session for the user, session is expired.";
constexpr const char* kNewPassword = "New-Password2";

class RespondToAuthChallenge : public PoolTest<SignInPool> {
 protected:
  RespondToAuthChallenge() { pool.Invite("alice"); }

  std::string Session() { return pool.ByPassword("alice").TextAt("Session"); }
  Answer Change(std::string_view session, const std::string& password = kNewPassword, const std::string& name = "alice") {
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
  EXPECT_EQ(NextOf(Change(session, "Other-Pass3")), kOnce);
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
  EXPECT_EQ(NextOf(Change(session)), kInvalid);
}

TEST_F(RespondToAuthChallenge, LetsTheClientSayHowLongASessionLives) {
  pool.UseClient(pool.AddClient(R"("ExplicitAuthFlows":["ALLOW_USER_PASSWORD_AUTH"],"AuthSessionValidity":15)"));
  const std::string session = Session();
  service.clock.Advance(15 * 60'000 - 1);
  EXPECT_EQ(NextOf(Change(session)), "tokens");
}

TEST_F(RespondToAuthChallenge, RefusesASessionThatItDidNotGive) {
  EXPECT_EQ(NextOf(Change("a session of twenty or more characters")), kInvalid);
  std::string session = Session();
  session.back() = session.back() == 'A' ? 'B' : 'A';
  EXPECT_EQ(NextOf(Change(session)), kInvalid);
}

TEST_F(RespondToAuthChallenge, RefusesASessionOfAnotherClientUserOrChallenge) {
  pool.Invite("bob");
  const std::string session = Session();
  EXPECT_EQ(NextOf(Change(session, kNewPassword, "bob")), kInvalid);
  EXPECT_EQ(NextOf(Change(session, kNewPassword, "nobody")), kInvalid);
  for (const char* challenge : {"SOFTWARE_TOKEN_MFA", "SMS_MFA", "MFA_SETUP", "WEB_AUTHN", "CUSTOM_CHALLENGE", "SELECT_CHALLENGE"}) {
    EXPECT_EQ(NextOf(pool.Respond(challenge, session, {{"USERNAME", "alice"}})), kInvalid) << challenge;
  }
  const std::string client = pool.client();
  pool.UseClient(pool.AddClient());
  EXPECT_EQ(NextOf(Change(session)), kInvalid);
  pool.UseClient(client);
  EXPECT_EQ(NextOf(Change(session)), "tokens") << "none of them used it up";
}

TEST_F(RespondToAuthChallenge, TellsWhatIsMissing) {
  const std::string session = Session();
  const std::string missing = "InvalidParameterException: Missing required parameter ";
  EXPECT_EQ(NextOf(pool.Respond("NEW_PASSWORD_REQUIRED", session, {{"NEW_PASSWORD", kNewPassword}})), missing + "USERNAME");
  EXPECT_EQ(NextOf(pool.Respond("NEW_PASSWORD_REQUIRED", session, {{"USERNAME", "alice"}})), missing + "NEW_PASSWORD");
  EXPECT_EQ(NextOf(Change("")), missing + "Session");
  EXPECT_EQ(NextOf(Change(session)), "tokens");
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
  EXPECT_EQ(NextOf(Change(session)), kInvalid);
}

}  // namespace
}  // namespace rockpool::support
