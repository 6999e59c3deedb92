// How a pool and what it points to are named: ids of pools, Amazon resource names.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "server/pools/user_pools.h"
#include "server/util/random.h"
#include "server/world/caller.h"

namespace rockpool::pools {

// How a new pool comes by its id: drawn at random, or given by the tag that emulators of AWS have agreed on.

// Whether the text has the form of a pool's id: [\w-]+_[0-9a-zA-Z]+, at most 55 characters.
bool IsPoolId(std::string_view text);

// "us-east-1_o9y9Yq5pO". Nobody promises that it is free.
std::string DrawPoolId(util::Random& random, std::string_view region);

// The value of the tag `_custom_id_`, absent without the tag. Throws api::InvalidParameterException if it can be no pool's id.
std::optional<std::string> CustomPoolId(const Tags& tags);

// Amazon resource names, as far as rules look into them.

// The third, the fourth and the fifth of the parts that colons separate; empty if the ARN has none. Views into `arn`.
std::string_view ServiceOfArn(std::string_view arn);
std::string_view RegionOfArn(std::string_view arn);
std::string_view AccountOfArn(std::string_view arn);

// "aws", "aws-us-gov", "aws-cn": the partition of a region (documented, Amazon Resource Names).
std::string_view PartitionOf(std::string_view region);

// "arn:aws:cognito-idp:us-east-1:123456789012:userpool/us-east-1_o9y9Yq5pO".
std::string PoolArn(std::string_view account, std::string_view region, std::string_view user_pool_id);

// The id of the pool that the caller's account has under that ARN. Throws api::InvalidParameterException for what is no pool's ARN, and
// api::ResourceNotFoundException for one of another account or region. Whether there is such a pool is not known here.
std::string PoolIdOfArn(const world::Caller& caller, std::string_view arn);

// Whether it is known to be of another account than the caller's: whoever calls with a made-up key has none.
bool IsOfAnotherAccount(const world::Caller& caller, std::string_view arn);

// The role that Cognito has in the caller's account for what it calls itself. Its partition is that of `arn`.
std::string ServiceLinkedRole(const world::Caller& caller, std::string_view arn);

// Throws api::InvalidParameterException if the role is known to be of another account than the caller's.
void RequireOwnRole(const world::Caller& caller, std::string_view role_arn);

}  // namespace rockpool::pools
