#include "server/oauth/well_known.h"

#include <exception>
#include <string_view>
#include <utility>
#include <vector>

#include "server/api/errors.h"
#include "server/api/json_object.h"
#include "server/clients/domains/domains.h"
#include "server/http/origin.h"
#include "server/pools/pool_in_use.h"
#include "server/pools/user_pools.h"
#include "server/tokens/issuer.h"
#include "server/tokens/signing_keys.h"
#include "server/util/log.h"
#include "storage/store.h"

namespace rockpool::oauth {
namespace {

constexpr std::string_view kPath = "/.well-known/";

http::Response Answer(int status, std::string body) {
  http::Response response;
  response.status = status;
  response.headers.Add("Content-Type", "application/json");
  response.body = std::move(body);
  return response;
}

// Keys may have to be drawn, so it computes.
class Reading final : public http::Work {
 public:
  Reading(const world::World& world, WellKnown::Document document, http::Request request)
      : world_(world), document_(document), request_(std::move(request)) {}

  http::Runs Where() const override { return http::Runs::kComputes; }

  http::Response Run() noexcept override {
    try {
      return Answer(200, document_(world_, request_));
    } catch (const api::ResourceNotFoundException& unknown) {
      return Answer(400, ErrorJson("ResourceNotFoundException", unknown.what()));  // Assumed
    } catch (const std::exception& error) {
      util::Log(util::LogLevel::kError, "a well-known document failed", {{"error", error.what()}});
      return Answer(500, ErrorJson("InternalErrorException", "Internal error."));
    }
  }

 private:
  static std::string ErrorJson(std::string_view type, std::string_view message) {
    api::JsonObject json;
    json.Add("__type", type);
    json.Add("message", message);
    return json.Text();
  }

  const world::World& world_;
  const WellKnown::Document document_;
  const http::Request request_;
};

struct Seen {
  pools::SharedPool pool;
  api::UserPoolType domains;
};

Seen RequirePool(const world::World& world, const http::Request& request) {
  const std::string id(request.Captured("pool"));
  return world.store.Read([&](const storage::Transaction& transaction) {
    if (!transaction.user_pools().FindById(id)) {
      pools::ThrowPoolNotFound(id);
    }
    Seen seen{pools::UsePoolOf(transaction, world.caches, id), {}};
    seen.domains.Id = id;
    clients::ShowDomains(transaction, seen.domains);
    return seen;
  });
}

std::string KeyJson(const tokens::SigningKey& key) {
  api::JsonObject json;
  json.Add("alg", std::string_view("RS256"));
  json.Add("e", key.public_key.ExponentBase64Url());
  json.Add("kid", key.kid);
  json.Add("kty", std::string_view("RSA"));
  json.Add("n", key.public_key.ModulusBase64Url());
  json.Add("use", std::string_view("sig"));
  return json.Text();
}

// Where the pool's OAuth endpoints are for a browser; a pool without a domain has none that answers (reported in 2022).
std::string Addresses(const Seen& seen, const std::string& issuer) {
  if (seen.domains.CustomDomain) {
    return "https://" + *seen.domains.CustomDomain + "/oauth2";
  }
  return seen.domains.Domain ? "https://" + *seen.domains.Domain + ".auth." + seen.pool->region + ".amazoncognito.com/oauth2" : issuer;
}

}  // namespace

std::unique_ptr<http::Work> WellKnown::Accept(http::Request request) noexcept {
  return std::make_unique<Reading>(world_, document_, std::move(request));
}

std::string JwksDocument(const world::World& world, const http::Request& request) {
  const Seen seen = RequirePool(world, request);
  const auto keys = tokens::UseSigningKeys(world, seen.pool->id);
  api::JsonObject json;
  json.AddJsonList("keys", {KeyJson(keys->id), KeyJson(keys->access)});
  return json.Text();
}

std::string DiscoveryDocument(const world::World& world, const http::Request& request) {
  const Seen seen = RequirePool(world, request);
  const auto& settings = world.settings.Of<tokens::Settings>();
  const world::Caller caller = world::CallerOf(request);
  const std::string issuer = tokens::IssuerOf(settings, *seen.pool, caller);
  const std::string own = http::OwnOrigin(caller.host, caller.is_tls, settings.trusted_hosts);
  const bool has_domain = seen.domains.CustomDomain || seen.domains.Domain;
  const std::string addresses = Addresses(seen, issuer);
  api::JsonObject json;
  json.Add("authorization_endpoint", addresses + "/authorize");
  if (has_domain) {
    json.Add("end_session_endpoint", addresses.substr(0, addresses.size() - std::string_view("/oauth2").size()) + "/logout");
  }
  json.Add("id_token_signing_alg_values_supported", std::vector<std::string>{"RS256"});
  json.Add("issuer", issuer);
  json.Add("jwks_uri", (own.empty() ? issuer : own + "/" + seen.pool->id) + std::string(kPath) + "jwks.json");
  json.Add("response_types_supported", std::vector<std::string>{"code", "token"});
  if (has_domain) {
    json.Add("revocation_endpoint", addresses + "/revoke");
  }
  json.Add("scopes_supported", std::vector<std::string>{"openid", "email", "phone", "profile"});
  json.Add("subject_types_supported", std::vector<std::string>{"public"});
  json.Add("token_endpoint", addresses + "/token");
  json.Add("token_endpoint_auth_methods_supported", std::vector<std::string>{"client_secret_basic", "client_secret_post"});
  json.Add("userinfo_endpoint", addresses + "/userInfo");
  return json.Text();
}

}  // namespace rockpool::oauth
