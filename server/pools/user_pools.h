// pools: user pools and the rules of their settings: ids, tiers, schema, MFA, messages, tags, quotas, groups, replicas, records in general.
// It may not know app clients, providers or anything higher: what a rule must know of them is handed to it by an operation.
//
// What all that works on a user pool shares: finding it in the caller's account and region, and showing it.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "server/api/types.h"
#include "server/util/clock.h"
#include "server/world/caller.h"
#include "server/world/record_cache.h"
#include "storage/transaction.h"

namespace rockpool::pools {

// Throws api::ResourceNotFoundException: the caller's account has no such pool in the caller's region.
[[noreturn]] void ThrowPoolNotFound(std::string_view id);

// Throws so if there is none.
void RequirePool(const storage::Transaction& transaction, const world::Caller& caller, std::string_view id);

// The record, for who changes it. Throws as RequirePool does.
storage::UserPool FindPool(const storage::Transaction& transaction, const world::Caller& caller, std::string_view id);

// The pool as answers show it, for all that only reads of it: decoded once for each change of its record, and shared by all calls. Never
// null. It is what the transaction sees, its own writes included. `record` is as the transaction has read it: by any key, since unsigned
// calls know the id alone.
std::shared_ptr<const api::UserPoolType> Decoded(const storage::Transaction& transaction, const world::Caches& caches,
                                                 const storage::UserPool& record);

// The same, of the caller's pool. Throws as RequirePool does.
std::shared_ptr<const api::UserPoolType> LoadPool(const storage::Transaction& transaction, const world::Caches& caches,
                                                  const world::Caller& caller, std::string_view id);

// What the record's document holds of the pool: all but what only the record knows.
api::UserPoolType SettingsOf(const storage::UserPool& record);

// Writes the record with these settings, and the date of a change that happens `now`.
void SaveChange(storage::Transaction& transaction, util::EpochMillis now, storage::UserPool record, const api::UserPoolType& settings);

// The same for a change of tags alone. Assumed: it leaves the date as it is, since tags say nothing of how the pool works.
void SaveTags(storage::Transaction& transaction, storage::UserPool record, const api::UserPoolType& settings);

// The pool as answers show it: what its document says, and beside it what only the record knows.
api::UserPoolType Shown(const storage::UserPool& record);

// The tags of a user pool.
using Tags = std::map<std::string, std::string, std::less<>>;

// Fixes the id of a new pool, and stays with the pool: an update that says nothing of it does not take it away.
inline constexpr const char* kCustomIdTag = "_custom_id_";

// What is wrong with the tags of the pool with that id, as a sentence for the caller's exception; nullopt if nothing is.
std::optional<std::string> FaultOf(const Tags& tags, std::string_view user_pool_id);

// Throws that sentence as api::UserPoolTaggingException, as operations on pools do that take tags among other things.
void CheckTags(const Tags& tags, std::string_view user_pool_id);

// From a request to the settings that a pool keeps: what was sent, defaults where nothing was, and members that AWS fills from others.
// Sets all that both CreateUserPool and UpdateUserPool can set, and nothing else. `Request` is the request of either. Requires: the rules
// of pool_rules.h hold.
template <class Request>
void TakeSettings(api::UserPoolType& pool, const Request& request);

}  // namespace rockpool::pools
