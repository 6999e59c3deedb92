#include "server/api/errors.h"
#include "server/api/handlers.h"
#include "server/clients/app_clients.h"
#include "server/clients/branding/terms.h"
#include "server/operations/context.h"
#include "server/operations/repeats.h"
#include "server/pools/records.h"
#include "server/pools/user_pools.h"
#include "server/util/random.h"
#include "storage/store.h"

namespace rockpool::operations {
namespace {

api::TermsType TermsOf(const api::CreateTermsRequest& request) {
  if (!request.Links) {
    // Assumed: terms whose source is a link have one; every answer has to show them.
    throw api::InvalidParameterException("Links are required for terms with the source LINK.");
  }
  clients::CheckLinks(*request.Links);
  api::TermsType terms;
  terms.TermsName = request.TermsName;
  terms.TermsSource = request.TermsSource;
  terms.Enforcement = request.Enforcement;
  terms.Links = *request.Links;
  return terms;
}

}  // namespace

api::CreateTermsResponse CreateTerms(const Context& context, const api::CreateTermsRequest& request) {
  const std::string id = util::RandomUuid(context.world.random);
  const util::EpochMillis now = context.world.clock.Now();
  const auto record = context.world.store.Write([&](storage::Transaction& transaction) {
    // Assumed: the order of these checks.
    pools::RequirePool(transaction, context.caller, request.UserPoolId);
    clients::FindClient(transaction, request.UserPoolId, request.ClientId);
    auto created = pools::NewResource(now, request.UserPoolId, id, TermsOf(request));
    created.client_id = request.ClientId;
    if (clients::FindTermsOfClient(transaction, request.UserPoolId, request.ClientId, request.TermsName)) {
      clients::ThrowTermsExist(request.TermsName, request.ClientId);
    }
    transaction.resources(storage::ResourceKind::kTerms).Insert(created);
    return created;
  });
  return {clients::ShownTerms(record)};
}

Existence CreateTermsExists(const storage::Transaction& transaction, const Context& context, const api::CreateTermsRequest& request) {
  const auto found = clients::FindTermsOfClient(transaction, request.UserPoolId, request.ClientId, request.TermsName);
  return InOwnPool(transaction, context, request.UserPoolId, found.has_value());
}

}  // namespace rockpool::operations
