// What the operations on resource servers share.
#pragma once

#include <optional>
#include <vector>

#include "server/api/types.h"
#include "server/pools/quotas.h"
#include "server/pools/records.h"

namespace rockpool::clients {

extern const pools::ResourceFamily kResourceServers;  // under their identifiers

// Throws api::InvalidParameterException if two scopes have one name, and as RequireAtMost does if there are more than the quota allows.
void CheckResourceServerScopes(const pools::Quotas& quotas, const api::Operation& operation, const std::string& identifier,
                               const std::optional<std::vector<api::ResourceServerScopeType>>& scopes);

// The resource server that a CreateResourceServer or an UpdateResourceServer asks for.
template <class Request>
api::ResourceServerType ResourceServerOf(const Request& request) {
  api::ResourceServerType server;
  server.UserPoolId = request.UserPoolId;
  server.Identifier = request.Identifier;
  server.Name = request.Name;
  server.Scopes = request.Scopes;
  return server;
}

}  // namespace rockpool::clients
