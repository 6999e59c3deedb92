// accounts: the users of a pool, their names, attributes, passwords, passkeys, devices and identities at providers, how often they may try,
// and their import, as records and rules. It may not know tokens, messages, nor how somebody signs up or in; which second factor is asked
// for is sign_in's.
//
// A user between the record that is kept and what operations show.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "server/api/types.h"
#include "server/pools/pool_in_use.h"
#include "server/util/clock.h"
#include "storage/transaction.h"

namespace rockpool::accounts {

struct User {
  storage::User record;
  // What the record's document says: UserAttributes ("sub" first, then in the order of first storing), Enabled, UserStatus, MFAOptions,
  // PreferredMfaSetting, UserMFASettingList. Dates and name are the record's.
  api::AdminGetUserResponse content;

  const std::string& username() const { return record.username; }
  std::int64_t number() const { return record.number; }
  api::UserStatusType status() const { return content.UserStatus.value_or(api::UserStatusType::UNKNOWN); }
  bool is_enabled() const { return content.Enabled.value_or(true); }
};

User Decode(storage::User record);

// A new one, with "sub" as its only attribute and enabled; not kept yet.
User NewUser(const pools::PoolInUse& pool, std::string username, std::string_view sub, api::UserStatusType status, util::EpochMillis now);

const std::string& SubOf(const User& user);

// nullptr if the user has no such attribute.
const std::string* FindAttribute(const User& user, std::string_view name);

// Whether the attribute ("email", "phone_number") has a value, and its flag says that it is the user's.
bool IsVerified(const User& user, std::string_view attribute);
bool HasValue(const User& user, std::string_view attribute);

// Replaces the value in its place, or appends it. An empty value removes the attribute, as the API's updates have it.
void SetAttribute(User& user, std::string_view name, std::string_view value);

// With the flag of what can be verified.
void RemoveAttribute(User& user, std::string_view name);

// Keep it, found by what SearchValuesOf names (names.h). Save dates the change. Both throw storage::Conflict if another user of the pool
// has one of the active aliases, Insert also if one has the name: RefuseTakenName and ClaimAliases tell before.
void Insert(storage::Transaction& transaction, const pools::PoolInUse& pool, User& user);
void Save(storage::Transaction& transaction, const pools::PoolInUse& pool, util::EpochMillis now, User& user);

// With all that belongs to him, and what was counted against his name.
void Delete(storage::Transaction& transaction, const User& user);

// As lists and AdminCreateUser show it, and as AdminGetUser does.
api::UserType Shown(const User& user);
api::AdminGetUserResponse ShownToAdministrator(const User& user);

}  // namespace rockpool::accounts
