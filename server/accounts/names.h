// The names of users: what a new one may be called, and by which names an old one is found.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "server/accounts/user.h"
#include "server/pools/pool_in_use.h"
#include "storage/transaction.h"

namespace rockpool::accounts {

// Name or alias as the pool compares it: in lower case where the pool does not tell case apart.
std::string Fold(const pools::PoolInUse& pool, std::string_view name);

// Whether the pool's users are named by their e-mail address or phone number (UsernameAttributes).
bool NamesByAttribute(const pools::PoolInUse& pool);

// Whether it is a plus sign and digits.
bool LooksLikePhoneNumber(std::string_view name);

// What a new user who is called so is kept under: the folded name, or in a pool that names by attributes the sub, and then the attribute
// that the name is the value of.
struct NewName {
  std::string username;
  std::optional<api::AttributeType> attribute;
};

// Throws api::InvalidParameterException in AWS's words for a name that the pool does not take.
NewName NameNewUser(const pools::PoolInUse& pool, std::string_view name, std::string_view sub);

// Throws api::InvalidParameterException for a preferred username that could be somebody's address where the pool has such aliases. Assumed:
// it obeys the rules of usernames, for it signs in like one.
void CheckPreferredUsername(const pools::PoolInUse& pool, std::string_view name);

// What the new user gets: the attribute that the name is the value of, and then all that is given but another value of that one. Assumed:
// the name says what its attribute is, whatever the attributes say.
std::vector<api::AttributeType> WithName(const NewName& name, std::span<const api::AttributeType> given);

// By username, by an alias that is active, by the sub. nullopt if the pool has no such user.
std::optional<User> FindUser(const storage::Transaction& transaction, const pools::PoolInUse& pool, std::string_view name);

// Throws api::UserNotFoundException `User does not exist.`
User RequireUser(const storage::Transaction& transaction, const pools::PoolInUse& pool, std::string_view name);

// The user who was seen, as he is now; nullopt if he is gone, also where somebody else has his name by now, or, behind a reset, his number.
// Where the store has the revision that was seen he is not read again: so `seen` is as it was read, or was saved since.
std::optional<User> FindStill(const storage::Transaction& transaction, const User& seen);

// Throws as RequireUser does where FindStill finds nobody.
User RequireStill(const storage::Transaction& transaction, const User& seen);

// Whether the user who is not kept yet can be found by his name afterwards: throws api::UsernameExistsException with `text` if the name
// finds another user already, `An account with the given email already exists.` if his address does that names users in the pool.
void RefuseTakenName(const storage::Transaction& transaction, const pools::PoolInUse& pool, const User& user, const std::string& text);

// Who else has the value of the attribute ("email", "phone_number", "preferred_username") as an alias; of a preferred username, whom else
// it finds, for whoever has the alias chooses it freely. nullopt too if it is no alias in this pool.
std::optional<User> FindHolderOfAlias(const storage::Transaction& transaction, const pools::PoolInUse& pool, const User& user,
                                      std::string_view attribute);

// The attributes whose value `user`, as he is to be kept, would have as an alias although another one has it.
std::vector<std::string_view> TakenAliases(const storage::Transaction& transaction, const pools::PoolInUse& pool, const User& user);

// Takes what `user` wants as alias from whoever holds it: the holder's attribute is not verified any more. Throws
// api::AliasExistsException with `message` unless `force`.
void ClaimAliases(storage::Transaction& transaction, const pools::PoolInUse& pool, util::EpochMillis now, const User& user, bool force);

// The same by an administrator's operation that declares no such error, and never by force: throws api::InvalidParameterException in its
// words (Assumed).
void ClaimAliasesForAdministrator(storage::Transaction& transaction, const pools::PoolInUse& pool, util::EpochMillis now, const User& user);

// The values by which the user is found, and which of them are active aliases.
std::vector<storage::SearchValue> SearchValuesOf(const pools::PoolInUse& pool, const User& user);

}  // namespace rockpool::accounts
