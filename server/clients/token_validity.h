// How long an app client's tokens live.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

#include "server/api/types.h"

namespace rockpool::clients {

// What answers show for what the request says: AWS's 30 days, in the refresh token's unit, for nothing and for zero.
std::int32_t RefreshTokenValidity(const std::optional<std::int32_t>& submitted, const api::TokenValidityUnitsType& units);

// Throws api::InvalidParameterException for a validity that AWS has not, and for refresh tokens that end before the tokens they refresh.
void CheckTokenValidity(const api::UserPoolClientType& client);

// How long a client's tokens live that are issued now. Requires: CheckTokenValidity has taken it.
struct TokenLives {
  std::chrono::seconds access;
  std::chrono::seconds id;
  std::chrono::seconds refresh;
};
TokenLives TokenLivesOf(const api::UserPoolClientType& client);

}  // namespace rockpool::clients
