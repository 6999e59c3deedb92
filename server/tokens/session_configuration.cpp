#include "server/tokens/session_configuration.h"

#include "server/pools/records.h"

namespace rockpool::tokens {
namespace {

constexpr std::int32_t kDefaultMaxPerUser = 20;

}  // namespace

void RequireSessionTier(const api::UserPoolType& pool) {
  pools::RequireTier(pool, api::UserPoolTierType::ESSENTIALS, pools::kSessionTracking);
}

api::GetUserPoolSessionConfigurationResponse SessionConfigurationOf(const storage::Transaction& transaction,
                                                                    const std::string& user_pool_id) {
  using Content = api::GetUserPoolSessionConfigurationResponse;
  return pools::FindConfiguration<Content>(transaction, storage::ResourceKind::kSessionConfiguration, user_pool_id)
      .value_or(Content{user_pool_id, api::UserSessionTrackingType::DISABLED, api::UserPoolTokenSessionConfigType{kDefaultMaxPerUser}});
}

std::vector<pools::Feature> FeaturesInUse(const storage::Transaction& transaction, const std::string& user_pool_id) {
  const auto tracks = [](const api::SetUserPoolSessionConfigurationResponse& sessions) {
    return sessions.UserSessionTracking == api::UserSessionTrackingType::ENABLED;
  };
  if (!pools::HasAny<api::SetUserPoolSessionConfigurationResponse>(transaction, storage::ResourceKind::kSessionConfiguration, user_pool_id,
                                                                   tracks)) {
    return {};
  }
  return {{pools::kSessionTracking, api::UserPoolTierType::ESSENTIALS}};
}

}  // namespace rockpool::tokens
