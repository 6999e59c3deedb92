// POST /oauth2/register: dynamic client registration (RFC 7591). The path names the pool where the host does not.
#include <cstdint>
#include <string>
#include <string_view>

#include "server/api/errors.h"
#include "server/api/json_object.h"
#include "server/clients/scopes.h"
#include "server/oauth/client_authentication.h"
#include "server/oauth/errors.h"
#include "server/oauth/handlers.h"
#include "server/oauth/registration/client_metadata.h"
#include "server/oauth/registration/registered_client.h"
#include "server/oauth/site.h"
#include "server/tokens/access_token.h"
#include "server/util/strings.h"
#include "storage/store.h"

namespace rockpool::oauth {
namespace {

// Whether it is a body that says it is JSON: a page of another origin must ask before it may send that.
bool DeclaresJson(const http::Headers& headers) {
  const std::string_view type = headers.Find("Content-Type").value_or("");
  const std::string_view name = type.substr(0, type.find(';'));
  return util::EqualsIgnoringCase(name.substr(0, name.find_last_not_of(' ') + 1), "application/json");
}

void RequireOn(bool is_on) {
  if (!is_on) {
    throw JsonError("invalid_request", std::nullopt, 404);
  }
}

// Off, or a tier without it, or no domain: there is no such endpoint.
pools::SharedPool RequirePool(const Exchange& exchange) {
  return exchange.world.store.Read([&](const storage::Transaction& transaction) {
    const std::string_view named = exchange.request.Captured("pool");
    const std::string id =
        named.empty() ? FindPoolOfHost(transaction, exchange.world.caches, exchange.request).value_or("") : std::string(named);
    const auto site = id.empty() ? std::nullopt : FindSiteOfPool(transaction, exchange, id);
    RequireOn(site && RegistersClients(*site->pool));
    return site->pool;
  });
}

[[noreturn]] void RefuseToken(int status, const std::string& error) {
  http::Headers headers;
  headers.Add("WWW-Authenticate", "Bearer error=\"" + error + "\"");
  throw JsonError(error, std::nullopt, status, std::move(headers));
}

// A token of this pool that is still good, of a user or of a client for itself, with the scope.
void RequireRegistrar(const Exchange& exchange, const pools::PoolInUse& pool, std::string_view bearer) {
  tokens::AccessToken token;
  try {
    token = tokens::ReadAccessToken(exchange.world, bearer);
    exchange.world.store.Read([&](const storage::Transaction& transaction) {
      if (token.username.empty()) {
        clients::UseClient(transaction, exchange.world.caches, token.client_id);
      } else if (tokens::HasScope(token.scope, clients::kRegistrationScope)) {
        tokens::RequireHolder(transaction, exchange.world.caches, token, clients::kRegistrationScope);
      }
    });
  } catch (const api::ServiceException& error) {
    if (error.http_status() >= 500) {
      throw;
    }
    RefuseToken(401, "invalid_token");
  }
  if (token.user_pool_id != pool.id) {
    RefuseToken(401, "invalid_token");
  }
  if (!tokens::HasScope(token.scope, clients::kRegistrationScope)) {
    RefuseToken(403, "insufficient_scope");
  }
}

void RequireOpen(const pools::PoolInUse& pool) {
  if (pool.settings.DcrConfiguration->OpenDcrEnabled != true) {
    RefuseToken(401, "invalid_token");
  }
}

// Whether somebody vouches for the application; throws where nobody does and the pool wants it.
bool IsAuthenticated(const Exchange& exchange, const pools::PoolInUse& pool) {
  if (!exchange.request.headers.Find("Authorization")) {
    RequireOpen(pool);
    return false;
  }
  RequireRegistrar(exchange, pool, FindCredentials(exchange, "Bearer").value_or(""));
  return true;
}

http::Response Answer(const ClientMetadata& metadata, const Registered& registered) {
  api::JsonObject json;
  json.Add("client_id", registered.id);
  if (metadata.has_secret()) {
    json.Add("client_secret", registered.secret);
    json.Add("client_secret_expires_at", std::int32_t{0});
  }
  json.Add("client_id_issued_at", registered.at / 1000);
  json.Add("client_name", registered.name);
  json.Add("redirect_uris", metadata.redirect_uris);
  json.Add("grant_types", metadata.grant_types());
  json.Add("response_types", metadata.response_types());
  json.Add("token_endpoint_auth_method", metadata.auth_method());
  json.Add("scope", util::Join(registered.scopes, " "));
  http::Response response;
  response.status = 201;
  response.headers.Add("Content-Type", "application/json;charset=UTF-8");
  response.headers.Add("Cache-Control", "no-store");
  response.body = json.Text();
  return response;
}

}  // namespace

// Assumed: the order of the checks, and that RFC 7591's errors are those of AWS.
http::Response RegisterClient(const Exchange& exchange) {
  const pools::SharedPool pool = RequirePool(exchange);
  const bool is_authenticated = IsAuthenticated(exchange, *pool);
  if (!DeclaresJson(exchange.request.headers)) {
    RefuseMetadata("The body", "has to be a JSON object");
  }
  const ClientMetadata metadata = ReadClientMetadata(exchange.request.body, *pool->settings.DcrConfiguration, is_authenticated);
  const auto check = [&](const pools::PoolInUse& now) {
    RequireOn(RegistersClients(now));
    if (!is_authenticated) {
      RequireOpen(now);
    }
    RequireGrant(*now.settings.DcrConfiguration, metadata.is_for_itself, is_authenticated);
  };
  return Answer(metadata, Register(exchange, *pool, metadata, check));
}

}  // namespace rockpool::oauth
