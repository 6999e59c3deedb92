#include "server/operations/terms/terms.h"

namespace rockpool::operations {

api::DescribeTermsResponse DescribeTerms(const Context& context, const api::DescribeTermsRequest& request) {
  return {ShownTerms(ReadResource(context, kTerms, request.UserPoolId, request.TermsId))};
}

}  // namespace rockpool::operations
