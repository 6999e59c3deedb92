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
  using Content = api::GetUserPoolSessionConfigurationResponse;
  return FindConfiguration<Content>(transaction, storage::ResourceKind::kSessionConfiguration, user_pool_id)
      .value_or(Content{user_pool_id, api::UserSessionTrackingType::DISABLED, api::UserPoolTokenSessionConfigType{kDefaultMaxPerUser}});
}

}  // namespace rockpool::operations
