#include "server/oauth/traced_tokens.h"

#include <exception>
#include <optional>
#include <string>

#include "server/federation/report.h"
#include "server/oauth/errors.h"
#include "server/sign_in/triggers.h"

namespace rockpool::oauth {
namespace {

std::string Shown(const api::AuthenticationResultType& tokens) {
  std::string text;
  const auto add = [&text](std::string_view name, const std::optional<std::string>& token) {
    if (token) {
      text.append(text.empty() ? "" : "\n").append(name).append(": ").append(federation::Shortened(*token));
    }
  };
  add("id_token", tokens.IdToken);
  add("access_token", tokens.AccessToken);
  add("refresh_token", tokens.RefreshToken);
  return text;
}

}  // namespace

api::AuthenticationResultType IssueTraced(const Exchange& exchange, std::string_view asked, const clients::ClientInUse& client,
                                          const TokenSource& issue) {
  std::exception_ptr refused;
  api::AuthenticationResultType tokens;
  sign_in::Traced(exchange.world, exchange.request.method + " " + exchange.request.path, [&](sign_in::Trace& trace) -> std::string {
    trace.call().asked = asked;
    trace.call().user_pool_id = client.pool->id;
    trace.call().client_id = client.id;
    try {
      tokens = issue(trace);
    } catch (const OAuthError& error) {
      refused = std::current_exception();
      trace.Refuse(error.error(), error.error());
      return error.error();
    }
    sign_in::TellSkippedTriggers(trace, *client.pool, sign_in::Moment::kRefresh);
    federation::Report report(trace);
    report.Sent("tokens", Shown(tokens));
    report.Close();
    return "tokens";
  });
  if (refused) {
    std::rethrow_exception(refused);
  }
  return tokens;
}

}  // namespace rockpool::oauth
