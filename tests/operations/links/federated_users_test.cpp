// What operations answer of users who came from a provider.
#include <gtest/gtest.h>

#include "tests/operations/links/linked_users.h"
#include "tests/support/users.h"

namespace rockpool::support {
namespace {

class FederatedUsers : public PoolTest<LinksPool> {
 protected:
  FederatedUsers() {
    EXPECT_EQ(pool.SignIn("Google", "1"), "Google_1");
    client_ = pool.Call("CreateUserPoolClient",
                        R"("ClientName":"all","ExplicitAuthFlows":["ALLOW_USER_PASSWORD_AUTH","ALLOW_REFRESH_TOKEN_AUTH"])")
                  .TextAt("UserPoolClient.ClientId");
  }
  // A public call about him.
  std::string Public(const std::string& operation, const std::string& members = "") {
    return OutcomeOf(service.Call(
        operation, "{" + JoinedMembers(TextMember("ClientId", client_) + "," + TextMember("Username", "Google_1"), members) + "}"));
  }
  std::string SignInByPassword() {
    return OutcomeOf(service.Call("InitiateAuth", R"({"AuthFlow":"USER_PASSWORD_AUTH","ClientId":")" + client_ +
                                                      R"(","AuthParameters":{"USERNAME":"Google_1","PASSWORD":")" + kPassword + R"("}})"));
  }

  std::string client_;
};

TEST_F(FederatedUsers, HaveNoPasswordToSignInWith) {
  EXPECT_EQ(SignInByPassword(), "NotAuthorizedException: Incorrect username or password.");
  ASSERT_EQ(pool.TryOf("AdminSetUserPassword", "Google_1", R"("Permanent":true,)" + TextMember("Password", kPassword)), kOk);
  EXPECT_EQ(pool.StatusOf("Google_1"), "CONFIRMED");
  EXPECT_EQ(SignInByPassword(), kOk);
}

TEST_F(FederatedUsers, HaveNoPasswordToRecover) {
  const std::string refused = "NotAuthorizedException: User password cannot be reset in the current state.";
  EXPECT_EQ(Public("ForgotPassword"), refused);
  EXPECT_EQ(pool.TryOf("AdminResetUserPassword", "Google_1"), refused);
}

TEST_F(FederatedUsers, HaveNothingToConfirm) {
  EXPECT_EQ(pool.TryOf("AdminConfirmSignUp", "Google_1"),
            "NotAuthorizedException: User cannot be confirmed. Current status is EXTERNAL_PROVIDER");
  EXPECT_EQ(Public("ConfirmSignUp", R"("ConfirmationCode":"123456")"),
            "NotAuthorizedException: User cannot be confirmed. Current status is EXTERNAL_PROVIDER");
  EXPECT_EQ(Public("ResendConfirmationCode"), "InvalidParameterException: User is already confirmed.");
  EXPECT_EQ(pool.TryOf("AdminCreateUser", "Google_1", R"("MessageAction":"RESEND")"),
            "UnsupportedUserStateException: Resend not possible. Google_1 status is not FORCE_CHANGE_PASSWORD");
}

TEST_F(FederatedUsers, AreListedWithTheirStatus) {
  EXPECT_EQ(UsersPool::NamesIn(pool.Call("ListUsers", R"("Filter":"cognito:user_status = \"EXTERNAL_PROVIDER\"")")), "Google_1");
  EXPECT_EQ(UsersPool::NamesIn(pool.Call("ListUsers", R"("Filter":"username ^= \"Google_\"")")), "Google_1");
}

TEST_F(FederatedUsers, SeeTheirIdentitiesAsAText) {
  const std::string token = TokenOf(service, client_, "Google_1");
  const Answer user = service.Call("GetUser", R"({"AccessToken":")" + token + R"("})");
  EXPECT_EQ(user.TextAt("Username"), "Google_1");
  EXPECT_EQ(user.TextAt("UserAttributes.0.Name"), "sub");
  EXPECT_EQ(user.TextAt("UserAttributes.1.Name"), "identities");
  EXPECT_EQ(user.TextAt("UserAttributes.1.Value"),
            R"([{"userId":"1","providerName":"Google","providerType":"Google","issuer":null,"primary":true,"dateCreated":1700000000000}])");
}

TEST_F(FederatedUsers, ChangeTheirAttributesAsOthersDo) {
  const std::string token = TokenOf(service, client_, "Google_1");
  EXPECT_EQ(
      OutcomeOf(service.Call("UpdateUserAttributes", R"({"AccessToken":")" + token + R"(",)" + Attributes({{"nickname", "G"}}) + "}")),
      kOk);
  EXPECT_EQ(
      OutcomeOf(service.Call("UpdateUserAttributes", R"({"AccessToken":")" + token + R"(",)" + Attributes({{"identities", "[]"}}) + "}")),
      "InvalidParameterException: Cannot modify the non-mutable attribute identities");
  EXPECT_NE(pool.AttributesOf("Google_1").find("nickname=G"), std::string::npos);
}

TEST_F(FederatedUsers, TakeTheirTokensWithThemWhenTheyAreDeleted) {
  const std::string token = TokenOf(service, client_, "Google_1");
  ASSERT_EQ(pool.TryOf("AdminDeleteUser", "Google_1"), kOk);
  EXPECT_EQ(OutcomeOf(service.Call("GetUser", R"({"AccessToken":")" + token + R"("})")), kNoUser);
}

}  // namespace
}  // namespace rockpool::support
