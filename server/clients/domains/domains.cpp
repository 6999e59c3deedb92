#include "server/clients/domains/domains.h"

#include <string>
#include <utility>

#include "server/api/errors.h"

namespace rockpool::clients {

bool IsCustomDomain(std::string_view domain) { return domain.find('.') != std::string_view::npos; }

// Recorded of DeleteUserPoolDomain (amplify-cli's tests). Assumed: that UpdateUserPoolDomain says the same.
const pools::ResourceFamily kDomains{storage::ResourceKind::kDomain,
                                     [](std::string_view) { throw api::InvalidParameterException("No such domain or user pool exists."); }};

void ShowDomains(const storage::Transaction& transaction, api::UserPoolType& pool) {
  for (storage::PoolResource& record : transaction.resources(storage::ResourceKind::kDomain).List(*pool.Id, "", kMostDomains)) {
    (IsCustomDomain(record.key) ? pool.CustomDomain : pool.Domain) = std::move(record.key);
  }
}

void RequireNoDomain(const storage::Transaction& transaction, std::string_view user_pool_id) {
  if (transaction.resources(storage::ResourceKind::kDomain).Count(user_pool_id) > 0) {
    throw api::InvalidParameterException("User pool cannot be deleted. It has a domain configured that should be deleted first.");
  }
}

}  // namespace rockpool::clients
