// Nobody is led anywhere that the app client does not name, character for character: a table of tries at redirect_uri and logout_uri.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/oauth/support/oauth_test.h"

namespace rockpool::oauth {
namespace {

using support::OAuthTest;
using support::Page;

const std::string kRegistered = "https://app.example/cb";

// Everything that somewhere passes for https://app.example/cb, or for a URL of a page of ours.
std::vector<std::string> Tries() {
  std::vector<std::string> tries{
      // the host
      "https://evil.example/cb", "https://app.example.evil.example/cb", "https://evil.app.example/cb", "https://app.examplе/cb",
      "https://app.example.:443/cb", "https://app.example./cb", "https://APP.example/cb", "https://app.exampl/cb",
      "https://app.examplee/cb", "https://app-example/cb", "https://app%2Eexample/cb", "https://app。example/cb", "https://app．example/cb",
      "https://ａpp.example/cb", "https://xn--app-example/cb", "https://[::1]/cb", "https://127.0.0.1/cb", "https://2130706433/cb",
      "https://0x7f000001/cb",
      // user information
      "https://app.example@evil.example/cb", "https://app.example:443@evil.example/cb", "https://evil.example@app.example/cb",
      "https://app.example%40evil.example/cb", "https://:@app.example/cb", "https://user:pass@app.example/cb", "https://@app.example/cb",
      // the port
      "https://app.example:443/cb", "https://app.example:8443/cb", "https://app.example:/cb", "https://app.example:0443/cb",
      "https://app.example:443\\@evil.example/cb", "https://app.example:80/cb", "http://app.example:443/cb",
      // the scheme
      "http://app.example/cb", "HTTPS://app.example/cb", "Https://app.example/cb", "ftp://app.example/cb", "javascript:alert(1)",
      "javascript://app.example/cb%0aalert(1)", "JaVaScRiPt:alert(1)", "data:text/html,<script>alert(1)</script>", "vbscript:x",
      "file:///etc/passwd", "blob:https://app.example/cb", "view-source:https://app.example/cb", "https:app.example/cb",
      "https:/app.example/cb", "https:///app.example/cb", "https:\\\\app.example\\cb", "://app.example/cb", "about:blank",
      "x:https://app.example/cb",
      // no scheme
      "//app.example/cb", "//evil.example", "///evil.example", "////evil.example", "/\\evil.example", "\\/evil.example", "\\\\evil.example",
      "/cb", "cb", "/login", "app.example/cb", "evil.example", "?code=1", "#", ".", "..", "%2F%2Fevil.example",
      // the path
      "https://app.example/cb/", "https://app.example/cb//", "https://app.example//cb", "https://app.example/CB", "https://app.example/c",
      "https://app.example/cbx", "https://app.example/cb/x", "https://app.example/cb/..", "https://app.example/cb/../evil",
      "https://app.example/./cb", "https://app.example/x/../cb", "https://app.example/%63b", "https://app.example/cb%2F",
      "https://app.example/cb%00", "https://app.example/cb;x", "https://app.example/cb;jsessionid=1", "https://app.example\\cb",
      "https://app.example/cb\\..\\evil", "https://app.example", "https://app.example/", "https://app.example/%2e%2e/cb",
      // query and fragment
      "https://app.example/cb?", "https://app.example/cb?x=1", "https://app.example/cb?next=https://evil.example",
      "https://app.example/cb#", "https://app.example/cb#x", "https://app.example/cb#@evil.example", "https://app.example/cb&x=1",
      "https://evil.example/?https://app.example/cb", "https://evil.example/#https://app.example/cb",
      "https://evil.example\\#@app.example/cb", "https://evil.example?@app.example/cb", "https://evil.example#@app.example/cb",
      // blanks and control characters
      " https://app.example/cb", "https://app.example/cb ", "\thttps://app.example/cb", "https://app.example/cb\t",
      "https://app.example/cb\n", "https://app.example/cb\r\nSet-Cookie: x=y", "https://app.example/cb\r\n\r\n<script>",
      "\nhttps://app.example/cb", "https://app .example/cb", "https://app.example/c b", "https://app.\texample/cb",
      "ht\ntps://app.example/cb", "\x01https://app.example/cb", "https://app.example/cb\x7f", "\xef\xbb\xbfhttps://app.example/cb",
      "https://app.example/cb\xe2\x80\xa8", "\xe2\x80\x8ehttps://app.example/cb",
      "https://app.example/c\xcc\x81"
      "b",
      // two at once
      "https://app.example/cb,https://evil.example", "https://app.example/cb https://evil.example",
      "https://app.example/cb|https://evil.example", "https://evil.example https://app.example/cb", "[https://app.example/cb]",
      "\"https://app.example/cb\"", "https://app.example/cb'", "<https://app.example/cb>", "https://app.example/*", "https://*.example/cb",
      "*", "https://app.example/cb*", "^https://app.example/cb$",
      // encoded once more than it should be
      "https%3A%2F%2Fapp.example%2Fcb", "https%3A%2F%2Fevil.example", "https://app.example/cb%3F", "https://app.example/cb%23",
      // other clients' kinds
      "http://localhost", "http://localhost:3000/cb", "http://127.0.0.1:3000/cb", "myapp://cb", "urn:ietf:wg:oauth:2.0:oob"};
  tries.push_back(kRegistered + std::string(20'000, 'a'));
  return tries;
}

class OpenRedirect : public OAuthTest {
 protected:
  static void ExpectOwnErrorPage(const Page& page, const std::string& tried) {
    EXPECT_EQ(page.status, 302) << tried;
    EXPECT_TRUE(page.location().starts_with("http://localhost:9229/error?")) << tried << " leads to " << page.location();
    EXPECT_EQ(page.location().find_first_of("\r\n"), std::string::npos) << tried;
  }
};

TEST_F(OpenRedirect, HasATableOfMoreThanAHundredTries) { EXPECT_GE(Tries().size(), 130U); }

TEST_F(OpenRedirect, IsRefusedOfAnyRedirectUriThatIsNotTheClientsOwn) {
  ASSERT_TRUE(LeadsToSignIn(AskWith({})));
  for (const std::string& tried : Tries()) {
    ExpectOwnErrorPage(AskWith({{"redirect_uri", tried}}), tried);
    ExpectOwnErrorPage(AskWith({{"redirect_uri", tried}, {"response_type", "token"}, {"scope", "nonsense"}, {"prompt", "none"}}), tried);
  }
}

TEST_F(OpenRedirect, IsRefusedToWhoIsSignedInToo) {
  browser.SignIn(kUser, Request());
  ASSERT_TRUE(AskWith({}).location().starts_with(kRegistered + "?code="));
  for (const std::string& tried : Tries()) {
    ExpectOwnErrorPage(AskWith({{"redirect_uri", tried}}), tried);
  }
}

TEST_F(OpenRedirect, IsRefusedOfAnyLogoutUriThatIsNotTheClientsOwn) {
  const std::string leaving =
      oauth.CreateClient(pool, R"({"LogoutURLs":[")" + kRegistered + R"("],"CallbackURLs":["https://app.example/in"]})");
  const auto sign_out = [&](const http::NamedValues& query) { return browser.Get("/logout?" + support::QueryOf(query)); };
  ASSERT_EQ(sign_out({{"client_id", leaving}, {"logout_uri", kRegistered}}).location(), kRegistered);
  for (const std::string& tried : Tries()) {
    ExpectOwnErrorPage(sign_out({{"client_id", leaving}, {"logout_uri", tried}}), tried);
    ExpectOwnErrorPage(sign_out({{"client_id", leaving}, {"logout_uri", tried}, {"logout_uri", kRegistered}}), tried);
  }
  ExpectOwnErrorPage(sign_out({{"client_id", leaving}, {"logout_uri", "https://app.example/in"}}), "a callback URL is no logout URL");
}

TEST_F(OpenRedirect, OfAnotherFormOfSignOutEndsAtTheSignInPageWhichRefusesIt) {
  for (const std::string& tried : Tries()) {
    const Page page =
        browser.Get("/logout?" + support::QueryOf({{"client_id", client}, {"redirect_uri", tried}, {"response_type", "code"}}));
    // What is too long for a query does not get that far.
    const std::string path = tried.size() < 8192 ? "/login?client_id=" : "/error?";
    EXPECT_TRUE(page.location().starts_with("http://localhost:9229" + path)) << tried;
    EXPECT_EQ(page.location().find_first_of("\r\n \\"), std::string::npos) << tried;
  }
}

TEST_F(OpenRedirect, DoesNotComeOfALogoutUrlOfAnotherClient) {
  const std::string other =
      oauth.CreateClient(pool, R"({"CallbackURLs":["https://other.example/cb"],"LogoutURLs":["https://other.example/bye"]})");
  ExpectOwnErrorPage(AskWith({{"redirect_uri", "https://other.example/cb"}}), "another client's");
  ExpectOwnErrorPage(browser.Get("/logout?client_id=" + client + "&logout_uri=https%3A%2F%2Fother.example%2Fbye"), "another client's");
}

TEST_F(OpenRedirect, LeavesNoHeaderToBeInjectedByAnyParameter) {
  const std::string injection = "x\r\nSet-Cookie: cognito=evil\r\n\r\n<script>alert(1)</script>";
  for (const std::string name : {"state", "scope", "nonce", "prompt", "lang", "login_hint", "response_type", "client_id", "redirect_uri",
                                 "code_challenge", "resource", "identity_provider", "unknown"}) {
    const Page page = AskManagedWith({{name, injection}});
    for (const auto& [header, value] : page.headers) {
      EXPECT_TRUE(http::IsFieldValue(value)) << name << " breaks " << header << ": " << value;
    }
    EXPECT_EQ(browser.Cookie("cognito"), "") << name;
  }
}

}  // namespace
}  // namespace rockpool::oauth
