// A test of sign-in through identity providers: a browser that is sent to one and comes back, and providers at the other end of a network
// that is the test itself.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tests/oauth/support/fake_provider.h"
#include "tests/oauth/support/oauth_test.h"

namespace rockpool::support {

class FederationTest : public OAuthTest {
 protected:
  // The OIDC provider "Corp" is in `pool`, and `client` has it beside COGNITO.
  FederationTest();

  // An OIDC provider of the pool at the peer; `more` is appended to CreateIdentityProvider's request.
  void Create(std::string_view user_pool_id, std::string_view name, const FakeProvider& peer, std::string_view more = "");
  // A member of UpdateIdentityProvider's request.
  void Update(std::string_view name, std::string_view member);
  void Call(std::string_view operation, const std::string& members);   // on `pool`; has to succeed
  void Offer(std::string_view client_id, std::string_view providers);  // a JSON list

  // The first half: to the provider, and the state that it was sent.
  Page Leave(const http::NamedValues& changes = {}) { return AskWith(Named(changes)); }
  static std::string StateOf(const Page& page) { return std::string(page.LocationQuery().Find("state").value_or("")); }
  // The second half: back with this.
  Page Return(const http::NamedValues& fields) { return browser.Get("/oauth2/idpresponse?" + QueryOf(fields)); }
  Page Return(const Page& left) { return Return({{"code", "a-code"}, {"state", StateOf(left)}}); }
  // Both.
  Page SignIn(const http::NamedValues& changes = {}) { return Return(Leave(changes)); }

  // With identity_provider, unless the changes say it.
  static http::NamedValues Named(const http::NamedValues& changes);
  static std::string CodeOf(const Page& page) { return std::string(page.LocationQuery().Find("code").value_or("")); }
  static bool IsBack(const Page& page) { return page.LocationBase() == OAuthService::kCallback && !CodeOf(page).empty(); }
  static bool IsAtProvider(const Page& page) { return page.LocationBase() == "https://idp.example.com/a"; }
  // What the token endpoint gives for the code.
  std::string IdTokenFor(const Page& page) { return IdTokenFor(page, client); }
  std::string IdTokenFor(const Page& page, const std::string& client_id);
  Answer UserNamed(std::string_view username);
  std::string Traces() { return oauth.service.traces->Json(pool, "", 0); }

  static constexpr const char* kInvalidState = "http://localhost:9229/error?error=Invalid%20state";

  FakeProvider corp{oauth.service};
  std::vector<FakeProvider*> peers{&corp};
};

}  // namespace rockpool::support
