#include "server/api/handlers.h"
#include "server/clients/domains/domains.h"
#include "server/operations/context.h"
#include "server/operations/named_resources.h"

namespace rockpool::operations {

api::DeleteUserPoolDomainResponse DeleteUserPoolDomain(const Context& context, const api::DeleteUserPoolDomainRequest& request) {
  DeleteResource(context, clients::kDomains, request.UserPoolId, request.Domain);
  return {};
}

}  // namespace rockpool::operations
