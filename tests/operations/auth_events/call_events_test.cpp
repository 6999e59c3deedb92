// The events of sign-up, codes and changes of passwords.
#include <gtest/gtest.h>

#include <map>
#include <string>

#include "tests/operations/auth_events/threat_pool.h"
#include "tests/support/users.h"

namespace rockpool::support {
namespace {

constexpr const char* kKnown = "InvalidPasswordException: Provided password cannot be used for security reasons.";

std::string BlockAt(const std::string& event) {
  return R"("CompromisedCredentialsRiskConfiguration":{"Actions":{"EventAction":"BLOCK"},"EventFilter":[")" + event + R"("]})";
}

struct CallEvents : ::testing::Test {
  std::string Do(const std::string& operation, const std::string& name, const std::string& more = "") const {
    return OutcomeOf(service.Call(
        operation, "{" + JoinedMembers(TextMember("ClientId", pool.client()) + "," + TextMember("Username", name), more) + "}"));
  }
  std::string SignUp(const std::string& name, const std::string& password = kRightPassword) const {
    return Do("SignUp", name, TextMember("Password", password) + R"(,"UserAttributes":[{"Name":"email","Value":"new@example.com"}])");
  }

  mutable TestService service;
  ThreatPool pool{service, std::string(kEnforced) + R"(,"AutoVerifiedAttributes":["email"])"};
};

TEST_F(CallEvents, OfSignUpIsInProgress) {
  EXPECT_EQ(SignUp("new"), kOk);
  EXPECT_EQ(pool.Event("new"), "SignUp InProgress NoRisk []");
}

TEST_F(CallEvents, RefuseAKnownPasswordAtSignUp) {
  service.risk_rules->AddPasswords({kRightPassword});
  EXPECT_EQ(SignUp("new"), kOk) << "Nothing says that it is to be refused";
  EXPECT_EQ(pool.Event("new"), "SignUp InProgress NoRisk compromised []");
  pool.Configure(BlockAt("SIGN_IN"));
  EXPECT_EQ(SignUp("newer"), kOk);
  EXPECT_EQ(pool.Event("newer"), "SignUp InProgress NoRisk []");
  pool.Configure(BlockAt("SIGN_UP"));
  EXPECT_EQ(SignUp("newest"), kKnown);
  EXPECT_EQ(pool.TryOn("AdminGetUser", "newest"), "UserNotFoundException: User does not exist.");
  EXPECT_EQ(SignUp("newest", "Other-Pass1"), kOk);
}

TEST_F(CallEvents, OfCodesThatAreAskedForPass) {
  EXPECT_EQ(SignUp("new"), kOk);
  EXPECT_EQ(Do("ResendConfirmationCode", "new"), kOk);
  EXPECT_EQ(pool.Event("new"), "ResendCode Pass NoRisk []");
  ASSERT_EQ(pool.TryOn("AdminUpdateUserAttributes", "ann", R"("UserAttributes":[{"Name":"email_verified","Value":"true"}])"), kOk);
  EXPECT_EQ(Do("ForgotPassword", "ann"), kOk);
  EXPECT_EQ(pool.Event(), "ForgotPassword Pass NoRisk []");
  EXPECT_EQ(Do("ConfirmForgotPassword", "ann", R"("Password":"Other-Pass1","ConfirmationCode":")" + pool.SentCode() + '"'), kOk);
  EXPECT_EQ(pool.Event(), "PasswordChange Pass NoRisk []");
}

TEST_F(CallEvents, RefuseAKnownPasswordThatIsToBeSet) {
  pool.Configure(BlockAt("PASSWORD_CHANGE"));
  service.risk_rules->AddPasswords({"Known-Pass1"});
  const std::string token = pool.AccessTokenOf("ann");
  const auto change = [&](const std::string& password) {
    return OutcomeOf(service.Call("ChangePassword", "{" + TextMember("AccessToken", token) + "," +
                                                        TextMember("PreviousPassword", kRightPassword) + "," +
                                                        TextMember("ProposedPassword", password) + "}"));
  };
  EXPECT_EQ(change("Known-Pass1"), kKnown);
  EXPECT_EQ(pool.Event(), "PasswordChange Fail Block compromised []");
  EXPECT_EQ(change("Other-Pass1"), kOk);
  EXPECT_EQ(pool.Event(), "PasswordChange Pass NoRisk []");
}

TEST_F(CallEvents, RefuseAKnownPasswordInPlaceOfATemporaryOne) {
  pool.Configure(BlockAt("PASSWORD_CHANGE"));
  service.risk_rules->AddPasswords({"Known-Pass1"});
  pool.Invite("bob");
  const Answer asked = pool.ByPassword("bob");
  ASSERT_EQ(NextOf(asked), "NEW_PASSWORD_REQUIRED");
  const auto change = [&](const std::string& password) {
    return NextOf(pool.Respond("NEW_PASSWORD_REQUIRED", asked.TextAt("Session"), {{"USERNAME", "bob"}, {"NEW_PASSWORD", password}}));
  };
  EXPECT_EQ(change("Known-Pass1"), kKnown);
  EXPECT_EQ(pool.Event("bob"), "PasswordChange Fail Block compromised []");
  EXPECT_EQ(pool.Show("bob").TextAt("UserStatus"), "FORCE_CHANGE_PASSWORD");
  EXPECT_EQ(change("Other-Pass1"), "tokens");
  EXPECT_EQ(pool.Event("bob"), "PasswordChange Pass NoRisk []");
}

TEST_F(CallEvents, HaveALevelAndAreNotBlockedByIt) {
  pool.Configure(TakeoverWith(Action("High", "BLOCK", false), ""));
  ASSERT_EQ(pool.TryOn("AdminUpdateUserAttributes", "ann", R"("UserAttributes":[{"Name":"email_verified","Value":"true"}])"), kOk);
  pool.Next(api::RiskLevelType::High);
  EXPECT_EQ(Do("ForgotPassword", "ann"), kOk);
  EXPECT_EQ(pool.Event(), "ForgotPassword Pass AccountTakeover(High) []");
}

// A pool that blocks an address, with an app client that tells the addresses of its users.
struct BlockedCalls {
  explicit BlockedCalls(TestService& of) : service(of) {
    const Answer made =
        pool.Call("CreateUserPoolClient", R"("ClientName":"c","GenerateSecret":true,"EnablePropagateAdditionalUserContextData":true)");
    client = made.TextAt("UserPoolClient.ClientId");
    secret = made.TextAt("UserPoolClient.ClientSecret");
    pool.Configure(Blocking("192.0.2.0/24"));
  }
  std::string Do(const std::string& operation, const std::string& name) const {
    return OutcomeOf(service.Call(operation, "{" + TextMember("ClientId", client) + "," + TextMember("Username", name) + "," +
                                                 TextMember("SecretHash", SecretHash(secret, name, client)) +
                                                 R"(,"UserContextData":{"IpAddress":"192.0.2.9"}})"));
  }

  TestService& service;
  ThreatPool pool{service};
  std::string client;
  std::string secret;
};

constexpr const char* kNotAllowed = "NotAuthorizedException: Request not allowed due to security reasons.";

TEST_F(CallEvents, AreRefusedFromABlockedAddress) {
  const BlockedCalls blocked(service);
  EXPECT_EQ(blocked.Do("ForgotPassword", "ann"), kNotAllowed);
  EXPECT_EQ(blocked.pool.Event(), "ForgotPassword Fail Block []");
}

TEST(BlockedCallEvents, AreNoMoreThanAttemptsMayBe) {
  TestService service({.accounts = {.attempt_limits = accounts::AttemptLimits::kAws, .secret = "of this test"}});
  const BlockedCalls blocked(service);
  for (const auto& [operation, most] : std::map<std::string, std::size_t>{{"ForgotPassword", 20}, {"ResendConfirmationCode", 5}}) {
    for (const char* name : {"ann", "nobody"}) {
      const std::size_t before = blocked.pool.Events().size();
      for (std::size_t i = 0; i < most; ++i) {
        EXPECT_EQ(blocked.Do(operation, name), kNotAllowed) << operation << name << i;
      }
      EXPECT_EQ(blocked.Do(operation, name), "LimitExceededException: Attempt limit exceeded, please try after some time.");
      EXPECT_EQ(blocked.pool.Events().size(), before + (name == std::string("ann") ? most : 0));
    }
  }
}

TEST_F(CallEvents, AreNoneWithoutThreatProtection) {
  const SignInPool off(service, R"(,"AutoVerifiedAttributes":["email"])");
  service.risk_rules->AddPasswords({kRightPassword});
  EXPECT_EQ(OutcomeOf(service.Call(
                "SignUp", "{" + TextMember("ClientId", off.client()) +
                              R"(,"Username":"new","Password":"Right-Pass1","UserAttributes":[{"Name":"email","Value":"n@e.com"}]})")),
            kOk);
  EXPECT_EQ(off.Try("UpdateUserPool", R"("UserPoolTier":"PLUS","UserPoolAddOns":{"AdvancedSecurityMode":"AUDIT"})"), kOk);
  EXPECT_EQ(off.Call("AdminListUserAuthEvents", R"("Username":"new")").body, R"({"AuthEvents":[]})");
}

}  // namespace
}  // namespace rockpool::support
