// Managed login where people choose how to sign in, and passkeys.
#include <gtest/gtest.h>

#include "server/api/json.h"
#include "server/web_authn/virtual_authenticator.h"
#include "storage/store.h"
#include "tests/oauth/support/page_test.h"
#include "tests/support/watched_store.h"

namespace rockpool::oauth {
namespace {

using support::OtherCode;
using support::Page;

const std::string kSender =
    R"(,"EmailConfiguration":{"EmailSendingAccount":"DEVELOPER","SourceArn":"arn:aws:ses:us-east-1:123456789012:identity/a@example.com"})";
const std::string kTelephone = R"(,"SmsConfiguration":{"SnsCallerArn":"arn:aws:iam::123456789012:role/sms","ExternalId":"x"})";
const std::vector<support::NameAndValue> kEmail{{"email", "ann@example.com"}, {"email_verified", "true"}};

constexpr const char* kOrigin = "http://localhost:9229";

class ChoicePages : public support::PageTest {
 protected:
  // A pool with these first factors, a client that lets people choose among them, and "ann".
  void Offer(const std::string& factors, const std::string& flows = R"("ALLOW_USER_AUTH")") {
    UsePool(kSender + kTelephone + R"(,"Policies":{"SignInPolicy":{"AllowedFirstAuthFactors":[)" + factors + "]}}",
            R"({"ExplicitAuthFlows":[)" + flows + "]}");
    support::CreateUser(oauth.service, here, kUser, kEmail);
  }
  Page Name(std::string_view username = kUser) { return Send(Open("/login"), {{"username", std::string(username)}}); }

  // What the script of a page does.
  Page SubmitPasskey(const Page& page, const std::string& origin = kOrigin, bool is_user_verified = true) {
    rapidjson::Document options;
    const std::string mark = "data-options=\"";
    const std::size_t begin = page.body.find(mark) + mark.size();
    EXPECT_TRUE(api::ParseJson(Unescaped(page.body.substr(begin, page.body.find('"', begin) - begin)), options)) << page.body;
    web_authn::Manner manner;
    manner.origin = origin;
    manner.is_user_verified = is_user_verified;
    return Submit(page, {{"credential", page.Shows("data-passkey=\"create\"") ? authenticator.Create(options, manner)
                                                                              : authenticator.Prove(options, manner)}});
  }
  static std::string Unescaped(std::string text) {
    const std::string quote = "&quot;";
    for (std::size_t at = text.find(quote); at != std::string::npos; at = text.find(quote, at)) {
      text.replace(at, quote.size(), "\"");
    }
    return text;
  }
  // Signs in by the password, and makes a passkey where that is offered.
  void MakePasskey() {
    const Page offer = Send(Name(), {{"password", support::kPassword}});
    ASSERT_TRUE(IsAt(offer, "data-passkey=\"create\"")) << offer.body;
    ASSERT_TRUE(IsBack(SubmitPasskey(offer)));
    browser.DropCookies();
  }

  std::size_t Passkeys() {
    const std::int64_t user = support::UserOf(oauth.service, here, kUser).number();
    return oauth.service.world().store.Read(
        [&](const storage::Transaction& transaction) { return transaction.web_authn_credentials().ListOfUser(user).size(); });
  }

