// Tokens whose signature is known to be good. An application sends a token with every call of an hour, and the proof is a third of what
// GetUser costs. Of what else may be wrong with a token nothing is kept.
#pragma once

#include <string_view>

#include "server/tokens/signing_keys.h"
#include "server/world/world.h"

namespace rockpool::tokens {

// Whether this very text is kept as signed by the keys that were seen. False says nothing. Any thread.
bool IsProved(const world::World& world, std::string_view token, const SeenSigningKeys& seen);

// Keeps a token that was proved, or that was signed here and so needs no proof. Some hundreds are kept, those that were asked for last; one
// of more than 4 KiB is not. Requires: seen.has_any(). Any thread.
void KeepProved(const world::World& world, std::string_view token, const SeenSigningKeys& seen);

}  // namespace rockpool::tokens
