// The limits of AWS on how many there may be.
#pragma once

#include <cstddef>
#include <string_view>

namespace rockpool::operations {

// Throws api::LimitExceededException if there are as many as `limit` allows. `things` are called so in the text: "app clients".
void RequireRoom(std::size_t count, std::size_t limit, std::string_view things, std::string_view user_pool_id);

// The same for what is counted over all pools of an account.
void RequireRoomInAccount(std::size_t count, std::size_t limit, std::string_view things, std::string_view account);

}  // namespace rockpool::operations
