// GET /confirmUser: where the link of a verification e-mail leads. It carries no authorization request.
#include <string>
#include <utility>

#include "server/api/errors.h"
#include "server/oauth/authorization_parameters.h"
#include "server/oauth/client_site.h"
#include "server/oauth/errors.h"
#include "server/oauth/handlers.h"
#include "server/oauth/pages/flow_page.h"
#include "server/oauth/pages/look.h"
#include "server/oauth/pages/page_language.h"
#include "server/oauth/pages/texts.h"
#include "server/sign_up/calls.h"

namespace rockpool::oauth {
namespace {

http::Response Confirm(const Exchange& exchange, const ClientSite& place) {
  api::ConfirmSignUpRequest request;
  request.ClientId = place.client->id;
  request.Username = Parameter(exchange.query, "user_name").value_or("");
  request.ConfirmationCode = Parameter(exchange.query, "confirmation_code").value_or("");
  sign_up::ConfirmSignUp(exchange.world, exchange.caller, request, sign_up::By::kHostedPage);
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
  const ClientSite place = RequireClientSite(exchange);
  return Try([&] { return Confirm(exchange, place); },
             [&](const std::string& error) {
               pages::Values values;
               values.Set("ERROR", error);
               return ShowPage(exchange, place.site, place.client.get(), PageName::kError, std::move(values), 400);
             });
}

}  // namespace rockpool::oauth
