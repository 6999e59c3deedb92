// User pools of all kinds, as requests that CreateUserPool takes, of AWS too.
#pragma once

#include <string>

#include "tests/operations/drawn_settings.h"

namespace rockpool::support {

// A request. Whatever a pool can have is in one draw or another.
std::string DrawPool(DrawnSettings& drawn);

}  // namespace rockpool::support
