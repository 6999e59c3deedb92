// One text for all spellings of a JSON value.
#pragma once

#include <string>

#include "server/api/json.h"

namespace rockpool::seed {

// Compact, the members of each object in the order of their names; of equal names the order is kept.
std::string CanonicalJson(const api::JsonValue& value);

}  // namespace rockpool::seed
