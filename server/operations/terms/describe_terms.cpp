#include "server/operations/terms/terms.h"
#include "server/operations/user_pools/user_pools.h"
#include "storage/store.h"

namespace rockpool::operations {

api::DescribeTermsResponse DescribeTerms(const Context& context, const api::DescribeTermsRequest& request) {
  const auto record = context.world.store.Read([&](const storage::Transaction& transaction) {
    RequirePool(transaction, context, request.UserPoolId);
    return FindTerms(transaction, request.UserPoolId, request.TermsId);
  });
  return {ShownTerms(record)};
}

}  // namespace rockpool::operations
