#include "server/oauth/endpoints/sign_out.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>

#include "server/http/form.h"
#include "server/oauth/authorization_parameters.h"
#include "server/oauth/errors.h"
#include "server/util/lists.h"
#include "server/util/strings.h"
#include "storage/store.h"

namespace rockpool::oauth {
namespace {

// Documented of identity_provider. Assumed of its other form.
constexpr std::array<std::string_view, 3> kLeftOut{"logout_uri", "identity_provider", "idp_identifier"};

// All that the client has; empty where the pages would not take them so.
std::string ScopesToName(const Exchange& exchange, const clients::ClientInUse& client) {
  const world::Caches& caches = exchange.world.caches;
  return exchange.world.store.ReadBriefly([&](const storage::Transaction& transaction) {
    const auto all = ScopesOf(transaction, caches, client, std::nullopt);
    std::string scopes = all ? util::Join(*all, " ") : std::string();
    return ScopesOf(transaction, caches, client, scopes) ? scopes : std::string();
  });
}

// Documented: where no scope is asked for it names all of the client's. Assumed: unless the pages would not take them so, or so long a
// query: they ask of scopes that are named what they do not ask of a client's own.
std::string SignInQuery(const Exchange& exchange, const clients::ClientInUse& client) {
  http::NamedValues kept;
  for (const auto& [name, value] : exchange.query) {
    if (std::ranges::find(kLeftOut, name) == kLeftOut.end()) {
      kept.Add(name, value);
    }
  }
  std::string as_sent = http::EncodeForm(kept, http::Blanks::kPlus);
  std::string scopes = kept.Find("scope") ? std::string() : ScopesToName(exchange, client);
  if (scopes.empty()) {
    return as_sent;
  }
  kept.Add("scope", std::move(scopes));
  std::string with_scopes = http::EncodeForm(kept, http::Blanks::kPlus);
  return with_scopes.size() <= kMaxQueryBytes ? with_scopes : as_sent;
}

}  // namespace

http::Response LeadOut(const Exchange& exchange, const ClientSite& leaving) {
  const auto logout_uri = Parameter(exchange.query, "logout_uri");
  // Character for character, as redirect URIs; it wins over redirect_uri (documented).
  if (logout_uri && exchange.query.Count("logout_uri") == 1 && util::Contains(leaving.client->settings.LogoutURLs, *logout_uri)) {
    return RedirectTo(*logout_uri);
  }
  if (Parameter(exchange.query, "redirect_uri")) {
    // To a page of ours, which looks at the parameters as it does for whoever comes there.
    return RedirectToPage(exchange, "/login?" + SignInQuery(exchange, *leaving.client));
  }
  if (const auto& application = leaving.client->settings.DefaultRedirectURI; application && !exchange.query.Find("logout_uri")) {
    return RedirectTo(*application);  // Assumed
  }
  http::NamedValues parameters{{"client_id", leaving.client->id}};
  if (logout_uri) {
    parameters.Add("logout_uri", *logout_uri);
  }
  throw PageError("", std::move(parameters));  // recorded: the page knows what is wrong
}

}  // namespace rockpool::oauth
