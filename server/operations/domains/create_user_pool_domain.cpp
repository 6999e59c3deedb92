#include "server/api/errors.h"
#include "server/api/handlers.h"
#include "server/clients/domains/domains.h"
#include "server/operations/context.h"
#include "server/operations/quotas.h"
#include "server/operations/repeats.h"
#include "server/pools/quotas.h"
#include "server/pools/records.h"
#include "server/pools/user_pools.h"
#include "storage/store.h"

namespace rockpool::operations {
namespace {

void CheckRoom(const storage::Transaction& transaction, const Context& context, const api::CreateUserPoolDomainRequest& request) {
  const bool is_custom = request.CustomDomainConfig.has_value();
  api::UserPoolType pool;
  pool.Id = request.UserPoolId;
  clients::ShowDomains(transaction, pool);
  if (is_custom ? pool.CustomDomain : pool.Domain) {
    throw api::InvalidParameterException("User pool already has a domain configured.");  // recorded, aws-cdk#10062
  }
  const auto& domains = transaction.resources(storage::ResourceKind::kDomain);
  if (domains.FindInStore(request.Domain)) {
    throw api::InvalidParameterException("Domain already associated with another user pool.");
  }
  if (is_custom) {
    pools::RequireRoomInAccount(domains.CountOfAccount(context.caller.account), QuotasOf(context).custom_domains, "custom domains",
                                context.caller.account);
  }
}

}  // namespace

// Assumed: the order of the checks.
api::CreateUserPoolDomainResponse CreateUserPoolDomain(const Context& context, const api::CreateUserPoolDomainRequest& request) {
  const bool is_custom = request.CustomDomainConfig.has_value();
  const util::EpochMillis now = context.world.clock.Now();
  const api::DomainDescriptionType description = clients::DescriptionOfNewDomain(context.caller, request, now);
  auto record = pools::NewResource(now, request.UserPoolId, request.Domain, description);
  record.counts_for_account = is_custom;
  context.world.store.Write([&](storage::Transaction& transaction) {
    const auto pool = pools::LoadPool(transaction, context.world.caches, context.caller, request.UserPoolId);
    clients::CheckDomainName(request.Domain, is_custom);
    if (is_custom) {
      clients::CheckCertificate(context.caller, *request.CustomDomainConfig);
    }
    clients::CheckManagedLoginVersion(request.ManagedLoginVersion, *pool);
    clients::CheckRouting(request.Routing, is_custom);
    CheckRoom(transaction, context, request);
    transaction.resources(storage::ResourceKind::kDomain).Insert(record);
  });
  return clients::DomainAnswer<api::CreateUserPoolDomainResponse>(description);
}

// Of a domain that another pool has, the call's own error tells.
Existence CreateUserPoolDomainExists(const storage::Transaction& transaction, const Context& context,
                                     const api::CreateUserPoolDomainRequest& request) {
  const auto domain = transaction.resources(storage::ResourceKind::kDomain).FindInStore(request.Domain);
  return InOwnPool(transaction, context, request.UserPoolId, domain && domain->user_pool_id == request.UserPoolId);
}

}  // namespace rockpool::operations
