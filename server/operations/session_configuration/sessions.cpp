#include "server/operations/session_configuration/sessions.h"

#include "server/operations/pool_configurations.h"
#include "server/operations/user_pools/tier.h"

namespace rockpool::operations {
namespace {

constexpr std::int32_t kDefaultMaxPerUser = 20;

}  // namespace

void RequireSessionTier(const api::UserPoolType& pool) { RequireTier(pool, api::UserPoolTierType::ESSENTIALS, kSessionTracking); }

api::GetUserPoolSessionConfigurationResponse SessionConfigurationOf(const storage::Transaction& transaction,
                                                                    const std::string& user_pool_id) {
  if (const auto record = transaction.resources(storage::ResourceKind::kSessionConfiguration).Find(user_pool_id, kPoolItself)) {
    return ContentOf<api::GetUserPoolSessionConfigurationResponse>(*record);
  }
  return {user_pool_id, api::UserSessionTrackingType::DISABLED, api::UserPoolTokenSessionConfigType{kDefaultMaxPerUser}};
}

}  // namespace rockpool::operations
