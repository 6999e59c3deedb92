#include <rapidjson/document.h>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "server/api/json.h"
#include "server/clients/scopes.h"
#include "server/oauth/authorization_parameters.h"
#include "server/oauth/client_authentication.h"
#include "server/oauth/errors.h"
#include "server/oauth/site.h"
#include "server/oauth/token/grants.h"
#include "server/oauth/token/token_answer.h"
#include "server/oauth/traced_tokens.h"
#include "server/sign_in/issue_tokens.h"
#include "server/tokens/issuer.h"
#include "server/tokens/signing_keys.h"
#include "server/triggers/origin.h"
#include "server/util/strings.h"
#include "storage/store.h"

namespace rockpool::oauth {
namespace {

std::optional<std::vector<std::string>> AskedScopes(const Exchange& exchange) {
  const auto scope = Parameter(exchange.form, "scope");
  if (!scope) {
    return std::nullopt;
  }
  const auto names = util::Split(*scope, " ");
  return std::vector<std::string>(names.begin(), names.end());
}

// A JSON object of texts (documented). Assumed: what is none is refused.
triggers::Metadata MetadataIn(const Exchange& exchange) {
  const auto text = Parameter(exchange.form, "aws_client_metadata");
  if (!text) {
    return std::nullopt;
  }
  rapidjson::Document json;
  if (!api::ParseJson(*text, json) || !json.IsObject()) {
    throw JsonError("invalid_request");
  }
  triggers::Metadata metadata;
  metadata.emplace();
  for (const auto& [name, value] : json.GetObject()) {
    if (!value.IsString()) {
      throw JsonError("invalid_request");
    }
    metadata->insert_or_assign(std::string(api::TextOf(name)), std::string(api::TextOf(value)));
  }
  return metadata;
}

bool MayGrant(const clients::ClientInUse& client) { return MayUse(client, api::OAuthFlowType::client_credentials); }

// All that the store has to say, in one transaction.
struct SeenOfClient {
  clients::SharedClient client;
  std::optional<std::vector<std::string>> scopes = std::nullopt;  // that it gets, if it may have any
  tokens::SeenSigningKeys keys{};
};

SeenOfClient LookAtClient(const storage::Transaction& transaction, const Exchange& exchange, const PresentedClient& credentials) {
  SeenOfClient seen{RequireProvedClient(transaction, exchange, credentials)};
  if (MayGrant(*seen.client)) {
    const world::Caches& caches = exchange.world.caches;
    // Documented: the scope of a resource server that is gone is dropped silently.
    seen.scopes = clients::ScopesForItself(transaction, caches, *seen.client, AskedScopes(exchange), clients::Gone::kLeftOut);
    seen.keys = tokens::LookAtSigningKeys(transaction, caches, seen.client->pool->id);
  }
  return seen;
}

sign_in::ClientGrant RequireGrant(const Exchange& exchange, const SeenOfClient& seen, sign_in::Trace& trace) {
  const clients::SharedClient& client = seen.client;
  trace.Check("flow");
  if (!MayGrant(*client)) {
    throw JsonError("invalid_grant");  // recorded, 2026
  }
  trace.Check("scopes");
  if (!seen.scopes) {
    throw JsonError("invalid_scope");
  }
  trace.Check("aws_client_metadata");
  sign_in::AskedBy asked_by;  // of no user agent: awsSdkVersion is documented as unknown
  asked_by.client_metadata = MetadataIn(exchange);
  asked_by.tell = TellerOf(trace);
  const auto& settings = exchange.world.settings.Of<tokens::Settings>();
  std::string issuer = tokens::IssuerOf(settings, *client->pool, exchange.caller, exchange.site && exchange.site->is_own_host);
  return {client, std::move(issuer), *seen.scopes, std::move(asked_by), seen.keys};
}

}  // namespace

http::Response GrantToClient(const Exchange& exchange) {
  const PresentedClient credentials = RequireCredentials(exchange);
  const SeenOfClient seen = exchange.world.store.ReadBriefly(
      [&](const storage::Transaction& transaction) { return LookAtClient(transaction, exchange, credentials); });
  return AnswerOf(IssueTraced(exchange, "client_credentials", *seen.client, [&](sign_in::Trace& trace) {
    const sign_in::ClientGrant grant = RequireGrant(exchange, seen, trace);
    trace.Check("tokens");
    sign_in::ClientToken token = sign_in::IssueClientToken(exchange.world, grant);
    api::AuthenticationResultType tokens;
    tokens.AccessToken = std::move(token.access_token);
    tokens.ExpiresIn = static_cast<std::int32_t>(token.expires_in);
    return tokens;
  }));
}

}  // namespace rockpool::oauth
