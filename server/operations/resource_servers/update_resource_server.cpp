#include "server/operations/resource_servers/resource_servers.h"

namespace rockpool::operations {

// Scopes that the request leaves out are gone, whether or not an app client has them (documented: what is not given goes back to its
// default; reported: nothing holds a scope that is in use).
api::UpdateResourceServerResponse UpdateResourceServer(const Context& context, const api::UpdateResourceServerRequest& request) {
  CheckScopes(request.Scopes);
  const api::ResourceServerType server = ResourceServerOf(request);
  UpdateDocument(context, kResourceServers, request.UserPoolId, request.Identifier,
                 [&server](const storage::Transaction&, const storage::PoolResource&) { return api::ToJson(server); });
  return {server};
}

}  // namespace rockpool::operations
