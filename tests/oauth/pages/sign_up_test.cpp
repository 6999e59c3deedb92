// /signup, /confirm, /resendcode and /confirmUser.
#include <gtest/gtest.h>

#include "tests/oauth/support/page_test.h"

namespace rockpool::oauth {
namespace {

using support::Browser;
using support::kPassword;
using support::LastCodeOf;
using support::MessagesOf;
using support::OtherCode;
using support::Page;
using support::StatusOf;

using Fields = http::NamedValues;

constexpr const char* kVerifiesEmail = R"(,"AutoVerifiedAttributes":["email"],"Schema":[{"Name":"email","Required":true,"Mutable":true}])";
constexpr const char* kWrongCode = "Invalid verification code provided, please try again.";

class SignUpPages : public support::PageTest {
 protected:
  SignUpPages() { UsePool(kVerifiesEmail); }

  static Fields Filled(const std::string& username = "bea", const std::string& password = kPassword) {
    return {{"username", username}, {"requiredAttributes[email]", "bea@example.com"}, {"password", password}};
  }
  Page SignUp() { return Send(Open("/signup"), Filled()); }
};
ROCKPOOL_IN_BOTH_LOOKS(SignUpPages);

TEST_P(SignUpPages, LeadFromTheSignInPageToASignedInApplication) {
  EXPECT_TRUE(Open("/login").Shows("/signup?"));
  const Page page = Open("/signup");
  EXPECT_TRUE(page.InputValue("requiredAttributes[email]"));
  const Page confirm = Send(page, Filled());
  EXPECT_TRUE(IsAt(confirm, "verification_code"));
  EXPECT_TRUE(confirm.Shows("b***@e***"));
  EXPECT_FALSE(confirm.Shows("bea@example.com"));
  const Page back = Send(confirm, {{"verification_code", LastCodeOf(oauth.service, here)}});
  EXPECT_TRUE(IsBack(back)) << back.body;
  EXPECT_EQ(StatusOf(oauth.service, here, "bea"), "CONFIRMED");
  EXPECT_EQ(support::AttributeOf(oauth.service, here, "bea", "email_verified"), "true");
  EXPECT_TRUE(IsBack(Ask(RequestOf(app, {})))) << "the browser has a session";
  EXPECT_NE(Traces().find(R"("operation":"POST /confirm")"), std::string::npos);
}

TEST_P(SignUpPages, AskWhoHasSignedUpForASecondFactorToo) {
  SetMfa("ON", "token");
  const Page confirm = SignUp();
  const Page page = Send(confirm, {{"verification_code", CodeSent()}});
  EXPECT_TRUE(IsAt(page, "totp_code")) << page.body;
}

TEST_P(SignUpPages, TellWhatIsWrongAndKeepWhatWasTyped) {
  const Page page = Submit(Open("/signup"), Filled("bea", "short"));
  EXPECT_EQ(page.status, 200);
  EXPECT_TRUE(page.Shows("Password did not conform with policy: Password not long enough"));
  EXPECT_EQ(page.InputValue("username"), "bea");
  EXPECT_EQ(page.InputValue("requiredAttributes[email]"), "bea@example.com");
  EXPECT_EQ(page.InputValue("password"), "");
  const Page nameless = Submit(page, {{"username", "bea"}, {"password", kPassword}});
  EXPECT_TRUE(nameless.Shows("The attribute is required"));
  EXPECT_EQ(nameless.status, 200);
  SignUp();
  EXPECT_TRUE(Submit(Open("/signup"), Filled()).Shows("User already exists"));
}

TEST_P(SignUpPages, TakeNoAttributeThatTheFormDoesNotAskFor) {
  Fields form = Filled();
  form.Add("requiredAttributes[email_verified]", "true");
  form.Add("requiredAttributes[name]", "Bea");
  Send(Open("/signup"), form);
  EXPECT_EQ(support::AttributeOf(oauth.service, here, "bea", "name"), "");
  EXPECT_NE(support::AttributeOf(oauth.service, here, "bea", "email_verified"), "true");
}

TEST_P(SignUpPages, TakeNoFormThatIsNotThisBrowsers) {
  const Page refused = browser.Post(At("/signup"), Filled());
  EXPECT_EQ(refused.status, 200);
  EXPECT_TRUE(refused.Shows("This form was out of date."));
  EXPECT_EQ(refused.InputValue("requiredAttributes[email]"), "bea@example.com");
  EXPECT_TRUE(MessagesOf(oauth.service, here).empty());
}

TEST_P(SignUpPages, HoldFormsToTheModel) {
  EXPECT_TRUE(Submit(Open("/signup"), Filled(std::string(129, 'b'))).Shows("length less than or equal to 128"));
  EXPECT_TRUE(Submit(Open("/signup"), Filled("two words")).Shows("regular expression pattern"));
  Fields form{{"username", "bea"}, {"requiredAttributes[email]", std::string(2049, 'b')}, {"password", kPassword}};
  const Page page = Submit(Open("/signup"), form);
  EXPECT_TRUE(page.Shows("length less than or equal to 2048"));
  EXPECT_EQ(page.InputValue("requiredAttributes[email]"), "");
}

TEST_P(SignUpPages, HoldPasswordsToWhatTheApiHoldsThemTo) {
  EXPECT_TRUE(Submit(Open("/signup"), Filled("bea", "")).Shows("Password did not conform with policy: Password not long enough"));
  EXPECT_TRUE(Submit(Open("/signup"), Filled("bea", " Passw0rd!")).Shows("regular expression pattern: ^[\\S]+.*[\\S]+$"));
  EXPECT_TRUE(IsAt(Send(Open("/signup"), Filled("bea", "Three w0rds, no less")), "verification_code")) << "blanks may stand inside";
}

TEST_P(SignUpPages, EscapeWhatTheyShowAgain) {
  const std::string script = "\"><script>alert(1)</script>";
  const Page page = Submit(Open("/signup"), {{"username", script}, {"requiredAttributes[email]", script}, {"password", "x"}});
  EXPECT_FALSE(page.Shows("<script"));
  EXPECT_EQ(page.InputValue("requiredAttributes[email]"), script);
}

TEST_P(SignUpPages, AreClosedWhereAdministratorsCreateUsers) {
  const Page open = Open("/signup");
  ASSERT_EQ(
      Call("UpdateUserPool", R"("AutoVerifiedAttributes":["email"],"AdminCreateUserConfig":{"AllowAdminCreateUserOnly":true})").status,
      200);
  for (const Page& page : {Open("/signup"), Submit(open, Filled())}) {
    EXPECT_EQ(page.status, 400);
    EXPECT_TRUE(page.Shows("SignUp is not permitted for this user pool"));
    EXPECT_FALSE(page.InputValue("password"));
  }
}

TEST_P(SignUpPages, AskForNoAddressTwiceWhereItIsTheName) {
  const std::string more = std::string(kVerifiesEmail) + R"(,"UsernameAttributes":["email"])";
  here = oauth.CreatePool("mails", GetParam(), more);
  UseClient(oauth.CreateClient(here));
  const Page page = Open("/signup");
  EXPECT_FALSE(page.InputValue("requiredAttributes[email]"));
  const Page confirm = Send(page, {{"username", "cid@example.com"}, {"password", kPassword}});
  EXPECT_TRUE(IsBack(Send(confirm, {{"verification_code", CodeSent()}})));
}

TEST_P(SignUpPages, SayThatAnAdministratorConfirmsWhereNothingIsSent) {
  here = oauth.CreatePool("silent", GetParam());
  UseClient(oauth.CreateClient(here));
  const Page page = Send(Open("/signup"), {{"username", "bea"}, {"password", kPassword}});
  EXPECT_TRUE(IsAt(page, "role=\"alert\">Your account has been created. An administrator has to confirm it")) << page.body;
  EXPECT_EQ(page.InputValue("username"), "bea");
}

TEST_P(SignUpPages, TakeTheRightCodeAlone) {
  const Page confirm = SignUp();
  const Page again = Submit(confirm, {{"verification_code", OtherCode(CodeSent())}});
  EXPECT_EQ(again.status, 200);
  EXPECT_TRUE(again.Shows(kWrongCode));
  EXPECT_TRUE(Submit(again, {{"verification_code", ""}}).Shows("Member must have length greater than or equal to 1"));
  const Page refused = browser.Post(At("/confirm"), {{"verification_code", CodeSent()}});
  EXPECT_TRUE(refused.Shows("This form was out of date."));
  EXPECT_EQ(StatusOf(oauth.service, here, "bea"), "UNCONFIRMED");
  EXPECT_TRUE(IsBack(Submit(refused, {{"verification_code", CodeSent()}})));
}

TEST_P(SignUpPages, SendANewCode) {
  SignUp();
  const Page resent = browser.Follow(
      browser.Post(At("/resendcode"), {{is_managed() ? "csrf" : "_csrf", browser.Cookie("XSRF-TOKEN-" + here)}, {"resend", "resend"}}));
  EXPECT_TRUE(IsAt(resent, "A new code has been sent."));
  EXPECT_EQ(MessagesOf(oauth.service, here).size(), 2U);
  EXPECT_TRUE(Submit(resent, {{"resend", "resend"}, {"verification_code", ""}}).status == 302) << "the button, sent to the form's address";
  EXPECT_EQ(MessagesOf(oauth.service, here).size(), 3U);
  EXPECT_TRUE(IsBack(Send(Open("/confirm"), {{"verification_code", CodeSent()}})));
}

TEST_P(SignUpPages, AskForThePasswordWhereItWasSetAnewMeanwhile) {
  const Page confirm = SignUp();
  const std::string code = CodeSent();
  support::SetStatus(oauth.service, here, "bea", api::UserStatusType::CONFIRMED);
  CallOn("AdminSetUserPassword", "bea", R"("Password":"New-Passw0rd","Permanent":true)");
  support::SetStatus(oauth.service, here, "bea", api::UserStatusType::UNCONFIRMED);
  const Page page = Send(confirm, {{"verification_code", code}});
  EXPECT_TRUE(IsAt(page, "Incorrect username or password."));
  EXPECT_TRUE(page.InputValue("password"));
}

TEST_P(SignUpPages, SignInWhoComesBackLaterToConfirm) {
  SignUp();
  browser.DropCookies();
  const Page confirm = LogIn("bea");
  ASSERT_TRUE(IsAt(confirm, "verification_code"));
  const Page page = Send(confirm, {{"verification_code", CodeSent()}});
  EXPECT_TRUE(IsAt(page, "Your registration has been confirmed!"));
  EXPECT_TRUE(IsBack(Send(page, {{"username", "bea"}, {"password", kPassword}})));
}

class ConfirmationLinks : public support::PageTest {
 protected:
  ConfirmationLinks() {
    UsePool(std::string(kVerifiesEmail) + R"(,"VerificationMessageTemplate":{"DefaultEmailOption":"CONFIRM_WITH_LINK"})",
            R"({"DefaultRedirectURI":"myapp://cb","CallbackURLs":["https://app.example/cb","myapp://cb"]})");
  }
  Page SignUp() {
    return Send(Open("/signup"), {{"username", "bea"}, {"requiredAttributes[email]", "bea@example.com"}, {"password", kPassword}});
  }
  std::string LinkWith(const std::string& code, const std::string& username = "bea") const {
    return "/confirmUser?" + support::QueryOf({{"client_id", app}, {"user_name", username}, {"confirmation_code", code}});
  }
};
ROCKPOOL_IN_BOTH_LOOKS(ConfirmationLinks);

TEST_P(ConfirmationLinks, AreTheWayWhereThePoolSendsThem) {
  const Page page = SignUp();
  EXPECT_TRUE(IsAt(page, "Follow the link in the message that we have sent to"));
  EXPECT_FALSE(page.InputValue("verification_code"));
  Browser elsewhere(oauth);
  const Page confirmed = elsewhere.Get(LinkWith(CodeSent()));
  EXPECT_EQ(confirmed.status, 302);
  EXPECT_EQ(confirmed.location(), "myapp://cb") << "the client's DefaultRedirectURI, an app's too";
  EXPECT_EQ(StatusOf(oauth.service, here, "bea"), "CONFIRMED");
  EXPECT_TRUE(IsBack(LogIn("bea")));
}

TEST_P(ConfirmationLinks, AreNotFollowedByWhoOnlyAsksForTheHeaders) {
  SignUp();
  EXPECT_EQ(Browser(oauth).Send("HEAD", LinkWith(CodeSent())).status, 200);
  EXPECT_EQ(StatusOf(oauth.service, here, "bea"), "UNCONFIRMED");
}

TEST_P(ConfirmationLinks, SayThatItIsDoneWhereTheClientHasNoDefault) {
  UseClient(oauth.CreateClient(here, "{}"));
  SignUp();
  const Page confirmed = browser.Get(LinkWith(CodeSent()));
  EXPECT_EQ(confirmed.status, 200);
  EXPECT_TRUE(confirmed.Shows("Your registration has been confirmed!"));
  EXPECT_EQ(StatusOf(oauth.service, here, "bea"), "CONFIRMED");
}

TEST_P(ConfirmationLinks, SayWhatIsWrongWithThem) {
  SignUp();
  const Page wrong = browser.Get(LinkWith(OtherCode(CodeSent())));
  EXPECT_EQ(wrong.status, 400);
  EXPECT_TRUE(wrong.Shows(kWrongCode));
  EXPECT_TRUE(browser.Get(LinkWith("1", "nobody")).Shows("Username/client id combination not found."));
  EXPECT_EQ(browser.Get(LinkWith("1", std::string(200, 'a'))).status, 400);
  EXPECT_EQ(browser.Get(LinkWith("<script>")).Shows("<script"), false);
  browser.Get(LinkWith(CodeSent()));
  const Page again = browser.Get(LinkWith(CodeSent()));
  EXPECT_EQ(again.status, 400);
  EXPECT_TRUE(again.Shows("User cannot be confirmed. Current status is CONFIRMED"));
}

TEST_P(ConfirmationLinks, LeadToTheErrorPageWithoutAClient) {
  EXPECT_TRUE(browser.Get("/confirmUser").location().find("/error?error=") != std::string::npos);
  EXPECT_TRUE(browser.Get("/confirmUser?client_id=nobody").location().find("/error?error=invalid_request") != std::string::npos);
}

}  // namespace
}  // namespace rockpool::oauth
