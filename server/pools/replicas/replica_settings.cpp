#include "server/pools/replicas/replica_settings.h"

#include <memory>
#include <utility>

#include "server/api/errors.h"
#include "server/pools/functions.h"
#include "server/pools/records.h"
#include "server/pools/rules/pool_rules.h"
#include "server/pools/user_pools.h"

namespace rockpool::pools {
namespace {

using storage::ResourceKind;

// Beside the tags of the replica, whose key is the region alone.
std::string KeyOfSettings(const std::string& region) { return region + "/settings"; }
std::string KeyOfLogDelivery(const std::string& region) { return region + "/log_delivery"; }

// The three members alone.
std::optional<api::UserPoolType> FindSettings(const storage::Transaction& transaction, const std::string& user_pool_id,
                                              const std::string& region) {
  const auto record =
      region.empty() ? std::nullopt : transaction.resources(ResourceKind::kReplicaTags).Find(user_pool_id, KeyOfSettings(region));
  return record ? std::optional(ContentOf<api::UserPoolType>(*record)) : std::nullopt;
}

void Take(api::UserPoolType& pool, api::UserPoolType own) {
  pool.EmailConfiguration = std::move(own.EmailConfiguration);
  pool.SmsConfiguration = std::move(own.SmsConfiguration);
  pool.LambdaConfig = std::move(own.LambdaConfig);
}

api::UpdateUserPoolRequest RegionalOf(const api::UpdateUserPoolRequest& request) {
  api::UpdateUserPoolRequest regional;
  regional.UserPoolId = request.UserPoolId;
  regional.EmailConfiguration = request.EmailConfiguration;
  regional.SmsConfiguration = request.SmsConfiguration;
  regional.LambdaConfig = request.LambdaConfig;
  return regional;
}

// With what of the pool asks for a sender.
api::UpdateUserPoolRequest BesidePool(api::UpdateUserPoolRequest regional, const api::UserPoolType& pool) {
  regional.MfaConfiguration = pool.MfaConfiguration;
  regional.AccountRecoverySetting = pool.AccountRecoverySetting;
  regional.AutoVerifiedAttributes = pool.AutoVerifiedAttributes;
  return regional;
}

}  // namespace

SharedPool AsServed(const storage::Transaction& transaction, const world::Caller& caller, SharedPool pool) {
  auto own = FindSettings(transaction, pool->id, caller.replica);
  if (!own) {
    return pool;
  }
  auto decoded = std::make_shared<api::UserPoolType>(pool->settings);
  Take(*decoded, *std::move(own));
  NoteFunctions(*decoded);
  const api::UserPoolType& settings = *decoded;
  return std::make_shared<const PoolInUse>(
      PoolInUse{std::move(decoded), settings, pool->id, pool->account, pool->region, pool->factors, pool->session_limit});
}

void ShowReplicaSettings(const storage::Transaction& transaction, const world::Caller& caller, api::UserPoolType& pool) {
  if (auto own = FindSettings(transaction, *pool.Id, caller.replica)) {
    Take(pool, *std::move(own));
  }
}

void SetReplicaSettings(storage::Transaction& transaction, const world::Caller& caller, const api::UserPoolType& pool,
                        const api::UpdateUserPoolRequest& request, util::EpochMillis now) {
  const api::UpdateUserPoolRequest regional = RegionalOf(request);
  if (regional != request) {
    throw api::InvalidParameterException("Only EmailConfiguration, SmsConfiguration and LambdaConfig can be updated in this Region.");
  }
  world::Caller there = caller;
  there.region = caller.replica;
  const MfaFactors factors = LoadFactors(transaction, request.UserPoolId);
  CheckSenderOfFirstFactors(FirstFactorsOf(pool.Policies), regional.SmsConfiguration.has_value());
  CheckMessageRules(BesidePool(regional, pool), there, factors);
  CheckLambdaRules(regional, there);
  api::UserPoolType filled;
  TakeSettings(filled, regional);
  api::UserPoolType own;
  Take(own, std::move(filled));
  Upsert(transaction.resources(ResourceKind::kReplicaTags), NewResource(now, request.UserPoolId, KeyOfSettings(caller.replica), own));
}

std::optional<api::LogDeliveryConfigurationType> FindLogDelivery(const storage::Transaction& transaction, const std::string& user_pool_id,
                                                                 const std::string& replica) {
  using Content = api::LogDeliveryConfigurationType;
  if (!replica.empty()) {
    const auto record = transaction.resources(ResourceKind::kReplicaTags).Find(user_pool_id, KeyOfLogDelivery(replica));
    if (record) {
      return ContentOf<Content>(*record);
    }
  }
  return FindConfiguration<Content>(transaction, ResourceKind::kLogDelivery, user_pool_id);
}

void SetLogDelivery(storage::Transaction& transaction, const std::string& replica, const api::LogDeliveryConfigurationType& configuration,
                    util::EpochMillis now) {
  if (replica.empty()) {
    Upsert(transaction.resources(ResourceKind::kLogDelivery), NewConfiguration(now, configuration.UserPoolId, std::nullopt, configuration));
  } else {
    Upsert(transaction.resources(ResourceKind::kReplicaTags),
           NewResource(now, configuration.UserPoolId, KeyOfLogDelivery(replica), configuration));
  }
}

void DeleteReplicaSettings(storage::Transaction& transaction, const std::string& user_pool_id, const std::string& region) {
  transaction.resources(ResourceKind::kReplicaTags).Delete(user_pool_id, KeyOfSettings(region));
  transaction.resources(ResourceKind::kReplicaTags).Delete(user_pool_id, KeyOfLogDelivery(region));
}

}  // namespace rockpool::pools
