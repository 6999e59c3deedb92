// What a browser is in the midst of: how long, whose, and what becomes of it when a person goes back or does things twice.
#include <gtest/gtest.h>

#include "server/crypto/digest.h"
#include "storage/store.h"
#include "tests/oauth/support/page_test.h"
#include "tests/support/watched_store.h"

namespace rockpool::oauth {
namespace {

using support::Browser;
using support::kPassword;
using support::Page;

using Fields = http::NamedValues;

constexpr std::int64_t kMinute = 60'000;
constexpr const char* kTemporary = "Temp-Passw0rd";
constexpr const char* kNew = "New-Passw0rd";
constexpr const char* kAgain = "Please sign in again.";

const Fields kChange{{"new_password", kNew}, {"confirm_password", kNew}};

class PageFlows : public support::PageTest {
 protected:
  PageFlows() { CallOn("AdminCreateUser", "bea", R"("TemporaryPassword":"Temp-Passw0rd","MessageAction":"SUPPRESS")"); }

  // Up to the page that asks for a new password.
  Page Begin() { return LogIn("bea", kTemporary); }
  std::string CookieName() const { return CookieNameOf(app, here); }
  static std::string CookieNameOf(const std::string& of_client, const std::string& of_pool) {
    return "page-data-" + of_client + "-" + of_pool;
  }
  std::optional<storage::PageFlow> Kept(const std::string& value) {
    return oauth.service.world().store.Read(
        [&](const storage::Transaction& transaction) { return transaction.page_flows().Find(crypto::Sha256(value)); });
  }
};
ROCKPOOL_IN_BOTH_LOOKS(PageFlows);

TEST_P(PageFlows, AreKeptByADigestAndEndWithTheSignIn) {
  const Page page = Begin();
  const std::string value = browser.Cookie(CookieName());
  EXPECT_EQ(value.size(), 43U);
  const auto kept = Kept(value);
  ASSERT_TRUE(kept);
  EXPECT_EQ(kept->client_id, app);
  EXPECT_EQ(kept->document.find(kTemporary), std::string::npos);
  EXPECT_TRUE(IsBack(Submit(page, kChange)));
  EXPECT_EQ(browser.Cookie(CookieName()), "");
  EXPECT_FALSE(Kept(value));
}

TEST_P(PageFlows, HaveACookieThatScriptsAndOtherSitesDoNotSee) {
  const Page asked = Submit(Open("/login"), {{"username", "bea"}, {"password", kTemporary}});
  EXPECT_EQ(asked.SetCookie(CookieName()), CookieName() + "=" + browser.Cookie(CookieName()) + "; Path=/; HttpOnly; SameSite=Lax");
}

TEST_P(PageFlows, EndAfterFiveMinutes) {
  const Page page = Begin();
  oauth.service.clock.Advance(5 * kMinute);
  for (const Page& late : {Open("/changePassword"), Submit(page, kChange)}) {
    EXPECT_EQ(late.status, 400);
    EXPECT_TRUE(late.Shows(kAgain));
    EXPECT_EQ(late.Shows("Something went wrong"), is_managed());
    EXPECT_TRUE(late.Shows("/login?"));
  }
  EXPECT_EQ(support::StatusOf(oauth.service, here, "bea"), "FORCE_CHANGE_PASSWORD");
  EXPECT_TRUE(IsAt(Begin(), "new_password")) << "and begin anew";
}

TEST_P(PageFlows, EndWithTheSessionOfTheSignIn) {
  const Page page = Begin();
  oauth.service.clock.Advance(3 * kMinute);
  const Page late = Submit(page, kChange);
  EXPECT_TRUE(LeadsToSignIn(late));
  EXPECT_TRUE(browser.Follow(late).Shows("Invalid session for the user, session is expired."));
}

TEST_P(PageFlows, AskForThreeMinutesWhateverTheClientSaysOfItsSessions) {
  UseClient(oauth.CreateClient(here, R"({"AuthSessionValidity":15})"));
  const Page page = Begin();
  oauth.service.clock.Advance(3 * kMinute);
  EXPECT_TRUE(browser.Follow(Submit(page, kChange)).Shows("Invalid session for the user, session is expired."));
  SetMfa("ON", "token");
  const Page set_up = LogIn();
  ASSERT_TRUE(IsAt(set_up, "totp_code"));
  oauth.service.clock.Advance(3 * kMinute);
  EXPECT_TRUE(browser.Follow(Submit(set_up, {{"totp_code", CodeOfApp()}})).Shows("Invalid session for the user, session is expired."));
}

TEST_P(PageFlows, AreNotProlongedByTheirSteps) {
  SetMfa("ON", "token");
  Page page = Begin();
  oauth.service.clock.Advance(2 * kMinute + kMinute / 2);
  page = Send(page, kChange);
  ASSERT_TRUE(IsAt(page, "totp_code"));
  oauth.service.clock.Advance(2 * kMinute + kMinute / 2);
  EXPECT_EQ(Submit(page, {{"totp_code", CodeOfApp("bea")}}).status, 400);
}

TEST_P(PageFlows, AreNothingToBrowsersThatOnlyKnowTheAddress) {
  Begin();
  Browser other(oauth);
  for (const char* path : {"/changePassword", "/mfa", "/mfa/select", "/mfa/register/options", "/mfa/register/totp", "/mfa/register/email",
                           "/confirm", "/resendcode", "/confirmforgotPassword"}) {
    EXPECT_TRUE(LeadsToSignIn(other.Get(At(path)))) << path;
    EXPECT_TRUE(LeadsToSignIn(other.Post(At(path), kChange))) << path;
  }
}

TEST_P(PageFlows, TellWhoHasLostThemToBeginAnew) {
  const Page page = Begin();
  browser.PutCookie(CookieName(), "tampered-with");
  const Page lost = Submit(page, kChange);
  EXPECT_TRUE(LeadsToSignIn(lost));
  EXPECT_TRUE(browser.Follow(lost).Shows(kAgain));
}

TEST_P(PageFlows, AreOfOneClientAndPool) {
  Begin();
  const std::string flow = browser.Cookie(CookieName());
  UseClient(oauth.CreateClient(here));
  EXPECT_TRUE(LeadsToSignIn(Open("/changePassword")));
  browser.PutCookie(CookieName(), flow);
  EXPECT_TRUE(LeadsToSignIn(Open("/changePassword")));
  browser.PutCookie(is_managed() ? CookieNameOf(client, pool) : CookieNameOf(managed_client, managed_pool), flow);
  EXPECT_TRUE(LeadsToSignIn(browser.Get("/changePassword?" + support::QueryOf(is_managed() ? Request() : ManagedRequest()))));
}

TEST_P(PageFlows, OfTwoApplicationsInTwoTabsLeaveEachOtherAlone) {
  CallOn("AdminCreateUser", "cora", R"("TemporaryPassword":"Temp-Passw0rd","MessageAction":"SUPPRESS")");
  Begin();
  const std::string first = app;
  UseClient(oauth.CreateClient(here));
  const Page of_second = LogIn("cora", kTemporary);
  EXPECT_TRUE(IsBack(browser.Follow(Submit(browser.Get("/changePassword?" + support::QueryOf(RequestOf(first, {}))), kChange))));
  EXPECT_TRUE(IsAt(of_second, "new_password"));
  EXPECT_TRUE(IsBack(Submit(Open("/changePassword"), kChange)));
}

TEST_P(PageFlows, LeadToWhereTheyAreWhateverPageIsAskedFor) {
  const Page change = Begin();
  EXPECT_NE(Open("/mfa").location().find("/changePassword?"), std::string::npos);
  EXPECT_NE(browser.Post(At("/confirm"), {{"verification_code", "1"}}).location().find("/changePassword?"), std::string::npos);
}

TEST_P(PageFlows, LetAPersonGoBackAndBeginAsSomebodyElse) {
  Begin();
  EXPECT_TRUE(IsAt(Open("/login"), "password"));
  EXPECT_TRUE(IsBack(LogIn()));
}

TEST_P(PageFlows, TakeOneAnswerOfTwo) {
  SetMfa("ON", "token");
  const Page page = Begin();
  const std::string xsrf = browser.Cookie("XSRF-TOKEN-" + here);
  const Page first = Submit(page, kChange);
  EXPECT_NE(first.location().find("/mfa/register/totp?"), std::string::npos);
  browser.PutCookie("XSRF-TOKEN-" + here, xsrf);  // both were sent before the first was answered
  const Page second = Submit(page, kChange);
  EXPECT_EQ(second.location(), first.location());
  EXPECT_TRUE(IsAt(browser.Follow(second), "totp_code"));
}

TEST_P(PageFlows, LeadBackWhoHasSentTheLastStepTwice) {
  const Page page = Begin();
  const std::string xsrf = browser.Cookie("XSRF-TOKEN-" + here);
  const std::string flow = browser.Cookie(CookieName());
  EXPECT_TRUE(IsBack(Submit(page, kChange)));
  const std::string session = browser.Cookie("cognito-" + here);
  browser.DropCookies();  // the second one was sent before the first was answered
  browser.PutCookie("XSRF-TOKEN-" + here, xsrf);
  browser.PutCookie(CookieName(), flow);
  const Page second = Submit(page, kChange);
  browser.PutCookie("cognito-" + here, session);
  EXPECT_TRUE(IsBack(browser.Follow(second)));
}

TEST_P(PageFlows, LeadBackWhoseLastStepWasDoneWhileItWasSentAgain) {
  const Page page = Begin();
  Browser twin = browser;
  std::string session;
  // The other one comes first: it has the flow before this one writes anything.
  support::WatchedStore::BeforeNextWrite([&] {
    EXPECT_TRUE(IsBack(SubmitBy(twin, page, kChange)));
    session = twin.Cookie("cognito-" + here);
  });
  const Page second = Submit(page, kChange);
  EXPECT_TRUE(LeadsToSignIn(second));
  EXPECT_EQ(second.SetCookie(CookieName()), "") << "there is nothing to say";
  browser.PutCookie("cognito-" + here, session);
  EXPECT_TRUE(IsBack(browser.Follow(second)));
}

TEST_P(PageFlows, NeverAnswerASecondSubmissionWithAFault) {
  const Page page = Begin();
  const std::string xsrf = browser.Cookie("XSRF-TOKEN-" + here);
  const std::string flow = browser.Cookie(CookieName());
  EXPECT_TRUE(IsBack(Submit(page, kChange)));
  browser.PutCookie("XSRF-TOKEN-" + here, xsrf);
  browser.PutCookie(CookieName(), flow);
  EXPECT_TRUE(IsBack(Send(page, kChange))) << "he is signed in by the first one";
  browser.PutCookie("XSRF-TOKEN-" + here, xsrf);
  browser.PutCookie(CookieName(), flow);
  browser.PutCookie("cognito-" + here, "nothing");
  EXPECT_TRUE(Send(page, kChange).Shows(kAgain));
}

TEST_P(PageFlows, AreOnePerBrowserInHoweverManyTabs) {
  const Page first = Begin();
  const std::string value = browser.Cookie(CookieName());
  const Page second = Begin();
  EXPECT_NE(browser.Cookie(CookieName()), value) << "a new value for each";
  const Page again = Submit(first, kChange);
  EXPECT_TRUE(again.Shows("This form was out of date."));
  EXPECT_TRUE(IsBack(Submit(again, kChange)));
}

TEST_P(PageFlows, EndWithTheClient) {
  const Page page = Begin();
  ASSERT_EQ(Call("DeleteUserPoolClient", R"("ClientId":")" + app + R"(")").status, 200);
  EXPECT_NE(Submit(page, kChange).location().find("/error?error=invalid_request"), std::string::npos);
}

TEST_P(PageFlows, EndWhereTheUserIsDisabledMeanwhile) {
  const Page page = Begin();
  CallOn("AdminDisableUser", "bea");
  const Page late = Submit(page, kChange);
  EXPECT_TRUE(LeadsToSignIn(late));
  EXPECT_FALSE(IsBack(Ask(RequestOf(app, {}))));
}

TEST_P(PageFlows, StayInTheHostsCookiesWhereAHostIsThePoolsOwn) {
  Browser own(oauth, is_managed() ? "http://managed.localhost:9229" : "http://shop.localhost:9229");
  const Page page = own.Follow(SubmitBy(own, own.Get(At("/login")), {{"username", "bea"}, {"password", kTemporary}}));
  EXPECT_TRUE(IsAt(page, "new_password"));
  EXPECT_EQ(own.Cookie("page-data-" + app).size(), 43U);
  EXPECT_TRUE(IsBack(SubmitBy(own, page, kChange)));
}

}  // namespace
}  // namespace rockpool::oauth
