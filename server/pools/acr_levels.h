// The names of a pool's authentication levels.
#pragma once

#include <array>
#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "server/api/types.h"

namespace rockpool::pools {

// From the lowest to the highest.
inline constexpr std::array<std::string_view, 4> kAcrLevels = {"Level1", "Level2", "Level3", "Level4"};

using AcrConfiguration = std::map<std::string, api::AcrLevelConfigType, std::less<>>;

// With the names that AWS gives the levels that are left out: how answers show it, and what sign-ins go by (documented).
AcrConfiguration WithDefaults(AcrConfiguration configuration);

// Whether it names a level otherwise than AWS does, which not every tier may.
bool HasOwnNames(const AcrConfiguration& configuration);

// Throws api::InvalidParameterException for an unknown level, a name that no list with blanks can hold, and one name of two levels, those
// that are left out among them.
void CheckAcr(const AcrConfiguration& configuration);

}  // namespace rockpool::pools
