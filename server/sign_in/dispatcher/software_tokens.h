// Setting an authenticator up, with an access token or in the middle of a sign-in.
#pragma once

#include "server/api/types.h"
#include "server/world/world.h"

namespace rockpool::sign_in {

// A new secret, which counts for nothing until VerifyToken. With a session, that of an MFA_SETUP, the answer has the next one.
// Throws api::InvalidParameterException unless exactly one of the two is given, then what the token or the session is refused with,
// then api::SoftwareTokenMFANotFoundException where the pool has no authenticators.
api::AssociateSoftwareTokenResponse AssociateToken(const world::World& world, const api::AssociateSoftwareTokenRequest& request);

// Takes the associated secret in place of the one before if the code is of it. Throws api::EnableSoftwareTokenMFAException for a wrong
// code, of which a session takes three, and for one that has been given before.
api::VerifySoftwareTokenResponse VerifyToken(const world::World& world, const api::VerifySoftwareTokenRequest& request);

}  // namespace rockpool::sign_in
