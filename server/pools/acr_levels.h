// The authentication levels of user pools.
#pragma once

#include <array>
#include <string_view>

namespace rockpool::pools {

// From the lowest to the highest.
inline constexpr std::array<std::string_view, 4> kAcrLevels = {"Level1", "Level2", "Level3", "Level4"};

}  // namespace rockpool::pools
