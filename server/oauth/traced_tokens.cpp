#include "server/oauth/traced_tokens.h"

#include <exception>
#include <optional>
#include <string>

#include "server/federation/report.h"
#include "server/oauth/errors.h"

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

void Begin(sign_in::Trace& trace, std::string_view asked, const clients::ClientInUse& client) {
  trace.call().asked = asked;
  trace.call().user_pool_id = client.pool->id;
  trace.call().client_id = client.id;
}

std::string OperationOf(const Exchange& exchange) { return exchange.request.method + " " + exchange.request.path; }

}  // namespace

api::AuthenticationResultType IssueTraced(const Exchange& exchange, std::string_view asked, const clients::ClientInUse& client,
                                          const TokenSource& issue) {
  std::exception_ptr refused;
  api::AuthenticationResultType tokens;
  sign_in::Traced(exchange.world, OperationOf(exchange), [&](sign_in::Trace& trace) -> std::string {
    Begin(trace, asked, client);
    try {
      tokens = issue(trace);
    } catch (const OAuthError& error) {
      refused = std::current_exception();
      trace.Refuse(error.error(), error.error());
      return error.error();
    }
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

void AskTraced(const Exchange& exchange, std::string_view asked, const clients::ClientInUse& client,
               const std::function<void(sign_in::Trace& trace)>& ask) {
  sign_in::Traced(exchange.world, OperationOf(exchange), [&](sign_in::Trace& trace) {
    Begin(trace, asked, client);
    ask(trace);
    return std::string(asked);
  });
}

triggers::Teller TellerOf(sign_in::Trace& trace) {
  return [&trace](std::string_view trigger, std::string_view verdict, std::string_view reason) { trace.Tell(trigger, verdict, reason); };
}

}  // namespace rockpool::oauth
