#include "server/oauth/pages/plain_page.h"

#include <string>

namespace rockpool::oauth {

http::Response PlainPage(std::string_view heading, std::string_view text, int status) {
  http::Response response;
  response.status = status;
  response.headers.Add("Content-Type", "text/plain;charset=UTF-8");
  response.headers.Add("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
  response.body.append(heading).append("\n").append(text).append(text.empty() ? "" : "\n");
  return response;
}

}  // namespace rockpool::oauth
