#include "server/pools/replicas/replica_settings.h"

#include <memory>
#include <string_view>
#include <utility>

#include "server/api/errors.h"
#include "server/pools/acr_levels.h"
#include "server/pools/functions.h"
#include "server/pools/records.h"
#include "server/pools/rules/pool_rules.h"
#include "server/pools/user_pools.h"

namespace rockpool::pools {
namespace {

using storage::ResourceKind;

// Beside the tags of the replica, whose key is the region alone.
std::string Prefix(const std::string& region) { return region + "/"; }

constexpr std::string_view kSettings = "settings";  // all three, by UpdateUserPool
constexpr std::string_view kSms = "sms";            // the sender that SetUserPoolMfaConfig has named since
constexpr std::string_view kLogs = "log_delivery";

template <class Content>
std::optional<Content> FindOwn(const storage::Transaction& transaction, const std::string& user_pool_id, const std::string& region,
                               std::string_view what) {
  const auto record = transaction.resources(ResourceKind::kReplicaTags).Find(user_pool_id, KeyAtReplica(region, what));
  return record ? std::optional(ContentOf<Content>(*record)) : std::nullopt;
}

template <class Content>
void PutOwn(storage::Transaction& transaction, const std::string& user_pool_id, const std::string& region, std::string_view what,
            const Content& content, util::EpochMillis now) {
  Upsert(transaction.resources(ResourceKind::kReplicaTags), NewResource(now, user_pool_id, KeyAtReplica(region, what), content));
}

void Take(api::UserPoolType& pool, const api::UserPoolType& own) {
  pool.EmailConfiguration = own.EmailConfiguration;
  pool.SmsConfiguration = own.SmsConfiguration;
  pool.LambdaConfig = own.LambdaConfig;
}

// False if the replica has none of its own.
bool TakeOwn(const storage::Transaction& transaction, const std::string& user_pool_id, const std::string& region, api::UserPoolType& pool) {
  const auto own = FindOwn<api::UserPoolType>(transaction, user_pool_id, region, kSettings);
  const auto sms = FindOwn<api::SmsMfaConfigType>(transaction, user_pool_id, region, kSms);
  if (own) {
    Take(pool, *own);
  }
  if (sms) {
    pool.SmsConfiguration = sms->SmsConfiguration;
  }
  return own || sms;
}

// The members of the request that are the replica's, with what of the pool asks for a sender.
api::UpdateUserPoolRequest RegionalOf(const api::UpdateUserPoolRequest& request, const api::UserPoolType& pool) {
  api::UpdateUserPoolRequest regional;
  regional.UserPoolId = request.UserPoolId;
  regional.EmailConfiguration = request.EmailConfiguration;
  regional.SmsConfiguration = request.SmsConfiguration;
  regional.LambdaConfig = request.LambdaConfig;
  regional.MfaConfiguration = pool.MfaConfiguration;
  regional.AccountRecoverySetting = pool.AccountRecoverySetting;
  regional.AutoVerifiedAttributes = pool.AutoVerifiedAttributes;
  return regional;
}

// As it is shown, with names for all levels: who sends back what was shown changes nothing.
api::UserPoolType WithLevels(api::UserPoolType pool) {
  pool.AcrConfiguration = WithDefaults(std::move(pool.AcrConfiguration).value_or(AcrConfiguration()));
  return pool;
}

}  // namespace

std::string KeyAtReplica(const std::string& region, std::string_view what) { return Prefix(region).append(what); }

world::Caller AtReplica(world::Caller caller) {
  if (!caller.replica.empty()) {
    caller.region = std::exchange(caller.replica, "");
  }
  return caller;
}

void RequireSame(bool is_same) {
  if (!is_same) {
    // Assumed: the text, and that it is an invalid parameter.
    throw api::InvalidParameterException("Settings that are not specific to this Region must match those of the primary Region.");
  }
}

SharedPool AsServed(const storage::Transaction& transaction, const world::Caller& caller, SharedPool pool) {
  if (caller.replica.empty()) {
    return pool;
  }
  auto decoded = std::make_shared<api::UserPoolType>(pool->settings);
  if (!TakeOwn(transaction, pool->id, caller.replica, *decoded)) {
    return pool;
  }
  NoteFunctions(*decoded);
  const api::UserPoolType& settings = *decoded;
  return std::make_shared<const PoolInUse>(
      PoolInUse{std::move(decoded), settings, pool->id, pool->account, pool->region, pool->factors, pool->session_limit});
}

void ShowReplicaSettings(const storage::Transaction& transaction, const world::Caller& caller, const std::string& user_pool_id,
                         api::UserPoolType& pool) {
  if (!caller.replica.empty()) {
    (void)TakeOwn(transaction, user_pool_id, caller.replica, pool);
  }
}

void SetReplicaSettings(storage::Transaction& transaction, const world::Caller& caller, const api::UserPoolType& pool,
                        const api::UpdateUserPoolRequest& request, util::EpochMillis now) {
  api::UserPoolType filled = pool;
  TakeSettings(filled, request);
  api::UserPoolType shared = filled;
  Take(shared, pool);
  RequireSame(WithLevels(std::move(shared)) == WithLevels(pool));
  const MfaFactors factors = LoadFactors(transaction, request.UserPoolId);
  const api::UpdateUserPoolRequest regional = RegionalOf(request, pool);
  CheckSenderOfFirstFactors(FirstFactorsOf(pool.Policies), regional.SmsConfiguration.has_value());
  CheckMessageRules(regional, AtReplica(caller), factors);
  CheckLambdaRules(regional, AtReplica(caller));
  api::UserPoolType own;
  Take(own, filled);
  PutOwn(transaction, request.UserPoolId, caller.replica, kSettings, own, now);
  transaction.resources(ResourceKind::kReplicaTags).Delete(request.UserPoolId, KeyAtReplica(caller.replica, kSms));
}

void SetReplicaSms(storage::Transaction& transaction, const world::Caller& caller, const std::string& user_pool_id,
                   const std::optional<api::SmsConfigurationType>& sms, util::EpochMillis now) {
  PutOwn(transaction, user_pool_id, caller.replica, kSms, api::SmsMfaConfigType{std::nullopt, sms}, now);
}

std::optional<api::LogDeliveryConfigurationType> FindLogDelivery(const storage::Transaction& transaction, const std::string& user_pool_id,
                                                                 const std::string& replica) {
  using Content = api::LogDeliveryConfigurationType;
  auto own = replica.empty() ? std::nullopt : FindOwn<Content>(transaction, user_pool_id, replica, kLogs);
  return own ? std::move(own) : FindConfiguration<Content>(transaction, ResourceKind::kLogDelivery, user_pool_id);
}

void SetLogDelivery(storage::Transaction& transaction, const std::string& replica, const api::LogDeliveryConfigurationType& configuration,
                    util::EpochMillis now) {
  if (replica.empty()) {
    Upsert(transaction.resources(ResourceKind::kLogDelivery), NewConfiguration(now, configuration.UserPoolId, std::nullopt, configuration));
  } else {
    PutOwn(transaction, configuration.UserPoolId, replica, kLogs, configuration, now);
  }
}

void DeleteReplicaSettings(storage::Transaction& transaction, const std::string& user_pool_id, const std::string& region) {
  auto& own = transaction.resources(ResourceKind::kReplicaTags);
  for (const auto& record : ListAll(own, user_pool_id)) {
    if (record.key.starts_with(Prefix(region))) {
      own.Delete(user_pool_id, record.key);
    }
  }
}

}  // namespace rockpool::pools
