// The tags of a user pool.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace rockpool::pools {

using Tags = std::map<std::string, std::string, std::less<>>;

// Fixes the id of a new pool, and stays with the pool: an update that says nothing of it does not take it away.
inline constexpr const char* kCustomIdTag = "_custom_id_";

// What is wrong with the tags of the pool with that id, as a sentence for the caller's exception; nullopt if nothing is.
std::optional<std::string> FaultOf(const Tags& tags, std::string_view user_pool_id);

// Throws that sentence as api::UserPoolTaggingException, as operations on pools do that take tags among other things.
void CheckTags(const Tags& tags, std::string_view user_pool_id);

}  // namespace rockpool::pools
