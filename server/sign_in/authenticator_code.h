// The codes of a user's authenticator: which are used up, and which it shows, for tests, which have no telephone.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "server/util/clock.h"
#include "server/world/world.h"
#include "storage/credentials.h"

namespace rockpool::sign_in {

// {"code":"123456","seconds_left":12} of a user's authenticator, associated or verified; the associated one first, since it is the one that
// waits for a code. Throws api::ResourceNotFoundException, api::UserNotFoundException,
// api::SoftwareTokenMFANotFoundException.
std::string CodeOfThisMoment(const world::World& world, std::string_view user_pool_id, std::string_view username);

// Whether the code of that step, which is right `now`, was taken before, or one after it. What was taken in the time that a clock which was
// turned back has still to come to counts for nothing: it would lock the user out until then.
bool IsUsed(const storage::SoftwareToken& token, std::int64_t step, util::EpochMillis now);

}  // namespace rockpool::sign_in
