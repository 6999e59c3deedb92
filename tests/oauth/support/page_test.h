// A test of the pages, walked by a browser as a person would: it fills in the forms that it is shown. Runs for both looks.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "tests/oauth/support/oauth_test.h"
#include "tests/support/users.h"

namespace rockpool::support {

class PageTest : public OAuthTest, public testing::WithParamInterface<int> {
 protected:
  // The pool and the client of the version that the parameter names; a client of managed login has a style.
  PageTest();

  bool is_managed() const { return GetParam() == 2; }

  // From then on of a new pool; the two are appended to the requests that create it and its client (see OAuthService).
  void UsePool(std::string_view of_pool, std::string_view of_client = "{}");
  void UseClient(std::string id);

  // The page with an authorization request of the client in its query.
  std::string At(std::string_view path, const http::NamedValues& changes = {}) const;
  Page Open(std::string_view path, const http::NamedValues& changes = {}) { return browser.Get(At(path, changes)); }

  // Sends the form that the page has, with these fields in it, to where it says; leads nowhere yet.
  Page Submit(const Page& page, const http::NamedValues& fields) { return SubmitBy(browser, page, fields); }
  static Page SubmitBy(Browser& other, const Page& page, const http::NamedValues& fields);
  // The same, and goes where the answer leads, up to the application.
  Page Send(const Page& page, const http::NamedValues& fields) { return browser.Follow(Submit(page, fields)); }

  // From the sign-in page on.
  Page LogIn(std::string_view username = kUser, std::string_view password = kPassword) {
    return Send(Open("/login"), {{"username", std::string(username)}, {"password", std::string(password)}});
  }

  // Whether the browser is back at the application with a code.
  static bool IsBack(const Page& page);
  // Whether it is at the page, of which this is a field or another sign.
  static bool IsAt(const Page& page, std::string_view sign) { return page.status == 200 && page.Shows(sign); }

  std::string CodeSent() { return LastCodeOf(oauth.service, here); }
  // What the user's authenticator shows.
  std::string CodeOfApp(std::string_view username = kUser);
  // MFA on or optional, with factors: any of "sms", "token", "email".
  void SetMfa(std::string_view mode, std::string_view factors);
  // An operation on the pool; `members` follow UserPoolId.
  Answer Call(std::string_view operation, const std::string& members);
  // On a user of it.
  Answer CallOn(std::string_view operation, std::string_view username, const std::string& members = "");
  std::string Traces() { return oauth.service.traces->Json("", "", 0); }

  std::string here;  // the pool
  std::string app;   // the client

 private:
  void Style();
};

// What the two looks call their hidden field.
inline constexpr const char* kXsrfFields[] = {"_csrf", "csrf"};

// Names the two looks in the names of tests.
inline std::string LookName(const testing::TestParamInfo<int>& info) { return info.param == 2 ? "ManagedLogin" : "ClassicHostedUi"; }

}  // namespace rockpool::support

#define ROCKPOOL_IN_BOTH_LOOKS(suite) INSTANTIATE_TEST_SUITE_P(Pages, suite, testing::Values(1, 2), rockpool::support::LookName)
