#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "server/accounts/user.h"
#include "server/api/errors.h"
#include "server/clients/scopes.h"
#include "server/crypto/base64.h"
#include "server/crypto/digest.h"
#include "server/oauth/authorization_parameters.h"
#include "server/oauth/browser_sessions.h"
#include "server/oauth/client_authentication.h"
#include "server/oauth/codes.h"
#include "server/oauth/errors.h"
#include "server/oauth/token/grants.h"
#include "server/oauth/token/token_answer.h"
#include "server/oauth/traced_tokens.h"
#include "server/sign_in/issue_tokens.h"
#include "server/tokens/token_changes.h"
#include "server/tokens/token_scopes.h"
#include "server/world/look_call_commit.h"
#include "storage/authorization_codes.h"

namespace rockpool::oauth {
namespace {

constexpr std::size_t kMaxVerifier = 128;  // RFC 7636, 4.1

struct Redeemed {
  CodeFacts facts;
  accounts::User user;
  sign_in::SeenForTokens seen;
};

// All that the store has to say, in one transaction.
struct SeenOfCode {
  clients::SharedClient client;
  std::optional<storage::AuthorizationCode> code = std::nullopt;  // that is the client's
  std::optional<accounts::User> user = std::nullopt;
  sign_in::SeenForTokens for_tokens{};
};

[[noreturn]] void RefuseGrant() { throw JsonError("invalid_grant"); }

// What the client presents.
struct Presented {
  const Exchange& exchange;
  std::string digest;  // of the code
  std::string redirect_uri;
  std::optional<std::string> verifier;
};

SeenOfCode LookAtCode(const storage::Transaction& transaction, const Exchange& exchange, const PresentedClient& credentials,
                      const std::string& digest) {
  SeenOfCode seen{RequireProvedClient(transaction, exchange, credentials)};
  auto code = transaction.authorization_codes().Find(digest);
  if (!code || code->client_id != seen.client->id) {
    return seen;
  }
  if (auto record = transaction.users().FindByNumber(code->user)) {
    seen.user = accounts::Decode(*std::move(record));
    seen.for_tokens = sign_in::LookForTokens(transaction, exchange.world.caches, *seen.client, *seen.user);
  }
  seen.code = std::move(code);
  return seen;
}

// Another client's code and redirect URI leave it to whom it is for (Assumed).
Redeemed RequireGoodCode(const Presented& presented, SeenOfCode seen) {
  if (!seen.code || seen.code->is_used || seen.code->expires_millis <= presented.exchange.world.clock.Now()) {
    RefuseGrant();
  }
  CodeFacts facts = FactsOf(seen.code->document);
  if (facts.redirect_uri != presented.redirect_uri) {
    throw JsonError("unauthorized_client", "invalid_redirect");
  }
  if (!seen.user || !KeepsSignIns(*seen.user)) {
    RefuseGrant();  // Assumed of a user whose password is being reset: his sessions are refused as well
  }
  return {std::move(facts), *std::move(seen.user), std::move(seen.for_tokens)};
}

// Of two calls with one code, one does. It is the client's still: no code changes hands.
void UseUp(storage::Transaction& transaction, const Presented& presented) {
  if (!transaction.authorization_codes().Spend(presented.digest, presented.exchange.world.clock.Now())) {
    RefuseGrant();
  }
}

// S256 alone is taken at authorize. A verifier without a challenge is passed over (Assumed).
bool IsProved(const CodeFacts& facts, const std::optional<std::string>& verifier) {
  return !facts.code_challenge || (verifier && verifier->size() <= kMaxVerifier &&
                                   crypto::EqualInConstantTime(crypto::Base64UrlEncode(crypto::Sha256(*verifier)), *facts.code_challenge));
}

sign_in::TokenGrant GrantOf(const clients::SharedClient& client, const world::Caller& caller, Redeemed redeemed) {
  sign_in::TokenGrant grant;
  grant.user_agent = caller.user_agent;
  grant.address = caller.address;
  grant.client = client;
  grant.user = std::move(redeemed.user);
  grant.seen = std::move(redeemed.seen);
  grant.issuer = std::move(redeemed.facts.issuer);
  grant.scope = std::move(redeemed.facts.scope);
  grant.nonce = std::move(redeemed.facts.nonce);
  grant.from_oauth = true;
  grant.audience = std::move(redeemed.facts.resource);
  grant.authenticated_millis = redeemed.facts.authenticated_millis;
  grant.source = triggers::TokenSource::kHostedAuth;
  if (!redeemed.facts.event_id.empty()) {
    grant.event_id = std::move(redeemed.facts.event_id);
  }
  grant.origin_session_id = std::move(redeemed.facts.session_id);
  grant.acr = std::move(redeemed.facts.acr);
  grant.amr = std::move(redeemed.facts.amr);
  const std::string& changes = redeemed.facts.changes;
  grant.changes = changes.empty() ? tokens::TokenChanges() : tokens::ChangesFromDocument(changes);
  return grant;
}

api::AuthenticationResultType Redeem(world::LookCallCommit& rounds, const Presented& presented, SeenOfCode seen, sign_in::Trace& trace) {
  const world::World& world = presented.exchange.world;
  const clients::SharedClient client = seen.client;
  trace.Check("code");
  Redeemed redeemed = RequireGoodCode(presented, std::move(seen));
  trace.call().sign_in = redeemed.facts.sign_in;
  trace.call().username = redeemed.user.username();
  trace.Check("code_verifier and scopes");
  if (!IsProved(redeemed.facts, presented.verifier) || !tokens::MayReadAllOf(*client, redeemed.facts.scope)) {
    // Who guesses a verifier has spent the code (reported by users of emulators).
    rounds.Commit([&](storage::Transaction& transaction) { UseUp(transaction, presented); });
    RefuseGrant();
  }
  std::string& scope = redeemed.facts.scope;
  const bool had_scopes = !scope.empty();
  scope = clients::ScopeThatIsLeft(rounds, world.caches, client->pool->id, std::move(scope));
  if (had_scopes && scope.empty()) {
    RefuseGrant();  // Assumed: what was granted is gone
  }
  trace.Check("tokens");
  sign_in::TokenGrant grant = GrantOf(client, presented.exchange.caller, std::move(redeemed));
  grant.in_the_write = [&](storage::Transaction& transaction, const accounts::User& user) {
    if (!KeepsSignIns(user)) {
      RefuseGrant();
    }
    UseUp(transaction, presented);
  };
  try {
    return sign_in::IssueTokens(world, rounds, grant);
  } catch (const api::NotAuthorizedException&) {
    RefuseGrant();  // the user was deleted or disabled meanwhile
  } catch (const api::ResourceNotFoundException&) {
    RefuseGrant();
  }
}

}  // namespace

http::Response RedeemCode(const Exchange& exchange) {
  const PresentedClient credentials = RequireCredentials(exchange);
  const std::string digest = DigestOfCode(Parameter(exchange.form, "code").value_or(""));
  world::LookCallCommit rounds(exchange.world.store);
  SeenOfCode seen =
      rounds.Look([&](const storage::Transaction& transaction) { return LookAtCode(transaction, exchange, credentials, digest); });
  const clients::SharedClient client = seen.client;
  if (!MayUse(*client, api::OAuthFlowType::code)) {
    throw JsonError("unauthorized_client");
  }
  RequireParameter(exchange, "code");  // told after what is wrong with the client
  const Presented presented{exchange, digest, RequireParameter(exchange, "redirect_uri"), Parameter(exchange.form, "code_verifier")};
  return AnswerOf(IssueTraced(exchange, "authorization_code", *client,
                              [&](sign_in::Trace& trace) { return Redeem(rounds, presented, std::move(seen), trace); }));
}

}  // namespace rockpool::oauth
