#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "server/accounts/user.h"
#include "server/api/errors.h"
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
};

[[noreturn]] void RefuseGrant() { throw JsonError("invalid_grant"); }

// What the client presents.
struct Presented {
  const Exchange& exchange;
  const clients::ClientInUse& client;
  std::string digest;  // of the code
  std::string redirect_uri;
  std::optional<std::string> verifier;
};

// Another client's code and redirect URI leave it to whom it is for (Assumed).
Redeemed Look(const storage::Transaction& transaction, const Presented& presented) {
  const auto code = transaction.authorization_codes().Find(presented.digest);
  if (!code || code->client_id != presented.client.id || code->is_used || code->expires_millis <= presented.exchange.world.clock.Now()) {
    RefuseGrant();
  }
  CodeFacts facts = FactsOf(code->document);
  if (facts.redirect_uri != presented.redirect_uri) {
    throw JsonError("unauthorized_client", "invalid_redirect");
  }
  auto record = transaction.users().FindByNumber(code->user);
  auto user = record ? std::optional(accounts::Decode(*std::move(record))) : std::nullopt;
  if (!user || !KeepsSignIns(*user)) {
    RefuseGrant();  // Assumed of a user whose password is being reset: his sessions are refused as well
  }
  return {std::move(facts), *std::move(user)};
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

api::AuthenticationResultType Redeem(const clients::SharedClient& client, const Presented& presented, sign_in::Trace& trace) {
  const world::World& world = presented.exchange.world;
  world::LookCallCommit rounds(world.store);
  trace.Check("code");
  Redeemed redeemed = rounds.Look([&](const storage::Transaction& transaction) { return Look(transaction, presented); });
  trace.call().sign_in = redeemed.facts.sign_in;
  trace.call().username = redeemed.user.username();
  trace.Check("code_verifier and scopes");
  if (!IsProved(redeemed.facts, presented.verifier) || !tokens::MayReadAllOf(*client, redeemed.facts.scope)) {
    // Who guesses a verifier has spent the code (reported by users of emulators).
    rounds.Commit([&](storage::Transaction& transaction) { UseUp(transaction, presented); });
    RefuseGrant();
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

http::Response RedeemCode(const Exchange& exchange, const clients::SharedClient& client) {
  if (!MayUse(*client, api::OAuthFlowType::code)) {
    throw JsonError("unauthorized_client");
  }
  const Presented presented{exchange, *client, DigestOfCode(RequireParameter(exchange, "code")), RequireParameter(exchange, "redirect_uri"),
                            Parameter(exchange.form, "code_verifier")};
  return AnswerOf(
      IssueTraced(exchange, "authorization_code", *client, [&](sign_in::Trace& trace) { return Redeem(client, presented, trace); }));
}

}  // namespace rockpool::oauth
