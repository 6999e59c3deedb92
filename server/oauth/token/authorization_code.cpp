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
#include "server/sign_in/issue_tokens.h"
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

// Uses the code up, unless it is refused here. Another client's code and redirect URI leave it to whom it is for (Assumed).
Redeemed Claim(storage::Transaction& transaction, const Exchange& exchange, const clients::ClientInUse& client, std::string_view digest,
               std::string_view redirect_uri) {
  auto code = transaction.authorization_codes().Find(digest);
  if (!code || code->client_id != client.id || code->is_used || code->expires_millis <= exchange.world.clock.Now()) {
    RefuseGrant();
  }
  CodeFacts facts = FactsOf(code->document);
  if (facts.redirect_uri != redirect_uri) {
    throw JsonError("unauthorized_client", "invalid_redirect");
  }
  auto record = transaction.users().FindByNumber(code->user);
  auto user = record ? std::optional(accounts::Decode(*std::move(record))) : std::nullopt;
  if (!user || !KeepsSignIns(*user)) {
    RefuseGrant();  // Assumed of a user whose password is being reset: his sessions are refused as well
  }
  code->is_used = true;
  transaction.authorization_codes().Update(*code);
  return {std::move(facts), *std::move(user)};
}

// S256 alone is taken at authorize. A verifier without a challenge is passed over (Assumed).
bool IsProved(const CodeFacts& facts, const std::optional<std::string>& verifier) {
  return !facts.code_challenge || (verifier && verifier->size() <= kMaxVerifier &&
                                   crypto::EqualInConstantTime(crypto::Base64UrlEncode(crypto::Sha256(*verifier)), *facts.code_challenge));
}

sign_in::TokenGrant GrantOf(const clients::SharedClient& client, Redeemed redeemed) {
  sign_in::TokenGrant grant;
  grant.client = client;
  grant.user = std::move(redeemed.user);
  grant.issuer = std::move(redeemed.facts.issuer);
  grant.scope = std::move(redeemed.facts.scope);
  grant.nonce = std::move(redeemed.facts.nonce);
  grant.from_oauth = true;
  grant.audience = std::move(redeemed.facts.resource);
  grant.authenticated_millis = redeemed.facts.authenticated_millis;
  return grant;
}

}  // namespace

http::Response RedeemCode(const Exchange& exchange, const clients::SharedClient& client) {
  if (!MayUse(*client, api::OAuthFlowType::code)) {
    throw JsonError("unauthorized_client");
  }
  const std::string digest = DigestOfCode(RequireParameter(exchange, "code"));
  const std::string redirect_uri = RequireParameter(exchange, "redirect_uri");
  world::LookCallCommit rounds(exchange.world.store);
  Redeemed redeemed =
      rounds.Commit([&](storage::Transaction& transaction) { return Claim(transaction, exchange, *client, digest, redirect_uri); });
  // Only now: who guesses a verifier has spent the code (reported by users of emulators).
  if (!IsProved(redeemed.facts, Parameter(exchange.form, "code_verifier")) || !tokens::MayReadAllOf(*client, redeemed.facts.scope)) {
    RefuseGrant();
  }
  try {
    return AnswerOf(sign_in::IssueTokens(exchange.world, rounds, GrantOf(client, std::move(redeemed))));
  } catch (const api::NotAuthorizedException&) {
    RefuseGrant();  // the user was deleted or disabled meanwhile
  } catch (const api::ResourceNotFoundException&) {
    RefuseGrant();
  }
}

}  // namespace rockpool::oauth
