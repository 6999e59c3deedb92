// The categories of API operations, each with a limit of requests per second in an account and region.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "server/api/operation.h"
#include "server/api/types.h"
#include "server/world/caller.h"
#include "storage/transaction.h"

namespace rockpool::pools {

struct ApiCategory {
  std::string_view name;
  std::int32_t free;     // the rate that costs nothing: the default, and the least
  std::int32_t maximum;  // the most that the account may provision
};

// The category that the definition speaks of. Throws api::InvalidParameterException if it speaks of anything else, and
// api::ResourceNotFoundException for a category that AWS does not have.
const ApiCategory& CategoryOf(const api::LimitDefinitionType& definition);

// null if there is none of that name.
const ApiCategory* FindCategory(std::string_view name);

// The category whose rate a call of the operation counts for; null for one of none. `answered`: the challenge that it answers, if any: who
// answers NEW_PASSWORD_REQUIRED recovers his account (the developer guide, "Quotas").
const ApiCategory* FindCategoryOf(const api::Operation& operation, std::optional<api::ChallengeNameType> answered = std::nullopt);

// Requests a second, in the caller's account and region.
std::int64_t ProvisionedRate(const storage::Transaction& transaction, const world::Caller& caller, const ApiCategory& category);

// As answers show it, in the caller's account and region.
api::LimitType ShownLimit(const storage::Transaction& transaction, const world::Caller& caller, const ApiCategory& category);

}  // namespace rockpool::pools
