#include "server/oauth/completion.h"

#include <algorithm>
#include <chrono>
#include <string>
#include <utility>

#include "server/api/errors.h"
#include "server/oauth/codes.h"
#include "server/oauth/cookies.h"
#include "server/oauth/traced_tokens.h"
#include "server/sign_in/issue_tokens.h"
#include "server/tokens/issuer.h"
#include "server/util/lists.h"
#include "server/util/strings.h"
#include "storage/store.h"

namespace rockpool::oauth {
namespace {

constexpr std::size_t kSweptRows = 4;  // more than one, so that codes which nobody redeems do not pile up

sign_in::TokenGrant GrantOf(const Exchange& exchange, const AuthorizationRequest& request, const accounts::User& user,
                            util::EpochMillis authenticated_millis) {
  sign_in::TokenGrant grant;
  grant.client = request.client;
  grant.user = user;
  grant.issuer =
      tokens::IssuerOf(exchange.world.settings.Of<tokens::Settings>(), *request.client->pool, exchange.caller, request.site.is_own_host);
  grant.scope = util::Join(request.scopes, " ");
  grant.nonce = request.nonce;
  grant.from_oauth = true;
  grant.audience = request.resource;
  grant.authenticated_millis = authenticated_millis;
  grant.is_refreshed = !request.is_implicit;
  return grant;
}

http::NamedValues CodeFor(const Exchange& exchange, const AuthorizationRequest& request, const sign_in::TokenGrant& grant,
                          util::EpochMillis authenticated_millis, const std::string& sign_in) {
  const std::string code = DrawCode(exchange.world.random);
  const CodeFacts facts{request.redirect_uri, grant.scope,  request.nonce,        request.code_challenge,
                        request.resource,     grant.issuer, authenticated_millis, sign_in};
  storage::AuthorizationCode kept;
  kept.digest = DigestOfCode(code);
  kept.user_pool_id = request.client->pool->id;
  kept.client_id = request.client->id;
  kept.user = grant.user.number();
  kept.document = ToDocument(facts);
  const util::EpochMillis now = exchange.world.clock.Now();
  kept.expires_millis = now + std::chrono::milliseconds(kCodeLifetime).count();
  exchange.world.store.Write([&](storage::Transaction& transaction) {
    sign_in::RequireStillGood(transaction, grant);
    transaction.SweepExpired(now, kSweptRows);
    transaction.authorization_codes().Insert(kept);
  });
  return {{"code", code}};
}

bool TakesSessionOf(const AuthorizationRequest& request, const std::string& provider) {
  switch (request.login_option) {
    case LoginOption::kAny:
      return util::Contains(request.client->settings.SupportedIdentityProviders, provider);
    case LoginOption::kLocal:
      return provider == kLocalUsers;
    case LoginOption::kProvider:
      return provider == request.identity_provider;
    case LoginOption::kMissing:
      break;
  }
  return false;
}

http::Response CompleteAgain(const Exchange& exchange, const AuthorizationRequest& request, const SignedInBrowser& browser) {
  AuthorizationRequest completed = request;
  if (browser.origin.provider != kLocalUsers && !completed.nonce) {
    completed.nonce = DrawNonce(exchange.world.random);
  }
  return Complete(exchange, completed, browser.user, browser.authenticated_millis);
}

bool MayHaveSession(const Exchange& exchange) {
  return std::ranges::any_of(exchange.cookies, [](const auto& cookie) { return cookie.first.starts_with(kSessionCookie); });
}

http::NamedValues TokensFor(const Exchange& exchange, const sign_in::TokenGrant& grant, const std::string& sign_in) {
  const api::AuthenticationResultType tokens = IssueTraced(exchange, "implicit", *grant.client, [&](sign_in::Trace& trace) {
    trace.call().sign_in = sign_in;
    trace.call().username = grant.user.username();
    trace.Check("tokens");
    return sign_in::IssueTokens(exchange.world, grant);
  });
  http::NamedValues fields;
  if (tokens.IdToken) {
    fields.Add("id_token", *tokens.IdToken);
  }
  fields.Add("access_token", tokens.AccessToken.value_or(""));
  fields.Add("expires_in", std::to_string(tokens.ExpiresIn.value_or(0)));
  fields.Add("token_type", "Bearer");
  return fields;
}

}  // namespace

http::Response Complete(const Exchange& exchange, const AuthorizationRequest& request, const accounts::User& user,
                        util::EpochMillis authenticated_millis,
                        std::function<void(storage::Transaction& transaction, const accounts::User& user)> in_the_write,
                        const std::string& sign_in) {
  sign_in::TokenGrant grant = GrantOf(exchange, request, user, authenticated_millis);
  grant.in_the_write = std::move(in_the_write);
  try {
    http::NamedValues fields =
        request.is_implicit ? TokensFor(exchange, grant, sign_in) : CodeFor(exchange, request, grant, authenticated_millis, sign_in);
    if (request.state) {
      fields.Add("state", *request.state);
    }
    return RedirectTo(AtRedirectUri(request.place(), fields));
  } catch (const api::NotAuthorizedException& refusal) {
    throw RedirectError(request.place(), "invalid_request", refusal.message());  // Assumed
  } catch (const api::ResourceNotFoundException& refusal) {
    throw RedirectError(request.place(), "invalid_request", refusal.message());  // Assumed
  }
}

http::Response FinishSignIn(const Exchange& exchange, const AuthorizationRequest& request, const sign_in::SignedIn& signed_in,
                            const SessionOrigin& origin) {
  const NewBrowserSession session = DrawBrowserSession(exchange, request.site, request.client->id, signed_in, origin);
  const auto begin = [&](storage::Transaction& transaction, const accounts::User&) { transaction.browser_sessions().Insert(session.row); };
  http::Response response = Complete(exchange, request, signed_in.user, signed_in.authenticated_millis, begin, signed_in.sign_in);
  SetSessionCookie(exchange, request.site, session, response);
  ClearCookie(response, request.site, PageFlowCookie(request.client->id));
  return response;
}

std::string DrawNonce(util::Random& random) { return DrawCookieValue(random); }

std::optional<http::Response> CompleteSilently(const Exchange& exchange, const AuthorizationRequest& request) {
  if (!request.Prompts("login") && !HasRegisteredItself(*request.client)) {
    const auto counts = [&](const std::string& provider) { return TakesSessionOf(request, provider); };
    if (const auto browser = FindBrowserSession(exchange, request.site, counts)) {
      return CompleteAgain(exchange, request, *browser);
    }
  }
  if (request.Prompts("none")) {
    RefuseRequest(*request.client, request.place(), "login_required");
  }
  return std::nullopt;
}

http::Runs RunsOfLogin(const Exchange& exchange) { return MayHaveSession(exchange) ? http::Runs::kComputes : http::Runs::kHere; }

http::Runs RunsOfAuthorize(const Exchange& exchange) {
  const auto provider = exchange.query.Find("identity_provider");
  if ((provider && provider != kLocalUsers) || exchange.query.Find("idp_identifier")) {
    return http::Runs::kWaits;
  }
  return provider || MayHaveSession(exchange) ? http::Runs::kComputes : http::Runs::kHere;
}

http::Runs RunsOfLogout(const Exchange& exchange) { return MayHaveSession(exchange) ? http::Runs::kWaits : http::Runs::kHere; }

}  // namespace rockpool::oauth
