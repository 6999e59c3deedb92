// How AWS writes accounts and regions.
#pragma once

#include <string_view>

namespace rockpool::util {

// The account of callers whose access key names none, unless an option says another.
inline constexpr const char* kNoAccount = "000000000000";

// Twelve digits.
bool IsAccount(std::string_view text);

// At most 32 small letters, digits and hyphens, as in "us-east-1".
bool IsRegion(std::string_view text);

}  // namespace rockpool::util
