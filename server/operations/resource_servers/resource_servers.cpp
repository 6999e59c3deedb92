#include "server/operations/resource_servers/resource_servers.h"

#include <set>
#include <string>
#include <string_view>

#include "server/api/errors.h"

namespace rockpool::operations {

const ResourceFamily kResourceServers{
    storage::ResourceKind::kResourceServer, [](std::string_view identifier) {
      throw api::ResourceNotFoundException("Resource server " + std::string(identifier) + " does not exist.");
    }};

void CheckScopes(const std::optional<std::vector<api::ResourceServerScopeType>>& scopes) {
  if (!scopes) {
    return;
  }
  std::set<std::string_view> names;
  for (const api::ResourceServerScopeType& scope : *scopes) {
    if (!names.insert(scope.ScopeName).second) {
      // Assumed: the rule and its text. A token could not tell the two apart.
      throw api::InvalidParameterException("Duplicate scope name " + scope.ScopeName + ".");
    }
  }
}

}  // namespace rockpool::operations
