#include <string>
#include <utility>

#include "server/api/codecs.h"
#include "server/api/errors.h"
#include "server/operations/drawn_id.h"
#include "server/operations/lists.h"
#include "server/operations/quota.h"
#include "server/operations/user_pools/pool_id.h"
#include "server/operations/user_pools/pool_rules.h"
#include "server/operations/user_pools/pool_settings.h"
#include "server/operations/user_pools/schema_attributes.h"
#include "server/operations/user_pools/tags.h"
#include "server/operations/user_pools/user_pools.h"
#include "server/util/clock.h"
#include "storage/store.h"

namespace rockpool::operations {
namespace {

void Insert(const Context& context, const storage::UserPool& pool) {
  context.world.store.Write([&](storage::Transaction& transaction) {
    transaction.user_pools().Insert(pool);
    // Counted last: to a seed that runs again, a pool that exists counts more than an account that is full.
    RequireAtMost(context, transaction.user_pools().Count(pool.account, pool.region), context.world.settings.quotas.user_pools,
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
  TakeSettings(pool, request);
  pool.AliasAttributes = AsSet(request.AliasAttributes);
  pool.UsernameAttributes = AsSet(request.UsernameAttributes);
  pool.UsernameConfiguration = request.UsernameConfiguration;
  pool.SchemaAttributes = SchemaOfNewPool(request.Schema.value_or(std::vector<api::SchemaAttributeType>{}));
  RequireAtMost(context, CountCustomAttributes(*pool.SchemaAttributes), context.world.settings.quotas.custom_attributes,
                "custom attributes", "user pool " + request.PoolName);
  return pool;
}

// Without tags the answer to the creation has not even an empty map of them, which Describe has (recorded, aws-samples' EKS security
// workshop, create-user-pool of 2024-09).
api::UserPoolType ShownWhenNew(const storage::UserPool& record) {
  api::UserPoolType pool = Shown(record);
  if (pool.UserPoolTags && pool.UserPoolTags->empty()) {
    pool.UserPoolTags.reset();
  }
  return pool;
}

}  // namespace

api::CreateUserPoolResponse CreateUserPool(const Context& context, const api::CreateUserPoolRequest& request) {
  CheckUsernames(request);
  CheckPoolRules(request, context, MfaFactors());
  const Tags tags = request.UserPoolTags.value_or(Tags());
  const auto custom_id = CustomPoolId(tags);
  CheckTags(tags, custom_id.value_or(""));

  storage::UserPool pool;
  pool.account = context.account;
  pool.region = context.region;
  pool.name = request.PoolName;
  pool.document = api::ToJson(SettingsOfNewPool(context, request));
  pool.creation_millis = context.world.clock.Now();
  pool.last_modified_millis = pool.creation_millis;
  if (custom_id) {
    pool.id = *custom_id;
    InsertUnderGivenId(context, pool);
  } else {
    InsertUnderDrawnId([&] { return DrawPoolId(context.world.random, context.region); },
                       [&](std::string id) {
                         pool.id = std::move(id);
                         Insert(context, pool);
                       });
  }
  return {ShownWhenNew(pool)};
}

}  // namespace rockpool::operations
