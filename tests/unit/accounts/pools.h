// Pools and users as rules see them, without a server around.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "server/accounts/names.h"
#include "server/accounts/user.h"
#include "server/api/codecs.h"
#include "server/pools/pool_in_use.h"
#include "storage/sqlite/store.h"

namespace rockpool::accounts {

constexpr util::EpochMillis kNow = 1'700'000'000'000;

// A pool with these settings, in JSON.
inline pools::PoolInUse PoolOf(const std::string& settings) {
  const auto decoded = std::make_shared<const api::UserPoolType>(api::FromStoredJson<api::UserPoolType>(settings));
  return {decoded, *decoded, "us-east-1_Example", "123456789012", "us-east-1", {}};
}

// One whom the store does not have; `attributes` are like {{"email", "a@example.com"}}.
inline User UserOf(const pools::PoolInUse& pool, const std::string& username, const std::vector<api::AttributeType>& attributes = {},
                   api::UserStatusType status = api::UserStatusType::CONFIRMED) {
  User user = NewUser(pool, username, "sub-of-" + username, status, kNow);
  for (const api::AttributeType& attribute : attributes) {
    SetAttribute(user, attribute.Name, attribute.Value.value_or(""));
  }
  return user;
}

// A store in memory that holds that pool's record.
inline std::unique_ptr<storage::Store> StoreWith(const pools::PoolInUse& pool) {
  auto store = storage::sqlite::Store::Open({.path = ":memory:", .rehearse_writes = true});
  store->Write([&](storage::Transaction& transaction) {
    storage::UserPool record;
    record.id = pool.id;
    record.account = pool.account;
    record.region = pool.region;
    record.name = "pool";
    record.document = "{}";
    transaction.user_pools().Insert(record);
  });
  return store;
}

}  // namespace rockpool::accounts
