#include "server/api/errors.h"
#include "server/api/handlers.h"
#include "server/clients/app_clients.h"
#include "server/clients/branding/terms.h"
#include "server/operations/context.h"
#include "server/pools/user_pools.h"
#include "storage/store.h"

namespace rockpool::operations {

api::DescribeTermsByClientResponse DescribeTermsByClient(const Context& context, const api::DescribeTermsByClientRequest& request) {
  const auto record = context.world.store.Read([&](const storage::Transaction& transaction) {
    pools::RequirePool(transaction, context.caller, request.UserPoolId);
    clients::FindClient(transaction, request.UserPoolId, request.ClientId);
    return clients::FindTermsOfClient(transaction, request.UserPoolId, request.ClientId, request.TermsName);
  });
  if (!record) {
    // Assumed: in the words for a managed-login branding
    throw api::ResourceNotFoundException("Terms " + request.TermsName + " for client " + request.ClientId + " does not exist.");
  }
  return {clients::ShownTerms(*record)};
}

}  // namespace rockpool::operations
