#include "server/api/handlers.h"
#include "server/clients/branding/terms.h"
#include "server/operations/context.h"
#include "server/operations/named_resources.h"

namespace rockpool::operations {
namespace {

// Assumed: what the request leaves out stays; links replace all links.
void Apply(const api::UpdateTermsRequest& request, api::TermsType& terms) {
  terms.TermsName = request.TermsName.value_or(terms.TermsName);
  terms.TermsSource = request.TermsSource.value_or(terms.TermsSource);
  terms.Enforcement = request.Enforcement.value_or(terms.Enforcement);
  if (request.Links) {
    clients::CheckLinks(*request.Links);
    terms.Links = *request.Links;
  }
}

}  // namespace

api::UpdateTermsResponse UpdateTerms(const Context& context, const api::UpdateTermsRequest& request) {
  const auto edit = [&](const storage::Transaction& transaction, const storage::PoolResource& record, api::TermsType& terms) {
    Apply(request, terms);
    const auto namesake = clients::FindTermsOfClient(transaction, request.UserPoolId, record.client_id, terms.TermsName);
    if (namesake && namesake->key != record.key) {
      clients::ThrowTermsExist(terms.TermsName, record.client_id);
    }
  };
  return {clients::ShownTerms(UpdateResource<api::TermsType>(context, clients::kTerms, request.UserPoolId, request.TermsId, edit))};
}

}  // namespace rockpool::operations
