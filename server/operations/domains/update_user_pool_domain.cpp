#include <utility>

#include "server/api/errors.h"
#include "server/api/handlers.h"
#include "server/clients/domains/domains.h"
#include "server/operations/context.h"
#include "server/pools/records.h"
#include "server/pools/user_pools.h"
#include "server/util/time_text.h"
#include "storage/store.h"

namespace rockpool::operations {
namespace {

// The record of the domain, which stays of its kind.
storage::PoolResource FindForUpdate(const storage::Transaction& transaction, const api::UpdateUserPoolDomainRequest& request) {
  if (!request.CustomDomainConfig) {
    auto record = pools::FindResource(transaction, clients::kDomains, request.UserPoolId, request.Domain);
    if (clients::IsCustomDomain(record.key)) {
      throw api::InvalidParameterException("Cannot convert custom domain to prefix domain.");  // recorded, terraform-provider-aws#43252
    }
    return record;
  }
  auto record = transaction.resources(storage::ResourceKind::kDomain).Find(request.UserPoolId, request.Domain);
  if (!record || !clients::IsCustomDomain(record->key)) {
    // Recorded of a pool without domains (aws-cdk#25712).
    throw api::InvalidParameterException("User pool should have a custom domain associated, failed to update the certificate.");
  }
  return *std::move(record);
}

}  // namespace

// Assumed: what the request leaves out stays. AWS says of the updates that set back what is left out that they do, and not of this one.
api::UpdateUserPoolDomainResponse UpdateUserPoolDomain(const Context& context, const api::UpdateUserPoolDomainRequest& request) {
  const util::EpochMillis now = context.world.clock.Now();
  const auto description = context.world.store.Write([&](storage::Transaction& transaction) {
    const auto pool = pools::LoadPool(transaction, context.world.caches, context.caller, request.UserPoolId);
    auto record = FindForUpdate(transaction, request);
    if (request.CustomDomainConfig) {
      clients::CheckCertificate(context.caller, *request.CustomDomainConfig);
    }
    clients::CheckManagedLoginVersion(request.ManagedLoginVersion, *pool);
    clients::CheckRouting(request.Routing, request.CustomDomainConfig.has_value());
    auto changed = pools::ContentOf<api::DomainDescriptionType>(record);
    changed.Version = util::CompactTime(now);
    if (request.CustomDomainConfig) {
      changed.CustomDomainConfig = clients::Described(*request.CustomDomainConfig);
    }
    if (request.ManagedLoginVersion && changed.ManagedLoginVersion != request.ManagedLoginVersion) {
      transaction.browser_sessions().DeleteOfPool(request.UserPoolId);  // documented: who is signed in at the old pages signs in anew
    }
    pools::Replace(changed.ManagedLoginVersion, request.ManagedLoginVersion);
    pools::Replace(changed.Routing, request.Routing);
    pools::Change(now, record, changed);
    transaction.resources(storage::ResourceKind::kDomain).Update(record);
    return changed;
  });
  return clients::DomainAnswer<api::UpdateUserPoolDomainResponse>(description);
}

}  // namespace rockpool::operations
