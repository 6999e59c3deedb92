#include "server/api/handlers.h"
#include "server/clients/app_clients.h"
#include "server/operations/context.h"
#include "server/operations/named_resources.h"
#include "server/operations/page.h"
#include "server/pools/records.h"

namespace rockpool::operations {

api::ListUserPoolClientsResponse ListUserPoolClients(const Context& context, const api::ListUserPoolClientsRequest& request) {
  const auto page = ReadResources(context, clients::kAppClients, request.UserPoolId, request.NextToken, PageSize(request.MaxResults, 60));
  api::ListUserPoolClientsResponse response;
  response.UserPoolClients.emplace();
  for (const auto& record : page.entries) {
    const auto client = pools::ContentOf<api::UserPoolClientType>(record);
    // With a type a page may hold fewer clients than were asked for, or none, and yet another one follow (documented).
    if (!request.ClientType || request.ClientType == client.ClientType) {
      response.UserPoolClients->push_back({record.key, record.user_pool_id, client.ClientName});
    }
  }
  response.NextToken = page.next_token;
  return response;
}

}  // namespace rockpool::operations
