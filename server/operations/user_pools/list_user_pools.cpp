#include <string>

#include "server/api/codecs.h"
#include "server/api/stored_member.h"
#include "server/operations/context.h"
#include "server/operations/page.h"
#include "server/operations/pool_resources.h"
#include "storage/store.h"

namespace rockpool::operations {
namespace {

api::UserPoolDescriptionType Described(const storage::UserPool& record) {
  api::UserPoolDescriptionType description;
  // A page has many pools, and this is little of each.
  if (const std::string lambdas(api::StoredMember(record.document, "LambdaConfig")); !lambdas.empty()) {
    description.LambdaConfig = api::FromStoredJson<api::LambdaConfigType>(lambdas);
  }
  description.Id = record.id;
  description.Name = record.name;
  ShowDates(record, description);
  return description;
}

}  // namespace

api::ListUserPoolsResponse ListUserPools(const Context& context, const api::ListUserPoolsRequest& request) {
  const auto page = context.world.store.Read([&](const storage::Transaction& transaction) {
    return ReadPage(
        context, context.account + "/" + context.region, request.NextToken, static_cast<std::size_t>(request.MaxResults),
        [&](const std::string& after, std::size_t limit) {
          return transaction.user_pools().List(context.account, context.region, after, limit);
        },
        [](const storage::UserPool& pool) { return pool.id; });
  });
  api::ListUserPoolsResponse response;
  response.UserPools.emplace();
  for (const storage::UserPool& pool : page.entries) {
    response.UserPools->push_back(Described(pool));
  }
  response.NextToken = page.next_token;
  return response;
}

}  // namespace rockpool::operations
