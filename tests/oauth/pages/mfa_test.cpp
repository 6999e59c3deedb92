// /mfa, /mfa/select and /mfa/register/...: second factors.
#include <gtest/gtest.h>

#include "tests/oauth/support/page_test.h"
#include "tests/support/watched_store.h"

namespace rockpool::oauth {
namespace {

using support::AttributeOf;
using support::MessagesOf;
using support::OtherCode;
using support::Page;

using Fields = http::NamedValues;

constexpr std::int64_t kStep = 30'000;
const std::string kSender =
    R"(,"EmailConfiguration":{"EmailSendingAccount":"DEVELOPER","SourceArn":"arn:aws:ses:us-east-1:123456789012:identity/a@example.com"})";
// An address that recovers the password is no second factor to set up.
constexpr const char* kRecoversByPhone =
    R"(,"AccountRecoverySetting":{"RecoveryMechanisms":[{"Name":"verified_phone_number","Priority":1}]})";
constexpr const char* kInvalidCode = "Invalid code or auth state for the user.";

class MfaPages : public support::PageTest {
 protected:
  // A pool whose users get codes by e-mail too, and "ann" with these attributes.
  void UseMfa(const std::string& mode, const std::string& factors, const std::vector<support::NameAndValue>& attributes = {},
              const std::string& of_pool = "") {
    UsePool(kSender + of_pool);
    support::CreateUser(oauth.service, here, kUser, attributes);
    SetMfa(mode, factors);
  }
  // An authenticator of "ann".
  void AddApp() {
    const std::string token = R"("AccessToken":")" + support::TokenOf(oauth.service, app, kUser) + R"(")";
    EXPECT_EQ(oauth.service.Call("AssociateSoftwareToken", "{" + token + "}").status, 200);
    EXPECT_EQ(oauth.service.Call("VerifySoftwareToken", "{" + token + R"(,"UserCode":")" + CodeOfApp() + R"("})").status, 200);
    oauth.service.clock.Advance(kStep);
  }
};
ROCKPOOL_IN_BOTH_LOOKS(MfaPages);

const std::vector<support::NameAndValue> kPhone{{"phone_number", "+491701234567"}};
const std::vector<support::NameAndValue> kEmail{{"email", "ann@example.com"}, {"email_verified", "true"}};

TEST_P(MfaPages, AskForACodeBySms) {
  UseMfa("ON", "sms", kPhone);
  const Page page = LogIn();
  ASSERT_TRUE(IsAt(page, "authentication_code"));
  EXPECT_TRUE(page.Shows("4567"));
  EXPECT_FALSE(page.Shows("+491701234567"));
  const Page again = Submit(page, {{"authentication_code", OtherCode(CodeSent())}});
  EXPECT_EQ(again.status, 200);
  EXPECT_TRUE(again.Shows(kInvalidCode));
  const Page back = Submit(again, {{"authentication_code", CodeSent()}});
  EXPECT_TRUE(IsBack(back)) << back.body;
  EXPECT_NE(Traces().find(R"("operation":"POST /mfa")"), std::string::npos);
}

TEST_P(MfaPages, AskForACodeByEmail) {
  UseMfa("OPTIONAL", "email token", kEmail);
  CallOn("AdminSetUserMFAPreference", kUser, R"("EmailMfaSettings":{"Enabled":true,"PreferredMfa":true})");
  const Page page = LogIn();
  ASSERT_TRUE(IsAt(page, "authentication_code"));
  EXPECT_TRUE(page.Shows("a***@e***"));
  EXPECT_TRUE(IsBack(Submit(page, {{"authentication_code", CodeSent()}})));
}

TEST_P(MfaPages, AskForTheCodeOfAnAuthenticator) {
  UseMfa("OPTIONAL", "token");
  AddApp();
  CallOn("AdminSetUserMFAPreference", kUser, R"("SoftwareTokenMfaSettings":{"Enabled":true,"PreferredMfa":true})");
  const Page page = LogIn();
  ASSERT_TRUE(IsAt(page, "authentication_code"));
  EXPECT_TRUE(IsBack(Submit(page, {{"authentication_code", CodeOfApp()}})));
}

TEST_P(MfaPages, EndInOneWriteWithTheCodeOfAnAuthenticator) {
  UseMfa("OPTIONAL", "token");
  AddApp();
  CallOn("AdminSetUserMFAPreference", kUser, R"("SoftwareTokenMfaSettings":{"Enabled":true,"PreferredMfa":true})");
  const Page page = LogIn();
  const std::string name = "page-data-" + app + "-" + here;
  const std::string flow = browser.Cookie(name);
  const std::int64_t before = oauth.service.writes();
  EXPECT_TRUE(IsBack(Submit(page, {{"authentication_code", CodeOfApp()}})));
  EXPECT_EQ(oauth.service.writes() - before, 1);
  browser.PutCookie(name, flow);
  EXPECT_TRUE(LeadsToSignIn(Open("/mfa"))) << "the flow has ended";
}

TEST_P(MfaPages, LeadBackByOneOfTwoAnswersAtOnce) {
  UseMfa("OPTIONAL", "token");
  AddApp();
  CallOn("AdminSetUserMFAPreference", kUser, R"("SoftwareTokenMfaSettings":{"Enabled":true,"PreferredMfa":true})");
  const Page page = LogIn();
  const Fields answer{{"authentication_code", CodeOfApp()}};
  support::Browser twin = browser;
  Page first;
  support::WatchedStore::BeforeNextWrite([&] { first = SubmitBy(twin, page, answer); });
  const Page second = Submit(page, answer);
  EXPECT_TRUE(IsBack(first)) << first.body;
  EXPECT_TRUE(LeadsToSignIn(second)) << second.location();
  EXPECT_EQ(browser.Cookie("cognito-" + here), "");
}

TEST_P(MfaPages, HoldCodesToTheirLengthAndNeedOne) {
  UseMfa("ON", "sms", kPhone);
  Page page = Submit(LogIn(), {{"authentication_code", std::string(2049, '1')}});
  EXPECT_TRUE(page.Shows("less than or equal to 2048"));
  page = Submit(page, {});
  EXPECT_TRUE(page.Shows("Missing required parameter SMS_MFA_CODE"));
  EXPECT_TRUE(IsBack(Submit(page, {{"authentication_code", CodeSent()}})));
}

TEST_P(MfaPages, BeginAnewAfterNineWrongCodes) {
  UseMfa("ON", "sms", kPhone);
  Page page = LogIn();
  for (int i = 0; i < 9 && page.status == 200; ++i) {
    page = Submit(page, {{"authentication_code", OtherCode(CodeSent())}});
  }
  EXPECT_TRUE(LeadsToSignIn(page));
  page = browser.Follow(page);
  EXPECT_TRUE(page.Shows("Invalid session for the user."));
  EXPECT_EQ(page.InputValue("username"), kUser);
  EXPECT_FALSE(IsBack(Ask(RequestOf(app, {}))));
}

TEST_P(MfaPages, TakeNoFormThatIsNotThisBrowsers) {
  UseMfa("ON", "sms", kPhone);
  LogIn();
  const Page refused = browser.Post(At("/mfa"), {{"authentication_code", CodeSent()}});
  EXPECT_TRUE(refused.Shows("This form was out of date."));
  EXPECT_TRUE(IsBack(Submit(refused, {{"authentication_code", CodeSent()}})));
}

TEST_P(MfaPages, LetChooseAmongFactors) {
  UseMfa("OPTIONAL", "sms token", kPhone);
  AddApp();
  CallOn("AdminSetUserMFAPreference", kUser, R"("SMSMfaSettings":{"Enabled":true},"SoftwareTokenMfaSettings":{"Enabled":true})");
  const Page choice = LogIn();
  ASSERT_TRUE(IsAt(choice, "mfa_option"));
  for (const char* factor : {"SMS_MFA", "SOFTWARE_TOKEN_MFA"}) {
    EXPECT_TRUE(choice.Shows("value=\"" + std::string(factor) + "\"")) << factor;
  }
  EXPECT_FALSE(choice.Shows("EMAIL_OTP"));
  const Page refused = Submit(choice, {{"mfa_option", "EMAIL_OTP"}});
  EXPECT_EQ(refused.status, 200);
  EXPECT_TRUE(refused.Shows("Selected MFA type is not available."));
  const Page code = Send(refused, {{"mfa_option", "SOFTWARE_TOKEN_MFA"}});
  ASSERT_TRUE(IsAt(code, "authentication_code"));
  EXPECT_TRUE(IsBack(Submit(code, {{"authentication_code", CodeOfApp()}})));
}

TEST_P(MfaPages, SetAnAuthenticatorUpByAQrCode) {
  UseMfa("ON", "token");
  const Page page = LogIn();
  ASSERT_TRUE(IsAt(page, "totp_code"));
  EXPECT_TRUE(page.Shows("<svg role=\"img\""));
  EXPECT_TRUE(page.Shows("<code>"));
  const Page again = Submit(page, {{"totp_code", OtherCode(CodeOfApp())}, {"device_name", "My \"phone\""}});
  EXPECT_EQ(again.status, 200);
  EXPECT_TRUE(again.Shows("Code mismatch and fail enable Software Token MFA"));
  EXPECT_EQ(again.InputValue("device_name"), "My \"phone\"");
  const auto secret_of = [](const Page& shown) {
    const std::size_t at = shown.body.find("<code>") + 6;
    return shown.body.substr(at, shown.body.find('<', at) - at);
  };
  EXPECT_EQ(secret_of(again).size(), 52U);
  EXPECT_EQ(secret_of(page), secret_of(again)) << "the secret stays the same";
  const Page back = Submit(again, {{"totp_code", CodeOfApp()}, {"device_name", "phone"}});
  EXPECT_TRUE(IsBack(back)) << back.body;
  oauth.service.clock.Advance(kStep);
  browser.DropCookies();
  const Page code = LogIn();
  ASSERT_TRUE(IsAt(code, "authentication_code"));
  EXPECT_TRUE(IsBack(Submit(code, {{"authentication_code", CodeOfApp()}})));
}

TEST_P(MfaPages, LetNobodyTypeALongerNameOfADeviceThanTheyTake) {
  UseMfa("ON", "token");
  const Page page = LogIn();
  EXPECT_TRUE(page.Shows("autocomplete=\"off\" maxlength=\"1024\""));
  const Page again = Submit(page, {{"totp_code", CodeOfApp()}, {"device_name", std::string(1025, 'a')}});
  EXPECT_TRUE(again.Shows("Member must have length less than or equal to 1024"));
  EXPECT_TRUE(IsBack(Submit(again, {{"totp_code", CodeOfApp()}, {"device_name", std::string(1024, 'a')}})));
}

TEST_P(MfaPages, BeginAnewAfterThreeWrongCodesOfAnAuthenticator) {
  UseMfa("ON", "token");
  Page page = LogIn();
  for (int i = 0; i < 4 && page.status == 200; ++i) {
    page = Submit(page, {{"totp_code", OtherCode(CodeOfApp())}});
  }
  EXPECT_TRUE(LeadsToSignIn(page));
  EXPECT_TRUE(browser.Follow(page).Shows("Invalid session for the user."));
}

TEST_P(MfaPages, LetChooseWhatToSetUp) {
  UseMfa("ON", "token email", {}, kRecoversByPhone);
  const Page options = LogIn();
  ASSERT_TRUE(IsAt(options, "mfa_option"));
  EXPECT_TRUE(Submit(options, {{"mfa_option", "SMS_MFA"}}).Shows("Selected MFA type is not available."));
  const Page totp = Send(Open("/mfa/register/options"), {{"mfa_option", "SOFTWARE_TOKEN_MFA"}});
  ASSERT_TRUE(IsAt(totp, "totp_code"));
  EXPECT_TRUE(IsAt(Open("/mfa/register/options"), "mfa_option")) << "the person may think again";
  EXPECT_TRUE(IsBack(Submit(Open("/mfa/register/totp"), {{"totp_code", CodeOfApp()}})));
}

TEST_P(MfaPages, SetAnEmailAddressUp) {
  UseMfa("ON", "token email", {}, kRecoversByPhone);
  const Page form = Send(LogIn(), {{"mfa_option", "EMAIL_OTP"}});
  ASSERT_TRUE(IsAt(form, "name=\"email\""));
  const Page empty = Submit(form, {{"email", ""}});
  EXPECT_TRUE(empty.Shows("Invalid email address format."));
  const Page code = Send(empty, {{"email", "ann@example.com"}});
  ASSERT_TRUE(IsAt(code, "authentication_code")) << code.body;
  EXPECT_TRUE(IsBack(Submit(code, {{"authentication_code", CodeSent()}})));
  EXPECT_EQ(AttributeOf(oauth.service, here, kUser, "email"), "ann@example.com");
  EXPECT_EQ(AttributeOf(oauth.service, here, kUser, "email_verified"), "true");
}

TEST_P(MfaPages, BeginAnewWhereAnAddressIsNone) {
  UseMfa("ON", "token email", {}, kRecoversByPhone);
  const Page page = Send(Send(LogIn(), {{"mfa_option", "EMAIL_OTP"}}), {{"email", "<script>"}});
  EXPECT_TRUE(page.InputValue("password")) << "such an answer costs the session, as the API's does";
  EXPECT_TRUE(page.Shows("Invalid email address format."));
  EXPECT_FALSE(page.Shows("<script"));
}

TEST_P(MfaPages, TellWhereNoFactorCanBeHad) {
  UseMfa("ON", "sms");
  const Page page = LogIn();
  EXPECT_EQ(page.status, 200);
  EXPECT_TRUE(page.Shows("MFA is required but the user has no available MFA method."));
}

}  // namespace
}  // namespace rockpool::oauth
