#include "server/api/handlers.h"
#include "server/clients/branding/terms.h"
#include "server/operations/context.h"
#include "server/operations/named_resources.h"

namespace rockpool::operations {

api::DescribeTermsResponse DescribeTerms(const Context& context, const api::DescribeTermsRequest& request) {
  return {clients::ShownTerms(ReadResource(context, clients::kTerms, request.UserPoolId, request.TermsId))};
}

}  // namespace rockpool::operations
