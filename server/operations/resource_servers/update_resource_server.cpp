#include "server/api/handlers.h"
#include "server/clients/resource_servers.h"
#include "server/operations/context.h"
#include "server/operations/named_resources.h"
#include "server/operations/quotas.h"

namespace rockpool::operations {

// Scopes that the request leaves out are gone, whether or not an app client has them (documented: what is not given goes back to its
// default; reported: nothing holds a scope that is in use).
api::UpdateResourceServerResponse UpdateResourceServer(const Context& context, const api::UpdateResourceServerRequest& request) {
  clients::CheckResourceServerScopes(QuotasOf(context), context.operation, request.Identifier, request.Scopes);
  const api::ResourceServerType server = clients::ResourceServerOf(request);
  UpdateDocument(context, clients::kResourceServers, request.UserPoolId, request.Identifier,
                 [&server](const storage::Transaction&, const storage::PoolResource&) { return api::ToJson(server); });
  return {server};
}

}  // namespace rockpool::operations
