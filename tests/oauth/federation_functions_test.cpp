// Lambda functions of a sign-in through a provider, from the way there to the tokens.
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "tests/oauth/support/federation_test.h"
#include "tests/support/fake_invoker.h"
#include "tests/support/jwt.h"

namespace rockpool::support {
namespace {

class FederationFunctions : public FederationTest {
 protected:
  FederationFunctions() {
    Call("UpdateUserPool", LambdaMember({"InboundFederation", "PreSignUp", "PostConfirmation", "PreAuthentication", "PostAuthentication",
                                         "PreTokenGeneration"})
                               .substr(1));
  }
  static std::string ErrorIn(const Page& page) {
    return page.LocationBase() + " " + std::string(page.LocationQuery().Find("error").value_or("")) + ": " +
           std::string(page.LocationQuery().Find("error_description").value_or(""));
  }

  std::shared_ptr<FakeInvoker> functions = FakeInvoker::Of(oauth.service);
};

TEST_F(FederationFunctions, AreCalledInAwsOrder) {
  functions->Respond("PreTokenGeneration", R"({"claimsOverrideDetails":{"claimsToAddOrOverride":{"tenant":"blue"}}})");
  const Page first = SignIn({{"scope", "openid"}});
  EXPECT_EQ(functions->Sources(), (std::vector<std::string>{"InboundFederation_ExternalProvider", "PreSignUp_ExternalProvider",
                                                            "PostConfirmation_ConfirmSignUp", "TokenGeneration_HostedAuth"}));
  EXPECT_EQ(functions->In("InboundFederation_ExternalProvider", "request.attributes.idToken.email"), "ann@corp.example");
  EXPECT_EQ(functions->In("InboundFederation_ExternalProvider", "request.attributes.userInfo.sub"), "123");
  EXPECT_NE(functions->In("InboundFederation_ExternalProvider", "request.attributes.tokenResponse.id_token"), "-");
  EXPECT_EQ(functions->In("TokenGeneration_HostedAuth", "userName"), "Corp_123");
  EXPECT_EQ(ClaimOf(IdTokenFor(first), "tenant"), R"("blue")");
  functions->Forget();
  browser.DropCookies();
  SignIn();
  EXPECT_EQ(functions->Sources(), (std::vector<std::string>{"InboundFederation_ExternalProvider", "PreAuthentication_Authentication",
                                                            "PostAuthentication_Authentication", "TokenGeneration_HostedAuth"}));
}

TEST_F(FederationFunctions, SeeInTheTokensWhatPostConfirmationAndPostAuthenticationHaveChanged) {
  const auto call_him = [this](const std::string& nickname) {
    return [this, nickname](const triggers::Invocation& invocation) {
      Call("AdminUpdateUserAttributes", R"("Username":"Corp_123","UserAttributes":[{"Name":"nickname","Value":")" + nickname + R"("}])");
      return triggers::Outcome{triggers::Outcome::Kind::kAnswered, invocation.event, "", 1};
    };
  };
  functions->Do("PostConfirmation", call_him("new"));
  EXPECT_EQ(ClaimOf(IdTokenFor(SignIn({{"scope", "openid profile"}})), "nickname"), R"("new")");
  EXPECT_EQ(functions->In("TokenGeneration_HostedAuth", "request.userAttributes.nickname"), "new");
  browser.DropCookies();
  functions->Do("PostAuthentication", call_him("old"));
  const http::NamedValues fields = SignIn({{"response_type", "token"}, {"scope", "openid profile"}}).LocationFragment();
  EXPECT_EQ(ClaimOf(std::string(fields.Find("id_token").value_or("")), "nickname"), R"("old")");
  EXPECT_EQ(functions->In("TokenGeneration_HostedAuth", "request.userAttributes.nickname"), "old");
}

TEST_F(FederationFunctions, AreCalledForTheContentsThatTheSignInHasSeen) {
  SignIn();
  const std::vector<triggers::Invocation> calls = functions->Calls();
  ASSERT_GE(calls.size(), 2U);
  ASSERT_EQ(calls[1].source, "PreSignUp_ExternalProvider");
  EXPECT_EQ(calls[1].generation, oauth.service.world().store.generation()) << "a rule that links does not do so behind a reset";
}

TEST_F(FederationFunctions, ThatRefuseAreToldAtTheCallback) {
  functions->Throw("PreSignUp", "Sign up is closed");
  EXPECT_EQ(SignIn({{"state", "s"}}).location(),
            std::string(OAuthService::kCallback) +
                "?error_description=PreSignUp+failed+with+error+Sign+up+is+closed.+&state=s&error=invalid_request");
  functions->Respond("PreSignUp", "{}");
  functions->Throw("PreTokenGeneration", "Not today");
  EXPECT_EQ(ErrorIn(SignIn()), std::string(OAuthService::kCallback) + " invalid_request: PreTokenGeneration failed with error Not today. ");
  EXPECT_EQ(browser.Cookie("cognito-" + pool), "");
}

TEST_F(FederationFunctions, StandInTheTraceOfTheSignIn) {
  functions->Throw("PreSignUp", "Sign up is closed");
  SignIn();
  const std::string traces = Traces();
  EXPECT_NE(traces.find(R"({"rule":"InboundFederation","verdict":"passed")"), std::string::npos) << traces;
  EXPECT_NE(traces.find(R"({"rule":"PreSignUp","verdict":"refused","reason":"PreSignUp failed with error Sign up is closed.)"),
            std::string::npos)
      << traces;
  EXPECT_LT(traces.find(R"({"rule":"attribute mapping","verdict":"passed")"), traces.find(R"({"rule":"PreSignUp")")) << traces;
}

}  // namespace
}  // namespace rockpool::support
