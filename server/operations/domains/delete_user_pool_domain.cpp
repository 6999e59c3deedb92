#include "server/operations/domains/domains.h"

namespace rockpool::operations {

api::DeleteUserPoolDomainResponse DeleteUserPoolDomain(const Context& context, const api::DeleteUserPoolDomainRequest& request) {
  DeleteResource(context, kDomains, request.UserPoolId, request.Domain);
  return {};
}

}  // namespace rockpool::operations
