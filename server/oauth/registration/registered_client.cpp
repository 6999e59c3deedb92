#include "server/oauth/registration/registered_client.h"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <limits>
#include <optional>
#include <string_view>
#include <utility>

#include "server/api/errors.h"
#include "server/api/operation.h"
#include "server/clients/app_clients.h"
#include "server/clients/rules/client_rules.h"
#include "server/clients/scopes.h"
#include "server/oauth/errors.h"
#include "server/pools/quotas.h"
#include "server/pools/records.h"
#include "server/tokens/token_scopes.h"
#include "server/util/lists.h"
#include "server/world/drawn_id.h"
#include "storage/store.h"

namespace rockpool::oauth {
namespace {

constexpr std::string_view kNamePrefix = "dcr-";

// Those of OpenID Connect always, others only if they are among AllowedScopes and still there; so is the one that calls the API on its user
// (Assumed: it counts as an OpenID Connect scope elsewhere, but whoever registers is not to have it unasked). What is asked for and may not
// be is refused; who asks for nothing gets all that he may have, but for that one (Assumed).
std::vector<std::string> ScopesFor(const storage::Transaction& transaction, const world::Caches& caches, const pools::PoolInUse& pool,
                                   const ClientMetadata& metadata) {
  const auto& allowed = pool.settings.DcrConfiguration->AllowedScopes;
  const auto may_have = [&](const std::string& scope) {
    if (clients::IsOidcScope(scope)) {
      return !metadata.is_for_itself && (scope != tokens::kAdminScope || util::Contains(allowed, scope));
    }
    return scope != clients::kRegistrationScope && util::Contains(allowed, scope) &&
           clients::HasCustomScope(transaction, caches, pool.id, scope);
  };
  std::vector<std::string> scopes;
  if (metadata.scopes) {
    if (!std::ranges::all_of(*metadata.scopes, may_have)) {
      RefuseMetadata("scope", "has one that the client may not have");
    }
    scopes = *metadata.scopes;
  } else {
    for (const char* scope : {"openid", "email", "phone", "profile"}) {
      scopes.emplace_back(scope);
    }
    const auto custom = util::MembersOf(allowed);
    std::ranges::copy_if(custom, std::back_inserter(scopes), [](const std::string& scope) { return !clients::IsOidcScope(scope); });
    std::erase_if(scopes, [&](const std::string& scope) { return !may_have(scope); });
  }
  if (scopes.empty()) {
    RefuseMetadata("scope", "has to name one that AllowedScopes of the user pool has");
  }
  return scopes;
}

std::vector<std::string> ProvidersOf(const storage::Transaction& transaction, const std::string& user_pool_id) {
  std::vector<std::string> names{"COGNITO"};
  constexpr auto kAll = static_cast<std::size_t>(std::numeric_limits<std::int32_t>::max());
  for (const storage::IdentityProviderSummary& provider : transaction.identity_providers().List(user_pool_id, "", kAll)) {
    names.push_back(provider.name);
  }
  return names;
}

api::UserPoolClientType SettingsFor(const world::Caller& caller, const ClientMetadata& metadata, const std::string& name,
                                    std::vector<std::string> scopes, std::vector<std::string> providers) {
  api::CreateUserPoolClientRequest request;
  request.ClientName = name;
  request.AllowedOAuthFlowsUserPoolClient = true;
  request.AllowedOAuthFlows = {metadata.is_for_itself ? api::OAuthFlowType::client_credentials : api::OAuthFlowType::code};
  request.AllowedOAuthScopes = std::move(scopes);
  request.CallbackURLs = metadata.redirect_uris;
  request.SupportedIdentityProviders = std::move(providers);
  request.ExplicitAuthFlows = {api::ExplicitAuthFlowsType::ALLOW_REFRESH_TOKEN_AUTH};
  request.EnableTokenRevocation = true;
  request.PreventUserExistenceErrors = api::PreventUserExistenceErrorTypes::ENABLED;
  api::UserPoolClientType settings = clients::SettingsOf(caller, request);
  settings.ClientType = api::ClientTypeType::DCR;
  return settings;
}

void CheckRedirects(const api::UserPoolClientType& settings) {
  try {
    clients::CheckRedirects(settings);
  } catch (const api::InvalidParameterException& error) {
    throw JsonError("invalid_redirect_uri", error.message());
  }
}

void CheckRest(const storage::Transaction& transaction, const Exchange& exchange, const world::Caller& caller, const std::string& pool_id,
               const api::UserPoolClientType& settings, bool has_secret) {
  const auto& quotas = exchange.world.settings.Of<pools::Quotas>();
  try {
    clients::CheckClient(transaction, exchange.world.caches, caller, quotas, *api::FindOperation("CreateUserPoolClient"), pool_id, settings,
                         has_secret, clients::ClientChange::kCreate);
  } catch (const api::ServiceException& error) {
    if (error.http_status() >= 500) {
      throw;
    }
    throw JsonError("invalid_client_metadata", error.message());
  }
  if (transaction.resources(storage::ResourceKind::kAppClient).Count(pool_id) >= quotas.app_clients) {
    throw JsonError("invalid_client_metadata", "The app client quota of the user pool is reached.");
  }
}

Registered Insert(const Exchange& exchange, const pools::PoolInUse& pool, const ClientMetadata& metadata, const std::string& id,
                  const CheckPool& check) {
  Registered registered;
  registered.id = id;
  registered.secret = metadata.has_secret() ? clients::DrawClientSecret(exchange.world.random) : "";
  registered.name = metadata.client_name.value_or(std::string(kNamePrefix) + id);
  registered.at = exchange.world.clock.Now();
  world::Caller caller = exchange.caller;
  caller.account = pool.account;
  caller.region = pool.region;
  exchange.world.store.Write([&](storage::Transaction& transaction) {
    if (!transaction.user_pools().FindById(pool.id)) {
      throw JsonError("invalid_request", std::nullopt, 404);  // deleted meanwhile
    }
    const pools::SharedPool now = pools::UsePoolOf(transaction, exchange.world.caches, pool.id);
    check(*now);
    registered.scopes = ScopesFor(transaction, exchange.world.caches, *now, metadata);
    const auto settings = SettingsFor(caller, metadata, registered.name, registered.scopes, ProvidersOf(transaction, pool.id));
    CheckRedirects(settings);
    CheckRest(transaction, exchange, caller, pool.id, settings, metadata.has_secret());
    const auto record = pools::NewResource(registered.at, pool.id, id, settings);
    transaction.resources(storage::ResourceKind::kAppClient).Insert(record);
    if (metadata.has_secret()) {
      transaction.resources(storage::ResourceKind::kClientSecret).Insert(clients::SecretAtLastChange(record, registered.secret));
    }
  });
  return registered;
}

}  // namespace

Registered Register(const Exchange& exchange, const pools::PoolInUse& pool, const ClientMetadata& metadata, const CheckPool& check) {
  return world::InsertUnderDrawnId([&] { return clients::DrawClientId(exchange.world.random); },
                                   [&](const std::string& id) { return Insert(exchange, pool, metadata, id, check); });
}

}  // namespace rockpool::oauth