  web_authn::VirtualAuthenticator authenticator{oauth.service.random};
};
INSTANTIATE_TEST_SUITE_P(Pages, ChoicePages, testing::Values(2), support::LookName);

TEST_P(ChoicePages, AskForTheNameAloneAndThenForWhatThePersonHas) {
  Offer(R"("PASSWORD","EMAIL_OTP","SMS_OTP","WEB_AUTHN")");
  const Page first = Open("/login");
  EXPECT_FALSE(first.Shows("name=\"password\""));
  EXPECT_TRUE(first.Shows(">Next</button>"));
  const Page second = Name();
  EXPECT_TRUE(IsAt(second, "name=\"password\""));
  EXPECT_TRUE(second.Shows("value=\"EMAIL_OTP\""));
  EXPECT_FALSE(second.Shows("value=\"SMS_OTP\"")) << "there is no telephone";
  EXPECT_FALSE(second.Shows("value=\"WEB_AUTHN\"")) << "nor a passkey";
  EXPECT_EQ(second.Header("Content-Security-Policy").find("script-src"), std::string::npos);
}

TEST_P(ChoicePages, TakeThePassword) {
  Offer(R"("PASSWORD","EMAIL_OTP")");
  EXPECT_TRUE(IsBack(Submit(Name(), {{"password", support::kPassword}})));
}

TEST_P(ChoicePages, BeginAnewAfterAWrongPassword) {
  Offer(R"("PASSWORD","EMAIL_OTP")");
  const Page again = Send(Name(), {{"password", "wr0ng-Horse"}});
  EXPECT_TRUE(again.Shows("Incorrect username or password."));
  EXPECT_EQ(again.InputValue("username"), kUser);
}

TEST_P(ChoicePages, SendACodeAndTakeItWithoutAPassword) {
  Offer(R"("PASSWORD","EMAIL_OTP")");
  const Page code = Send(Name(), {{"challenge", "EMAIL_OTP"}});
  ASSERT_TRUE(IsAt(code, "authentication_code")) << code.body;
  EXPECT_TRUE(code.Shows("a***@e***"));
  const Page again = Submit(code, {{"authentication_code", OtherCode(CodeSent())}});
  EXPECT_TRUE(again.Shows("Invalid code or auth state for the user."));
  EXPECT_TRUE(IsBack(Submit(again, {{"authentication_code", CodeSent()}})));
  EXPECT_TRUE(IsBack(Open("/oauth2/authorize"))) << "the browser has a session";
}

TEST_P(ChoicePages, RefuseWhatWasNotOffered) {
  Offer(R"("PASSWORD","EMAIL_OTP","SMS_OTP")");
  const Page again = Submit(Name(), {{"challenge", "SMS_OTP"}});
  EXPECT_EQ(again.status, 200);
  EXPECT_TRUE(again.Shows("Selected challenge is not available."));
  EXPECT_TRUE(IsBack(Submit(again, {{"password", support::kPassword}})));
}

TEST_P(ChoicePages, AreOnePageWhereThePoolHasNothingToChoose) {
  Offer(R"("PASSWORD")");
  EXPECT_TRUE(Open("/login").Shows("name=\"password\""));
}

TEST_P(ChoicePages, AreOnePageWhereTheClientLetsNobodyChoose) {
  Offer(R"("PASSWORD","EMAIL_OTP")", R"("ALLOW_USER_PASSWORD_AUTH")");
  EXPECT_TRUE(Open("/login").Shows("name=\"password\""));
}

TEST_P(ChoicePages, TakeNothingForThePasswordWhereTheClientLetsNobodyChoose) {
  Offer(R"("PASSWORD","EMAIL_OTP")", R"("ALLOW_USER_SRP_AUTH")");
  const auto log_in = [&](const std::string& level, const std::string& password) {
    return Submit(Open("/login", {{"acr_values", "urn:cognito:loa:" + level}}), {{"username", kUser}, {"password", password}});
  };
  const Page unreachable = log_in("2", "wr0ng-Horse");
  EXPECT_TRUE(IsAt(unreachable, "User has no factors that satisfy the requested ACR values.")) << unreachable.location();
  EXPECT_TRUE(IsAt(log_in("2", support::kPassword), "User has no factors that satisfy the requested ACR values."));
  EXPECT_TRUE(IsAt(log_in("2 urn:cognito:loa:1", "wr0ng-Horse"), "Incorrect username or password."));
  EXPECT_TRUE(support::MessagesOf(oauth.service, here).empty()) << "no code was sent";
  EXPECT_TRUE(IsBack(log_in("2 urn:cognito:loa:1", support::kPassword)));
}

TEST_P(ChoicePages, OfferAPasskeyWhichSignsInTheNextTime) {
  Offer(R"("PASSWORD","WEB_AUTHN")");
  MakePasskey();
  const Page ways = Name();
  ASSERT_TRUE(IsAt(ways, "value=\"WEB_AUTHN\"")) << ways.body;
  const Page passkey = Send(ways, {{"challenge", "WEB_AUTHN"}});
  ASSERT_TRUE(IsAt(passkey, "data-passkey=\"get\"")) << passkey.body;
  EXPECT_NE(passkey.Header("Content-Security-Policy").find("default-src 'none'; script-src 'self';"), std::string::npos);
  EXPECT_TRUE(IsBack(SubmitPasskey(passkey))) << "and no passkey is offered to who has one";
  EXPECT_TRUE(IsBack(Open("/oauth2/authorize"))) << "likewise";
}

TEST_P(ChoicePages, LetGoOnWithoutAPasskey) {
  Offer(R"("PASSWORD","WEB_AUTHN")");
  const Page offer = Send(Name(), {{"password", support::kPassword}});
  EXPECT_TRUE(IsBack(Submit(offer, {{"skip", "true"}})));
}

TEST_P(ChoicePages, ShowAgainWhereAPasskeyIsNone) {
  Offer(R"("PASSWORD","WEB_AUTHN")");
  const Page offer = Send(Name(), {{"password", support::kPassword}});
  const Page again = Submit(offer, {{"credential", "{}"}});
  EXPECT_EQ(again.status, 200);
  EXPECT_TRUE(again.Shows("role=\"alert\">Credential data is not valid")) << again.body;
  EXPECT_TRUE(IsBack(SubmitPasskey(again)));
}

TEST_P(ChoicePages, RefuseAPasskeyOfAnotherOrigin) {
  Offer(R"("PASSWORD","WEB_AUTHN")");
  MakePasskey();
  const Page page = Send(Name(), {{"challenge", "WEB_AUTHN"}});
  EXPECT_TRUE(LeadsToSignIn(SubmitPasskey(page, "https://elsewhere.example")));
  EXPECT_FALSE(IsBack(Ask(RequestOf(app, {})))) << "nobody is signed in";
}

TEST_P(ChoicePages, TakeNoPasskeyOfAnUnverifiedUserWhereThePoolSaysSo) {
  Offer(R"("PASSWORD","WEB_AUTHN")");
  MakePasskey();
  // No relying party is named, so that it is the host of the page.
  ASSERT_EQ(Call("SetUserPoolMfaConfig", R"("WebAuthnConfiguration":{"UserVerification":"required"})").status, 200);
  const Page passkey = Send(Name(), {{"challenge", "WEB_AUTHN"}});
  EXPECT_TRUE(Unescaped(passkey.body).find(R"("userVerification":"required")") != std::string::npos) << passkey.body;
  EXPECT_TRUE(LeadsToSignIn(SubmitPasskey(passkey, kOrigin, false)));
  EXPECT_FALSE(IsBack(Ask(RequestOf(app, {})))) << "nobody is signed in";
  EXPECT_TRUE(IsBack(SubmitPasskey(Send(Name(), {{"challenge", "WEB_AUTHN"}}))));
  const Page add = Open("/passkeys/add");
  EXPECT_TRUE(Unescaped(add.body).find(R"("userVerification":"required")") != std::string::npos) << add.body;
  const Page again = SubmitPasskey(add, kOrigin, false);
  EXPECT_TRUE(IsAt(again, "role=\"alert\">Credential data is not valid")) << again.body;
  EXPECT_TRUE(IsBack(SubmitPasskey(again)));
}

TEST_P(ChoicePages, AddAPasskeyForWhoIsSignedIn) {
  Offer(R"("PASSWORD","WEB_AUTHN")");
  ASSERT_TRUE(IsBack(Submit(Send(Name(), {{"password", support::kPassword}}), {{"skip", "true"}})));
  const Page add = Open("/passkeys/add");
  ASSERT_TRUE(IsAt(add, "data-passkey=\"create\"")) << add.body;
  EXPECT_TRUE(IsBack(SubmitPasskey(add)));
}

TEST_P(ChoicePages, LetNoPasskeyOfAFormerRelyingPartyKeepAnybodyFromANewOne) {
  UsePool(R"(,"Policies":{"SignInPolicy":{"AllowedFirstAuthFactors":["PASSWORD","WEB_AUTHN"]}})",
          R"({"ExplicitAuthFlows":["ALLOW_USER_AUTH"]})");
  support::CreateUser(oauth.service, here, kUser, kEmail);
  ASSERT_TRUE(IsBack(SubmitPasskey(Send(Name(), {{"password", support::kPassword}}))));
  const std::string none = R"("excludeCredentials":[])";
  EXPECT_EQ(Unescaped(Open("/passkeys/add").body).find(none), std::string::npos);
  const std::string other = R"("MfaConfiguration":"OFF","WebAuthnConfiguration":{"RelyingPartyId":"example.com"})";
  ASSERT_EQ(Call("SetUserPoolMfaConfig", other).status, 200);
  EXPECT_NE(Unescaped(Open("/passkeys/add").body).find(none), std::string::npos);
}

TEST_P(ChoicePages, AskWhoComesToAddAPasskeyToSignInFirst) {
  Offer(R"("PASSWORD","WEB_AUTHN")");
  MakePasskey();
  const Page login = browser.Follow(Open("/passkeys/add"));
  ASSERT_TRUE(IsAt(login, "name=\"username\"")) << login.body;
  const Page ways = Send(login, {{"username", kUser}});
  const Page add = browser.Follow(SubmitPasskey(Send(ways, {{"challenge", "WEB_AUTHN"}})));
  ASSERT_TRUE(IsAt(add, "data-passkey=\"create\"")) << "though he has one: " << add.body;
  EXPECT_TRUE(IsBack(SubmitPasskey(add)));
}

TEST_P(ChoicePages, AddNoPasskeyWhereThePoolHasNone) {
  Offer(R"("PASSWORD","EMAIL_OTP")");
  const Page page = Open("/passkeys/add");
  EXPECT_EQ(page.status, 400);
  EXPECT_TRUE(page.Shows("Passkeys are not enabled for the user pool."));
}

TEST_P(ChoicePages, ForgetWhoWasToMakeAPasskeyOnceHisPasswordIsAnotherOne) {
  Offer(R"("PASSWORD","WEB_AUTHN")");
  const Page offer = Send(Name(), {{"password", support::kPassword}});
  CallOn("AdminSetUserPassword", kUser, R"("Password":"An0ther-horse","Permanent":true)");
  EXPECT_TRUE(LeadsToSignIn(Submit(offer, {{"skip", "true"}})));
}

TEST_P(ChoicePages, ForgetWhoWasToMakeAPasskeyOnceHeIsSignedOutEverywhere) {
  Offer(R"("PASSWORD","WEB_AUTHN")");
  const Page offer = Send(Name(), {{"password", support::kPassword}});
  CallOn("AdminUserGlobalSignOut", kUser);
  const Page again = SubmitPasskey(offer);
  EXPECT_TRUE(again.Shows("Please sign in again.")) << again.body;
  EXPECT_TRUE(LeadsToSignIn(Submit(again, {{"skip", "true"}})));
  EXPECT_FALSE(IsBack(Ask(RequestOf(app, {})))) << "nobody is signed in";
}

TEST_P(ChoicePages, AddNoPasskeyToWhoseSignInEndsMeanwhile) {
  Offer(R"("PASSWORD","WEB_AUTHN")");
  const Page offer = Send(Name(), {{"password", support::kPassword}});
  support::WatchedStore::BeforeNextWrite([&] { CallOn("AdminSetUserPassword", kUser, R"("Password":"An0ther-horse","Permanent":true)"); });
  EXPECT_TRUE(SubmitPasskey(offer).Shows("Please sign in again."));
  EXPECT_EQ(Passkeys(), 0U) << "by the sign-in that waits";
  browser.DropCookies();
  ASSERT_TRUE(IsBack(Submit(Send(Name(), {{"password", "An0ther-horse"}}), {{"skip", "true"}})));
  const Page add = Open("/passkeys/add");
  support::WatchedStore::BeforeNextWrite([&] { CallOn("AdminDisableUser", kUser); });
  EXPECT_TRUE(SubmitPasskey(add).Shows("Please sign in again."));
  EXPECT_EQ(Passkeys(), 0U) << "by the session of the browser";
}

TEST_P(ChoicePages, AskForNoPasskeyOfWhoIsDeletedMeanwhile) {
  Offer(R"("PASSWORD","WEB_AUTHN")");
  ASSERT_TRUE(IsBack(Submit(Send(Name(), {{"password", support::kPassword}}), {{"skip", "true"}})));
  support::WatchedStore::BeforeNextWrite([&] { CallOn("AdminDeleteUser", kUser); });
  const Page add = Open("/passkeys/add");
  EXPECT_TRUE(IsAt(add, "Please sign in again.")) << add.body;
}

TEST_P(ChoicePages, SignInOnceByTwoAnswersAtOnceToTheOfferOfAPasskey) {
  Offer(R"("PASSWORD","WEB_AUTHN")");
  const Page offer = Send(Name(), {{"password", support::kPassword}});
  Page first;
  support::WatchedStore::BeforeNextWrite([&] { first = Submit(offer, {{"skip", "true"}}); });
  const Page second = Submit(offer, {{"skip", "true"}});
  EXPECT_TRUE(IsBack(first)) << first.location();
  EXPECT_TRUE(LeadsToSignIn(second)) << second.location();
  EXPECT_TRUE(IsBack(browser.Follow(second))) << "he is signed in";
}

TEST_P(ChoicePages, WantAPasswordOfWhoSignsUpThoughHeCouldSignInWithoutOne) {
  UsePool(kSender + R"(,"AutoVerifiedAttributes":["email"],"UsernameAttributes":["email"],"Policies":{"SignInPolicy":{)"
                    R"("AllowedFirstAuthFactors":["PASSWORD","EMAIL_OTP"]}})",
          R"({"ExplicitAuthFlows":["ALLOW_USER_AUTH"]})");
  const Page page = Open("/signup");
  EXPECT_TRUE(page.Shows("autocomplete=\"new-password\" maxlength=\"256\" required>"));
  const Page refused = Submit(page, {{"username", "bob@example.com"}, {"password", ""}});
  EXPECT_EQ(refused.status, 200);
  EXPECT_TRUE(refused.Shows("Password did not conform with policy: Password not long enough")) << refused.body;
  const Page confirm = Send(refused, {{"username", "bob@example.com"}, {"password", support::kPassword}});
  ASSERT_TRUE(IsAt(confirm, "verification_code")) << confirm.body;
  EXPECT_TRUE(IsBack(Submit(confirm, {{"verification_code", CodeSent()}})));
}

TEST_P(ChoicePages, ServeTheirScriptWithoutACookie) {
  Offer(R"("PASSWORD","WEB_AUTHN")");
  const Page offer = Send(Name(), {{"password", support::kPassword}});
  const std::size_t begin = offer.body.find("src=\"") + 5;
  const Page script = browser.Get(offer.body.substr(begin, offer.body.find('"', begin) - begin));
  EXPECT_EQ(script.status, 200);
  EXPECT_EQ(script.Header("Content-Type"), "text/javascript; charset=utf-8");
  EXPECT_TRUE(script.SetCookies().empty());
}

}  // namespace
}  // namespace rockpool::oauth
