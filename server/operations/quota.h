// The limits of AWS on how many there may be.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace rockpool::operations {

// What is said of a quota that is reached. `things` are called so in the text: "app clients".
std::string QuotaText(std::size_t limit, std::string_view things, std::string_view user_pool_id);

// Throws api::LimitExceededException if there are as many as `limit` allows.
void RequireRoom(std::size_t count, std::size_t limit, std::string_view things, std::string_view user_pool_id);

// The same for what is counted over all pools of an account.
void RequireRoomInAccount(std::size_t count, std::size_t limit, std::string_view things, std::string_view account);

}  // namespace rockpool::operations
