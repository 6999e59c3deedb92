#include "server/oauth/completion.h"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "server/api/errors.h"
#include "server/federation/function_refusal.h"
#include "server/oauth/codes.h"
#include "server/oauth/cookies.h"
#include "server/oauth/traced_tokens.h"
#include "server/oauth/waiting.h"
#include "server/sign_in/issue_tokens.h"
#include "server/sign_in/levels.h"
#include "server/sign_in/session.h"
#include "server/sign_in/subject.h"
#include "server/sign_in/token_making.h"
#include "server/tokens/issuer.h"
#include "server/tokens/token_changes.h"
#include "server/tokens/user_sessions.h"
#include "server/util/lists.h"
#include "server/util/strings.h"

namespace rockpool::oauth {
namespace {

constexpr int kLowestLevel = 1;
constexpr std::size_t kSweptRows = 4;  // more than one, so that codes which nobody redeems do not pile up

// Who is led back to the application.
struct Ended {
  const accounts::User& user;
  util::EpochMillis authenticated_millis = 0;
  std::string provider;   // where he has signed in: a provider, or kLocalUsers
  std::string sign_in{};  // of the trace; empty where the browser's session was enough
  std::string event_id{};
  int level = 0;  // that was reached, and by what
  std::vector<std::string> methods{};
  std::string session_id{};  // of the browser's session, where the pool tracks them
  // Writes what is to be there together with the code, or not at all.
  std::function<void(storage::Transaction& transaction, const accounts::User& user)> in_the_write = nullptr;
  bool is_looked_at_in_the_write = false;  // whether that looks at client and user again, too
};

sign_in::TokenGrant GrantOf(const Exchange& exchange, const AuthorizationRequest& request, const Ended& ended) {
  sign_in::TokenGrant grant;
  grant.client = request.client;
  grant.user = ended.user;
  grant.issuer =
      tokens::IssuerOf(exchange.world.settings.Of<tokens::Settings>(), *request.client->pool, exchange.caller, request.site.is_own_host);
  grant.scope = util::Join(request.scopes, " ");
  grant.nonce = request.nonce;
  grant.from_oauth = true;
  grant.audience = request.resource;
  grant.authenticated_millis = ended.authenticated_millis;
  grant.source = triggers::TokenSource::kHostedAuth;
  grant.user_agent = exchange.caller.user_agent;
  grant.address = exchange.caller.address;
  grant.is_refreshed = !request.is_implicit;
  grant.in_the_write = ended.in_the_write;
  grant.origin_session_id = ended.session_id;
  if (!ended.event_id.empty()) {
    grant.event_id = ended.event_id;
  }
  if (request.WantsLevel()) {
    grant.acr = sign_in::AcrOf(request.client->pool->settings, std::max(ended.level, kLowestLevel));
    grant.amr = sign_in::AmrOf(ended.methods);
  }
  return grant;
}

// Before the code is issued, for the tokens that it will be exchanged for: so a function that refuses is told of at the callback
// (documented), and not called again.
tokens::TokenChanges AskForChanges(const Exchange& exchange, world::LookCallCommit& steps, sign_in::TokenGrant grant,
                                   const std::string& sign_in) {
  tokens::TokenChanges changes;
  if (sign_in::WaitsForChanges(*grant.client->pool, grant.source)) {
    steps.Settle();
    AskTraced(exchange, "code", *grant.client, [&](sign_in::Trace& trace) {
      trace.call().sign_in = sign_in;
      trace.call().username = grant.user.username();
      trace.Check("tokens");
      grant.tell = TellerOf(trace);
      changes = sign_in::AskForChanges(exchange.world, steps, grant);
    });
  }
  return changes;
}

http::NamedValues CodeFor(const Exchange& exchange, world::LookCallCommit& steps, const AuthorizationRequest& request,
                          const sign_in::TokenGrant& grant, const Ended& ended) {
  CodeFacts facts{request.redirect_uri,       grant.scope,  request.nonce, request.code_challenge, request.resource, grant.issuer,
                  ended.authenticated_millis, ended.sign_in};
  facts.event_id = ended.event_id;
  facts.acr = grant.acr;
  facts.amr = grant.amr;
  facts.session_id = ended.session_id;
  if (const tokens::TokenChanges changes = AskForChanges(exchange, steps, grant, ended.sign_in); changes != tokens::TokenChanges()) {
    facts.changes = tokens::ToDocument(changes);
  }
  const std::string code = DrawCode(exchange.world.random);
  storage::AuthorizationCode kept;
  kept.digest = DigestOfCode(code);
  kept.user_pool_id = request.client->pool->id;
  kept.client_id = request.client->id;
  kept.user = grant.user.number();
  kept.document = ToDocument(facts);
  const util::EpochMillis now = exchange.world.clock.Now();
  kept.expires_millis = now + std::chrono::milliseconds(kCodeLifetime).count();
  steps.Commit([&](storage::Transaction& transaction) {
    if (ended.is_looked_at_in_the_write) {
      ended.in_the_write(transaction, ended.user);
    } else {
      sign_in::RequireStillGood(transaction, grant);
    }
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

http::NamedValues TokensFor(const Exchange& exchange, world::LookCallCommit& steps, sign_in::TokenGrant grant, const std::string& sign_in) {
  steps.Settle();  // what is refused is no call of its own in the trace
  const api::AuthenticationResultType tokens = IssueTraced(exchange, "implicit", *grant.client, [&](sign_in::Trace& trace) {
    trace.call().sign_in = sign_in;
    trace.call().username = grant.user.username();
    trace.Check("tokens");
    grant.tell = TellerOf(trace);
    return sign_in::IssueTokens(exchange.world, steps, grant);
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

// Of a sign-in by a provider it is recorded with a blank behind the text, of one by the pages without (public projects' sign-in tests).
std::string FunctionsText(const Ended& ended, const std::string& message) {
  return ended.provider == kLocalUsers ? message : federation::AtCallback(message);
}

// 302 to the redirect URI with a code, which is kept then, or, implicit, with tokens in the fragment. Asks PreTokenGeneration, computes
// (implicit: signs twice) and writes. Throws RedirectError if the function refuses, and if the user or the client is gone or the user
// disabled meanwhile.
http::Response Complete(const Exchange& exchange, world::LookCallCommit& steps, const AuthorizationRequest& request, const Ended& ended) {
  const sign_in::TokenGrant grant = GrantOf(exchange, request, ended);
  try {
    http::NamedValues fields =
        request.is_implicit ? TokensFor(exchange, steps, grant, ended.sign_in) : CodeFor(exchange, steps, request, grant, ended);
    if (request.state) {
      fields.Add("state", *request.state);
    }
    return RedirectTo(AtRedirectUri(request.place(), fields));
  } catch (const api::NotAuthorizedException& refusal) {
    throw RedirectError(request.place(), "invalid_request", refusal.message());  // Assumed
  } catch (const api::ResourceNotFoundException& refusal) {
    throw RedirectError(request.place(), "invalid_request", refusal.message());  // Assumed
  } catch (const api::ServiceException& refusal) {
    if (!federation::IsOfFunction(refusal)) {
      throw;
    }
    throw RedirectError(request.place(), "invalid_request", FunctionsText(ended, refusal.message()));
  }
}

// Documented of max_age.
bool IsRecent(const Exchange& exchange, const AuthorizationRequest& request, const SignedInBrowser& browser) {
  constexpr std::int64_t kSecond = 1000;
  // Zero is as prompt=login (OpenID Connect Core), also while the clock stands.
  return !request.max_age ||
         (*request.max_age != 0 && exchange.world.clock.Now() - browser.authenticated_millis <= *request.max_age * kSecond);
}

// Assumed: that of several levels the first one counts here, as it is nobody's yet to say which of them he can reach.
bool HasLevel(const AuthorizationRequest& request, const SignedInBrowser& browser) {
  return !request.WantsLevel() || LevelOf(browser) >= request.acr_levels.front();
}

// A session outlives a new password; what it has proved by the old one counts towards nothing more (Assumed).
bool HasPasswordStill(const Exchange& exchange, const SignedInBrowser& browser) {
  return exchange.world.store.ReadBriefly([&](const storage::Transaction& transaction) {
    return sign_in::DigestOfPassword(transaction.credentials().Find(browser.user.number()).password) == browser.password_digest;
  });
}

// Whatever its level.
std::optional<SignedInBrowser> FindTaken(const Exchange& exchange, const AuthorizationRequest& request) {
  if (request.Prompts("login") || HasRegisteredItself(*request.client)) {
    return std::nullopt;
  }
  const auto counts = [&](const std::string& provider) { return TakesSessionOf(request, provider); };
  auto browser = FindBrowserSession(exchange, request.site, counts, request.client.get());
  return browser && IsRecent(exchange, request, *browser) ? std::move(browser) : std::nullopt;
}

bool MayHaveSession(const Exchange& exchange) {
  return std::ranges::any_of(exchange.cookies, [](const auto& cookie) { return cookie.first.starts_with(kSessionCookie); });
}

}  // namespace

http::Response FinishSignIn(const Exchange& exchange, world::LookCallCommit& steps, const AuthorizationRequest& request,
                            const sign_in::SignedIn& signed_in, const SessionOrigin& origin, const sign_in::EndOfSignIn& end) {
  const NewBrowserSession session = DrawBrowserSession(exchange, request.site, request.client->id, signed_in, origin);
  const auto begin = [&, now = exchange.world.clock.Now()](storage::Transaction& transaction, const accounts::User&) {
    if (end) {
      end(transaction);
    }
    if (!origin.credit_digest.empty() && !IsThereStill(transaction, origin.credit_digest, now)) {
      sign_in::ThrowInvalidSession();
    }
    transaction.browser_sessions().Insert(session.row);
  };
  const int level = origin.level != 0 ? origin.level : sign_in::LevelOf(signed_in.methods);
  http::Response response = Complete(exchange, steps, request,
                                     {signed_in.user, signed_in.authenticated_millis, origin.provider, signed_in.sign_in,
                                      signed_in.event_id, level, signed_in.methods, session.row.session_id, begin, end != nullptr});
  SetSessionCookie(exchange, request.site, session, response);
  ClearCookie(response, request.site, PageFlowCookie(request.client->id));
  return response;
}

std::string DrawNonce(util::Random& random) { return DrawCookieValue(random); }

std::optional<SignedInBrowser> FindSilently(const Exchange& exchange, const AuthorizationRequest& request) {
  auto browser = FindTaken(exchange, request);
  return browser && HasLevel(request, *browser) ? std::move(browser) : std::nullopt;
}

std::optional<SignedInBrowser> FindBelowLevel(const Exchange& exchange, const AuthorizationRequest& request) {
  if (!request.WantsLevel() || !OffersLocalUsers(*request.client)) {
    return std::nullopt;
  }
  auto browser = FindTaken(exchange, request);
  const bool is_below = browser && browser->origin.provider == kLocalUsers && !HasLevel(request, *browser);
  return is_below && HasPasswordStill(exchange, *browser) ? std::move(browser) : std::nullopt;
}

http::Response CompleteAgain(const Exchange& exchange, const AuthorizationRequest& request, const SignedInBrowser& browser) {
  AuthorizationRequest completed = request;
  if (browser.origin.provider != kLocalUsers && !completed.nonce) {
    completed.nonce = DrawNonce(exchange.world.random);
  }
  world::LookCallCommit steps(exchange.world.store);
  Ended ended{browser.user, browser.authenticated_millis, browser.origin.provider};
  ended.level = LevelOf(browser);
  ended.methods = browser.methods;
  ended.session_id = browser.row.session_id;
  ended.in_the_write = [&, now = exchange.world.clock.Now()](storage::Transaction& transaction, const accounts::User&) {
    // A function may have been asked meanwhile. Assumed: the text, as all is that happens then.
    if (!FindUserStill(transaction, request.site, browser, now)) {
      sign_in::ThrowInvalidSession();
    }
    if (!browser.row.session_id.empty()) {
      tokens::UseSession(transaction, browser.row, tokens::PlaceOf(exchange.caller), now);
    }
  };
  return Complete(exchange, steps, completed, ended);
}

std::optional<http::Response> CompleteSilently(const Exchange& exchange, const AuthorizationRequest& request) {
  if (const auto browser = FindSilently(exchange, request)) {
    return CompleteAgain(exchange, request, *browser);
  }
  if (request.Prompts("none")) {
    RefuseRequest(*request.client, request.place(), "login_required");
  }
  return std::nullopt;
}

http::Runs RunsOfLogin(const Exchange& exchange) { return MayHaveSession(exchange) ? RunsOfForm(exchange) : http::Runs::kHere; }

http::Runs RunsOfAuthorize(const Exchange& exchange) {
  const auto provider = exchange.query.Find("identity_provider");
  if ((provider && provider != kLocalUsers) || exchange.query.Find("idp_identifier")) {
    return http::Runs::kWaits;
  }
  if (MayHaveSession(exchange)) {
    return RunsOfForm(exchange);
  }
  return provider ? http::Runs::kComputes : http::Runs::kHere;
}

http::Runs RunsOfLogout(const Exchange& exchange) { return MayHaveSession(exchange) ? http::Runs::kWaits : http::Runs::kHere; }

}  // namespace rockpool::oauth
