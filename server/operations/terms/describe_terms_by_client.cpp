#include "server/api/errors.h"
#include "server/operations/app_clients/app_clients.h"
#include "server/operations/terms/terms.h"
#include "server/operations/user_pools/user_pools.h"
#include "storage/store.h"

namespace rockpool::operations {

api::DescribeTermsByClientResponse DescribeTermsByClient(const Context& context, const api::DescribeTermsByClientRequest& request) {
  const auto record = context.world.store.Read([&](const storage::Transaction& transaction) {
    RequirePool(transaction, context, request.UserPoolId);
    FindClient(transaction, request.UserPoolId, request.ClientId);
    return FindTermsOfClient(transaction, request.UserPoolId, request.ClientId, request.TermsName);
  });
  if (!record) {
    // Assumed: in the words for a managed-login branding
    throw api::ResourceNotFoundException("Terms " + request.TermsName + " for client " + request.ClientId + " does not exist.");
  }
  return {ShownTerms(*record)};
}

}  // namespace rockpool::operations
