// How a new pool comes by its id: drawn at random, or given by the tag that emulators of AWS have agreed on.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "server/pools/tags.h"
#include "server/util/random.h"

namespace rockpool::pools {

// Whether the text has the form of a pool's id: [\w-]+_[0-9a-zA-Z]+, at most 55 characters.
bool IsPoolId(std::string_view text);

// "us-east-1_o9y9Yq5pO". Nobody promises that it is free.
std::string DrawPoolId(util::Random& random, std::string_view region);

// The value of the tag `_custom_id_`, absent without the tag. Throws api::InvalidParameterException if it can be no pool's id.
std::optional<std::string> CustomPoolId(const Tags& tags);

}  // namespace rockpool::pools
