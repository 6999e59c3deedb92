#include "server/operations/context.h"
#include "server/operations/pool_resources.h"
#include "server/operations/user_pools/user_pools.h"
#include "storage/store.h"

namespace rockpool::operations {
namespace {

constexpr std::size_t kDefaultPage = 60;  // Assumed: the most that a request may ask for

}  // namespace

api::ListUserPoolClientsResponse ListUserPoolClients(const Context& context, const api::ListUserPoolClientsRequest& request) {
  const auto limit = request.MaxResults ? static_cast<std::size_t>(*request.MaxResults) : kDefaultPage;
  const auto page = context.world.store.Read([&](const storage::Transaction& transaction) {
    RequirePool(transaction, context, request.UserPoolId);
    return ReadResources(transaction, context, storage::ResourceKind::kAppClient, request.UserPoolId, request.NextToken, limit);
  });
  api::ListUserPoolClientsResponse response;
  response.UserPoolClients.emplace();
  for (const auto& record : page.entries) {
    const auto client = ContentOf<api::UserPoolClientType>(record);
    // With a type a page may hold fewer clients than were asked for, or none, and yet another one follow (documented).
    if (!request.ClientType || request.ClientType == client.ClientType) {
      response.UserPoolClients->push_back({record.key, record.user_pool_id, client.ClientName});
    }
  }
  response.NextToken = page.next_token;
  return response;
}

}  // namespace rockpool::operations
