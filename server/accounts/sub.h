// What users are called in tokens for good, and where names are generated, by name.
#pragma once

#include <string>
#include <string_view>

#include "server/util/random.h"

namespace rockpool::accounts {

// A UUID in lower case whose third group begins with 70, and so one of no version (recorded of AWS's newer pools: who takes it for a
// version 4 fails there). Assumed: all else is random, the variant's bits too.
std::string DrawSub(util::Random& random);

// The same of 16 bytes.
std::string SubOfBytes(std::string_view bytes);

}  // namespace rockpool::accounts
