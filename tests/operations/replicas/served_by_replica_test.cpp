// What the API does in the region of a secondary replica: existing users sign in, all can be read, and nothing of them is written.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/operations/replicas/replicated_pool.h"
#include "tests/operations/sign_in/sign_in_pool.h"
#include "tests/support/fake_invoker.h"
#include "tests/support/users.h"

namespace rockpool::support {
namespace {

constexpr const char* kRefused = "OperationNotEnabledException: This operation is not enabled in this Region.";
constexpr const char* kWrong = "NotAuthorizedException: Incorrect username or password.";
const CallerKey kOregon{.region = "us-west-2"};

class ServedByReplica : public testing::Test {
 protected:
  ServedByReplica() {
    client = pool.Call("CreateUserPoolClient", R"("ClientName":"app","ExplicitAuthFlows":["ALLOW_USER_PASSWORD_AUTH",)"
                                               R"("ALLOW_ADMIN_USER_PASSWORD_AUTH","ALLOW_REFRESH_TOKEN_AUTH"])")
                 .TextAt("UserPoolClient.ClientId");
    CreateUser(service, pool.id(), "ada", {{"email", "ada@example.com"}});
    pool.Create("eu-west-1", R"(,"UserPoolTags":{"team":"ireland"})");
    service.clock.Advance(kLong);
    EXPECT_EQ(OutcomeOf(pool.Update("eu-west-1", "ACTIVE")), kOk);
  }

  Answer SignIn(const CallerKey& caller, const std::string& name = "ada", const std::string& password = kPassword) {
    return service.Call("InitiateAuth",
                        R"({"AuthFlow":"USER_PASSWORD_AUTH","ClientId":")" + client + R"(","AuthParameters":{"USERNAME":")" + name +
                            R"(","PASSWORD":")" + password + R"("}})",
                        caller);
  }

  std::string InIreland(std::string_view operation, std::string_view members = R"("Username":"ada")") {
    return OutcomeOf(pool.CallAs(kIreland, operation, members));
  }

  TestService service;
  ReplicatedPool pool{service};
  std::string client;
};

TEST_F(ServedByReplica, SignsInWhoIsThereAndRefreshes) {
  const Answer answer = SignIn(kIreland);
  ASSERT_EQ(OutcomeOf(answer), kOk);
  const std::string token = answer.TextAt("AuthenticationResult.AccessToken");
  EXPECT_EQ(OutcomeOf(service.Call("GetUser", "{" + TextMember("AccessToken", token) + "}", kIreland)), kOk);
  EXPECT_EQ(OutcomeOf(service.Call("GetUser", "{" + TextMember("AccessToken", token) + "}")), kOk) << "it is the primary's as well";
  const std::string refresh = R"({"AuthFlow":"REFRESH_TOKEN_AUTH","ClientId":")" + client + R"(","AuthParameters":{"REFRESH_TOKEN":")" +
                              answer.TextAt("AuthenticationResult.RefreshToken") + R"("}})";
  EXPECT_EQ(OutcomeOf(service.Call("InitiateAuth", refresh, kIreland)), kOk);
  EXPECT_EQ(InIreland("AdminInitiateAuth", R"("AuthFlow":"ADMIN_USER_PASSWORD_AUTH","ClientId":")" + client +
                                               R"(","AuthParameters":{"USERNAME":"ada","PASSWORD":")" + kPassword + R"("})"),
            kOk);
  EXPECT_EQ(OutcomeOf(service.Call("GlobalSignOut", "{" + TextMember("AccessToken", token) + "}", kIreland)), kOk);
}

TEST_F(ServedByReplica, ShowsThePrimarysUsersAndThePoolUnderAnArnAndTagsOfItsOwn) {
  EXPECT_EQ(pool.CallAs(kIreland, "AdminGetUser", R"("Username":"ada")").body, pool.Call("AdminGetUser", R"("Username":"ada")").body);
  EXPECT_EQ(pool.CallAs(kIreland, "ListUsers").body, pool.Call("ListUsers").body);
  EXPECT_EQ(InIreland("DescribeUserPoolClient", TextMember("ClientId", client)), kOk);
  const Answer described = pool.CallAs(kIreland, "DescribeUserPool");
  EXPECT_EQ(described.TextAt("UserPool.Arn"), "arn:aws:cognito-idp:eu-west-1:000000000000:userpool/" + pool.id());
  EXPECT_EQ(described.TextAt("UserPool.UserPoolTags.team"), "ireland");
  EXPECT_EQ(pool.Call("DescribeUserPool").TextAt("UserPool.Arn"), pool.arn());
}

