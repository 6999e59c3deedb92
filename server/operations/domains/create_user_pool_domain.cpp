#include "server/api/errors.h"
#include "server/operations/domains/domain_description.h"
#include "server/operations/domains/domain_rules.h"
#include "server/operations/domains/domains.h"
#include "server/operations/pool_resources.h"
#include "server/operations/quota.h"
#include "server/operations/user_pools/user_pools.h"
#include "storage/store.h"

namespace rockpool::operations {
namespace {

void CheckRoom(const storage::Transaction& transaction, const Context& context, const api::CreateUserPoolDomainRequest& request) {
  const bool is_custom = request.CustomDomainConfig.has_value();
  api::UserPoolType pool;
  pool.Id = request.UserPoolId;
  ShowDomains(transaction, pool);
  if (is_custom ? pool.CustomDomain : pool.Domain) {
    throw api::InvalidParameterException("User pool already has a domain configured.");  // recorded, aws-cdk#10062
  }
  const auto& domains = transaction.resources(storage::ResourceKind::kDomain);
  if (domains.FindInStore(request.Domain)) {
    throw api::InvalidParameterException("Domain already associated with another user pool.");
  }
  if (is_custom) {
    RequireRoomInAccount(domains.CountOfAccount(context.account), context.world.settings.quotas.custom_domains, "custom domains",
                         context.account);
  }
}

}  // namespace

// Assumed: the order of the checks.
api::CreateUserPoolDomainResponse CreateUserPoolDomain(const Context& context, const api::CreateUserPoolDomainRequest& request) {
  const bool is_custom = request.CustomDomainConfig.has_value();
  const util::EpochMillis now = context.world.clock.Now();
  const api::DomainDescriptionType description = DescriptionOfNewDomain(context, request, now);
  auto record = NewResource(now, request.UserPoolId, request.Domain, description);
  record.counts_for_account = is_custom;
  context.world.store.Write([&](storage::Transaction& transaction) {
    const api::UserPoolType pool = LoadPool(transaction, context, request.UserPoolId);
    CheckDomainName(request.Domain, is_custom);
    if (is_custom) {
      CheckCertificate(context, *request.CustomDomainConfig);
    }
    CheckManagedLoginVersion(request.ManagedLoginVersion, pool);
    CheckRouting(request.Routing, is_custom);
    CheckRoom(transaction, context, request);
    transaction.resources(storage::ResourceKind::kDomain).Insert(record);
  });
  return DomainAnswer<api::CreateUserPoolDomainResponse>(description);
}

}  // namespace rockpool::operations
