#include "server/oauth/routing.h"

#include "server/oauth/site.h"
#include "server/pools/records.h"
#include "server/pools/replicas/down_regions.h"
#include "server/pools/replicas/replicas.h"
#include "storage/store.h"

namespace rockpool::oauth {

std::string ReplicaByRouting(const Exchange& exchange) {
  const pools::DownRegions& down = *exchange.world.settings.Of<pools::RegionSettings>().down;
  if (!down.has_any()) {
    return {};
  }
  return exchange.world.store.ReadBriefly([&](const storage::Transaction& transaction) -> std::string {
    const auto site = FindSite(transaction, exchange);
    if (!site || !site->is_own_host || !down.Has(site->pool->region)) {
      return {};
    }
    const auto domain = transaction.resources(storage::ResourceKind::kDomain).FindInStore(site->domain);
    const auto routing = domain ? pools::ContentOf<api::DomainDescriptionType>(*domain).Routing : std::nullopt;
    if (!routing || !routing->Failover) {
      return {};
    }
    const std::string& region = routing->Failover->SecondaryRegion;
    const auto status = pools::StatusOfReplica(transaction, site->pool->id, region, exchange.world.clock.Now());
    return status == api::ReplicaStatusType::ACTIVE ? region : std::string();
  });
}

}  // namespace rockpool::oauth
