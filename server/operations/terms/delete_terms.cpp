#include "server/api/handlers.h"
#include "server/clients/branding/terms.h"
#include "server/operations/context.h"
#include "server/operations/named_resources.h"

namespace rockpool::operations {

void DeleteTerms(const Context& context, const api::DeleteTermsRequest& request) {
  DeleteResource(context, clients::kTerms, request.UserPoolId, request.TermsId);
}

}  // namespace rockpool::operations
