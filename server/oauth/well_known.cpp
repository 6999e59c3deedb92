#include "server/oauth/well_known.h"

#include <exception>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "server/api/errors.h"
#include "server/api/json_object.h"
#include "server/clients/domains/domains.h"
#include "server/http/origin.h"
#include "server/oauth/domain_answer.h"
#include "server/oauth/exchange.h"
#include "server/oauth/settings.h"
#include "server/oauth/site.h"
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
    http::Response response = Read();
    if (request_.Captured("pool").empty()) {  // under a domain, not under an issuer
      FinishAnswer(BeginExchange(world_, request_), response);
    }
    return response;
  }

 private:
  http::Response Read() const {
    try {
      return Answer(200, document_(world_, request_));
    } catch (const api::ResourceNotFoundException& unknown) {
      return Answer(400, ErrorJson("ResourceNotFoundException", unknown.what()));  // Assumed
    } catch (const std::exception& error) {
      util::Log(util::LogLevel::kError, "a well-known document failed", {{"error", error.what()}});
      return Answer(500, ErrorJson("InternalErrorException", "Internal error."));
    }
  }

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
  std::optional<std::string> pool_of_host;

  bool has_domain() const { return domains.CustomDomain || domains.Domain; }
};

Seen RequirePool(const world::World& world, const http::Request& request) {
  return world.store.ReadBriefly([&](const storage::Transaction& transaction) {
    const auto pool_of_host = FindPoolOfHost(transaction, world.caches, request);
    const std::string_view named = request.Captured("pool");
    const std::string id = named.empty() ? pool_of_host.value_or("") : std::string(named);
    if (id.empty()) {
      throw api::ResourceNotFoundException("No user pool has this host as its domain; elsewhere the path begins with the pool's id.");
    }
    if (!transaction.user_pools().FindById(id)) {
      pools::ThrowPoolNotFound(id);
    }
    Seen seen{pools::UsePoolOf(transaction, world.caches, id), {}, pool_of_host};
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

// Under which the request itself has come, if that leads to this pool; empty if a stranger may have chosen it.
std::string OwnOrigin(const world::World& world, const http::Request& request, const Seen& seen) {
  if (seen.pool_of_host && *seen.pool_of_host != seen.pool->id) {
    return {};
  }
  if (std::string known = http::PublicOrigin(request.AskedHost(), world.settings.Of<Settings>().public_url); !known.empty()) {
    return known;
  }
  return seen.pool_of_host ? OriginOf(request)
                           : http::OwnOrigin(request.AskedHost(), request.is_tls, world.settings.Of<tokens::Settings>().trusted_hosts);
}

std::string AwsOrigin(const Seen& seen) {
  return "https://" + (seen.domains.CustomDomain ? *seen.domains.CustomDomain
                                                 : *seen.domains.Domain + ".auth." + seen.pool->region + ".amazoncognito.com");
}

// Where what is for browsers and what is for servers begins. A pool without a domain has nothing that answers (reported in 2022).
struct Addresses {
  std::string browsers;
  std::string servers;
};

Addresses AddressesOf(const world::World& world, const Seen& seen, const std::string& own, const std::string& issuer) {
  if (!seen.has_domain()) {
    return {issuer, issuer};
  }
  const std::string servers = own.empty() ? AwsOrigin(seen) : own;
  const std::string& public_url = world.settings.Of<Settings>().public_url;
  return {(public_url.empty() ? servers : public_url) + "/oauth2", servers + "/oauth2"};
}

// The pool is in its path where the host does not say it.
std::string RegistrationPath(const Seen& seen) { return "/register" + (seen.pool_of_host ? std::string() : "/" + seen.pool->id); }

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
  const std::string issuer =
      tokens::IssuerOf(world.settings.Of<tokens::Settings>(), *seen.pool, world::CallerOf(request), seen.pool_of_host == seen.pool->id);
  const std::string own = OwnOrigin(world, request, seen);
  const Addresses addresses = AddressesOf(world, seen, own, issuer);
  api::JsonObject json;
  json.Add("authorization_endpoint", addresses.browsers + "/authorize");
  if (seen.has_domain()) {
    json.Add("end_session_endpoint",
             addresses.browsers.substr(0, addresses.browsers.size() - std::string_view("/oauth2").size()) + "/logout");
  }
  json.Add("id_token_signing_alg_values_supported", std::vector<std::string>{"RS256"});
  json.Add("issuer", issuer);
  json.Add("jwks_uri", (own.empty() ? issuer : own + "/" + seen.pool->id) + std::string(kPath) + "jwks.json");
  if (seen.has_domain() && RegistersClients(*seen.pool)) {
    json.Add("registration_endpoint", addresses.servers + RegistrationPath(seen));
  }
  json.Add("response_types_supported", std::vector<std::string>{"code", "token"});
  if (seen.has_domain()) {
    json.Add("revocation_endpoint", addresses.servers + "/revoke");
  }
  json.Add("scopes_supported", std::vector<std::string>{"openid", "email", "phone", "profile"});
  json.Add("subject_types_supported", std::vector<std::string>{"public"});
  json.Add("token_endpoint", addresses.servers + "/token");
  json.Add("token_endpoint_auth_methods_supported", std::vector<std::string>{"client_secret_basic", "client_secret_post"});
  json.Add("userinfo_endpoint", addresses.servers + "/userInfo");
  return json.Text();
}

}  // namespace rockpool::oauth
