#include <gtest/gtest.h>

#include "tests/operations/app_clients/client_pool.h"

namespace rockpool::support {
namespace {

using RedirectsOfClients = PoolTest<ClientPool>;

// What is said of the address as a callback; as a logout URL it must be the same.
std::string OutcomeWith(ClientPool& pool, const std::string& url) {
  const std::string callback = OutcomeOf(pool.Create(R"("CallbackURLs":[")" + url + R"("])"));
  EXPECT_EQ(OutcomeOf(pool.Create(R"("LogoutURLs":[")" + url + R"("])")), callback);
  return callback;
}

TEST_F(RedirectsOfClients, MayBeHttpsOrAnAppsOwnScheme) {
  for (const char* url :
       {"https://app.example", "https://app.example:8443/back?x=1", "myapp://example", "com.example.app:/back", "exp+app://back"}) {
    EXPECT_EQ(OutcomeWith(pool, url), kOk) << url;
  }
}

TEST_F(RedirectsOfClients, MayBeHttpOnTheDevelopersMachineAlone) {
  for (const char* url : {"http://localhost", "http://localhost:3000/", "http://127.0.0.1:8080/back", "http://[::1]", "http://[::1]:1/x",
                          "HTTP://localhost/"}) {
    EXPECT_EQ(OutcomeWith(pool, url), kOk) << url;
  }
  for (const std::string url : {"http://app.example", "http://localhost.example", "http://localhost@app.example/",
                                "http://localhost:3000@app.example", "http://127.0.0.1.example/", "http://127.0.0.2/", "http://[::2]/",
                                "HTTP://app.example", "http://app.example#x", "http:app.example", "http:/app.example", "http:localhost"}) {
    EXPECT_EQ(OutcomeWith(pool, url), "InvalidParameterException: " + url + " cannot use the HTTP protocol.");
  }
}

TEST_F(RedirectsOfClients, AreNothingThatABrowserRunsOrReads) {
  for (const std::string scheme : {"javascript", "JavaScript", "data", "vbscript", "file", "blob"}) {
    const std::string url = scheme + ":x";
    EXPECT_EQ(OutcomeWith(pool, url), "InvalidParameterException: " + url + " cannot use the " + scheme + " protocol.");
  }
  EXPECT_EQ(OutcomeWith(pool, "database://x"), kOk);
}

TEST_F(RedirectsOfClients, HaveNoFragment) {
  for (const std::string url : {"https://app.example/#", "https://app.example/#top", "myapp://example#x", "http://localhost:3000/#x"}) {
    EXPECT_EQ(OutcomeWith(pool, url), "InvalidParameterException: " + url + " cannot use fragment");
  }
}

TEST_F(RedirectsOfClients, AreAbsolute) {
  for (const std::string url : {"app.example", "/back", "://app.example", "1app://x", "my_app://x", "https:"}) {
    EXPECT_EQ(OutcomeWith(pool, url), "InvalidParameterException: " + url + " is not an absolute URI.");
  }
}

TEST_F(RedirectsOfClients, HaveADefaultAmongTheCallbacks) {
  const std::string callbacks = R"("CallbackURLs":["https://app.example/a","https://app.example/b"],"DefaultRedirectURI":)";
  EXPECT_EQ(OutcomeOf(pool.Create(callbacks + R"("https://app.example/b")")), kOk);
  EXPECT_EQ(OutcomeOf(pool.Create(callbacks + R"("https://app.example/c")")),
            "InvalidParameterException: The default redirect URI https://app.example/c is not in the callback URIs list.");
  EXPECT_EQ(OutcomeOf(pool.Create(R"("LogoutURLs":["https://app.example/b"],"DefaultRedirectURI":"https://app.example/b")")),
            "InvalidParameterException: The default redirect URI https://app.example/b is not in the callback URIs list.");
}

TEST_F(RedirectsOfClients, AreNoMoreThanTheirQuotas) {
  TestService configured({.quotas = {.callback_urls = 1, .logout_urls = 2}});
  ClientPool own(configured);
  const std::string id = own.New(R"("CallbackURLs":["https://a.example"],"LogoutURLs":["https://a.example","https://b.example"])");
  const char* callbacks = R"("CallbackURLs":["https://a.example","https://b.example"])";
  const char* logouts = R"("LogoutURLs":["https://a.example","https://b.example","https://c.example"])";
  EXPECT_EQ(OutcomeOf(own.Create(callbacks)), "LimitExceededException: Maximum number of callback URLs reached for app client: 1.");
  EXPECT_EQ(OutcomeOf(own.Create(logouts)), "LimitExceededException: Maximum number of logout URLs reached for app client: 2.");
  EXPECT_EQ(OutcomeOf(own.Update(id, callbacks)), "InvalidParameterException: Maximum number of callback URLs reached for app client: 1.");
  EXPECT_EQ(OutcomeOf(own.Update(id, logouts)), "InvalidParameterException: Maximum number of logout URLs reached for app client: 2.");
}

}  // namespace
}  // namespace rockpool::support
