#include "server/operations/terms/terms.h"
#include "server/operations/user_pools/user_pools.h"
#include "storage/store.h"

namespace rockpool::operations {

void DeleteTerms(const Context& context, const api::DeleteTermsRequest& request) {
  context.world.store.Write([&](storage::Transaction& transaction) {
    RequirePool(transaction, context, request.UserPoolId);
    FindTerms(transaction, request.UserPoolId, request.TermsId);
    transaction.resources(storage::ResourceKind::kTerms).Delete(request.UserPoolId, request.TermsId);
  });
}

}  // namespace rockpool::operations
