// /forgotPassword and /confirmforgotPassword.
#include <gtest/gtest.h>

#include "tests/oauth/support/page_test.h"

namespace rockpool::oauth {
namespace {

using support::kPassword;
using support::MessagesOf;
using support::OtherCode;
using support::Page;

using Fields = http::NamedValues;

constexpr const char* kNew = "New-Passw0rd";

class ForgotPassword : public support::PageTest {
 protected:
  Page AskForCode(const std::string& username = kUser) { return Send(Open("/forgotPassword"), {{"username", username}}); }
  static Fields Filled(const std::string& code, const std::string& password = kNew, const std::string& again = kNew) {
    return {{"verification_code", code}, {"new_password", password}, {"confirm_password", again}};
  }
};
ROCKPOOL_IN_BOTH_LOOKS(ForgotPassword);

TEST_P(ForgotPassword, LeadsFromTheSignInPageToANewPasswordAndBack) {
  EXPECT_TRUE(Open("/login").Shows("/forgotPassword?"));
  const Page page = AskForCode();
  EXPECT_TRUE(IsAt(page, "confirm_password"));
  EXPECT_TRUE(page.Shows("a***@e***"));
  const Page login = Send(page, Filled(CodeSent()));
  EXPECT_TRUE(IsAt(login, "Your password has been changed. Sign in with it."));
  EXPECT_EQ(login.InputValue("username"), kUser);
  EXPECT_TRUE(Submit(login, {{"username", kUser}, {"password", kPassword}}).Shows("Incorrect username or password."));
  EXPECT_TRUE(IsBack(LogIn(kUser, kNew)));
}

TEST_P(ForgotPassword, TakesEightMinutesAndNoMore) {
  constexpr util::EpochMillis kEightMinutes = 480'000;
  Page page = AskForCode();
  oauth.service.clock.Advance(kEightMinutes);
  page = Submit(page, Filled(CodeSent()));
  EXPECT_EQ(page.status, 400);
  EXPECT_TRUE(page.Shows("Your sign-in took too long or was interrupted."));
  page = AskForCode();
  oauth.service.clock.Advance(kEightMinutes - 1);
  EXPECT_TRUE(IsAt(Send(page, Filled(CodeSent())), "Your password has been changed."));
}

TEST_P(ForgotPassword, TakesAPasswordOfSeveralWords) {
  const std::string words = "Three w0rds, no less";
  const Page page = AskForCode();
  const Page login = Send(page, Filled(CodeSent(), words, words));
  EXPECT_TRUE(IsAt(login, "Your password has been changed.")) << login.body;
  EXPECT_TRUE(IsBack(LogIn(kUser, words)));
}

TEST_P(ForgotPassword, AsksForTheNewPasswordAlsoWhereSomebodyIsSignedIn) {
  support::CreateUser(oauth.service, here, "bob", {{"email", "bob@example.com"}, {"email_verified", "true"}});
  LogIn("bob");
  const Page page = AskForCode();
  EXPECT_TRUE(IsAt(Send(page, Filled(CodeSent())), "Your password has been changed."));
}

TEST_P(ForgotPassword, SaysOfPeopleWhoDoNotExistWhatTheApiSays) {
  const Page told = Submit(Open("/forgotPassword"), {{"username", "nobody"}});
  EXPECT_EQ(told.status, 200);
  EXPECT_TRUE(told.Shows("Username/client id combination not found."));
  EXPECT_EQ(told.InputValue("username"), "nobody");
  UseClient(oauth.CreateClient(here, R"({"PreventUserExistenceErrors":"ENABLED"})"));
  const Page hidden = AskForCode("nobody");
  EXPECT_TRUE(IsAt(hidden, "confirm_password"));
  EXPECT_TRUE(hidden.Shows("@"));
  EXPECT_TRUE(MessagesOf(oauth.service, here).empty());
  EXPECT_TRUE(Submit(hidden, Filled("123456")).Shows("Invalid verification code provided, please try again."));
}

TEST_P(ForgotPassword, TellsWhatIsWrongAndTakesTheNextTry) {
  Page page = AskForCode();
  const std::string code = CodeSent();
  page = Submit(page, Filled(OtherCode(code)));
  EXPECT_EQ(page.status, 200);
  EXPECT_TRUE(page.Shows("Invalid verification code provided, please try again."));
  page = Submit(page, Filled(code, kNew, "Other-Passw0rd"));
  EXPECT_TRUE(page.Shows("The passwords do not match."));
  page = Submit(page, {{"verification_code", code}, {"new_password", kNew}});
  EXPECT_TRUE(page.Shows("The passwords do not match."));
  page = Submit(page, Filled(code, "short", "short"));
  EXPECT_TRUE(page.Shows("Password did not conform with policy"));
  EXPECT_FALSE(page.Shows("\"short\""));
  page = Submit(page, Filled(code, std::string(257, 'a'), std::string(257, 'a')));
  EXPECT_TRUE(page.Shows("less than or equal to 256"));
  EXPECT_TRUE(IsAt(Send(page, Filled(code)), "Your password has been changed."));
}

TEST_P(ForgotPassword, TakesNoFormThatIsNotThisBrowsers) {
  EXPECT_TRUE(browser.Post(At("/forgotPassword"), {{"username", kUser}}).Shows("This form was out of date."));
  EXPECT_TRUE(MessagesOf(oauth.service, here).empty());
  AskForCode();
  EXPECT_TRUE(browser.Post(At("/confirmforgotPassword"), Filled(CodeSent())).Shows("This form was out of date."));
  EXPECT_TRUE(IsBack(LogIn()));
}

TEST_P(ForgotPassword, LeadsToTheSignInPageWhoHasAskedForNoCode) {
  EXPECT_TRUE(LeadsToSignIn(Open("/confirmforgotPassword")));
  EXPECT_TRUE(LeadsToSignIn(browser.Post(At("/confirmforgotPassword"), Filled("123456"))));
}

}  // namespace
}  // namespace rockpool::oauth
