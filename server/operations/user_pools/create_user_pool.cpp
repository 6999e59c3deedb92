#include <string>
#include <utility>

#include "server/api/codecs.h"
#include "server/api/errors.h"
#include "server/api/handlers.h"
#include "server/operations/context.h"
#include "server/operations/quotas.h"
#include "server/operations/repeats.h"
#include "server/pools/identifiers.h"
#include "server/pools/mfa.h"
#include "server/pools/quotas.h"
#include "server/pools/rules/pool_rules.h"
#include "server/pools/schema/schema_attributes.h"
#include "server/pools/user_pools.h"
#include "server/util/clock.h"
#include "server/util/lists.h"
#include "server/world/drawn_id.h"
#include "storage/store.h"

namespace rockpool::operations {
namespace {

void Insert(const Context& context, const storage::UserPool& pool) {
  context.world.store.Write([&](storage::Transaction& transaction) {
    transaction.user_pools().Insert(pool);
    // Counted last: to a seed that runs again, a pool that exists counts more than an account that is full.
    pools::RequireAtMost(context.operation, transaction.user_pools().Count(pool.account, pool.region), QuotasOf(context).user_pools,
                         "user pools", "account " + pool.account + " in " + pool.region);
  });
}

void InsertUnderGivenId(const Context& context, const storage::UserPool& pool) {
  try {
    Insert(context, pool);
  } catch (const storage::Conflict&) {
    // Assumed: AWS has no such tag; this is the one error on tags that the model declares.
    throw api::UserPoolTaggingException("User pool " + pool.id + " already exists.");
  }
}

void CheckUsernames(const api::CreateUserPoolRequest& request) {
  const bool has_aliases = request.AliasAttributes && !request.AliasAttributes->empty();
  const bool has_username_attributes = request.UsernameAttributes && !request.UsernameAttributes->empty();
  if (has_aliases && has_username_attributes) {
    throw api::InvalidParameterException("Only one of the aliasAttributes or usernameAttributes can be set in a User pool.");
  }
}

api::UserPoolType SettingsOfNewPool(const Context& context, const api::CreateUserPoolRequest& request) {
  api::UserPoolType pool;
  pools::TakeSettings(pool, request);
  pool.AliasAttributes = util::AsSet(request.AliasAttributes);
  pool.UsernameAttributes = util::AsSet(request.UsernameAttributes);
  pool.UsernameConfiguration = request.UsernameConfiguration;
  pool.SchemaAttributes = pools::SchemaOfNewPool(request.Schema.value_or(std::vector<api::SchemaAttributeType>{}));
  pools::RequireAtMost(context.operation, pools::CountCustomAttributes(*pool.SchemaAttributes), QuotasOf(context).custom_attributes,
                       "custom attributes", "user pool " + request.PoolName);
  return pool;
}

// Without tags the answer to the creation has not even an empty map of them, which Describe has (recorded, aws-samples' EKS security
// workshop, create-user-pool of 2024-09).
api::UserPoolType ShownWhenNew(const storage::UserPool& record) {
  api::UserPoolType pool = pools::Shown(record);
  if (pool.UserPoolTags && pool.UserPoolTags->empty()) {
    pool.UserPoolTags.reset();
  }
  return pool;
}

}  // namespace

api::CreateUserPoolResponse CreateUserPool(const Context& context, const api::CreateUserPoolRequest& request) {
  CheckUsernames(request);
  pools::CheckPoolRules(request, context.caller, pools::MfaFactors());
  const pools::Tags tags = request.UserPoolTags.value_or(pools::Tags());
  const auto custom_id = pools::CustomPoolId(tags);
  pools::CheckTags(tags, custom_id.value_or(""));

  storage::UserPool pool;
  pool.account = context.caller.account;
  pool.region = context.caller.region;
  pool.name = request.PoolName;
  pool.document = api::ToJson(SettingsOfNewPool(context, request));
  pool.creation_millis = context.world.clock.Now();
  pool.last_modified_millis = pool.creation_millis;
  if (custom_id) {
    pool.id = *custom_id;
    InsertUnderGivenId(context, pool);
  } else {
    world::InsertUnderDrawnId([&] { return pools::DrawPoolId(context.world.random, context.caller.region); },
                              [&](std::string id) {
                                pool.id = std::move(id);
                                Insert(context, pool);
                              });
  }
  return {ShownWhenNew(pool)};
}

Existence CreateUserPoolExists(const storage::Transaction& transaction, const Context& context, const api::CreateUserPoolRequest& request) {
  const pools::Tags tags = request.UserPoolTags.value_or(pools::Tags());
  const auto id = tags.find(pools::kCustomIdTag);
  if (id == tags.end() || id->second.empty()) {
    throw Unfindable("a pool needs the tag _custom_id_, so that a second start finds it");
  }
  const auto pool = transaction.user_pools().FindById(id->second);
  if (!pool) {
    return Existence::kNowhere;
  }
  return pool->account == context.caller.account && pool->region == context.caller.region ? Existence::kHere : Existence::kElsewhere;
}

}  // namespace rockpool::operations
