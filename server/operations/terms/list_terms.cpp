#include "server/api/handlers.h"
#include "server/clients/branding/terms.h"
#include "server/operations/context.h"
#include "server/operations/named_resources.h"
#include "server/operations/page.h"

namespace rockpool::operations {
namespace {

api::TermsDescriptionType Described(const storage::PoolResource& record) {
  const api::TermsType terms = clients::ShownTerms(record);
  api::TermsDescriptionType description;
  description.TermsId = terms.TermsId;
  description.TermsName = terms.TermsName;
  description.Enforcement = terms.Enforcement;
  description.CreationDate = terms.CreationDate;
  description.LastModifiedDate = terms.LastModifiedDate;
  return description;
}

}  // namespace

api::ListTermsResponse ListTerms(const Context& context, const api::ListTermsRequest& request) {
  const auto page = ReadResources(context, clients::kTerms, request.UserPoolId, request.NextToken, PageSize(request.MaxResults, 60));
  api::ListTermsResponse response;
  for (const auto& record : page.entries) {
    response.Terms.push_back(Described(record));
  }
  response.NextToken = page.next_token;
  return response;
}

}  // namespace rockpool::operations
