// What may be written into a user's attributes, by whom.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "server/accounts/user.h"
#include "server/api/types.h"
#include "server/clients/client_in_use.h"
#include "server/pools/pool_in_use.h"

namespace rockpool::accounts {

enum class AttributeWrite {
  kSignUp,           // by the user himself, who must give what is required
  kAdminCreateUser,  // required ones may be left out; flags may be given
  kUpdate,           // by the user himself
  kAdminUpdate,
  kNewPassword,  // NEW_PASSWORD_REQUIRED: fills what is required and missing
};

using Attributes = std::span<const api::AttributeType>;

// What a code can verify.
inline constexpr std::array<std::string_view, 2> kVerifiable{"email", "phone_number"};

// Of one that is given twice the last, which counts; nullptr if it is not given.
const api::AttributeType* FindGiven(Attributes attributes, std::string_view name);

// Throws api::NotAuthorizedException if the client may not write one of them.
void CheckWritable(const clients::ClientInUse& client, Attributes attributes);

// Throws api::InvalidParameterException in AWS's words for what nobody writes, what the schema does not have, what is immutable, malformed
// or out of its bounds, and, at sign-up, for what is missing. `user` is as it was before the write, and nullptr for one who is not there
// yet.
void CheckAttributes(const pools::PoolInUse& pool, AttributeWrite write, const User* user, Attributes attributes);

// Throws api::InvalidParameterException for a name that cannot be deleted: required, immutable, unknown. `write` says who deletes: kUpdate
// or kAdminUpdate.
void CheckDeletable(const pools::PoolInUse& pool, std::span<const std::string> names, AttributeWrite write = AttributeWrite::kUpdate);

// The required attributes that the user has no value of, in the order of the schema.
std::vector<std::string> MissingRequired(const pools::PoolInUse& pool, const User& user);

// Puts checked values into the user; of what is given twice the last. A new value of e-mail or phone takes its flag back unless the write
// says otherwise; AdminCreateUser leaves a flag out that it is not given.
void Apply(AttributeWrite write, User& user, Attributes attributes);

// Whether codes verify the attribute ("email", "phone_number") by itself, and whether a new value waits for that.
bool IsAutoVerified(const pools::PoolInUse& pool, std::string_view attribute);
bool WaitsForVerification(const pools::PoolInUse& pool, std::string_view attribute);

}  // namespace rockpool::accounts
