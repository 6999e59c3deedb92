// The code that a user's authenticator shows: for tests, which have no telephone.
#pragma once

#include <string>
#include <string_view>

#include "server/world/world.h"

namespace rockpool::sign_in {

// {"code":"123456","seconds_left":12} of a user's authenticator, associated or verified; the associated one first, since it is the one that
// waits for a code. Throws api::ResourceNotFoundException, api::UserNotFoundException,
// api::SoftwareTokenMFANotFoundException.
std::string CodeOfThisMoment(const world::World& world, std::string_view user_pool_id, std::string_view username);

}  // namespace rockpool::sign_in
