// How a new app client comes by its id: drawn at random, or given by its name in the way that emulators of AWS have agreed on.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "server/util/random.h"

namespace rockpool::clients {

// The digits of base 32: no id and no secret of a client that is documented has others.
inline constexpr std::string_view kClientAlphabet = "0123456789abcdefghijklmnopqrstuv";

// Like AWS's: 26 characters. Nobody promises that it is free.
std::string DrawClientId(util::Random& random);

// The id of a client with the name `_custom_id_:<id>`, absent with another name.
std::optional<std::string> CustomClientId(std::string_view client_name);

}  // namespace rockpool::clients
