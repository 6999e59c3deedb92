#include <algorithm>
#include <cstddef>

#include "server/api/handlers.h"
#include "server/operations/context.h"
#include "server/operations/page.h"
#include "server/pools/replicas/replicas.h"
#include "storage/store.h"

namespace rockpool::operations {
namespace {

constexpr std::size_t kPage = 60;  // Assumed: as the longest page of other lists; a request cannot ask for less

// The primary among the others, in the order of regions.
std::vector<api::UserPoolReplicaType> AllOf(const storage::Transaction& transaction, const storage::UserPool& pool, util::EpochMillis now) {
  auto replicas = pools::ReplicasAt(transaction, pool, now);
  const auto place = std::ranges::lower_bound(replicas, pool.region, {}, [](const auto& replica) { return *replica.RegionName; });
  replicas.insert(place, pools::PrimaryOf(pool));
  return replicas;
}

std::vector<api::UserPoolReplicaType> After(std::vector<api::UserPoolReplicaType> replicas, const std::string& region, std::size_t limit) {
  std::erase_if(replicas, [&](const auto& replica) { return *replica.RegionName <= region; });
  replicas.resize(std::min(replicas.size(), limit));
  return replicas;
}

}  // namespace

api::ListUserPoolReplicasResponse ListUserPoolReplicas(const Context& context, const api::ListUserPoolReplicasRequest& request) {
  const util::EpochMillis now = context.world.clock.Now();
  auto page = context.world.store.Read([&](const storage::Transaction& transaction) {
    const storage::UserPool pool = pools::FindReplicatedPool(transaction, context.caller, request.UserPoolId, now).pool;
    return ReadPage(
        context, pool.id, request.NextToken, kPage,
        [&](const std::string& after, std::size_t limit) { return After(AllOf(transaction, pool, now), after, limit); },
        [](const api::UserPoolReplicaType& replica) { return *replica.RegionName; });
  });
  return {std::move(page.entries), std::move(page.next_token)};
}

}  // namespace rockpool::operations
