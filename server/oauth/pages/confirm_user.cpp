// GET /confirmUser: where the link of a verification e-mail leads. It carries no authorization request.
#include <string>
#include <utility>

#include "server/api/errors.h"
#include "server/oauth/authorization_parameters.h"
#include "server/oauth/errors.h"
#include "server/oauth/handlers.h"
#include "server/oauth/pages/flow_page.h"
#include "server/oauth/pages/look.h"
#include "server/oauth/pages/page_language.h"
#include "server/oauth/pages/texts.h"
#include "server/sign_up/calls.h"
#include "storage/store.h"

namespace rockpool::oauth {
namespace {

constexpr std::size_t kMaxClientId = 128;

struct Place {
  clients::SharedClient client;
  Site site;
};

Place RequirePlace(const Exchange& exchange) {
  const auto id = Parameter(exchange.query, "client_id");
  if (!id) {
    throw PageError("Required String parameter 'client_id' is not present");  // Assumed, as /logout has it
  }
  if (exchange.query.Count("client_id") > 1 || id->size() > kMaxClientId) {
    throw PageError("invalid_request");
  }
  return exchange.world.store.Read([&](const storage::Transaction& transaction) {
    if (!transaction.resources(storage::ResourceKind::kAppClient).FindInStore(*id)) {
      throw PageError("invalid_request", {{"client_id", *id}});
    }
    auto client = clients::UseClient(transaction, exchange.world.caches, *id);
    Site site = SiteOf(transaction, exchange, *client);
    return Place{std::move(client), std::move(site)};
  });
}

http::Response Confirm(const Exchange& exchange, const Place& place) {
  api::ConfirmSignUpRequest request;
  request.ClientId = place.client->id;
  request.Username = Parameter(exchange.query, "user_name").value_or("");
  request.ConfirmationCode = Parameter(exchange.query, "confirmation_code").value_or("");
  sign_up::ConfirmSignUp(exchange.world, request, sign_up::By::kHostedPage);
  if (const auto& application = place.client->settings.DefaultRedirectURI) {
    return RedirectTo(*application);  // Assumed. It may be an app's scheme, which no link of a page has
  }
  const std::string_view lang = place.site.is_managed_login() ? PageLanguage(exchange, place.site) : "en";
  pages::Values values;
  values.Set("HEADING", Text("CONFIRM_YOUR_ACCOUNT", lang));
  values.Set("NOTICE", Text("REGISTRATION_CONFIRMED", lang));
  return ShowPage(exchange, place.site, place.client.get(), PageName::kMessage, std::move(values));
}

}  // namespace

http::Response ConfirmUser(const Exchange& exchange) {
  const Place place = RequirePlace(exchange);
  return Try([&] { return Confirm(exchange, place); },
             [&](const std::string& error) {
               pages::Values values;
               values.Set("ERROR", error);
               return ShowPage(exchange, place.site, place.client.get(), PageName::kError, std::move(values), 400);
             });
}

}  // namespace rockpool::oauth