TEST_F(ServedByReplica, RefusesWhatWritesUsers) {
  for (const auto& [operation, members] :
       std::vector<std::pair<std::string, std::string>>{{"AdminCreateUser", R"("Username":"bob")"},
                                                        {"AdminDeleteUser", R"("Username":"ada")"},
                                                        {"AdminSetUserPassword", R"("Username":"ada","Password":"Corr3ct-horse-2")"},
                                                        {"AdminUpdateUserAttributes", R"("Username":"ada","UserAttributes":[])"},
                                                        {"AdminAddUserToGroup", R"("Username":"ada","GroupName":"g")"},
                                                        {"AdminSetUserMFAPreference", R"("Username":"ada")"},
                                                        {"AdminResetUserPassword", R"("Username":"ada")"}}) {
    EXPECT_EQ(InIreland(operation, members), kRefused) << operation;
  }
  const std::string of_client = "{" + TextMember("ClientId", client);
  EXPECT_EQ(OutcomeOf(service.Call("SignUp", of_client + R"(,"Username":"bob","Password":"Corr3ct-horse"})", kIreland)), kRefused);
  EXPECT_EQ(OutcomeOf(service.Call("ForgotPassword", of_client + R"(,"Username":"ada"})", kIreland)), kRefused);
  const std::string of_token = "{" + TextMember("AccessToken", TokenOf(service, client, "ada"));
  EXPECT_EQ(OutcomeOf(service.Call("UpdateUserAttributes", of_token + R"(,"UserAttributes":[]})", kIreland)), kRefused);
  EXPECT_EQ(OutcomeOf(service.Call("AssociateSoftwareToken", of_token + "}", kIreland)), kRefused);
  EXPECT_EQ(OutcomeOf(service.Call("DeleteUser", of_token + "}", kIreland)), kRefused);
}

TEST_F(ServedByReplica, ChangesNoPoolAndFindsNoneInOtherRegions) {
  EXPECT_EQ(InIreland("AddCustomAttributes", R"("CustomAttributes":[{"Name":"x","AttributeDataType":"String"}])"), kRefused);
  EXPECT_EQ(InIreland("DeleteUserPool", ""), kRefused);
  EXPECT_EQ(InIreland("DeleteIdentityProvider", R"("ProviderName":"x")"), NoSuchPool(pool.id())) << "it does not declare that refusal";
  EXPECT_EQ(OutcomeOf(pool.CallAs(kOregon, "AdminGetUser", R"("Username":"ada")")), NoSuchPool(pool.id()));
  EXPECT_EQ(OutcomeOf(pool.CallAs({"123456789012", "eu-west-1"}, "AdminGetUser", R"("Username":"ada")")), NoSuchPool(pool.id()));
  EXPECT_EQ(OutcomeOf(SignIn(kOregon)), kOk) << "an app client is found from everywhere";
}

TEST_F(ServedByReplica, ReadsAndRefusesUsersWhileItIsNotActive) {
  EXPECT_EQ(OutcomeOf(pool.Update("eu-west-1", "INACTIVE")), kOk);
  EXPECT_EQ(OutcomeOf(SignIn(kIreland)), kRefused);
  EXPECT_EQ(InIreland("AdminGetUser"), kOk);
  EXPECT_EQ(InIreland("AdminUserGlobalSignOut"), kRefused);
  EXPECT_EQ(InIreland("DescribeUserPoolClient", TextMember("ClientId", client)), kOk);
  EXPECT_EQ(InIreland("GetIdentityProviderByIdentifier", R"("IdpIdentifier":"x")"), NoSuchPool(pool.id()));
  EXPECT_EQ(InIreland("DescribeUserPool", ""), kOk);
  EXPECT_EQ(OutcomeOf(SignIn({})), kOk);
}

TEST_F(ServedByReplica, CountsWrongPasswordsByItself) {
  for (int i = 0; i < 5; ++i) {
    EXPECT_EQ(OutcomeOf(SignIn(kIreland, "ada", "wrong")), kWrong);
  }
  EXPECT_EQ(OutcomeOf(SignIn(kIreland)), "NotAuthorizedException: Password attempts exceeded");
  EXPECT_EQ(OutcomeOf(SignIn({})), kOk);
  service.clock.Advance(kLong);
  EXPECT_EQ(OutcomeOf(SignIn(kIreland)), kOk);
}

