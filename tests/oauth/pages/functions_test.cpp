// Lambda functions that the pages run: what they refuse stands above the form, in the API's words.
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "tests/oauth/support/page_test.h"
#include "tests/support/fake_invoker.h"

namespace rockpool::oauth {
namespace {

using support::kPassword;
using support::LambdaMember;
using support::Page;

using Sources = std::vector<std::string>;

constexpr const char* kVerifiesEmail = R"(,"AutoVerifiedAttributes":["email"],"Schema":[{"Name":"email","Required":true,"Mutable":true}])";

class FunctionPages : public support::PageTest {
 protected:
  FunctionPages() {
    UsePool(kVerifiesEmail +
            LambdaMember({"PreSignUp", "PostConfirmation", "PreAuthentication", "PostAuthentication", "PreTokenGeneration:V2_0"}));
    support::CreateUser(oauth.service, here, kUser, {{"email", "ann@example.com"}, {"email_verified", "true"}});
    functions->Forget();
  }

  Page SignUp() {
    return Send(Open("/signup"), {{"username", "bea"}, {"requiredAttributes[email]", "bea@example.com"}, {"password", kPassword}});
  }
  static bool IsSignIn(const Page& page) { return page.status == 200 && page.InputValue("password") && page.InputValue("username"); }
  static std::string ErrorIn(const Page& page) {
    return page.LocationBase() + " " + std::string(page.LocationQuery().Find("error_description").value_or(""));
  }

