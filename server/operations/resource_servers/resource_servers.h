// What the operations on resource servers share.
#pragma once

#include <optional>
#include <vector>

#include "server/api/types.h"
#include "server/operations/resource_family.h"

namespace rockpool::operations {

extern const ResourceFamily kResourceServers;  // under their identifiers

// Throws api::InvalidParameterException if two scopes have one name.
void CheckScopes(const std::optional<std::vector<api::ResourceServerScopeType>>& scopes);

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

}  // namespace rockpool::operations
