#include "server/oauth/pages/login_option.h"

#include <string>
#include <string_view>
#include <utility>

#include "server/oauth/pages/look.h"
#include "server/util/lists.h"

namespace rockpool::oauth {
namespace {

http::Response Show(const Exchange& exchange, const AuthorizationRequest& request, std::string_view text, int status) {
  pages::Values values;
  values.Set("ERROR", text);
  return ShowPage(exchange, request.site, request.client.get(), PageName::kError, std::move(values), status);
}

}  // namespace

std::optional<http::Response> ShowIfNoLogin(const Exchange& exchange, const AuthorizationRequest& request) {
  switch (request.login_option) {
    case LoginOption::kLocal:
      return std::nullopt;
    case LoginOption::kMissing:
      return Show(exchange, request, kMissingLogin, 401);
    case LoginOption::kProvider:
      return RedirectToPage(exchange, "/oauth2/authorize?" + request.query);
    case LoginOption::kAny:
      break;
  }
  // Assumed: AWS says the same of a client that names no provider at all, not even COGNITO.
  const bool offers_somebody = !util::MembersOf(request.client->settings.SupportedIdentityProviders).empty();
  return offers_somebody ? std::nullopt : std::optional(Show(exchange, request, kMissingLogin, 401));
}

std::optional<http::Response> ShowIfNoLocalLogin(const Exchange& exchange, const AuthorizationRequest& request) {
  auto page = ShowIfNoLogin(exchange, request);
  return page || OffersLocalUsers(*request.client) ? std::move(page) : std::optional(Show(exchange, request, kMissingLogin, 401));
}

}  // namespace rockpool::oauth
