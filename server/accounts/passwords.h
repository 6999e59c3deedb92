// Passwords: what the pool's policy asks, how one is kept, when one may come again. A password is kept as its SRP verifier alone.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "server/accounts/settings.h"
#include "server/accounts/user.h"
#include "server/pools/pool_in_use.h"
#include "server/util/clock.h"
#include "server/util/random.h"
#include "storage/credentials.h"
#include "storage/transaction.h"

namespace rockpool::accounts {

inline constexpr std::size_t kLongestPassword = 256;  // UTF-16 code units (the model)

// AWS has two wordings of what begins a refusal.
inline constexpr std::string_view kWithPolicy = "Password did not conform with policy: ";
inline constexpr std::string_view kWithPasswordPolicy = "Password did not conform with password policy: ";

// Throws api::InvalidPasswordException with the first rule that the password breaks.
void CheckPolicy(const pools::PoolInUse& pool, std::string_view password, std::string_view wording = kWithPolicy);

// One that the pool's policy takes.
std::string DrawTemporaryPassword(const pools::PoolInUse& pool, util::Random& random);

// Each takes one exponentiation, 0.8 ms of a processor: outside of transactions, on a computing thread. `username` is the record's.
storage::PasswordVerifier MakeVerifier(const pools::PoolInUse& pool, std::string_view username, std::string_view password,
                                       util::Random& random);
bool IsPassword(const pools::PoolInUse& pool, std::string_view username, std::string_view password,
                const storage::PasswordVerifier& verifier);

// What stands for the password of a name that nobody has, always the same, so that checking it costs and tells the same.
storage::PasswordVerifier VerifierOfNobody(const Settings& settings, const pools::PoolInUse& pool, std::string_view name);

// Whether the user has a password that could be proved: his own, or the hash that an import brought along.
bool HasPassword(const storage::Credentials& credentials);

// How many passwords may not come again, the present one among them; 0 where the policy asks nothing.
std::size_t HistorySize(const pools::PoolInUse& pool);

// Those that may not come again, the present one first.
std::vector<storage::PasswordVerifier> LookAtHistory(const storage::Transaction& transaction, const pools::PoolInUse& pool,
                                                     const User& user);

// One exponentiation each. Throws api::PasswordHistoryPolicyViolationException.
void CheckHistory(const pools::PoolInUse& pool, std::string_view username, std::string_view password,
                  const std::vector<storage::PasswordVerifier>& earlier);

// Sets it; the present one goes into the history.
void SetPassword(storage::Transaction& transaction, const pools::PoolInUse& pool, const User& user, storage::PasswordVerifier verifier,
                 util::EpochMillis now);

// Whether a temporary password that was set then is too old `now`.
bool HasTemporaryPasswordExpired(const pools::PoolInUse& pool, util::EpochMillis set, util::EpochMillis now);

}  // namespace rockpool::accounts
