// A test of the OAuth endpoints: a pool with the classic pages and one with managed login, an app client of each, a user in each, and a
// browser at localhost.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "tests/oauth/support/browser.h"
#include "tests/oauth/support/oauth_service.h"

namespace rockpool::support {

// Of RFC 7636, appendix B: the verifier and its challenge.
inline constexpr const char* kVerifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
inline constexpr const char* kChallenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

class OAuthTest : public testing::Test {
 protected:
  // A user "ann" with support::kPassword and an e-mail address is in both pools.
  explicit OAuthTest(const Settings& settings = {});

  static constexpr const char* kUser = "ann";
  static constexpr const char* kChallenge = support::kChallenge;
  static constexpr const char* kVerifier = support::kVerifier;

  // GET /oauth2/authorize with this query.
  Page Ask(const http::NamedValues& query);

  // What a request of the client says that is in order, with `changes` in place of its own fields, or beside them.
  http::NamedValues Request(const http::NamedValues& changes = {}) const { return RequestOf(client, changes); }
  http::NamedValues ManagedRequest(const http::NamedValues& changes = {}) const { return RequestOf(managed_client, changes); }
  static http::NamedValues RequestOf(std::string_view client_id, const http::NamedValues& changes);
  Page AskWith(const http::NamedValues& changes) { return Ask(Request(changes)); }
  Page AskManagedWith(const http::NamedValues& changes) { return Ask(ManagedRequest(changes)); }

  static bool LeadsToSignIn(const Page& page) { return page.status == 302 && page.location().starts_with("http://localhost:9229/login?"); }

  // One that may have tokens for itself, of the scope "api/read", and sends nobody anywhere.
  std::string MachineClient();

  // An OIDC provider of the pool.
  void CreateProvider(std::string_view user_pool_id, std::string_view name);

  OAuthService oauth;
  std::string pool;            // domain "shop"
  std::string managed_pool;    // domain "managed"
  std::string client;          // of pool
  std::string managed_client;  // of managed_pool
  Browser browser{oauth};
};

}  // namespace rockpool::support
