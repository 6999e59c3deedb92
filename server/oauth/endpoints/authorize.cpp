// GET /oauth2/authorize: the way in.
#include "server/oauth/authorization_request.h"
#include "server/oauth/completion.h"
#include "server/oauth/handlers.h"
#include "server/oauth/providers/departure.h"

namespace rockpool::oauth {

http::Response Authorize(const Exchange& exchange) {
  const AuthorizationRequest request = RequireAuthorizationRequest(exchange);
  if (auto completed = CompleteSilently(exchange, request)) {
    return *std::move(completed);
  }
  if (request.login_option == LoginOption::kProvider) {
    if (!HasRegisteredItself(*request.client) || IsClickedHere(exchange)) {
      return LeadToProvider(exchange, request);
    }
    // A provider that knows the person would send him on to whoever has registered, without that he saw a page (Assumed).
    return RedirectToPage(exchange, "/login?" + WithoutProvider(exchange.query));
  }
  // Recorded: with the query as it came, what is not known included.
  return RedirectToPage(exchange, "/login?" + request.query);
}

}  // namespace rockpool::oauth