TEST_F(ServedByReplica, AsksForNoNewPasswordAndNoAuthenticator) {
  EXPECT_EQ(pool.Try("AdminSetUserPassword", R"("Username":"ada","Password":")" + std::string(kPassword) + R"(","Permanent":false)"), kOk);
  EXPECT_EQ(OutcomeOf(SignIn(kIreland)), kRefused);
  EXPECT_EQ(SignIn({}).TextAt("ChallengeName"), "NEW_PASSWORD_REQUIRED");
}

TEST_F(ServedByReplica, AsksForNoCodeOfAnAuthenticator) {
  EXPECT_EQ(pool.Try("SetUserPoolMfaConfig", R"("MfaConfiguration":"ON","SoftwareTokenMfaConfiguration":{"Enabled":true})"), kOk);
  EXPECT_EQ(OutcomeOf(SignIn(kIreland)), kRefused);
  EXPECT_EQ(SignIn({}).TextAt("ChallengeName"), "MFA_SETUP");
}

TEST_F(ServedByReplica, ConfirmsNobodyByACodeThatIsTheFirstFactor) {
  const std::string more = R"(,"Policies":{"SignInPolicy":{"AllowedFirstAuthFactors":["PASSWORD","EMAIL_OTP"]}})" + std::string(kWithEmail);
  ReplicatedPool choosing(service, more);
  const std::string app = choosing.Call("CreateUserPoolClient", R"("ClientName":"app","ExplicitAuthFlows":["ALLOW_USER_AUTH"])")
                              .TextAt("UserPoolClient.ClientId");
  ASSERT_EQ(OutcomeOf(service.Call("SignUp", "{" + TextMember("ClientId", app) + R"(,"Username":"bob","Password":")" + kPassword +
                                                 R"(","UserAttributes":[{"Name":"email","Value":"bob@example.com"}]})")),
            kOk);
  choosing.Create("eu-west-1");
  service.clock.Advance(kLong);
  ASSERT_EQ(OutcomeOf(choosing.Update("eu-west-1", "ACTIVE")), kOk);
  const std::size_t sent = MessagesOf(service, choosing.id()).size();
  const std::string opening =
      R"({"AuthFlow":"USER_AUTH","ClientId":")" + app + R"(","AuthParameters":{"USERNAME":"bob","PREFERRED_CHALLENGE":"EMAIL_OTP"}})";
  EXPECT_EQ(OutcomeOf(service.Call("InitiateAuth", opening, kIreland)), kRefused);
  EXPECT_EQ(MessagesOf(service, choosing.id()).size(), sent) << "no code that would be of no use";
  const Answer asked = service.Call("InitiateAuth", opening);
  ASSERT_EQ(asked.TextAt("ChallengeName"), "EMAIL_OTP");
  const std::string answer = R"({"ChallengeName":"EMAIL_OTP","ClientId":")" + app + R"(","Session":")" + asked.TextAt("Session") +
                             R"(","ChallengeResponses":{"USERNAME":"bob","EMAIL_OTP_CODE":")" + LastCodeOf(service, choosing.id()) +
                             R"("}})";
  EXPECT_EQ(OutcomeOf(service.Call("RespondToAuthChallenge", answer, kIreland)), kRefused);
  EXPECT_EQ(StatusOf(service, choosing.id(), "bob"), "UNCONFIRMED");
  EXPECT_EQ(OutcomeOf(service.Call("RespondToAuthChallenge", answer)), kOk);
  EXPECT_EQ(StatusOf(service, choosing.id(), "bob"), "CONFIRMED");
}

TEST_F(ServedByReplica, MigratesNobody) {
  const auto functions = FakeInvoker::Of(service);
  EXPECT_EQ(pool.Try("UpdateUserPool", kReplicable + 1 + LambdaMember({"UserMigration"})), kOk);
  EXPECT_EQ(OutcomeOf(SignIn(kIreland, "nobody")), "UserNotFoundException: User does not exist.");
  EXPECT_TRUE(functions->Sources().empty());
}

}  // namespace
}  // namespace rockpool::support
