// Tokens in the form of AWS's refresh tokens: a JSON Web Encryption in five parts (RFC 7516, 3.1) with the header
// {"cty":"JWT","enc":"A256GCM","alg":"RSA-OAEP"}, about 1,800 characters. On AWS the content is encrypted for AWS alone, so to everybody
// else all that follows the header are random bytes; here they are nothing more. A token says nothing and cannot be forged or guessed; who
// keeps its digest (Sha256) alone knows it again, and has no token that somebody could read.
#pragma once

#include <string>

#include "server/util/random.h"

namespace rockpool::crypto {

// A new token. Draws 1.3 kB: outside of transactions.
std::string DrawSealedToken(util::Random& random);

}  // namespace rockpool::crypto
