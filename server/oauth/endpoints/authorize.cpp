// GET /oauth2/authorize: the way in.
#include "server/oauth/authorization_request.h"
#include "server/oauth/completion.h"
#include "server/oauth/handlers.h"
#include "server/oauth/pages/login_option.h"

namespace rockpool::oauth {

http::Response Authorize(const Exchange& exchange) {
  const AuthorizationRequest request = RequireAuthorizationRequest(exchange);
  if (auto completed = CompleteSilently(exchange, request)) {
    return *std::move(completed);
  }
  if (request.login_option == LoginOption::kProvider) {
    if (auto page = ShowIfNoLogin(exchange, request)) {
      return *std::move(page);
    }
  }
  // Recorded: with the query as it came, what is not known included.
  return RedirectToPage(exchange, "/login?" + request.query);
}

}  // namespace rockpool::oauth
