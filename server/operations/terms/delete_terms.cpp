#include "server/operations/terms/terms.h"

namespace rockpool::operations {

void DeleteTerms(const Context& context, const api::DeleteTermsRequest& request) {
  DeleteResource(context, kTerms, request.UserPoolId, request.TermsId);
}

}  // namespace rockpool::operations
