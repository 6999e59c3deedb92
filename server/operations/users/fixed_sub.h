// How a test gives its users the subs that it expects: the convention of local emulators, in a member that the API itself ignores.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "server/util/random.h"

namespace rockpool::operations {

// The value of "_custom_id_" in ClientMetadata, which is for triggers alone, if it is a UUID in small letters; else a new UUID.
std::string FixedOrDrawnSub(const std::optional<std::map<std::string, std::string, std::less<>>>& client_metadata, util::Random& random);

}  // namespace rockpool::operations
