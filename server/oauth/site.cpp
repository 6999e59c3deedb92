#include "server/oauth/site.h"

#include <algorithm>
#include <iterator>
#include <memory>
#include <string_view>
#include <utility>

#include "server/clients/domains/domains.h"
#include "server/http/host_class.h"
#include "server/http/origin.h"
#include "server/oauth/errors.h"
#include "server/pools/records.h"
#include "server/world/record_cache.h"
#include "storage/store.h"

namespace rockpool::oauth {
namespace {

constexpr std::string_view kLocal = ".localhost";
constexpr std::string_view kAuths[] = {".auth.", ".auth-fips."};
constexpr std::string_view kAws = ".amazoncognito.com";

// What a page needs of a domain's description, which every request would read anew.
struct LookOfDomain {
  std::int32_t version = kClassicHostedUi;
};

struct Reached {
  storage::ResourceVersion domain;
  pools::SharedPool pool;
};

std::string HostNameOf(const std::optional<http::Url>& url) {
  std::string host = url ? url->host : std::string();
  if (host.ends_with('.')) {
    host.pop_back();
  }
  return host;
}

std::optional<Reached> Find(const storage::Transaction& transaction, const world::Caches& caches, std::string_view name) {
  auto domain = name.empty() ? std::nullopt : transaction.resources(storage::ResourceKind::kDomain).FindInStore(name);
  if (!domain) {
    return std::nullopt;
  }
  auto pool = pools::UsePoolOf(transaction, caches, domain->user_pool_id);
  return Reached{{std::move(domain->key), domain->revision}, std::move(pool)};
}

// {domain}.auth.{region}.amazoncognito.com, of the domain's own region, or auth-fips, which is the only one in GovCloud.
std::optional<Reached> FindByAwsName(const storage::Transaction& transaction, const world::Caches& caches, std::string_view name) {
  const std::size_t dot = name.find('.');
  const std::string_view rest = name.substr(std::min(dot, name.size()));
  const auto* auth = std::ranges::find_if(kAuths, [rest](std::string_view one) { return rest.starts_with(one); });
  if (auth == std::end(kAuths)) {
    return std::nullopt;
  }
  auto reached = Find(transaction, caches, name.substr(0, dot));
  return reached && reached->pool->region == rest.substr(auth->size()) ? std::move(reached) : std::nullopt;
}

std::optional<Reached> FindByHost(const storage::Transaction& transaction, const world::Caches& caches, std::string_view host) {
  if (host.ends_with(kAws)) {
    return FindByAwsName(transaction, caches, host.substr(0, host.size() - kAws.size()));
  }
  if (host.ends_with(kLocal)) {
    return Find(transaction, caches, host.substr(0, host.size() - kLocal.size()));
  }
  // A container may have the name of a prefix.
  const bool may_be_custom = clients::IsCustomDomain(host) && !http::IsAddress(host);
  return may_be_custom ? Find(transaction, caches, host) : std::nullopt;
}

std::optional<storage::ResourceVersion> DomainOf(const storage::Transaction& transaction, std::string_view user_pool_id) {
  auto domains = transaction.resources(storage::ResourceKind::kDomain).ListVersions(user_pool_id, clients::kMostDomains);
  if (domains.empty()) {
    return std::nullopt;
  }
  const auto custom =
      std::ranges::find_if(domains, [](const storage::ResourceVersion& domain) { return clients::IsCustomDomain(domain.key); });
  return std::move(custom == domains.end() ? domains.front() : *custom);
}

std::int32_t VersionOf(const storage::Transaction& transaction, const world::Caches& caches, const storage::ResourceVersion& domain) {
  const auto look = caches.Of<LookOfDomain>().Get({transaction.generation(), domain.key, domain.revision}, [&] {
    const auto record = transaction.resources(storage::ResourceKind::kDomain).FindInStore(domain.key).value();
    return LookOfDomain{pools::ContentOf<api::DomainDescriptionType>(record).ManagedLoginVersion.value_or(kClassicHostedUi)};
  });
  return look->version;
}

Site Noted(const storage::Transaction& transaction, const Exchange& exchange, std::string host, Reached reached, bool is_own_host) {
  Site site;
  site.pool = std::move(reached.pool);
  site.version = VersionOf(transaction, exchange.world.caches, reached.domain);
  site.domain = std::move(reached.domain.key);
  site.is_own_host = is_own_host;
  site.host = std::move(host);
  site.browser_origin = BrowserOriginOf(exchange);
  site.is_secure = site.browser_origin.starts_with("https:");
  exchange.site = std::make_shared<const Site>(site);
  return site;
}

std::optional<Site> FindSiteOfHost(const storage::Transaction& transaction, const Exchange& exchange) {
  std::string host = HostNameOf(exchange.host);
  auto reached = FindByHost(transaction, exchange.world.caches, host);
  return reached ? std::optional(Noted(transaction, exchange, std::move(host), *std::move(reached), true)) : std::nullopt;
}

std::optional<Site> FindElsewhere(const storage::Transaction& transaction, const Exchange& exchange, pools::SharedPool pool) {
  auto domain = DomainOf(transaction, pool->id);
  if (!domain) {
    return std::nullopt;
  }
  return Noted(transaction, exchange, HostNameOf(exchange.host), {*std::move(domain), std::move(pool)}, false);
}

}  // namespace

Site SiteOf(const storage::Transaction& transaction, const Exchange& exchange, const clients::ClientInUse& client) {
  if (auto site = FindSiteOfHost(transaction, exchange)) {
    if (site->pool->id != client.pool->id) {
      throw PageError("invalid_request", {{"client_id", client.id}});
    }
    return *std::move(site);
  }
  if (auto site = FindElsewhere(transaction, exchange, client.pool)) {
    return *std::move(site);
  }
  throw PageError("The user pool has no domain, and so no pages: CreateUserPoolDomain is missing", {{"client_id", client.id}});
}

Site SiteOfHost(const storage::Transaction& transaction, const Exchange& exchange) {
  if (auto site = FindSiteOfHost(transaction, exchange)) {
    return *std::move(site);
  }
  throw PageError("invalid_request");
}

std::optional<Site> FindSite(const storage::Transaction& transaction, const Exchange& exchange) {
  if (auto site = FindSiteOfHost(transaction, exchange)) {
    return site;
  }
  const auto client_id = exchange.query.Find("client_id");
  const auto client = client_id ? transaction.resources(storage::ResourceKind::kAppClient).FindInStore(*client_id) : std::nullopt;
  if (!client) {
    return std::nullopt;
  }
  return FindElsewhere(transaction, exchange, pools::UsePoolOf(transaction, exchange.world.caches, client->user_pool_id));
}

std::optional<Site> FindSiteOfPool(const storage::Transaction& transaction, const Exchange& exchange, std::string_view user_pool_id) {
  if (auto site = FindSiteOfHost(transaction, exchange)) {
    return site->pool->id == user_pool_id ? std::move(site) : std::nullopt;
  }
  auto pool = pools::FindPoolOf(transaction, exchange.world.caches, user_pool_id);
  return pool ? FindElsewhere(transaction, exchange, std::move(pool)) : std::nullopt;
}

std::optional<std::string> FindPoolOfHost(const storage::Transaction& transaction, const world::Caches& caches,
                                          const http::Request& request) {
  const auto reached = FindByHost(transaction, caches, HostNameOf(http::HostOf(request)));
  return reached ? std::optional(reached->pool->id) : std::nullopt;
}

bool RegistersClients(const pools::PoolInUse& pool) {
  const auto& configuration = pool.settings.DcrConfiguration;
  return configuration && configuration->EnableStatus != api::StatusType::Disabled &&
         pool.settings.UserPoolTier != api::UserPoolTierType::LITE;
}

bool IsHostOfDomain(const world::World& world, std::string_view host) {
  return world.store.ReadBriefly(
      [&](const storage::Transaction& transaction) { return FindByHost(transaction, world.caches, host).has_value(); });
}

}  // namespace rockpool::oauth
