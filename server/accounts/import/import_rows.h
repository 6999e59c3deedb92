// What a line of an import's file says of a user, and whether the pool takes him so.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/accounts/user.h"
#include "server/api/types.h"
#include "server/pools/pool_in_use.h"
#include "server/util/clock.h"

namespace rockpool::accounts {

// The columns of a file, in its order: attributes of the pool's schema, "cognito:username", "cognito:mfa_enabled", "password_hash".
using ImportColumns = std::vector<std::string>;

// nullopt for what is no header of the pool's: an unknown or a repeated column, none for the name, none for the hashes of a job that has
// an algorithm. Assumed: that columns of the schema may be missing.
std::optional<ImportColumns> ReadHeader(const pools::PoolInUse& pool, std::optional<api::PasswordHashingAlgorithmType> algorithm,
                                        std::string_view line);

struct ImportedUser {
  User user;  // not kept yet
  // Of his password; empty: he has none, and must reset it.
  std::string hash;
};

// Throws api::ServiceException with why the row is refused. `sub` is the new user's.
ImportedUser ReadRow(const pools::PoolInUse& pool, std::optional<api::PasswordHashingAlgorithmType> algorithm, const ImportColumns& columns,
                     std::string_view line, std::string_view sub, util::EpochMillis now);

// A hash as it is kept: with what it was made by.
std::string KeptHash(api::PasswordHashingAlgorithmType algorithm, std::string_view hash);

// Whether the hash that KeptHash made is one of this password. As slow as its costs: outside of transactions, on a computing thread.
bool IsPasswordOfHash(std::string_view kept, std::string_view password);

}  // namespace rockpool::accounts
