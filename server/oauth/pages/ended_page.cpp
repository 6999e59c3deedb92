#include "server/oauth/pages/ended_page.h"

#include <utility>

#include "server/oauth/pages/look.h"
#include "server/oauth/pages/page_language.h"
#include "server/oauth/pages/texts.h"

namespace rockpool::oauth {

http::Response ShowEnded(const Exchange& exchange, const AuthorizationRequest& request) {
  pages::Values values;
  values.Set("SIGN_IN_LINK", "/login?" + request.query);
  values.Set("ERROR", Text("SIGN_IN_AGAIN", request.site.is_managed_login() ? PageLanguage(exchange, request.site) : "en"));
  return ShowPage(exchange, request.site, request.client.get(), PageName::kError, std::move(values), 400);
}

}  // namespace rockpool::oauth