  std::shared_ptr<support::FakeInvoker> functions = support::FakeInvoker::Of(oauth.service);
};
ROCKPOOL_IN_BOTH_LOOKS(FunctionPages);

TEST_P(FunctionPages, RunThoseOfASignInInItsOrder) {
  EXPECT_TRUE(IsBack(LogIn()));
  EXPECT_EQ(functions->Sources(),
            (Sources{"PreAuthentication_Authentication", "PostAuthentication_Authentication", "TokenGeneration_HostedAuth"}));
}

TEST_P(FunctionPages, TellARefusalAboveTheSignInForm) {
  functions->Throw("PreAuthentication", "Closed");
  const Page before = LogIn();
  EXPECT_TRUE(IsSignIn(before) && before.Shows("PreAuthentication failed with error Closed.")) << before.body;
  functions->Respond("PreAuthentication", "{}");
  functions->Throw("PostAuthentication", "Full");
  const Page after = LogIn();
  EXPECT_TRUE(IsSignIn(after) && after.Shows("PostAuthentication failed with error Full.")) << after.body;
}

TEST_P(FunctionPages, TellTheApplicationWhatPreTokenGenerationRefuses) {
  functions->Throw("PreTokenGeneration", "No tokens");
  EXPECT_EQ(ErrorIn(LogIn()), std::string(support::OAuthService::kCallback) + " PreTokenGeneration failed with error No tokens.");
  functions->Respond("PreTokenGeneration", "{}");
  EXPECT_TRUE(LeadsToSignIn(Ask(RequestOf(app, {})))) << "no session has begun";
}

TEST_P(FunctionPages, BeginAnewBehindARefusalThatComesAfterASecondFactor) {
  SetMfa("ON", "token");
  const std::string token = R"("AccessToken":")" + support::TokenOf(oauth.service, app, kUser) + R"(")";
  EXPECT_EQ(oauth.service.Call("AssociateSoftwareToken", "{" + token + "}").status, 200);
  EXPECT_EQ(oauth.service.Call("VerifySoftwareToken", "{" + token + R"(,"UserCode":")" + CodeOfApp() + R"("})").status, 200);
  oauth.service.clock.Advance(30'000);
  const Page question = LogIn();
  ASSERT_TRUE(IsAt(question, "authentication_code")) << question.body;
  functions->Throw("PostAuthentication", "Full");
  const Page page = Send(question, {{"authentication_code", CodeOfApp()}});
  EXPECT_TRUE(IsSignIn(page) && page.Shows("PostAuthentication failed with error Full.")) << page.body;
}

TEST_P(FunctionPages, TellARefusalAboveTheSignUpForm) {
  functions->Throw("PreSignUp", "Members only");
  const Page page = SignUp();
  EXPECT_TRUE(page.InputValue("requiredAttributes[email]"));
  EXPECT_TRUE(page.Shows("PreSignUp failed with error Members only.")) << page.body;
  EXPECT_EQ(oauth.service.Call("AdminGetUser", R"({"UserPoolId":")" + here + R"(","Username":"bea"})").ErrorType(),
            "UserNotFoundException");
}

TEST_P(FunctionPages, SignInAtOnceWhomPreSignUpHasConfirmed) {
  functions->Respond("PreSignUp", R"({"autoConfirmUser":true})");
  EXPECT_TRUE(IsBack(SignUp()));
  EXPECT_EQ(functions->CountOf("PostConfirmation_ConfirmSignUp"), 1U);
  EXPECT_EQ(functions->CountOf("TokenGeneration_HostedAuth"), 1U);
  EXPECT_TRUE(support::MessagesOf(oauth.service, here).empty());
}

TEST_P(FunctionPages, TellWhyWhomPreSignUpHasConfirmedIsNotSignedIn) {
  functions->Respond("PreSignUp", R"({"autoConfirmUser":true})");
  functions->Throw("PostAuthentication", "Full");
  const Page page = SignUp();
  EXPECT_TRUE(IsSignIn(page) && page.Shows("PostAuthentication failed with error Full.")) << page.body;
}

TEST_P(FunctionPages, TellWhatPostConfirmationRefusesOfAConfirmedUser) {
  const Page confirm = SignUp();
  functions->Throw("PostConfirmation", "Too late");
  const Page page = Send(confirm, {{"verification_code", CodeSent()}});
  EXPECT_TRUE(page.Shows("PostConfirmation failed with error Too late.")) << page.body;
  EXPECT_EQ(support::StatusOf(oauth.service, here, "bea"), "CONFIRMED");
}

class RecoveryPages : public support::PageTest {
 protected:
  RecoveryPages() {
    UsePool(LambdaMember({"CustomMessage", "PostConfirmation"}));
    support::CreateUser(oauth.service, here, kUser, {{"email", "ann@example.com"}, {"email_verified", "true"}});
    functions->Forget();
  }

  Page AskForCode() { return Send(Open("/forgotPassword"), {{"username", kUser}}); }
  Page SetPassword(const Page& page) {
    return Send(page, {{"verification_code", CodeSent()}, {"new_password", kRecovered}, {"confirm_password", kRecovered}});
  }

  static constexpr const char* kRecovered = "New-Passw0rd";
  std::shared_ptr<support::FakeInvoker> functions = support::FakeInvoker::Of(oauth.service);
};
ROCKPOOL_IN_BOTH_LOOKS(RecoveryPages);

TEST_P(RecoveryPages, RunTheFunctionsOfAMessageAndOfAConfirmation) {
  const Page page = AskForCode();
  EXPECT_EQ(functions->Sources(), Sources{"CustomMessage_ForgotPassword"});
  EXPECT_TRUE(IsAt(SetPassword(page), "Your password has been changed."));
  EXPECT_EQ(functions->Sources(), (Sources{"CustomMessage_ForgotPassword", "PostConfirmation_ConfirmForgotPassword"}));
  EXPECT_EQ(functions->In("PostConfirmation_ConfirmForgotPassword", "callerContext.clientId"), app);
}

TEST_P(RecoveryPages, TellWhatTheFunctionsRefuse) {
  functions->Throw("CustomMessage", "No words");
  const Page unsent = AskForCode();
  EXPECT_TRUE(unsent.Shows("CustomMessage failed with error No words.")) << unsent.body;
  EXPECT_TRUE(support::MessagesOf(oauth.service, here).empty());
  functions->Respond("CustomMessage", "{}");
  const Page asked = AskForCode();
  functions->Throw("PostConfirmation", "Too late");
  const Page page = SetPassword(asked);
  EXPECT_TRUE(page.Shows("PostConfirmation failed with error Too late.")) << page.body;
  EXPECT_TRUE(IsBack(LogIn(kUser, kRecovered))) << "the password is set";
}

// Where the name alone is asked for first, by a client that hides who exists or does not.
class MigrationPages : public support::PageTest {
 protected:
  void Use(const std::string& hides) {
    UsePool(
        R"(,"EmailConfiguration":{"EmailSendingAccount":"DEVELOPER","SourceArn":"arn:aws:ses:us-east-1:123456789012:identity/a@b.example"},)"
        R"("Policies":{"SignInPolicy":{"AllowedFirstAuthFactors":["PASSWORD","EMAIL_OTP"]}})" +
            LambdaMember({"UserMigration"}),
        R"({"ExplicitAuthFlows":["ALLOW_USER_AUTH"],"PreventUserExistenceErrors":")" + hides + R"("})");
    functions->Respond("UserMigration", R"({"userAttributes":{"email":"bea@example.com","email_verified":"true"},)"
                                        R"("finalUserStatus":"CONFIRMED","messageAction":"SUPPRESS"})");
  }
  Page Name() { return Send(Open("/login"), {{"username", "bea"}}); }

  std::shared_ptr<support::FakeInvoker> functions = support::FakeInvoker::Of(oauth.service);
};
INSTANTIATE_TEST_SUITE_P(Pages, MigrationPages, testing::Values(2), support::LookName);

TEST_P(MigrationPages, BringOverWhoTypesThePasswordBehindTheName) {
  Use("LEGACY");
  const Page password = Name();
  ASSERT_TRUE(IsAt(password, "name=\"password\"")) << password.body;
  EXPECT_FALSE(password.Shows("value=\"EMAIL_OTP\"")) << "nothing is known that a code could go to";
  EXPECT_EQ(functions->CountOf("UserMigration_Authentication"), 0U);
  EXPECT_TRUE(IsBack(Submit(password, {{"password", kPassword}})));
  EXPECT_EQ(functions->In("UserMigration_Authentication", "request.password"), kPassword);
  EXPECT_EQ(support::StatusOf(oauth.service, here, "bea"), "CONFIRMED");
}

TEST_P(MigrationPages, BringOverWhomTheClientHides) {
  Use("ENABLED");
  EXPECT_TRUE(IsBack(Submit(Name(), {{"password", kPassword}})));
  EXPECT_EQ(support::StatusOf(oauth.service, here, "bea"), "CONFIRMED");
}

TEST_P(MigrationPages, BeginAnewWhereTheFunctionKnowsNobody) {
  Use("LEGACY");
  functions->Respond("UserMigration", "{}");
  const Page again = Send(Name(), {{"password", kPassword}});
  EXPECT_TRUE(IsAt(again, "User does not exist.")) << again.body;
  EXPECT_EQ(again.InputValue("username"), "bea");
}

}  // namespace
}  // namespace rockpool::oauth
