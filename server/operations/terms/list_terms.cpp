#include "server/operations/pool_resources.h"
#include "server/operations/terms/terms.h"
#include "server/operations/user_pools/user_pools.h"
#include "storage/store.h"

namespace rockpool::operations {
namespace {

constexpr std::int32_t kDefaultPage = 60;  // Assumed: the most that a request may ask for

api::TermsDescriptionType Described(const storage::PoolResource& record) {
  const api::TermsType terms = ShownTerms(record);
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
  const auto page = context.world.store.Read([&](const storage::Transaction& transaction) {
    RequirePool(transaction, context, request.UserPoolId);
    return ReadResources(transaction, context, storage::ResourceKind::kTerms, request.UserPoolId, request.NextToken,
                         static_cast<std::size_t>(request.MaxResults.value_or(kDefaultPage)));
  });
  api::ListTermsResponse response;
  for (const auto& record : page.entries) {
    response.Terms.push_back(Described(record));
  }
  response.NextToken = page.next_token;
  return response;
}

}  // namespace rockpool::operations
