#include "server/operations/pool_resources.h"
#include "server/operations/terms/terms.h"
#include "server/operations/user_pools/user_pools.h"
#include "storage/store.h"

namespace rockpool::operations {
namespace {

// Assumed: what the request leaves out stays; links replace all links.
void Apply(const api::UpdateTermsRequest& request, api::TermsType& terms) {
  terms.TermsName = request.TermsName.value_or(terms.TermsName);
  terms.TermsSource = request.TermsSource.value_or(terms.TermsSource);
  terms.Enforcement = request.Enforcement.value_or(terms.Enforcement);
  if (request.Links) {
    CheckLinks(*request.Links);
    terms.Links = *request.Links;
  }
}

}  // namespace

api::UpdateTermsResponse UpdateTerms(const Context& context, const api::UpdateTermsRequest& request) {
  const util::EpochMillis now = context.world.clock.Now();
  const auto record = context.world.store.Write([&](storage::Transaction& transaction) {
    RequirePool(transaction, context, request.UserPoolId);
    auto updated = FindTerms(transaction, request.UserPoolId, request.TermsId);
    auto terms = ContentOf<api::TermsType>(updated);
    Apply(request, terms);
    const auto namesake = FindTermsOfClient(transaction, request.UserPoolId, updated.client_id, terms.TermsName);
    if (namesake && namesake->key != updated.key) {
      ThrowTermsExist(terms.TermsName, updated.client_id);
    }
    Change(now, updated, terms);
    transaction.resources(storage::ResourceKind::kTerms).Update(updated);
    return updated;
  });
  return {ShownTerms(record)};
}

}  // namespace rockpool::operations
