#include <gtest/gtest.h>

#include "tests/operations/links/linked_users.h"
#include "tests/support/users.h"

namespace rockpool::support {
namespace {

class AdminDisableProviderForUser : public PoolTest<LinksPool> {
 protected:
  // Of ada with the password of tests.
  std::string SignInByPassword(const std::string& password = kPassword) {
    if (client_.empty()) {
      client_ = pool.Call("CreateUserPoolClient", R"("ClientName":"password","ExplicitAuthFlows":["ALLOW_USER_PASSWORD_AUTH"])")
                    .TextAt("UserPoolClient.ClientId");
    }
    return OutcomeOf(service.Call("InitiateAuth", R"({"AuthFlow":"USER_PASSWORD_AUTH","ClientId":")" + client_ +
                                                      R"(","AuthParameters":{"USERNAME":"ada","PASSWORD":")" + password + R"("}})"));
  }
  void SetPassword() {
    ASSERT_EQ(pool.TryOf("AdminSetUserPassword", "ada", R"("Permanent":true,)" + TextMember("Password", kPassword)), kOk);
  }

  static constexpr const char* kNotLinked =
      "InvalidParameterException: Account isn't linked to anyone else, verify that the account has been linked";

 private:
  std::string client_;
};

TEST_F(AdminDisableProviderForUser, TakesTheLinkAway) {
  ASSERT_EQ(pool.TryLink(ProviderUser("Google", "1")), kOk);
  ASSERT_EQ(pool.TryLink(ProviderUser("Google", "2")), kOk);
  service.clock.Advance(5'000);
  EXPECT_EQ(pool.Call("AdminDisableProviderForUser", R"("User":)" + ProviderUser("Google", "1")).body, "{}");
  EXPECT_EQ(pool.AttributesOf("ada"), R"(identities=[{"userId":"2","providerName":"Google","providerType":"Google","issuer":null,)"
                                      R"("primary":false,"dateCreated":1700000000000}])");
  EXPECT_EQ(pool.Of("AdminGetUser", "ada").At("UserLastModifiedDate").GetDouble(), 1700000005.0);
  ASSERT_EQ(pool.TryDisable(ProviderUser("Google", "2")), kOk);
  EXPECT_EQ(pool.AttributesOf("ada"), "");
  EXPECT_EQ(pool.SignIn("Google", "2"), "Google_2");
}

TEST_F(AdminDisableProviderForUser, LeavesTheLinkFreeForAnotherUser) {
  pool.Add("bob");
  ASSERT_EQ(pool.TryLink(ProviderUser("Google", "1")), kOk);
  ASSERT_EQ(pool.TryDisable(ProviderUser("Google", "1")), kOk);
  EXPECT_EQ(OutcomeOf(pool.Link(ProviderUser("Cognito", "bob"), ProviderUser("Google", "1"))), kOk);
  EXPECT_EQ(pool.SignIn("Google", "1"), "bob");
}

TEST_F(AdminDisableProviderForUser, RefusesWhoWasNeverLinked) {
  ASSERT_EQ(pool.SignIn("Google", "1"), "Google_1");
  EXPECT_EQ(pool.TryDisable(ProviderUser("Google", "1")), kNotLinked);
  EXPECT_EQ(pool.SignIn("Google", "1"), "Google_1");
}

TEST_F(AdminDisableProviderForUser, TellsWhatIsMissing) {
  EXPECT_EQ(OutcomeOf(service.Call("AdminDisableProviderForUser", R"({"UserPoolId":"us-east-1_Nowhere","User":{}})")),
            NoSuchPool("us-east-1_Nowhere"));
  EXPECT_EQ(pool.TryDisable(ProviderUser("", "1")), "InvalidParameterException: Missing required parameter ProviderName");
  EXPECT_EQ(pool.TryDisable(ProviderUser("Google", "")), "InvalidParameterException: Missing required parameter ProviderAttributeValue");
  EXPECT_EQ(pool.TryDisable(ProviderUser("Google", "1")), kNoUser);
  EXPECT_EQ(pool.TryDisable(ProviderUser("Cognito", "nobody")), kNoUser);
  EXPECT_EQ(pool.TryDisable(ProviderUser("Nowhere", "1")), "ResourceNotFoundException: Identity provider Nowhere does not exist.");
}

TEST_F(AdminDisableProviderForUser, EndsThePasswordOfAUserOfThePool) {
  SetPassword();
  ASSERT_EQ(SignInByPassword(), kOk);
  EXPECT_EQ(pool.TryDisable(ProviderUser("Cognito", "ada")), kOk);
  EXPECT_EQ(SignInByPassword(), "NotAuthorizedException: Incorrect username or password.");
  EXPECT_EQ(pool.StatusOf("ada"), "CONFIRMED");
  EXPECT_EQ(pool.TryDisable(ProviderUser("Cognito", "ada")), kOk);
  SetPassword();
  EXPECT_EQ(SignInByPassword(), kOk);
}

TEST_F(AdminDisableProviderForUser, LeavesTheLinksOfAUserWhosePasswordItEnds) {
  ASSERT_EQ(pool.TryLink(ProviderUser("Google", "1")), kOk);
  ASSERT_EQ(pool.TryDisable(ProviderUser("Cognito", "ada")), kOk);
  EXPECT_EQ(pool.SignIn("Google", "1"), "ada");
}

}  // namespace
}  // namespace rockpool::support
