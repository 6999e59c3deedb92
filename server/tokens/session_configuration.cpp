#include "server/tokens/session_configuration.h"

#include "server/pools/records.h"

namespace rockpool::tokens {
namespace {

constexpr std::int32_t kDefaultMaxPerUser = 20;
constexpr std::chrono::minutes kDefaultSsoValidity{60};

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

std::chrono::minutes SsoValidityOf(const storage::Transaction& transaction, const std::string& user_pool_id, const std::string& client_id) {
  const auto configuration = pools::FindConfiguration<api::GetUserPoolClientSessionConfigurationResponse>(
      transaction, storage::ResourceKind::kSessionConfiguration, user_pool_id, client_id);
  const bool is_set = configuration && configuration->SSOSession;
  return is_set ? std::chrono::minutes(configuration->SSOSession->MaxValidityMinutes) : kDefaultSsoValidity;
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
