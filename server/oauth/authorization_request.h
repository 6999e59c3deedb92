// What an application asks for when it sends a browser to /oauth2/authorize, and what each page carries along in its query: proved.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/clients/client_in_use.h"
#include "server/oauth/errors.h"
#include "server/oauth/exchange.h"
#include "server/oauth/site.h"

namespace rockpool::oauth {

// How the person is to sign in, by `identity_provider` or `idp_identifier`.
enum class LoginOption {
  kAny,       // as the person chooses
  kLocal,     // as a user of the pool: COGNITO
  kProvider,  // by the provider that identity_provider names
  kMissing,   // by one that the pool does not have, or that is not enabled for the client
};

struct AuthorizationRequest {
  clients::SharedClient client;
  Site site;
  std::string redirect_uri;
  bool is_implicit = false;
  std::optional<std::string> state;
  std::vector<std::string> scopes;  // at least those of the client where none were asked for; each once
  std::optional<std::string> nonce;
  std::optional<std::string> code_challenge;  // of S256
  std::optional<std::string> resource;
  LoginOption login_option = LoginOption::kAny;
  std::optional<std::string> identity_provider;  // the provider's name, also where idp_identifier said it
  std::optional<std::string> login_hint;
  // Managed login alone; with the classic pages they are absent.
  std::vector<std::string> prompts;
  std::vector<int> acr_levels;          // 1 to 4, in the order of acr_values
  std::optional<std::int64_t> max_age;  // seconds
  std::string query;                    // as received, for the links and forms of pages: safe in a header, not yet in HTML
  std::int64_t generation = 0;          // of the contents of the store by which it was proved

  bool Prompts(std::string_view prompt) const;
  // Whether the person is to reach a level, and the tokens are to say which one.
  bool WantsLevel() const { return !acr_levels.empty(); }
  RedirectError::Place place() const { return {redirect_uri, is_implicit, state}; }
};

// Looks into the store in a transaction of its own. Throws PageError until the redirect URI is proved to be the client's, and refuses by
// RefuseRequest from then on. Assumed, since sources name but the first two: the order is client, redirect URI, OAuth enabled,
// response_type, flow, scope, PKCE, resource, provider.
AuthorizationRequest RequireAuthorizationRequest(const Exchange& exchange);

// Whether it is a client of dynamic registration: perhaps whoever wanted one has made it, with a redirect URI of his own.
bool HasRegisteredItself(const clients::ClientInUse& client);

// Refuses a request whose redirect URI is the client's, before anybody has signed in: throws RedirectError; PageError for a client that has
// registered itself, since a link to the pages would lead whoever follows it to any address that somebody registered (Assumed).
[[noreturn]] void RefuseRequest(const clients::ClientInUse& client, RedirectError::Place place, std::string error,
                                std::optional<std::string> description = std::nullopt);

// Whether the client lets the users of its pool sign in, and not only those of providers.
bool OffersLocalUsers(const clients::ClientInUse& client);

}  // namespace rockpool::oauth
