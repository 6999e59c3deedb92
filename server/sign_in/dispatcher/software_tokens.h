// Authenticators: setting one up, with an access token or in the middle of a sign-in, and the code of this moment.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "server/api/types.h"
#include "server/world/caller.h"
#include "server/world/world.h"

namespace rockpool::sign_in {

// A new secret, which counts for nothing until VerifyToken. With a session, that of an MFA_SETUP, the answer has the next one.
// Throws api::InvalidParameterException unless exactly one of the two is given, then what the token or the session is refused with,
// then api::SoftwareTokenMFANotFoundException where the pool has no authenticators.
api::AssociateSoftwareTokenResponse AssociateToken(const world::World& world, const api::AssociateSoftwareTokenRequest& request);

// Takes the associated secret in place of the one before if the code is of it. Throws api::EnableSoftwareTokenMFAException for a wrong
// code, of which a session takes three, and for one that has been given before.
api::VerifySoftwareTokenResponse VerifyToken(const world::World& world, const api::VerifySoftwareTokenRequest& request);

// {"code":"123456","seconds_left":12} of a user's authenticator, associated or verified; the associated one first, since it is the one that
// waits for a code. For tests, which have no telephone. Throws api::ResourceNotFoundException, api::UserNotFoundException,
// api::SoftwareTokenMFANotFoundException.
std::string CodeOfThisMoment(const world::World& world, std::string_view user_pool_id, std::string_view username);

}  // namespace rockpool::sign_in
