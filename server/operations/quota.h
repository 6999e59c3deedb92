// The limits of AWS on how many there may be.
#pragma once

#include <cstddef>
#include <string_view>

#include "server/operations/context.h"

namespace rockpool::operations {

// Throws if `count` is above `limit`: api::LimitExceededException, or api::InvalidParameterException where the operation does not declare
// that. In its text `things` belong to `owner`: "app clients" to "user pool us-east-1_abc".
void RequireAtMost(const Context& context, std::size_t count, std::size_t limit, std::string_view things, std::string_view owner);

// Throws api::LimitExceededException if the pool has as many as `limit` allows.
void RequireRoom(std::size_t count, std::size_t limit, std::string_view things, std::string_view user_pool_id);

// The same for what is counted over all pools of an account.
void RequireRoomInAccount(std::size_t count, std::size_t limit, std::string_view things, std::string_view account);

}  // namespace rockpool::operations
