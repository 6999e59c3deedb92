#include <string>
#include <utility>
#include <vector>

#include "server/api/codecs.h"
#include "server/api/handlers.h"
#include "server/api/json.h"
#include "server/operations/context.h"
#include "server/operations/page.h"
#include "server/pools/records.h"
#include "server/pools/replicas/replicas.h"
#include "storage/store.h"

namespace rockpool::operations {
namespace {

// A page has many pools, and shows little of each: nothing else of their documents is read.
api::UserPoolDescriptionType Described(const storage::UserPool& record) {
  api::UserPoolDescriptionType description;
  if (const std::string lambdas(api::StoredMember(record.document, "LambdaConfig")); !lambdas.empty()) {
    description.LambdaConfig = api::FromStoredJson<api::LambdaConfigType>(lambdas);
  }
  description.Id = record.id;
  description.Name = record.name;
  pools::ShowDates(record, description);
  return description;
}

// Assumed: that the primary's own region is none of them, and that they are absent where there are none.
void ShowReplicas(const storage::Transaction& transaction, const storage::UserPool& record, util::EpochMillis now,
                  api::UserPoolDescriptionType& description) {
  if (api::StoredMember(record.document, "KeyConfiguration").empty()) {
    return;  // what has replicas has a key of its own
  }
  std::vector<std::string> regions;
  for (auto& replica : pools::ReplicasAt(transaction, record, now)) {
    regions.push_back(*std::move(replica.RegionName));
  }
  if (!regions.empty()) {
    description.ReplicaRegions = std::move(regions);
  }
}

}  // namespace

api::ListUserPoolsResponse ListUserPools(const Context& context, const api::ListUserPoolsRequest& request) {
  const util::EpochMillis now = context.world.clock.Now();
  api::ListUserPoolsResponse response;
  context.world.store.Read([&](const storage::Transaction& transaction) {
    auto page = ReadPage(
        context, context.caller.account + "/" + context.caller.region, request.NextToken, static_cast<std::size_t>(request.MaxResults),
        [&](const std::string& after, std::size_t limit) {
          return transaction.user_pools().List(context.caller.account, context.caller.region, after, limit);
        },
        [](const storage::UserPool& pool) { return pool.id; });
    response.UserPools.emplace();
    for (const storage::UserPool& pool : page.entries) {
      ShowReplicas(transaction, pool, now, response.UserPools->emplace_back(Described(pool)));
    }
    response.NextToken = std::move(page.next_token);
  });
  return response;
}

}  // namespace rockpool::operations
